"""Text that was cut into lines of one width, as e-mail and old editors keep it. In: lines. Out: a line for each paragraph.

The width is where each line that surely goes on ends because the next word had no room, in columns or, where lines were
cut as they were set on a page, by the width of their letters; a text that has longer lines was not cut. A line is joined
to the next where it is full and the next opens nothing of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, starmap

from pipeline.read.letter_widths import width as set_width
from pipeline.read.line_joins import cuts_range, cuts_word, is_whole, keeps_hyphen, opens_part, runs_over

_LEAST = 3
"""Lines that surely go on, to tell a width by."""
_OF_ONE_WIDTH = 0.3
"""Share of the lines that surely go on; a subject's are cut where it looks well."""
_LONGER = 0.02
"""Share of lines that may be longer than the width: an address, a line of figures."""
_WIDEST, _WIDEST_SET = 160, 8000
"""What no line is wider than, in columns and in hundredths of a font's size."""
_NARROWEST, _SHORT_WIDEST = 60, 100
"""Between which columns a text of few lines was cut, by any editor of its time."""
_COLUMNS = re.compile(r"\S(?: {3,}|\t)[ \t]*\S|\|.*\|")
_RULE = re.compile(r"[-–—_=*.…~\s]{3,}")
_STOPS = (".", "!", "?", ":", ";", "/", "…")
_BARE = 0.1
"""Share of paragraphs that may begin like any line, where the others are told by an empty line, an indent or a mark."""
_HANGING = 4
"""Columns by which later lines may stand further in than a paragraph's first."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of running text: where it begins, where it ends, its words."""

    indent: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a text was cut: at which width; whether a paragraph may begin like any line; whether later lines may stand deeper.

    Bullets and labels stand `inset` columns in, or deeper.
    """

    width: int
    flush: bool
    hanging: bool
    inset: int
    measure: Callable[[str], int] = len
    """How wide a text is."""
    margin: int | None = None
    """Where alone a capital goes on, and after no mark, in a text of few lines."""


def wrapping_of(raw: Sequence[str], *, typeset: bool = False) -> Wrapping | None:
    """How some lines were cut; None where they were not. Where both may be, `typeset` ones by the width of letters."""
    in_columns = [_line(line, len) for line in raw]
    goes_on = (one and two and _surely_goes_on(one, two) for one, two in pairwise(in_columns))
    if sum(map(bool, goes_on)) < _LEAST:
        return None if typeset else _short_wrapping(in_columns)
    ways: tuple[tuple[Callable[[str], int], int], ...] = ((len, _WIDEST), (set_width, _WIDEST_SET))
    best, most = None, (0, 0)
    for measure, widest in reversed(ways) if typeset else ways:
        lines = in_columns if measure is len else [_line(line, measure) for line in raw]
        pairs = list(pairwise(lines))
        width, sure = _width(lines, pairs, measure, widest, _surely_goes_on)
        full = sum(bool(one and two and one.end <= width < _needed(one, two, measure)) for one, two in pairs)
        if (sure, full) > most:
            most = sure, full
            flush, inset = not _tells_paragraphs(pairs, width, measure), _inset(pairs, width, measure)
            best = Wrapping(width, flush, _hangs(pairs), inset, measure)
    return best if best or typeset else _short_wrapping(in_columns)


def _short_wrapping(lines: Sequence[_Line | None]) -> Wrapping | None:
    """How a text of few lines was cut, where what may go on counts beside the one or two lines that surely do."""
    pairs = list(pairwise(lines))
    width, _ = _width(lines, pairs, len, _SHORT_WIDEST, _may_go_on)
    full = [(one, two) for one, two in pairs if one and two and one.end <= width < _needed(one, two, len)]
    if width < _NARROWEST or not any(starmap(_surely_goes_on, full)):
        return None
    flush, inset = not _tells_paragraphs(pairs, width, len), _inset(pairs, width, len)
    return Wrapping(width, flush, _hangs(pairs), inset, margin=_margin(pairs))


def _margin(pairs: Sequence[tuple[_Line | None, _Line | None]]) -> int:
    """The margin that all paragraphs begin in from; -1 where they do not, so that a line's capital may open another."""
    margin = min(line.indent for pair in pairs for line in pair if line)
    opening = [two.indent for one, two in pairs if one and two and one.text.endswith(_STOPS)]
    return margin if opening and min(opening) > margin else -1


def joined(raw: Sequence[str], wrapping: Wrapping | None) -> Iterator[str]:
    """Lines with each paragraph in one."""
    if wrapping is None or not raw:
        yield from raw
        return
    parts = [raw[0]]
    for own, (line, following) in zip(raw[1:], pairwise([_line(line, wrapping.measure) for line in raw]), strict=True):
        if not (line and following and _goes_on(line, following, wrapping)):
            yield "".join(parts)
            parts = [own]
            continue
        last = line.text.rsplit(None, 1)[-1]
        parts[-1] = parts[-1].rstrip()
        if cuts_word(last, following.text):
            parts[-1] = parts[-1][:-1]
        elif not keeps_hyphen(last):
            parts.append(" ")
        parts.append(following.text)
    yield "".join(parts)


