"""Rows inserted into one table."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, Self

Row = dict[str, Any]
"""Column -> value."""
Value = str | int | float | None
_AT_ONCE = 16
"""Rows of one statement: SQLite keeps each number of them prepared, and the values that it was last given."""


class Rows(NamedTuple):
    """Rows of one table, with the names of their columns."""

    table: str
    columns: tuple[str, ...]
    values: list[tuple[Value, ...]]

    @classmethod
    def of(cls, table: str, rows: Sequence[Mapping[str, Value]]) -> Self:
        """Rows that all have the same columns."""
        return cls(table, tuple(rows[0]) if rows else (), [tuple(row.values()) for row in rows])

    def dicts(self) -> list[Row]:
        """The rows by the names of their columns."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.values]

    def and_those_of(self, others: Sequence[Rows]) -> Rows:
        """These rows, then others of the same table."""
        columns = next((rows.columns for rows in (self, *others) if rows.columns), ())
        return Rows(self.table, columns, [row for rows in (self, *others) for row in rows.values])


def insert(connection: sqlite3.Connection, rows: Rows, verb: str = "INSERT") -> None:
    """Write rows."""
    if rows.values:
        connection.executemany(_statement(verb, rows.table, rows.columns), rows.values)


def insert_at_once(connection: sqlite3.Connection, rows: Rows, **more: Value) -> None:
    """Write rows, each with some more values that are the same for all, by few statements: one that touches the search
    index closes a part of that index.
    """
    columns = (*rows.columns, *more)
    for first in range(0, len(rows.values), _AT_ONCE):
        some = rows.values[first : first + _AT_ONCE]
        values = [value for row in some for value in (*row, *more.values())]
        connection.execute(_statement("INSERT", rows.table, columns, len(some)), values)


@cache
def _statement(verb: str, table: str, columns: tuple[str, ...], rows: int = 1) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    marks = f"({', '.join('?' * len(columns))})"
    return f"{verb} INTO {table} ({names}) VALUES {', '.join([marks] * rows)}"
