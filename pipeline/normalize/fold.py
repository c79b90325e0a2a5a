"""Folding: text as it is compared and searched, without case and diacritics, đ as d."""

from __future__ import annotations

import unicodedata
from functools import cache


@cache
def _folded(char: str) -> str:
    if char in "đĐðÐ":
        return "d"
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


def fold(text: str) -> str:
    """`text` without case and diacritics, character for character: `len(fold(t)) == len(t)` for NFC text.

    Combining marks that compose with nothing fold to themselves.
    """
    return "".join(map(_folded, text))
