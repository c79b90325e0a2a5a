"""Which tables only place things beside each other, as letterhead and signature stand; the same for every format.

A borderless one of two or three columns is a frame near the top or the end of a text, and in its midst where it is a block
of lines: a signature over annexes stands there, in few rows with several lines in a cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

_COLUMNS, _ROWS = 3, 3


def is_frame(columns: int, rows: int, *, ruled: Callable[[], bool], at_edge: bool, lines: Iterable[int]) -> bool:
    """Whether a table of so many columns and rows is a frame; `lines` are those with words in each cell."""
    if columns > _COLUMNS or ruled():
        return False
    return at_edge or (rows <= _ROWS and any(count > 1 for count in lines))
