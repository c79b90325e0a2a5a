"""A page's text as it grows, with the offsets of its words and cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from pipeline.read.line_joins import (
    closes_bracket,
    cuts_word,
    is_unfinished,
    is_whole,
    keeps_hyphen,
    opens_part,
    runs_over,
)
from pipeline.read.page.cells import is_full, may_be_cut, padding
from pipeline.read.page.lines import Line, lines_of
from pipeline.read.page.tables import CellFinder, RuledTable
from pipeline.read.page.words import PlacedWord
from pipeline.records import Cell, Page, Table, Words

FULL = 1.5
"""Line heights within which a line ends at the right margin."""
_SPACE = 0.2
"""Line heights that the space between two words takes."""
_WIDE = 0.9
"""Gap in line heights that parts two paragraphs widely."""
_LONG = 0.6
"""Share of the page's lines from which one is running text."""
_STOPS = (".", "!", "?", ":", ";", "/", "…")
_OFF_MARGIN = 2
"""Points from the margin from which a line that is as far from the other stands in the middle."""
_CAPITALS = 3
"""Words in capitals with which an office's title begins; a sentence in small letters does not go on so."""


class PageText:
    """Text as it grows, with the words' offsets."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._offsets: list[int] = []
        self._boxes: list[float] = []
        self._readings: dict[int, tuple[float | None, str | None]] = {}
        self._tables: list[Table] = []
        self._is_open = False
        """Whether the last line reaches the right margin, so that its sentence may go on."""

    def page(self, number: int, width: float, height: float) -> Page:
        """The finished page; one that may go on on the next ends without a line's end."""
        words = Words(self._offsets, self._boxes, self._readings)
        parts = self._parts[:-1] if self._is_open else self._parts
        return Page(number, "".join(parts), width, height, words, tuple(self._tables))

    def gap(self) -> None:
        """An empty line."""
        self._add("\n")

    def lines(self, lines: Iterable[Line]) -> None:
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
        """Lines joined where one goes on in the next; an empty line where one stands apart."""
        hanging: float | None = None
        for line, following in zip_longest(lines, lines[1:]):
            self._line(line.words)
            hanging = hanging if line.hanging is None else line.hanging
            if following is None:
                self._add("\n")
                self._is_open = line.x1 > right - FULL * line.height and len(lines) > 1
            elif _goes_on(line, following, left, right, hanging):
                self._join(line.words[-1].text, following.words[0].text)
            else:
                hanging = None
                self._add("\n\n" if _stands_apart(line, following, left, right) else "\n")

    def table(self, table: RuledTable, words: Sequence[Sequence[PlacedWord]]) -> None:
        """A table's rows: cells parted by tabs, a cell's own lines by spaces; `words` are those of each cell."""
        start = self._length
        cells: list[Cell] = []
        row = 0
        margins: float | None = None
        for cell, inside in zip(table.cells, words, strict=True):
            if cell.row != row:
                self._add("\n" * (1 if cells else 0))
                row = cell.row
            elif cells:
                self._add("\t")
            at = self._length
            lines = [[word for segment in line for word in segment.words] for line in lines_of(inside)]
            for line, following in zip_longest(lines, lines[1:]):
                self._line(line)
                if following is None:
                    continue
                if may_be_cut(line, following):
                    margins = padding(table, words) if margins is None else margins
                    if is_full(line, following, cell.box[2] - cell.box[0] - margins):
                        continue
                self._join(line[-1].text, following[0].text)
            cells.append(Cell(cell.row, cell.column, at, self._length, cell.row_span, cell.column_span))
        self._tables.append(Table(start, self._length, tuple(cells), table.box))
        self._add("\n")

    def _join(self, last: str, following: str) -> None:
        """Part a line from the next by a space; at a hyphen by nothing, and where it cuts a word, without it."""
        if cuts_word(last, following):
            self._parts[-1] = self._parts[-1][:-1]
            self._length -= 1
            self._offsets[-1] = self._length
        elif not keeps_hyphen(last):
            self._add(" ")

    def _line(self, words: Sequence[PlacedWord]) -> None:
        texts = [word.text for word in words]
        line = " ".join(texts)
        first, at = len(self._offsets) // 2, self._length
        for text in texts:
            end = at + len(text)
            self._offsets += (at, end)
            at = end + 1
        self._boxes += [side for word in words for side in (word.x0, word.top, word.x1, word.bottom)]
        for index, word in enumerate(words, first):
            if word.confidence is not None or word.other is not None:
                self._readings[index] = (word.confidence, word.other)
        self._parts.append(line)
        self._length += len(line)

    def _add(self, text: str) -> None:
        self._is_open = False
        self._parts.append(text)
        self._length += len(text)


