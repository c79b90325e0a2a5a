"""An open archive: transactions, and what is brought up to date in it once documents are written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.store import postponed
from pipeline.store.comparing import Ahead, Check, Compared, settle_compared
from pipeline.store.connection import connect, explain
from pipeline.store.findings import mark_stale, settle_subjects
from pipeline.store.landing import mark_landed
from pipeline.store.settled.citations import settle_citations
from pipeline.store.settled.tellings import settle_programmes, settle_tellings
from pipeline.store.settled.totals import settle_cited, settle_money

_SAMPLED = 1_000
"""Rows of each index."""
_BEFORE = (postponed.make_unsettled, mark_landed)
"""What each settling begins with."""
_RESOLVING = (
    settle_citations,
    settle_tellings,
    settle_programmes,
    settle_cited,
    postponed.make_postponed,
    settle_money,
)
"""What citations point at, and what follows from it, in order."""
_AHEAD = (*_BEFORE, settle_citations)
"""What is done before the last documents are there: these touch few citations, but much of what is told and added up."""


class Settling:
    """An open archive whose citations, tellings, totals and comparisons are settled; a context manager."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self.path = path
        self._connection, changed = connect(path, create=create)
        self.make_indexes()
        if changed:
            # What an older version's rows add up to stands in tables that it did not have.
            self.resolve_citations()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the write-ahead log is folded back into it."""
        self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                if self._connection.in_transaction:  # a full disk has rolled it back already
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise explain(self.path, error) from error

    def expect(self, documents: int) -> None:
        """So many documents are to be written: where they are the first, indexes are left out until `settle` or `make_indexes`;
        what `learn_sizes` learnt is true no more.
        """
        with self._transaction() as connection:
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'").fetchone():
                connection.execute("DELETE FROM sqlite_stat1")
                connection.execute("ANALYZE sqlite_schema")  # which reads the table again
            postponed.postpone(connection, documents)

    def make_indexes(self) -> None:
        """Make the indexes that were left out, if any."""
        if postponed.are_postponed(self._connection):
            self._settle(postponed.make_postponed)

    def learn_sizes(self) -> None:
        """Have SQLite look, by samples, at how the rows are spread, so that its plans fit them: 0.05 s at 100,000 documents."""
        with self._transaction() as connection:
            connection.execute(f"PRAGMA analysis_limit = {_SAMPLED}")
            connection.execute("ANALYZE")

    def compare_everything_again(self) -> None:
        """Have the subjects of all documents compared again."""
        with self._transaction() as connection:
            mark_stale(connection, None)

    def compare(self, check: Check) -> None:
        """Run the checks across documents on every subject whose statements changed since the last time."""
        self._settle(mark_landed)
        self._settle(lambda connection: settle_compared(connection, check))

    def settle(self, check: Check) -> None:
        """`resolve_citations` and `compare` at the same time."""
        for begin in _BEFORE:
            self._settle(begin)
        seen = self._version()
        with Ahead(self.path, check) as ahead:
            for settle in _RESOLVING:
                while self._settle_some(settle):
                    self._write_compared(ahead.ready(), seen)
            self._write_compared(ahead.rest(), seen)
        self.compare(check)

    def settle_ahead(self) -> Iterator[None]:
        """Settle what can be before the last documents of a load are there, some with each step."""
        for settle in _AHEAD:
            while self._settle_some(settle):
                yield

    def _write_compared(self, steps: Iterable[Compared], seen: int) -> None:
        for step in steps:
            with self._transaction() as connection:
                if self._version() != seen:  # another program wrote: `compare` does it again
                    return
                settle_subjects(connection, *step)

    def _version(self) -> int:
        """Another number once another connection has written to the archive."""
        (version_,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version_)

    def resolve_citations(self) -> None:
        """Point the citations that new documents touch at the document that each names, where the archive holds just
        one that fits, and settle which document tells what first and what it adds up to.
        """
        for settle in (*_BEFORE, *_RESOLVING):
            self._settle(settle)

    def _settle(self, some: Callable[[sqlite3.Connection], bool]) -> None:
        """Settle some of what waits, a transaction each time, until nothing does."""
        while self._settle_some(some):
            pass

    def _settle_some(self, some: Callable[[sqlite3.Connection], bool]) -> bool:
        with self._transaction() as connection:
            return some(connection)
