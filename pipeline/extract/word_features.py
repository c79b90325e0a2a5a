"""What underthesea's model tells words by, for all tokens of a line at once.

underthesea's own featurizer writes each of 43 features of each token from its template, with a copy of the list of 72,000
words: most of the time of cutting words. These are the same features.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_TEMPLATE = re.compile(r"T\[(?P<first>-?\d+)(?:,(?P<last>-?\d+))?\](?:\.(?P<function>\w+))?")
_IN_WORDS = ("", "lower")
"""The functions that give words; what the others give is true or false."""
_LARGEST = 2**31
"""Figures from here on are no number."""


@dataclass(frozen=True, slots=True)
class _Template:
    """'T[-1,0].lower': a function of the two tokens from the one before; what it is past the line's beginning and end."""

    first: int
    function: tuple[str, int]
    """With how many tokens it is of."""
    write: Callable[[Any], str]
    before: tuple[str, ...]
    after: str


class WordFeatures:
    """Stands for underthesea's `CRFFeaturizer`."""

    def __init__(self, templates: Iterable[str], dictionary: Collection[str]) -> None:
        self._templates = tuple(_templates(templates))
        self._lengths = {template.function[1] for template in self._templates}
        self._dictionary = dictionary

    def process(self, sentences: Sequence[Sequence[Sequence[str]]]) -> list[list[list[str]]]:
        """The features of each token of each sentence; a token is the first of its columns."""
        return [self._features([columns[0] for columns in sentence]) for sentence in sentences]

    def _features(self, tokens: Sequence[str]) -> list[list[str]]:
        told = self._told(tokens)
        columns = []
        for template in self._templates:
            values = told[template.function]
            inside = values[template.first :] if template.first > 0 else values
            column = [*template.before, *map(template.write, inside)]
            columns.append(column + [template.after] * (len(tokens) - len(column)))
        return [list(features) for features in zip(*columns, strict=False)]

    def _told(self, tokens: Sequence[str]) -> dict[tuple[str, int], Sequence[Any]]:
        """What each function makes of every so many tokens in a row."""
        lower = [token.lower() for token in tokens]
        title = [token[0] == token[0].upper() for token in tokens]
        told: dict[tuple[str, int], Sequence[Any]] = {
            ("isdigit", 1): [t.isascii() and t.isdigit() and int(t) < _LARGEST for t in tokens]
        }
        for length in self._lengths:
            words = [" ".join(run) for run in _runs(lower, length)]
            told["", length] = [" ".join(run) for run in _runs(tokens, length)]
            told["lower", length] = words
            told["istitle", length] = [all(run) for run in _runs(title, length)]
            told["is_in_dict", length] = [word in self._dictionary for word in words]
        return told


def _templates(names: Iterable[str]) -> Iterator[_Template]:
    for name in names:
        if match := _TEMPLATE.fullmatch(name):
            first, last = int(match["first"]), int(match["last"] or match["first"])
            function = match["function"] or ""
            write = f"{name}=".__add__ if function in _IN_WORDS else (f"{name}=False", f"{name}=True").__getitem__
            yield _Template(first, (function, last - first + 1), write, (f"{name}=BOS",) * -first, f"{name}=EOS")


def _runs(values: Sequence[Any], length: int) -> Iterator[tuple[Any, ...]]:
    return zip(*(values[at:] for at in range(length)), strict=False)
