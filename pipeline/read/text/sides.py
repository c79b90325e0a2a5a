"""Columns of text side by side in a text file, as letterhead and signature stand: each is read from top to bottom.

They are lines that keep clear of one gutter, two of them at least with words on both sides of it; figures beside their names
are read across.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.read.text.columns import Span

_WORDS = re.compile(r"\S+(?: {1,2}\S+)*")
_CLEAR = 3
"""Blanks that part columns."""
_LEAST = 2
"""Lines with words on both sides."""
_LONGEST = 400
"""Characters of a line in columns."""
_BLANK = 7
"""Empty lines over which a column goes on: the room for a signature."""
_NUMBER = r"\d+(?:[.,]\d+)*"
_FIGURE = re.compile(rf"[-–(:]?\s?{_NUMBER}(?:\s?[-–]\s?{_NUMBER})?(?!\s?[-–/.)\d])")


@dataclass(frozen=True, slots=True)
class Sides:
    """Lines from `start` to before `end` as columns one after the other, an empty line after each."""

    start: int
    end: int
    lines: tuple[str, ...]


def text_sides(lines: Sequence[str]) -> Iterator[Sides]:
    """The stretches of lines in columns, in order."""
    at = 0
    while at < len(lines):
        columns = _columns(lines, at)
        both = [row for row in zip(*columns, strict=True) if sum(map(bool, row)) > 1]
        if len(both) < _LEAST:
            at += 1
            continue
        end = at + len(columns[0])
        if not all(_FIGURE.match(row[-1]) for row in both):
            yield Sides(at, end, tuple(line for column in columns for line in (*column, "")))
        at = end


def _columns(lines: Sequence[str], start: int) -> list[list[str]]:
    """The words on each side of the gutters that a line opens, for that line and those that keep clear of one."""
    gutters = [(one[1], other[0]) for one, other in pairwise(_words(lines[start]) or ())]
    end, blank = start, 0
    while gutters and end < len(lines):
        words = _words(lines[end])
        if words is None:
            break
        narrowed = [clear for gutter in gutters if (clear := _clear(gutter, words))]
        if not narrowed or (blank and words and words[-1][1] <= narrowed[0][0]) or blank > _BLANK:
            break
        gutters = narrowed
        blank = 0 if words else blank + 1
        end += 1
    if not blank and end < len(lines) and _is_title(lines, start, end - 1, gutters[0][0] if gutters else 0):
        end -= 1
    edges = [0, *(right for _, right in gutters)]
    return [
        [line[edge:stop].strip() for line in lines[start : end - blank]]
        for edge, stop in zip(edges, [*edges[1:], None], strict=True)
    ]


def _is_title(lines: Sequence[str], start: int, last: int, gutter: int) -> bool:
    """Whether the last line before one that crosses the gutter is none of the left column: the title's, set in from all above it."""
    left = [line[:gutter] for line in lines[start : last + 1] if line[:gutter].strip()]
    *above, title = [len(line) - len(line.lstrip()) for line in left] or [0]
    return bool(above) and lines[last][:gutter].strip() == lines[last].strip() and title > max(above) + _CLEAR


def _words(line: str) -> list[Span] | None:
    """Where words stand that are nearer to one another than columns are; None of a line that is set otherwise."""
    if len(line) > _LONGEST or "\t" in line or "|" in line:
        return None
    return [found.span() for found in _WORDS.finditer(line)]


def _clear(gutter: Span, words: Sequence[Span]) -> Span | None:
    """What a line leaves of a gutter; None where that is too narrow."""
    left, right = gutter
    for start, end in words:
        if start < right and end > left:
            if start - left >= right - end:
                right = start
            else:
                left = end
    return (left, right) if right - left >= _CLEAR else None
