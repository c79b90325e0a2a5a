"""Documents that rest on one that another has replaced or repealed before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.audit.archive.identity import same_issuer
from pipeline.audit.registry import archive_check, disagreement
from pipeline.audit.wording import day_vi
from pipeline.records import Finding, Statement

_ENDS = {"replaces": ("thay thế", "replaced"), "repeals": ("bãi bỏ", "repealed")}


@archive_check("basis-no-longer-valid", "Căn cứ văn bản đã hết hiệu lực", "Rests on a document no longer in force")
def basis_no_longer_valid(statements: Sequence[Statement]) -> Iterator[Finding]:
    """A warning for each document based on one that was wholly replaced or repealed before its own day."""
    cited = [statement for statement in statements if statement.kind == "cited" and statement.document_day]
    ends = [statement for statement in cited if statement.relation in _ENDS and statement.whole]
    for statement in cited:
        if statement.relation not in ("basis", "implements"):
            continue
        for end in ends:
            if not _same_document(statement, end) or end.document_id == statement.document_id:
                continue
            if end.document_day is None or statement.document_day is None or end.document_day >= statement.document_day:
                continue
            vi, en = _ENDS[str(end.relation)]
            yield disagreement(
                statement,
                [end],
                "basis-no-longer-valid",
                "warning",
                (
                    f"{statement.document} ({day_vi(statement.document_day)}) căn cứ “{statement.text}”, "
                    f"đã bị {end.document} ({day_vi(end.document_day)}) {vi}.",
                    f"{statement.document} ({statement.document_day}) rests on “{statement.text}”, "
                    f"which {end.document} ({end.document_day}) {en}.",
                ),
                found=str(statement.document_day),
                expected=f"< {end.document_day}",
            )
            break


def _same_document(one: Statement, other: Statement) -> bool:
    return one.day is not None and one.day == other.day and same_issuer(one.issuer, other.issuer)
