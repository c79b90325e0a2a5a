"""Prefect kept local and quiet: set up before it is imported, its in-process server stopped before exit.

No telemetry; its own database in the project's state folder; only loopback. A server of one's own is
used where VANBAN_PREFECT_API_URL names it, and only then.
"""

from __future__ import annotations

import logging
import multiprocessing
import multiprocessing.connection
import os
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
_SERVER_PID = "VANBAN_PREFECT_SERVER_PID"
INTERRUPTED = 130


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
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def follow_the_command() -> None:
    """In a worker process: leave Ctrl-C to the command, and end when it ends, even by `kill -9`."""
    command = multiprocessing.parent_process()
    if command is None:
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def wait_for_its_end() -> None:
        multiprocessing.connection.wait([command.sentinel])
        server = os.environ.get(_SERVER_PID)
        if server:
            with suppress(OSError):
                os.kill(int(server), signal.SIGKILL)
        os._exit(INTERRUPTED)

    threading.Thread(target=wait_for_its_end, daemon=True).start()


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

    server = SubprocessASGIServer()
    try:
        with _deaf_to_interrupts():
            server.start(timeout=_START_SECONDS)
        os.environ["PREFECT_API_URL"] = server.api_url
        if server.server_process:
            os.environ[_SERVER_PID] = str(server.server_process.pid)
        with temporary_settings({PREFECT_API_URL: server.api_url}):
            yield
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        os.environ.pop(_SERVER_PID, None)
        server.stop()
