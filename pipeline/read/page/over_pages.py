"""Tables that a page's end parts, given one set of columns: a head's upper row knows fewer than the rows under it.

A PDF's pages are held by the block: pieces in two blocks keep their own columns.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.read.page.layout import PageLayout, is_margin
from pipeline.read.page.lines import Line
from pipeline.read.page.tables import SAME, RuledTable, ruling_lines

_LEAST = 3
"""Columns from which two pieces with the same sides are taken for one table's."""


@dataclass(slots=True)
class _Run:
    """The pieces of one table, as pages and places among their tables, and all ruling lines that they have."""

    pieces: list[tuple[PageLayout, int]]
    lines: list[float]

    def ends_with(self, layout: PageLayout, at: int) -> bool:
        return self.pieces[-1][0] is layout and self.pieces[-1][1] == at


def over_pages(layouts: Sequence[PageLayout], running: frozenset[str]) -> None:
    """Let the pieces of a table share their columns where one has all ruling lines of those before it, or they its; pages are in order."""
    runs: list[_Run] = []
    for upper, lower in pairwise(layouts):
        if not upper.tables or not lower.tables:
            continue
        at = max(range(len(upper.tables)), key=lambda at: upper.tables[at].box[3])
        below = min(range(len(lower.tables)), key=lambda at: lower.tables[at].box[1])
        last, first = upper.tables[at], lower.tables[below]
        if not _is_one_wide(last, first) or any(_outside(lower, first, running, above=True)):
            continue
        whole = _with_overflow(last, list(_outside(upper, last, running, above=False)))
        if whole is None:
            continue
        goes_on = bool(runs) and runs[-1].ends_with(upper, at)
        run = runs[-1] if goes_on else _Run([(upper, at)], _columns(last))
        few, many = sorted((run.lines, _columns(first)), key=len)
        if len(few) > _LEAST and all(any(abs(x - line) <= SAME for line in many) for x in few):
            upper.tables[at] = whole
            run.pieces.append((lower, below))
            run.lines = many
            if not goes_on:
                runs.append(run)
    for run in runs:
        for layout, at in run.pieces:
            layout.tables[at] = _in_columns(layout.tables[at], run.lines)


def _is_one_wide(last: RuledTable, first: RuledTable) -> bool:
    return all(abs(last.box[side] - first.box[side]) <= SAME for side in (0, 2))


def _outside(layout: PageLayout, table: RuledTable, running: frozenset[str], *, above: bool) -> Iterator[Line]:
    """What stands above or under a table on its page, running heads and page numbers aside."""
    for row in layout.lines:
        if (row[-1].bottom < table.box[1] if above else row[0].top > table.box[3]) and not is_margin(
            row, layout, running
        ):
            yield from row


def _with_overflow(table: RuledTable, under: list[Line]) -> RuledTable | None:
    """A table with the words that run out of its last row's cells at the page's end; None where others stand under it."""
    if not under:
        return table
    bottom = table.box[3]
    lowest = [cell for cell in table.cells if abs(cell.box[3] - bottom) <= SAME]
    end = bottom
    for line in under:
        held = any(line.x0 >= cell.box[0] and line.x1 <= cell.box[2] for cell in lowest)
        if not held or line.top - end > line.height:
            return None
        end = max(end, line.bottom)
    cells = tuple(replace(cell, box=(*cell.box[:3], end)) if cell in lowest else cell for cell in table.cells)
    return RuledTable((*table.box[:3], end), cells)


def _columns(table: RuledTable) -> list[float]:
    """The upright lines of a table."""
    return ruling_lines(x for cell in table.cells for x in (cell.box[0], cell.box[2]))


def _in_columns(table: RuledTable, lines: Sequence[float]) -> RuledTable:
    """A table whose cells count the columns between some lines."""
    cells = []
    for cell in table.cells:
        left, right = (bisect_right(lines, x + SAME) - 1 for x in (cell.box[0], cell.box[2]))
        cells.append(replace(cell, column=left, column_span=max(right - left, 1)))
    return RuledTable(table.box, tuple(cells))
