"""Removal of a document by a person: its rows are deleted, what it was stays on record. No Prefect here."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline.audit.archive import check_subject
from pipeline.errors import UsageError
from pipeline.query.show import find_document
from pipeline.store import Database, connect_read_only


@dataclass(frozen=True, slots=True)
class Removal:
    """A document that was taken out: its id, its number (None where it has none), its file."""

    document_id: str
    number: str | None
    source_path: str


def remove(db: Path, target: str, *, who: str, why: str) -> Removal:
    """Take the document with a number, id or file out of the archive; raises `UsageError` without a reason."""
    if not why.strip():
        raise UsageError("Hãy nêu lý do rút: --why '...'", "Say why: --why '...'")
    with closing(connect_read_only(db)) as connection:
        connection.row_factory = sqlite3.Row
        row = find_document(connection, target)
    with Database(db, create=False) as database:
        database.remove(row["id"], who=who, why=why)
        database.settle(check_subject)
    return Removal(row["id"], row["number"], row["source_path"])
