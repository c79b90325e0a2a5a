"""Sentences and lines of a text as spans; linear, and exact to the character."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from pipeline.normalize.letters import UPPER

_ABBREVIATED = (
    r"(?<!\b[A-Z\d]\..)(?<!\b(?:TP|Tp|tp|TS|GS|KT|TM|TL|Tr|tr|St|Mr|No|TX|TT|\d\d)\..)(?<!\b(?:ThS|PGS|TUQ)\..)"
)
"""Words that a full stop shortens, by their length, and an item's number: no sentence ends there."""
_END = re.compile(rf"[\n \t](?:(?<=\n)\n*|(?<=[.!?…].){_ABBREVIATED}[ \t]*(?=[\"“(\-+*•]?\s?[{UPPER}0-9]))")
"""A line's end; or a full stop, question or exclamation mark before a capital. A set at the head lets `re` skip to it."""


class Sentences:
    """The sentences of a text; they tile it, line ends included in the sentence before them."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _END.finditer(text))]
        self._ends = [*self._starts[1:], len(text)]

    def at(self, offset: int) -> tuple[int, int]:
        """The span of the sentence that holds `offset`."""
        index = bisect_right(self._starts, offset) - 1
        return self._starts[index], self._ends[index]


@lru_cache(maxsize=2)
def sentences_of(text: str) -> Sentences:
    """The sentences of a text, cut once for all who ask."""
    return Sentences(text)


def line_spans(text: str) -> list[tuple[int, int]]:
    """Every line as (start, end) without its line end and outer white space; empty lines left out."""
    spans = []
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            at = start + line.index(stripped[0])
            spans.append((at, at + len(stripped)))
        start += len(line) + 1
    return spans
