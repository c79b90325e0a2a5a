"""The row that numbers a table's columns, '1 2 3' or 'A B 1=2+3 2', which stands anywhere in them and tells how many there are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.read.text.columns import Columns, Segment

_NUMBER = re.compile(r"\(?(?:(?P<number>\d{1,2})|(?P<letter>[A-Z]))\)?(?:\s?=\s?[\d\s()+\-–*/x:%.,]{1,60})?$")
_LEAST = 4
"""Columns from which their numbers are told from figures."""


def numbers_columns(row: Sequence[Segment]) -> bool:
    """Whether a line numbers the columns from the first on."""
    told = [_NUMBER.match(one.words) for one in row]
    if len(told) < _LEAST or not all(told):
        return False
    names = [int(one["number"]) if one["number"] else ord(one["letter"]) - ord("Z") for one in told if one]
    letters = [name for name in names if name <= 0]
    return (
        names[0] in (1, ord("A") - ord("Z"))
        and names[len(letters)] in (1, len(letters) + 1)
        and all(high == low + 1 for low, high in pairwise(names[: len(letters)]))
        and all(high == low + 1 for low, high in pairwise(names[len(letters) :]))
    )


def as_numbered(columns: Columns, numbers: Sequence[Segment], rows: Sequence[Sequence[Segment]]) -> Columns:
    """The columns that the numbers count: figures on the right of one and words on its left are no two columns."""
    beyond = numbers[-1].start >= columns.wholes[-1][1]
    excess = len(columns) - len(numbers) + beyond
    if excess <= 0:
        return columns
    held = [{columns.touched(one) for one in row} for row in rows]
    apart = [
        at for at in range(1, len(columns) - 1) if not any((at,) in places and (at + 1,) in places for places in held)
    ]
    if len(apart) != excess or any(high - low < 2 for low, high in pairwise(apart)):
        return columns
    return Columns(_merged(columns.cores, apart), _merged(columns.wholes, apart))


def with_room(columns: Columns, numbers: Sequence[Segment]) -> Columns:
    """The columns as wide as numbers at their right ends tell, which is where their heads stand."""
    if len(numbers) != len(columns):
        return columns
    ends = [columns.wholes[1][0], *(one.end for one in numbers[1:])]
    if any(end < right for end, (_, right) in zip(ends, columns.wholes, strict=True)):
        return columns
    return Columns(columns.cores, tuple(pairwise((0, *ends))))


def _merged(spans: Sequence[tuple[int, int]], first: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Spans with some of them, told by the first, made one with the next."""
    return tuple(
        (span[0], spans[at + 1][1] if at in first else span[1]) for at, span in enumerate(spans) if at - 1 not in first
    )
