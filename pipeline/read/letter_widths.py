"""How wide letters are in Times, which official documents are set in, in hundredths of its size."""

from __future__ import annotations

import unicodedata

_WIDTHS = {
    25: " .,",
    28: "ijlt/:;",
    33: "fr-()[]'`I",
    39: "sJ",
    44: "acez",
    56: "FPS+=<>",
    61: "ELTZ",
    67: "BCR",
    72: "wADGHKNOQUVXY&",
    78: "m",
    89: "MW%",
    100: "…—",
}
_USUAL = 50
"""Digits, 'n', 'o', 'đ' and the like."""
_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}


class _Widths(dict[str, int]):
    """Widths of letters, those with marks like those without, looked up when first seen."""

    def __missing__(self, letter: str) -> int:
        base = "D" if letter == "Đ" else unicodedata.normalize("NFD", letter)[0]
        self[letter] = 0 if unicodedata.combining(letter) else _OF.get(base, _USUAL)
        return self[letter]


_KNOWN = _Widths()


def width(text: str) -> int:
    """How wide a text is set."""
    return sum(map(_KNOWN.__getitem__, text))
