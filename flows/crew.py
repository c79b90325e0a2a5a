"""Worker processes under watch: each does one document at a time, within limits; a dead or hung one is replaced.

What a worker dies of costs the document it held and no other. Used alike by the command, by a Prefect task and by
a Dask worker: each process that calls `work` has a crew of its own.
"""

from __future__ import annotations

import atexit
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from flows.worker import Answer, Question
from pipeline.records import Failure

_START_SECONDS = 120
_TRIES = 2
_MAIN = "from flows.worker import main; main()"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds, and megabytes above what a worker needs itself (0: no limit)."""

    seconds: float = 1_800
    memory: int = 3_072


class WorkerDied(Exception):
    """The process ended in the middle of a document."""


class WorkerHung(Exception):
    """The document took longer than it may."""


class Worker:
    """One worker process."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._fresh = True
        self._ending = threading.Lock()
        self._ended = False
        ours, theirs = socket.socketpair()
        life, self._life = os.pipe()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _MAIN, str(theirs.fileno()), str(life), str(limits.memory)],
                pass_fds=(theirs.fileno(), life),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_THREAD_LIMIT": "1"},
                process_group=0,  # Ctrl-C is for the command
            )
        os.close(life)
        self._pipe = Connection(ours.detach())

    def ask(self, question: Question) -> Answer:
        """Have a document done; raises `WorkerDied` or `WorkerHung`, and the worker is then gone."""
        seconds = self.limits.seconds + (_START_SECONDS if self._fresh else 0)
        self._fresh = False
        try:
            self._pipe.send(question)
            if not self._pipe.poll(seconds):
                raise WorkerHung
            answer: Answer = self._pipe.recv()
        except (EOFError, OSError) as error:
            self.end()
            raise WorkerDied from error
        except BaseException:
            self.end()
            raise
        return answer

    def end(self) -> None:
        """Kill the process and all that it started; the crew and the thread that asks may both do so."""
        with self._ending:
            if self._ended:
                return
            self._ended = True
            with suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            os.close(self._life)
            self._pipe.close()


class Crew:
    """The workers of this process: lent out one by one, started when none is idle."""

    def __init__(self) -> None:
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._lock = threading.Lock()
        self.stopped = False

    def lend(self, limits: Limits) -> Worker:
        """An idle worker with these limits, or a new one."""
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.limits == limits:
                    return worker
                self._discard(worker)
            worker = Worker(limits)
            self._all.add(worker)
            return worker

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

    def open(self) -> None:
        """Let workers be started again."""
        self.stopped = False


CREW = Crew()
atexit.register(CREW.stop)


def work(questions: Iterable[Question], limits: Limits) -> Iterator[Answer]:
    """The answers to some questions, each a document or a failure; none after the crew was stopped."""
    worker: Worker | None = None
    try:
        for question in questions:
            for attempt in range(1, _TRIES + 1):
                if CREW.stopped:
                    return
                worker = worker or CREW.lend(limits)
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
