"""Folding: text as it is compared and searched, without case and diacritics, đ as d."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache


class _Folded(dict[int, str]):
    """Characters folded when first seen; `str.translate` looks them up without a call of Python."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = "d" if char in "đĐðÐ" else unicodedata.normalize("NFD", char)[0].lower()
        self[code] = base if len(base) == 1 else char
        return self[code]


_FOLDED = _Folded()
_VOWELS = frozenset("aeiouy")


def fold(text: str) -> str:
    """`text` without case and diacritics, character for character: `len(fold(t)) == len(t)` for NFC text.

    Combining marks that compose with nothing fold to themselves.
    """
    return text.translate(_FOLDED)


@lru_cache(maxsize=2)
def folded(text: str) -> str:
    """A whole text folded, once for all who ask."""
    return fold(text)


def fold_name(name: str, shorter: Iterable[tuple[str, str]]) -> str:
    """A name folded on one line, with some words in their shorter spelling: two spellings of a body's name share it."""
    key = " ".join(fold(name).split())
    for full, short in shorter:
        key = key.replace(full, short)
    return key


def has_vowel(word: str) -> bool:
    """Whether a word may be a syllable; an acronym such as 'CHQS' is none."""
    return not _VOWELS.isdisjoint(fold(word))
