"""The table `failures`: the files that are refused, each as long as its path holds what was refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from pipeline import PIPELINE_VERSION
from pipeline.records import Failure
from pipeline.records.paths import address


def record(connection: sqlite3.Connection, failure: Failure, now: str) -> None:
    """Keep why a file was refused; a repeat counts another attempt and keeps the first day."""
    connection.execute(
        "INSERT INTO failures (source_path, sha256, stage, reason, reason_en, first_seen, refused_by, attempts) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (source_path) DO UPDATE SET sha256 = excluded.sha256, "
        "stage = excluded.stage, reason = excluded.reason, reason_en = excluded.reason_en, refused_by = excluded.refused_by, attempts = attempts + 1",
        [
            address(failure.path),
            failure.sha256,
            failure.stage,
            failure.reason_vi,
            failure.reason_en,
            now,
            PIPELINE_VERSION if failure.lasting else None,
        ],
    )


def refused(connection: sqlite3.Connection) -> list[str]:
    """The paths of all that is refused."""
    return [path for (path,) in connection.execute("SELECT source_path FROM failures")]


def lasting(connection: sqlite3.Connection) -> list[Failure]:
    """What this version refused and would refuse again as it is."""
    rows = connection.execute(
        "SELECT source_path, sha256, stage, reason, reason_en FROM failures WHERE refused_by = ?", [PIPELINE_VERSION]
    )
    return [Failure(Path(path), sha256, stage, vi, en, lasting=True) for path, sha256, stage, vi, en in rows]


def forget(connection: sqlite3.Connection, paths: Iterable[str], sha256: str | None = None) -> None:
    """What some paths hold is refused no more, or is there no more; with a hash, only where it is of that content."""
    connection.executemany(
        "DELETE FROM failures WHERE source_path = ? AND (? IS NULL OR sha256 = ?)",
        ((path, sha256, sha256) for path in paths),
    )
