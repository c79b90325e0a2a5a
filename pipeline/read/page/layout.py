"""From lines on a page to text in reading order: columns, paragraphs, tables.

Two columns side by side (letterhead, signature block) come out one after the other. Lines of one
paragraph are joined: a line that reaches the right margin goes on in the next, unless that one opens a
bullet, a label or a new indent. Page numbers and running heads are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.read.page.lines import Line, lines_of, running_key, running_lines
from pipeline.read.page.tables import RuledTable
from pipeline.read.page.text import FULL, PageText, words_by_cell
from pipeline.records import Page

__all__ = ["PageLayout", "lay_out", "lines_of", "running_lines"]

_PAGE_NUMBER = re.compile(
    r"(?:[-–—]\s*)?(?:(?:Trang|Page)\s*:?\s*)?(?:\d{1,4}|(?-i:[ivx]{1,6}))(?:\s*/\s*\d{1,4})?(?:\s*[-–—])?$",
    re.IGNORECASE,
)
_EDGE = 0.09
"""Share of the page's height, at its top and bottom, where running heads and page numbers stand."""
_FIGURE = re.compile(r"[-–(]?\d[\d.,]*\)?%?(?:\s*(?:đồng|đ|tr\.?đ?|triệu(?: đồng)?|tỷ(?: đồng)?))?$")
_APART, _SIGNED = 4, 9
"""Line heights that end columns side by side, and those that leave room to sign over two names."""
_AXIS = 4.0
"""Points within which centred lines have one middle."""
_ADDRESSED = re.compile(r"Kính gửi\b")
"""What stands under a letterhead's columns and is in neither."""
_PARAGRAPHS = 8
"""Lines from which a column is running text, to be joined, and no letterhead."""


@dataclass(slots=True)
class PageLayout:
    """What stands on a page: rows of line segments from top to bottom, and its ruled tables."""

    width: float
    height: float
    lines: list[list[Line]]
    tables: list[RuledTable] = field(default_factory=list)


def lay_out(number: int, layout: PageLayout, running: frozenset[str]) -> Page:
    """The page's text with the place of each word and table in it."""
    text = PageText()
    tables = sorted(layout.tables, key=lambda table: table.box[1])
    inside: list[list[Line]] = [[] for _ in tables]
    flow: list[list[Line]] = []
    for row in layout.lines:
        outer: list[Line] = []
        for line in row:
            held = _table_of(line, tables) if tables else None
            if held is None:
                outer.append(line)
            else:
                inside[held].append(line)
        if outer and not (len(outer) == len(row) and is_margin(row, layout, running)):
            flow.append(outer)
    for table, lines in zip(tables, inside, strict=True):
        words, beside = words_by_cell(table, lines)
        above = [row for row in flow if row[0].top < table.box[1]]
        flow = [*([line] for line in beside), *(row for row in flow if row[0].top >= table.box[1])]
        _emit_flow(text, above, layout)
        text.table(table, words)
    _emit_flow(text, flow, layout)
    return text.page(number, layout.width, layout.height)


def _table_of(line: Line, tables: Sequence[RuledTable]) -> int | None:
    """The table whose box a line touches."""
    y = (line.top + line.bottom) / 2
    for index, table in enumerate(tables):
        left, top, right, bottom = table.box
        if line.x1 > left and line.x0 < right and top <= y <= bottom:
            return index
    return None


def is_margin(row: Sequence[Line], layout: PageLayout, running: frozenset[str]) -> bool:
    """A page number or running head alone at the page's top or bottom."""
    top, bottom = min([line.top for line in row]), max([line.bottom for line in row])
    if not (bottom < _EDGE * layout.height or top > (1 - _EDGE) * layout.height):
        return False
    return running_key(row) in running or (len(row) == 1 and _PAGE_NUMBER.match(row[0].text) is not None)


def _emit_flow(text: PageText, rows: list[list[Line]], layout: PageLayout) -> None:
    """Rows outside tables: stretches of two columns column by column, the rest as paragraphs."""
    left, right = _margins([row[0] for row in rows if len(row) == 1], layout.width)
    index = 0
    pending: list[Line] = []
    while index < len(rows):
        stretch, gutter = _two_columns(rows, index, (layout.width / 2, (left + right) / 2))
        if not stretch:
            pending.append(rows[index][0])
            index += 1
            continue
        text.paragraphs(pending, left, right)
        pending = []
        lines = [line for row in rows[index : index + stretch] for line in row]
        first, second = ([x for x in lines if x.x1 <= gutter], [x for x in lines if x.x0 >= gutter])
        if gutter == 0.0 or _names_and_figures(rows[index : index + stretch], second):
            for row in rows[index : index + stretch]:
                text.row(row)
        else:
            for side in (first, second):
                _emit_column(text, side)
        index += stretch
    text.paragraphs(pending, left, right)


