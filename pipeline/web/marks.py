"""Mentions on a page: in layers over its text, and their boxes on its picture."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.query.originals import Box, PageWords

_BELONGING = frozenset({"dates", "entities", "quantities"})
"""Mentions that belong to one that they stand in: the day and the issuer of a document cited."""


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


@dataclass(slots=True)
class Layer:
    """A mention over a stretch of text, with the text and the mentions inside it; `first` where the mention begins."""

    mark: Mark
    first: bool
    inside: list[str | Layer] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether it is one link, inside which nothing else is one: only what belongs to it stands inside it."""
        return all(isinstance(node, str) or (node.mark.kind in _BELONGING and node.is_whole) for node in self.inside)


@dataclass(frozen=True, slots=True)
class Boxed:
    """A mark with a box for each line it runs over on the page's picture."""

    mark: Mark
    boxes: tuple[Box, ...]


def layers(text: str, offset: int, marks: Sequence[Mark]) -> list[str | Layer]:
    """A page's text, which begins at `offset` in the document, with mentions inside those that they stand in.

    Of two that cross, the later one is broken where the earlier one ends.
    """
    whole: list[str | Layer] = []
    open_: list[tuple[int, list[str | Layer]]] = [(offset + len(text), whole)]
    clipped = ((max(mark.start, offset), min(mark.end, open_[0][0]), nth) for nth, mark in enumerate(marks))
    waiting = [(start, -end, nth, True) for start, end, nth in clipped if start < end]
    heapq.heapify(waiting)
    at = offset
    while waiting or len(open_) > 1:
        end, inside = open_[-1]
        closes = len(open_) > 1 and (not waiting or end <= waiting[0][0])
        to = end if closes else waiting[0][0]
        inside += [text[at - offset : to - offset]] if at < to else []
        at = to
        if closes:
            open_.pop()
            continue
        _, until, nth, first = heapq.heappop(waiting)
        if -until > end:
            heapq.heappush(waiting, (end, until, nth, False))
        layer = Layer(marks[nth], first)
        inside.append(layer)
        open_.append((min(-until, end), layer.inside))
    return whole + ([text[at - offset :]] if text[at - offset :] else [])


def boxed(words: PageWords, marks: Iterable[Mark]) -> list[Boxed]:
    """The marks that stand on a page's picture, the long ones first, so that those inside them can be clicked."""
    drawn = [Boxed(mark, tuple(words.boxes(mark.start, mark.end))) for mark in marks]
    return sorted((one for one in drawn if one.boxes), key=lambda one: (one.mark.chosen, one.mark.start - one.mark.end))