def _line(raw: str, measure: Callable[[str], int]) -> _Line | None:
    """None for an empty line, a rule and columns."""
    text = raw.strip()
    if not text or _COLUMNS.search(text) or _RULE.fullmatch(text):
        return None
    spread = raw.rstrip().expandtabs(8)
    return _Line(len(spread) - len(text), measure(spread), text)


def _needed(line: _Line, following: _Line, measure: Callable[[str], int]) -> int:
    """The width from which the next line's first word would have stood in this one."""
    return line.end + measure(f" {following.text.split(maxsplit=1)[0]}")


def _width(
    lines: Sequence[_Line | None],
    pairs: Sequence[tuple[_Line | None, _Line | None]],
    measure: Callable[[str], int],
    widest: int,
    goes_on: Callable[[_Line, _Line], bool],
) -> tuple[int, int]:
    """The width that most lines that surely go on were cut at, and how many; zeros where they are too few."""
    fits = [0] * (widest + 2)
    sure = 0
    for line, following in pairs:
        if line and following and goes_on(line, following):
            sure += 1
            if line.end <= widest:
                fits[line.end] += 1
                fits[min(_needed(line, following, measure), widest + 1)] -= 1
    if not sure:
        return 0, 0
    counts = list(accumulate(fits))
    ends = sorted(line.end for line in lines if line)
    least = ends[-1 - max(1, int(_LONGER * len(ends)))]
    width = max(range(least, widest + 1), key=counts.__getitem__, default=0)
    return (width, counts[width]) if counts[width] >= max(_LEAST, _OF_ONE_WIDTH * sure) else (0, 0)


def _surely_goes_on(line: _Line, following: _Line) -> bool:
    return not following.text[0].isupper() and _may_go_on(line, following)


def _may_go_on(line: _Line, following: _Line) -> bool:
    return not opens_part(following.text) and not line.text.endswith(_STOPS)


def _tells_paragraphs(
    pairs: Sequence[tuple[_Line | None, _Line | None]], width: int, measure: Callable[[str], int]
) -> bool:
    """Whether an empty line, an indent or a mark opens each paragraph, so that a line with none goes on."""
    ended = bare = 0
    for line, following in pairs:
        if line and line.text.endswith(_STOPS) and not (following and _needed(line, following, measure) > width):
            ended += 1
            bare += bool(following and following.indent <= line.indent and not opens_part(following.text))
    return ended >= _LEAST and bare <= _BARE * ended


def _hangs(pairs: Sequence[tuple[_Line | None, _Line | None]]) -> bool:
    """Whether paragraphs do not begin further in than their later lines."""
    depths = [
        following.indent - line.indent
        for line, following in pairs
        if line and following and _surely_goes_on(line, following) and not opens_part(line.text)
    ]
    return sum(depth > 0 for depth in depths) >= sum(depth < 0 for depth in depths)


def _inset(pairs: Sequence[tuple[_Line | None, _Line | None]], width: int, measure: Callable[[str], int]) -> int:
    """The least indent of what surely opens a part, headings in capitals aside; 0 where too few do."""
    indents = [
        following.indent
        for line, following in pairs
        if following and opens_part(following.text) and not following.text.isupper()
        if line is None or line.text.endswith(_STOPS) or _needed(line, following, measure) <= width
    ]
    return min(indents) if len(indents) >= _LEAST else 0


def _goes_on(line: _Line, following: _Line, wrapping: Wrapping) -> bool:
    """Whether a line's paragraph continues in the next."""
    if following.text.startswith(("-", "–")) and cuts_range(line.text, following.text):
        return True
    if _needed(line, following, wrapping.measure) <= wrapping.width or is_whole(line.text, following.text):
        return False
    if line.text.isupper() and not following.text.isupper() and any(map(str.islower, following.text)):
        return False
    stops = line.text.endswith(_STOPS)
    if wrapping.margin is not None and (stops or (following.text[0].isupper() and following.indent != wrapping.margin)):
        return False
    if opens_part(following.text):
        # What begins at the margin, where every bullet and label stands in from it, is neither: 'Lộng' / '- Phố Vạc'.
        at_margin = following.indent < wrapping.inset and not following.text.isupper()
        return not stops and (at_margin or runs_over(line.text, following.text))
    deeper = following.indent - line.indent
    if not following.text[0].isupper():
        return True
    if deeper > 0:
        return deeper <= _HANGING and (opens_part(line.text) or (wrapping.hanging and not stops))
    return not stops or deeper < 0 or not wrapping.flush
