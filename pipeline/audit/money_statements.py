"""What a document says of money that other documents speak of too: of a decision's, of a programme's in a year, of a project's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pipeline.audit.caveats import WHOLE_COST, carries_over, caveat_of, cost_of, recipient_of
from pipeline.audit.saying import told_of
from pipeline.extract.places.finder import issuing_code, province_of
from pipeline.link.heading_words import GIVEN_UP_TO_NOW
from pipeline.link.ledger.attached import attached_to
from pipeline.link.ledger.entries import is_deciding, is_public
from pipeline.link.programmes import programmes_named
from pipeline.normalize import fold
from pipeline.normalize.tones import compiled
from pipeline.records import Amount, Document, Entry, Project, Statement
from pipeline.structure.number.docnumber import number_key
from pipeline.structure.sentences import sentences_of
from pipeline.structure.tables import deciding_kinds, telling_kinds

_TO_SOME = compiled(
    r"(?:cho|giao)\s+(?:các\s+)?(?:sở|ban|ubnd|ủy ban|huyện|xã|đơn vị|phòng|chi cục|trung tâm)\b"
    r"|(?:sở|ban|ubnd|ủy ban nhân dân|huyện|xã|đơn vị|chi cục|trung tâm)\b[^.;,]{0,60}?\s(?:đã\s+)?được\s",
    re.IGNORECASE,
)
_REVISED = compiled(r"điều chỉnh|quyết toán|thực tế|lũy kế|nghiệm thu|trúng thầu", re.IGNORECASE)
_RESTS = ("basis", "implements", "amends", "replaces")
_PROJECT = re.compile(r"^dự án\s+(?=\S)", re.IGNORECASE)
"""Before what a project is called, or not."""
_LEVEL = re.compile(r"(?<!\w)(?:tinh|thanh pho|huyen|thi xa|xa|phuong)(?!\w)")


def money_statements(document: Document) -> Iterator[Statement]:
    """What the document allocated, or says that another did, and what it says was used, by programme and year."""
    mentions = document.facts.mentions
    sentences = sentences_of(document.text.text)
    deciding = is_deciding(document.outline)
    own = document.outline.letterhead.number
    annex_of = attached_to(document.text.text, document.outline, mentions.citations)
    parts = {part for relation in document.facts.sums for part in relation.parts}
    for entry in document.facts.entries:
        amount = mentions.amounts[entry.amount]
        if amount.vnd_high is not None:
            continue
        whole_of_annex = entry.counted and entry.given_by is not None and entry.given_by == annex_of
        if entry.act == "allocated" and (amount.role != "total" or whole_of_annex) and entry.amount not in parts:
            if entry.given_by is not None:
                sentence = document.text.text[slice(*sentences.at(amount.start))]
                whole = bool(entry.programmes) and not _TO_SOME.search(sentence)
                giver = mentions.citations[entry.given_by]
                place = amount.place_code or issuing_code(document.outline)
                yield told_of(
                    document, f"document:{number_key(giver.number)}", "allocated", amount, whole=whole, place=place
                )
            elif deciding and own and amount.fiscal_year:
                yield told_of(document, f"document:{number_key(own.value)}", "allocated", amount)
        yield from _of_programmes(document, entry, amount, entry.amount in parts)
    if deciding and own:
        for amount in _given_to_places(document):
            yield told_of(document, f"document:{number_key(own.value)}", "allocated", amount, place=amount.place_code)


def _given_to_places(document: Document) -> Iterator[Amount]:
    """What each row of a table gives to its place: the cell that holds its others, that tells no fund, else its only one."""
    rows: dict[tuple[str, str | None, int], list[int]] = defaultdict(list)
    amounts = document.facts.mentions.amounts
    parts = {part for relation in document.facts.sums for part in relation.parts}
    totals: dict[int, set[int]] = defaultdict(set)
    for relation in document.facts.sums:
        for part in relation.parts:
            totals[part].add(relation.total)
    for entry in document.facts.entries:
        amount = amounts[entry.amount]
        row, year = amount.row_heading, amount.fiscal_year
        if entry.act == "allocated" and entry.given_by is None and entry.amount in parts and row and year:
            rows[row, amount.place_code, year].append(entry.amount)
    for (_, place, _), cells in rows.items():
        holding = [cell for cell in cells if not totals[cell] & {*cells}]
        whole = [cell for cell in holding if not amounts[cell].fund] or holding
        if place and len(whole) == 1:
            yield amounts[whole[0]]


def _of_programmes(document: Document, entry: Entry, amount: Amount, part: bool) -> Iterator[Statement]:
    """What an entry tells of the money of each programme that it is for."""
    if not amount.fiscal_year or not entry.programmes:
        return
    deciding = is_deciding(document.outline)
    told: dict[str, Any] = {"fund": _account(document, amount), "caveat": caveat_of(document, amount)}
    if entry.act != "allocated":
        if deciding or not entry.counted or not amount.fund:
            return
        out_of = str(document.facts.mentions.amounts[entry.out_of].vnd) if entry.out_of is not None else None
        caveat = "carried" if carries_over(document.text.text) else told["caveat"]
        kind, told = "used", told | {"act": entry.act, "value": out_of, "caveat": caveat}
    elif amount.role == "total" or part:
        return
    elif deciding and entry.given_by is None and document.outline.letterhead.number:
        amends = any(citation.relation == "amends" for citation in document.facts.mentions.citations)
        kind, told = "allocated", told | {"rests_on": _rests_on(document), "relation": "amends" if amends else None}
    elif document.outline.letterhead.kind in telling_kinds():
        kind, told = "allocated", told | {"caveat": "told"}
    else:
        return
    if kind == "allocated":
        told |= {"adds": entry.adds, "place": recipient_of(document, amount)}
    named = _names_in(document.text.text)
    for programme in entry.programmes:
        subject = f"money:{amount.fiscal_year}:{programme}"
        yield told_of(document, subject, kind, amount, name=named.get(programme, programme.upper()), **told)


@lru_cache(maxsize=8)
def _names_in(text: str) -> dict[str, str]:
    """What a text calls each programme that it speaks of."""
    return programmes_named(text, 0, len(text))


def _account(document: Document, amount: Amount) -> str | None:
    """The kind of a fund, else its name; None of one that may be any public money. What a side adds is its own."""
    if (
        amount.fund is None
        or amount.fund_kind == "state"
        or (amount.fund_kind in (None, "programme") and is_public(amount))
    ):
        return None
    if amount.fund_kind == "counterpart":
        level = _LEVEL.search(fold(amount.fund))
        return f"counterpart {level[0] if level else document.id}"
    return amount.fund_kind or fold(amount.fund)


def _rests_on(document: Document, *, mentioned: bool = False) -> tuple[str, ...]:
    """The decisions of its own year or the year before that a document rests on or amends, or just mentions, as keys."""
    own = document.outline.letterhead.issued_on
    return tuple(
        dict.fromkeys(
            number_key(citation.number)
            for citation in document.facts.mentions.citations
            if citation.number and citation.kind in deciding_kinds() and (mentioned or citation.relation in _RESTS)
            if own and citation.issued_on and own.year - 1 <= citation.issued_on.year <= own.year
        )
    )


def project_statements(document: Document) -> Iterator[Statement]:
    """What a decision gives a project, and what a project costs."""
    mentions = document.facts.mentions
    amending = any(citation.relation in ("amends", "replaces") for citation in mentions.citations)
    deciding = is_deciding(document.outline)
    rests_on = _rests_on(document, mentioned=True)
    for amount in mentions.amounts:
        project = mentions.projects[amount.project] if amount.project is not None else None
        if project is None or amount.vnd is None:
            continue
        if deciding and amount.role in ("allocated", "part"):
            told_before = GIVEN_UP_TO_NOW.search(amount.column_heading or "")
            if amount.fiscal_year and not (amending or told_before):
                told = {"rests_on": rests_on, "caveat": caveat_of(document, amount), **_of_project(project)}
                yield told_of(document, _subject_of(document, project), "allocated", amount, **told)
        elif amount.vnd == project.total_vnd:
            before = document.text.text[max(0, amount.start - 60) : amount.start].rpartition(",")[2]
            relation = "amends" if _REVISED.search(before) else None
            told = {"relation": relation, "cost": cost_of(document, amount), **_of_project(project)}
            yield told_of(document, _subject_of(document, project), "cost", amount, **told)
    if deciding:
        yield from _approved(document, "amends" if amending else None)


def _approved(document: Document, relation: str | None) -> Iterator[Statement]:
    """What all of the one project costs that a decision approves: '2. Tổng mức đầu tư: 44.780 triệu đồng' under its name."""
    priced = {_subject_of(document, p): p for p in document.facts.mentions.projects if p.total_vnd}
    for amount in document.facts.mentions.amounts if len(priced) == 1 else ():
        ((subject, project),) = priced.items()
        if amount.project is None and amount.vnd == project.total_vnd and cost_of(document, amount) == WHOLE_COST:
            yield told_of(document, subject, "cost", amount, relation=relation, cost=WHOLE_COST, **_of_project(project))
            return


def _subject_of(document: Document, project: Project) -> str:
    """A project told by its name, by its beneficiary where the name leaves that out, and by the province whose paper tells of it.

    Its place is in the statement: one document may tell it and another leave it out.
    """
    name = _PROJECT.sub("", project.name, count=1)
    who = project.beneficiary if project.beneficiary and fold(project.beneficiary) not in fold(name) else ""
    return "project:" + re.sub(r"\W+", " ", fold(f"{name} {who} {province_of(document.outline) or ''}")).strip()


def _of_project(project: Project) -> dict[str, Any]:
    place = fold(project.place) if project.place and fold(project.place) not in fold(project.name) else None
    return {"name": project.name, "place": place}
