"""Whether two names are of one body: what every other room asks that tells documents apart by who issued them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from pipeline.normalize.fold import fold, has_vowel
from pipeline.normalize.letters import UPPER
from pipeline.normalize.place_names import COMMUNES, LEVEL, other_names, usual_name, whole_level
from pipeline.normalize.tones import compiled
from pipeline.structure.tables import issuers

COUNCILS = ("UBND", "HĐND")
"""The bodies that every unit has, as `short_name` and the symbols of numbers call them."""
COUNCIL = r"(?:UBND|HĐND|[ỦUủu][ỷy] ?ban nhân dân|[Hh]ội đồng nhân dân)"
"""The same as running text writes them, as a regular expression."""
ASSEMBLY = "(?:HĐND|Hội đồng nhân dân)"
"""The one of them that holds sittings and passes what others draw up, as names and sentences write it."""
SameBody = Literal["same", "may be", "other"]
"""'may be' of two names that nothing tells apart and one of which leaves something out: its place, the end of its name."""

_LEVEL = compiled(
    rf"(?<!\w)(?<!tác )(?<!cấp )(?:(?i:(?P<level>{LEVEL}|thành(?= (?:ủy|đoàn))|thị(?= (?:ủy|đoàn))))"
    r"(?P<party> (?i:ủy|đoàn))?(?!\w)(?! (?:hội|viên|đội|lân)(?!\w))"
    rf"|(?<=[^\W_] )(?P<letters>T\.?[PX]\.?|T\.?T\.?(?![ -]*Huế)|[HPQX]\.)(?:(?= ?[{UPPER}][^\W\d_]*[^\W\d_{UPPER}])|(?<=(?:UBND|HĐND|.dân) ..)$))"
)
_OTHER_NAME = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, other_names()), key=len, reverse=True))})(?!\w)")
_NAME_ENDS = re.compile(r"[,;(]|\s[-–]\s(?!Vũng)")
_WORD = re.compile(r"[^\W_]+")
_ROMAN = re.compile(r"[IVX]+")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_OF_THE_PEOPLE = re.compile(r"(?:(?P<council>hội đồng)|[ủu][ỷy] ?ban) nhân dân(?!\w)", re.IGNORECASE)
_HEADED = re.compile(
    r"(?:phó )?(?:chủ tịch(?= (?:UBND|HĐND|[ỦU][ỷỶyY] ban|Hội đồng))|giám đốc(?= Sở)|bộ trưởng(?= Bộ)|trưởng(?= (?:Phòng|Ban)))\s+",
    re.IGNORECASE,
)
"""The title of who heads a body, which stands for it: 'Chủ tịch UBND', 'Giám đốc Sở', 'Trưởng phòng'."""
_OF_COUNTRY = re.compile(r"(?<!\w)(?:Chính phủ|Việt Nam|VN|Trung ương|TW|TƯ|tối cao)$", re.IGNORECASE)
"""How a body's name ends of which every province has one of its own: 'Thanh tra Chính phủ', 'BHXH Việt Nam'."""
_TOGETHER = compiled(
    r"\s[-–]\s(?=(?:Sở|Bộ|Ban|UBND|Tổng|Hội|Cục|Ủy ban|Ngân hàng|Trung ương)\s)|^Liên (?:tịch )?(?=\S)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Body:
    """A name taken apart: the letters that its words begin with, each with its word where this is not just letters."""

    letters: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str], ...]
    """Level and folded name of the places that it ends with, the smallest first; the name is '' where it is left open."""
    together: bool
    of_country: bool


def same_body(one: str | None, other: str | None) -> SameBody:
    """Whether two names are of one body: 'NN&PTNT' and 'TP' are what their letters stand for, 'UBND tỉnh' may be any province's."""
    if one is None or other is None:
        return "may be"
    return "same" if one == other else _compared(one, other)


