"""Documents that the text cites: passage in, `Citation` mentions out.

A citation is a kind ('Quyết định'), a number, and what the text adds: day, issuer, relation. In a list
('các Quyết định số 1/QĐ-X, 2/QĐ-X ngày ...') each number is a mention; kind, day and issuer are shared.
The document's own number is none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, cast

from pipeline.extract.money import DATA
from pipeline.extract.organisation_names import head_pattern, name_at
from pipeline.extract.passage import Passage
from pipeline.records import Citation, Relation
from pipeline.structure.calendar import DAY, day_of
from pipeline.structure.docnumber import DocumentNumber, find_numbers, kind_named, number_key
from pipeline.structure.tables import alternatives, kind_names

_KIND_BEFORE = re.compile(
    rf"(?<!\w)(?P<plural>các\s+|những\s+|một số\s+)?(?P<kind>{kind_names()})(?P<own>\s+của\s+[^\n;.]{{2,60}}?)?\s*(?:số\s*:?|mang số)?\s*$",
    re.IGNORECASE,
)
_SAID = re.compile(r"(?<!\w)số\s*:?\s*$", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:,|;|và|,\s*và|hoặc)\s*(?:số\s*:?\s*)?$")
_DAY_AFTER = re.compile(r"\s*,?\s*\(?\s*(?:(?:được\s+)?(?:ký|ban hành)\s+)?(?=ngày|\d)", re.IGNORECASE)
_OF = re.compile(r"\s*,?\s*(?:do|của)\s+")
_LEVEL_AFTER = re.compile(r"\s+(?P<level>tỉnh|huyện|thành phố|xã)(?!\w)(?!\s+[^\W\d_a-zđ])")
_OPENING = re.compile(r"[\s\-–+*]*(?:(?P<basis>căn cứ|xét|theo đề nghị)|thực hiện)(?!\w)", re.IGNORECASE)
_LOOK_BACK = 110


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((DATA / "citations.toml").read_text(encoding="utf-8"))


@cache
def _relations() -> tuple[tuple[Relation, re.Pattern[str]], ...]:
    """For each relation, its words near the end of what stands before the citation."""
    return tuple(
        (
            cast(Relation, row["name"]),
            re.compile(
                rf"(?<!\w){alternatives(tuple(row['before']))}(?!\w)(?:\s+(?:các|theo|một số(?:\s+điều|\s+nội dung)?(?:\s+của)?|một phần|nội dung|toàn bộ|điểm \w|khoản \d+|điều \d+|quy định|quy chế|ban hành|kèm theo|và|,|của)){{0,10}}\s*$",
                re.IGNORECASE,
            ),
        )
        for row in _table()["relation"]
    )


@cache
def _issuer_stop() -> re.Pattern[str]:
    stops = alternatives(tuple(_table()["issuer"]["stops"]))
    return re.compile(rf"[;,.()\n:\"”]|\s(?:và\s+(?:các\s+)?(?i:{kind_names()})|{stops})(?!\w)")


@cache
def _issued_by() -> re.Pattern[str]:
    verbs = alternatives(tuple(_table()["issuer"]["issues"]))
    return re.compile(rf"\s+{verbs}\s+(?:các\s+)?$", re.IGNORECASE)


@cache
def _title() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(tuple(_table()['issuer']['heads']))}\s+")


@dataclass(frozen=True, slots=True)
class _Cited:
    """A citation being read, with the number it stands on and where its list began."""

    citation: Citation
    number: DocumentNumber
    listed: bool


def find_citations(passage: Passage) -> tuple[Citation, ...]:
    """Every cited document of the text, in order."""
    text = passage.text
    own = passage.outline.letterhead.number
    own_key = number_key(own.value) if own else None
    found: list[_Cited] = []
    for number in find_numbers(text):
        if number_key(number.number) == own_key:
            continue
        previous = found[-1] if found else None
        in_list = previous is not None and _JOINT.fullmatch(text[previous.citation.end : number.start]) is not None
        found.append(_cited(passage, number, previous if in_list else None))
    return tuple(_share_along_lists(found))


def _cited(passage: Passage, number: DocumentNumber, listed_after: _Cited | None) -> _Cited:
    text = passage.text
    window = text[max(0, number.start - _LOOK_BACK) : number.start]
    kind_before = _KIND_BEFORE.search(window)
    said = _SAID.search(window)
    lead = kind_before or said
    start = number.start - (len(window) - lead.start()) if lead else number.start
    if kind_before and kind_before["plural"]:
        start += len(kind_before["plural"])
    if listed_after and start < listed_after.citation.end:
        start = number.start
    kind = kind_named(kind_before["kind"]) if kind_before else None
    if kind is None:
        kind = kind_named(listed_after.citation.kind) if listed_after and listed_after.citation.kind else number.kind
    day, impossible, end = _day_after(text, number.end)
    issuer, issuer_end = _issuer_after(passage, end)
    named_before = kind_before["own"] if kind_before else None
    if issuer is None and named_before:
        issuer = re.sub(r"^\s*của\s+", "", named_before).strip()
    if issuer is None:
        issuer = _issuer_before(passage, start)
    if issuer is None:
        level = _LEVEL_AFTER.match(text, number.end)
        if number.issuer:
            issuer = number.issuer.name + (f" {level['level']}" if level and number.issuer.local else "")
    relation = listed_after.citation.relation if listed_after else _relation(passage, start)
    citation = Citation(
        start=start,
        end=max(end, issuer_end),
        text=text[start : max(end, issuer_end)],
        rule="citation.listed" if listed_after else "citation.kind" if kind_before else "citation.number",
        confidence=0.98 if kind_before else 0.9 if said or listed_after else 0.8,
        number=number.number,
        kind=(kind or number.kind).code if kind or number.kind else None,  # type: ignore[union-attr]
        issued_on=day,
        issuer=issuer,
        relation=relation,
        impossible_date=impossible,
    )
    return _Cited(citation, number, listed_after is not None)


def _day_after(text: str, end: int) -> tuple[date | None, str | None, int]:
    """The day right after a number, what is printed where no calendar has it, and where it ends."""
    lead = _DAY_AFTER.match(text, end)
    match = DAY.match(text, lead.end()) if lead else None
    if match is None:
        return None, None, end
    day = day_of(match)
    return day, None if day else match[0], match.end()


def _issuer_after(passage: Passage, end: int) -> tuple[str | None, int]:
    """'của UBND tỉnh': the name up to what the document does, or as far as the names' grammar sees."""
    text = passage.text
    lead = _OF.match(text, end)
    if not lead:
        return None, end
    start = lead.end()
    title = _title().match(text, start)
    head = head_pattern().match(text, title.end() if title else start)
    if not head and not title:
        return None, end
    name = name_at(text, passage.words, head) if head else None
    stop = _issuer_stop().search(text, name.core_end if name else start + 1, start + 200)
    issuer_end = stop.start() if stop else name.end if name else start
    issuer = re.sub(r"\s+", " ", text[start:issuer_end]).strip()
    return (issuer, start + len(text[start:issuer_end].rstrip())) if issuer else (None, end)


