"""What every way of running an ingest shares: its options, the batches it submits, and what a batch comes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from flows.crew import Limits, work
from flows.worker import Answer, Question
from pipeline.records import Ocr

Runner = Literal["process", "dask", "direct"]


@dataclass(frozen=True, slots=True)
class Options:
    """How an ingest is done."""

    workers: int = 1
    runner: Runner = "process"
    dask_address: str | None = None
    ocr: Ocr = "auto"
    force: bool = False
    limits: Limits = field(default_factory=Limits)


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
Orchestrate = Callable[[Callable[[Submit, int], None], Options], None]
"""Runs a function that is given a way to submit batches, and how many workers there are."""


def do_batch(questions: Sequence[Question], limits: Limits) -> list[Answer]:
    """Have this process's workers do a batch."""
    return list(work(questions, limits))
