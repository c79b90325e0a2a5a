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
_MOTTO = re.compile(r"CỘNG H\w{2} XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM")
"""Where it stands on the right, one line with words on both sides is a letterhead's."""
_ADDRESSED = re.compile(r"\s*Kính gửi\b")
"""What stands under a letterhead's columns and is in neither."""
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
        if len(both) < (1 if both and _MOTTO.match(both[0][-1]) else _LEAST):
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
        if words is None or (end > start and _ADDRESSED.match(lines[end])):
            break
        narrowed = [clear for gutter in gutters if (clear := _clear(gutter, words))]
        if not narrowed or (blank and words and words[-1][1] <= narrowed[0][0]) or blank > _BLANK:
            break
        gutters = narrowed
        blank = 0 if words else blank + 1
        end += 1
    if not blank and end < len(lines) and gutters and _is_title(lines, start, end - 1, gutters[0]):
        end -= 1
    edges = [0, *(right for _, right in gutters)]
    return [
        [line[edge:stop].strip() for line in lines[start : end - blank]]
        for edge, stop in zip(edges, [*edges[1:], None], strict=True)
    ]


def _is_title(lines: Sequence[str], start: int, last: int, gutter: Span) -> bool:
    """Whether the last line before one that crosses the gutter is none of a column: the title's, set in from all above it."""
    edge, line = gutter[0], lines[last]
    title = len(line) - len(line.lstrip())
    if title >= edge:
        right = [begins for above in lines[start:last] if (begins := _begins(above[edge:])) is not None]
        return bool(right) and title < edge + min(right) - _CLEAR
    above = [begins for one in lines[start:last] if (begins := _begins(one[:edge])) is not None]
    return bool(above) and not line[edge:].strip() and title > max(above) + _CLEAR


def _begins(side: str) -> int | None:
    """Where the words of one side of a line begin."""
    return len(side) - len(side.lstrip()) if side.strip() else None


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
