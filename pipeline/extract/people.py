"""People: passage in, person `Entity` mentions out.

A person is the signer, a family name with capitals after a title ('Phó Thủ tướng Chính phủ Vương Đình
Huệ'), or a name that the document gives elsewhere with a title. underthesea's own NER is left out: on
this genre it takes 'năm 2019' for a place and 'PTNT' for a person.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache

from pipeline.extract.money import DATA
from pipeline.extract.passage import Passage, Spans
from pipeline.normalize.letters import LOWER, UPPER
from pipeline.records import Entity
from pipeline.structure.tables import alternatives, sectors


@cache
def _table() -> dict[str, tuple[str, ...]]:
    return {
        key: tuple(value) for key, value in tomllib.loads((DATA / "names.toml").read_text(encoding="utf-8")).items()
    }


@cache
def _name() -> re.Pattern[str]:
    """A family name and one to four more syllables with capitals, or all in capitals."""
    family = "|".join(map(re.escape, sorted(_table()["surnames"], key=len, reverse=True)))
    syllable = rf"[{UPPER}][{LOWER}]*"
    return re.compile(rf"(?<![\w-])(?:{family}) {syllable}(?: {syllable}){{0,3}}(?![\w])")


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<title>{alternatives(_table()['titles'])})(?: [^\n,;.:]{{2,50}})?[:,]? $")


@cache
def _title_only() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<title>{alternatives(_table()['titles'])})[:,]? $")


@cache
def _no_person_after() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(_table()['not_after'])} $")


def find_people(passage: Passage) -> tuple[Entity, ...]:
    """Every person of the text, in order."""
    places = Spans(e for e in passage.found.entities if e.kind == "place" and e.rule == "place.level")
    found = {entity.start: entity for entity in _signer(passage)}
    candidates = []
    for match in _name().finditer(passage.text):
        before = passage.before(match.start(), 70)
        if places.overlap(*match.span()) or _no_person_after().search(before) or match[0] in sectors():
            continue
        candidates.append((match, before))
    named = {entity.name for entity in found.values()}
    named |= {match[0] for match, before in candidates if _title_only().search(before)}
    named |= {match[0] for match, before in candidates if _titled().search(before) and len(match[0].split()) >= 3}
    for match, before in candidates:
        if match[0] in named and match.start() not in found:
            titled = _title_only().search(before) is not None
            found[match.start()] = _person(
                match, "person.title" if titled else "person.named", 0.95 if titled else 0.85
            )
    return tuple(found[start] for start in sorted(found))


def _signer(passage: Passage) -> Iterator[Entity]:
    signer = passage.outline.signature.signer
    if signer:
        yield Entity(
            start=signer.start,
            end=signer.end,
            text=passage.text[signer.start : signer.end],
            rule="person.signer",
            confidence=0.98,
            kind="person",
            name=signer.value,
        )


def _person(match: re.Match[str], rule: str, confidence: float) -> Entity:
    return Entity(
        start=match.start(),
        end=match.end(),
        text=match[0],
        rule=rule,
        confidence=confidence,
        kind="person",
        name=match[0],
    )
