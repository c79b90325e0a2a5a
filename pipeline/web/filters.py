"""What the pages of lists share: conditions in SQL with their parameters, and what a filter offers."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.normalize import fold

_MOST_WORDS = 8


def holding(column: str, words: str | None) -> tuple[list[str], dict[str, str]]:
    """That a folded column holds each of some words, in any spelling."""
    sought = {f"word{nth}": word for nth, word in enumerate(fold(words or "").split()[:_MOST_WORDS])}
    return [f"instr({column}, :{name}) > 0" for name in sought], sought


def of_year(column: str, year: int, name: str = "year") -> tuple[str, dict[str, str]]:
    """That a day is of a year, by bounds that an index serves; `name` begins those of the parameters."""
    bounds = {f"{name}_first": f"{year:04}-01-01", f"{name}_after": f"{year + 1:04}-01-01"}
    return f"{column} >= :{name}_first AND {column} < :{name}_after", bounds


def filled(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> list[str]:
    """The columns in which some row has a value."""
    return [name for name in columns if any(row[name] is not None for row in rows)]


def listed(connection: sqlite3.Connection, sql: str) -> list[Any]:
    """The values of a query of one column."""
    return [value for (value,) in connection.execute(sql)]
