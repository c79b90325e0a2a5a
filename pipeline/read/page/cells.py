"""Words that are cut where a ruled cell is too narrow for them: 'UBN' over 'D', '12.345.6' over '78'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.read.letters.syllables import is_syllable
from pipeline.read.page.tables import RuledTable
from pipeline.read.page.words import PlacedWord

_ACRONYM = re.compile(r"(?:^|[/-])(?P<letters>[A-ZĐƯ]+)$")
"""Capitals at a word's end, as in '1873/QĐ-UBN'."""
_FIGURE = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{4,}|\d+,\d+")


def padding(table: RuledTable, words: Sequence[Sequence[PlacedWord]]) -> float:
    """How much of a cell's width stays empty: the least that any leaves on its left and on its right."""
    pairs = [(cell.box, word) for cell, inside in zip(table.cells, words, strict=True) for word in inside]
    left = min((word.x0 - box[0] for box, word in pairs), default=0.0)
    right = min((box[2] - word.x1 for box, word in pairs), default=0.0)
    return max(left, 0.0) + max(right, 0.0)


def may_be_cut(line: Sequence[PlacedWord], following: Sequence[PlacedWord]) -> bool:
    """Whether two lines of a cell may be one word, by their letters."""
    word, rest = line[0].text, following[0].text
    if len(line) > 1:
        return False
    if _FIGURE.fullmatch(word + rest) and len(following) == 1:
        return True
    acronym = _ACRONYM.search(word)
    return acronym is not None and rest[0].isupper() and rest.isalpha() and not is_syllable(acronym["letters"])


def is_full(line: Sequence[PlacedWord], following: Sequence[PlacedWord], room: float) -> bool:
    """Whether a line of one word has no room for another letter of the next line's first."""
    rest = following[0]
    return line[0].x1 - line[0].x0 + (rest.x1 - rest.x0) / len(rest.text) > room
