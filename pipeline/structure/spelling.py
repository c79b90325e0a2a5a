"""Names of bodies as running text writes them: 'SỞ NÔNG NGHIỆP VÀ PTNT' is 'Sở Nông nghiệp và PTNT'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from pipeline.normalize.fold import has_vowel
from pipeline.normalize.place_names import LEVEL
from pipeline.normalize.tones import compiled
from pipeline.structure.alternatives import alternatives
from pipeline.structure.tables import (
    acronyms,
    as_listed,
    canonical_spellings,
    firm_heads,
    organisation_heads,
    same_name,
    sectors,
    trades,
)

PLACE = compiled(
    rf"\b(?<!tác )(?P<level>{LEVEL}|TP\.?|TX\.?)\s+(?P<name>(?!hội\b|viên\b|ủy\b|đoàn\b|đội\b|lân\b)\S.*)$",
    re.IGNORECASE,
)
"""A level and the name after it, to the end."""
_NAMED = compiled(
    r"(?P<head>(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng) ủy|(?:Tỉnh|Thành|Huyện|Quận) đoàn"
    r"|.*\b(?:THPT|THCS|tiểu học|mầm non|mẫu giáo)) (?P<name>.+)$",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?<=khu vực )[ivx]+\b|(?<=\s)(?:i{1,3}|i?v|vi{2,3}|i?x)$", re.IGNORECASE)
_WITHIN_DISTRICT = re.compile(r"\b(?:quận|huyện|thị xã|thành phố) .*(?=\s(?:phường|xã|thị trấn)\s+\S)")
LONGEST_NAME = 150
_DASH = re.compile(r"\s*[-–]\s*")
_WORD_START = re.compile(r"(?<!\w)\w")
_FIRST_WORD = re.compile(r"\w+")
_WORD_END = re.compile(r"\w(?!\w)")


def true_case(name: str, text: str, place_name: str | None = None) -> str:
    """A name set in capitals as running text writes it: 'SỞ NÔNG NGHIỆP VÀ PTNT' is 'Sở Nông nghiệp và PTNT'.

    The tables of bodies and sectors come first, then the document's own spelling, then capitals for
    what follows a place's level.
    """
    name = re.sub(r"\s+", " ", name).strip(" .,;:")
    lowered = " ".join(word.upper() if is_acronym(word) else word for word in name.lower().split())
    lowered = _WITHIN_DISTRICT.sub("", lowered).replace("  ", " ")
    place = PLACE.search(lowered)
    body, tail = (lowered[: place.start()], f"{place['level']} {capitals(place['name'])}") if place else (lowered, "")
    unknown = _respelled(body, lambda _: "").strip()
    if unknown and (spelling := _own_spelling(name, text)):
        return spelling
    if firm := _firms().match(body):
        head = next((name for name in firm_heads() if same_name(name) == same_name(firm[0])), firm[0])
        own = (
            _trades()
            .sub(lambda m: _spelled().get(same_name(m[0]), m[0]), capitals(body[firm.end() :], keep_spaces=True))
            .replace(" Và ", " và ")
        )
        return f"{head}{own}{tail}".strip()
    body = _respelled(body, as_listed)
    if named := _NAMED.match(body):
        body = named["head"] + " " + capitals(named["name"])
    if place_name and place_name.lower() in body.lower():
        body = re.sub(rf"(?<!\w){re.escape(place_name)}(?!\w)", lambda _: place_name, body, flags=re.IGNORECASE)
    body = _ROMAN.sub(lambda m: m[0].upper(), body)
    # A second body ('Bộ Tài chính - Bộ Nội vụ') keeps its capital through the table.
    return (body[:1].upper() + body[1:] + tail).strip()


def is_acronym(word: str) -> bool:
    """A known acronym, or letters without a vowel ('CHQS'), which no syllable is."""
    return word in acronyms() or (len(word) > 1 and word.isalpha() and not has_vowel(word))


def _own_spelling(name: str, text: str) -> str | None:
    """The name as the running text writes it, if it does so other than all in capitals."""
    pattern = re.compile(re.escape(name).replace(r"\ ", r"\s+"), re.IGNORECASE)
    for match in pattern.finditer(text):
        found = re.sub(r"\s+", " ", match[0])
        if found[0].isupper() and 2 * sum(map(str.isupper, found)) <= sum(map(str.isalpha, found)):
            return found
    return None


def capitals(name: str, *, keep_spaces: bool = False) -> str:
    """A name each of whose words has a capital."""
    parts = name.split(" ") if keep_spaces else name.split()
    return " ".join(word if word.isupper() else word[:1].upper() + word[1:] for word in parts)


def plain(name: str) -> str:
    """A name without case and what stands around its dashes, as it is looked up: a document asks too seldom for a pattern."""
    words = " ".join(name.lower().split())
    return _DASH.sub("-", words) if "-" in words or "–" in words else words


def longest_at(text: str, start: int, names: frozenset[str]) -> int:
    """Where the longest of some plain names ends that stands at a word's start; the offset where none does."""
    first = _FIRST_WORD.match(text, start)
    if first is None or first[0].lower() not in _first_words(names):
        return start
    ends = [last.end() for last in _WORD_END.finditer(text, start, start + LONGEST_NAME)]
    return next((end for end in reversed(ends) if plain(text[start:end]) in names), start)


@cache
def _first_words(names: frozenset[str]) -> frozenset[str]:
    return frozenset(first[0] for name in names if (first := _FIRST_WORD.match(name)))


def _respelled(body: str, spelling: Callable[[str], str]) -> str:
    """A name with each head and sector in it as `spelling` has it."""
    out, position = "", 0
    for first in _WORD_START.finditer(body):
        if first.start() >= position and (end := longest_at(body, first.start(), _known())) > first.start():
            out += body[position : first.start()] + spelling(body[first.start() : end])
            position = end
    return out + body[position:]


@cache
def _known() -> frozenset[str]:
    return frozenset(map(plain, (*canonical_spellings().values(), *organisation_heads(), *sectors())))


@cache
def _firms() -> re.Pattern[str]:
    return re.compile(rf"{_caseless(firm_heads())}(?!\w)", re.IGNORECASE)


@cache
def _spelled() -> dict[str, str]:
    return {same_name(trade): trade for trade in trades()}


@cache
def _trades() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_caseless(trades())}(?!\w)", re.IGNORECASE)


def _caseless(names: Iterable[str]) -> str:
    return alternatives({name.lower() for name in names})
