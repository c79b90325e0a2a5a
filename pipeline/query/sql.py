"""SQL from people: read-only, no other files, bounded in time and memory."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import VanbanError
from pipeline.store import connect_read_only

if TYPE_CHECKING:
    import pandas as pd

SECONDS = 30.0
_LONGEST = 128 * 1024**2
"""Bytes of one value, which a function such as printf could otherwise make a thousand million in one step."""
_LARGEST, _CELL = 512 * 1024**2, 64
"""Bytes that a result may take, a cell taking so many besides its letters."""
_OTHER_FILES = frozenset({sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH})
_ENDLESS = frozenset({"printf", "format"})
"""Functions that count to thousands of millions in one step (a width of nine digits), in which no time limit is looked at."""
_WRITES = re.compile(
    r"\s*(?:insert|update|delete|replace|create|drop|alter|vacuum|reindex|attach|pragma)\b", re.IGNORECASE
)
_NO_ROWS = ("chỉ chạy được câu đọc dữ liệu (SELECT)", "only a query that reads (SELECT) can be run")
_LONGEST_PATTERN = 256
"""Bytes of a LIKE or GLOB pattern, which is one step too."""


class BadQuery(VanbanError):
    """SQL that SQLite refuses."""

    def __init__(self, vi: str, en: str | None = None) -> None:
        super().__init__(f"Câu lệnh SQL không chạy được: {vi}.", f"The SQL cannot be run: {en or vi}.")


def run_sql(db: Path, sql: str, seconds: float = SECONDS) -> pd.DataFrame:
    """The rows of a query, blobs in hexadecimal; raises `BadQuery` for SQL that is wrong, that writes or takes too much."""
    import pandas as pd

    connection = connect_read_only(db)
    limit = time.monotonic() + seconds
    try:
        bound(connection, settings=False)
        connection.set_progress_handler(lambda: time.monotonic() > limit, 10_000)
        cursor = connection.execute(sql)
        if cursor.description is None:
            raise BadQuery(*_NO_ROWS)
        columns = _told_apart([column[0] for column in cursor.description])
        return pd.DataFrame(_rows(cursor), columns=columns).convert_dtypes()
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:  # ValueError: what no SQL can hold, as half a letter
        raise _explained(error, sql, seconds) from error
    finally:
        connection.close()


def _told_apart(names: Sequence[str]) -> list[str]:
    """Names of columns, those that were there before with a number: id, id_2."""
    told: dict[str, None] = {}
    for name in names:
        nth, own = 1, name
        while own in told or (nth > 1 and own in names):
            nth += 1
            own = f"{name}_{nth}"
        told[own] = None
    return list(told)


def _explained(error: Exception, sql: str, seconds: float) -> BadQuery:
    """Why SQLite ended a query; its own words where nothing better is known."""
    if "interrupted" in str(error):
        return BadQuery(f"chạy quá {seconds:g} giây", f"it takes more than {seconds:g} seconds")
    if _WRITES.match(sql):
        return BadQuery(*_NO_ROWS)
    if "one statement" in str(error):
        return BadQuery("mỗi lần chỉ chạy được một câu", "only one statement can be run at a time")
    return BadQuery(str(error).rstrip("."))


def bound(connection: sqlite3.Connection, *, settings: bool) -> None:
    """Keep a person's SQL on a connection to this database and to steps that end; `settings` allows to ask its PRAGMAs."""
    denied = _OTHER_FILES if settings else _OTHER_FILES | {sqlite3.SQLITE_PRAGMA}

    def authorized(action: int, _first: str | None, second: str | None, _schema: str | None, _view: str | None) -> int:
        called = (second or "").lower() if action == sqlite3.SQLITE_FUNCTION else ""
        return sqlite3.SQLITE_DENY if action in denied or called in _ENDLESS else sqlite3.SQLITE_OK

    connection.set_authorizer(authorized)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, _LONGEST_PATTERN)


def _rows(cursor: sqlite3.Cursor) -> list[list[object]]:
    """All rows, while they fit."""
    rows: list[list[object]] = []
    weight = 0
    for row in cursor:
        rows.append([cell.hex() if isinstance(cell, bytes) else cell for cell in row])
        weight += sum(_CELL + (len(cell) if isinstance(cell, str) else 0) for cell in rows[-1])
        if weight > _LARGEST:
            raise BadQuery("kết quả quá lớn, hãy thêm LIMIT", "the result is too large, add LIMIT")
    return rows
