"""Documents that leave the archive: their rows are deleted, what they were stays in `withdrawn_documents`.

What they touch in others (citations of them, subjects that several speak of) is marked before they go, and settled when the
run ends.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from pipeline.store.failures import forget
from pipeline.store.findings import mark_stale
from pipeline.store.marks import Documents
from pipeline.store.postponed import are_postponed, make_postponed
from pipeline.store.prepared import Prepared
from pipeline.store.settled.citations import mark_cited
from pipeline.store.settled.tellings import mark_told
from pipeline.store.settled.totals import mark_added_up

Cause = Literal["replaced", "removed"]
_KEPT = "number, number_key, kind, issued_on, issuer, subject, source_path, sha256, text, ingested_at"


class Replacing(NamedTuple):
    """Whose place new documents take: id -> ids of held ones; and who ran the ingest."""

    by_id: Mapping[str, Sequence[str]] = {}
    who: str = ""
    again: frozenset[str] = frozenset()
    """Ids of documents that were found again in the text that is held: nothing is known of their files."""

    def of(self, document_id: str) -> list[str]:
        """The ids of those that a document replaces."""
        return [old for old in self.by_id.get(document_id, ()) if old != document_id]


def withdraw(
    connection: sqlite3.Connection,
    document_id: str,
    cause: Cause,
    *,
    who: str,
    now: str,
    why: str | None = None,
    replaced_by: str | None = None,
) -> None:
    """Take a document out in the transaction that is open."""
    connection.execute(
        f"INSERT INTO withdrawn_documents (document_id, {_KEPT}, withdrawn_at, cause, withdrawn_by, reason, replaced_by) "
        f"SELECT id, {_KEPT}, ?, ?, ?, ?, ? FROM documents WHERE id = ?",
        [now, cause, who, why, replaced_by, document_id],
    )
    take_out(connection, document_id)


def leave_out(connection: sqlite3.Connection, document: Prepared, removed: int, now: str) -> None:
    """Put a document on record that is another version of one that a person removed, so that it is not read again."""
    (head,) = next(rows.dicts() for rows in document.rows if rows.table == "documents")
    kept = [head[column] for column in _KEPT.split(", ") if column != "ingested_at"]
    connection.execute(
        f"INSERT INTO withdrawn_documents (document_id, {_KEPT}, withdrawn_at, cause, withdrawn_by, reason) "
        f"SELECT ?, {', '.join('?' * len(kept))}, ?, ?, 'removed', withdrawn_by, reason FROM withdrawn_documents WHERE id = ?",
        [document.id, *kept, now, now, removed],
    )
    forget(connection, [document.source_path])


def take_out(connection: sqlite3.Connection, document_id: str) -> None:
    """Delete a document and all that hangs on it, with what it touches marked."""
    if are_postponed(connection):  # what hangs on it would be looked for in every row
        make_postponed(connection)
    mark_touched(connection, [document_id])
    connection.execute("DELETE FROM documents WHERE id = ?", [document_id])


def mark_touched(connection: sqlite3.Connection, documents: Documents) -> None:
    """Have settled again what documents touch in others."""
    for mark in (mark_stale, mark_told, mark_cited, mark_added_up):
        mark(connection, documents)


def removed(connection: sqlite3.Connection, document_id: str) -> str | None:
    """The number or path of a document, if a person has removed it and nothing brought it back since."""
    row = connection.execute(
        "SELECT coalesce(number, source_path), cause FROM withdrawn_documents w WHERE document_id = ? "
        "AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.id = w.document_id) ORDER BY id DESC LIMIT 1",
        [document_id],
    ).fetchone()
    return str(row[0]) if row and row[1] == "removed" else None
