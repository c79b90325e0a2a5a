"""A table of a web page. In: its `table` element. Out: its cells by row, column and span, as HTML's rules place them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from pipeline.read.html.borders import Borders
from pipeline.read.refusals import TooLarge

_WIDEST = 1000
_LARGEST_AREA = 1_000_000
_ENDS_LINE = frozenset(["br", "div", "p"])


@dataclass(frozen=True, slots=True)
class Placed:
    """A `td` or `th` at its place; rows and columns count from 0."""

    element: Any
    row: int
    column: int
    row_span: int
    column_span: int


def place(table: Any) -> list[Placed]:
    """The cells of a table, not of those inside it; raises `TooLarge` for spans that cover a million places."""
    rows = list(_rows(table))
    placed: list[Placed] = []
    taken: set[tuple[int, int]] = set()
    for row, tr in enumerate(rows):
        column = 0
        for cell in tr.iterchildren("td", "th"):
            while (row, column) in taken:
                column += 1
            across = min(_span(cell, "colspan") or 1, _WIDEST)
            down = min(_span(cell, "rowspan") or len(rows), len(rows) - row)
            if len(taken) + across * down > _LARGEST_AREA:
                raise TooLarge("HTML", ("ô gộp", "merged cells"))
            taken.update((row + y, column + x) for y in range(down) for x in range(across))
            placed.append(Placed(cell, row, column, down, across))
            column += across
    return placed


def has_borders(table: Any, cells: Sequence[Placed], borders: Borders) -> bool:
    """Whether lines are drawn around the table or its cells."""
    return borders.are_drawn(table) or any(borders.are_drawn(cell.element) for cell in cells)


def lines_of_cell(cell: Any) -> list[str]:
    """The lines with words that a cell has, by its paragraphs and line breaks."""
    lines = [""]
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if element.tag in _ENDS_LINE:
            lines.append("")
        words = element.text if event == "start" else element.tail if element is not cell else None
        lines[-1] += words or ""
    return [words for words in (" ".join(line.split()) for line in lines) if words]


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1
