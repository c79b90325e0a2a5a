"""What Word's two old formats share. In: paragraphs and table rows as they come. Out: lines and tables of the story.

A row tells its cells by their edges, in twentieths of a point, so that a cell's columns follow from the edges of
all rows of its table. A frame (letterhead, signature) comes out column by column.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from pipeline.read.blocks import Block, Grid, GridCell, Line, Piece, lines_of_paragraph
from pipeline.read.frames import is_frame

_FIRST_BLOCKS, _LAST_BLOCKS = 4, 6
_SAME_EDGE = 60
"""Twentieths of a point within which two edges are one: hands draw rows, not rulers."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's letters; '\\f' in them ends a page."""

    pieces: tuple[Piece, ...]
    centred: bool = False


@dataclass(slots=True)
class RowCell:
    """A cell of a row: its edges, whether it goes on from the cell before or above it, whether a border is drawn."""

    left: int
    right: int
    paragraphs: list[Paragraph] = field(default_factory=list)
    goes_on_left: bool = False
    merged_down: Literal["", "first", "more"] = ""
    ruled: bool = False


Row = list[RowCell]


class Story:
    """Paragraphs and tables as they grow."""

    def __init__(self) -> None:
        self._elements: list[Paragraph | list[Row]] = []

    def paragraph(self, paragraph: Paragraph) -> None:
        """A paragraph outside tables; it ends a table."""
        self._elements.append(paragraph)

    def row(self, row: Row) -> None:
        """A row of the table that is open, else of a new one."""
        if self._elements and isinstance(self._elements[-1], list):
            self._elements[-1].append(row)
        else:
            self._elements.append([row])

    def extend(self, other: Story) -> None:
        """Another story's paragraphs and tables after these."""
        self._elements += other._elements

    def blocks(self) -> Iterator[Block]:
        """All of it in reading order; where centred lines end and running text begins, a gap shows it."""
        centred = False
        for index, element in enumerate(self._elements):
            if isinstance(element, Paragraph):
                if centred and not element.centred:
                    yield Line()
                centred = element.centred
                yield from lines_of_paragraph(element.pieces)
                continue
            at_edge = index < _FIRST_BLOCKS or index >= len(self._elements) - _LAST_BLOCKS
            cells = _placed(element)
            if _is_layout(element, cells, at_edge):
                yield from _columns(cells)
            else:
                yield Grid(tuple(replace(cell, pieces=_words(paragraphs)) for cell, paragraphs in cells))


def _placed(rows: Sequence[Row]) -> list[tuple[GridCell, list[Paragraph]]]:
    """Cells with their row, column and spans; what a merged cell holds beyond its first part is added to it."""
    edges = _edges(edge for row in rows for cell in row for edge in (cell.left, cell.right))
    placed: list[tuple[GridCell, list[Paragraph]]] = []
    above: dict[int, int] = {}
    for number, row in enumerate(rows):
        here: dict[int, int] = {}
        last = -1
        for cell in row:
            column = _column(edges, cell.left)
            span = max(_column(edges, cell.right) - column, 1)
            if cell.goes_on_left and last >= 0:
                first, paragraphs = placed[last]
                # Edges of a damaged row may run backwards.
                width = max(column + span - first.column, first.column_span)
                placed[last] = replace(first, column_span=width), paragraphs + cell.paragraphs
                continue
            if cell.merged_down == "more" and column in above:
                last = above[column]
                first, paragraphs = placed[last]
                placed[last] = replace(first, row_span=number - first.row + 1), paragraphs + cell.paragraphs
            else:
                last = len(placed)
                placed.append((GridCell(number, column, (), 1, span), cell.paragraphs))
            if cell.merged_down:
                here[column] = last
        above = here
    return placed


def _edges(edges: Iterator[int]) -> list[int]:
    """Distinct edges, near ones counted once, by the first."""
    distinct: list[int] = []
    for edge in sorted(set(edges)):
        if not distinct or edge - distinct[-1] > _SAME_EDGE:
            distinct.append(edge)
    return distinct


def _column(edges: Sequence[int], edge: int) -> int:
    return max(bisect_right(edges, edge) - 1, 0)


def _is_layout(rows: Sequence[Row], cells: Sequence[tuple[GridCell, list[Paragraph]]], at_edge: bool) -> bool:
    return is_frame(
        max((cell.column + cell.column_span for cell, _ in cells), default=0),
        len(rows),
        ruled=lambda: any(cell.ruled for row in rows for cell in row),
        at_edge=at_edge,
        cells=((cell.row, _lines(paragraphs)) for cell, paragraphs in cells),
    )


def _lines(paragraphs: Sequence[Paragraph]) -> list[str]:
    """The words of the paragraphs that have some."""
    lines = ("".join(piece.text for piece in paragraph.pieces).strip() for paragraph in paragraphs)
    return [words for words in lines if words]


def _columns(cells: Sequence[tuple[GridCell, list[Paragraph]]]) -> Iterator[Block]:
    """A layout table: the first column from top to bottom, then the next."""
    column = 0
    for cell, paragraphs in sorted(cells, key=lambda placed: (placed[0].column, placed[0].row)):
        if cell.column != column:
            yield Line()
            column = cell.column
        for paragraph in paragraphs:
            yield from lines_of_paragraph(paragraph.pieces)
    yield Line()


def _words(paragraphs: Sequence[Paragraph]) -> tuple[Piece, ...]:
    """A cell's paragraphs as one line."""
    pieces: list[Piece] = []
    for paragraph in paragraphs:
        if any(piece.text.strip() for piece in paragraph.pieces):
            pieces += [Piece(" "), *paragraph.pieces] if pieces else paragraph.pieces
    return tuple(replace(piece, text=piece.text.replace("\f", " ")) for piece in pieces)
