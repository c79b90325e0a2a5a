"""Tables of plain text, set with tabs, spaces or strokes: lines in, tables out, only where it is certain.

Of tabs and upright strokes each parts two cells, so lines of as many tabs make a table. Of spaces the columns are where the lines that hold
figures have words, and a line that begins no row goes on with the row above. Either way three lines of figures are
needed, and a column of them; what is doubtful stays text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter

from pipeline.read.blocks import Grid, GridCell, Piece
from pipeline.read.text.boxed import boxed_rows, is_boxed, is_rule
from pipeline.read.text.columns import Segment, segments_of
from pipeline.read.text.repeated import with_repeats
from pipeline.read.text.spaced import LEAST, heads_numbers, is_of_figures, spaced_table

_ALIKE = 0.6
"""Share of a tabbed table's lines that have all its tabs; of others the last were left out."""
_RULE = re.compile(r"[-=_+|\s]+$")
_LONGEST = 400
"""Characters of a line set with spaces."""
_PROSE = 60
"""Characters from which words without a gap are no row of a table."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table and the lines that it takes, from `start` to before `end`."""

    start: int
    end: int
    grid: Grid


def text_tables(lines: Sequence[str]) -> Iterator[TextTable]:
    """The tables among a page's lines, in order."""
    at = 0
    for kind, group in groupby(zip(_kinds(lines), lines, strict=True), key=itemgetter(0)):
        stretch = [line for _, line in group]
        for table in _WAYS[kind](stretch) if kind else ():
            yield TextTable(at + table.start, at + table.end, table.grid)
        at += len(stretch)


def _kinds(lines: Sequence[str]) -> list[str]:
    """What parts the cells of each line; a stroke across goes with the rows over it."""
    kinds = list[str]()
    for line in lines:
        kinds.append("|" if kinds and kinds[-1] == "|" and is_rule(line) else _kind(line))
    return kinds


def _kind(line: str) -> str:
    """What may part a line's cells; nothing for running text."""
    text = line.strip()
    if "\t" in text:
        return "\t"
    if is_boxed(text):
        return "|"
    if (
        not text
        or "|" in text
        or len(text) > _LONGEST
        or (len(text) >= _PROSE and "  " not in text and not _RULE.match(text))
    ):
        return ""
    return " "


def _grid(rows: Sequence[dict[int, tuple[str, int]]]) -> Grid:
    """Rows of words and how many columns they span, by column."""
    return Grid(
        tuple(
            GridCell(at, column, (Piece(words),), 1, span)
            for at, row in enumerate(rows)
            for column, (words, span) in sorted(row.items())
        )
    )


# --- tabs and strokes ---------------------------------------------------------------------------------------


def _by_tabs(lines: Sequence[str]) -> Iterator[TextTable]:
    rows = [[cell.strip() for cell in line.strip(" ").split("\t")] for line in lines]
    width, full = Counter(map(len, rows)).most_common(1)[0]
    if full >= max(LEAST, _ALIKE * len(rows)) and max(map(len, rows)) <= width:
        yield from _told([row + [""] * (width - len(row)) for row in rows], len(lines))


def _by_strokes(lines: Sequence[str]) -> Iterator[TextTable]:
    yield from _told(boxed_rows(lines), len(lines))


def _told(rows: Sequence[Sequence[str]], end: int) -> Iterator[TextTable]:
    """Rows of as many cells, where one of their columns is of figures."""
    kept = [at for at, words in enumerate(zip(*rows, strict=True)) if any(words)]
    if any(is_of_figures([row[at] for row in rows]) for at in kept[1:]):
        yield TextTable(0, end, _grid([{new: (row[at], 1) for new, at in enumerate(kept)} for row in rows]))


def _by_spaces(lines: Sequence[str]) -> Iterator[TextTable]:
    """A table, or one at each head that numbers rows; titles stand between without an empty line."""
    rows = [() if _RULE.match(line) else segments_of(line) for line in lines]
    heads = [at for at, row in enumerate(rows) if heads_numbers(row)]
    parts = with_repeats(rows, heads) or [(0, [])]
    start = stop = 0
    for (_, repeats), end in zip(parts, (*(head for head, _ in parts[1:]), len(rows)), strict=True):
        tables = _over_repeats(rows, start, end, repeats)
        for first, last in () if tables else pairwise((start, *(again.start for again in repeats), end)):
            if table := spaced_table(rows[first:last]):
                grid = _grid([*table.heads, *table.cells])
                tables.append(TextTable(first + table.head.start, first + table.rows[-1].stop, grid))
        yield from tables
        stop = tables[-1].end if tables else stop
        start = end
        while start > stop and len(rows[start - 1]) == 1:
            start -= 1


def _over_repeats(rows: Sequence[Sequence[Segment]], start: int, end: int, repeats: Sequence[range]) -> list[TextTable]:
    """A table whose head is said again, in pieces that each have it; none where it does not go on under all of them."""
    said = {line for again in repeats for line in again}
    table = spaced_table([() if at in said else rows[at] for at in range(start, end)]) if repeats else None
    if table is None:
        return []
    begins = [start + lines.start for lines in table.rows]
    cuts = [*pairwise((0, *(bisect_left(begins, again.start) for again in repeats), len(begins)))]
    if any(first == last for first, last in cuts):
        return []
    edges = [start + table.head.start, *(again.start for again in repeats), start + table.rows[-1].stop]
    numbers = [] if table.numbers is None else table.cells[:1]
    return [
        TextTable(*lines, _grid([*table.heads, *(numbers if first else ()), *table.cells[first:last]]))
        for lines, (first, last) in zip(pairwise(edges), cuts, strict=True)
    ]


_WAYS = {"\t": _by_tabs, "|": _by_strokes, " ": _by_spaces}
