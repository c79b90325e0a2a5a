"""A sheet as a document. In: its cells with text, spans and borders. Out: lines and tables in reading order.

Where a sheet draws borders they tell the tables: rows with upright lines belong to one, all others (letterhead,
title, unit, signatures) are lines, their cells parted by tabs. A sheet without borders falls into bands at its
empty rows; a band is a table from its first row of three cells, or of two with a figure, if another row follows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest

from pipeline.read.blocks import Block, Grid, GridCell, Line, Piece

_FIGURE = re.compile(r"[(\-]?\d[\d.,]*%?\)?$")
_LEAST_WIDE = 3


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell of a sheet; `ruled` where a line is drawn at its left or right. Merged ones once, with their spans."""

    row: int
    column: int
    pieces: tuple[Piece, ...]
    ruled: bool = False
    row_span: int = 1
    column_span: int = 1

    @property
    def text(self) -> str:
        """The letters as the file holds them, blanks trimmed."""
        return "".join(piece.text for piece in self.pieces).strip()


Row = tuple[SheetCell, ...]


def blocks_of(cells: Iterable[SheetCell]) -> Iterator[Block]:
    """A sheet's lines and tables, from the top; an empty line where the sheet leaves rows empty."""
    rows: dict[int, list[SheetCell]] = {}
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        if cell.text or cell.ruled:
            rows.setdefault(cell.row, []).append(cell)
    ruled = _ruled_by_row(rows)
    is_ruled = max(ruled.values(), default=0) > 1
    for number, band in enumerate(_bands(rows, ruled if is_ruled else {})):
        if number:
            yield Line()
        table: list[Row] = []
        for index, row in enumerate(band):
            if _in_ruled_table(row, ruled, table) if is_ruled else _in_plain_table(band[index : index + 2], table):
                table.append(row)
            else:
                yield from _table(table, is_ruled)
                yield from _lines(row)
                table = []
        yield from _table(table, is_ruled)


def _ruled_by_row(rows: dict[int, list[SheetCell]]) -> Counter[int]:
    """How many ruled cells stand in or reach down into each row."""
    last = max(rows, default=0)
    return Counter(
        line
        for row in rows.values()
        for cell in row
        if cell.ruled
        for line in range(cell.row, min(cell.row + cell.row_span, last + 1))
    )


def _bands(rows: dict[int, list[SheetCell]], ruled: Mapping[int, int]) -> Iterator[list[Row]]:
    """Runs of rows with no empty one between; ruled rows are not empty even where nothing is written."""
    band: list[Row] = []
    reach = -1
    for number, cells in rows.items():
        row = tuple(cell for cell in cells if cell.text or ruled.get(number))
        if not row:
            continue
        if band and number > reach:
            yield band
            band = []
        band.append(row)
        reach = max(reach, *(cell.row + cell.row_span for cell in row)) if ruled.get(number, 0) > 1 else number + 1
    if band:
        yield band


def _in_ruled_table(row: Row, ruled: Mapping[int, int], table: list[Row]) -> bool:
    """Two upright lines begin a table; one goes on with it (a group's name across all columns)."""
    return ruled.get(row[0].row, 0) >= (1 if table else 2)


def _in_plain_table(rows: list[Row], table: list[Row]) -> bool:
    """Whether the first of two rows belongs to a table that no line draws."""
    filled, following = len(rows[0]), len(rows[1]) if len(rows) > 1 else 0
    if table:
        return filled > 1 or following > 1
    figures = any(_FIGURE.match(cell.text) for cell in rows[0][1:])
    return following > 1 and (filled >= _LEAST_WIDE or (filled > 1 and figures))


def _table(rows: list[Row], is_ruled: bool) -> Iterator[Block]:
    """Rows as a table with its empty edges trimmed; as lines where nothing draws or counts it as one."""
    written = [index for index, row in enumerate(rows) if any(cell.text for cell in row)]
    rows = rows[written[0] : written[-1] + 1] if written else []
    if not rows:
        return
    if not is_ruled and not any(_FIGURE.match(cell.text) for row in rows for cell in row):
        for row in rows:
            yield from _lines(row)
        return
    cells = [cell for row in rows for cell in row]
    top = rows[0][0].row
    left = min(cell.column for cell in cells if cell.text)
    right = max(cell.column + cell.column_span for cell in cells if cell.text)
    bottom = max(cell.row for cell in cells) + 1
    yield Grid(
        tuple(
            GridCell(
                cell.row - top,
                cell.column - left,
                cell.pieces,
                min(cell.row_span, bottom - cell.row),
                min(cell.column_span, right - cell.column),
            )
            for cell in cells
            if left <= cell.column < right
        )
    )


def _lines(row: Row) -> Iterator[Block]:
    """A row outside tables: what its cells say on one level stands on one line."""
    columns = [_broken(cell.pieces) for cell in row if cell.text]
    for level in zip_longest(*columns, fillvalue=()):
        pieces: list[Piece] = []
        for column in level:
            pieces += [Piece("\t"), *column] if pieces and column else column
        yield Line(tuple(pieces))


def _broken(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Letters parted where a cell's line breaks."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        for index, text in enumerate(piece.text.split("\n")):
            if index:
                lines.append([])
            if text:
                lines[-1].append(replace(piece, text=text))
    return lines
