"""From words on a page to text in reading order: lines, columns, paragraphs, tables.

Two columns side by side (letterhead, signature block) come out one after the other. Lines of one
paragraph are joined: a line that reaches the right margin goes on in the next, unless that one opens a
bullet, a label or a new indent. Page numbers and running heads are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from pipeline.read.pdf_chars import PlacedWord
from pipeline.read.pdf_tables import RuledTable
from pipeline.records import Cell, Page, Table, Word

_COLUMN_GAP = 1.6
_PAGE_NUMBER = re.compile(r"(?:[-–]\s*)?(?:(?:Trang|Page)\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*[-–])?$", re.IGNORECASE)
_OPENS = re.compile(
    r"(?:[-–—+*•●○▪■·\uf0b7]|\(?\d{1,3}(?:\.\d{1,2})*(?:[.)](?!\d)|/\s)|\d{1,2}(?:\.\d{1,2})+\s|[IVXLC]{1,6}[.)/]|[a-zđ][.)/]|(?:Điều|Chương|Mục|Phần)\s+\S+)\s*"
)
_EDGE = 0.09
"""Share of the page's height, at its top and bottom, where running heads and page numbers stand."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line, in one column."""

    words: tuple[PlacedWord, ...]

    @property
    def text(self) -> str:
        """Its words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.words[-1].x1

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(word.bottom for word in self.words)

    @property
    def height(self) -> float:
        """The height of its tallest word."""
        return max(word.height for word in self.words)


@dataclass(slots=True)
class PageLayout:
    """What stands on a page: rows of line segments from top to bottom, and its ruled tables."""

    width: float
    height: float
    lines: list[list[Line]]
    tables: list[RuledTable] = field(default_factory=list)


def lines_of(words: Sequence[PlacedWord]) -> list[list[Line]]:
    """Rows from top to bottom, each cut into segments where the gap is wider than any between words.

    `words` come in the order of the page's content; those that follow one another on a baseline stay
    together, so that two columns whose lines are not level do not tear each other's lines.
    """
    rows: list[list[PlacedWord]] = []
    for run in sorted(_runs(words), key=lambda r: (_middle(r[0]), r[0].x0)):
        row = rows[-1] if rows else None
        if row and abs(_middle(run[0]) - _middle(row[0])) < 0.45 * max(row[0].height, run[0].height):
            row.extend(run)
        else:
            rows.append(list(run))
    return [_segments(sorted(row, key=lambda w: w.x0)) for row in rows]


def _runs(words: Sequence[PlacedWord]) -> list[list[PlacedWord]]:
    runs: list[list[PlacedWord]] = []
    for word in words:
        last = runs[-1][-1] if runs else None
        level = last is not None and abs(_middle(word) - _middle(last)) < 0.2 * max(word.height, last.height)
        if last is not None and level and -1 < word.x0 - last.x1 < _COLUMN_GAP * word.height:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _middle(word: PlacedWord) -> float:
    return (word.top + word.bottom) / 2


def _segments(row: list[PlacedWord]) -> list[Line]:
    segments = [[row[0]]]
    for word in row[1:]:
        gap = word.x0 - segments[-1][-1].x1
        if gap > _COLUMN_GAP * max(word.height, segments[-1][-1].height):
            segments.append([word])
        else:
            segments[-1].append(word)
    return [Line(tuple(segment)) for segment in segments]


def running_lines(pages: Sequence[Sequence[Sequence[Line]]]) -> frozenset[str]:
    """Heads and feet that stand on at least three pages and on half of them, figures aside."""
    if len(pages) < 3:
        return frozenset()
    counts = Counter(
        key for rows in pages for key in {_running_key(row[0].text) for row in (*rows[:2], *rows[-2:]) if row}
    )
    return frozenset(key for key, count in counts.items() if count >= max(3, len(pages) / 2) and key)


def _running_key(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def lay_out(number: int, layout: PageLayout, running: frozenset[str]) -> Page:
    """The page's text with the place of each word and table in it."""
    builder = _Builder()
    tables = sorted(layout.tables, key=lambda table: table.box[1])
    inside: list[list[PlacedWord]] = [[] for _ in tables]
    flow: list[list[Line]] = []
    for row in layout.lines:
        if _is_margin(row, layout, running):
            continue
        outer: list[Line] = []
        for line in row:
            held = _table_of(line, tables)
            if held is None:
                outer.append(line)
            else:
                inside[held].extend(line.words)
        if outer:
            flow.append(outer)
    for table, words in zip(tables, inside, strict=True):
        above = [row for row in flow if row[0].top < table.box[1]]
        _emit_flow(builder, above, layout)
        flow = flow[len(above) :]
        builder.table(table, words)
    _emit_flow(builder, flow, layout)
    return builder.page(number, layout)


def _table_of(line: Line, tables: Sequence[RuledTable]) -> int | None:
    x, y = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
    for index, table in enumerate(tables):
        left, top, right, bottom = table.box
        if left - 2 <= x <= right + 2 and top - 2 <= y <= bottom + 2:
            return index
    return None


def _is_margin(row: Sequence[Line], layout: PageLayout, running: frozenset[str]) -> bool:
    """A page number or running head alone at the page's top or bottom."""
    line = row[0]
    at_edge = line.bottom < _EDGE * layout.height or line.top > (1 - _EDGE) * layout.height
    if len(row) > 1 or not at_edge:
        return False
    return _PAGE_NUMBER.match(line.text) is not None or _running_key(line.text) in running


