"""Documents written into the archive within the open transaction: new ones, and new versions of held ones.

Whatever they touch in other documents (citations of them, subjects that several speak of) is marked and settled when the run
ends; of one that is replaced it is marked before it goes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import UTC, datetime
from typing import Literal

from pipeline.errors import NotHeld
from pipeline.store import failures, kept_corrections, verdicts
from pipeline.store.inserts import insert, insert_at_once
from pipeline.store.prepared import Prepared
from pipeline.store.withdrawn import Replacing, mark_touched, take_out, withdraw

_AT_ONCE = 500
_HELD_BEFORE = "SELECT 1 FROM documents WHERE id NOT IN (SELECT document_id FROM landed_documents) LIMIT 1"
"""Nothing of a first load."""
Landed = Literal["added", "replaced", "outdated"]


def land(connection: sqlite3.Connection, documents: Sequence[Prepared], replacing: Replacing) -> list[Landed]:
    """Write documents in the place of those that they replace, but none that people have corrected, nor what it replaces,
    since its rows were made: what became of each.
    """
    landed: list[Landed] = []
    added: list[Prepared] = []
    outdated = {
        document.id
        for document in documents
        if tuple(kept_corrections.for_one(connection, document.id, replacing.of(document.id))) != document.corrections
    }
    going = {old: one.id for one in documents if one.id not in outdated for old in replacing.of(one.id)}
    verdicts.carry(connection, going, now())  # before any goes: a finding may be about two of them
    for document in documents:
        if document.id in outdated:
            landed.append("outdated")
            continue
        for old in replacing.of(document.id):
            withdraw(connection, old, "replaced", who=replacing.who, now=now(), replaced_by=document.id)
        if since := _held_since(connection, document):
            _replace(connection, document, since)
            landed.append("replaced")
        else:
            added.append(document)
            landed.append("added")
    _add(connection, added, now())
    _forget_failures(connection, (one for one in documents if one.id not in outdated), replacing.again)
    return landed


def rewrite(connection: sqlite3.Connection, document: Prepared) -> None:
    """Write a held document again; raises `NotHeld`."""
    since = _held_since(connection, document)
    if since is None:
        raise NotHeld(document.id)
    _replace(connection, document, since)


def _held_since(connection: sqlite3.Connection, document: Prepared) -> str | None:
    """When a document came in; None of one that is new."""
    row = connection.execute("SELECT ingested_at FROM documents WHERE id = ?", [document.id]).fetchone()
    return str(row[0]) if row else None


def _replace(connection: sqlite3.Connection, document: Prepared, since: str) -> None:
    """Write a document in place of what is held of it: it keeps the day it came in, and citations of it stay resolved."""
    citing = connection.execute(
        "SELECT id FROM citations WHERE target_document_id = ? AND document_id != ?", [document.id] * 2
    ).fetchall()
    take_out(connection, document.id)
    _add(connection, [document], since)
    connection.executemany(
        "UPDATE citations SET target_document_id = ? WHERE id = ?", [(document.id, id_) for (id_,) in citing]
    )


def _add(connection: sqlite3.Connection, documents: Sequence[Prepared], since: str) -> None:
    """Write the rows of documents table by table: all have the same tables in the same order."""
    for rows in zip(*(document.rows for document in documents), strict=True):
        if rows[0].table == "documents":
            insert_at_once(connection, rows, ingested_at=since)
        else:
            insert(connection, rows)
    for document in documents:
        if document.corrections:
            kept_corrections.settle(connection, document)
    connection.executemany(
        "INSERT OR IGNORE INTO landed_documents (document_id) VALUES (?)", [(document.id,) for document in documents]
    )


def _forget_failures(connection: sqlite3.Connection, documents: Iterable[Prepared], again: Set[str]) -> None:
    """Documents came in: forget all that the paths of their files had before, with those of archives that could not be opened and
    now give them; of those that were found `again` in the text that is held, only what is of their content.
    """
    for one in documents:
        sha256 = None
        if one.id in again:
            (sha256,) = connection.execute("SELECT sha256 FROM documents WHERE id = ?", [one.id]).fetchone()
        failures.forget(connection, _holding(one.source_path), sha256)


def now() -> str:
    """This moment, as every table has it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def mark_landed(connection: sqlite3.Connection) -> bool:
    """Mark what documents touch that were written since this was last done, all or some; whether there were any."""
    some = connection.execute("SELECT document_id FROM landed_documents LIMIT ?", [_AT_ONCE]).fetchall()
    if len(some) == _AT_ONCE and connection.execute(_HELD_BEFORE).fetchone() is None:
        mark_touched(connection, None)
        connection.execute("DELETE FROM landed_documents")
    elif some:
        mark_touched(connection, [document_id for (document_id,) in some])
        connection.executemany("DELETE FROM landed_documents WHERE document_id = ?", some)
    return bool(some)


def _holding(path: str) -> Iterator[str]:
    """A document's path, and those of the archives that it lies in: 'a.zip!/b.zip!/c.txt'."""
    yield path
    while path := path.rpartition("!/")[0]:
        yield path
