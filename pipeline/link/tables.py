"""Totals of tables: down the columns and across the rows; amounts in cells in, `SumRelation` out.

Down: a total row holds the rows of the highest order above it ('I', 'II' where the table has them,
else all), and a row 'I' the rows '1', '2' under it, so that no subtotal counts twice. Across: a column
'Cộng' or 'Tổng số' holds the other columns of money of its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.link.sums import relation_of
from pipeline.records import Amount, SumRelation, Table
from pipeline.structure.grid import Grid

_ORDERS = (
    re.compile(r"[A-HĐ]$"),
    re.compile(r"[IVX]+$"),
    re.compile(r"\d{1,2}$"),
    re.compile(r"\d{1,2}\.\d{1,2}$|[a-zđ]$|-$"),
)
_OF_WHICH = re.compile(r"\s*(?:trong đó|gồm)", re.IGNORECASE)


def find_table_sums(text: str, tables: Sequence[Table], amounts: Sequence[Amount]) -> Iterator[SumRelation]:
    """Every total of the tables whose parts are all figures of money."""
    by_start = {amount.start: index for index, amount in enumerate(amounts) if amount.rule == "money.cell"}
    for table in tables:
        grid = Grid(text, table)
        places = _places(text, grid, by_start)
        if places:
            yield from _down(grid, places, amounts)
            yield from _across(grid, places, amounts)


def _places(text: str, grid: Grid, by_start: dict[int, int]) -> dict[tuple[int, int], int]:
    """The amount in each cell that holds one."""
    found = {}
    for row in grid.body():
        for column in range(grid.columns):
            cell = grid.cell(row, column)
            if cell and (cell.row, cell.column) == (row, column):
                start = cell.start
                while start < cell.end and text[start].isspace():
                    start += 1
                if start in by_start:
                    found[row, column] = by_start[start]
    return found


def _down(grid: Grid, places: dict[tuple[int, int], int], amounts: Sequence[Amount]) -> Iterator[SumRelation]:
    rows = list(grid.body())
    orders = {row: _order(grid, row) for row in rows}
    if any(_OF_WHICH.match(grid.label(row)) for row in rows):
        return
    for position, row in enumerate(rows):
        if grid.is_total(row):
            above = [r for r in rows[:position] if not grid.is_total(r)]
            below = [r for r in rows[position + 1 :] if not grid.is_total(r)]
            # A total may open the table as well as close it.
            members = _highest(above or below, orders)
        else:
            members = _under(rows[position + 1 :], orders, orders[row], grid)
        for column in range(grid.columns):
            parts = [places[r, column] for r in members if (r, column) in places]
            if (row, column) in places and len(parts) > 1:
                yield relation_of(amounts, places[row, column], parts, rule="sum.column")


def _order(grid: Grid, row: int) -> int | None:
    """How high a row stands by its ordinal; None for a row without one."""
    ordinal = grid.ordinal(row)
    return next((order for order, pattern in enumerate(_ORDERS) if pattern.match(ordinal)), None)


def _highest(rows: Sequence[int], orders: dict[int, int | None]) -> list[int]:
    ranked = [order for row in rows if (order := orders[row]) is not None]
    if not ranked:
        return list(rows)
    return [row for row in rows if orders[row] == min(ranked)]


def _under(rows: Sequence[int], orders: dict[int, int | None], order: int | None, grid: Grid) -> list[int]:
    """The rows of the next order under a row, up to the next of its own."""
    if order is None:
        return []
    inside = []
    for row in rows:
        below = orders[row]
        if grid.is_total(row) or (below is not None and below <= order):
            break
        inside.append(row)
    return [row for row in _highest(inside, orders) if orders[row] is not None]


def _across(grid: Grid, places: dict[tuple[int, int], int], amounts: Sequence[Amount]) -> Iterator[SumRelation]:
    money = sorted({column for _, column in places})
    totals = [column for column in money if grid.is_total_heading(column)]
    if len(totals) != 1 or len(money) < 3:
        return
    for row in grid.body():
        parts = [places[row, column] for column in money if column != totals[0] and (row, column) in places]
        if (row, totals[0]) in places and len(parts) > 1:
            yield relation_of(amounts, places[row, totals[0]], parts, rule="sum.row")
