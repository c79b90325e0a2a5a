"""Corrections as rows: what one would change, those that stand, and those on record."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.errors import UsageError
from pipeline.query.framed import among
from pipeline.query.show import documents_on_record, find_document
from pipeline.store import connect_read_only
from pipeline.store.corrections import LETTERS

_TABLES = {letter: table for table, letter in LETTERS.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """A row that a person may correct: its table and id, its span and words (None for a head), its values."""

    table: str
    id: str
    document_id: str
    start: int | None
    end: int | None
    words: str | None
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """A correction on record."""

    document_id: str
    column: str | None
    words: str | None
    old: str | None
    new: str | None
    held: bool
    """Whether its document is."""


def find_row(db: Path, target: str) -> Row:
    """The extracted row with an id ('4f1c….a3'), or the head of the document with an id or number."""
    with closing(connect_read_only(db)) as connection:
        connection.row_factory = sqlite3.Row
        document, dot, place = target.rpartition(".")
        table = _TABLES.get(place[:1]) if dot and place[1:].isdigit() and "/" not in target else None
        if table is None:
            row = find_document(connection, target)
            return Row("documents", row["id"], row["id"], None, None, None, dict(row))
        found = connection.execute(f"SELECT * FROM {table} WHERE id = ?", [target]).fetchone()
        if found is None:
            raise UsageError(
                f"Không có dòng {target}. Mã dòng lấy từ: vanban review hoặc vanban figures --format csv.",
                f"There is no row {target}. Ids come from: vanban review, or vanban figures --format csv.",
            )
        return Row(table, target, document, found["start"], found["end"], found["text"], dict(found))


def standing(db: Path, number: int) -> Kept:
    """A correction that has not been undone, of a document that is held or was replaced; raises `UsageError`."""
    with closing(connect_read_only(db)) as connection:
        row = connection.execute(
            "SELECT c.document_id, nullif(c.column_name, ''), c.words, c.old_value, c.new_value, d.id IS NOT NULL FROM corrections c "
            "LEFT JOIN documents d ON d.id = c.document_id LEFT JOIN withdrawn_documents w ON w.id = (SELECT max(o.id) "
            "FROM withdrawn_documents o WHERE o.document_id = c.document_id) "
            "WHERE c.id = ? AND c.undone_at IS NULL AND (d.id IS NOT NULL OR w.cause = 'replaced')",
            [number],
        ).fetchone()
    if row is None:
        raise UsageError(
            f"Không có lần sửa số {number} còn hiệu lực. Xem: vanban corrections",
            f"No correction {number} stands. See: vanban corrections",
        )
    return Kept(*row)


def corrections(db: Path, *, document: str | None = None) -> pd.DataFrame:
    """Every correction on record. Columns: number, document, table, row, field, words, old, new, who, when, why,
    placed (its document is held, its mention still found), old_version (its document was replaced), undone_at, undone_by.
    """
    with closing(connect_read_only(db)) as connection:
        named = None if document is None else among(documents_on_record(connection, document))
        frame = pd.read_sql_query(
            "SELECT c.id AS correction, coalesce(d.number, d.source_path, w.number, w.source_path, c.document_id) AS document, c.table_name AS 'table', "
            "c.row_id AS row, nullif(c.column_name, '') AS field, c.words AS text, c.old_value AS old, c.new_value AS new, "
            "c.corrected_by AS who, c.corrected_at AS 'when', c.reason AS why, c.placed AND d.id IS NOT NULL AS placed, coalesce(d.id IS NULL AND w.cause = 'replaced', 0) AS old_version, c.undone_at, c.undone_by "
            "FROM corrections c LEFT JOIN documents d ON d.id = c.document_id LEFT JOIN withdrawn_documents w "
            "ON w.id = (SELECT max(o.id) FROM withdrawn_documents o WHERE o.document_id = c.document_id) "
            "WHERE ?1 IS NULL OR c.document_id IN (SELECT value FROM json_each(?1)) ORDER BY c.id",
            connection,
            params=(named,),
            dtype="object",
        )
    for flag in ("placed", "old_version"):
        frame[flag] = frame[flag].astype("boolean")
    return frame
