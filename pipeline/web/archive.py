"""The database as Datasette opens it: read-only, no way to another file; and what of it is kept in memory."""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
from datasette.database import Database, QueryInterrupted
from datasette.utils import escape_sqlite

from pipeline.query.catalogue import Catalogue, Rows
from pipeline.query.search import ranked
from pipeline.query.sql import bound
from pipeline.store import connect_read_only
from pipeline.web.kept import Kept

NAME = "vanban"
"""What the database is called in addresses, whatever its file is called."""
MANY = 15_000
"""More documents than this that have some words are not told apart by how well they fit."""
_REMEMBERED = 32
_CATALOGUE = "catalogue"


class Archive(Database):
    """The archive's file; its connections cannot write, whoever asks."""

    def __init__(self, datasette: Any, path: Path) -> None:
        super().__init__(datasette, path=str(path))
        self.file = path
        self.kept = Kept(path)
        self._watch = connect_read_only(path, any_thread=True)
        # Apart from the rest, so that nothing that is asked for drives the catalogue out.
        self._facets = Kept(path)
        self._found: OrderedDict[tuple[int, str], Rows] = OrderedDict()
        self._lock = threading.Lock()

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection for one of Datasette's threads; raises `DatabaseError` where the file is none of ours."""
        if write:
            raise PermissionError("the archive is read-only")
        # Datasette closes its connections from another thread than it used them in.
        connection = connect_read_only(self.file, any_thread=True)
        bound(connection, settings=True)
        self._all_file_connections.append(connection)
        return connection

    async def table_counts(self, limit: int = 10) -> dict[str, int | None]:
        """Rows of each table that people see, None where they take longer to count than `limit` milliseconds; Datasette would
        count the search index's parts too, which lie all over the file.
        """
        hidden = set(await self.hidden_table_names())
        tables = await self.table_names()
        return {table: None if table in hidden else await self._counted(table, limit) for table in tables}

    async def _counted(self, table: str, limit: int) -> int | None:
        try:
            answer = await self.execute(f"SELECT count(*) FROM {escape_sqlite(table)}", custom_time_limit=limit)
        except QueryInterrupted:
            return None
        return int(answer.first()[0])

    def version(self) -> int:
        """A number that is another one once the database has changed."""
        (number,) = self._watch.execute("PRAGMA data_version").fetchone()
        return int(number)

    async def catalogue(self) -> Catalogue:
        """The documents' facets; what has come in since they were read is there some moments later."""
        return await self._facets.ask(self.version(), _CATALOGUE, Catalogue)

    def found(self, connection: sqlite3.Connection, words: str, version: int) -> Rows:
        """The documents that have some words, the best first unless they are more than `MANY`; the last few questions are
        remembered.
        """
        with self._lock:
            known = self._found.get((version, words))
            if known is not None:
                self._found.move_to_end((version, words))
        if known is None:
            known = np.array(ranked(connection, words, MANY), np.int64)
            with self._lock:
                self._found[version, words] = known
                while len(self._found) > _REMEMBERED:
                    self._found.popitem(last=False)
        return known
