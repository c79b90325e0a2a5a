"""One document under different dates: its own against others', or those of several documents that cite one the archive
lacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.audit.archive.identity import held, of_one_document, same_issuer, same_subject
from pipeline.audit.reasons import NO_CITED_DAY, OTHER_BODY, OTHER_YEAR
from pipeline.audit.registry import Answered, archive_check, cannot_tell, disagreement, holds
from pipeline.audit.wording import day_vi
from pipeline.records import Statement


@archive_check(
    "cited-day-differs",
    "Ngày viện dẫn khác ngày ban hành",
    "Cited under another day than its own",
    of=("document",),
)
def cited_day_differs(statements: Sequence[Statement]) -> Iterator[Answered]:
    """An error for each citation of a held document, of the same body and year, under another day than its own."""
    own = held(statements)
    if not own:
        return
    cited = [statement for statement in statements if statement.kind == "cited"]
    days = {document.day for document in own}
    compared: set[int] = set()
    for document in own:
        for citation in of_one_document(cited, document):
            if citation.day in days:
                if id(citation) not in compared:
                    yield holds(citation, "cited-day-differs")
                compared.add(id(citation))
                continue
            compared.add(id(citation))
            if citation.day is None or document.day is None:
                continue
            yield disagreement(
                citation,
                [document],
                "cited-day-differs",
                "error",
                (
                    f"{citation.document} viện dẫn {document.document} đề ngày {day_vi(citation.day)}; "
                    f"văn bản này đề ngày {day_vi(document.day)}.",
                    f"{citation.document} cites {document.document} of {citation.day}; its own day is {document.day}.",
                ),
                expected=str(document.day),
                found=str(citation.day),
            )
    for citation in cited:
        if id(citation) not in compared:
            reason = OTHER_YEAR if any(same_issuer(citation.issuer, one.issuer) for one in own) else OTHER_BODY
            yield cannot_tell(citation, "cited-day-differs", reason if citation.day else NO_CITED_DAY)


@archive_check(
    "days-differ",
    "Các văn bản viện dẫn ngày khác nhau",
    "Cited under different days",
    of=("document",),
)
def days_differ(statements: Sequence[Statement]) -> Iterator[Answered]:
    """A warning where documents cite one that is not held, of the same body and year, under different days."""
    if held(statements):
        return
    cited = [statement for statement in statements if statement.kind == "cited" and statement.day and statement.issuer]
    done: set[int] = set()
    for first in cited:
        if id(first) in done:
            continue
        same = [other for other in of_one_document(cited, first) if id(other) not in done]
        done.update(map(id, same))
        days = sorted({other.day for other in same if other.day})
        speakers = {other.document_id for other in same}
        if len(speakers) < 2:
            continue
        if len(days) < 2:
            yield holds(first, "days-differ")
            continue
        counts = {day: sum(other.day == day for other in same) for day in days}
        odd = min(same, key=lambda other: (counts[other.day] if other.day else 0, other.document_id, other.start))
        rest = [next(o for o in same if o.day == day) for day in days if day != odd.day]
        yield disagreement(
            odd,
            rest,
            "days-differ",
            "warning",
            (
                f"{odd.text.strip()}: các văn bản ghi ngày khác nhau: {', '.join(map(day_vi, days))}.",
                f"“{odd.text.strip()}” is cited under different days: {', '.join(map(str, days))}.",
            ),
            expected=str(rest[0].day),
            found=str(odd.day),
        )


@archive_check(
    "years-differ",
    "Một văn bản ghi hai năm ban hành",
    "One document under two years",
    of=("document",),
)
def years_differ(statements: Sequence[Statement]) -> Iterator[Answered]:
    """A warning for each other year under which one number, body, subject, day and month are told."""
    told: dict[tuple[int, int], list[Statement]] = {}
    for statement in statements:
        if statement.kind in ("own", "cited") and statement.day and statement.about:
            told.setdefault((statement.day.month, statement.day.day), []).append(statement)
    for same_day in told.values():
        first = next((s for s in same_day if s.kind == "own"), same_day[0])
        found: set[date] = set()
        for other in same_day:
            alike = other.document_id != first.document_id and same_issuer(first.issuer, other.issuer)
            if other.kind == "own" or not alike or not same_subject(first.about or "", other.about or ""):
                continue
            if first.day == other.day:
                yield holds(other, "years-differ")
                continue
            assert first.day and other.day
            if other.day in found:
                continue
            found.add(other.day)
            yield disagreement(
                other,
                [first],
                "years-differ",
                "warning",
                (
                    f"Cùng số, cơ quan và nội dung nhưng khác năm: {other.document} ghi “{' '.join(other.text.split())}”, "
                    f"{first.document} ghi ngày {day_vi(first.day)}.",
                    f"The same number, body and subject under two years: {other.document} says “{' '.join(other.text.split())}”, "
                    f"{first.document} says {first.day}.",
                ),
                expected=str(first.day),
                found=str(other.day),
            )
