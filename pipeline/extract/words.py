"""The words of a text, segmented where an extractor asks for one.

Cutting is the slowest thing in this room by far, and few figures need it: a stretch of text after a cue is cut
when the first of its words is asked for. Elsewhere a word is a run without white space, which in
Vietnamese is a syllable.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_REST_OF_RUN = re.compile(r"\S*")


@dataclass(frozen=True, slots=True)
class Cue:
    """Where words may be asked for: from a match of `pattern` to `reach` characters after it, in its line."""

    pattern: re.Pattern[str]
    reach: int


class Words:
    """The words of a text by offset; `cut` is a spaCy tokenizer."""

    def __init__(self, text: str, cue: Cue, cut: Callable[[str], Doc]) -> None:
        self._text = text
        self._cut = cut
        self._stretches = _stretches(text, cue)
        self._starts = [start for start, _ in self._stretches]
        self._words: dict[int, list[tuple[int, int]]] = {}

    def at(self, offset: int) -> tuple[int, int] | None:
        """The word that begins at `offset`, or holds it; None in white space and past the last word."""
        index = bisect_right(self._starts, offset) - 1
        after = self._stretches[index][1] if index >= 0 else 0
        if offset >= after:
            return self._run(offset, after, index + 1)
        words = self._words_of(index)
        start, end = words[bisect_right(words, (offset, len(self._text))) - 1]
        return (start, end) if start <= offset < end else None

    def _run(self, offset: int, after: int, following: int) -> tuple[int, int] | None:
        """The run without white space at an offset between two stretches."""
        before = self._starts[following] if following < len(self._starts) else len(self._text)
        start = offset
        while start > after and not self._text[start - 1].isspace():
            start -= 1
        end = _end_of_run(self._text, offset, before)
        return (start, end) if offset < end else None

    def _words_of(self, index: int) -> list[tuple[int, int]]:
        if index not in self._words:
            start, end = self._stretches[index]
            tokens = self._cut(self._text[start:end])
            self._words[index] = [(start + token.idx, start + token.idx + len(token)) for token in tokens]
        return self._words[index]


def _stretches(text: str, cue: Cue) -> list[tuple[int, int]]:
    """What is cut as one: disjoint, in order, from cue to the end of a run, each in one line."""
    found: list[tuple[int, int]] = []
    for match in cue.pattern.finditer(text):
        start, reach = match.start(), min(match.end() + cue.reach, len(text))
        line_end = text.find("\n", start, reach)
        end = _end_of_run(text, reach, len(text)) if line_end < 0 else line_end
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _end_of_run(text: str, offset: int, limit: int) -> int:
    rest = _REST_OF_RUN.match(text, offset, limit)
    return rest.end() if rest else offset
