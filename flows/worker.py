"""A worker process: takes one document at a time through the rooms to its rows, within a memory limit, until its pipe
closes.

It is given a socket that carries questions and answers, a pipe that closes when the command ends (even by `kill -9`), and
megabytes (0: no limit).
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import resource
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from flows.nursery import ORDER
from flows.runtime import log_to_file
from pipeline.loading import GARBAGE
from pipeline.records import Failure, Ocr, Source, Text

if TYPE_CHECKING:
    from pipeline.store.corrections import Correction

_SAMPLE = (
    "ỦY BAN NHÂN DÂN\nTỈNH A\n\nSố: 1/BC-UBND\nA, ngày 2 tháng 3 năm 2020\n\nBÁO CÁO\nKết quả năm 2019\n\n"
    "Căn cứ Quyết định số 2/QĐ-UBND ngày 01/02/2019 của UBND tỉnh A về dự án B; theo đề nghị của Sở C.\n"
    "1. Ngân sách tỉnh hỗ trợ dự án trồng cây tại huyện D 3 tỷ đồng, trong đó: giống 1 tỷ đồng; vật tư 2 tỷ đồng, tăng 5% so với năm 2018.\n"
    "2. Trồng được 10 ha, 20 triệu đồng/ha; ông Trần Văn E phụ trách.\n\nNơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn G\n"
)
"""Something of every kind that there is to find."""


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


def _load() -> None:
    """Load what documents need, patterns made at their first use included."""
    log_to_file()
    import pipeline.read.pdf.reader  # noqa: F401 (what most documents are)
    from flows.process import process_text

    process_text(Source(Path("mẫu.txt"), "0" * 64, "text/plain", len(_SAMPLE)), Text(_SAMPLE, (), "native"))
    gc.freeze()
    gc.set_threshold(GARBAGE)


def serve(pipe: Connection, memory: int) -> None:
    """Answer questions until the pipe closes."""
    from flows.process import as_rows, process_file, process_text

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


def main() -> NoReturn:
    """Load what documents need, then fork a worker for each order (`flows.nursery`), until the command ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    line = socket.socket(fileno=int(sys.argv[1]))
    try:
        _load()
    except Exception:
        logging.getLogger("vanban").exception("what workers need cannot be loaded")
        os._exit(1)
    signal.signal(signal.SIGCHLD, _bury)
    while True:
        order, given, _, _ = socket.recv_fds(line, ORDER.size, 2)
        if not order:
            break
        if os.fork() == 0:
            line.close()
            _live(*given, *ORDER.unpack(order))
        for descriptor in given:
            os.close(descriptor)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with suppress(ChildProcessError):
        while True:  # the command has ended them, or they see that it is gone
            os.wait()
    os._exit(0)  # to take down all that is loaded would hold up the command


def _bury(_number: int, _frame: FrameType | None) -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _live(pipe: int, life: int, memory: int) -> NoReturn:
    """The life of a worker: it tells its number and serves."""
    os.setpgid(0, 0)  # with all that it starts it can be killed
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    threading.Thread(target=_end_with_the_command, args=(life,), daemon=True).start()
    connection = Connection(pipe)
    with suppress(BrokenPipeError, ConnectionResetError):
        connection.send(os.getpid())
        serve(connection, memory)
    os._exit(0)


def _end_with_the_command(life: int) -> None:
    os.read(life, 1)
    os._exit(0)
