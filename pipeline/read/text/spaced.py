"""Tables set with spaces, or drawn without rules: segments of lines in, head and rows out, only where it is certain.

The columns are where the lines that hold figures have words, and a line that begins no row goes on with the row above.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.read.text.centred import Cells, centred_rows, rest_over, words_by_column
from pipeline.read.text.columns import Columns, Segment, columns_of
from pipeline.read.text.cuts import cut_segments
from pipeline.read.text.heads import head_of
from pipeline.read.text.numbered import as_numbered, numbers_columns, with_room

LEAST = 3
"""Full rows, and columns, that make a table."""
_FIGURES = 0.75
"""Share of a column's cells that are figures, in a column of figures."""
_FIGURE = re.compile(r"[-–(]?\d[\d., ]*\)?\s?%?$|[-–]$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_ORDINAL = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[a-zđA-ZĐ])[.)]?$|[-+*•]$")
_NUMBERS = re.compile(r"(?:S|Số\s?)?TT$", re.IGNORECASE)
"""What heads the numbers of rows; what stands left over it is none of the table."""

RowWords = dict[int, tuple[str, int]]
"""The words of a row's cells, and how many columns they span, by column."""


@dataclass(frozen=True, slots=True)
class SpacedTable:
    """The lines of a table's head and of each row, the words of their cells, and its columns."""

    head: range
    heads: Sequence[RowWords]
    rows: tuple[range, ...]
    cells: Sequence[RowWords]
    columns: Columns
    lines: Sequence[Sequence[Segment]]
    """All lines that were given, their segments cut where columns are."""
    numbers: int | None = None
    """The line that numbers the columns, which need not stand in them."""


def is_of_figures(words: Sequence[str]) -> bool:
    """Whether the words of a column are figures."""
    told = [word for word in words if word]
    figures = sum(_FIGURE.match(word) is not None for word in told)
    # A heading stands over the figures, on two lines at most.
    return figures >= LEAST - 1 and figures >= _FIGURES * (len(told) - 2)


def spaced_table(lines: Sequence[Sequence[Segment]]) -> SpacedTable | None:
    """The table that some lines hold, if it is certain."""
    rows = cut_segments(lines)
    counted = [at for at, row in enumerate(rows) if len(row) > 1 and any(_counts(one.words) for one in row)]
    numbers = counted.pop(0) if counted and numbers_columns(rows[counted[0]]) else None
    if len(counted) < LEAST:
        return None
    # Where figures stand in the middle of their rows, columns of words may have none beside them.
    told = ([rows[at] for at in counted], [row for row in rows[counted[0] : counted[-1] + 1] if row])
    return next(filter(None, (_in_columns(rows, counted, columns_of(some), numbers) for some in told)), None)


def _in_columns(
    rows: Sequence[Sequence[Segment]], counted: Sequence[int], columns: Columns, numbers: int | None
) -> SpacedTable | None:
    """The table of some columns; `numbers` is the line that counts them."""
    if numbers is not None:
        columns = as_numbered(columns, rows[numbers], [rows[at] for at in counted])
    figured = _figured(columns, [rows[at] for at in counted])
    if len(columns) < LEAST or not figured:
        return None
    first = top = counted[0] if numbers is None else numbers
    while first and (not (above := rows[first - 1]) or len(above) > 1 or above[0].start >= columns.wholes[0][1]):
        first -= 1
    # A title or the unit stands above alone.
    ordinal = next((at for at in range(first, top) if heads_numbers(rows[at])), first)
    while len(rows[first]) < 2 or (first < ordinal and rows[first][0].start < rows[ordinal][1].start):
        first += 1
    ordinals = _is_of_ordinals(columns, [rows[at] for at in counted])
    loose, figures = _loose(rows, counted, columns, figured, ordinals)
    whole = centred_rows(loose, figures) if figures else None
    whole = whole or rest_over(loose, rows, first, counted[0])
    begun = whole[0].start if whole else counted[0]
    head = range(first, begun if numbers is None else numbers)
    over = [rows[at] for at in head if rows[at]]
    columns, heads = head_of(columns, over, figured)
    if numbers is not None:
        heads = head_of(with_room(columns, rows[numbers]), over, figured)[1]
    body = _Body(columns, figured, ordinals)
    begins = []
    if numbers is not None:
        body.number(rows[numbers])
        begins.append(numbers)
        for at in range(numbers + 1, begun):
            held = body.count
            if rows[at] and not body.add(rows[at], is_last=False):
                return None
            begins += [at] * (body.count - held)
    for lines in whole:
        body.whole(rows[lines.start : lines.stop])
    begins += [lines.start for lines in whole]
    if whole and whole[0].stop > counted[0]:
        spans = (*(range(*span) for span in pairwise((*begins[: -len(whole)], begun))), *whole)
        return SpacedTable(head, heads, spans, body.rows, columns, rows, numbers)
    end = counted[-1] + 1
    for at in range(counted[0], len(rows)):
        held = body.count
        if rows[at] and not body.add(rows[at], at >= end):
            if at < end:
                return None
            break
        begins += [at] * (body.count - held)
        end = max(end, at + 1)
    spans = tuple(range(*span) for span in pairwise((*begins, end)))
    return SpacedTable(head, heads, spans, body.rows, columns, rows, numbers)


