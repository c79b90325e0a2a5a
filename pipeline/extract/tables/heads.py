"""The heads of tables: text and offsets in, words out.

Rows and heads longer than any that a person reads are left alone, so that looking up takes the same time wherever it is asked.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

_ROW, _HEAD = 2_000, 600
"""Characters from a row's start to what stands in it, and of a head."""


@lru_cache(maxsize=8)
def _tables(text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Where the rows of tables begin, in order, and where the first row of the table of each stands."""
    starts, heads = list[int](), list[tuple[int, int]]()
    at, head = 0, None
    for line in text.split("\n"):
        if "\t" in line:
            head = head or (at, at + len(line))
            starts.append(at)
            heads.append(head)
        else:
            head = None
        at += len(line) + 1
    return starts, heads


def head_of_table(text: str, offset: int) -> str:
    """The first row of the table in whose rows an offset stands, '' outside of tables and in that row itself."""
    starts, heads = _tables(text)
    row = bisect_right(starts, offset) - 1
    if row < 0 or offset - starts[row] > _ROW or "\n" in text[starts[row] : offset]:
        return ""
    begin, end = heads[row]
    return "" if begin == starts[row] else text[begin : min(end, begin + _HEAD)]


def column_of(text: str, offset: int) -> int:
    """How many cells of its row stand before an offset in a row."""
    return text.count("\t", max(text.rfind("\n", max(0, offset - _ROW), offset) + 1, offset - _ROW), offset)
