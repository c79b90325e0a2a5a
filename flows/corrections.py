"""A person's corrections: stored, and the document each is about written again with its findings. No Prefect here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from flows.process import examine
from pipeline.audit.archive import check_subject
from pipeline.errors import UsageError
from pipeline.query.corrections import Row, find_row, standing
from pipeline.store import Database
from pipeline.store.correctable import parse, shown
from pipeline.store.corrections import Correction, nth


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction did: its number, the column (None of what is no mention), the row's words (None for a document's head), both values."""

    number: int
    column: str | None
    words: str | None
    old: str | None
    new: str | None


def correct(db: Path, target: str, column: str | None, value: str | None, *, who: str, why: str) -> Change:
    """Put `value` into a column of the row with id `target`, or of the head of the document with that number or id.

    `column` None marks the row as no mention at all. Raises `UsageError` where row, column or value don't fit.
    """
    if not why.strip():
        raise UsageError("Hãy nêu lý do sửa: --why '...'", "Say why: --why '...'")
    row = find_row(db, target)
    if column is None and row.table == "documents":
        raise UsageError(
            "--wrong chỉ dùng cho một dòng đã trích (số tiền, viện dẫn ...), không dùng cho cả văn bản.",
            "--wrong is for an extracted row (an amount, a citation ...), not for a document.",
        )
    new = shown(parse(row.table, column, value)) if column else None
    if column:
        _check_order(row, column, new)
    with Database(db, create=False) as database:
        source, text = database.load(row.document_id)
        occurrence = nth(text.text, row.words, row.start) if row.words is not None and row.start is not None else None
        correction = Correction(
            0, row.document_id, row.table, row.id, column, new, row.start, row.end, row.words, occurrence
        )
        old = row.values.get(column) if column else row.words
        number = database.correct(correction, examine(source, text), old=shown(old), who=who, why=why)
        _spread(database)
    return Change(number, column, row.words, shown(old), new)


def undo(db: Path, number: int, *, who: str) -> Change:
    """Take back a correction, by the number that `vanban corrections` prints."""
    kept = standing(db, number)
    with Database(db, create=False) as database:
        document = examine(*database.load(kept.document_id)) if kept.held else None
        database.undo_correction(number, document, who)
        _spread(database)
    return Change(number, kept.column, kept.words, kept.new, kept.old)


def _spread(database: Database) -> None:
    """What other documents say of the same things."""
    database.settle(check_subject)


def _check_order(row: Row, column: str, new: str | None) -> None:
    """A range's ends in order: days, and low and high values."""
    values = {**row.values, column: new}
    for low, high, number in (("first_day", "last_day", False), ("value_low", "value_high", True), ("vnd", "vnd_high", True)):  # fmt: skip
        first, last = values.get(low), values.get(high)
        if column not in (low, high) or first is None or last is None:
            continue
        if (Decimal(first) > Decimal(last)) if number else (str(first) > str(last)):
            raise UsageError(
                f"{low} ({first}) lớn hơn {high} ({last}). Hãy sửa {high if column == low else low} trước.",
                f"{low} ({first}) is above {high} ({last}). Correct {high if column == low else low} first.",
            )
