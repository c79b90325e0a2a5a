"""Rows inserted into one table."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, repeat
from typing import Any, NamedTuple, Self

Row = dict[str, Any]
"""Column -> value."""
Value = str | int | float | None
_AT_ONCE = 16
"""Rows of one statement: SQLite keeps each number of them prepared, and the values that it was last given."""
_NULL = float("nan")
"""What SQLite writes as NULL too: of each None `sqlite3` asks anew how it is to be adapted, which takes as long as six numbers."""


class Rows(NamedTuple):
    """Rows of one table, column by column: what all have alike is held once, and NULL as SQLite takes it fastest."""

    table: str
    columns: tuple[str, ...]
    values: tuple[tuple[str | int | float, ...], ...]
    size: int

    @classmethod
    def of(cls, table: str, rows: Sequence[Mapping[str, Value]]) -> Self:
        """Rows that all have the same columns."""
        values = zip(*(row.values() for row in rows), strict=True)
        return cls(table, tuple(rows[0]) if rows else (), tuple(map(_held, values)), len(rows))

    def tuples(self) -> Iterator[tuple[str | int | float, ...]]:
        """The rows as they are written."""
        return zip(*(repeat(value[0], self.size) if len(value) == 1 else value for value in self.values), strict=True)

    def dicts(self) -> list[Row]:
        """The rows by the names of their columns."""
        rows = ([None if value != value else value for value in row] for row in self.tuples())
        return [dict(zip(self.columns, row, strict=True)) for row in rows]


def _held(column: tuple[Value, ...]) -> tuple[str | int | float, ...]:
    """The values of a column, or the one that all are."""
    values = column[:1] if column.count(column[0]) == len(column) else column
    return tuple(_NULL if value is None else value for value in values)


def insert(connection: sqlite3.Connection, some: Sequence[Rows], verb: str = "INSERT") -> None:
    """Write rows of one table."""
    filled = [rows for rows in some if rows.size]
    if filled:
        statement = _statement(verb, filled[0].table, filled[0].columns)
        connection.executemany(statement, chain.from_iterable(map(Rows.tuples, filled)))


def insert_at_once(connection: sqlite3.Connection, some: Sequence[Rows], **more: Value) -> None:
    """Write rows of one table, each with some more values that are the same for all, by few statements: one that touches the
    search index closes a part of that index.
    """
    values = list(chain.from_iterable(map(Rows.tuples, some)))
    columns = (*some[0].columns, *more)
    for first in range(0, len(values), _AT_ONCE):
        together = values[first : first + _AT_ONCE]
        given = [value for row in together for value in (*row, *more.values())]
        connection.execute(_statement("INSERT", some[0].table, columns, len(together)), given)


@cache
def _statement(verb: str, table: str, columns: tuple[str, ...], rows: int = 1) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    marks = f"({', '.join('?' * len(columns))})"
    return f"{verb} INTO {table} ({names}) VALUES {', '.join([marks] * rows)}"
