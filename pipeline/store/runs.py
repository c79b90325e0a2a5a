"""The table `runs`: which versions ran when, and what became of a run's files."""

from __future__ import annotations

import json
import sqlite3
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from pipeline import PIPELINE_VERSION
from pipeline.store.findings import remember_findings
from pipeline.store.landing import now
from pipeline.store.settled.totals import totals_are_stale

_PACKAGES = ("pdfplumber", "pypdfium2", "spacy", "underthesea", "pandas", "prefect", "sqlite-utils")


@dataclass(slots=True)
class Tally:
    """What became of a run's files."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    duplicates: int = 0
    refused: int = 0
    superseded: int = 0
    moved: int = 0
    withdrawn: int = 0

    @property
    def changes(self) -> int:
        """How many documents came in, changed, or are somewhere else."""
        return self.added + self.replaced + self.superseded + self.moved


def begin(connection: sqlite3.Connection, command: str) -> int:
    """Open the row of a run; returns its id."""
    versions = {"python": sys.version.split()[0], **{name: _version(name) for name in _PACKAGES}}
    cursor = connection.execute(
        "INSERT INTO runs (command, started_at, pipeline_version, versions) VALUES (?, ?, ?, ?)",
        [command, now(), PIPELINE_VERSION, json.dumps(versions)],
    )
    return int(cursor.lastrowid or 0)


def is_behind(connection: sqlite3.Connection, run: int) -> bool:
    """Whether an ingest before this run ended before it had compared what it loaded, or something is still to be compared or
    added up.
    """
    row = connection.execute(
        "SELECT finished_at FROM runs WHERE command = 'ingest' AND id < ? ORDER BY id DESC LIMIT 1", [run]
    ).fetchone()
    stale = connection.execute("SELECT 1 FROM stale_subjects LIMIT 1").fetchone()
    return (row is not None and row[0] is None) or stale is not None or totals_are_stale(connection)


def finish(connection: sqlite3.Connection, run: int, tally: Tally, seconds: float, *, whole: bool) -> None:
    """Close the row of a run with what became of its files; one that is not `whole` has no end."""
    connection.execute(
        "UPDATE runs SET finished_at = ?, seconds = ?, added = ?, replaced = ?, unchanged = ?, "
        "duplicates = ?, refused = ?, superseded = ?, moved = ?, withdrawn = ? WHERE id = ?",
        [
            now() if whole else None,
            round(seconds, 3),
            tally.added,
            tally.replaced,
            tally.unchanged,
            tally.duplicates,
            tally.refused,
            tally.superseded,
            tally.moved,
            tally.withdrawn,
            run,
        ],
    )
    if whole:
        remember_findings(connection, run)


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
