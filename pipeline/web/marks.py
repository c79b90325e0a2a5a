"""Mentions on a page: the text cut into pieces at their ends, and their boxes on its picture."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.query.originals import Box, PageWords


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention as it is drawn: `kind` is its table or 'evidence', `link` where it leads, `title` what it says."""

    id: str
    kind: str
    start: int
    end: int
    link: str
    title: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the innermost mention over it; `first` where that mention begins."""

    text: str
    mark: Mark | None
    first: bool


@dataclass(frozen=True, slots=True)
class Boxed:
    """A mark with a box for each line it runs over on the page's picture."""

    mark: Mark
    boxes: tuple[Box, ...]


def pieces(text: str, offset: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    """A page's text, which begins at `offset` in the document, cut where marks begin and end."""
    end = offset + len(text)
    inside = sorted((mark for mark in marks if mark.start < end and mark.end > offset), key=lambda mark: mark.start)
    cuts = sorted({offset, end, *(min(max(cut, offset), end) for mark in inside for cut in (mark.start, mark.end))})
    open_: list[tuple[int, int, Mark]] = []
    begun: set[str] = set()
    waiting = 0
    for at, to in pairwise(cuts):
        while waiting < len(inside) and inside[waiting].start <= at:
            mark = inside[waiting]
            heapq.heappush(open_, (mark.end - mark.start, waiting, mark))
            waiting += 1
        while open_ and open_[0][2].end <= at:
            heapq.heappop(open_)
        innermost = open_[0][2] if open_ else None
        yield Piece(text[at - offset : to - offset], innermost, innermost is not None and innermost.id not in begun)
        if innermost:
            begun.add(innermost.id)


def boxed(words: PageWords, marks: Iterable[Mark]) -> list[Boxed]:
    """The marks that stand on a page's picture, the long ones first, so that those inside them can be clicked."""
    drawn = [Boxed(mark, tuple(words.boxes(mark.start, mark.end))) for mark in marks]
    return sorted((one for one in drawn if one.boxes), key=lambda one: (one.mark.chosen, one.mark.start - one.mark.end))
