"""Whether a word is spelt as one Vietnamese syllable: what tells the language, and one old encoding from another."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_AFTER_A_STOP = {"\u0301", "\u0323"}
_STOPS = ("c", "ch", "p", "t")
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = ".,;:()"
_LOST = "\ufffd"
"""A letter that nobody knows: a word with one is none."""
_FEWEST_WORDS = 12
_USUALLY_MARKED = 0.45
"""Share of the syllables of real text that bear a mark, at the least: official prose has about 0.75."""
_LONGEST_ABBREVIATION = 6
_ENOUGH = 200_000


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether `word`, in Unicode and in any case, is an onset, a rhyme and a tone that may stand together."""
    tone = ""
    plain: list[str] = []
    for mark in unicodedata.normalize("NFD", word.lower()):
        if mark not in _TONES:
            plain.append(mark)
        elif tone:
            return False
        else:
            tone = mark
    skeleton = unicodedata.normalize("NFC", "".join(plain))
    return skeleton in _skeletons() and (tone in _AFTER_A_STOP or not skeleton.endswith(_STOPS))


def fluency(text: str) -> int:
    """How many words with diacritics are syllables, less those that are not."""
    words = [word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if not word.isascii()]
    return 2 * sum(map(is_syllable, words)) - len(words)


def vietnamese_share(text: str) -> float | None:
    """The share of a text's words that are syllables, 0 to 1; lower where too few bear a mark for Vietnamese.

    Figures, single letters and abbreviations say nothing; None where less than a dozen words do.
    """
    words = right = marked = 0
    for token, times in Counter(unicodedata.normalize("NFC", text[:_ENOUGH]).split()).items():
        told, good, bearing = _judged(token)
        words += times * told
        right += times * good
        marked += times * bearing
    if words < _FEWEST_WORDS:
        return None
    return min(right, marked / _USUALLY_MARKED) / words


@lru_cache(maxsize=65536)
def _judged(token: str) -> tuple[int, int, int]:
    """How many words that say something stand between two spaces, how many are syllables, and how many of those bear a mark."""
    words = right = marked = 0
    bare = token.strip(_MARKS)
    if _LOST in bare and len(bare) > 1:
        return 1, 0, 0
    for word in (bare,) if bare.isalpha() else _WORD.findall(bare):
        good = is_syllable(word)
        abbreviated = not good and word.isupper() and len(word) <= _LONGEST_ABBREVIATION and word.isascii()
        if not abbreviated and len(word) > 1:
            words += 1
            right += good
            marked += good and not word.isascii()
    return words, right, marked


@cache
def _skeletons() -> frozenset[str]:
    """Every syllable without its tone. 'gi' lends its i to a rhyme ('gì', 'giếng'), 'qu' its u ('quy')."""
    spelling = tomllib.loads((Path(__file__).parent / "data" / "syllables.toml").read_text(encoding="utf-8"))
    rhymes = spelling["rhymes"].split()
    return frozenset(onset + rhyme for onset in ("", *spelling["onsets"].split()) for rhyme in rhymes)
