"""Prefect kept local and quiet: set up before it is imported, its server stopped before exit.

No telemetry; its own database in the project's state folder; only loopback. A server of one's own is
used where VANBAN_PREFECT_API_URL names it, and only then.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SETTINGS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_CLI_PROMPT": "false",
    "DASK_LOGGING__DISTRIBUTED": "critical",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    # Services of a server that stays up; a run of minutes needs none.
    "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_FOREMAN_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_REPOSSESSOR_ENABLED": "false",
}
_START_SECONDS = 120
_GUARD = """
import os, signal, sys
pipe, process = map(int, sys.argv[1:])
if not os.read(pipe, 1):
    os.kill(process, signal.SIGKILL)
"""


def state_folder() -> Path:
    """Where Prefect's database and the logs live: VANBAN_STATE, else the user's state folder, else a temporary one."""
    named = os.environ.get("VANBAN_STATE")
    base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    folder = Path(named) if named else Path(base) / "vanban"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(tempfile.mkdtemp(prefix="vanban-"))


def log_to_file() -> None:
    """Faults of the program go to the log in the state folder, not to the terminal; asked for in each process."""
    logger = logging.getLogger("vanban")
    if not logger.handlers:
        handler = logging.FileHandler(state_folder() / "vanban.log", encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        logger.addHandler(handler)
        logger.propagate = False


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """What is started inside this does not hear Ctrl-C; the command hears it, and stops the rest in order."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _ended_with_the_command(process: int) -> Iterator[None]:
    """See that a process ends when this one does, even by `kill -9`."""
    theirs, ours = os.pipe()
    guard = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _GUARD, str(theirs), str(process)],
        pass_fds=(theirs,),
        stdin=subprocess.DEVNULL,
        process_group=0,
    )
    os.close(theirs)
    try:
        yield
    finally:
        os.write(ours, b".")
        os.close(ours)
        guard.wait()


@contextmanager
def prefect_runtime() -> Iterator[None]:
    """Run flows inside this; nothing of Prefect outlives it.

    Its server is started here and named to the workers, which would each start one of their own.
    """
    os.environ.update(_SETTINGS)
    os.environ["PREFECT_HOME"] = str(state_folder() / "prefect")
    os.environ.pop("PREFECT_API_KEY", None)
    os.environ.pop("PREFECT_API_URL", None)
    address = os.environ.get("VANBAN_PREFECT_API_URL")
    if address:
        os.environ["PREFECT_API_URL"] = address
        yield
        return
    from prefect.server.api.server import SubprocessASGIServer
    from prefect.settings import PREFECT_API_URL, temporary_settings

    class Server(SubprocessASGIServer):
        def _run_uvicorn_command(self) -> subprocess.Popen[bytes]:
            with _deaf_to_interrupts():
                return super()._run_uvicorn_command()

    server = Server()
    try:
        server.start(timeout=_START_SECONDS)
        os.environ["PREFECT_API_URL"] = server.api_url
        assert server.server_process is not None
        with _ended_with_the_command(server.server_process.pid), temporary_settings({PREFECT_API_URL: server.api_url}):
            yield
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        server.stop()
