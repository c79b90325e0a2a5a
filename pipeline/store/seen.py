"""The table `seen_files`: what each file on disk held when it was last looked at, and whether the archive has it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.records.paths import Stamp


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """What the archive knows of a document with a certain content."""

    id: str
    number: str | None
    source_path: str
    pipeline_version: str


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file on disk as it was: its stamp, and the documents in it by path with the hash of each (None: not opened)."""

    file: str
    stamp: Stamp
    contents: tuple[tuple[str, str | None], ...]


def held(connection: sqlite3.Connection, sha256: str) -> HeldDocument | None:
    """The document with this content, if the archive has it."""
    row = connection.execute(
        "SELECT id, number, source_path, pipeline_version FROM documents INDEXED BY documents_held WHERE sha256 = ?",
        [sha256],
    ).fetchone()
    return HeldDocument(*row) if row else None


def seen(connection: sqlite3.Connection, file: str) -> SeenFile | None:
    """A file as it was when it was last looked at; None where it never was."""
    rows = connection.execute(
        "SELECT source_path, sha256, size, modified_ns, changed_ns FROM seen_files WHERE file = ? ORDER BY source_path",
        [file],
    ).fetchall()
    if not rows:
        return None
    return SeenFile(file, Stamp(*rows[0][2:]), tuple((path, sha256) for path, sha256, *_ in rows))


def remember(connection: sqlite3.Connection, files: Iterable[SeenFile]) -> None:
    """Write down files as they are, in place of what was known of them."""
    for one in files:
        connection.execute("DELETE FROM seen_files WHERE file = ?", [one.file])
        connection.executemany(
            "INSERT OR REPLACE INTO seen_files (source_path, file, size, modified_ns, changed_ns, sha256) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [(path, one.file, *one.stamp, sha256) for path, sha256 in one.contents],
        )
