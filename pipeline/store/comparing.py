"""The checks across documents run subject by subject; also ahead of time, in a thread, while the writer settles other
things.

Comparing only reads, so a thread does it on a connection of its own. What it comes to is written as long as nobody else
has written to the archive since; else it is forgotten, and the subjects are compared again where they are written.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from pipeline.records import Checked, Statement
from pipeline.store.connection import connect_read_only, explain
from pipeline.store.findings import settle_subjects, stale_subjects, statements_on

_AHEAD = 16
"""Times some hundred subjects whose answers may wait to be written."""
Check = Callable[[Sequence[Statement]], Checked]


class Compared(NamedTuple):
    """Subjects, in order, and what the checks say of each."""

    subjects: list[str]
    checked: list[Checked]


def compared(connection: sqlite3.Connection, check: Check, after: str = "") -> Compared:
    """The next of the subjects that are to be compared, those that come `after` one; none when all are done."""
    subjects = stale_subjects(connection, after)
    said = statements_on(connection, subjects)
    return Compared(subjects, [check(said[subject]) for subject in subjects])


def settle_compared(connection: sqlite3.Connection, check: Check) -> bool:
    """Compare some subjects and write what the checks say, in the transaction that is open; whether there were any."""
    step = compared(connection, check)
    if step.subjects:
        settle_subjects(connection, *step)
    return bool(step.subjects)


class Ahead:
    """A context manager whose thread compares subjects in their order, a few steps ahead of who writes them."""

    def __init__(self, path: Path, check: Check) -> None:
        self._path = path
        self._check = check
        self._after = ""
        self._connection = connect_read_only(path, any_thread=True)
        self._connection.execute("PRAGMA mmap_size = 0")  # what is mapped counts as this process's memory
        self._thread = ThreadPoolExecutor(1, "compare")
        self._steps: deque[Future[Compared]] = deque(self._thread.submit(self._step) for _ in range(_AHEAD))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(cancel_futures=True)
        self._connection.close()

    def _step(self) -> Compared:
        try:
            self._connection.execute("BEGIN")  # all that is compared is of one moment, whoever writes meanwhile
            try:
                step = compared(self._connection, self._check, self._after)
            finally:
                self._connection.execute("ROLLBACK")  # nothing was written
        except sqlite3.Error as error:
            raise explain(self._path, error) from error
        self._after = step.subjects[-1] if step.subjects else self._after
        return step

    def ready(self) -> Iterator[Compared]:
        """What is compared already."""
        while self._steps and self._steps[0].done():
            yield from self._next()

    def rest(self) -> Iterator[Compared]:
        """What is compared already, and what will be."""
        while self._steps:
            yield from self._next()

    def _next(self) -> Iterator[Compared]:
        step = self._steps.popleft().result()
        if step.subjects:
            self._steps.append(self._thread.submit(self._step))
            yield step
        else:
            self._steps.clear()
