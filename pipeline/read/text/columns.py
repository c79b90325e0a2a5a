"""Columns of words set with spaces: where they stand, and which of them words stand in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, pairwise

_SEGMENT = re.compile(r"\S+(?: (?!(?<=\d )[-+]?\d{1,3}(?:\.\d{3})+(?!\S))\S+)*")
"""Words; where a figure with its groups of thousands follows another, one blank parts them too."""
_BLANK = re.compile(" ")
_MOST_CAPITALS = 12
"""Words with a capital in a head over several columns, at the most: keeps hostile tables linear."""
_BRIDGED = 4
"""One line in so many may have words across two columns, as 'Tổng cộng' under the numbers and the names."""
_OFF_MIDDLE = 2
"""How often two characters words may be off the middle of the columns that they reach over and stand in."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words parted by single spaces, and where they stand in their line."""

    start: int
    end: int
    words: str


Span = tuple[int, int]


def segments_of(line: str) -> tuple[Segment, ...]:
    """The segments of a line."""
    return tuple(Segment(*found.span(), found[0]) for found in _SEGMENT.finditer(line))


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns from left to right: the part of each that most lines take, and all that any line takes."""

    cores: tuple[Span, ...]
    wholes: tuple[Span, ...]

    def __len__(self) -> int:
        return len(self.cores)

    def touched(self, one: Segment) -> tuple[int, ...]:
        """The columns whose core words take some of, or those that they stand in at all."""
        return _overlapping(self.cores, one) or _overlapping(self.wholes, one)

    def headed(self, one: Segment) -> tuple[int, ...]:
        """The columns that words of the head stand over: those under them, or the nearest."""
        under = _overlapping(self.wholes, one)
        if under:
            return under
        middle = (one.start + one.end) / 2
        return (min(range(len(self)), key=lambda at: abs(sum(self.wholes[at]) / 2 - middle)),)

    def spanned(
        self, heads: Sequence[Segment], below: Mapping[int, Segment], figured: Collection[int] = ()
    ) -> Iterator[tuple[int, int]]:
        """The first and last column that each of the topmost heads stands over: where it is most nearly in the middle, by two characters.

        It may reach over columns that have no other head on top but one `below`, and from those `figured` not back over names.
        """
        under = [self.headed(one) for one in heads]
        edges = [
            (min(left, below[at].start), max(right, below[at].end)) if at in below else (left, right)
            for at, (left, right) in enumerate(self.wholes)
        ]
        held = {column for touched in under for column in touched}
        for one, touched in zip(heads, under, strict=True):
            first, last = touched[0], touched[-1]
            while (
                first
                and first - 1 not in held
                and first - 1 in below
                and (first not in figured or first - 1 in figured)
            ):
                first -= 1
            while last + 1 < len(self) and last + 1 not in held and last + 1 in below:
                last += 1
            middle = one.start + one.end
            off, widest = min(
                (abs(edges[a][0] + edges[b][1] - middle) // 4, a - b, (a, b))
                for a in range(touched[0], first - 1, -1)
                for b in range(touched[-1], last + 1)
            )[::2]
            yield widest if off <= _OFF_MIDDLE else (touched[0], touched[-1])

    def parted(self, head: Segment, headed: Collection[int]) -> Sequence[Segment]:
        """Words of the head over several columns, as the heads of each: they part where a capital comes, nearest to the columns.

        They are the heads of columns beside these too that are not `headed`.
        """
        under = [*self.headed(head)]
        while len(under) > 1 and under[-1] + 1 < len(self) and under[-1] + 1 not in headed:
            under.append(under[-1] + 1)
        while len(under) > 1 and under[0] > 1 and under[0] - 1 not in headed:
            under.insert(0, under[0] - 1)
        opens = [found.end() for found in _BLANK.finditer(head.words) if head.words[found.end()].isupper()]
        if len(under) < 2 or not len(under) <= len(opens) + 1 <= _MOST_CAPITALS:
            return (head,)
        ways = (
            [
                Segment(head.start + a, head.start + b - (b < len(head.words)), head.words[a:b].rstrip())
                for a, b in pairwise((0, *cuts, len(head.words)))
            ]
            for cuts in combinations(opens, len(under) - 1)
        )
        return [*map(self._over, min(ways, key=lambda way: sum(map(self._distance, way, under))), under)]

    def _over(self, head: Segment, column: int) -> Segment:
        """Words of the head where they stand over one column and over none beside it."""
        left, right = self.wholes[column]
        start = max(head.start, self.wholes[column - 1][1] if column else 0)
        end = min(head.end, self.wholes[column + 1][0] if column + 1 < len(self) else head.end)
        return Segment(min(start, right - 1), max(end, left + 1), head.words)

    def _distance(self, head: Segment, column: int) -> int:
        return abs(head.start + head.end - sum(self.wholes[column]))

    def with_heads(self, heads: Sequence[Segment]) -> Columns:
        """The same and a column for heads that stand beyond the last."""
        beyond = [one for one in heads if one.start > self.wholes[-1][1]]
        if not beyond:
            return self
        last = (min(one.start for one in beyond), max(one.end for one in beyond))
        return Columns((*self.cores, last), (*self.wholes, last))

    def is_full(self, column: int, above: Segment, below: Segment) -> bool:
        """Whether the first of the words below had no room beside those above them."""
        return above.end + 1 + len(below.words.split(" ", 1)[0]) > self.wholes[column][1]


def columns_of(lines: Sequence[Sequence[Segment]]) -> Columns:
    """The columns of some lines: where more than a few of them have words; and where only few have, apart from those."""
    width = max(line[-1].end for line in lines)
    steps = [0] * (width + 1)
    for line in lines:
        for one in line:
            steps[one.start] += 1
            steps[one.end] -= 1
    taken = list(accumulate(steps))
    cores = _spans([count > len(lines) // _BRIDGED for count in taken])
    apart = [False] * (width + 1)
    stray = [one for line in lines for one in line if not _overlapping(cores, one)]
    for one in stray:
        apart[one.start : one.end] = [True] * (one.end - one.start)
    cores = sorted([*cores, *_spans(apart)])
    for at in range(len(cores) - 1, 0, -1):
        left, right = cores[at - 1], cores[at]
        # What the rows are called, set in the middle, and 'Cộng' at the margin; figures and a dash in their middle.
        near = at == 1 or right[0] - left[1] < 2
        if near and not any(sum(bool(_overlapping((left, right), one)) for one in line) > 1 for line in lines):
            cores[at - 1 : at + 1] = [(left[0], right[1])]
    wholes = [list(core) for core in cores]
    for line in lines:
        for one in line:
            touched = _overlapping(cores, one)
            if len(touched) == 1:
                whole = wholes[touched[0]]
                whole[:] = min(whole[0], one.start), max(whole[1], one.end)
    return Columns(tuple(cores), tuple((left, right) for left, right in wholes))


def _spans(held: Sequence[bool]) -> list[Span]:
    spans: list[Span] = []
    start = None
    for at, here in enumerate((*held, False)):
        if here and start is None:
            start = at
        elif not here and start is not None:
            spans.append((start, at))
            start = None
    return spans


def _overlapping(spans: Sequence[Span], one: Segment) -> tuple[int, ...]:
    return tuple(at for at, (left, right) in enumerate(spans) if one.start < right and one.end > left)
