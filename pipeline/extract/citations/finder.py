"""Documents that the text cites: passage in, `Citation` mentions out.

A citation is a kind ('Quyết định'), a number, and what the text adds: day, issuer, subject, relation. In
a list ('các Quyết định số 1/QĐ-X, 2/QĐ-X ngày ...') each number is a mention; kind, day and issuer are
shared. Laws are cited by name too (`laws`), documents told before by a part of their number or as
'Quyết định nêu trên' (`references`). The document's own number is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from pipeline.extract.citations.issuers import issuer_after, issuer_before, issuer_beside, issuer_in_subject
from pipeline.extract.citations.kinds import Listed, cited_kind, kind_named_before
from pipeline.extract.citations.laws import LawName, find_laws
from pipeline.extract.citations.references import find_references
from pipeline.extract.citations.relations import relation_after, relation_before
from pipeline.extract.citations.rows import dated_by_rows
from pipeline.extract.citations.words import Day, day_after, day_before, joins, licenses_site, subject_after
from pipeline.extract.organisations.ends import LONGEST_PLACE, place_end
from pipeline.extract.passage import Passage
from pipeline.normalize.fold import fold
from pipeline.records import Citation
from pipeline.structure.number.candidates import PAST_NOTE
from pipeline.structure.number.docnumber import (
    DocumentNumber,
    find_numbers,
    number_key,
)
from pipeline.structure.number.labels import LABEL, is_labelled
from pipeline.structure.second_heads import numbers_of_second_heads
from pipeline.structure.tables import Issuer

_NO_KIND = re.compile(r"(?<!\w)(?:cáo trạng|chứng thư(?:\s+thẩm định(?:\s+giá)?)?)\s+(?:số\s*:?\s*)?$", re.IGNORECASE)
"""Papers that the decree's table of kinds doesn't hold, whose symbols are those of others: 'Cáo trạng số 34/CT-VKS'."""
_SAID = re.compile(r"(?<!\w)số\s*[:.]?\s*$", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:,|;|và|,\s*và|hoặc|-)\s*(?:số\s*[:.]?\s*)?$")
_SECOND_NUMBER = re.compile(rf"\s*\n\s*{LABEL}")
"""Before another number that a joint document bears, right under the first."""
_LEVEL_AFTER = re.compile(r"\s+(?P<level>tỉnh|huyện|thành phố|xã)(?!\w)(?!\s+[^\W\d_a-zđ])")
_OF_PLACE = re.compile(
    r"\s+của\s?(?=\s(?:tỉnh|huyện|thành phố|quận|thị xã|xã|phường|thị trấn|TP\.?|TX\.?|H\.)\s?[^\W\d_a-zđ])"
)
"""'công văn số 45/UBND-TH ngày 3/4/2012 của | tỉnh Bến Mẫu'."""
_LOOK_BACK = 110
_LONGEST_JOINT = 70
_LAST_MONTH = 12
_SAME_DAY = re.compile(r"\s*,?\s*\(?(?:ký\s+|ban hành\s+)?cùng ngày(?!\s*\d)", re.IGNORECASE)
_BETWEEN_PARTIES = ("HĐ", "BB")
"""Kinds that no single body issues; their symbols tell the matter ('HĐ-XD')."""


@dataclass(frozen=True, slots=True)
class _Cited:
    """A citation being read: the number it stands on, whether in a list, and where its subject ends."""

    citation: Citation
    number: DocumentNumber
    listed: bool
    joined: bool
    """Whether it follows another after 'và' or a comma, with a kind of its own."""
    told: bool
    """Whether the text tells its issuer, or only the number's symbol does."""
    tail: int
    place: str = ""
    """The place whose body the text tells it to be of: 'của tỉnh Bến Mẫu'."""


def find_citations(passage: Passage) -> tuple[Citation, ...]:
    """Every cited document of the text, in order."""
    laws = {law.end: law for law in find_laws(passage)}
    numbered = tuple(_share_along_lists(_numbered(passage, laws)))
    taken = {citation.start for citation in numbered}
    head = passage.outline.letterhead
    own = fold(head.subject.value) if head.subject and head.kind in ("L", "PL") else None
    named = tuple(
        citation
        for law in laws.values()
        if law.start not in taken and fold(law.name) != own and (citation := _named(passage, law))
    )
    cited = sorted((*numbered, *named), key=lambda citation: citation.start)
    cited = [c for c, before in zip(cited, [None, *cited], strict=False) if before is None or c.start >= before.end]
    cited = list(dated_by_rows(passage, cited))
    return tuple(sorted((*cited, *find_references(passage, cited)), key=lambda citation: citation.start))