def _margins(lines: Sequence[Line], width: float) -> tuple[float, float]:
    """Where running text begins and ends; a frame may stand further out on the left, items and first lines further in.

    What goes on under a full first line stands at the margin; without any, the leftmost of two full lines does.
    """
    right = max((line.x1 for line in lines), default=width)
    full = [line.x1 > right - FULL * line.height for line in lines]
    under = Counter(
        round(following.x0)
        for (line, following), is_full in zip(pairwise(lines), full, strict=False)
        if is_full and following.x0 < line.x0 - 6 and following.top - line.bottom < line.height
    )
    if under:
        return float(max(under, key=lambda x: (under[x], x))), right
    starts = sorted(line.x0 for line, is_full in zip(lines, full, strict=True) if is_full)
    shared = (x for x, following in pairwise(starts) if following - x < 2)
    return next(shared, min((line.x0 for line in lines), default=0.0)), right


def _emit_column(text: PageText, lines: list[Line]) -> None:
    if len(lines) < _PARAGRAPHS:
        text.lines(lines)
    else:
        text.paragraphs(lines, min(line.x0 for line in lines), max(line.x1 for line in lines))
    text.gap()


def _names_and_figures(rows: Sequence[Sequence[Line]], figures: Sequence[Line]) -> bool:
    """A list of names with a figure for each, to be read across."""
    return all(len(row) == 2 for row in rows) and all(_FIGURE.match(line.text) for line in figures)


def _two_columns(rows: Sequence[Sequence[Line]], start: int, centres: Sequence[float]) -> tuple[int, float]:
    """How many rows from `start` keep clear of one gutter, and where it is; no rows for plain text.

    A gutter at 0 is for one row of three or more segments, a borderless table's.
    """
    first = _opens_columns(rows, start)
    if first is None:
        return (0, 0.0) if len(rows[start]) == 1 else (1, 0.0)
    low, high = first
    count = 1
    for above, row in pairwise(rows[start:]):
        room = _SIGNED if len(row) == len(above) == 2 else _APART
        if row[0].top - above[0].bottom > room * row[0].height or len(row) > 2 or _ADDRESSED.match(row[0].text):
            break
        # Two lines are of two columns, wherever the gutter was thought to be.
        middle = row[1].x0 if len(row) == 2 else (low + high) / 2
        new_low = max([low, *(line.x1 for line in row if line.x0 < middle)])
        new_high = min([high, *(line.x0 for line in row if line.x0 >= middle)])
        if new_high - new_low < 4:
            break
        low, high = new_low, new_high
        count += 1
    while count > 1 and _belongs_to_page(rows[start : start + count], low, high, centres):
        count -= 1
    return count, (low + high) / 2


def _opens_columns(rows: Sequence[Sequence[Line]], start: int) -> tuple[float, float] | None:
    """The gap between two segments of a row, or of two rows that overlap, their lines not being level."""
    row = rows[start]
    if len(row) == 2:
        return row[0].x1, row[1].x0
    if len(row) > 2 or start + 1 == len(rows) or len(rows[start + 1]) != 1:
        return None
    line, following = row[0], rows[start + 1][0]
    overlap = line.bottom - following.top > 0.3 * min(line.height, following.height)
    if not overlap:
        return None
    first, second = sorted((line, following), key=lambda one: one.x0)
    return (first.x1, second.x0) if second.x0 - first.x1 > 0.5 * first.height else None


def _belongs_to_page(rows: Sequence[Sequence[Line]], low: float, high: float, centres: Sequence[float]) -> bool:
    """Whether the last row is no line of a column but stands in the middle of the page, as a heading below does."""
    if len(rows[-1]) != 1:
        return False
    line = rows[-1][0]
    if line.x0 < low < line.x1:
        return True
    middle = (line.x0 + line.x1) / 2
    column = [other for row in rows[:-1] for other in row if (other.x0 < low) == (line.x0 < low)]
    if column and line.top - rows[-2][0].bottom < 0.3 * line.height:
        return _leaves_axis(middle, [(other.x0 + other.x1) / 2 for other in column], centres)
    own = sum((other.x0 + other.x1) / 2 for other in column) / max(len(column), 1)
    return bool(column) and min(abs(middle - centre) for centre in centres) < min(20.0, abs(middle - own))


def _leaves_axis(middle: float, column: Sequence[float], centres: Sequence[float]) -> bool:
    """Whether a line close under a column has the page's middle, and the lines of the column another one that they share."""
    for centre in centres:
        own = [other for other in column if abs(other - centre) > _AXIS]
        if abs(middle - centre) < _AXIS and len(own) > 1 and max(own) - min(own) < _AXIS:
            return True
    return False
