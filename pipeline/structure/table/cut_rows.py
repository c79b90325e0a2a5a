"""Rows of a table that a page's end cuts: which row of the next page says the rest of the one over it.

A cell that was empty before the page's end is taken into its row; words that go on stay a row of their own, for each
has a place on a page, and are read as part of the row over them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.read.line_joins import closes_bracket, is_unfinished, opens_part
from pipeline.records import Table
from pipeline.structure.table.grid import FIGURE, Grid
from pipeline.structure.table.words import opens_with, total_members

_LEAST = 3
"""Rows with a number that say that each row of a table has one."""


def with_cut_rows(text: str, table: Table, pages: Sequence[int]) -> Table:
    """A table whose cut rows are told; `pages` is where each page begins."""
    first, last = bisect_right(pages, table.start), bisect_right(pages, table.end - 1)
    if first >= last:
        return table
    grid = Grid(text, table)
    tops = _tops(table, pages[first:last])
    numbered = _is_numbered(grid, tops)
    cut = [row for row in tops if goes_on(grid, row, numbered=numbered)]
    return _joined(table, grid, cut) if cut else table


def _tops(table: Table, starts: Sequence[int]) -> list[int]:
    """The first row of each page but the first."""
    begins: dict[int, int] = {}
    for cell in table.cells:
        begins[cell.row] = min(cell.start, begins.get(cell.row, cell.start))
    rows = sorted(begins)
    at = [bisect_right([begins[row] for row in rows], start - 1) for start in starts]
    return sorted({rows[index] for index in at if 0 < index < len(rows)})


def _is_numbered(grid: Grid, tops: Sequence[int]) -> bool:
    """Whether every row has a number but totals and those on top of a page."""
    rows = [row for row in grid.body() if row not in tops and total_members(grid.label(row)) is None]
    return grid.ordinal_column is not None and len(rows) >= _LEAST and all(map(grid.ordinal, rows))


def goes_on(grid: Grid, row: int, *, numbered: bool = False) -> bool:
    """Whether a row on top of a page says the rest of the one over it; in a table where each row is `numbered` one without."""
    above, below = _words(grid, row - 1), _words(grid, row)
    if row <= grid.head_rows or not below or grid.ordinal_column in below or any(map(_opens, below.values())):
        return False
    shared = above.keys() & below.keys()
    if any(FIGURE.match(words) for column in shared for words in (above[column], below[column])):
        return False
    if shared:
        return numbered or any(_reads_on(above[column], below[column]) for column in shared)
    # '5 | | 900' and the name on the next page, or the figures there.
    is_named = grid.label_column in above
    figures = below if is_named else above
    told = [words for column, words in figures.items() if column != grid.ordinal_column]
    return grid.ordinal_column in above and is_named != (grid.label_column in below) and all(map(FIGURE.match, told))


def _words(grid: Grid, row: int) -> Mapping[int, str]:
    """The words of the cells that are a row's alone, by column."""
    cells = ((column, grid.own(row, column)) for column in range(grid.columns))
    return {column: words for column, cell in cells if cell and (words := grid.words(row, column))}


def _opens(words: str) -> bool:
    """Whether words begin a row of their own."""
    return opens_part(words) or total_members(words) is not None or opens_with("some").match(words) is not None


def _reads_on(words: str, following: str) -> bool:
    """Whether words go on where others end."""
    if words.endswith((".", ";", ":")):
        return False
    return (
        following[0].islower()
        or following[0].isdigit()
        or words.endswith(",")
        or is_unfinished(words)
        or closes_bracket(words, following)
    )


def _joined(table: Table, grid: Grid, cut: Sequence[int]) -> Table:
    """A table with what fills a cell of a cut row in that row; a row of which nothing else is left is none."""
    moved = {(row, column) for row in cut for column in _words(grid, row).keys() - _words(grid, row - 1).keys()}
    filled = {(row - 1, column) for row, column in moved}
    gone = [row for row in cut if all((row, column) in moved for column in _words(grid, row))]
    cells = [
        replace(cell, row=row - bisect_left(gone, row))
        for cell in table.cells
        if (cell.row, cell.column) not in filled and (cell.row not in gone or (cell.row, cell.column) in moved)
        for row in (cell.row - ((cell.row, cell.column) in moved),)
    ]
    kept = tuple(row - bisect_left(gone, row) for row in cut if row not in gone)
    return replace(table, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), cut_rows=kept)
