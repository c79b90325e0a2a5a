"""The batches of an ingest: submitted so that every worker stays busy, their results handed on as they complete."""

from __future__ import annotations

import queue
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress

from flows.batches import Batch, Lanes
from flows.loading import Loading
from flows.plan import Job
from flows.runners import Doing, Options, Sealed, Submit
from flows.stopping import Stop
from flows.worker import Answer, Question

_WORKER_DEATHS = frozenset({"KilledWorker", "CommClosedError"})
"""Dask's own words for a worker that died."""
_LOOK_SECONDS = 0.2


class Collecting:
    """The loop that submits batches and hands on what they come to, until all is done or an end is asked for."""

    def __init__(self, jobs: Sequence[Job], workers: int, loading: Loading, stop: Stop) -> None:
        self._workers = workers
        self._loading = loading
        self._stop = stop
        self._lanes = Lanes(jobs, workers)
        self._begun: deque[tuple[Batch, list[Question]]] = deque()
        """Not submitted yet."""
        self._out: dict[int, tuple[Doing, Batch]] = {}

    def begin(self, start: Callable[[list[Question]], None], batches: int) -> None:
        """Draw the batches that will be submitted first, and have each started already."""
        for _ in range(batches):
            if drawn := self._draw([batch for batch, _ in self._begun]):
                self._begun.append(drawn)
                start(drawn[1])

    def run(self, submit: Submit) -> None:
        """Keep the workers busy and hand on what comes back.

        No more batches are out than workers can begin on, so that documents never pile up here. While the workers do the last,
        some of what the others touch is settled.
        """
        done: queue.SimpleQueue[Doing] = queue.SimpleQueue()
        with self._stop.in_order():
            while not self._stop.asked:
                while len(self._out) <= self._workers:
                    drawn = self._begun.popleft() if self._begun else self._draw([b for _, b in self._out.values()])
                    if drawn is None:
                        break
                    batch, questions = drawn
                    doing = submit(questions)
                    self._out[id(doing)] = doing, batch
                    doing.add_done_callback(done.put)
                if not self._out:
                    return
                if len(self._out) <= self._workers:  # all are given out
                    for _ in self._loading.settling:
                        if self._stop.asked or not done.empty():
                            break
                with suppress(queue.Empty):
                    self._take(done.get(timeout=_LOOK_SECONDS))

    def _draw(self, out: Sequence[Batch]) -> tuple[Batch, list[Question]] | None:
        """The next batch, from the slow ones where fewer than half of the workers have such."""
        batch = self._lanes.next(slow=sum(one.slow for one in out) < self._workers // 2)
        return (batch, [self._loading.question(job) for job in batch.jobs]) if batch else None

    def _take(self, doing: Doing) -> None:
        _, batch = self._out.pop(id(doing))
        answers = self._answers(doing, batch)
        for job, answer in zip(batch.jobs, answers, strict=False):
            self._lanes.done(job, answer.seconds)
        self._lanes.give_back(batch, len(answers))
        self._loading.take(batch.jobs, answers, self._lanes.seconds)

    def _answers(self, doing: Doing, batch: Batch) -> Sequence[Answer]:
        """What a batch came to; one whose worker was lost again and again with its machine is done on this one."""
        try:
            answers = doing.result()
        except Exception as error:
            if type(error).__name__ not in _WORKER_DEATHS:
                raise
            return self._loading.do([self._loading.question(job) for job in batch.jobs])
        return answers.take() if isinstance(answers, Sealed) else answers


Orchestrate = Callable[[Collecting, Options], None]
"""Runs the batches of an ingest, given a way to submit them."""
