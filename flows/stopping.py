"""Ctrl-C and SIGTERM: the first asks the ingest to end in order, the second ends it at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stop:
    """Whether the command was asked to end."""

    def __init__(self) -> None:
        self.asked = False
        self._in_order = 0

    @contextmanager
    def in_order(self) -> Iterator[None]:
        """What runs inside looks at `asked` itself, often, and ends in order."""
        self._in_order += 1
        try:
            # Prefect puts a handler of its own in place inside a flow.
            with self.heard():
                yield
        finally:
            self._in_order -= 1

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Hear the signals inside this; outside `in_order` they raise KeyboardInterrupt."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self._hear) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        again, self.asked = self.asked, True
        if again or not self._in_order:
            raise KeyboardInterrupt
