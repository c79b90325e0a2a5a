"""Roman numerals: what a list's counter prints."""

from __future__ import annotations

_PAIRS = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_HIGHEST = 4999
"""A broken file may count to millions."""


def roman(number: int) -> str:
    """A number from 1 to 4999 as a Roman numeral in capitals; a higher one as 4999, none below 1 ('')."""
    out = ""
    number = min(number, _HIGHEST)
    for value, letters in _PAIRS:
        while number >= value:
            out, number = out + letters, number - value
    return out
