"""Patterns that are tried only where one of their first words stands.

A pattern that begins with a word is tried at every character by `re`, which cannot skip ahead without case: most of
a text's time. The words of a text are found once for all such patterns, and a text of figures has none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from pipeline.normalize.letters import LOWER, UPPER
from pipeline.normalize.tones import both_ways, compiled
from pipeline.structure.beginnings import first_words_of

_WORD = re.compile(f"[{UPPER}{LOWER}]+")


@dataclass(frozen=True)
class Opened:
    """A pattern whose every match begins with a word, or elsewhere only where `Openings.find` is told of `more` places."""

    pattern: re.Pattern[str]

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that its matches may begin with, whole and in small letters."""
        return first_words_of(self.pattern).words


def opened(pattern: str) -> Opened:
    """A pattern without case: `opened(r"(?<!\\w)(?:từ )?tháng ...")` is tried at 'từ' and 'Tháng'."""
    return Opened(compiled(pattern, re.IGNORECASE))


def first_words(names: Iterable[str]) -> frozenset[str]:
    """The words that names begin with, for a pattern that begins with the names."""
    return frozenset(word[0].lower() for name in both_ways(names) if (word := _WORD.match(name)))


@lru_cache(maxsize=256)
def words_in(text: str) -> frozenset[str]:
    """The words of a text, in small letters."""
    return frozenset(_WORD.findall(text.lower()))


class ListsOfNames:
    """Several lists of names, to tell of which one a pattern of its names needs a trial."""

    def __init__(self, lists: Iterable[Iterable[str]]) -> None:
        names = [(place, words_in(name)) for place, names in enumerate(lists) for name in both_ways(names)]
        often = Counter(chain.from_iterable(words for _, words in names))
        self._by_word: dict[str, list[tuple[int, frozenset[str]]]] = defaultdict(list)
        for place, words in names:
            self._by_word[min(words, key=lambda word: (often[word], word))].append((place, words))

    def told_by(self, words: frozenset[str]) -> list[int]:
        """The places, in order, of the lists of which some name has all its words among these."""
        by_word = self._by_word
        return sorted({place for word in by_word.keys() & words for place, name in by_word[word] if name <= words})


class Openings:
    """Where each word of a text stands, whatever its case."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: dict[str, list[int]] = defaultdict(list)
        for word in _WORD.finditer(text):
            self._starts[word[0].lower()].append(word.start())
        self._words = frozenset(self._starts)

    def starts(self, words: Iterable[str]) -> Sequence[int]:
        """Where any of some words stands, in order."""
        found = [self._starts[word] for word in self._words.intersection(words)]
        return found[0] if len(found) == 1 else sorted(chain.from_iterable(found))

    def find(self, wanted: Opened, more: Iterable[int] = ()) -> Iterator[re.Match[str]]:
        """What `wanted.pattern.finditer(text)` finds, where it may begin at `more` places too."""
        end = 0
        starts = self.starts(wanted.words)
        for start in sorted((*starts, *more)) if more else starts:
            if start >= end and (match := wanted.pattern.match(self._text, start)):
                end = match.end()
                yield match

    def find_between(self, wanted: Opened, start: int, end: int) -> Iterator[re.Match[str]]:
        """What `wanted.pattern.finditer(text, start, end)` finds."""
        told = self._words.intersection(wanted.words)
        for at in sorted(chain.from_iterable(self._between(word, start, end) for word in told)):
            if at >= start and (match := wanted.pattern.match(self._text, at, end)):
                start = match.end()
                yield match

    def _between(self, word: str, start: int, end: int) -> list[int]:
        """Where a word stands from one offset to another."""
        starts = self._starts[word]
        first = bisect_left(starts, start)
        return starts[first : bisect_left(starts, end, first)]


@lru_cache(maxsize=2)
def openings_of(text: str) -> Openings:
    """The words of a text, found once for all who ask."""
    return Openings(text)
