"""What is dear to compute, remembered as long as the database stays as it is."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")
_MOST = 256


class Kept:
    """The last few answers of one database, by question; those to questions about an older state fall out."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    async def ask(self, version: int, question: Hashable, answer: Callable[[], Awaitable[T]]) -> T:
        """The answer of this version of the database; it is shared, so nobody may change it."""
        key = (version, question)
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return cast(T, self._answers[key])
        found = await answer()
        with self._lock:
            self._answers[key] = found
            while len(self._answers) > _MOST:
                self._answers.popitem(last=False)
        return found
