"""Ruled tables of a PDF page: pdfplumber's cells as rows, columns and spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_SAME = 3.0
"""Points within which two ruling lines are one."""


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell's place in its table and its box in points from the page's top left."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table's box and its cells, by row and column."""

    box: tuple[float, float, float, float]
    cells: tuple[RuledCell, ...]


def ruled_tables(page: Any) -> list[RuledTable]:
    """The tables of a pdfplumber page with at least two rows and two columns."""
    found = []
    for table in page.find_tables():
        boxes = [tuple(map(float, box)) for box in table.cells]
        columns = _edges([x for box in boxes for x in (box[0], box[2])])
        rows = _edges([y for box in boxes for y in (box[1], box[3])])
        if len(columns) < 3 or len(rows) < 3:
            continue
        cells = sorted(
            (_cell(box, rows, columns) for box in boxes),
            key=lambda cell: (cell.row, cell.column),
        )
        found.append(RuledTable(tuple(map(float, table.bbox)), tuple(cells)))  # type: ignore[arg-type]
    return found


def _cell(box: tuple[float, ...], rows: list[float], columns: list[float]) -> RuledCell:
    left, top, right, bottom = box
    row, column = _index(rows, top), _index(columns, left)
    return RuledCell(
        row, column, _index(rows, bottom) - row, _index(columns, right) - column, (left, top, right, bottom)
    )


def _edges(values: list[float]) -> list[float]:
    """The distinct ruling lines among some coordinates."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SAME:
            edges.append(value)
    return edges


def _index(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))
