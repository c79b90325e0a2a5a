"""The tables of a gold text: lines '| a | b |' in, ruled tables with merged cells and a head out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from benchmarks.accuracy.paper import Ruled, RuledCell


def ruled(lines: Sequence[str]) -> Ruled:
    """A table; an empty cell of the head's second row is one with the cell above it."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    columns = max(map(len, rows))
    heads = _heads(rows)
    cells: list[RuledCell] = []
    for at, row in enumerate(rows):
        row += [""] * (columns - len(row))
        for column, words in enumerate(row):
            if words == "<":
                continue
            span = 1
            while column + span < columns and row[column + span] == "<":
                span += 1
            if 0 < at < heads and not words and rows[at - 1][column] not in ("", "<"):
                continue
            down = 1
            while (
                at + down < heads
                and span == 1
                and not (rows[at + down] + [""] * columns)[column]
                and not _spans(row, column)
            ):
                down += 1
            cells.append(RuledCell(at, column, words, down, span))
    return Ruled(tuple(cells), len(rows), columns, heads)


def _spans(row: Sequence[str], column: int) -> bool:
    return column + 1 < len(row) and row[column + 1] == "<"


def _heads(rows: Sequence[Sequence[str]]) -> int:
    """Rows of the head: the first, those under its merged cells, and the row of column numbers."""
    heads = 1
    while heads < len(rows) - 1 and ("<" in rows[heads - 1] or _is_column_numbers(rows[heads])):
        heads += 1
    return heads


def _is_column_numbers(row: Sequence[str]) -> bool:
    return all(re.fullmatch(r"\(?(?:\d{1,2}|[A-Z])\)?(?:\s*=.*)?", cell) for cell in row) and len(set(row)) == len(row)
