"""What a document says of subjects that other documents speak of too: a `Document` in, `Statement`s out.

Subjects are documents by their number ('document:490/qd/ttg') and by their kind and day ('issued:QĐ:2018-05-07'), projects by their name and place
('project:...'), the money of a programme in a year ('money:2018:ocop') and figures of one thing by year ('series:...'). The checks of `audit.archive`
compare the statements of one subject; a document that comes in later touches only its own subjects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pipeline.audit.caveats import effective_of
from pipeline.audit.money_statements import money_statements, project_statements
from pipeline.audit.saying import say
from pipeline.extract.places.finder import issuing_code
from pipeline.link.figures.year_figures import YearFigure, year_figures
from pipeline.link.ledger.entries import is_deciding
from pipeline.link.ledger.purposes import batches_in
from pipeline.link.programmes import programmes_in
from pipeline.normalize import fold
from pipeline.records import Amount, Document, Statement
from pipeline.structure.calendar import YEAR
from pipeline.structure.number.docnumber import number_key
from pipeline.structure.sentences import sentences_of
from pipeline.structure.tables import deciding_kinds

_SOME_ARTICLES = re.compile(
    r"(?:(?:khoản|điều|điểm|mục|phụ lục|một số|một phần|nội dung|cụm từ|tiêu đề|thời hạn)\b"
    r"|(?:mẫu|biểu|chương|phần|tiết)(?: số| thứ|(?= [ivxlc\d]+\b| [a-zđ]\b)))[^.;\n]*$"
)
"""In small letters: so `re` skips to where one may begin."""
_ENDS = ("replaces", "repeals")
_HANDS_ON = ("basis", "implements")
_PUT_RIGHT = ("replaces", "amends")
_HOLDING = re.compile(r"(?<!\w)(?:trong đó|gồm|kể cả|tính cả)(?!\w)[^.;\n]{0,60}", re.IGNORECASE)
_OWN_BUDGETS = ("district", "commune", "local", "counterpart", "people", "enterprise")
"""Kinds of fund that a body adds to what it was given."""
_LONGEST_PERIOD = 10
_REPORT = "BC"
_MOST_SUMS = 2000
"""Sums of a document that are compared with those of another file of it."""


def statements_of(document: Document) -> tuple[Statement, ...]:
    """Every statement of a document, in order of appearance."""
    found = [
        *_own(document),
        *_reported(document),
        *_cited(document),
        *money_statements(document),
        *project_statements(document),
        *_figures(document),
    ]
    return tuple(sorted(found, key=lambda statement: (statement.start, statement.end, statement.subject)))


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
        yield say(document, subject, "own", start, end, value=_sums(document), name=_file(document), **told)
        if about and issuer and head.issued_on and head.kind:
            yield say(document, f"issued:{head.kind}:{head.issued_on}", "own", start, end, **told)


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
            yield say(document, f"money:{year}:{programme}", "own", subject.start, subject.end)
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
        yield say(document, told_subject, "own", amount.start, amount.end)


def _tells_some_articles(before: str) -> bool:
    """Whether the last of some words in small letters cite a part of what follows them."""
    clause = max(map(before.removesuffix("\n").rfind, ".;\n")) + 1
    return _SOME_ARTICLES.search(before, clause) is not None


def _cited(document: Document) -> Iterator[Statement]:
    text = document.text.text
    effective = effective_of(document)
    given = _given_whole(document)
    mentioned = document.facts.mentions.citations
    replaced = tuple(sorted({number_key(one.number) for one in mentioned if one.number and one.relation in _PUT_RIGHT}))
    for citation in document.facts.mentions.citations:
        if not citation.number:
            continue
        before = text[max(0, citation.start - 120) : citation.start].lower()
        told: dict[str, Any] = {
            "day": citation.issued_on,
            "issuer": citation.issuer,
            "relation": citation.relation,
            "whole": not _tells_some_articles(before),
            "number": number_key(citation.number),
            "about": fold(citation.subject) if citation.subject else None,
            "effective": effective if citation.relation in _ENDS else None,
        }
        if citation.relation in _HANDS_ON:
            told["rests_on"] = replaced
        if given is not None and citation.relation in _HANDS_ON and citation.kind in deciding_kinds():
            told |= given
        span = (citation.start, citation.end)
        yield say(document, f"document:{number_key(citation.number)}", "cited", *span, **told)
        if citation.subject and citation.issuer and citation.issued_on and citation.kind:
            yield say(document, f"issued:{citation.kind}:{citation.issued_on}", "cited", *span, **told)


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
        "caveat": "cumulative" if _holds_batches(document, one, subject.value) else None,
    }


def _holds_batches(document: Document, whole: Amount, subject: str) -> bool:
    """Whether a sum is told to hold an earlier batch: '600 triệu đồng (trong đó đợt 1 là 400 triệu đồng)'."""
    text = document.text.text
    after = text[whole.end : sentences_of(text).at(whole.start)[1]]
    return any(batches_in(held[0]) - batches_in(subject) for held in _HOLDING.finditer(after))


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
            yield say(document, f"series:{place}:{told.key(told.year)}", "figure", *figure.span, **values)
        else:
            said = one.said
            kind = "times" if said.times else said.kind
            shown = said.stated.value.quantize(Decimal(1).scaleb(-max(0, said.stated.decimals)))
            values |= {"year": one.before, "stated": f"{kind} {shown}"}
            span = (figure.start, max(said.span[1], figure.end))
            yield say(document, f"series:{place}:{told.key(one.before)}", "growth", *span, **values)
