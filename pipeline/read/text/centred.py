"""Rows whose figures stand in the middle of their lines, in tables set with spaces: which lines each row takes.

Where names take several lines and figures one, `pdftotext -layout` puts the figure beside the middle one. Lines without
figures between two rows are parted where the words of each cell go on to their ends and stand evenly over and under the figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.read.text.columns import Segment

_LONGEST = 20
"""Lines between two figures, at the most."""
_MOST_WAYS = 40_000
"""Ways to part the lines of a table, at the most: keeps hostile tables linear."""
_ROOM = 3
"""Characters that stay free in a line beside the word that it has room for: letters are not all as wide."""
_BETTER = 2
"""How many times fewer faults the rows show than those that begin at their figures."""

Cells = Mapping[int, Segment]


@dataclass(frozen=True, slots=True)
class _Way:
    """How the lines up to a figure's row may be parted: its faults, and where each row begins."""

    faults: int
    begins: tuple[int, ...]


def centred_rows(lines: Sequence[Cells | None], figured: Sequence[int]) -> list[range] | None:
    """The lines of each of the `figured` rows; None where rows begin at their figures, as they mostly do.

    `lines` are words by column, None where a line can be no part of a row with a figure in its middle.
    """
    edges: defaultdict[int, int] = defaultdict(int)
    for cells in lines:
        for column, one in (cells or {}).items():
            edges[column] = max(edges[column], one.end)

    def faults(row: range, figure: int | None) -> int:
        """What speaks against some lines being a row; `figure` is the one in its middle."""
        told = [(at, cells) for at in row if (cells := lines[at])]
        columns = [[(at, cells[column]) for at, cells in told if column in cells] for column in edges]
        found = sum(_faults(column, edge) for column, edge in zip(columns, edges.values(), strict=True))
        return found if figure is None else found + sum(_uneven(column, figure) for column in columns)

    ends = [*figured[1:], _reach(lines, figured[-1], 1)]
    gaps = [range(*span) for span in zip(figured, ends, strict=True)]
    begun_at_figures = sum(faults(gap, None) for gap in gaps)
    if not begun_at_figures or any(lines[at] is None for gap in gaps for at in gap):
        return None
    if max(map(len, gaps)) > _LONGEST or sum(len(gap) ** 2 for gap in gaps) > _MOST_WAYS:
        return None
    first = _reach(lines, figured[0], -1) + 1
    best = _best(first, figured, ends[-1], faults)
    if best.faults * _BETTER > begun_at_figures:
        return None
    return [range(*span) for span in pairwise(best.begins)]


def words_by_column(
    line: Sequence[Segment], places: Sequence[tuple[int, ...]], named: frozenset[int], *, is_figured: bool
) -> Cells | None:
    """A line's words in the `named` columns; None where it holds others and no figures beside which they stand."""
    told = {touched[0]: one for one, touched in zip(line, places, strict=True) if len(touched) == 1}
    if not is_figured and (len(told) < len(line) or not told.keys() <= named):
        return None
    return {column: one for column, one in told.items() if column in named}


def rest_over(lines: Sequence[Cells | None], rows: Sequence[Sequence[Segment]], head: int, first: int) -> list[range]:
    """The lines over the first row that are the rest of one which a page's end cuts: more than a head has in its middle."""
    start = first
    while start > head and lines[start - 1]:
        start -= 1
    over = next((at for at in range(head, start) if len(rows[at]) > 1), start) - head
    return [range(start, first)] if head < start and first - start > over + 1 else []


def _reach(lines: Sequence[Cells | None], start: int, step: int) -> int:
    """The first line from a figure's on, up or down, that its row cannot take."""
    at = start + step
    while 0 <= at < len(lines) and lines[at] and abs(at - start) < _LONGEST:
        at += step
    return at


def _best(first: int, figured: Sequence[int], end: int, faults: Callable[[range, int], int]) -> _Way:
    """The way with the fewest faults, with as many lines as can be."""
    ways = {begin: _Way(0, (begin,)) for begin in range(figured[0], first - 1, -1)}
    for figure, following in zip(figured, (*figured[1:], None), strict=True):
        ends = range(figure + 1, (end if following is None else following) + 1)
        ways = {
            stop: min(
                (
                    _Way(way.faults + faults(range(begin, stop), figure), (*way.begins, stop))
                    for begin, way in ways.items()
                ),
                key=lambda way: way.faults,
            )
            for stop in ends
        }
    return min(reversed(ways.values()), key=lambda way: way.faults)


def _faults(cell: Sequence[tuple[int, Segment]], edge: int) -> int:
    """What speaks against some lines being a whole cell: it opens in a small letter, a line leaves room for the next word."""
    roomy = sum(
        above.end + _ROOM + len(below.words.split(" ", 1)[0]) <= edge for (_, above), (_, below) in pairwise(cell)
    )
    return 2 * (roomy + (bool(cell) and cell[0][1].words[0].islower()))


def _uneven(cell: Sequence[tuple[int, Segment]], figure: int) -> int:
    """How far the figure is from the middle of a cell's lines."""
    over, under = sum(at < figure for at, _ in cell), sum(at > figure for at, _ in cell)
    return max(abs(over - under) - 1, 0)