def _loose(
    rows: Sequence[Sequence[Segment]], counted: Sequence[int], columns: Columns, figured: frozenset[int], ordinals: bool
) -> tuple[list[Cells | None], list[int]]:
    """Each line's words in columns of words, and which lines have a figure or a row's number beside them."""
    places = [[columns.touched(one) for one in row] for row in rows]
    figures = [
        at
        for at in range(counted[0], counted[-1] + 1)
        if rows[at] and (_holds_figure(rows[at], places[at], figured) or (ordinals and (0,) in places[at]))
    ]
    named = frozenset(range(len(columns))) - figured - ({0} if ordinals else frozenset())
    held = frozenset(figures)
    lines = enumerate(zip(rows, places, strict=True))
    return [words_by_column(*line, named, is_figured=at in held) for at, line in lines], figures


def heads_numbers(row: Sequence[Segment]) -> bool:
    """Whether a line begins with what heads the numbers of rows; beside figures 'TT' is 'thị trấn'."""
    return len(row) > 1 and _NUMBERS.match(row[0].words) is not None and not any(_counts(one.words) for one in row[1:])


def _holds_figure(line: Sequence[Segment], places: Sequence[tuple[int, ...]], figured: frozenset[int]) -> bool:
    return any(
        touched and touched[0] in figured and _FIGURE.match(one.words)
        for one, touched in zip(line, places, strict=True)
    )


def _counts(words: str) -> bool:
    """Whether words are a figure, and no year, which a head may have too."""
    return _FIGURE.match(words) is not None and not _YEAR.match(words)


def _figured(columns: Columns, rows: Sequence[Sequence[Segment]]) -> frozenset[int]:
    """The columns of figures; the first is none, which may hold numbers of rows."""
    words: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        for one in row:
            for column in columns.touched(one):
                words[column].append(one.words)
    return frozenset(column for column, told in words.items() if column and is_of_figures(told))


def _is_of_ordinals(columns: Columns, rows: Sequence[Sequence[Segment]]) -> bool:
    first = [one.words for row in rows for one in row if columns.touched(one) == (0,)]
    return sum(_ORDINAL.match(words) is not None for words in first) > len(first) / 2


class _Body:
    """The rows under the head, line by line."""

    def __init__(self, columns: Columns, figured: frozenset[int], ordinals: bool) -> None:
        self._columns = columns
        self._figured = figured
        self._ordinals = ordinals
        self._last: tuple[Sequence[Segment], Sequence[tuple[int, ...]]] = ((), ())
        self._words: list[dict[int, tuple[list[str], int]]] = []

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._words)

    @property
    def rows(self) -> list[RowWords]:
        """The words of each row's cells, and how many columns they span."""
        return [{at: (" ".join(words), span) for at, (words, span) in row.items()} for row in self._words]

    def number(self, line: Sequence[Segment]) -> None:
        """Take the line that numbers the columns, each its own where there are as many."""
        each = len(line) == len(self._columns)
        self._words.append({})
        for at, one in enumerate(line):
            self._words[-1].setdefault(at if each else self._columns.headed(one)[0], ([], 1))[0].append(one.words)

    def whole(self, lines: Iterable[Sequence[Segment]]) -> None:
        """Take lines as one row."""
        self._words.append({})
        for line in lines:
            self._take(line, [self._columns.touched(one) for one in line])

    def add(self, line: Sequence[Segment], is_last: bool) -> bool:
        """Take a line; False where it is none of the table. After the last figures only what goes on is taken."""
        places = [self._columns.touched(one) for one in line]
        if any(not touched or (len(touched) > 1 and at) for at, touched in enumerate(places)):
            return False
        opens = self._opens(line, places)
        goes_on = all(one.words[0].islower() for one in line) or self._is_full(line, places)
        is_title = line[0].words.isupper() and not any(one.words.isupper() for one in self._last[0])
        if is_last and (opens or not goes_on or is_title):
            return False
        if opens or not self._words:
            self._words.append({})
        self._take(line, places)
        self._last = line, places
        return True

    def _take(self, line: Sequence[Segment], places: Sequence[tuple[int, ...]]) -> None:
        for one, touched in zip(line, places, strict=True):
            self._words[-1].setdefault(touched[0], ([], len(touched)))[0].append(one.words)

    def _opens(self, line: Sequence[Segment], places: Sequence[tuple[int, ...]]) -> bool:
        """Whether a line begins a row: it holds a figure, a number of a row, or words that the line above had room for."""
        if len(places[0]) > 1 or _holds_figure(line, places, self._figured):
            return True
        return places[0] == (0,) and (self._ordinals or not self._is_full(line[:1], places[:1]))

    def _is_full(self, line: Sequence[Segment], places: Sequence[tuple[int, ...]]) -> bool:
        """Whether the line above had no room, in each column that this line has words in."""
        above = {touched: one for one, touched in zip(*self._last, strict=True)}
        return all(
            touched in above and self._columns.is_full(touched[0], above[touched], one)
            for one, touched in zip(line, places, strict=True)
        )
