"""A document into the archive, in the transaction that is open: written, or written again in place of what was held.

Whatever it touches in other documents (citations of it, subjects that several speak of) is marked and settled when the run
ends; of one that is replaced it is marked before it goes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Literal

from pipeline.store import kept_corrections
from pipeline.store.citations import mark_cited
from pipeline.store.findings import mark_stale
from pipeline.store.inserts import insert
from pipeline.store.marks import Documents
from pipeline.store.postponed import are_postponed, make_postponed
from pipeline.store.prepared import Prepared
from pipeline.store.tellings import mark_told
from pipeline.store.totals import mark_added_up

_AT_ONCE = 500
_HELD_BEFORE = "SELECT 1 FROM documents WHERE id NOT IN (SELECT document_id FROM landed_documents) LIMIT 1"
"""Nothing of a first load."""
Saved = Literal["added", "replaced"]
Landed = Literal["added", "replaced", "outdated"]


def land(connection: sqlite3.Connection, document: Prepared) -> Landed:
    """Write a document, unless people have corrected it since its rows were made: then nothing is done."""
    if tuple(kept_corrections.standing(connection, document.id)) != document.corrections:
        return "outdated"
    return write(connection, document)


def write(connection: sqlite3.Connection, document: Prepared) -> Saved:
    """Write a document. One of the same id is replaced: it keeps the day it came in, and citations of it stay resolved."""
    held = connection.execute("SELECT ingested_at FROM documents WHERE id = ?", [document.id]).fetchone()
    citing: list[tuple[str]] = []
    if held:
        if are_postponed(connection):  # what hangs on it would be looked for in every row
            make_postponed(connection)
        citing = connection.execute(
            "SELECT id FROM citations WHERE target_document_id = ? AND document_id != ?", [document.id] * 2
        ).fetchall()
        _mark(connection, [document.id])
        connection.execute("DELETE FROM documents WHERE id = ?", [document.id])
    own, *others = document.rows
    insert(connection, own, ingested_at=held[0] if held else now())
    for rows in others:
        insert(connection, rows)
    if document.corrections:
        kept_corrections.settle(connection, document)
    connection.execute("INSERT OR IGNORE INTO landed_documents (document_id) VALUES (?)", [document.id])
    if held:
        connection.executemany(
            "UPDATE citations SET target_document_id = ? WHERE id = ?", [(document.id, id_) for (id_,) in citing]
        )
    # Its own failure, and that of an archive that could not be opened and now gives it.
    connection.executemany(
        "DELETE FROM failures WHERE source_path = ?", [(path,) for path in _holding(document.source_path)]
    )
    return "replaced" if held else "added"


def now() -> str:
    """This moment, as every table has it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def mark_landed(connection: sqlite3.Connection) -> bool:
    """Mark what documents touch that were written since this was last done, all or some; whether there were any."""
    some = connection.execute("SELECT document_id FROM landed_documents LIMIT ?", [_AT_ONCE]).fetchall()
    if len(some) == _AT_ONCE and connection.execute(_HELD_BEFORE).fetchone() is None:
        _mark(connection, None)
        connection.execute("DELETE FROM landed_documents")
    elif some:
        _mark(connection, [document_id for (document_id,) in some])
        connection.executemany("DELETE FROM landed_documents WHERE document_id = ?", some)
    return bool(some)


def _mark(connection: sqlite3.Connection, documents: Documents) -> None:
    for mark in (mark_stale, mark_told, mark_cited, mark_added_up):
        mark(connection, documents)


def _holding(path: str) -> Iterator[str]:
    """A document's path, and those of the archives that it lies in: 'a.zip!/b.zip!/c.txt'."""
    yield path
    while path := path.rpartition("!/")[0]:
        yield path
