"""Which tables only place things beside each other, as letterhead and signature stand; the same for every format.

A borderless one of two or three columns is a frame near the top or the end of a text, and in its midst where it is a block
of lines: a signature over annexes stands there, in few rows with several lines in a cell. Sites draw borders in sheets that are
not at hand, so that rows of data look the same; what tells them is told by their cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from pipeline.read.marks import COUNTRY, MOTTO, PARTY, STATE, in_any_letters

_COLUMNS, _ROWS, _MOST_ROWS = 3, 3, 20
_UNION = in_any_letters("ĐOÀN (?:TNCS|THANH NIÊN CỘNG SẢN)")
_OF_FORM = re.compile(
    in_any_letters(
        rf"(?:nước )?{STATE} {COUNTRY}\W*$|{MOTTO[0]}\s*\W\s*{MOTTO[1]}\b|nơi nhận\W*(?:$|:)|đại diện bên \w\W*$"
    )
    + rf"|(?-i:{in_any_letters(PARTY.upper())}\W*$|{_UNION}\b)"
    + r"|\((?:.{2,4} )?k(?:[ýí]|y[ùø\u0301])(?!\w)",
    re.IGNORECASE | re.MULTILINE,
)
"""National title, motto, the Party's and its Youth Union's, the lead of the recipients, a contract's sides and '(Đã ký)'.

Each opens a line, in letters of any encoding; the Party's in capitals, since budgets have a row of it.
"""
_ON_BEHALF = re.compile(r"(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\s?[./]", re.MULTILINE)
_FIGURES = re.compile(r"[\d\s.,/%()-]*\d[\d\s.,/%()-]*")
"""A cell of figures alone, a day too: no head and no signature has one."""


def is_frame(
    columns: int,
    rows: int,
    *,
    ruled: Callable[[], bool],
    at_edge: bool,
    cells: Iterable[tuple[int, Sequence[str]]],
    headed: bool = False,
) -> bool:
    """Whether a table of so many columns and rows is a frame: `cells` are each one's row and lines of words.

    `headed` says that a page calls some of its cells heads.
    """
    if columns > _COLUMNS or rows > _MOST_ROWS or ruled():
        return False
    worded = [(row, lines) for row, lines in cells if lines]
    filled = sorted({row for row, _ in worded})
    few = len(filled) <= _ROWS
    several = any(len(lines) > 1 for _, lines in worded)
    if not (at_edge or (few and several)):
        return False
    if any(_OF_FORM.match(line) or _ON_BEHALF.match(line) for _, lines in worded for line in lines):
        return True
    if headed or any(_FIGURES.fullmatch(" ".join(lines)) for _, lines in worded):
        return False
    # Between titles and names a signature's row is left blank.
    return few or filled[-1] - filled[0] >= len(filled)
