"""Documents grouped into batches of some seconds' work, and an estimate of the time left.

Batches come from both ends of the documents sorted by work: one part of the workers takes the slow ones (scans), so that
none of them is left for the end, the other the quick ones, so that they need not wait.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import frexp

from flows.plan import Job
from pipeline.read.formats import IMAGES, PDF

_MOST_SECONDS, _LEAST_SECONDS = 8.0, 0.5
"""A task of Prefect's costs some hundredths of a second, and what a stop or a kill finds undone is done again."""
_FIRST_SECONDS = 1.0
"""By the first guess, which may be wrong: as long as no document is done."""
_EACH = 4
"""Batches for each worker at least, however little there is to do."""
_PER_FILE, _PER_BYTE = 0.02, 0.3e-6
_SLOW = {PDF: (0.02, 1e-6), **dict.fromkeys(IMAGES.values(), (1.5, 0.5e-6))}
"""Seconds a document and a byte by media type, before any was done: a PDF may be text or scans."""
_REMEMBERED = 0.98
"""Of what documents took, at each one that is done: one that hung for half an hour says little of the next thousand."""
Kind = tuple[str, bool]
"""What is read from a file of some media type takes another time than what is found again in its text."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents that go to a worker together; `slow` from the end of the slow ones."""

    jobs: tuple[Job, ...]
    slow: bool


def _kind(job: Job) -> Kind:
    return job.media_type, job.held


def _guess(job: Job) -> float:
    """A first guess at a document's work, in seconds."""
    if job.held:
        return _PER_FILE
    each, byte = _SLOW.get(job.media_type, (_PER_FILE, _PER_BYTE))
    return each + byte * job.size


def _order(job: Job) -> tuple[int, str]:
    """Quick documents first; those of about the same work by their ids, so that what is written together lies together in the
    archive's indexes.
    """
    _, doubled = frexp(_guess(job))
    return doubled, job.document_id


class Lanes:
    """The documents of an ingest that are not done, and how long they take: first guesses, made right for each kind by what
    its last documents took.
    """

    def __init__(self, jobs: Sequence[Job], workers: int) -> None:
        self._jobs = deque(sorted(jobs, key=_order))
        self._workers = max(1, workers)
        self._most = max(1, len(jobs) // (_EACH * self._workers))
        self._waiting: defaultdict[Kind, float] = defaultdict(float)
        """Seconds that were guessed of the documents that no worker has yet."""
        self._ahead: defaultdict[Kind, float] = defaultdict(float)
        """The same of all that are not done."""
        self._guessed: defaultdict[Kind, float] = defaultdict(float)
        self._took: defaultdict[Kind, float] = defaultdict(float)
        for job in jobs:
            self._waiting[_kind(job)] += _guess(job)
            self._ahead[_kind(job)] += _guess(job)

    def next(self, slow: bool) -> Batch | None:
        """A batch from the quick or the slow end; None when all are given out."""
        taken: list[Job] = []
        # Smaller ones towards the end, so that the workers end together.
        most = _MOST_SECONDS if self._guessed else _FIRST_SECONDS
        seconds = min(most, max(_LEAST_SECONDS, self._seconds(self._waiting) / (self._workers + 1)))
        while self._jobs and len(taken) < self._most:
            job = self._jobs[-1 if slow else 0]
            seconds -= _guess(job) * self._ratio(_kind(job))
            if taken and seconds < 0:
                break
            taken.append(self._jobs.pop() if slow else self._jobs.popleft())
            self._waiting[_kind(job)] -= _guess(job)
        return Batch(tuple(taken), slow) if taken else None

    def give_back(self, batch: Batch, done: int) -> None:
        """A batch ended early: all but its first documents are to be given out again."""
        rest = batch.jobs[done:]
        (self._jobs.extend if batch.slow else self._jobs.extendleft)(reversed(rest))
        for job in rest:
            self._waiting[_kind(job)] += _guess(job)

    def done(self, job: Job, seconds: float) -> None:
        """A document took so many seconds of a worker."""
        kind, guess = _kind(job), _guess(job)
        self._ahead[kind] -= guess
        self._guessed[kind] = _REMEMBERED * self._guessed[kind] + guess
        self._took[kind] = _REMEMBERED * self._took[kind] + seconds

    @property
    def seconds(self) -> float:
        """Seconds ahead, with all workers busy."""
        return self._seconds(self._ahead) / self._workers

    def _seconds(self, guessed: dict[Kind, float]) -> float:
        return sum(max(0.0, ahead) * self._ratio(kind) for kind, ahead in guessed.items())

    def _ratio(self, kind: Kind) -> float:
        """What the last documents of a kind took, in guesses; those of all kinds where none of it was done."""
        if guessed := self._guessed.get(kind):
            return self._took[kind] / guessed
        guessed = sum(self._guessed.values())
        return sum(self._took.values()) / guessed if guessed else 1.0
