"""Citations completed: what one mention leaves out, another of the same document says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache

from pipeline.extract.places.finder import is_central, issuing_code, province_of, province_of_body
from pipeline.extract.places.gazetteer import gazetteer
from pipeline.link.ledger.attached import attached_to
from pipeline.normalize.fold import fold
from pipeline.normalize.letters import UPPER
from pipeline.normalize.place_names import LEVEL, whole_level
from pipeline.normalize.tones import compiled
from pipeline.records import Citation, Entity, Outline
from pipeline.structure.bodies import COUNCILS, may_issue, short_name
from pipeline.structure.number.docnumber import number_key

_OPEN_LEVEL = re.compile(rf"\b(?P<level>{LEVEL}|(?:(?<=UBND )|(?<=HĐND ))T\.?[PXT])$")
_PLACED = re.compile(rf"\b(?:(?P<level>{LEVEL}) |(?P<letters>T\.?[PXT]\.?) ?)(?P<name>[^\W\d_a-zđ].*)$")
_PARTY = compiled(r"(?:^|\s)(?P<level>Tỉnh|Thành|Huyện|Thị) (?:ủy|đoàn)$")
_PARTY_PLACED = compiled(r"(?:^|\s)(?P<level>Tỉnh|Thành|Huyện|Thị) (?:ủy|đoàn) (?P<name>[^\W\d_a-zđ].*)$")
_PARTY_LEVELS = {"Tỉnh": "tỉnh", "Thành": "thành phố", "Huyện": "huyện", "Thị": "thị xã"}
_PROVINCE_ABOVE = compiled(
    rf"(?<!\w)(?:TỈNH|Tỉnh|tỉnh)(?: (?:ỦY|ĐOÀN|ủy|đoàn))? (?P<name>(?!ỦY|ĐOÀN|Ủy|Đoàn)[{UPPER}]\w*"
    rf"(?: [{UPPER}]\w*){{1,2}}?) *(?=[\t\n]|ĐẢNG|CỘNG)"
)
_BARE = ("Bộ", "Sở")
"""'Công văn số ... của Bộ' in a ministry's own letter is its own."""
_ANY_OF_TW = "Ban Chấp hành Trung ương"
"""What '/TW' alone tells: others sign with it too, and who is told beside a number did."""
_YEAR = re.compile(r" năm (\d{4})$")


def complete_citations(
    citations: Sequence[Citation], outline: Outline, province: str | None, entities: Sequence[Entity]
) -> tuple[Citation, ...]:
    """Citations with day and issuer from their siblings, and 'UBND tỉnh' completed with the province.

    'UBND huyện' in a province's paper is the one that the text told whole, where `entities` hold just one.

    A law cited by its name alone takes number and day where the text gives that name just one.
    """
    told = _number_laws(citations)
    siblings: dict[str, list[Citation]] = defaultdict(list)
    for citation in told:
        if citation.number:
            siblings[number_key(citation.number)].append(citation)
    known = {key: _known(same, province) for key, same in siblings.items()}
    done = [_complete(c, *known.get(number_key(c.number), (None, c.issuer)), outline, province) for c in told]
    named = _Named(entities, done)
    return tuple(_of(citation, named.whole(citation.issuer)) if citation.issuer else citation for citation in done)


def own_province(text: str, outline: Outline, of_head: str | None, entities: Sequence[Entity]) -> str | None:
    """The province of the body that issued a document, `of_head` that of its head; a body of the whole country only sits where it
    dates its papers.
    """
    own = None if is_central(outline) else of_head
    return own or _province_told(text, outline, entities)


def province_of_head(text: str, outline: Outline, citations: Sequence[Citation]) -> str | None:
    """The province that a document's head tells, or of the body whose decision a file is just the annex of."""
    if province := province_of(outline):
        return province
    index = attached_to(text, outline, citations)
    return province_of_body(citations[index].issuer or "") if index is not None else None


def _province_told(text: str, outline: Outline, entities: Sequence[Entity]) -> str | None:
    """The province of a document whose head does not say it in its issuer or place.

    That of the body above its issuer ('TỈNH ỦY LAM TRẠCH'), of the district that issues it, or the only one of the text.
    """
    if above := _PROVINCE_ABOVE.search(text, 0, outline.letterhead.end):
        return " ".join(word.capitalize() for word in above["name"].split())
    code = issuing_code(outline)
    unit = gazetteer("63").unit(code) if code else None
    # A commune's name is too often another's.
    if unit is not None and unit.kind not in ("xã", "phường", "thị trấn"):
        return gazetteer("63").province_of(unit).name
    named = {entity.name.removeprefix("tỉnh ") for entity in entities if entity.name.startswith("tỉnh ")}
    return named.pop() if len(named) == 1 else None


def document_key(citation: Citation) -> str:
    """What two citations of one document share: the number's key, or a law's kind and name ('luat dat dai')."""
    if citation.number or citation.subject is None:
        return number_key(citation.number)
    return fold(f"{citation.kind} {citation.subject}")


def law_agrees(held: str | None, cited: str | None) -> bool:
    """Whether a held law's subject is the name that a citation gives, its year left out."""
    return held is not None and cited is not None and fold(_YEAR.sub("", cited)) == fold(held)


