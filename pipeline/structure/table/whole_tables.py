"""The tables of a document: ruled ones, those set with tabs or pipes or one cell a line, and those over several pages put together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.records import Cell, Table, Text
from pipeline.structure.table.cut_rows import goes_on, with_cut_rows
from pipeline.structure.table.grid import Grid
from pipeline.structure.table.set_tables import set_tables
from pipeline.structure.table.stacked_tables import stacked_tables

_NOTHING = re.compile(r"[\s\d.\-–]{0,20}$")
"""What may stand between two pieces of a table: a page's number."""


def whole_tables(text: Text) -> tuple[Table, ...]:
    """The document's tables, those that run over a page's end put together, their repeated heads left out.

    Cells keep their offsets, which say on which page each stands.
    """
    return _whole(text.text, text.tables, tuple(page.start for page in text.pages))


@lru_cache(maxsize=2)
def _whole(text: str, ruled: tuple[Table, ...], pages: tuple[int, ...]) -> tuple[Table, ...]:
    """The same, put together once for all who ask; `pages` is where each begins."""
    found: list[Table] = []
    told = (*ruled, *set_tables(text, ruled))
    for table in sorted((*told, *stacked_tables(text, told)), key=lambda table: table.start):
        last = found[-1] if found else None
        joined = _together(text, last, table) if last else None
        if joined:
            found[-1] = joined
        else:
            found.append(table)
    return tuple(with_cut_rows(text, table, pages) for table in found)


def said_again(text: Text, tables: Sequence[Table]) -> Iterator[Cell]:
    """The cells of heads that are repeated on a later page: ruled ones that are in none of the whole `tables`.

    A table that one of those begins with is all in it.
    """
    starts = {table.start for table in tables}
    later = [table for table in text.tables if table.start not in starts]
    if later:
        kept = {(cell.start, cell.end) for table in tables for cell in table.cells}
        yield from (cell for table in later for cell in table.cells if (cell.start, cell.end) not in kept)


def _together(text: str, last: Table, table: Table) -> Table | None:
    """Two pieces of one width with nothing between as one; None where the second opens with a head of its own."""
    if not _NOTHING.match(text[last.end : table.start]):
        return None
    upper, lower = Grid(text, last), Grid(text, table)
    if upper.columns != lower.columns:
        return None
    head = range(upper.head_top, upper.head_rows)
    repeated = len(head) if all(_says_again(lower, at, upper, row) for at, row in enumerate(head)) else 0
    if not repeated and _row(upper, upper.head_rows - 1) == _row(lower, 0) and upper.numbering:
        # Only the row that numbers the columns is said again.
        repeated = 1
    shift = upper.rows - repeated
    below = tuple(replace(cell, row=cell.row + shift) for cell in table.cells if cell.row >= repeated)
    joined = Table(last.start, table.end, (*last.cells, *below), last.box)
    has_own_head = not repeated and lower.head_rows and any(words for words in lower.path(0))
    return None if has_own_head and not goes_on(Grid(text, joined), shift) else joined


def _says_again(lower: Grid, at: int, upper: Grid, row: int) -> bool:
    """Whether a row is one of the head again; a cell of a repeated head may be cut where its row is too low for it."""
    again, said = _row(lower, at), _row(upper, row)
    cut = sum(short != whole for short, whole in zip(again, said, strict=True))
    starts = all(
        whole.startswith(short) and bool(short) == bool(whole) for short, whole in zip(again, said, strict=True)
    )
    return starts and cut <= len(said) / 2


def _row(grid: Grid, row: int) -> list[str]:
    return [grid.words(row, column).lower() for column in range(grid.columns)]
