"""Tables without rules whose rows have several lines, told as those of text are: a page's rows of segments in, tables out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from pipeline.read.page.lines import Line
from pipeline.read.page.tables import RuledCell, RuledTable
from pipeline.read.page.words import PlacedWord
from pipeline.read.text.columns import Segment
from pipeline.read.text.cuts import counts_rows
from pipeline.read.text.heads import parted_heads
from pipeline.read.text.spaced import LEAST, SpacedTable, spaced_table

_TOUCHING = 3.0
"""Points by which a cell's words may reach over the side of its column."""
_ROW_GAP = 2.0
"""Gap in line heights that ends a table."""


def spaced_tables(lines: Sequence[Sequence[Line]]) -> list[RuledTable]:
    """The tables among rows of segments, from the top."""
    return [table for stretch in _stretches(lines) for table in _tables(stretch)]


def _stretches(lines: Sequence[Sequence[Line]]) -> Iterator[Sequence[Sequence[Line]]]:
    """Rows that stand near one another, some of them with several segments."""
    start = 0
    for at in range(1, len(lines) + 1):
        if at < len(lines):
            line, bottom = lines[at][0], max(one.bottom for one in lines[at - 1])
            if line.top - bottom <= _ROW_GAP * line.height:
                continue
        stretch = lines[start:at]
        if sum(len(row) > 1 for row in stretch) > 1:
            yield stretch
        start = at


def _tables(lines: Sequence[Sequence[Line]]) -> Iterator[RuledTable]:
    begins = Counter(round(line.x0) for row in lines for line in row)
    columns = {x for x in begins if sum(begins[near] for near in (x - 1, x, x + 1)) >= LEAST}
    count = counts_rows(row[0].text for row in lines if len(row) > 1)
    lines = [[part for line in row for part in _parts(line, columns, count)] if len(row) > 1 else row for row in lines]
    drawn = [line for row in lines for line in row]
    letter = sum(line.x1 - line.x0 for line in drawn) / sum(len(line.text) for line in drawn)
    rows = [[_segment(line, letter) for line in row] for row in lines]
    while rows and (table := spaced_table(rows)):
        if drawn_table := _drawn(table, lines):
            yield drawn_table
        rows, lines = rows[table.rows[-1].stop :], lines[table.rows[-1].stop :]


def _parts(line: Line, columns: Container[int], count: bool) -> Iterator[Line]:
    """A segment cut before each word that opens as a cell does where a column begins, and after a number that counts rows."""
    cuts = [
        at
        for at, word in enumerate(line.words)
        if (at and round(word.x0) in columns and not word.text[0].islower() and word.text[0].isalnum())
        or (at == 1 and count and line.words[0].text.isdigit())
    ]
    for start, end in pairwise((0, *cuts, len(line.words))):
        yield Line(line.words[start:end])


def _segment(line: Line, letter: float) -> Segment:
    start = round(line.x0 / letter)
    return Segment(start, max(round(line.x1 / letter), start + 1), line.text)


def _drawn(table: SpacedTable, lines: Sequence[Sequence[Line]]) -> RuledTable | None:
    """The boxes of a table's cells; none where words of two columns stand over one another."""
    xs = _sides(table, lines)
    if not xs:
        return None
    bands = [*_bands(table, lines), *table.rows]
    edges = [_edges(lines, band) for band in bands]
    ys = [edges[0][0], *((above[1] + below[0]) / 2 for above, below in pairwise(edges)), edges[-1][1]]
    first = len(bands) - len(table.rows)
    cells = [*_head_cells(table, first)]
    cells += [(row, column, 1, 1) for row in range(first, len(bands)) for column in range(len(xs) - 1)]
    boxed = tuple(
        RuledCell(row, column, down, across, (xs[column], ys[row], xs[column + across], ys[row + down]))
        for row, column, down, across in sorted(cells)
    )
    return RuledTable((xs[0], ys[0], xs[-1], ys[-1]), boxed)


def _sides(table: SpacedTable, lines: Sequence[Sequence[Line]]) -> list[float]:
    """The sides of the columns from the left, half-way between their words; none where columns stand over one another."""
    columns, over = table.columns, {at for at, (_, across) in (table.heads[:1] or [{}])[0].items() if across > 1}
    body = [at for row in table.rows for at in row if at != table.numbers]
    placed = [(columns.touched(one), words) for at in body for one, words in _drawn_words(table.lines[at], lines[at])]
    own = [(touched[0], words) for touched, words in placed if len(touched) == 1]
    parted = parted_heads(columns, [table.lines[at] for at in table.head])
    alone = []
    for at, row in zip(table.head, parted, strict=True):
        # A head on the left of its column stands over no figure on its right.
        each = len(row) == len(columns)
        for column, (one, words) in enumerate(_drawn_words(row, lines[at])):
            under = (column,) if each else columns.headed(one)
            alone += [(under[0], words)] if len(under) == 1 and under[0] not in over else []
    told, wider = _spans(own), _spans([*own, *alone])
    if len(wider) < len(columns):
        return []
    inner = []
    for left, right in pairwise(range(len(columns))):
        spans = wider if wider[left][1] <= wider[right][0] + _TOUCHING else told
        if left not in spans or right not in spans or spans[left][1] > spans[right][0] + _TOUCHING:
            return []
        inner.append((spans[left][1] + spans[right][0]) / 2)
    held = [line for at in (*table.head, *body) for line in lines[at]]
    return [min(line.x0 for line in held) - 1, *inner, max(line.x1 for line in held) + 1]


def _drawn_words(row: Sequence[Segment], lines: Sequence[Line]) -> Iterator[tuple[Segment, Sequence[PlacedWord]]]:
    """The words of each segment as they are drawn."""
    words = [word for line in lines for word in line.words]
    at = 0
    for one in row:
        end = at + one.words.count(" ") + 1
        yield one, words[at:end]
        at = end


def _spans(placed: Sequence[tuple[int, Sequence[PlacedWord]]]) -> dict[int, tuple[float, float]]:
    """Where the words of each column begin and end."""
    found: dict[int, tuple[float, float]] = {}
    for column, words in placed:
        left, right = found.get(column, (words[0].x0, words[-1].x1))
        found[column] = min(left, words[0].x0), max(right, words[-1].x1)
    return found


def _bands(table: SpacedTable, lines: Sequence[Sequence[Line]]) -> list[range]:
    """The lines of each row of the head: those of heads over several columns end the first of two."""
    head = table.head
    if not head:
        return []
    over = [words for words, across in table.heads[0].values() if across > 1]
    ends = [at + 1 for at in head for line in lines[at] if any(words.startswith(line.text) for words in over)]
    if len(table.heads) < 2 or not ends or max(ends) >= head.stop:
        return [head]
    return [range(head.start, max(ends)), range(max(ends), head.stop)]


def _head_cells(table: SpacedTable, rows: int) -> Iterator[tuple[int, int, int, int]]:
    """Row, column and spans of each cell of a head of so many rows."""
    count = len(table.columns)
    if rows < 2:
        yield from ((0, column, 1, 1) for column in range(count * rows))
        return
    over = {column: across for column, (_, across) in table.heads[0].items() if across > 1}
    under = {column for first, across in over.items() for column in range(first, first + across)}
    yield from ((0, column, 2, 1) for column in range(count) if column not in under)
    yield from ((0, column, 1, across) for column, across in over.items())
    yield from ((1, column, 1, 1) for column in sorted(under))


def _edges(lines: Sequence[Sequence[Line]], band: range) -> tuple[float, float]:
    held = [line for at in band for line in lines[at]]
    return min(line.top for line in held), max(line.bottom for line in held)
