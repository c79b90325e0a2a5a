"""How Vietnamese a text is, by its syllables. In: a text. Out: a share from 0 to 1, or None where it is too short.

A Vietnamese syllable is an initial, a rhyme and a tone, and only certain of each go together, so that a text
layer of wrong letters, of letters without their marks or of another language's is told without a dictionary.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]{2,}")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_OF_STOPS = frozenset("\u0301\u0323")
_FEWEST_WORDS = 12
_USUALLY_MARKED = 0.45
"""Share of the syllables of real text that bear a mark, at the least: official prose has about 0.75."""
_LONGEST_ABBREVIATION = 6
_ENOUGH = 200_000


@cache
def _syllables() -> tuple[frozenset[str], frozenset[str]]:
    """Syllables without their tone: those with any tone, those with only two."""
    table = tomllib.loads((Path(__file__).parent / "data" / "syllables.toml").read_text(encoding="utf-8"))
    free = {initial + rhyme for initial in table["initials"] for rhyme in table["rhymes"]}
    stopped = {initial + rhyme for initial in table["initials"] for rhyme in table["stopped_rhymes"]}
    free |= {"qu" + rhyme for rhyme in table["rhymes_after_qu"]}
    stopped |= {"qu" + rhyme for rhyme in table["stopped_rhymes_after_qu"]}
    return frozenset(free), frozenset(stopped)


@cache
def _toneless(char: str) -> tuple[str, str]:
    """A small letter without its tone, and the tone ('' for level)."""
    parts = unicodedata.normalize("NFD", char)
    tone = next((mark for mark in parts if mark in _TONES), "")
    kept = "".join(mark for mark in parts if mark not in _TONES)
    return unicodedata.normalize("NFC", kept), tone


def is_syllable(word: str) -> bool:
    """Whether a word (NFC, any case) can be a Vietnamese syllable with its tone."""
    pairs = [_toneless(char) for char in word.lower()]
    base, tones = "".join(letter for letter, _ in pairs), "".join(tone for _, tone in pairs)
    free, stopped = _syllables()
    if len(tones) > 1:
        return False
    return base in free or (base in stopped and tones in _OF_STOPS)


def vietnamese_share(text: str) -> float | None:
    """The share of a text's words that are syllables; lower where too few bear a mark for Vietnamese.

    Figures, single letters and abbreviations say nothing; None where less than a dozen words do.
    """
    words = right = marked = 0
    for match in _WORD.finditer(unicodedata.normalize("NFC", text[:_ENOUGH])):
        word = match[0]
        good = is_syllable(word)
        if not good and word.isupper() and len(word) <= _LONGEST_ABBREVIATION and word.isascii():
            continue
        words += 1
        right += good
        marked += good and not word.isascii()
    if words < _FEWEST_WORDS:
        return None
    return min(right, marked / _USUALLY_MARKED) / words
