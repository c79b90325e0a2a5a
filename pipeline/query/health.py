"""Whether the database is whole: SQLite's own checks, and the promise that every mention slices to its text."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline.store import connect_read_only

MENTIONS = ("amounts", "citations", "dates", "quantities", "projects", "entities")
_COUNTED = ("documents", *MENTIONS, "sums", "findings", "failures", "runs")
_LAST_RUN = "SELECT coalesce(max(id), 0) FROM runs"
_REFUSALS = (
    "SELECT stage, reason, reason_en, count(*), min(source_path) FROM failures "
    "GROUP BY stage, reason, reason_en ORDER BY count(*) DESC, reason"
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why files were refused: the stage, the reason with its remedy in both languages, how many, and one of them."""

    stage: str
    reason_vi: str
    reason_en: str
    files: int
    example: str


@dataclass(frozen=True, slots=True)
class Health:
    """Counts of rows by table, what is wrong, in words (empty where all is well), and what was refused, by reason."""

    counts: dict[str, int]
    faults: tuple[str, ...]
    refusals: tuple[Refusal, ...] = ()
    last_run: int = 0
    """The number of the last run; 0 before the first."""


def check_health(db: Path) -> Health:
    """Check a database file."""
    connection = connect_read_only(db)
    try:
        faults = [f"integrity: {row[0]}" for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        faults += [f"foreign key: {row[0]} → {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
        for table in MENTIONS:
            wrong = connection.execute(
                f"SELECT count(*) FROM {table} m JOIN documents d ON d.id = m.document_id "
                'WHERE substr(d.text, m."start" + 1, m."end" - m."start") != m.text'
            ).fetchone()[0]
            if wrong:
                faults.append(f"{table}: {wrong} ≠ documents.text")
        counts = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _COUNTED}
        refusals = tuple(Refusal(*row) for row in connection.execute(_REFUSALS))
        run = connection.execute(_LAST_RUN).fetchone()[0]
    finally:
        connection.close()
    return Health(counts, tuple(faults), refusals, run)


def last_run(db: Path) -> int:
    """The number of the last run; 0 before the first."""
    with closing(connect_read_only(db)) as connection:
        return int(connection.execute(_LAST_RUN).fetchone()[0])
