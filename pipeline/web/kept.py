"""A cache of expensive results; when the database changes, new ones are computed while the last are still shown."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pipeline.store import connect_read_only

T = TypeVar("T")
_MOST = 64
_IDLE = 4
_QUICK = 0.25
"""Seconds: what takes no longer is always of the newest state."""
_REST = 4.0
"""How long a dear answer rests before it is computed again, in times of what it took."""


@dataclass(frozen=True, slots=True)
class _Answer:
    version: int
    value: Any
    seconds: float
    computed: float


class Kept:
    """The last answers of one database by question. They are shared, so nobody may change one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._answers: OrderedDict[Hashable, _Answer] = OrderedDict()
        self._asked: dict[tuple[int, Hashable], Future[Any]] = {}
        self._lock = threading.Lock()
        # A connection that has asked before finds what it maps of the file at once.
        self._idle: list[sqlite3.Connection] = []

    async def ask(self, version: int, question: Hashable, work: Callable[[sqlite3.Connection], T]) -> T:
        """What some work with a connection gives. A dear answer may be of an older version for some moments."""
        with self._lock:
            held = self._answers.get(question)
            dear = held is not None and held.seconds > _QUICK
            resting = held is not None and time.monotonic() - held.computed < _REST * held.seconds
            if held and (held.version == version or (dear and resting)):
                self._answers.move_to_end(question)
                value: T = held.value
                return value
            future = self._begun(version, question, work)
        if held and dear:
            stale: T = held.value
            return stale
        fresh: T = await asyncio.wrap_future(future)
        return fresh

    def _begun(self, version: int, question: Hashable, work: Callable[[sqlite3.Connection], Any]) -> Future[Any]:
        future = self._asked.get((version, question))
        if future is None:
            future = self._asked[version, question] = Future()
            # A thread of its own: the program may end without it.
            threading.Thread(target=self._compute, args=(version, question, work, future), daemon=True).start()
        return future

    def _compute(
        self, version: int, question: Hashable, work: Callable[[sqlite3.Connection], Any], future: Future[Any]
    ) -> None:
        began = time.monotonic()
        try:
            with self._connected() as connection:
                value = work(connection)
        except BaseException as error:
            with self._lock:
                del self._asked[version, question]
            future.set_exception(error)
            return
        now = time.monotonic()
        with self._lock:
            self._answers[question] = _Answer(version, value, now - began, now)
            self._answers.move_to_end(question)
            while len(self._answers) > _MOST:
                self._answers.popitem(last=False)
            del self._asked[version, question]
        future.set_result(value)

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """A connection for one question; it is used again where the question could be answered."""
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        connection = connection or connect_read_only(self._path, any_thread=True)
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        with self._lock:
            if len(self._idle) < _IDLE:
                self._idle.append(connection)
                return
        connection.close()
