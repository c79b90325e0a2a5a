"""Folding: text as it is compared and searched, without case and diacritics, đ as d."""

from __future__ import annotations

import unicodedata


class _Folded(dict[str, str]):
    """Characters folded, each once."""

    def __missing__(self, char: str) -> str:
        base = "d" if char in "đĐðÐ" else unicodedata.normalize("NFD", char)[0].lower()
        folded = self[char] = base if len(base) == 1 else char
        return folded


_FOLDED = _Folded()


def fold(text: str) -> str:
    """`text` without case and diacritics, character for character: `len(fold(t)) == len(t)` for NFC text.

    Combining marks that compose with nothing fold to themselves.
    """
    return "".join(map(_FOLDED.__getitem__, text))
