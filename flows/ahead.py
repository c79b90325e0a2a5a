"""Batches that workers run while Prefect is still being imported, which takes seconds; the tasks that submit them find
them begun.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

from flows.runners import Options, do_batch, threads
from flows.worker import Answer, Question

EACH = 4
"""Batches for each worker: of half a second or so, about as long as Prefect takes together."""


class Ahead:
    """What was begun in this process, by the first document of the batch: none is in two at a time."""

    def __init__(self) -> None:
        self._begun: dict[Path, Future[list[Answer]]] = {}

    @contextmanager
    def beginning(self, options: Options) -> Iterator[Callable[[Sequence[Question]], None]]:
        """Inside this, batches can be begun; whatever was not asked for by its end is given up."""
        with threads(options.workers) as executor:

            def begin(questions: Sequence[Question]) -> None:
                most = options.most // EACH
                self._begun[questions[0].path] = executor.submit(do_batch, questions, options.limits, most)

            try:
                yield begin
            finally:
                self._begun.clear()

    def take(self, questions: Sequence[Question]) -> list[Answer] | None:
        """What a batch comes to that was begun; None if it was not."""
        begun = self._begun.pop(questions[0].path, None)
        return begun.result() if begun else None


AHEAD = Ahead()
