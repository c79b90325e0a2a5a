"""What an extractor reads: the text with its outline, sentences, words, and what was found before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from operator import attrgetter
from typing import Protocol, TypeVar

from pipeline.extract.words import Words
from pipeline.records import Mentions, Outline, Table
from pipeline.structure.openings import Opened, openings_of
from pipeline.structure.sentences import Sentences, sentences_of

_SENTENCE = 600


@dataclass(slots=True, eq=False)
class Passage:
    """A document on its way through the extractors; `found` holds the mentions of those before.

    `aside` is what no fact is read from: the heads that a table repeats on a later page, the imprint of a site under the document.
    """

    text: str
    outline: Outline
    words: Words
    tables: tuple[Table, ...] = ()
    aside: Spans = field(default_factory=lambda: Spans())
    found: Mentions = field(default_factory=Mentions)

    @property
    def sentences(self) -> Sentences:
        """The sentences of the text."""
        return sentences_of(self.text)

    def find(self, wanted: Opened, more: Iterable[int] = ()) -> Iterator[re.Match[str]]:
        """The matches of a pattern that begins with known words, or at `more` places."""
        return openings_of(self.text).find(wanted, more)

    def before(self, offset: int, length: int = 60) -> str:
        """The words of the same line before an offset, at most `length` characters."""
        start = max(0, offset - length)
        return self.text[start:offset].rpartition("\n")[2]

    def sentence_before(self, offset: int) -> str:
        """The sentence up to an offset, its last 600 characters where it is longer."""
        return self.text[max(self.sentences.at(offset)[0], offset - _SENTENCE) : offset]


@lru_cache(maxsize=2)
def small_letters(text: str) -> str:
    """A text in small letters, each where it stands in the text."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(letter.lower()[:1] for letter in text)


class Span(Protocol):
    """Anything that stands at `start:end` of the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Span)
_start = attrgetter("start")


def within(mentions: Sequence[S], start: int, stop: int) -> Iterator[S]:
    """Of mentions in order those that begin between two offsets."""
    first = bisect_left(mentions, start, key=_start)
    return iter(mentions[first : bisect_left(mentions, stop, first, key=_start)])


class Spans:
    """Spans already taken, which may hold one another, to ask whether a new one overlaps."""

    def __init__(self, *groups: Iterable[Span]) -> None:
        spans = sorted((m.start, m.end) for group in groups for m in group)
        self._starts = [start for start, _ in spans]
        self._ends = list(accumulate((end for _, end in spans), max))

    def __bool__(self) -> bool:
        return bool(self._starts)

    def overlap(self, start: int, end: int) -> bool:
        """Whether [start, end) shares a character with a taken span."""
        index = bisect_left(self._starts, end) - 1
        return index >= 0 and self._ends[index] > start

    def reach(self, offset: int) -> int:
        """Where the taken spans end that hold the character at an offset; the offset where none does."""
        index = bisect_left(self._starts, offset + 1) - 1
        return max(offset, self._ends[index]) if index >= 0 else offset
