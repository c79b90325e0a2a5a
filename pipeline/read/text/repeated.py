"""Heads that a page's end has a table of text say again, between its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.read.text.columns import Segment

_LONGEST = 10
"""Lines of a head from the one that heads the numbers of rows, and lines over that."""
_PAGE = re.compile(r"[-–]?\s?\d{1,4}\s?[-–]?$")

Rows = Sequence[Sequence[Segment]]


def with_repeats(rows: Rows, heads: Sequence[int]) -> list[tuple[int, list[range]]]:
    """The lines that head the rows of a table, each with the lines under it that say its head again, a page's number before them."""
    found = list[tuple[int, list[range]]]()
    for at in heads:
        again = _again(rows, found[-1][0], at) if found else None
        if again:
            found[-1][1].append(again)
        else:
            found.append((at, []))
    return found


def _again(rows: Rows, first: int, at: int) -> range | None:
    """The lines that say a head again; None where they begin another table, whose rows are numbered from the first on."""
    stop = at
    while stop < min(len(rows), at + _LONGEST) and rows[stop] == rows[stop - at + first]:
        stop += 1
    after = rows[stop : stop + 1], rows[stop - at + first : stop - at + first + 1]
    if stop == at or not all(line and line[0] for line in after) or after[0][0][0].words == after[1][0][0].words:
        return None
    start = at
    while start > max(0, at - _LONGEST) and first + start - at > 0 and rows[start - 1] == rows[start - 1 - at + first]:
        start -= 1
    above = rows[start - 1]
    if len(above) == 1 and _PAGE.match(above[0].words):
        return range(start - 1, stop)
    # Any other line of one cell may be the title of a table, but one that goes on with a name.
    return None if len(above) == 1 and not above[0].words[0].islower() else range(start, stop)
