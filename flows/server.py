"""Prefect's server in a thread of the command: no service to start, nothing that could outlive it.

Most of what Prefect costs is the import of its client and its server, done here; in a process of its own the server would
import half of it again.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from pipeline.errors import RunnerError
from pipeline.loading import collector_at_rest, deferred, standing_in

# Ciphers of secrets are asked for by no flow of ours, and the names that Prefect makes slugs of as it loads are ASCII.
with (
    collector_at_rest(),
    deferred("cryptography.fernet:Fernet"),
    standing_in("text_unidecode", unidecode=str),
):
    import uvicorn
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterEndTime, TaskRunFilter, TaskRunFilterState
    from prefect.client.schemas.filters import TaskRunFilterStateType as StateTypes
    from prefect.client.schemas.objects import StateType
    from prefect.events.worker import EventsWorker
    from prefect.server.api import admin, events, flow_runs, flows, server, task_runs
    from prefect.server.database import provide_database_interface
    from prefect.server.database.configurations import AioSqliteConfiguration
    from prefect.server.database.dependencies import temporary_database_config
    from prefect.settings import (
        PREFECT_API_URL,
        PREFECT_CLIENT_CSRF_SUPPORT_ENABLED,
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
        temporary_settings,
    )

_ASKED = tuple(module.router for module in (admin, flows, flow_runs, task_runs, events))
server.API_ROUTERS = (*_ASKED, *(router for router in server.API_ROUTERS if router not in _ASKED))
"""What flows ask first: a request is matched with one route after another, each prepared when its turn comes."""
_SPARED = {PREFECT_CLIENT_CSRF_SUPPORT_ENABLED: False, PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}
"""This server asks for no token, and nobody watches for its flows to go silent: a heart that beats holds up their end by a second."""
_START_SECONDS = 120
_END_SECONDS = 5
_LOOK_SECONDS = 0.02
_LEFT_SECONDS = 3_600
"""After which nobody can still be making a database."""
_NOISY = ("sqlalchemy", "uvicorn", "fastapi", "docket", "asyncio", "aiosqlite", EventsWorker.__name__)
"""Loggers whose words are for the log in the state folder: a user can do nothing about them."""


@contextmanager
def served(home: Path) -> Iterator[None]:
    """Have Prefect's API on loopback inside this, named to this process and those it starts; its database lies in `home`."""
    _make_database(home / "prefect.db")
    own = _Server()
    try:
        own.start()
        os.environ["PREFECT_API_URL"] = own.url
        with temporary_settings({PREFECT_API_URL: own.url, **_SPARED}):
            yield
            own.settle()
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        own.stop()


def _make_database(path: Path) -> None:
    """Prefect's tables, if there are none: made aside, since what a kill leaves half-made could never be used again."""
    _sweep(path)
    if path.exists():
        return
    aside = path.with_name(f"{path.name}.{os.getpid()}")

    config = AioSqliteConfiguration(f"sqlite+aiosqlite:///{aside}")

    async def make() -> None:
        await provide_database_interface().create_db()
        await (await config.engine()).dispose()

    with temporary_database_config(config):
        asyncio.run(make())
    try:
        path.hardlink_to(aside)
    except FileExistsError:
        pass  # another command's, which it may have opened already
    except OSError:  # no links on this disk
        aside.replace(path)
    aside.unlink(missing_ok=True)


def _sweep(path: Path) -> None:
    """Remove what a command that was killed while it made the tables left aside."""
    for left in path.parent.glob(f"{path.name}.*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_SECONDS:
                left.unlink()


class _Server:
    """A server of Prefect's API at a free port, for one use."""

    def __init__(self) -> None:
        self._began = datetime.now(UTC)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/api"
        # An application that has been stopped does not start its services again.
        app = server.create_app(ephemeral=True, ignore_cache=True)
        for name in _NOISY:
            logger = logging.getLogger(name)
            logger.handlers, logger.propagate = logging.getLogger("vanban").handlers, False
        self._server = uvicorn.Server(uvicorn.Config(app, lifespan="on", log_config=None, access_log=False))
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)

    def start(self) -> None:
        """Return when it answers."""
        self._thread.start()
        until = time.monotonic() + _START_SECONDS
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > until:
                raise RunnerError("Prefect")
            time.sleep(_LOOK_SECONDS)

    def settle(self) -> None:
        """Wait until it has written how the tasks of the flows that ended here did: it hears of tasks after the fact."""
        EventsWorker.drain_all(timeout=_END_SECONDS)
        here = FlowRunFilter(end_time=FlowRunFilterEndTime.model_validate({"after_": self._began}))
        states = StateTypes(any_=[StateType.PENDING, StateType.RUNNING])
        unfinished = TaskRunFilter(state=TaskRunFilterState(type=states))
        until = time.monotonic() + _END_SECONDS
        with get_client(sync_client=True) as client:
            while client.read_task_runs(flow_run_filter=here, task_run_filter=unfinished, limit=1):
                if time.monotonic() > until:
                    return
                time.sleep(_LOOK_SECONDS)

    def stop(self) -> None:
        """End it in order."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(_END_SECONDS)
        self._socket.close()
