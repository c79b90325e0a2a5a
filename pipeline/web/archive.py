"""The database as Datasette opens it: read-only, and no way to another file."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from datasette.database import Database

from pipeline.store import connect_read_only

NAME = "vanban"
"""What the database is called in addresses, whatever its file is called."""
_DENIED = frozenset({sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH})


class Archive(Database):
    """The archive's file; its connections cannot write, whoever asks."""

    def __init__(self, datasette: Any, path: Path) -> None:
        super().__init__(datasette, path=str(path))
        self.file = path

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection for one of Datasette's threads; raises `DatabaseError` where the file is none of ours."""
        if write:
            raise PermissionError("the archive is read-only")
        # Datasette closes its connections from another thread than it used them in.
        connection = connect_read_only(self.file, any_thread=True)
        connection.set_authorizer(lambda action, *_: sqlite3.SQLITE_DENY if action in _DENIED else sqlite3.SQLITE_OK)
        self._all_file_connections.append(connection)
        return connection