def _emit_flow(builder: _Builder, rows: list[list[Line]], layout: PageLayout) -> None:
    """Rows outside tables: stretches of two columns column by column, the rest as paragraphs."""
    single = [row[0] for row in rows if len(row) == 1]
    left = min((line.x0 for line in single), default=0.0)
    right = max((line.x1 for line in single), default=layout.width)
    index = 0
    pending: list[Line] = []
    while index < len(rows):
        if len(rows[index]) == 1:
            pending.append(rows[index][0])
            index += 1
            continue
        stretch, gutter = _two_columns(rows, index)
        if gutter is None:
            builder.paragraphs(pending, left, right)
            pending = []
            builder.row(rows[index])
            index += 1
            continue
        builder.paragraphs(pending, left, right)
        pending = []
        lines = [line for row in rows[index : index + stretch] for line in row]
        for side in ([x for x in lines if x.x1 <= gutter], [x for x in lines if x.x0 >= gutter]):
            builder.lines(side)
            builder.gap()
        index += stretch
    builder.paragraphs(pending, left, right)


def _two_columns(rows: Sequence[Sequence[Line]], start: int) -> tuple[int, float | None]:
    """How many rows from `start` keep clear of one gutter, and where it is; None for a table's row."""
    if len(rows[start]) != 2:
        return 1, None
    low, high = rows[start][0].x1, rows[start][1].x0
    count = 1
    for row, above in zip(rows[start + 1 :], rows[start:], strict=False):
        if row[0].top - above[0].bottom > 4 * row[0].height or len(row) > 2:
            break
        new_low = max([low, *(line.x1 for line in row if line.x0 < (low + high) / 2)])
        new_high = min([high, *(line.x0 for line in row if line.x0 >= (low + high) / 2)])
        if new_high - new_low < 4:
            break
        low, high = new_low, new_high
        count += 1
    # Lines of one column only, below the last that has both, belong to the page again if they are centred.
    while (
        count > 1
        and len(rows[start + count - 1]) == 1
        and rows[start + count - 1][0].x0 < low < rows[start + count - 1][0].x1
    ):
        count -= 1
    return count, (low + high) / 2


class _Builder:
    """Text as it grows, with the words' offsets."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._words: list[Word] = []
        self._tables: list[Table] = []

    def page(self, number: int, layout: PageLayout) -> Page:
        """The finished page."""
        return Page(number, "".join(self._parts), layout.width, layout.height, tuple(self._words), tuple(self._tables))

    def gap(self) -> None:
        """An empty line."""
        self._add("\n")

    def lines(self, lines: Sequence[Line]) -> None:
        """Lines as they stand."""
        for line in lines:
            self._line(line.words)
            self._add("\n")

    def row(self, segments: Sequence[Line]) -> None:
        """Segments of one row, tabs between."""
        for index, segment in enumerate(segments):
            if index:
                self._add("\t")
            self._line(segment.words)
        self._add("\n")

    def paragraphs(self, lines: Sequence[Line], left: float, right: float) -> None:
        """Lines joined where one goes on in the next; an empty line where the gap is wide."""
        for line, following in zip_longest(lines, lines[1:]):
            self._line(line.words)
            if following is None:
                self._add("\n")
            elif _goes_on(line, following, left, right):
                self._add(" ")
            else:
                wide = following.top - line.bottom > 0.9 * line.height
                self._add("\n\n" if wide else "\n")

    def table(self, table: RuledTable, words: Sequence[PlacedWord]) -> None:
        """A table's rows: cells parted by tabs, a cell's own lines by spaces."""
        start = self._length
        cells: list[Cell] = []
        row = 0
        for cell in table.cells:
            if cell.row != row:
                self._add("\n" * (1 if cells else 0))
                row = cell.row
            elif cells:
                self._add("\t")
            at = self._length
            for line in lines_of([word for word in words if _in_box(word, cell.box)]):
                if self._length > at:
                    self._add(" ")
                self._line([word for segment in line for word in segment.words])
            cells.append(Cell(cell.row, cell.column, at, self._length, cell.row_span, cell.column_span))
        self._tables.append(Table(start, self._length, tuple(cells), table.box))
        self._add("\n")

    def _line(self, words: Sequence[PlacedWord]) -> None:
        for index, word in enumerate(words):
            if index:
                self._add(" ")
            start = self._length
            self._add(word.text)
            self._words.append(
                Word(start, self._length, word.x0, word.top, word.x1, word.bottom, word.confidence, word.other)
            )

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _in_box(word: PlacedWord, box: tuple[float, float, float, float]) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _goes_on(line: Line, following: Line, left: float, right: float) -> bool:
    """Whether a line's paragraph continues in the next."""
    reaches = line.x1 > right - 3.5 * line.height
    near = following.top - line.bottom < 0.9 * line.height
    if not reaches or not near or _OPENS.match(following.text):
        return False
    if following.x0 <= left + 6:
        return True
    if abs(following.x0 - line.x0) < 4 or following.text[:1].islower():
        return not line.text.endswith((".", ";", ":"))
    return False
