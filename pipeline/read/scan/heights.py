"""From the box of a word's ink to the box of its font. In: the words of a line. Out: the same, as high as the font.

'ma' is half as high as 'Ấp', though both are set in one size, and the layout tells lines, gaps and columns by
height. Which letters a word has says where its ink should begin and end about the baseline.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from pipeline.read.page.words import PlacedWord

ASCENT, DESCENT = 0.89, 0.22
"""A font's height above and below the baseline, in ems, as serif fonts of office programs have it."""
_X_HEIGHT, _CAP_HEIGHT, _MARK, _SECOND_MARK = 0.48, 0.69, 0.23, 0.1
_BELOW = 0.22
_RIM = 0.5
"""Points by which the box of a scanned word is higher than its ink: the blur on both sides."""
_OUT_OF_SHAPE = 0.25
"""Ems by which a word's box may differ from what its letters need."""
_TALL = frozenset("bdfhklđ0123456789()/[]{}%&!?'\"“”‘’")
_NO_HEIGHT = frozenset("-–—_.,;:·•~=+*^`´…")
_DROPS = frozenset("gjpqy,;()[]{}")


def _reach(text: str) -> tuple[float, float] | None:
    """How far the ink of a word goes above and below the baseline, in ems; None where signs alone say nothing."""
    above = below = 0.0
    for char in text:
        if char in _NO_HEIGHT:
            continue
        parts = unicodedata.normalize("NFD", char)
        base, marks = parts[0], parts[1:]
        height = _CAP_HEIGHT if base.isupper() or base in _TALL else _X_HEIGHT
        above_letter = sum(unicodedata.combining(mark) == 230 for mark in marks)
        if above_letter:
            height += _MARK + _SECOND_MARK * (above_letter - 1)
        above = max(above, height)
        if base in _DROPS or any(unicodedata.combining(mark) == 220 for mark in marks):
            below = _BELOW
    return (above, below) if above else None


def even_line(words: Sequence[PlacedWord]) -> list[PlacedWord]:
    """The words of one line in boxes of one height, that of their font; each keeps its own baseline where it shows."""
    reaches = [_reach(word.text) for word in words]
    sizes = [max(word.height - _RIM, _RIM) / sum(reach) for word, reach in zip(words, reaches, strict=True) if reach]
    if not sizes:
        return list(words)
    size = median(sizes)
    bases = [_base(word, reach, size) for word, reach in zip(words, reaches, strict=True)]
    usual = median([base for base in bases if base is not None] or [median(word.bottom for word in words)])
    return [
        replace(word, top=base - ASCENT * size, bottom=base + DESCENT * size)
        for word, base in ((word, usual if base is None else base) for word, base in zip(words, bases, strict=True))
    ]


def _base(word: PlacedWord, reach: tuple[float, float] | None, size: float) -> float | None:
    """A word's baseline; None where its box is not its letters' own (dirt or what is left of a rule is in it)."""
    if reach is None or abs(word.height - _RIM - sum(reach) * size) > _OUT_OF_SHAPE * size:
        return None
    return word.bottom - _RIM / 2 - reach[1] * size
