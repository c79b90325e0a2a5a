"""Ruled tables of a PDF page: pdfplumber's cells as rows, columns and spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

Edge = tuple[str, float, float, float]
"""A ruling line: 'h' or 'v', where it stands across, and from where to where it runs, in points."""
_SAME = 3.0
"""Points within which two ruling lines are one."""
_GAP = 6.0
"""Points by which a line on paper may miss the one that it should meet."""


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
    return _tables(table.cells for table in page.find_tables())


def tables_of_edges(edges: Sequence[Edge]) -> list[RuledTable]:
    """The tables that some ruling lines draw, by pdfplumber's rules; lines within `_SAME` are one."""
    lines = [_edge(*edge) for edge in edges]
    merged = merge_edges(lines, _SAME, _SAME, _GAP, _GAP)
    cells = intersections_to_cells(edges_to_intersections(merged, _GAP, _GAP))
    return _tables(cells_to_tables(cells))


def _edge(orientation: str, at: float, start: float, end: float) -> dict[str, Any]:
    x0, x1, top, bottom = (start, end, at, at) if orientation == "h" else (at, at, start, end)
    sides = {"x0": x0, "x1": x1, "top": top, "bottom": bottom}
    return sides | {"width": x1 - x0, "height": bottom - top, "orientation": orientation, "object_type": "line"}


def _tables(found: Iterable[Sequence[tuple[float, ...]]]) -> list[RuledTable]:
    tables = []
    for cell_boxes in found:
        boxes = [tuple(map(float, box)) for box in cell_boxes]
        columns = _edges([x for box in boxes for x in (box[0], box[2])])
        rows = _edges([y for box in boxes for y in (box[1], box[3])])
        if len(columns) < 3 or len(rows) < 3:
            continue
        cells = sorted(
            (_cell(box, rows, columns) for box in boxes),
            key=lambda cell: (cell.row, cell.column),
        )
        left, top, right, bottom = zip(*boxes, strict=True)
        tables.append(RuledTable((min(left), min(top), max(right), max(bottom)), tuple(cells)))
    return tables


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
