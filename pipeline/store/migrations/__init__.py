"""The schema's history: one numbered .sql file a migration, applied through sqlite-utils; and all of it at once for a new archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.loading import without

if TYPE_CHECKING:
    import sqlite_utils

HERE = Path(__file__).parent
SCHEMA = HERE.parent / "schema.sql"
"""What the migrations make of an empty file, as docs/make_docs.py has written it down."""


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one, so that they run in the transaction that is open."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def names() -> list[str]:
    """The migrations that this version knows, in order."""
    return [path.stem for path in sorted(HERE.glob("*.sql"))]


def make_whole(connection: sqlite3.Connection) -> None:
    """Make the tables of a new archive at once: a tenth of what the migrations cost one by one."""
    for statement in statements(SCHEMA.read_text(encoding="utf-8")):
        connection.execute(statement)


def apply(connection: sqlite3.Connection) -> None:
    """Bring a database up to date."""
    with without("pandas"):  # which takes as much memory as all else that an ingest's parent needs for its start
        import sqlite_utils

    migrations = sqlite_utils.Migrations("vanban")
    for path in sorted(HERE.glob("*.sql")):
        migrations(name=path.stem)(_running(path))
    migrations.apply(sqlite_utils.Database(connection))


def _running(path: Path) -> Callable[[sqlite_utils.Database], None]:
    def run(db: sqlite_utils.Database) -> None:
        for statement in statements(path.read_text(encoding="utf-8")):
            db.execute(statement)

    return run