def words_by_cell(table: RuledTable, lines: Iterable[Line]) -> tuple[list[list[PlacedWord]], list[Line]]:
    """The words in each of a table's cells, and what stands in no cell, as lines."""
    finder = CellFinder(table)
    inside: list[list[PlacedWord]] = [[] for _ in table.cells]
    outside: list[Line] = []
    for line in lines:
        left: list[PlacedWord] = []
        for word in line.words:
            index = finder.at((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2)
            (left if index is None else inside[index]).append(word)
        if left:
            outside.append(Line(tuple(left)))
    return inside, outside


def _goes_on(line: Line, following: Line, left: float, right: float, hanging: float | None) -> bool:
    """Whether a line's paragraph continues in the next; where it is an item, its lines may hang under its first word."""
    # A line may end well before the margin where the next line's first word, as a long number, had no room.
    room = max(3.5 * line.height, following.words[0].x1 - following.x0 + _SPACE * line.height)
    reaches = line.x1 > right - room or _is_typed_on(line, following, left, right)
    near = following.top - line.bottom < _WIDE * line.height
    if not reaches or not near or is_whole(line.text, following.text):
        return False
    if closes_bracket(line.text, following.text):
        return True
    if not line.text.isupper() and (_begins_in_capitals(following) or _is_title(following, left, right)):
        return False
    in_title = all(_is_centred(one, left, right) and one.x0 > left + _OFF_MARGIN for one in (line, following))
    if opens_part(following.text) and not in_title:
        return following.x0 <= left + 6 and runs_over(line.text, following.text)
    if following.x0 <= left + 6 or (hanging is not None and abs(following.x0 - hanging) < 4):
        return True
    if line.text.endswith((".", ";", ":")):
        return False
    if following.text[:1].islower():
        return True
    if _is_centred(following, left, right):
        return _is_centred(line, left, right)
    # An item's later lines stand at the margin or under its first word, never under its mark.
    return abs(following.x0 - line.x0) < 4 and line.hanging is None


def _is_typed_on(line: Line, following: Line, left: float, right: float) -> bool:
    """Whether a line was ended by hand short of the margin, in the midst of a sentence."""
    if line.x1 - left < _LONG * (right - left) or following.x0 > left + 6 or opens_part(following.text):
        return False
    return is_unfinished(line.text) or not (line.text.endswith(_STOPS) or following.text[0].isupper())


def _stands_apart(line: Line, following: Line, left: float, right: float) -> bool:
    """Whether an empty line parts two: where the gap is wide, and where centred lines end and running text begins."""
    gap, wide = following.top - line.bottom, _WIDE * line.height
    if not _is_centred(line, left, right) or line.x0 < left + line.height:
        return gap > wide
    return gap > 2 * wide or not _is_centred(following, left, right)


def _begins_in_capitals(line: Line) -> bool:
    words = [word.text for word in line.words[:_CAPITALS]]
    return len(words) == _CAPITALS and all(len(word) > 1 and word.isalpha() and word.isupper() for word in words)


def _is_title(line: Line, left: float, right: float) -> bool:
    """Words in capitals in the middle of the page."""
    return line.text.isupper() and len(line.words) > 1 and _is_centred(line, left, right)


def _is_centred(line: Line, left: float, right: float) -> bool:
    """Whether a line stands in the middle, with room on either side or none."""
    return abs((line.x0 - left) - (right - line.x1)) < 4