def _issuer_before(passage: Passage, start: int) -> str | None:
    """'Sở X đã ban hành Kế hoạch số ...': the last body named before the verb, in the same sentence."""
    before = passage.sentence_before(start)
    verb = _issued_by().search(before)
    if not verb:
        return None
    offset = start - len(before)
    for head in reversed(list(head_pattern().finditer(before, 0, verb.start()))):
        match = head_pattern().match(passage.text, offset + head.start())
        if match and (name := name_at(passage.text, passage.words, match)).end <= offset + verb.start() + 1:
            return re.sub(r"\s+", " ", passage.text[name.start : name.end])
    return None


def _relation(passage: Passage, start: int) -> Relation:
    """What the words right before say; at the head of a paragraph 'Căn cứ' and 'Thực hiện' rule its list."""
    before = passage.sentence_before(start)
    for name, pattern in _relations():
        if pattern.search(before):
            return name
    opening = _OPENING.match(before)
    if opening and ("số" in before.lower() or opening["basis"] or len(before) < 60):
        return "basis" if opening["basis"] else "implements"
    return "mentions"


def _share_along_lists(found: list[_Cited]) -> Iterator[Citation]:
    """In a list, what the last member states (day, issuer) is its neighbours' too, if they state none."""
    shared: list[Citation] = []
    following: _Cited | None = None
    for cited in reversed(found):
        citation = cited.citation
        if following is not None and following.listed:
            if citation.issued_on is None and citation.impossible_date is None:
                citation = replace(citation, issued_on=following.citation.issued_on, confidence=0.8)
            if " của " not in citation.text:
                same = cited.number.issuer == following.number.issuer
                citation = replace(citation, issuer=following.citation.issuer if same else citation.issuer)
        shared.append(citation)
        following = replace(cited, citation=citation)
    yield from reversed(shared)