def _number_laws(citations: Sequence[Citation]) -> list[Citation]:
    """Laws cited by name with the number and day that a mention of the same name (and year) states."""
    stated: dict[str, set[tuple[str, date | None]]] = defaultdict(set)
    for citation in citations:
        if citation.kind in ("L", "PL") and citation.subject and (citation.number or citation.issued_on):
            stated[_name(citation)].add((citation.number, citation.issued_on))
    done = []
    for citation in citations:
        if citation.kind in ("L", "PL") and not citation.number and citation.subject:
            year = _YEAR.search(citation.subject)
            fitting = {
                (number, day)
                for number, day in stated.get(_name(citation), ())
                if citation.issued_on in (None, day) and (not year or (day and day.year == int(year[1])))
            }
            if len({number for number, _ in fitting if number}) == 1:
                fitting = {(number, day) for number, day in fitting if number and (day or len(fitting) == 1)} or fitting
            if len(fitting) == 1:
                number, day = next(iter(fitting))
                citation = replace(citation, number=number, issued_on=citation.issued_on or day)
        done.append(citation)
    return done


def _name(citation: Citation) -> str:
    return fold(_YEAR.sub("", citation.subject or ""))


def _known(same: list[Citation], province: str | None) -> tuple[date | None, str | None]:
    """The one day and the fullest issuer that the mentions of a number give; none where the days differ."""
    days = {citation.issued_on for citation in same if citation.issued_on}
    if len(days) > 1:
        return None, None
    issuers = (citation.issuer for citation in same if citation.issuer)
    return next(iter(days), None), max(issuers, key=lambda name: _wholeness(name, province), default=None)


def _complete(
    citation: Citation, day: date | None, issuer: str | None, outline: Outline, province: str | None
) -> Citation:
    if citation.issued_on is None and citation.impossible_date is None:
        citation = replace(citation, issued_on=day)
    whole = issuer if may_issue(issuer, citation.issuer, number_key(citation.number)) else citation.issuer
    return _of(citation, with_province(whole or citation.issuer, outline, province))


def _of(citation: Citation, issuer: str | None) -> Citation:
    return citation if issuer == citation.issuer else replace(citation, issuer=issuer)


class _Named:
    """What a text names just one of: the whole names of 'UBND huyện', the districts, the places whose council it cites."""

    def __init__(self, entities: Sequence[Entity], citations: Sequence[Citation]) -> None:
        self._entities = entities
        self._citations = citations

    @cached_property
    def _bodies(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for entity in self._entities:
            if entity.kind == "organisation" and _OPEN_LEVEL.search(entity.text):
                found[entity.text].add(entity.name)
        return found

    @cached_property
    def _places(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for entity in self._entities:
            if entity.kind == "place" and (placed := _PLACED.match(entity.name)):
                found[_level(placed)].add(placed["name"])
        return found

    @cached_property
    def _councils(self) -> set[str]:
        councils = (c.issuer for c in self._citations if c.issuer and short_name(c.issuer).startswith(COUNCILS))
        return {placed[0] for issuer in councils if (placed := _PLACED.search(issuer))}

    def whole(self, issuer: str) -> str:
        """The issuer with the only place that it can mean, or as it is."""
        if issuer in COUNCILS and len(self._councils) == 1:
            return f"{issuer} {next(iter(self._councils))}"
        level = _OPEN_LEVEL.search(issuer)
        if level is None:
            return issuer
        if len(bodies := self._bodies[issuer] - {issuer}) == 1:
            return next(iter(bodies))
        places = self._places[whole_level(level["level"])]
        return f"{issuer} {next(iter(places))}" if len(places) == 1 else issuer


def _level(placed: re.Match[str]) -> str:
    return whole_level(placed["level"] or placed["letters"])


def _wholeness(issuer: str, province: str | None) -> tuple[bool, bool, int]:
    """A name that says which place beats one that does not; then one that words tell; then the longer one."""
    placed = bool(re.search(r"\b(?:tỉnh|huyện|thành phố)\s+\S", issuer) or (province and province in issuer))
    return placed, issuer != _ANY_OF_TW, len(issuer)


@lru_cache(maxsize=16)
def _place_of(body: str) -> tuple[str, str, str]:
    """The place that a body's name closes with, its level and its name; those of a Party committee too: 'Huyện ủy Bến Mẫu'."""
    placed = _PLACED.search(body)
    whole, level, name = (placed[0], _level(placed), placed["name"]) if placed else ("", "", "")
    if committee := _PARTY_PLACED.search(body):
        level, name = _PARTY_LEVELS[committee["level"]], committee["name"]
    return whole, level, name


def with_province(issuer: str | None, outline: Outline, province: str | None) -> str | None:
    """'UBND tỉnh' in a letter from Quảng Trị is 'UBND tỉnh Quảng Trị'; a bare 'UBND' the one of the place that writes.

    'UBND huyện' and 'UBND thành phố' are completed with the issuer's own place where it is of that level, 'UBND'
    and 'HĐND' in the paper of any body of a district or commune with that place, 'Tỉnh ủy' with the province.
    """
    if issuer is None:
        return issuer
    own = outline.letterhead.issuer.value if outline.letterhead.issuer else ""
    placed, level, name = _place_of(own)
    if own.startswith(f"{issuer} ") and issuer in _BARE:
        return own
    open_level = _OPEN_LEVEL.search(issuer)
    if open_level and whole_level(open_level["level"]) == level:
        return f"{issuer} {name}"
    if open_level and open_level["level"] == "tỉnh" and province:
        return f"{issuer} {province}"
    if party := _PARTY.search(issuer):
        if level == _PARTY_LEVELS[party["level"]]:
            return f"{issuer} {name}"
        return f"{issuer} {province}" if party["level"] == "Tỉnh" and province else issuer
    if issuer in COUNCILS and placed:
        return f"{issuer} {placed}"
    if province is None:
        return issuer
    provincial = own.endswith(province) and level in ("", "tỉnh", "thành phố")
    if issuer in ("UBND", "HĐND") and provincial:
        return f"{issuer} tỉnh {province}"
    return issuer
