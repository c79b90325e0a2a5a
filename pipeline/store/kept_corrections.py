"""The table `corrections`: which stand for a document, adding and undoing one, and which have found their mention."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from pipeline.store.corrections import LETTERS, Correction
from pipeline.store.prepared import Prepared

_AS_THEY_WERE = """
SELECT c.old_value, (length(d.text) - length(replace(d.text, c.words, ''))) / nullif(length(c.words), 0)
FROM corrections c LEFT JOIN documents d ON d.id = c.document_id WHERE c.id = ?
"""

_COPY = """
INSERT INTO corrections (document_id, row_id, "start", "end", nth, placed, origin, table_name, column_name, old_value, new_value,
  corrected_by, corrected_at, reason, words)
SELECT ?, ?, ?, ?, ?, ?, coalesce(origin, id), table_name, column_name, old_value, new_value, corrected_by, corrected_at, reason,
  words
FROM corrections WHERE id = ?
"""


def standing(connection: sqlite3.Connection, document_id: str) -> list[Correction]:
    """The corrections of a document that stand, in the order they were made."""
    rows = connection.execute(
        "SELECT id, document_id, table_name, row_id, nullif(column_name, ''), new_value, \"start\", "
        '"end", words, nth, NULL, NULL, coalesce(origin, id) FROM corrections WHERE document_id = ? AND undone_at IS NULL ORDER BY id',
        [document_id],
    )
    return [Correction(*row) for row in rows]


def for_one(connection: sqlite3.Connection, document_id: str, replaced: Sequence[str]) -> list[Correction]:
    """The corrections that stand of a document, and those of the documents that it replaces, with what tells whether they
    fit it.
    """
    found = standing(connection, document_id)
    for old in replaced:
        for one in standing(connection, old):
            (value, places) = connection.execute(_AS_THEY_WERE, [one.number]).fetchone()
            found.append(replace(one, old=value, places=places))
    return found


def keep(
    connection: sqlite3.Connection, correction: Correction, *, old: str | None, who: str, why: str, now: str
) -> int:
    """Write a correction down, unless the last one of the same value says the same; returns its number."""
    same = [one for one in standing(connection, correction.document_id) if _target(one) == _target(correction)]
    if same and same[-1].value == correction.value:
        return same[-1].number
    cursor = connection.execute(
        "INSERT INTO corrections (document_id, table_name, row_id, column_name, old_value, new_value, corrected_by, "
        'corrected_at, reason, "start", "end", words, nth) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        [
            *(correction.document_id, correction.table, correction.row_id, correction.column or "", old),
            *(correction.value, who, now, why),
            *(correction.start, correction.end, correction.words, correction.nth),
        ],
    )
    return int(cursor.lastrowid or 0)


def undo(connection: sqlite3.Connection, number: int, who: str, now: str) -> None:
    """Let a correction, and its copies in other versions of the document, stand no more; they stay on record."""
    connection.execute(
        "UPDATE corrections SET undone_at = ?, undone_by = ? WHERE undone_at IS NULL AND coalesce(origin, id) = "
        "(SELECT coalesce(origin, id) FROM corrections WHERE id = ?)",
        [now, who, number],
    )


def settle(connection: sqlite3.Connection, document: Prepared) -> None:
    """After a document's rows are written: take out false finds, copy to it what fits it of documents that it replaces,
    and tell which corrections found their mention.
    """
    for table, letter in LETTERS.items():
        wrong = [(id_,) for id_ in document.wrong if id_.rpartition(".")[2].startswith(letter)]
        connection.executemany(f"DELETE FROM {table} WHERE id = ?", wrong)
    connection.executemany(
        "UPDATE corrections SET placed = ? WHERE id = ?",
        [(int(one.number in document.placed), one.number) for one in document.own],
    )
    connection.executemany(
        _COPY,
        [
            (one.document_id, one.row_id, one.start, one.end, one.nth, int(one.number in document.placed), one.number)
            for one in document.carried
        ],
    )


def _target(one: Correction) -> tuple[object, ...]:
    return one.table, one.start, one.end, one.column
