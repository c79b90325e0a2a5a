"""What every runner of an ingest shares: its options, the batches it submits, and the result of a batch."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from flows.crew import CREW, Limits, work
from flows.worker import Answer, Question
from pipeline.login import login
from pipeline.records import Ocr

Runner = Literal["process", "dask", "direct"]
_WAITING_BYTES = 32 << 20
"""Rows that may wait for the writer, all batches together."""
_LONGEST_SECONDS = 16


@dataclass(frozen=True, slots=True)
class Options:
    """How an ingest is done."""

    workers: int = 1
    runner: Runner = "process"
    dask_address: str | None = None
    ocr: Ocr = "auto"
    force: bool = False
    limits: Limits = field(default_factory=Limits)
    who: str = field(default_factory=login)
    """In whose name documents are replaced."""

    @property
    def most(self) -> int:
        """Bytes of rows after which a batch ends: one more than there are workers may be out."""
        return _WAITING_BYTES // (self.workers + 1)


class Sealed:
    """Answers on their way through Prefect, which looks into every collection, word by word, and keeps all results of a flow:
    what was taken out is no longer kept.
    """

    def __init__(self, answers: Sequence[Answer]) -> None:
        self._answers = answers

    def take(self) -> Sequence[Answer]:
        """The answers, once."""
        answers, self._answers = self._answers, ()
        return answers


class Doing(Protocol):
    """A batch that a worker has: `concurrent.futures.Future` and Prefect's futures are such."""

    def result(self) -> Sequence[Answer] | Sealed: ...
    def add_done_callback(self, fn: Callable[[Any], Any], /) -> None: ...


Submit = Callable[[Sequence[Question]], Doing]


def do_batch(questions: Sequence[Question], limits: Limits, most: int) -> list[Answer]:
    """Have this process's workers do a batch: all of it, or as many documents as make so many bytes or take too long."""
    answers: list[Answer] = []
    until, size = time.monotonic() + _LONGEST_SECONDS, 0
    for answer in work(questions, limits):
        answers.append(answer)
        size += len(answer.result) if isinstance(answer.result, bytes) else 0
        if size > most or time.monotonic() > until:
            break
    return answers


@contextmanager
def threads(workers: int) -> Iterator[ThreadPoolExecutor]:
    """Threads that have batches done by the workers of this process; what is not done by the end is given up."""
    executor = ThreadPoolExecutor(workers)
    try:
        yield executor
    finally:
        CREW.stop()
        executor.shutdown(cancel_futures=True)
        CREW.open()
