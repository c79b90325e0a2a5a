"""Opening the database file: schema applied, foreign keys on, WAL, clear errors."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from pipeline.errors import DatabaseError
from pipeline.store.migrations import apply, make_whole, names
from pipeline.store.postponed import make_left_out

_BUSY_MS = 15_000
_CACHE_KB = 49_152
"""Pages kept in memory, so that a document costs about the same in a large archive as in a small one."""
_LOG_PAGES = 16_384
"""The write-ahead log may grow to 64 MB before it is folded back: a page that many documents touch is then copied once."""
_MAPPED = 1 << 31
"""Bytes of the file that readers map instead of reading page by page; SQLite maps no more. What lies scattered is there in
half the time, and on a cold disk in far less: the system reads on around each page that is missing.
"""
BACKUP = 0x76626B70
"""The `application_id` of a copy that `vanban backup` made, until something writes to it: then it is an archive in use."""
_MAKING_MS = 120_000
"""How long another program may take to make or upgrade the database."""


def connect(path: Path, *, create: bool) -> tuple[sqlite3.Connection, bool]:
    """A connection that may write, and whether the tables were made or brought up to date for it.

    Raises `DatabaseError` where the file cannot be used.
    """
    if not create and not path.exists():
        raise missing(path)
    _demand_file(path)
    from pipeline.store.places import load_places  # readers have no use for the gazetteer

    try:
        connection = sqlite3.connect(path, timeout=_BUSY_MS / 1000, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        connection.execute(f"PRAGMA busy_timeout = {_MAKING_MS}")
        changed = _migrate(path, connection)
        if connection.execute("PRAGMA application_id").fetchone() == (BACKUP,):
            connection.execute("PRAGMA application_id = 0")
        load_places(connection)
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    except sqlite3.Error as error:
        raise explain(path, error) from error
    return connection, changed


def connect_read_only(path: Path, *, any_thread: bool = False, any_version: bool = False) -> sqlite3.Connection:
    """A connection that cannot write; `any_thread` where one thread uses it and another closes it.

    Raises `DatabaseError` where the file cannot be used, or its tables are not those of this version (or with `any_version`
    of an older one).
    """
    if not path.exists():
        raise missing(path)
    _demand_file(path)
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=_BUSY_MS / 1000, check_same_thread=not any_thread
        )
        connection.execute("PRAGMA query_only = ON")
        connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'documents'").fetchone() is None:
            raise DatabaseError(f"{path} không phải cơ sở dữ liệu của vanban.", f"{path} is not a database of vanban.")
        if _applied(path, connection) != set(names()) and not any_version:
            raise _outdated(path)
    except sqlite3.Error as error:
        raise explain(path, error) from error
    return connection


def is_backup(path: Path) -> bool:
    """Whether a file is a copy that `vanban backup` made and nothing has written to; nothing is written beside it."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            (mark,) = connection.execute("PRAGMA application_id").fetchone()
    except sqlite3.Error:
        return False
    return bool(mark == BACKUP)


def _migrate(path: Path, connection: sqlite3.Connection) -> bool:
    if _applied(path, connection) == set(names()):
        return False
    # Two programs may open a new database at once: the second waits, and finds it made.
    connection.execute("BEGIN IMMEDIATE")
    try:
        applied = _applied(path, connection)
        if not applied:
            make_whole(connection)
            applied = _applied(path, connection)
        if applied != set(names()):
            make_left_out(connection)  # which migrations know by name, and may make anew
            apply(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return True


def _applied(path: Path, connection: sqlite3.Connection) -> set[str]:
    """The migrations that a database has; refuses one that this version does not know."""
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
    sql = "SELECT name FROM _sqlite_migrations WHERE migration_set = 'vanban'"
    applied = {name for (name,) in connection.execute(sql)} if there else set()
    if applied - set(names()):
        raise DatabaseError(
            f"{path} do phiên bản vanban mới hơn tạo ra. Hãy nâng cấp vanban.",
            f"{path} was made by a newer version of vanban. Upgrade vanban.",
        )
    return applied


def missing(path: Path) -> DatabaseError:
    """The error for a database that is not there."""
    return DatabaseError(
        f"Không có cơ sở dữ liệu {path}. Hãy nạp văn bản trước: vanban ingest THƯ_MỤC --db {path}",
        f"There is no database {path}. Load documents first: vanban ingest FOLDER --db {path}",
    )


def _demand_file(path: Path) -> None:
    """Raises `DatabaseError` where a folder is named."""
    if path.is_dir():
        raise DatabaseError(
            f"{path} là một thư mục. Hãy nêu một tệp, ví dụ --db {path / 'vanban.db'}",
            f"{path} is a folder. Name a file, such as --db {path / 'vanban.db'}",
        )


def _outdated(path: Path) -> DatabaseError:
    return DatabaseError(
        f"{path} do phiên bản vanban cũ hơn tạo ra. Hãy cập nhật kho trước: vanban audit --recheck --db {path}",
        f"{path} was made by an older version of vanban. Bring it up to date first: vanban audit --recheck --db {path}",
    )


def explain(path: Path, error: sqlite3.Error) -> DatabaseError:
    """SQLite's error in words."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return DatabaseError(
            f"{path} đang bị chương trình khác khóa. Hãy đóng chương trình đó rồi chạy lại.",
            f"{path} is locked by another program. Close it and run again.",
        )
    if "not a database" in text or "malformed" in text:
        return DatabaseError(
            f"{path} không phải tệp SQLite hoặc đã hỏng. Hãy chọn tệp khác hoặc phục hồi bản sao lưu.",
            f"{path} is not an SQLite file, or is damaged. Choose another file or restore a backup.",
        )
    if "unable to open" in text:
        return DatabaseError(
            f"Không mở được {path}. Hãy kiểm tra thư mục chứa nó đã có và được phép ghi.",
            f"{path} cannot be opened. Check that its folder exists and may be written to.",
        )
    if "readonly" in text:
        return DatabaseError(
            f"{path} chỉ cho đọc. Hãy cấp quyền ghi cho tệp và thư mục chứa nó.",
            f"{path} is read-only. Allow writing to it and to its folder.",
        )
    if "is full" in text or "disk I/O error" in text:
        return DatabaseError(
            f"Không ghi được {path}: đĩa đầy hoặc đĩa lỗi. Hãy giải phóng dung lượng rồi chạy lại; những gì đã ghi vẫn còn.",
            f"{path} cannot be written: the disk is full or failing. Free some space and run again; what was written is kept.",
        )
    return DatabaseError(f"Không dùng được cơ sở dữ liệu {path}: {text}", f"The database {path} cannot be used: {text}")