def _numbered(passage: Passage, laws: dict[int, LawName]) -> list[_Cited]:
    head = passage.outline.letterhead
    own_key = number_key(head.number.value) if head.number else None
    others = numbers_of_second_heads(passage.text, head.end)
    found: list[_Cited] = []
    for number in find_numbers(passage.text):
        previous = found[-1] if found else None
        in_list = previous is not None and _listed_after(passage.text, previous, number.start)
        cited = _cited(passage, number, previous, in_list, laws)
        day = cited.citation.issued_on
        same_day = day is None or head.issued_on is None or day == head.issued_on
        # Behind the head a document's own number is cited: '(Kèm theo Quyết định số 12/QĐ-UBND)' over its annex.
        own = number_key(number.number) == own_key and same_day
        if own and is_labelled(passage.text, number.start):
            continue  # a head under a portal's table
        second = head.number is not None and _SECOND_NUMBER.fullmatch(passage.text, head.number.end, number.start)
        if number.start in others or licenses_site(passage, number):
            continue
        if number.start > head.end or not (own or second):
            found.append(cited)
    return found


def _listed_after(text: str, previous: _Cited, start: int) -> bool:
    """Whether a number goes on with a list: ', 13/QĐ-UBND', or '; số 13/QĐ-UBND' after what the one before is about."""
    if _JOINT.fullmatch(text[previous.citation.end : start]):
        return True
    joint = text[previous.tail : start] if previous.tail < start <= previous.tail + 12 else ""
    return "số" in joint and _JOINT.fullmatch(joint) is not None


def _cited(
    passage: Passage, number: DocumentNumber, previous: _Cited | None, in_list: bool, laws: dict[int, LawName]
) -> _Cited:
    text = passage.text
    listed_after = previous if in_list else None
    window = text[max(0, number.start - _LOOK_BACK) : number.start]
    kind_before = kind_named_before(window, number)
    said = _SAID.search(window)
    unlisted = _NO_KIND.search(window)
    lead = kind_before or unlisted or said
    start = number.start - (len(window) - lead.start()) if lead else number.start
    if kind_before and kind_before["plural"]:
        start += len(kind_before["plural"])
    law = laws.get(number.start - len(window) + len(window[: said.start()].rstrip())) if said else None
    if law:
        start, kind_before = law.start, None
    if previous and start < previous.citation.end:
        start, kind_before = number.start, None
    listed = Listed(listed_after.citation.kind, listed_after.number) if listed_after else None
    kind = law.kind if law else cited_kind(kind_before["kind"] if kind_before else None, number, listed)
    kind = None if unlisted else kind
    told, levelled = _told_after(text, number)
    joint = kind is not None and kind.code in ("TTLT", "NQLT", "TTLN")
    issuer, issuer_end = issuer_after(passage, told.end, joint)
    if issuer and told.day is None and told.printed is None:
        told = day_after(text, issuer_end)
        issuer_end = max(issuer_end, told.end)
    day = told.day
    if (
        day is None
        and told.printed is None
        and kind_before
        and (stated := kind_before["day"] or kind_before["late_day"])
    ):
        day = day_after(stated, 0).day
    if day is None and told.printed is None:
        same = previous is not None and _SAME_DAY.match(text, number.end)
        day = previous.citation.issued_on if previous and same else day_before(passage, start)
        day = None if _denied(day, number) else day
    end = max(told.end, issuer_end)
    place, end = ("", end) if issuer else _place_after(text, number, end)
    if issuer is None and kind_before and kind_before["own"]:
        issuer = re.sub(r"^\s*của\s+", "", kind_before["own"], flags=re.IGNORECASE).strip()
    subject, tail = (law.name, end) if law else subject_after(passage, end)
    if issuer and text.startswith(",", told.end) and (asked := issuer_before(passage, start, number.issuer)):
        # 'đề nghị của Bộ A tại công văn số ... ngày ..., của Bộ B tại ...'
        issuer, issuer_end = asked, told.end
    levelled = f"{number.issuer.name}{place}" if place and number.issuer else levelled
    issuer = issuer or levelled or issuer_before(passage, start, number.issuer)
    issuer = issuer or issuer_beside(passage, start, end, number.issuer)
    if issuer is None and number.issuer and subject:
        issuer = issuer_in_subject(passage, end, tail, number.issuer)
    if issuer is None and listed_after and listed_after.told and listed_after.number.issuer == number.issuer:
        issuer = listed_after.citation.issuer
    is_told = issuer is not None
    issuer = issuer or (None if kind and kind.code in _BETWEEN_PARTIES else _issuer_of_symbol(text, number))
    joined = previous is not None and 0 <= start - previous.tail < _LONGEST_JOINT and joins(text[previous.tail : start])
    relation = relation_after(text, tail) or (
        previous.citation.relation if previous and (listed_after or joined) else relation_before(passage, start)
    )
    citation = Citation(
        start=start,
        end=end,
        text=text[start:end],
        rule="citation.listed" if listed_after else "citation.kind" if kind_before or law else "citation.number",
        confidence=0.98 if kind_before or law else 0.9 if said or listed_after else 0.8,
        number=number.number,
        kind=kind.code if kind else None,
        issued_on=day,
        issuer=issuer,
        relation=relation,
        subject=subject,
        impossible_date=told.printed,
    )
    return _Cited(citation, number, listed_after is not None, joined, is_told, tail, place)


