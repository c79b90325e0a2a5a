"""The table `seen_files`: what each file on disk held when it was last looked at, and whether the archive has it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.records.paths import Stamp


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """What the archive knows of a document with a certain content."""

    id: str
    number: str | None
    source_path: str
    sha256: str
    pipeline_version: str


class Version(NamedTuple):
    """A document by its id, and its number (None where it has none)."""

    id: str
    number: str | None


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file on disk as it was: its stamp, and the documents in it by path with the hash of each (None: not opened)."""

    file: str
    stamp: Stamp
    contents: tuple[tuple[str, str | None], ...]


def held(connection: sqlite3.Connection, sha256: str) -> HeldDocument | None:
    """The document with this content, if the archive has it."""
    row = connection.execute(
        "SELECT id, number, source_path, sha256, pipeline_version FROM documents INDEXED BY documents_held WHERE sha256 = ?",
        [sha256],
    ).fetchone()
    return HeldDocument(*row) if row else None


def read_from(connection: sqlite3.Connection, path: str) -> list[HeldDocument]:
    """The documents that were read from a path: one, or several contents that it had."""
    rows = connection.execute(
        "SELECT id, number, source_path, sha256, pipeline_version FROM documents WHERE source_path = ?", [path]
    )
    return [HeldDocument(*row) for row in rows]


def paths_of(connection: sqlite3.Connection, contents: Iterable[str]) -> dict[str, list[str]]:
    """Where files with some contents were met, by their hashes."""
    found: dict[str, list[str]] = {sha256: [] for sha256 in contents}
    sql = "SELECT sha256, source_path FROM seen_files WHERE sha256 IN (SELECT value FROM json_each(?)) ORDER BY source_path"
    for sha256, path in connection.execute(sql, [json.dumps(list(found))]):
        found[sha256].append(path)
    return found


def move(connection: sqlite3.Connection, moved: Mapping[str, str]) -> None:
    """Let documents be read from other paths from now on: id -> path."""
    connection.executemany("UPDATE documents SET source_path = ? WHERE id = ?", [(p, id_) for id_, p in moved.items()])
    # What is said across documents names those without a number by their files.
    connection.executemany("INSERT OR IGNORE INTO landed_documents (document_id) VALUES (?)", [(id_,) for id_ in moved])


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
