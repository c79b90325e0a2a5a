"""The unit of a whole table: where it is said, in the table's head, over it, over the table that it goes on with, or under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.tables.columns import column_unit
from pipeline.extract.tables.units import Unit, bracket_unit, unit_over, units_said
from pipeline.structure.shared_words import unit_words
from pipeline.structure.table.grid import Grid

_NEAR = 300
"""Characters over a table, or under it, in which its unit is said."""
_GOES_ON = re.compile(r"\(\s*tiếp(?: theo)?\b[^()\n]{0,30}\)|(?<!\w)tiếp theo\s*$", re.IGNORECASE | re.MULTILINE)
_PAGE_ENDS = re.compile(r"\s*(?:[-–]?\s?(?:trang\s)?\d{1,4}(?:/\d{1,4})?\s?[-–]?\s*)?", re.IGNORECASE)
"""Blanks, or the number of a page: any other line says that the next table is of something else."""
_NOTE = re.compile(r"\s*\(?\*?\)?\s*(?:Ghi chú|Chú thích)\s*:?[^\n]*(?:\n[^\n\t]*){0,2}", re.IGNORECASE)
_LINE = re.compile(rf"\s*[(\[*]*\s*{unit_words()}[^\n\t]{{1,50}}(?=[\n\t]|$)", re.IGNORECASE)
"""A line that says a unit and no more."""


def units_of_tables(text: str, grids: Sequence[Grid]) -> list[Unit | None]:
    """What each table is in as a whole; None where nothing says it."""
    found: list[Unit | None] = []
    parts = [False, *(_goes_on(text[above.table.end : one.table.start], above, one) for above, one in pairwise(grids))]
    after = 0
    for index, grid in enumerate(grids):
        start = grid.table.start
        following = grids[index + 1].table.start if index + 1 < len(grids) else len(text)
        below, end = _said_under(text, _foot(grid), following)
        unit = _in_head(grid) or unit_over(text[max(after, start - _NEAR, 0) : start])
        if unit is None and not _says_own(grid):
            unit = (found[-1] if parts[index] else None) or below
        found.append(unit)
        after = max(end, grid.table.end)
    for index in range(len(grids) - 1, 0, -1):
        between = text[grids[index - 1].table.end : grids[index].table.start]
        if parts[index] and found[index - 1] is None and not _says_own(grids[index - 1]) and not _LINE.search(between):
            found[index - 1] = found[index]
    return found


def _says_own(grid: Grid) -> bool:
    """Whether a column's heading says what money it is in."""
    return any((unit := column_unit(grid.path(at))) and unit.currency for at in range(grid.columns))


def _in_head(grid: Grid) -> Unit | None:
    """The unit said last in a table's own first rows, over or in its head."""
    words = (grid.words(row, at) for row in range(grid.head_rows) for at in range(grid.columns) if grid.own(row, at))
    found = [unit for cell in words for unit in units_said(cell)]
    return found[-1] if found else _over_labels(grid)


def _over_labels(grid: Grid) -> Unit | None:
    """'Nguồn vốn (triệu đồng)' over the rows' names: the unit of their figures."""
    unit = bracket_unit(" ".join(grid.path(grid.label_column)))
    return unit if unit and unit.currency else None


def _goes_on(between: str, before: Grid, grid: Grid) -> bool:
    """Whether a table is the next part of the one before it: called so, or with the same head and no line between."""
    if before.columns != grid.columns or len(between) > _NEAR:
        return False
    if _GOES_ON.search(between):
        return True
    heads = [[one.heading(at).lower() for at in range(one.columns)] for one in (before, grid)]
    return any(heads[0]) and heads[0] == heads[1] and _PAGE_ENDS.fullmatch(between) is not None


def _foot(grid: Grid) -> int:
    """Where the rows of a table end: what stands alone in its last rows, as on a sheet, is said under it."""
    end = grid.table.end
    for row in reversed(grid.body()):
        cells = [cell for at in range(grid.columns) if (cell := grid.own(row, at)) and grid.words(row, at)]
        if len(cells) > 1:
            break
        end = cells[0].start if cells else end
    return end


def _said_under(text: str, start: int, following: int) -> tuple[Unit | None, int]:
    """The unit of money said in a note or a line of its own under a table, and where what is said of the table ends.

    A line near over another table that nothing else says the unit of is that one's.
    """
    under = text[start : min(start + _NEAR, following)]
    said = _NOTE.match(under) or _LINE.match(under)
    lines = said[0].splitlines(keepends=True) if said else []
    told = [(unit, at) for at, line in enumerate(lines, 1) for unit in units_said(line) if unit.currency]
    if said is None or not told:
        return None, start
    unit, line = told[0]
    end = start + sum(map(len, lines[:line]))
    of_next = said.re is _LINE and following < min(len(text), end + _NEAR) and unit_over(text[end:following]) is None
    return (None, start) if of_next else (unit, end)
