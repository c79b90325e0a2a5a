"""A worker process: one document at a time through the rooms to its rows, within a limit of memory, until its pipe closes.

Its arguments: a socket that carries questions and answers, a pipe that closes when the command ends (even by
`kill -9`), and megabytes (0: no limit).
"""

from __future__ import annotations

import gc
import os
import pickle
import resource
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from flows.runtime import log_to_file
from pipeline.records import Failure, Ocr, Source, Text
from pipeline.store.corrections import Correction

_GARBAGE = 50_000
"""New objects after which the collector looks for garbage: a document makes many that stay until it is done."""


@dataclass(frozen=True, slots=True)
class Question:
    """A file to read, its pictures as `ocr` says; or, with `held`, a text whose facts are to be found again; and what
    people have corrected of it.
    """

    path: Path
    ocr: Ocr
    held: tuple[Source, Text] | None = None
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a file, the seconds it took, and whether the worker is worn out: its memory half used up.

    A document is its `Prepared` rows as bytes, which are opened where they are written and nowhere on the way.
    """

    result: bytes | Failure
    seconds: float
    worn: bool = False


def serve(pipe: Connection, memory: int) -> None:
    """Answer questions until the pipe closes."""
    log_to_file()
    from flows.process import as_rows, process_file, process_text
    from pipeline.extract.components import language

    language()
    gc.set_threshold(_GARBAGE)
    limit = 0
    if memory:
        # Above what the imports took, so that the limit is the document's own.
        limit = (memory << 20) + _mapped()
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    while True:
        try:
            asked: Question = pipe.recv()
        except EOFError:
            return
        started = time.monotonic()
        result = process_text(*asked.held) if asked.held else process_file(asked.path, asked.ocr)
        rows = as_rows(result, asked.corrections)
        answer = rows if isinstance(rows, Failure) else pickle.dumps(rows, pickle.HIGHEST_PROTOCOL)
        pipe.send(Answer(answer, time.monotonic() - started, bool(memory) and _mapped() > limit - (memory << 19)))


def _mapped() -> int:
    """Bytes of address space that this process has."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:  # no Linux: the limit is then above the largest library there is
        return 1 << 32


def _end_with_the_command(life: int) -> None:
    os.read(life, 1)
    os._exit(0)


def main() -> None:
    """Serve the command that started this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pipe, life, memory = map(int, sys.argv[1:])
    threading.Thread(target=_end_with_the_command, args=(life,), daemon=True).start()
    with suppress(BrokenPipeError, ConnectionResetError):
        serve(Connection(pipe), memory)
