"""Tables of plain text drawn with strokes ('| 1 | Cầu | 500 |' between '+---+-----+'): lines in, rows of words out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

_LEVEL, _UPRIGHT = "─━═╌┄╴╶", "│┃║╎┆"
_STROKES = str.maketrans(
    {chr(code): "+" for code in range(0x2500, 0x2580)} | dict.fromkeys(_LEVEL, "-") | dict.fromkeys(_UPRIGHT, "|")
)
_RULE = re.compile(r"[+|:=\-_\s]*[-=_]{3}[+|:=\-_\s]*")
_LEAST = 3
"""Rows that make a table."""


def is_rule(line: str) -> bool:
    """Whether a line is a stroke across."""
    return _RULE.fullmatch(line.translate(_STROKES)) is not None


def is_boxed(line: str) -> bool:
    """Whether upright strokes part a line's cells, or it is a stroke that they cross."""
    drawn = line.translate(_STROKES)
    return drawn.count("|") > 1 or (drawn.count("+") > 1 and _RULE.fullmatch(drawn) is not None)


def boxed_rows(lines: Sequence[str]) -> list[list[str]]:
    """The cells of each row; none where the lines hold no rows of as many cells."""
    drawn = [line.translate(_STROKES).strip() for line in lines]
    stretches = [list(group) for rule, group in groupby(drawn, key=is_rule) if not rule]
    groups = [[_cells(line) for line in group] for group in stretches]
    rows = [row for group in groups for row in group]
    if len({len(row) for row in rows}) != 1:
        # Without a frame a stroke may stand beside a blank cell: ' | Cộng | 2.000'.
        groups = [[[cell.strip() for cell in line.split("|")] for line in group] for group in stretches]
        rows = [row for group in groups for row in group]
    if len({len(row) for row in rows}) != 1:
        return []
    if len(groups) >= _LEAST and all(_is_one_row(group) for group in groups):
        rows = [[" ".join(filter(None, words)) for words in zip(*group, strict=True)] for group in groups]
    return rows if len(rows) >= _LEAST else []


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")]


def _is_one_row(group: Sequence[Sequence[str]]) -> bool:
    """Whether the lines between two strokes may be one row: one of them is numbered, and one holds figures."""
    figured = sum(any(word[:1].isdigit() for word in row[1:]) for row in group)
    return figured < 2 and sum(bool(row[0]) for row in group) < 2
