"""Documents into batches of some seconds' work, and how long the rest will take.

Batches come from both ends of the documents sorted by work: one part of the workers takes the slow ones (scans), so that
none of them is left for the end, the other the quick ones, so that they need not wait.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

from flows.plan import Job
from pipeline.read.formats import IMAGES, PDF

_BATCH_SECONDS = 3.0
_BATCH_FILES = 50
_FEWEST_FILES = 8
_PER_FILE, _PER_BYTE = 0.02, 0.3e-6
_SLOW = {PDF: (0.02, 1e-6), **dict.fromkeys(IMAGES.values(), (1.5, 0.5e-6))}
"""Seconds a document and a byte by media type, before any was done: a PDF may be text or scans."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents that go to a worker together; `slow` from the end of the slow ones."""

    jobs: tuple[Job, ...]
    slow: bool


def seconds_of(job: Job) -> float:
    """A first guess at a document's work."""
    if job.held:
        return _PER_FILE
    each, byte = _SLOW.get(job.media_type, (_PER_FILE, _PER_BYTE))
    return each + byte * job.size


class Lanes:
    """The documents that no worker has yet."""

    def __init__(self, jobs: Sequence[Job], workers: int) -> None:
        self._jobs = deque(sorted(jobs, key=seconds_of))
        self._workers = workers
        # Several batches for each worker, so that few jobs are shared out and a stop costs little.
        self._most = max(1, min(_BATCH_FILES, len(jobs) // (8 * workers)))

    def next(self, slow: bool) -> Batch | None:
        """A batch from the quick or the slow end; None when all are given out."""
        taken: list[Job] = []
        seconds = 0.0
        # Smaller ones towards the end, so that the workers end together.
        most = min(self._most, max(_FEWEST_FILES, len(self._jobs) // (2 * self._workers)))
        while self._jobs and len(taken) < most:
            job = self._jobs[-1 if slow else 0]
            seconds += seconds_of(job)
            if taken and seconds > _BATCH_SECONDS:
                break
            taken.append(self._jobs.pop() if slow else self._jobs.popleft())
        return Batch(tuple(taken), slow) if taken else None


class Estimate:
    """How long the rest takes: first guesses, made right for each media type by what its documents took so far."""

    def __init__(self, jobs: Sequence[Job], workers: int) -> None:
        self._workers = max(1, workers)
        self._ahead: defaultdict[str, float] = defaultdict(float)
        self._guessed: defaultdict[str, float] = defaultdict(float)
        self._took: defaultdict[str, float] = defaultdict(float)
        for job in jobs:
            self._ahead[job.media_type] += seconds_of(job)

    def done(self, job: Job, seconds: float) -> None:
        """A document took so many seconds of a worker."""
        guess = seconds_of(job)
        self._ahead[job.media_type] -= guess
        self._guessed[job.media_type] += guess
        self._took[job.media_type] += seconds

    @property
    def seconds(self) -> float:
        """Seconds ahead, with all workers busy."""
        overall = self._ratio(sum(self._took.values()), sum(self._guessed.values()), 1.0)
        work = sum(
            max(0.0, ahead) * self._ratio(self._took[kind], self._guessed[kind], overall)
            for kind, ahead in self._ahead.items()
        )
        return work / self._workers

    @staticmethod
    def _ratio(took: float, guessed: float, otherwise: float) -> float:
        return took / guessed if guessed else otherwise
