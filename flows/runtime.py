"""Prefect kept local and quiet: set up before it is imported, its server stopped before exit.

No telemetry; its own database in the project's state folder, one for each version of Prefect; only loopback. A server of
one's own is used where VANBAN_PREFECT_API_URL names it, and only then.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

LOG = "vanban.log"
"""In the state folder."""
_SETTINGS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_SETTINGS_PATH": str(Path(__file__).with_name("logging.yml")),
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_CLI_PROMPT": "false",
    "DASK_LOGGING__DISTRIBUTED": "critical",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_MEMOIZE_BLOCK_AUTO_REGISTRATION": "false",  # it imports every library that goes with Prefect
    "PREFECT_API_DATABASE_MIGRATE_ON_START": "false",  # flows/server.py makes the database
    "PY_KEY_VALUE_DISABLE_BEARTYPE": "true",  # checks of types in a library of Prefect's server, made as it is imported
    # What a server does that stays up; a run of minutes needs none of it.
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_EVENT_LOGGER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_FOREMAN_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_REPOSSESSOR_ENABLED": "false",
}


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
        handler = logging.FileHandler(state_folder() / LOG, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        logger.addHandler(handler)
        logger.propagate = False


@contextmanager
def prefect_runtime() -> Iterator[None]:
    """Run flows inside this; nothing of Prefect outlives it."""
    home = state_folder() / "prefect" / version("prefect")
    home.mkdir(parents=True, exist_ok=True)
    os.environ.update(_SETTINGS)
    os.environ["PREFECT_HOME"] = str(home)
    os.environ.pop("PREFECT_API_KEY", None)
    os.environ.pop("PREFECT_API_URL", None)
    address = os.environ.get("VANBAN_PREFECT_API_URL")
    if address:
        os.environ["PREFECT_API_URL"] = address
        yield
        return
    from flows.server import served

    with served(home):
        yield
