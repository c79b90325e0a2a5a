"""Sentences and lines of a text as spans; linear, and exact to the character."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from pipeline.normalize.letters import UPPER

# A full stop, question or exclamation mark before a capital, or a line's end; not after an abbreviation.
_END = re.compile(rf"\n+|(?<=[.!?…])[ \t]+(?=[\"“(\-+*]?\s?[{UPPER}0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:TP|Tp|tp|TS|ThS|Th\.S|GS|PGS|KT|TM|TL|TUQ|Q|Tr|tr|St|Mr|No|H|P|X|Q|TX|TT)|\b\d{1,2}|\b[A-Z])\.$"
)


class Sentences:
    """The sentences of a text; they tile it, line ends included in the sentence before them."""

    def __init__(self, text: str) -> None:
        starts = [0]
        for match in _END.finditer(text):
            broken = match[0][0] != "\n"
            if broken and _ABBREVIATION.search(text[max(0, match.start() - 8) : match.start()]):
                continue
            starts.append(match.end())
        self._starts = starts
        self._length = len(text)

    def at(self, offset: int) -> tuple[int, int]:
        """The span of the sentence that holds `offset`."""
        index = bisect_right(self._starts, offset) - 1
        last = index + 1 >= len(self._starts)
        return self._starts[index], self._length if last else self._starts[index + 1]


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
