"""Gold facts carried over to the text that a file of the document was read as: the same words at their new places.

The words of both texts are aligned without case and diacritics. Where a fact's words are all aligned, it stands where they
stand. What moved (a letterhead comes out column by column) is looked for among the words that nothing was aligned with, the
first time for the first fact; what was misread stands between the words before and after it. A fact that is nowhere stands
nowhere, and so is missed. Values are the annotation's; only the words of figures and dates are the file's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from benchmarks.accuracy.gold import Fact, Gold
from pipeline.normalize import fold
from pipeline.records import Text

_WORD = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_+")
_MISREAD = 2
"""How many words more or fewer a misread fact may have."""
_BETWEEN = 20
"""How many words of another place (a running head, a note) may stand inside a fact."""
_NAMED = ("people", "organisations", "places")
"""Kinds of which a name counts wherever it stands."""


def carried(gold: Gold, text: Text) -> Gold:
    """The same gold for another text of the document."""
    places = Places(gold.text.text, text.text)
    moved: dict[tuple[int, int], tuple[int, int]] = {}

    def place(fact: Fact) -> tuple[int, int]:
        span = (fact.start, fact.end)
        if span not in moved:
            moved[span] = places.of(*span) or (-1 - len(moved), -1 - len(moved))
        return moved[span]

    def carry(kind: str, fact: Fact) -> Fact:
        if kind in _NAMED:
            return fact
        start, end = place(fact)
        if kind == "citations":
            return replace(fact, start=start, end=end, values={"number": " ".join(fact.words.split()), **fact.values})
        words = fact.words if start < 0 or kind == "projects" else text.text[start:end]
        return replace(fact, start=start, end=end, words=words)

    facts = {
        kind: tuple(carry(kind, fact) for fact in sorted(facts, key=lambda fact: fact.start))
        for kind, facts in gold.facts.items()
    }
    sums = tuple((kind, moved[total], frozenset(moved[part] for part in parts)) for kind, total, parts in gold.sums)
    return replace(gold, text=text, facts=facts, sums=sums)


class Places:
    """Where the words of one text stand in another."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = list(_words(old)), list(_words(new))
        before, after = ([word for _, _, word in side] for side in (self._old, self._new))
        blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
        self._to = {a + at: b + at for a, b, size in blocks for at in range(size)}
        self._aligned = sorted(self._to)
        self._free = set(range(len(self._new))) - set(self._to.values())
        self._starts = [start for start, _, _ in self._old]

    def of(self, start: int, end: int) -> tuple[int, int] | None:
        """The span in the new text of a span in the old one, whose words it takes."""
        first, last = bisect_right(self._starts, start) - 1, bisect_left(self._starts, end) - 1
        at = [self._to.get(index) for index in range(first, last + 1)]
        aligned = {index for index in at if index is not None}
        if None not in at and max(aligned) - min(aligned) <= last - first + _BETWEEN:
            return self._span(min(aligned), max(aligned))
        return self._moved(first, last, aligned) or self._misread(first, last)

    def _moved(self, first: int, last: int, aligned: set[int]) -> tuple[int, int] | None:
        """Among the words that are free and those that were aligned with some of the fact's own."""
        wanted = [word for _, _, word in self._old[first : last + 1]]
        free = self._free | aligned
        for begin in sorted(free):
            here = range(begin, begin + len(wanted))
            if free.issuperset(here) and [self._new[index][2] for index in here] == wanted:
                self._free.difference_update(here)
                return self._span(begin, here[-1])
        return None

    def _misread(self, first: int, last: int) -> tuple[int, int] | None:
        before, after = bisect_left(self._aligned, first), bisect_right(self._aligned, last)
        if not before or after == len(self._aligned):
            return None
        left, right = self._aligned[before - 1], self._aligned[after]
        begin, end = self._to[left] + first - left, self._to[right] - (right - last)
        if not 0 <= begin <= end or abs(end - begin - (last - first)) > _MISREAD:
            return None
        return self._span(begin, end)

    def _span(self, first: int, last: int) -> tuple[int, int]:
        return self._new[first][0], self._new[last][1]


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    folded = fold(text)
    return ((found.start(), found.end(), found[0]) for found in _WORD.finditer(folded))
