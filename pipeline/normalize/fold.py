"""Folding: text as it is compared and searched, without case and diacritics, đ as d."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt


class _Folded(dict[int, str]):
    """Characters folded when first seen; `str.translate` looks them up without a call of Python."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = "d" if char in "đĐðÐ" else unicodedata.normalize("NFD", char)[0].lower()
        self[code] = base if len(base) == 1 else char
        return self[code]


_FOLDED = _Folded()
_USUAL = 0x2100
"""Below it are all letters of Vietnamese, and the usual marks and signs."""
_VOWELS = frozenset("aeiouy")


def fold(text: str) -> str:
    """`text` without case and diacritics, character for character: `len(fold(t)) == len(t)` for NFC text.

    Combining marks that compose with nothing fold to themselves.
    """
    return text.translate(_FOLDED)


@lru_cache(maxsize=2)
def folded(text: str) -> str:
    """A whole text folded, once for all who ask; all at once where it has usual characters only."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if codes.max(initial=0) >= _USUAL:
        return fold(text)
    return _usual()[codes].tobytes().decode("utf-32-le")


@cache
def _usual() -> npt.NDArray[np.uint32]:
    """The folded code of each usual character."""
    return np.array([ord(fold(chr(code))) for code in range(_USUAL)], np.uint32)


@lru_cache(maxsize=2048)
def has_vowel(word: str) -> bool:
    """Whether a word may be a syllable; an acronym such as 'CHQS' is none."""
    return not _VOWELS.isdisjoint(fold(word))