def _place_after(text: str, number: DocumentNumber, end: int) -> tuple[str, int]:
    """The place told after a local body's number and day for the body itself, and where it ends."""
    of = _OF_PLACE.match(text, end) if number.issuer and number.issuer.local else None
    place_ends = place_end(text, of.end(), of.end() + LONGEST_PLACE) if of else end
    return (re.sub(r"\s+", " ", text[of.end() : place_ends]), place_ends) if of and place_ends > of.end() else ("", end)


def _told_after(text: str, number: DocumentNumber) -> tuple[Day, str | None]:
    """The day after a number, and the body where its level stands between them: '12/NQ-HĐND huyện Bến Mẫu ngày 3/3/2018'."""
    body = number.issuer
    level_end = place_end(text, number.end, number.end + LONGEST_PLACE) if body and body.local else number.end
    told = day_after(text, level_end)
    if body and level_end > number.end and told.end > level_end:
        return told, body.name + re.sub(r"\s+", " ", text[number.end : level_end])
    past = PAST_NOTE.match(text, number.end)
    return day_after(text, past.end() if past else number.end), None


def _denied(day: date | None, number: DocumentNumber) -> bool:
    """Whether a number's own year says that a day told elsewhere is none of its document's; one of December may be the year's before."""
    if day is None or number.year is None or number.year == day.year:
        return False
    return number.year != day.year + 1 or day.month < _LAST_MONTH


def _same_signers(one: Issuer | None, other: Issuer | None) -> bool:
    """Whether two numbers' symbols are one body's: 'QĐ-UB' before 2004 is 'QĐ-UBND' after."""
    return one == other or (one is not None and other is not None and one.name == other.name)


def _issuer_of_symbol(text: str, number: DocumentNumber) -> str | None:
    """The body that the number names, with the level that follows: 'số 12/QĐ-UBND tỉnh'."""
    if not number.issuer:
        return None
    level = _LEVEL_AFTER.match(text, number.end)
    return number.issuer.name + (f" {level['level']}" if level and number.issuer.local else "")


def _named(passage: Passage, law: LawName) -> Citation | None:
    """A law cited by its name, its number not told; with neither day nor year only as a basis.

    'hoạt động theo Luật Doanh nghiệp' speaks of a field and cites no document.
    """
    relation = relation_after(passage.text, law.end) or relation_before(passage, law.start)
    if not (law.day or law.year or relation == "basis"):
        return None
    subject = f"{law.name} năm {law.year}" if law.year else law.name
    return Citation(
        start=law.start,
        end=law.end,
        text=passage.text[law.start : law.end],
        rule="citation.law",
        confidence=0.9 if law.day or law.year else 0.75,
        number="",
        kind=law.kind.code,
        issued_on=law.day,
        issuer=law.issuer,
        relation=relation,
        subject=subject,
    )


def _share_along_lists(found: list[_Cited]) -> Iterator[Citation]:
    """In a list, what the last member states (day, issuer) is its neighbours' too, if they state none."""
    shared: list[Citation] = []
    following: _Cited | None = None
    for cited in reversed(found):
        citation, told = cited.citation, cited.told
        lent = following.citation.issued_on if following is not None and following.listed else None
        if lent and citation.issued_on is None and not citation.impossible_date and not _denied(lent, cited.number):
            citation = replace(citation, issued_on=lent, confidence=0.8)
        near = following is not None and (following.listed or (following.joined and citation.subject is None))
        if following is not None and near and following.told and not told:
            own = cited.number.issuer
            told = _same_signers(own, following.number.issuer)
            citation = replace(citation, issuer=following.citation.issuer if told else citation.issuer)
            if not told and following.place and own and own.local:
                told, citation = True, replace(citation, issuer=own.name + following.place)
        shared.append(citation)
        following = replace(cited, citation=citation, told=told)
    yield from reversed(shared)
