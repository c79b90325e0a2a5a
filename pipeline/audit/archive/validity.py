"""Documents that rest on one that another has replaced or repealed before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.audit.archive.identity import same_issuer
from pipeline.audit.reasons import OTHER_DOCUMENT
from pipeline.audit.registry import Answered, archive_check, cannot_tell, disagreement, holds
from pipeline.audit.wording import day_vi
from pipeline.records import Statement

_ENDS = {"replaces": ("thay thế", "replaced"), "repeals": ("bãi bỏ", "repealed")}


@archive_check(
    "basis-no-longer-valid",
    "Căn cứ văn bản đã hết hiệu lực",
    "Rests on a document no longer in force",
    of=("document",),
)
def basis_no_longer_valid(statements: Sequence[Statement]) -> Iterator[Answered]:
    """A warning for each document based on one that was wholly replaced or repealed before its own day."""
    cited = [statement for statement in statements if statement.kind == "cited" and statement.document_day]
    ends = [statement for statement in cited if statement.relation in _ENDS and statement.whole]
    for statement in cited:
        if statement.relation not in ("basis", "implements"):
            continue
        told = [end for end in ends if _same_document(statement, end) and end.document_id != statement.document_id]
        if not told:
            if ends:
                yield cannot_tell(statement, "basis-no-longer-valid", OTHER_DOCUMENT)
            continue
        end = next((end for end in told if _before(end, statement)), None)
        if end is None:
            yield holds(statement, "basis-no-longer-valid")
            continue
        vi, en = _ENDS[str(end.relation)]
        yield disagreement(
            statement,
            [end],
            "basis-no-longer-valid",
            "warning",
            (
                f"{_dated_vi(statement)} căn cứ “{statement.text}”, đã bị {_dated_vi(end)} {vi}.",
                f"{statement.document} ({statement.document_day}) rests on “{statement.text}”, "
                f"which {end.document} ({end.document_day}) {en}.",
            ),
            found=str(statement.document_day),
            expected=f"< {end.document_day}",
        )


def _before(one: Statement, other: Statement) -> bool:
    return one.document_day is not None and other.document_day is not None and one.document_day < other.document_day


def _dated_vi(statement: Statement) -> str:
    return f"{statement.document} ({day_vi(statement.document_day)})" if statement.document_day else statement.document


def _same_document(one: Statement, other: Statement) -> bool:
    return one.day is not None and one.day == other.day and same_issuer(one.issuer, other.issuer)
