"""One body told several ways: 'UBND huyện' after 'UBND huyện Bến Mẫu', 'NAMRUCO' after 'Tổng công ty Cao su Nam Mẫu (NAMRUCO)'.

A short telling takes the name of the only body that the text told whole before, so that a body is counted once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from pipeline.extract.organisations.countries import country
from pipeline.extract.passage import Passage, Spans
from pipeline.normalize.letters import UPPER
from pipeline.normalize.tones import compiled
from pipeline.records import Entity
from pipeline.structure.bodies import headed
from pipeline.structure.openings import first_words, openings_of
from pipeline.structure.tables import kinds_by_spelling, lone_heads
from pipeline.structure.written_out import written_out

_IN_BRACKETS = re.compile(
    rf" ?\((?:(?:sau đây )?(?:gọi|viết)(?: tắt)?(?: là)?:? ?)?[\"“]?(?P<short>[{UPPER}][\w&.-]*(?: [{UPPER}\d][\w&.-]*){{0,2}})[\"”]?\)"
)
_LETTERS = re.compile(rf"[{UPPER}&-]{{2,12}}(?: [{UPPER}\d]+)?|[A-Z][a-z][A-Z]+")
_TRADE_NAME = re.compile(r"[A-Z][a-z]{2,}[A-Za-z]{3,}")
_FEWEST_LETTERS = 3
"""Of a name that is looked for; two letters are too often another word's."""
_NO_NAME = frozenset(("CĐT", "ODA", "VAT", "GTGT", *kinds_by_spelling()))
_NO_BODY_BEFORE = re.compile(r"(?:ngành|lĩnh vực|chương trình|dự án|vốn|vay|nguồn|số|theo) $", re.IGNORECASE)
_LEVEL = re.compile(r"(?<!\w)(?<!tác )(?:tỉnh|huyện|quận|xã|thị trấn|phường|thành phố)$", re.IGNORECASE)
_DISTRICT = re.compile(r"(?<!\w)(?:huyện|thị xã|thành phố|quận)$", re.IGNORECASE)
"""Levels of which a text may name the only one after it: 'UBND thị xã ... Chủ tịch UBND thị xã Tân Mẫu'."""
_LEVELS = ("tinh", "huyen", "thanh pho", "xa")
_COMMUNE = re.compile(r"(?<!\w)(?<!thị )(?<!tác )(?:xã|phường|thị trấn)$", re.IGNORECASE)
_COMMUNES = re.compile(r"(?<!\w)(?<!thị )(?:xã|phường|thị trấn)(?!\w)", re.IGNORECASE)
_CENTRAL = compiled(
    r"(?:Chính phủ|Thủ tướng|Bộ|Quốc hội|Ủy ban Thường vụ|Liên|Tổng cục|Ngân hàng)(?!\w)", re.IGNORECASE
)


def told_once(passage: Passage, found: Sequence[Entity]) -> tuple[Entity, ...]:
    """The bodies with those told by letters, each under its whole name; without the offices of every place at once."""
    issuer = headed(passage.outline.letterhead.issuer.value) if passage.outline.letterhead.issuer else None
    told = _Told(issuer)
    bodies = _by_letters(passage.text, found)
    later = _Told(None)
    for entity in bodies:
        later.add(entity.name)
    out: list[Entity] = []
    for entity in bodies:
        whole = told.whole(entity.name) or (later.whole(entity.name) if _DISTRICT.search(entity.name) else None)
        if whole is None and issuer and _of_every_place(entity.name, issuer):
            continue
        told.add(entity.name)
        out.append(replace(entity, name=whole) if whole else entity)
    return tuple(out)


class _Told:
    """The names that a text told so far, the issuer's first."""

    def __init__(self, issuer: str | None) -> None:
        self._names: dict[str, str] = {}
        self._longer: dict[str, list[str]] = defaultdict(list)
        """Of the beginning of names the first two that go on after it."""
        self._issuer = written_out(issuer) if issuer else ""
        if issuer:
            self.add(issuer)

    def add(self, name: str) -> None:
        """A name was told."""
        key = written_out(name)
        if key in self._names:
            return
        self._names[key] = name
        for gap in re.finditer(" ", key):
            longer = self._longer[key[: gap.start()]]
            if len(longer) < 2:
                longer.append(name)

    def whole(self, name: str) -> str | None:
        """The name of the only body told before that a short telling can mean."""
        key = written_out(name)
        if _LEVEL.search(name) or key in _lone():
            if self._issuer.startswith(f"{key} "):
                return self._names[self._issuer]
            if len(longer := self._longer.get(key, [])) == 1:
                return longer[0]
        return next((self._names[f"{key} {level}"] for level in _LEVELS if f"{key} {level}" in self._names), None)


def _by_letters(text: str, found: Sequence[Entity]) -> Sequence[Entity]:
    """The bodies, and where one is told by the letters that the text gave in brackets after its name."""
    names: dict[str, tuple[Entity, int]] = {}
    for entity in found:
        told = _IN_BRACKETS.match(text, entity.end)
        if told and _is_short(told["short"]):
            names.setdefault(told["short"], (entity, told.start("short")))
    if not names:
        return found
    taken = Spans(found)
    more = [entity for entity in _mentions(text, names) if not taken.overlap(entity.start, entity.end)]
    renamed = (replace(e, name=names[e.text][0].name) if e.text in names else e for e in found)
    return sorted((*renamed, *more), key=lambda entity: entity.start)


def _is_short(words: str) -> bool:
    """Whether words in brackets after a body are its short name: 'NAMRUCO', 'Mauvinabank'; not 'VAT', 'Canada'."""
    if words in _NO_NAME or country().match(f" {words}"):
        return False
    return (_LETTERS.fullmatch(words) or _TRADE_NAME.fullmatch(words)) is not None


def _mentions(text: str, names: dict[str, tuple[Entity, int]]) -> Iterator[Entity]:
    for short, (body, told) in names.items():
        if len(short) < _FEWEST_LETTERS:
            continue
        for start in openings_of(text).starts(first_words((short,))):
            end = start + len(short)
            if (
                start >= told
                and text.startswith(short, start)
                and not text[end : end + 1].isalnum()
                and text[start - 1] in ' \n\t(“"'
                and text[end : end + 1] not in ("/", "-")
                and not _NO_BODY_BEFORE.search(text, max(0, start - 12), start)
            ):
                yield replace(body, start=start, end=end, text=short, rule="organisation.short", confidence=0.85)


@cache
def _lone() -> frozenset[str]:
    return frozenset(map(written_out, lone_heads()))


def _of_every_place(name: str, issuer: str) -> bool:
    """Whether a level without a name means every place's office: 'UBND xã' unless a commune writes, 'UBND tỉnh' in a decree."""
    if _CENTRAL.match(issuer):
        return _LEVEL.search(name) is not None
    return _COMMUNE.search(name) is not None and not _COMMUNES.search(issuer)
