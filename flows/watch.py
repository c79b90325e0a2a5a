"""A watched inbox: files that come into a folder are loaded once they lie still."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from flows.crew import CREW
from flows.ingest import ingest
from flows.loading import Report
from flows.runners import Options
from flows.stopping import Stop
from pipeline.errors import DatabaseError
from pipeline.read import storage
from pipeline.read.files import walk_files
from pipeline.records.paths import Stamp
from pipeline.store import Database

_LOOK_SECONDS = 0.2
_NEVER = Stamp(-1, 0, 0)


class Inbox:
    """The files of a folder: a file is ready when its size and time have not changed for `quiet` seconds."""

    def __init__(self, folder: Path, quiet: float) -> None:
        self._folder = folder
        self._quiet = quiet
        self._since: dict[Path, tuple[Stamp | None, float]] = {}
        self._taken: dict[Path, Stamp | None] = {}

    def ready(self, now: float) -> list[Path]:
        """The files that lie still and were not taken as they are; `now` in seconds of a steady clock."""
        found, still = [], {}
        for file in walk_files([self._folder]):
            try:
                state = storage.stamp(file)
            except OSError:  # gone again, or the share is away
                continue
            before = self._since.get(file)
            still[file] = before if before and before[0] == state else (state, now)
            if now - still[file][1] >= self._quiet and self._taken.get(file, _NEVER) != state and storage.is_file(file):
                found.append(file)
        self._since = still
        return found

    def take(self, files: list[Path]) -> None:
        """These were loaded or refused as they are; they are ready again when they change."""
        for file in files:
            if file in self._since:
                self._taken[file] = self._since[file][0]
        self._taken = {file: state for file, state in self._taken.items() if file in self._since}


def watch(
    folder: Path,
    db: Path,
    options: Options,
    *,
    every: float,
    quiet: float,
    stop: Stop,
    told: Callable[[Report], None],
    failed: Callable[[DatabaseError], None],
) -> None:
    """Load what comes into a folder, looking every so many seconds, until an end is asked for.

    What came while nobody watched is loaded at the first look. A file that is refused is tried again when it changes; where
    the archive could not be written, that is told once, and its files are tried again at the next look.
    """
    Database(db).close()  # one that can never be used is no reason to wait
    inbox, last = Inbox(folder, quiet), ""
    with stop.in_order(), CREW.staying_loaded():
        while not stop.asked:
            files = inbox.ready(time.monotonic())
            if files:
                try:
                    report = ingest(files, db, options, stop=stop)
                except DatabaseError as error:
                    if error.vi != last:
                        failed(error)
                    last = error.vi
                else:
                    last = ""
                    if report.tally.changes or report.tally.withdrawn or report.failures:
                        told(report)
                    inbox.take(files)
            until = time.monotonic() + every
            while not stop.asked and time.monotonic() < until:
                time.sleep(_LOOK_SECONDS)
