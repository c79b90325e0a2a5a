"""What a document says of subjects that other documents speak of too: a `Document` in, `Statement`s out.

Subjects are documents by their number ('document:490/qd/ttg') and by their kind and day ('issued:QĐ:2018-05-07'), projects by their name and place
('project:...'), the money of a programme in a year ('money:2018:ocop') and figures of one thing by year ('series:...'). The checks of `audit.archive`
compare the statements of one subject; a document that comes in later touches only its own subjects.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pipeline.audit.caveats import WHOLE_COST, carries_over, caveat_of, cost_of, effective_of, recipient_of
from pipeline.extract.places.finder import issuing_code, province_of
from pipeline.link.figures.year_figures import YearFigure, year_figures
from pipeline.link.ledger.attached import attached_to
from pipeline.link.ledger.entries import is_deciding, is_public
from pipeline.link.ledger.programmes import programmes_in, programmes_named
from pipeline.normalize import fold
from pipeline.normalize.tones import compiled
from pipeline.records import Amount, Document, Entry, Project, Statement
from pipeline.structure.calendar import YEAR
from pipeline.structure.docnumber import number_key
from pipeline.structure.sentences import sentences_of
from pipeline.structure.tables import deciding_kinds, telling_kinds

_SOME_ARTICLES = re.compile(
    r"(?:(?:khoản|điều|điểm|mục|phụ lục|một số|một phần|nội dung|cụm từ|tiêu đề|thời hạn)\b"
    r"|(?:mẫu|biểu|chương|phần|tiết)(?: số| thứ|(?= [ivxlc\d]+\b| [a-zđ]\b)))[^.;\n]*$"
)
"""In small letters: so `re` skips to where one may begin."""
_TO_SOME = compiled(
    r"(?:cho|giao)\s+(?:các\s+)?(?:sở|ban|ubnd|ủy ban|huyện|xã|đơn vị|phòng|chi cục|trung tâm)\b"
    r"|(?:sở|ban|ubnd|ủy ban nhân dân|huyện|xã|đơn vị|chi cục|trung tâm)\b[^.;,]{0,60}?\s(?:đã\s+)?được\s",
    re.IGNORECASE,
)
_REVISED = compiled(r"điều chỉnh|quyết toán|thực tế|lũy kế|nghiệm thu|trúng thầu", re.IGNORECASE)
_RESTS = ("basis", "implements", "amends", "replaces")
_ENDS = ("replaces", "repeals")
_HANDS_ON = ("basis", "implements")
_OWN_BUDGETS = ("district", "commune", "local", "counterpart", "people", "enterprise")
"""Kinds of fund that a body adds to what it was given."""
_PROJECT = re.compile(r"^dự án\s+(?=\S)", re.IGNORECASE)
"""Before what a project is called, or not."""
_LONGEST_PERIOD = 10
_LEVEL = re.compile(r"(?<!\w)(?:tinh|thanh pho|huyen|thi xa|xa|phuong)(?!\w)")
_REPORT = "BC"
_MOST_SUMS = 2000
"""Sums of a document that are compared with those of another file of it."""


def statements_of(document: Document) -> tuple[Statement, ...]:
    """Every statement of a document, in order of appearance."""
    found = [
        *_own(document),
        *_reported(document),
        *_cited(document),
        *_money(document),
        *_projects(document),
        *_figures(document),
    ]
    return tuple(sorted(found, key=lambda statement: (statement.start, statement.end, statement.subject)))


def project_subject(document: Document, project: Project) -> str:
    """A project told by its name, by its beneficiary where the name leaves that out, and by the province whose paper tells of it.

    Its place is in the statement: one document may tell it and another leave it out.
    """
    name = _PROJECT.sub("", project.name, count=1)
    who = project.beneficiary if project.beneficiary and fold(project.beneficiary) not in fold(name) else ""
    return "project:" + re.sub(r"\W+", " ", fold(f"{name} {who} {province_of(document.outline) or ''}")).strip()


def _of_project(project: Project) -> dict[str, Any]:
    place = fold(project.place) if project.place and fold(project.place) not in fold(project.name) else None
    return {"name": project.name, "place": place}


def _say(document: Document, subject: str, kind: str, start: int, end: int, **told: object) -> Statement:
    head = document.outline.letterhead
    return Statement(
        subject=subject,
        kind=kind,  # type: ignore[arg-type]
        document_id=document.id,
        document=head.number.value if head.number else document.source.path.name,
        document_kind=head.kind,
        document_day=head.issued_on,
        start=start,
        end=end,
        text=document.text.text[start:end],
        **told,  # type: ignore[arg-type]
    )


def _own(document: Document) -> Iterator[Statement]:
    head = document.outline.letterhead
    if head.number:
        subject = f"document:{number_key(head.number.value)}"
        issuer = head.issuer.value if head.issuer else None
        start, end = head.number.start, head.number.end
        about = fold(head.subject.value) if head.subject else None
        told: dict[str, Any] = {
            "day": head.issued_on,
            "issuer": issuer,
            "about": about,
            "number": number_key(head.number.value),
        }
        yield _say(document, subject, "own", start, end, value=_sums(document), name=_file(document), **told)
        if about and issuer and head.issued_on and head.kind:
            yield _say(document, f"issued:{head.kind}:{head.issued_on}", "own", start, end, **told)


def _sums(document: Document) -> str:
    """Every sum with its place, by which two files of one document are compared."""
    amounts = document.facts.mentions.amounts[:_MOST_SUMS]
    return " ".join(f"{one.start},{one.end},{one.vnd}" for one in amounts if one.vnd is not None)


def _file(document: Document) -> str:
    """The file and its folder, which tell two files of one document apart."""
    return "/".join(document.source.path.parts[-2:])


def _reported(document: Document) -> Iterator[Statement]:
    """The programmes and years that a report is about, by its own subject."""
    subject = document.outline.letterhead.subject
    if document.outline.letterhead.kind != _REPORT or subject is None:
        return
    years = [int(year) for year in YEAR.findall(subject.value)]
    # 'giai đoạn 2018-2020' is of every year in it.
    told = range(years[0], min(years[-1], years[0] + _LONGEST_PERIOD) + 1) if len(years) == 2 else years
    for programme in sorted(programmes_in(document.text.text, subject.start, subject.end)):
        for year in told:
            yield _say(document, f"money:{year}:{programme}", "own", subject.start, subject.end)
    text = document.text.text
    told_of = dict[str, Amount]()
    named: dict[int, frozenset[str]] = {}
    for amount in document.facts.mentions.amounts:
        if amount.fiscal_year is None or amount.vnd is None:
            continue
        # '1. Chương trình A: ...' heads what its paragraph tells.
        start = text.rfind("\n", 0, amount.start) + 1
        if start not in named:
            end = text.find("\n", start)
            named[start] = programmes_in(text, start, end if end >= 0 else len(text))
        for programme in named[start]:
            told_of.setdefault(f"money:{amount.fiscal_year}:{programme}", amount)
    for told_subject, amount in told_of.items():
        yield _say(document, told_subject, "own", amount.start, amount.end)


def _cited(document: Document) -> Iterator[Statement]:
    text = document.text.text
    effective = effective_of(document)
    given = _given_whole(document)
    for citation in document.facts.mentions.citations:
        if not citation.number:
            continue
        before = text[max(0, citation.start - 120) : citation.start].lower()
        told: dict[str, Any] = {
            "day": citation.issued_on,
            "issuer": citation.issuer,
            "relation": citation.relation,
            "whole": _SOME_ARTICLES.search(before) is None,
            "number": number_key(citation.number),
            "about": fold(citation.subject) if citation.subject else None,
            "effective": effective if citation.relation in _ENDS else None,
        }
        if given is not None and citation.relation in _HANDS_ON and citation.kind in deciding_kinds():
            told |= given
        span = (citation.start, citation.end)
        yield _say(document, f"document:{number_key(citation.number)}", "cited", *span, **told)
        if citation.subject and citation.issuer and citation.issued_on and citation.kind:
            yield _say(document, f"issued:{citation.kind}:{citation.issued_on}", "cited", *span, **told)


def _given_whole(document: Document) -> dict[str, Any] | None:
    """The one sum that a decision gives as a whole, which it may hand on; None where it gives several, or of its own budget."""
    amounts, subject = document.facts.mentions.amounts, document.outline.letterhead.subject
    if subject is None or not is_deciding(document.outline):
        return None
    parts = {part for relation in document.facts.sums for part in relation.parts}
    entries = (entry for entry in document.facts.entries if entry.act == "allocated" and entry.amount not in parts)
    given = [amounts[entry.amount] for entry in entries if amounts[entry.amount].role == "allocated"]
    at = issuing_code(document.outline)
    if len(given) != 1 or given[0].place_code not in (None, at) or given[0].fund_kind in _OWN_BUDGETS:
        return None
    (one,) = given
    return {
        "vnd": one.vnd,
        "precision_vnd": one.precision_vnd,
        "year": one.fiscal_year,
        "place": at,
        "name": fold(subject.value),
        "value": f"{one.start},{one.end},{one.vnd}",
    }


def _money(document: Document) -> Iterator[Statement]:
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
                yield _told(
                    document, f"document:{number_key(giver.number)}", "allocated", amount, whole=whole, place=place
                )
            elif deciding and own and amount.fiscal_year:
                yield _told(document, f"document:{number_key(own.value)}", "allocated", amount)
        yield from _of_programmes(document, entry, amount, entry.amount in parts)
    if deciding and own:
        for amount in _given_to_places(document):
            yield _told(document, f"document:{number_key(own.value)}", "allocated", amount, place=amount.place_code)


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
        yield _told(document, subject, kind, amount, name=named.get(programme, programme.upper()), **told)


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


def _projects(document: Document) -> Iterator[Statement]:
    mentions = document.facts.mentions
    amending = any(citation.relation in ("amends", "replaces") for citation in mentions.citations)
    deciding = is_deciding(document.outline)
    rests_on = _rests_on(document, mentioned=True)
    for amount in mentions.amounts:
        project = mentions.projects[amount.project] if amount.project is not None else None
        if project is None or amount.vnd is None:
            continue
        if deciding and amount.role in ("allocated", "part"):
            if amount.fiscal_year and not amending:
                told = {"rests_on": rests_on, "caveat": caveat_of(document, amount), **_of_project(project)}
                yield _told(document, project_subject(document, project), "allocated", amount, **told)
        elif amount.vnd == project.total_vnd:
            before = document.text.text[max(0, amount.start - 60) : amount.start].rpartition(",")[2]
            relation = "amends" if _REVISED.search(before) else None
            told = {"relation": relation, "cost": cost_of(document, amount), **_of_project(project)}
            yield _told(document, project_subject(document, project), "cost", amount, **told)
    if deciding:
        yield from _approved(document, "amends" if amending else None)


def _approved(document: Document, relation: str | None) -> Iterator[Statement]:
    """What all of the one project costs that a decision approves: '2. Tổng mức đầu tư: 44.780 triệu đồng' under its name."""
    priced = {project_subject(document, p): p for p in document.facts.mentions.projects if p.total_vnd}
    for amount in document.facts.mentions.amounts if len(priced) == 1 else ():
        ((subject, project),) = priced.items()
        if amount.project is None and amount.vnd == project.total_vnd and cost_of(document, amount) == WHOLE_COST:
            yield _told(document, subject, "cost", amount, relation=relation, cost=WHOLE_COST, **_of_project(project))
            return


def _figures(document: Document) -> Iterator[Statement]:
    """Figures of a year, and how they compare with another year's, within the place that the document comes from."""
    head = document.outline.letterhead
    place = issuing_code(document.outline) or (fold(head.place.value) if head.place else None)
    if place is None or head.issuer is None:
        return
    for one in year_figures(document.text.text, document.outline, document.facts):
        told = one if isinstance(one, YearFigure) else one.of
        figure = told.figure
        values: dict[str, Any] = {"issuer": head.issuer.value, "value": str(figure.value), "half": str(figure.half)}
        if isinstance(one, YearFigure):
            values |= {"year": told.year, "whole": told.is_settled_on(head.issued_on)}
            yield _say(document, f"series:{place}:{told.key(told.year)}", "figure", *figure.span, **values)
        else:
            said = one.said
            kind = "times" if said.times else said.kind
            shown = said.stated.value.quantize(Decimal(1).scaleb(-max(0, said.stated.decimals)))
            values |= {"year": one.before, "stated": f"{kind} {shown}"}
            span = (figure.start, max(said.span[1], figure.end))
            yield _say(document, f"series:{place}:{told.key(one.before)}", "growth", *span, **values)


def _told(document: Document, subject: str, kind: str, amount: Amount, **told: object) -> Statement:
    return _say(
        document,
        subject,
        kind,
        amount.start,
        amount.end,
        vnd=amount.vnd,
        precision_vnd=amount.precision_vnd,
        year=amount.fiscal_year,
        **told,
    )._replace(text=amount.text)
