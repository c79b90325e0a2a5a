"""Rows of one table on their way into it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, Self

Row = dict[str, Any]
"""Column -> value."""
Value = str | int | float | None


class Rows(NamedTuple):
    """Rows of one table, with the names of their columns."""

    table: str
    columns: tuple[str, ...]
    values: list[tuple[Value, ...]]

    @classmethod
    def of(cls, table: str, rows: Sequence[Mapping[str, Value]]) -> Self:
        """Rows that all have the same columns."""
        return cls(table, tuple(rows[0]) if rows else (), [tuple(row.values()) for row in rows])


def insert(connection: sqlite3.Connection, rows: Rows, verb: str = "INSERT", **more: Value) -> None:
    """Write rows, each with some more values that are the same for all."""
    if rows.values:
        values: Iterable[tuple[Value, ...]] = rows.values
        if more:
            values = [(*row, *more.values()) for row in values]
        connection.executemany(_statement(verb, rows.table, (*rows.columns, *more)), values)


@cache
def _statement(verb: str, table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    return f"{verb} INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"
