"""Tables set without rules: lines parted by tabs (text readers turn wide gaps into tabs) or by pipes.

Only where it is safe: at least three lines of as many cells, a column of figures, and a unit said above or in
the head, or a head that opens with 'TT'. An empty cell leaves no trace in a line of tabs, so a line that is
short is laid against the right where its figures are as many as those of the full lines, else the table is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.records import Cell, Table
from pipeline.structure.shared_words import tells_unit
from pipeline.structure.table.grid import FIGURE, ORDINAL
from pipeline.structure.table.words import words_of_tables

_RULE = re.compile(r"[|\s:\-=+]+$")
_ABOVE = 200
_LONGEST = 5000
"""Rows; a longer stretch of tabs is data of another kind."""

Span = tuple[int, int]


def set_tables(text: str, ruled: Sequence[Table]) -> Iterator[Table]:
    """The tables of lines outside the ruled ones, in order."""
    if "\t" not in text and "|" not in text:
        return
    run: list[tuple[int, list[Span]]] = []
    kind = ""
    inside = iter(sorted((table.start, table.end) for table in ruled))
    taken = next(inside, None)
    start = 0
    for line in (*text.split("\n"), ""):
        while taken and taken[1] < start:
            taken = next(inside, None)
        mark = "" if taken and taken[0] <= start else "|" if line.count("|") > 1 else "\t" if "\t" in line else ""
        if mark != kind:
            yield from _table(text, run, kind)
            run, kind = [], mark
        if mark and not (mark == "|" and _RULE.match(line)):
            run.append((start, _cells(line, start, mark)))
        start += len(line) + 1


def _cells(line: str, at: int, mark: str) -> list[Span]:
    found, position = [], 0
    for piece in line.split(mark):
        left = at + position + len(piece) - len(piece.lstrip())
        found.append((left, max(left, at + position + len(piece.rstrip()))))
        position += len(piece) + 1
    if mark == "|":
        # The outer pipes part nothing.
        found = found[1:] if found[0][0] == found[0][1] else found
        found = found[:-1] if found and found[-1][0] == found[-1][1] else found
    return found


def _table(text: str, run: list[tuple[int, list[Span]]], kind: str) -> Iterator[Table]:
    if not 3 <= len(run) <= _LONGEST:
        return
    lines = [cells for _, cells in run]
    width = Counter(map(len, lines)).most_common(1)[0][0]
    full = [cells for cells in lines if len(cells) == width]
    if width < 2 or len(full) < 3 or max(map(len, lines)) > width or len(full) < 0.6 * len(lines):
        return
    figures = [sum(1 for cells in full if FIGURE.match(text[slice(*cells[at])])) for at in range(width)]
    numeric = [at for at in range(1, width) if figures[at] >= max(2, 0.5 * (len(full) - 1))]
    start, end = run[0][0], max(stop for _, stop in lines[-1])
    lead = text[max(0, start - _ABOVE) : start]
    head = " ".join(text[a:b] for a, b in lines[0])
    ordinal = text[slice(*lines[0][0])].rstrip(".") in words_of_tables("ordinal_heads")
    if not numeric or not (ordinal or tells_unit().search(lead) or tells_unit().search(head)):
        return
    cells: list[Cell] = []
    for row, spans in enumerate(lines):
        placed = _placed(text, spans, width, numeric) if kind == "\t" else list(range(len(spans)))
        if placed is None:
            return
        cells += [Cell(row, column, *span) for column, span in zip(placed, spans, strict=True)]
    yield Table(start, end, tuple(cells))


def _placed(text: str, spans: Sequence[Span], width: int, numeric: Sequence[int]) -> list[int] | None:
    """The columns of a line's cells; None where they cannot be told."""
    if len(spans) == width:
        return list(range(width))
    words = [text[slice(*span)] for span in spans]
    tail = 0
    while tail < len(words) and FIGURE.match(words[-1 - tail]):
        tail += 1
    if tail and not all(map(ORDINAL.match, words)) and tail < len(words):
        lead = len(words) - tail
        if tail == len(numeric) and lead <= numeric[0]:
            first = 1 if lead < numeric[0] and not ORDINAL.match(words[0]) and numeric[0] == 2 else 0
            return [*range(first, first + lead), *numeric]
        return None
    # Words alone: a part's name ('II', 'Chăn nuôi').
    return list(range(len(spans))) if not tail else None
