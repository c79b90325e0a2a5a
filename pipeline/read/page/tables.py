"""Ruled tables of a page: rules in, rows, columns and spans out.

pdfplumber's table finder makes cells of crossing lines; the lines are PDFium's, so that no page is parsed twice.
Tables whose outer border is left open are closed first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pdfplumber import table as finder

SAME = 3.0
"""Points within which two ruling lines are one."""
_MOST_CROSSINGS = 6000
"""A page with more is a drawing or squared paper; the finder compares every crossing with every other."""

_Edge = dict[str, Any]


class Rule(NamedTuple):
    """A level or upright stroke without width."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def level(self) -> bool:
        """Whether it runs across the page."""
        return self.top == self.bottom


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


class CellFinder:
    """Which cell of a table holds a point."""

    def __init__(self, table: RuledTable) -> None:
        self._rows = rows = sorted({y for cell in table.cells for y in (cell.box[1], cell.box[3])})
        self._columns = columns = sorted({x for cell in table.cells for x in (cell.box[0], cell.box[2])})
        self._places = {
            (row, column): index
            for index, cell in enumerate(table.cells)
            for row in range(bisect_right(rows, cell.box[1]), bisect_right(rows, cell.box[3]))
            for column in range(bisect_right(columns, cell.box[0]), bisect_right(columns, cell.box[2]))
        }

    def at(self, x: float, y: float) -> int | None:
        """The cell's index; none outside the table, and where it has a hole."""
        return self._places.get((bisect_right(self._rows, y), bisect_right(self._columns, x)))


def ruled_tables(rules: Sequence[Rule]) -> list[RuledTable]:
    """The tables with at least two columns, from the top; one row is enough, for a page's end may part a table there."""
    if not rules:
        return []
    edges = finder.merge_edges([_edge(rule) for rule in rules], SAME, SAME, SAME, SAME)
    crossings = _crossings(edges)
    closing = list(_closing(crossings))
    if closing:
        edges = finder.merge_edges([*edges, *closing], SAME, SAME, SAME, SAME)
        crossings = _crossings(edges)
    found = []
    for boxes in finder.cells_to_tables(finder.intersections_to_cells(crossings)):
        columns = ruling_lines([x for box in boxes for x in (box[0], box[2])])
        rows = ruling_lines([y for box in boxes for y in (box[1], box[3])])
        if len(columns) > 2:
            cells = sorted((_cell(box, rows, columns) for box in boxes), key=lambda cell: (cell.row, cell.column))
            found.append(RuledTable((columns[0], rows[0], columns[-1], rows[-1]), tuple(cells)))
    return found


def column_rules(tables: Sequence[RuledTable]) -> list[Rule]:
    """The upright sides of all cells, from the left."""
    sides = {(box[side], box[1], box[3]) for table in tables for box in (c.box for c in table.cells) for side in (0, 2)}
    return [Rule(x, top, x, bottom) for x, top, bottom in sorted(sides)]


def _edge(rule: Rule) -> _Edge:
    """A rule as the finder takes it."""
    x0, top, x1, bottom = rule
    return {
        "orientation": "h" if rule.level else "v",
        "x0": x0, "top": top, "x1": x1, "bottom": bottom, "doctop": top, "width": x1 - x0, "height": bottom - top,
    }  # fmt: skip


def _crossings(edges: list[_Edge]) -> dict[tuple[float, float], dict[str, list[_Edge]]]:
    level = sum(edge["orientation"] == "h" for edge in edges)
    if level * (len(edges) - level) > _MOST_CROSSINGS * 100:
        return {}
    crossings = finder.edges_to_intersections(edges, SAME, SAME)
    return crossings if len(crossings) <= _MOST_CROSSINGS else {}


def _closing(crossings: dict[tuple[float, float], dict[str, list[_Edge]]]) -> Iterator[_Edge]:
    """The outer sides that grids lack: where several rules end level with one another past the last that crosses them."""
    for level, upright in _grids(crossings):
        if len(level) > 1:
            yield from _open_sides(level, upright, ("x0", "x1"), ("top", "bottom"), "v")
        if len(upright) > 1:
            yield from _open_sides(upright, level, ("top", "bottom"), ("x0", "x1"), "h")


def _open_sides(
    along: list[_Edge], across: list[_Edge], ends: tuple[str, str], sides: tuple[str, str], orientation: str
) -> Iterator[_Edge]:
    for end, outermost in zip(ends, (min, max), strict=True):
        at = outermost(edge[end] for edge in along)
        reaching = [edge[sides[0]] for edge in along if abs(edge[end] - at) <= SAME]
        low, high = min(reaching), max(reaching)
        closed = any(
            abs(edge[ends[0]] - at) <= SAME and edge[sides[0]] <= low + SAME and edge[sides[1]] >= high - SAME
            for edge in across
        )
        if high - low > SAME and not closed:
            side = {ends[0]: at, ends[1]: at, sides[0]: low, sides[1]: high}
            yield _edge(Rule(side["x0"], side["top"], side["x1"], side["bottom"])) | {"orientation": orientation}


def _grids(crossings: dict[tuple[float, float], dict[str, list[_Edge]]]) -> Iterator[tuple[list[_Edge], list[_Edge]]]:
    """Rules that cross one another, directly or through others: level ones, upright ones."""
    edges = {id(edge): edge for crossing in crossings.values() for edge in (*crossing["h"], *crossing["v"])}
    touching: dict[int, set[int]] = {key: set() for key in edges}
    for crossing in crossings.values():
        for level in crossing["h"]:
            for upright in crossing["v"]:
                touching[id(level)].add(id(upright))
                touching[id(upright)].add(id(level))
    left = dict(edges)
    while left:
        group, waiting = [], [next(iter(left))]
        while waiting:
            edge = left.pop(waiting.pop(), None)
            if edge is not None:
                group.append(edge)
                waiting.extend(touching[id(edge)])
        yield [e for e in group if e["orientation"] == "h"], [e for e in group if e["orientation"] == "v"]


def _cell(box: Sequence[float], rows: list[float], columns: list[float]) -> RuledCell:
    left, top, right, bottom = box
    row, column = _index(rows, top), _index(columns, left)
    return RuledCell(
        row, column, _index(rows, bottom) - row, _index(columns, right) - column, (left, top, right, bottom)
    )


def ruling_lines(values: Iterable[float]) -> list[float]:
    """The distinct ruling lines among some coordinates."""
    lines: list[float] = []
    for value in sorted(values):
        if not lines or value - lines[-1] > SAME:
            lines.append(value)
    return lines


def _index(lines: list[float], value: float) -> int:
    """The line that a coordinate belongs to: the last at or before it, since a line is the first of its coordinates."""
    return bisect_right(lines, value) - 1