def may_issue(one: str | None, other: str | None, number_key: str | None) -> bool:
    """Whether two names may be of the body that issued a document under one number.

    Where the number's symbol tells the body, only the places are compared: a text may well say 'Chính phủ' of the Prime Minister.
    """
    if number_key and not issuers().keys().isdisjoint(number_key.split("/")):
        return one is None or other is None or _same_place(_body(one).places, _body(other).places) != "other"
    return same_body(one, other) != "other"


def headed(name: str) -> str:
    """The body that the title of its head stands for: 'Chủ tịch UBND tỉnh' is 'UBND tỉnh'."""
    return _HEADED.sub("", name, 1) if _HEADED.match(name) else name


@lru_cache(maxsize=1_000)
def is_council(head: str) -> bool:
    """Whether a name without its place is 'UBND' or 'HĐND', in letters or in words."""
    return short_name(head) in COUNCILS


def short_name(name: str) -> str:
    """A body's name with 'UBND' and 'HĐND' for their words, so that it is listed once."""
    return _OF_THE_PEOPLE.sub(lambda words: "HĐND" if words["council"] else "UBND", name)


@lru_cache(maxsize=10_000)
def _compared(one: str, other: str) -> SameBody:
    first, second = _body(one), _body(other)
    if (first.of_country and second.places) or (second.of_country and first.places):
        return "other"
    told: set[SameBody] = {_same_place(first.places, second.places)}
    if first.together and second.together:
        told.add("may be")
    else:
        told.add(_same_name(first, second))
    return next(found for found in ("other", "may be", "same") if found in told)


def _same_name(one: _Body, other: _Body) -> SameBody:
    shorter, longer = sorted((one, other), key=lambda body: len(body.letters))
    for (first, word), (second, other_word) in zip(shorter.letters, longer.letters, strict=False):
        if first != second or (word and other_word and word != other_word):
            return "other"
    return "same" if len(one.letters) == len(other.letters) else "may be"


def _same_place(one: tuple[tuple[str, str], ...], other: tuple[tuple[str, str], ...]) -> SameBody:
    if not one or not other:
        return "same" if one == other else "may be"
    (level, name), (other_level, other_name) = one[0], other[0]
    if level != other_level or (name and other_name and name != other_name):
        return "other"
    above, others = dict(one[1:]), dict(other[1:])
    if any(name != others[level] for level, name in above.items() if name and others.get(level)):
        return "other"
    lacking = name != other_name or (level in COMMUNES and bool(above) != bool(others))
    return "may be" if lacking else "same"


@lru_cache(maxsize=10_000)
def _body(name: str) -> _Body:
    name = headed(_OTHER_NAME.sub(lambda m: usual_name(m[0]), _BRACKETS.sub("", " ".join(name.split()))))
    levels = list(_LEVEL.finditer(name))
    places = []
    for level, after in pairwise([*levels, None]):
        if level is not None:
            own = name[level.end() : after.start() if after else len(name)]
            own = own[: ends.start()] if (ends := _NAME_ENDS.search(own)) else own
            places.append((_whole(level), " ".join(_WORD.findall(fold(own)))))
    head = name[: levels[0].end() if levels[0]["party"] else levels[0].start()] if levels else name
    of_country = not places and _OF_COUNTRY.search(name) is not None
    return _Body(tuple(_letters(head, name.isupper())), tuple(places), _TOGETHER.search(name) is not None, of_country)


def _whole(level: re.Match[str]) -> str:
    words = (level["level"] or level["letters"]).lower()
    return {"thành": "thành phố", "thị": "thị xã"}.get(words) or whole_level(words)


def _letters(head: str, capitals: bool) -> list[tuple[str, str]]:
    """The letters of a name without its places; in one set in capitals only known symbols are no words."""
    found = []
    for word in _WORD.findall(head):
        folded = fold(word)
        alone = word.isupper() and len(word) > 1 and not _ROMAN.fullmatch(word)
        if alone and (not capitals or not has_vowel(word) or (len(word) > 3 and folded in issuers())):
            found += [(letter, "") for letter in folded]
        elif folded != "va":
            found.append((folded[0], folded))
    return found
