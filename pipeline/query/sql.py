"""SQL from people: read-only, no other files, and not for ever."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pandas as pd

from pipeline.errors import VanbanError
from pipeline.store import connect_read_only

SECONDS = 30.0
_DENIED = frozenset({sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH, sqlite3.SQLITE_PRAGMA})


class BadQuery(VanbanError):
    """SQL that SQLite refuses."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"Câu lệnh SQL không chạy được: {detail}.", f"The SQL cannot be run: {detail}.")


def run_sql(db: Path, sql: str, seconds: float = SECONDS) -> pd.DataFrame:
    """The rows of a query; raises `BadQuery` for SQL that is wrong, that writes, or that takes too long."""
    connection = connect_read_only(db)
    limit = time.monotonic() + seconds
    try:
        connection.set_authorizer(lambda action, *_: sqlite3.SQLITE_DENY if action in _DENIED else sqlite3.SQLITE_OK)
        connection.set_progress_handler(lambda: time.monotonic() > limit, 10_000)
        cursor = connection.execute(sql)
        if cursor.description is None:
            raise BadQuery("không có kết quả/no result")
        columns = [column[0] for column in cursor.description]
        return pd.DataFrame(cursor.fetchall(), columns=columns).convert_dtypes()
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise BadQuery("quá thời gian/too slow" if "interrupted" in str(error) else str(error)) from error
    finally:
        connection.close()
