"""Figures of one thing over several years, wherever a document states them: 'Thu ngân sách năm 2017 đạt 400 tỷ đồng'.

Two figures are of one thing where the words before them are the same but for the year and the verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.link.figures.comparisons import growth_words
from pipeline.link.figures.percent import Figure
from pipeline.normalize.fold import fold
from pipeline.structure.sentences import Sentences

_CLAUSE = re.compile(r"[,;:.()\n]")
_YEAR = re.compile(r"(?:trong\s+)?năm\s+(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_MARK = re.compile(r"^\s*[-–+*•]?\s*")
_REACH = 120
_FEWEST_WORDS, _MOST_WORDS = 2, 12
Key = tuple[str, str, int]
"""What is told, its unit, the year."""


class Series:
    """The figures of a text by what they tell and of which year; those told differently left out."""

    def __init__(self, text: str, figures: Sequence[Figure], sentences: Sentences) -> None:
        self._keys: dict[int, Key] = {}
        self._told: dict[Key, Figure | None] = {}
        for figure in figures:
            key = _key(text, figure, sentences)
            if key is None:
                continue
            self._keys[figure.start] = key
            known = self._told.setdefault(key, figure)
            if known is not None and known.value != figure.value:
                self._told[key] = None

    def year_of(self, figure: Figure) -> int | None:
        """The year that a figure is of, where its own words tell."""
        key = self._keys.get(figure.start)
        return key[2] if key else None

    def in_year(self, figure: Figure, year: int) -> Figure | None:
        """The figure of the same thing in another year; None where the text does not tell just one."""
        key = self._keys.get(figure.start)
        return self._told.get((key[0], key[1], year)) if key and key[2] != year else None


def _key(text: str, figure: Figure, sentences: Sentences) -> Key | None:
    start = max(sentences.at(figure.start)[0], figure.start - _REACH)
    words = _MARK.sub("", _CLAUSE.split(text[start : figure.start])[-1])
    years = {match["year"] for match in _YEAR.finditer(words)}
    if len(years) != 1:
        return None
    label = " ".join(fold(growth_words("states").sub(" ", _YEAR.sub(" ", words))).split())
    if re.search(r"\d", label) or not _FEWEST_WORDS <= len(label.split()) <= _MOST_WORDS:
        return None
    return label, figure.unit, int(years.pop())
