"""Documents that rest on one which another has already replaced or repealed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pipeline.audit.archive.identity import same_issuer
from pipeline.audit.reasons import NOT_YET_IN_EFFECT, OTHER_DOCUMENT, PAST_WORK
from pipeline.audit.registry import Answered, archive_check, cannot_tell, disagreement, holds
from pipeline.audit.wording import day_vi
from pipeline.records import Statement
from pipeline.structure.tables import deciding_kinds, ending_kinds, planning_kinds

_ENDS = {"replaces": ("thay thế", "replaced"), "repeals": ("bãi bỏ", "repealed")}
_RESTS = {"basis": ("căn cứ", "rests on"), "implements": ("thực hiện", "carries out")}
_LONGEST_WAIT = timedelta(days=60)
"""From a document's day to the day from which it has force, where it tells none."""


@archive_check(
    "basis-no-longer-valid",
    "Căn cứ văn bản đã hết hiệu lực",
    "Rests on a document no longer in force",
    of=("document",),
)
def basis_no_longer_valid(statements: Sequence[Statement]) -> Iterator[Answered]:
    """A warning for each document based on one that was wholly replaced or repealed before its own day."""
    cited = [statement for statement in statements if statement.kind == "cited" and statement.document_day]
    ends = sorted((statement for statement in cited if _ends(statement)), key=_from)
    for statement in cited:
        if statement.relation not in _RESTS:
            continue
        told = [end for end in ends if _same_document(statement, end) and end.document_id != statement.document_id]
        if not told:
            if ends:
                yield cannot_tell(statement, "basis-no-longer-valid", OTHER_DOCUMENT)
            continue
        end = told[0]
        day = statement.document_day or date.min
        if _from(end) >= day:
            yield holds(statement, "basis-no-longer-valid")
            continue
        if end.effective is None and day - _from(end) < _LONGEST_WAIT:
            yield cannot_tell(statement, "basis-no-longer-valid", NOT_YET_IN_EFFECT)
            continue
        if statement.relation == "implements" and statement.document_kind not in deciding_kinds() | planning_kinds():
            yield cannot_tell(statement, "basis-no-longer-valid", PAST_WORK)
            continue
        vi, en = _ENDS[str(end.relation)]
        rests_vi, rests_en = _RESTS[str(statement.relation)]
        yield disagreement(
            statement,
            [end],
            "basis-no-longer-valid",
            "warning",
            (
                f"{_dated_vi(statement)} {rests_vi} “{statement.text}”, đã bị {_dated_vi(end)} {vi}.",
                f"{statement.document} ({statement.document_day}) {rests_en} “{statement.text}”, "
                f"which {end.document} ({end.document_day}{_since_en(end)}) {en}.",
            ),
            found=str(statement.document_day),
            expected=f"< {_from(end)}",
        )


def _ends(statement: Statement) -> bool:
    """Whether a document ends the whole of another by itself."""
    return statement.relation in _ENDS and statement.whole and statement.document_kind in ending_kinds()


def _from(statement: Statement) -> date:
    """The day from which a document that ends another does so; its own where it tells none."""
    return statement.effective or statement.document_day or date.max


def _dated_vi(statement: Statement) -> str:
    if statement.document_day is None:
        return statement.document
    since = f", hiệu lực từ {day_vi(statement.effective)}" if _later(statement) and statement.effective else ""
    return f"{statement.document} ({day_vi(statement.document_day)}{since})"


def _since_en(statement: Statement) -> str:
    return f", in force from {statement.effective}" if _later(statement) else ""


def _later(statement: Statement) -> bool:
    return statement.effective is not None and statement.effective != statement.document_day


def _same_document(one: Statement, other: Statement) -> bool:
    return one.day is not None and one.day == other.day and same_issuer(one.issuer, other.issuer)
