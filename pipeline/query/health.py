"""Whether the database is whole: SQLite's own checks, and the promise that every mention slices to its text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.store import connect_read_only

MENTIONS = ("amounts", "citations", "dates", "quantities", "projects", "entities")
_COUNTED = ("documents", *MENTIONS, "sums", "findings", "failures", "runs")
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
    finally:
        connection.close()
    return Health(counts, tuple(faults), refusals)
