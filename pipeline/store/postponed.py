"""Secondary indexes of an archive's first load: left out while its rows come, made when they are there.

A document's id says nothing of its place, so that each one written touches a page of every index; made at once, an index
costs a third. What is left out stands in `postponed_indexes`, in the transaction that leaves it out: after a kill, whoever next opens the
archive to write makes it up. Queries are right without, only slower.
"""

from __future__ import annotations

import sqlite3

_WORTH_IT = 200
"""Documents ahead: with fewer, leaving out costs more than it saves."""
_AT_MOST = 10_000
"""Documents in the archive above which indexes must be there: they take a few seconds to make then, and people may be looking."""
_NEEDED = (
    *("corrections_document", "documents_held", "seen_files_file"),
    *("citations_citing", "citations_cited", "citations_missed", "ledger_entries_given", "statements_growth"),
)
"""What planning and writing look things up by, and what pages name outright (`INDEXED BY`): they fail without."""
_SETTLED = ("told_first", "newest", "missing_id")
"""What settling writes, to many rows of a first load: indexes over these columns are made once it is there."""


def postpone(connection: sqlite3.Connection, documents: int) -> None:
    """Leave indexes out, in the transaction that is open, where so many documents come into an empty archive."""
    if documents < _WORTH_IT or connection.execute("SELECT 1 FROM documents").fetchone():
        return
    needed = ", ".join(f"'{name}'" for name in _NEEDED)
    connection.execute(
        "INSERT INTO postponed_indexes (name, sql) SELECT i.name, i.sql FROM sqlite_master i "
        "WHERE i.type = 'index' AND i.sql IS NOT NULL AND i.tbl_name IN (SELECT t.name FROM sqlite_master t "
        "JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table' UNION SELECT 'documents') "
        f"AND i.name NOT IN ({needed})"
    )
    for (name,) in connection.execute("SELECT name FROM postponed_indexes").fetchall():
        connection.execute(f'DROP INDEX "{name}"')


def enough(connection: sqlite3.Connection) -> bool:
    """Whether an archive without all its indexes has grown so large that it wants them."""
    if not are_postponed(connection):
        return False
    return bool(connection.execute(f"SELECT 1 FROM documents LIMIT 1 OFFSET {_AT_MOST}").fetchone())


def are_postponed(connection: sqlite3.Connection) -> bool:
    """Whether indexes are left out."""
    return connection.execute("SELECT 1 FROM postponed_indexes").fetchone() is not None


def make_postponed(connection: sqlite3.Connection) -> bool:
    """Make what was left out, in the transaction that is open; whether it was anything."""
    return _make(connection, over_settled=True)


def make_left_out(connection: sqlite3.Connection) -> None:
    """The same in an archive of any version, which may have no table of what was left out."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'postponed_indexes'").fetchone():
        make_postponed(connection)


def make_unsettled(connection: sqlite3.Connection) -> bool:
    """As `make_postponed`, of those indexes that are not over what settling writes."""
    return _make(connection, over_settled=False)


def _make(connection: sqlite3.Connection, *, over_settled: bool) -> bool:
    left_out = connection.execute("SELECT name, sql FROM postponed_indexes ORDER BY name").fetchall()
    made = [(name, sql) for name, sql in left_out if over_settled or not any(column in sql for column in _SETTLED)]
    for name, sql in made:
        connection.execute(sql)
        connection.execute("DELETE FROM postponed_indexes WHERE name = ?", [name])
    return bool(made)
