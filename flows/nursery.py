"""The fork server of the workers: a process that has imported what documents need, once, and forks a worker on request.

A worker is there in milliseconds instead of a second, and shares the memory of what was loaded. The process has no threads,
so that a fork is safe, and does no document itself, so that none can harm it.
"""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import sys
import threading
from contextlib import suppress

ORDER = struct.Struct("!Q")
"""What a worker is ordered with: megabytes that a document may take. A socket and a pipe come along."""
_MAIN = "from flows.worker import main; main()"
_END_SECONDS = 5


class Nursery:
    """The process, started when the first worker is asked for, or before."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._has_born = False

    def start(self) -> None:
        """Start it, if it is not there."""
        with self._lock, suppress(OSError):  # then the first order tries again
            if not self._line:
                self._start()

    def order(self, memory: int, pipe: int, life: int) -> None:
        """Have a worker born that answers on the socket `pipe` and ends when the other end of `life` closes; both are file
        descriptors, the caller's to close.
        """
        with self._lock:
            try:
                self._send(memory, pipe, life)
            except OSError:  # it was killed
                self._end()
                self._send(memory, pipe, life)

    def _send(self, memory: int, pipe: int, life: int) -> None:
        line = self._line or self._start()
        socket.send_fds(line, [ORDER.pack(memory)], [pipe, life])
        self._has_born = True

    def _start(self) -> socket.socket:
        self._line, theirs = socket.socketpair()
        self._has_born = False
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _MAIN, str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={
                    **os.environ,
                    "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                    "OMP_THREAD_LIMIT": "1",
                    "OPENBLAS_NUM_THREADS": "1",
                },
                process_group=0,  # Ctrl-C is for the command
            )
        return self._line

    def close(self) -> None:
        """End the process, once its workers are gone."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._line:
            self._line.close()
        if self._process:
            if self._has_born:  # it buries its dead
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(_END_SECONDS)
            self._process.kill()
            self._process.wait()
        self._line = self._process = None
