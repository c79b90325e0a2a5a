"""Tables without rules, told by alignment: lines in, tables out, only where it is certain.

At least three rows of at least three segments that keep to the same columns, one of the columns of figures. A
segment that reaches into two columns ends the table: what is doubtful stays text, read across with tabs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.read.page.lines import Line
from pipeline.read.page.tables import RuledCell, RuledTable

_LEAST = 3
"""Full rows, and columns, that make a table."""
_ROW_GAP = 2.0
"""Gap in line heights that ends a table."""
_WRAPPED_GAP = 0.45
"""Gap in line heights under which a lone segment goes on with the cell above."""
_GAP = 0.6
"""Gap in line heights at which a segment may be cut in two, wider than between words."""
_CLEAR = 3.0
"""Points that columns stay apart."""
_FIGURES = 0.75
"""Share of a column's cells that are figures, in a column of figures."""
_FIGURE = re.compile(r"[-–(]?\d[\d.,]*\)?\s?%?$|[-–]$")

_Span = tuple[float, float]


def aligned_tables(lines: Sequence[Sequence[Line]], ruled: Sequence[RuledTable]) -> list[RuledTable]:
    """The tables among a page's rows of segments that no ruled table holds."""
    found: list[RuledTable] = []
    block: list[list[Line]] = []
    columns: list[_Span] = []
    for row in [*lines, []]:
        if not block and len(row) < _LEAST:
            continue
        wider = _with_row(columns, row) if row and not is_held(row, ruled) else None
        apart = block and row and row[0].top - max(line.bottom for line in block[-1]) > _ROW_GAP * row[0].height
        if wider is None and row and not apart and len(row) > len(columns) and not is_held(row, ruled):
            # What stands close together in the head is told apart by the columns under it.
            block, wider = _parted(block, row)
        if wider is not None and not apart and (block or len(row) >= _LEAST):
            block.append(list(row))
            columns = wider
            continue
        found.extend(_tables(block, columns))
        opens = len(row) >= _LEAST and not is_held(row, ruled)
        block, columns = ([list(row)], [(line.x0, line.x1) for line in row]) if opens else ([], [])
    return found


def is_held(row: Sequence[Line], ruled: Sequence[RuledTable]) -> bool:
    """Whether a row stands level with one of some tables."""
    middle = (row[0].top + row[0].bottom) / 2
    return any(table.box[1] <= middle <= table.box[3] for table in ruled)


def _with_row(columns: list[_Span], row: Sequence[Line]) -> list[_Span] | None:
    """The columns with a row's segments in them; None where one does not fit a single column."""
    if not columns:
        return [(line.x0, line.x1) for line in row]
    wider = list(columns)
    taken: set[int] = set()
    for index, line in enumerate(row):
        touched = [at for at, (left, right) in enumerate(columns) if line.x0 < right and line.x1 > left]
        if not touched and len(row) == len(columns):
            touched = [index]  # a figure on the right of its column stands under no letter of a head on the left
        if len(touched) != 1 or touched[0] in taken:
            return None
        taken.add(touched[0])
        left, right = columns[touched[0]]
        wider[touched[0]] = (min(left, line.x0), max(right, line.x1))
    return wider if all(right[0] - left[1] > _CLEAR for left, right in pairwise(wider)) else None


def _parted(block: list[list[Line]], row: Sequence[Line]) -> tuple[list[list[Line]], list[_Span] | None]:
    """The rows of a block cut at a row's columns, and the columns of all; the block as it is and None where they are no table."""
    parted = [[part for line in above for part in _parts(line, row)] for above in block]
    columns: list[_Span] | None = [(line.x0, line.x1) for line in row]
    for above in parted:
        columns = _with_row(columns, above) if columns else None
    return (parted, columns) if columns else (block, None)


def _parts(line: Line, row: Sequence[Line]) -> Iterator[Line]:
    """A segment cut before each word that the first of a column's letters stand under, where a gap is before it."""
    words = [line.words[0]]
    for word in line.words[1:]:
        gap = word.x0 - words[-1].x1
        if gap > _GAP * line.height and any(words[-1].x1 < below.x0 < word.x1 for below in row):
            yield Line(tuple(words))
            words = []
        words.append(word)
    yield Line(tuple(words))


def _tables(block: list[list[Line]], columns: list[_Span]) -> Iterator[RuledTable]:
    """A block as a table, if it is one; lone lines at its end belong to the text below."""
    while block and len(block[-1]) == 1:
        block = block[:-1]
    full = [row for row in block if len(row) >= _LEAST]
    if len(full) < _LEAST or not any(_is_of_figures(full, column) for column in columns[1:]):
        return
    rows: list[list[Line]] = []
    for row in block:
        gap = row[0].top - max(line.bottom for line in rows[-1]) if rows else 0.0
        if rows and len(row) == 1 and gap < _WRAPPED_GAP * row[0].height:
            rows[-1].extend(row)
        else:
            rows.append(list(row))
    xs = _edges([columns[0][0] - _CLEAR, *(x for column in columns for x in column), columns[-1][1] + _CLEAR])
    spans = [(min(line.top for line in row), max(line.bottom for line in row)) for row in rows]
    ys = _edges([spans[0][0], *(y for span in spans for y in span), spans[-1][1]])
    cells = tuple(
        RuledCell(row, column, 1, 1, (left, top, right, bottom))
        for row, (top, bottom) in enumerate(pairwise(ys))
        for column, (left, right) in enumerate(pairwise(xs))
    )
    yield RuledTable((xs[0], ys[0], xs[-1], ys[-1]), cells)


def _is_of_figures(rows: list[list[Line]], column: _Span) -> bool:
    words = [line.text for row in rows for line in row if line.x0 < column[1] and line.x1 > column[0]]
    figures = sum(_FIGURE.match(word) is not None for word in words)
    # A heading stands over the figures, and is none.
    return figures >= 2 and figures >= _FIGURES * (len(words) - 1)


def _edges(values: list[float]) -> list[float]:
    """From sides (first, then end and start of neighbours, then last) the lines half-way between neighbours."""
    inner = values[2:-2]
    middles = [(end + start) / 2 for end, start in zip(inner[::2], inner[1::2], strict=True)]
    return [values[0], *middles, values[-1]]
