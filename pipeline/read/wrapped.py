"""Text that was cut into lines of one width, as e-mail and old editors keep it. In: lines. Out: a line for each paragraph.

The width is where each line that surely goes on ends because the next word had no room; a text that has longer lines
was not cut. A line is joined to the next where it is full and the next opens nothing of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from pipeline.read.line_joins import cuts_word, is_whole, keeps_hyphen, opens_part, runs_over

_LEAST = 3
"""Lines that surely go on, to tell a width by."""
_OF_ONE_WIDTH = 0.8
_LONGER = 0.02
"""Share of lines that may be longer than the width: an address, a line of figures."""
_WIDEST = 160
_COLUMNS = re.compile(r"\S(?: {3,}|\t)[ \t]*\S|\|.*\|")
_STOPS = (".", "!", "?", ":", ";", "/", "…")
_BARE = 0.1
"""Share of paragraphs that may begin like any line, where the others are told by an empty line, an indent or a mark."""
_HANGING = 4
"""Columns by which a bullet's later lines stand further in than its mark."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of running text: where it begins, where it ends, its words."""

    indent: int
    end: int
    text: str


def unwrapped(text: str) -> str:
    """The text with its paragraphs in one line each; as it is where it was not cut into lines of one width."""
    raw = text.split("\n")
    lines = [_line(line) for line in raw]
    pairs = list(pairwise(lines))
    width = _width(lines, pairs)
    if width is None:
        return text
    flush = not _tells_paragraphs(pairs, width)
    out = [raw[0]]
    for before, (line, following) in zip(raw[1:], pairs, strict=True):
        if line and following and _goes_on(line, following, width, flush):
            out.append(_joined(out.pop(), following.text))
        else:
            out.append(before)
    return "\n".join(out)


def _line(raw: str) -> _Line | None:
    """None for an empty line and for columns."""
    text = raw.strip()
    if not text or _COLUMNS.search(raw):
        return None
    spread = raw.rstrip().expandtabs(8)
    return _Line(len(spread) - len(text), len(spread), text)


def _needed(line: _Line, following: _Line) -> int:
    """The width from which the next line's first word would have stood in this one."""
    return line.end + 1 + len(following.text.split(maxsplit=1)[0])


def _width(lines: Sequence[_Line | None], pairs: Sequence[tuple[_Line | None, _Line | None]]) -> int | None:
    """The width that most lines that surely go on were cut at."""
    fits = [0] * (_WIDEST + 2)
    sure = 0
    for line, following in pairs:
        if line and following and _surely_goes_on(line, following):
            sure += 1
            if line.end <= _WIDEST:
                fits[line.end] += 1
                fits[min(_needed(line, following), _WIDEST + 1)] -= 1
    if sure < _LEAST:
        return None
    counts = list(accumulate(fits))
    width = max(range(_WIDEST + 1), key=counts.__getitem__)
    ends = [line.end for line in lines if line]
    longer = sum(end > width for end in ends)
    return width if counts[width] >= _OF_ONE_WIDTH * sure and longer <= _LONGER * len(ends) else None


def _surely_goes_on(line: _Line, following: _Line) -> bool:
    return following.text[0].islower() and not opens_part(following.text) and not line.text.endswith(_STOPS)


def _tells_paragraphs(pairs: Sequence[tuple[_Line | None, _Line | None]], width: int) -> bool:
    """Whether an empty line, an indent or a mark opens each paragraph, so that a line with none goes on."""
    ends = [
        following
        for line, following in pairs
        if line and line.text.endswith(_STOPS) and not (following and _needed(line, following) > width)
    ]
    bare = sum(1 for following in ends if following and not following.indent and not opens_part(following.text))
    return len(ends) >= _LEAST and bare <= _BARE * len(ends)


def _goes_on(line: _Line, following: _Line, width: int, flush: bool) -> bool:
    """Whether a line's paragraph continues in the next."""
    if _needed(line, following) <= width or is_whole(line.text, following.text):
        return False
    if line.text.isupper() and not following.text.isupper() and any(map(str.islower, following.text)):
        return False
    stops = line.text.endswith(_STOPS)
    if opens_part(following.text):
        return not stops and runs_over(line.text, following.text)
    deeper = following.indent - line.indent
    if following.text[0].islower():
        return True
    if deeper > 0:
        return opens_part(line.text) and deeper <= _HANGING
    return not stops or deeper < 0 or not flush


def _joined(line: str, following: str) -> str:
    last = line.rsplit(None, 1)[-1]
    if cuts_word(last, following):
        return line[:-1] + following
    return line + ("" if keeps_hyphen(last) else " ") + following
