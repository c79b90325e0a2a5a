"""A copy of the archive, made while others read and write it, checked before it takes its name."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import DatabaseError, UsageError
from pipeline.store.connection import BACKUP, connect_read_only, explain, is_backup

_COUNTED = (
    "documents",
    "amounts",
    "findings",
    "corrections",
    "given_verdicts",
    "withdrawn_documents",
    "failures",
    "runs",
)
_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite has beside a database that is in use, or was when its program was killed: of another file under that name."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made: its file, how many documents and bytes it has."""

    path: Path
    documents: int
    size: int


def back_up(db: Path, target: Path) -> Backup:
    """Copy the archive at `db` to the file `target`, in place of an older one only when the copy is whole.

    The copy is one moment's archive in one file, of the version that the archive is of. Raises `DatabaseError` where either
    cannot be used, `UsageError` where `target` is no backup, or one that is in use.
    """
    if target.is_dir():
        target = target / db.name
    if target.exists() and target.samefile(db):
        raise UsageError(
            f"{target} chính là cơ sở dữ liệu. Hãy chọn tệp khác.", f"{target} is the database itself. Choose another."
        )
    if target.exists() and not is_backup(target):
        raise UsageError(
            f"{target} đã có và không phải bản sao do vanban backup tạo ra nên không bị ghi đè. Hãy chọn tên tệp khác.",
            f"{target} is there and was not made by vanban backup; it is not overwritten. Choose another name.",
        )
    for beside in (Path(f"{target}{ending}") for ending in _BESIDE):
        if beside.exists():
            raise UsageError(
                f"Có {beside} nên {target} đang được dùng, hoặc còn dữ liệu chưa gộp. Hãy chọn tên tệp khác.",
                f"{beside} is there: {target} is in use, or not all of it is in the file. Choose another name.",
            )
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with closing(connect_read_only(db, any_version=True)) as source:
            _copy(source, part)
        part.replace(target)
        _sync(target.parent)
    except sqlite3.Error as error:
        raise explain(target, error) from error
    finally:
        part.unlink(missing_ok=True)
    with closing(connect_read_only(target, any_version=True)) as copy:
        (documents,) = copy.execute("SELECT count(*) FROM documents").fetchone()
    return Backup(target, documents, target.stat().st_size)


def _copy(source: sqlite3.Connection, part: Path) -> None:
    """Copy what `source` sees at one moment, and compare."""
    source.execute("BEGIN")
    with closing(sqlite3.connect(part)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, whatever becomes of it
        copy.execute(f"PRAGMA application_id = {BACKUP}")
        faults = [row[0] for row in copy.execute("PRAGMA integrity_check") if row[0] != "ok"]
        there = {name for (name,) in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        faults += [table for table in _COUNTED if table in there and _count(copy, table) != _count(source, table)]
        if faults:
            raise DatabaseError(
                f"Bản sao không khớp ({faults[0]}). Hãy chạy vanban doctor để kiểm tra cơ sở dữ liệu.",
                f"The copy is not whole ({faults[0]}). Run vanban doctor to check the database.",
            )
    _sync(part)


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
