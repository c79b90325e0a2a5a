"""Supervised worker processes: each takes one document at a time, within limits; a dead or hung one is replaced.

What a worker dies of costs the document it held and no other. Used alike by the command, by a Prefect task and by
a Dask worker: each process that calls `work` has a crew of its own.
"""

from __future__ import annotations

import atexit
import os
import signal
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from flows.nursery import Nursery
from flows.runtime import LOG, state_folder
from flows.worker import Answer, Question
from pipeline.errors import NoWorkers
from pipeline.records import Failure

_START_SECONDS = 120
_TRIES = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds, and megabytes above what a worker needs itself (0: no limit)."""

    seconds: float = 1_800
    memory: int = 3_072


class WorkerDied(Exception):
    """The process ended in the middle of a document."""


class NotBorn(WorkerDied):
    """The process was never there: nothing that a document did."""


class WorkerHung(Exception):
    """The document took longer than it may."""


class Worker:
    """One worker process."""

    def __init__(self, limits: Limits, nursery: Nursery) -> None:
        self.limits = limits
        self.pid: int | None = None
        """Its number, and that of the group of all that it starts; None until it is there."""
        self._ending = threading.Lock()
        self._ended = False
        self._line, theirs = socket.socketpair()
        self._pipe = Connection(os.dup(self._line.fileno()))
        life, self._life = os.pipe()
        try:
            with theirs:
                nursery.order(limits.memory, theirs.fileno(), life)
        finally:
            os.close(life)

    def ask(self, question: Question) -> Answer:
        """Have a document done; raises `WorkerDied`, `NotBorn` or `WorkerHung`, and the worker is then gone."""
        try:
            self._pipe.send(question)
            if self.pid is None:
                self.pid = self._hear(_START_SECONDS)
            answer: Answer = self._hear(self.limits.seconds)
        except (EOFError, OSError) as error:
            self.end()
            raise (NotBorn if self.pid is None else WorkerDied) from error
        except BaseException:
            self.end()
            raise
        return answer

    def _hear(self, seconds: float) -> Any:
        if not self._pipe.poll(seconds):
            raise WorkerHung
        return self._pipe.recv()

    def end(self) -> None:
        """Kill the process and all that it started; the crew and the thread that asks may both do so."""
        with self._ending:
            if self._ended:
                return
            self._ended = True
            if self.pid is not None:
                with suppress(OSError):
                    os.killpg(self.pid, signal.SIGKILL)
            os.close(self._life)  # one that is yet to be born ends by this
            # Who waits for an answer hears of it. The pipe itself is closed when nobody has it any more: its descriptor may
            # be another's by the time that a thread which is about to wait for it does.
            with self._line, suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)


class Crew:
    """The workers of this process: lent out one by one, born when none is idle."""

    def __init__(self) -> None:
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._lock = threading.Lock()
        self._nursery = Nursery()
        self._stays_loaded = False
        self.stopped = False

    def lend(self, limits: Limits) -> Worker | None:
        """An idle worker with these limits, or a new one; none after the crew was stopped."""
        with self._lock:
            if self.stopped:
                return None
            while self._idle:
                worker = self._idle.pop()
                if worker.limits == limits:
                    return worker
                self._discard(worker)
            worker = Worker(limits, self._nursery)
            self._all.add(worker)
            return worker

    def prepare(self) -> None:
        """Have what workers need loaded before the first is asked for."""
        if not self.stopped:
            self._nursery.start()

    def call(self, workers: int, limits: Limits) -> None:
        """Have so many workers ready before they are lent."""
        for worker in [self.lend(limits) for _ in range(workers)]:
            if worker:
                self.give_back(worker)

    def give_back(self, worker: Worker) -> None:
        """Let another batch use it."""
        with self._lock:
            if worker in self._all:
                self._idle.append(worker)

    def discard(self, worker: Worker) -> None:
        """End a worker and forget it."""
        with self._lock:
            self._discard(worker)

    def _discard(self, worker: Worker) -> None:
        if worker in self._all:
            self._all.remove(worker)
            worker.end()

    def stop(self) -> None:
        """End all workers, whatever they are doing; who waits for one is told that it died."""
        self.stopped = True
        with self._lock:
            for worker in list(self._all):
                self._idle = [idle for idle in self._idle if idle is not worker]
                self._discard(worker)
            if not self._stays_loaded:
                self._nursery.close()

    def open(self) -> None:
        """Let workers be started again."""
        self.stopped = False

    @contextmanager
    def staying_loaded(self) -> Iterator[None]:
        """Inside this, one ingest after another has its workers from what was loaded for the first: no second of waiting."""
        before, self._stays_loaded = self._stays_loaded, True
        try:
            yield
        finally:
            self._stays_loaded = before
            self.stop()
            self.open()


CREW = Crew()
atexit.register(CREW.stop)


def work(questions: Iterable[Question], limits: Limits) -> Iterator[Answer]:
    """The answers to some questions, each a document or a failure; none after the crew was stopped. Raises `NoWorkers`."""
    worker: Worker | None = None
    try:
        for question in questions:
            for attempt in range(1, _TRIES + 1):
                worker = worker or CREW.lend(limits)
                if worker is None or CREW.stopped:
                    return
                started = time.monotonic()
                try:
                    answer = worker.ask(question)
                except (WorkerDied, WorkerHung) as error:
                    CREW.discard(worker)
                    worker = None
                    if CREW.stopped:
                        return
                    if isinstance(error, WorkerDied) and attempt < _TRIES:
                        continue  # perhaps killed for want of memory that others took
                    if isinstance(error, NotBorn):
                        raise NoWorkers(str(state_folder() / LOG)) from error
                    failure = _hung(question.path, limits) if isinstance(error, WorkerHung) else _died(question.path)
                    answer = Answer(failure, time.monotonic() - started)
                if answer.worn and worker:
                    CREW.discard(worker)
                    worker = None
                yield answer
                break
    finally:
        if worker:
            CREW.give_back(worker)


def _died(path: Path) -> Failure:
    return Failure(
        path,
        None,
        "read",
        "Tiến trình đọc tệp này bị dừng đột ngột (hết bộ nhớ hoặc tệp gây lỗi). Hãy kiểm tra tệp hoặc lưu lại dạng khác.",
        "The process that read this file died (out of memory, or the file crashed it). Check it or save it in another form.",
    )


def _hung(path: Path, limits: Limits) -> Failure:
    seconds = f"{limits.seconds:.0f}"
    return Failure(
        path,
        None,
        "read",
        f"Đọc tệp này quá {seconds} giây nên đã dừng. Hãy chia nhỏ tệp, hoặc nạp lại với --time-limit lớn hơn.",
        f"Reading this file took more than {seconds} seconds and was stopped. Cut it up, or load it with a larger --time-limit.",
    )
