"""Picture fonts (Symbol, Wingdings). In: a code and its font. Out: the Unicode sign that is seen (`data/symbols.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_BULLET = "•"
_TYPED = ("-", "–", "+", "*", "•")
_LIKE_TYPED = {"o": "+", "\uf0a7": "+", "\uf02b": "+", "\uf02a": "*"}
"""Bullets of Courier, Wingdings and Symbol; the last has ASCII's signs at its codes."""


@cache
def _signs() -> dict[str, dict[int, str]]:
    table = tomllib.loads((Path(__file__).parent / "data" / "symbols.toml").read_text(encoding="utf-8"))
    return {font.lower(): {int(code, 16): sign for code, sign in signs.items()} for font, signs in table.items()}


def sign(code: int, font: str | None) -> str:
    """The sign of a code of a picture font; Symbol's digits and signs are ASCII's, all else unlisted is a bullet."""
    name, code = (font or "symbol").lower(), code & 0xFF
    found = _signs().get(name, {}).get(code)
    return found or (chr(code) if name == "symbol" and 0x20 <= code < 0x40 else _BULLET)


def bullet(text: str) -> str:
    """The mark that a list's bullet shows, as documents type it: '+' for those of a second level, else '-'."""
    if text in _TYPED:
        return text
    return _LIKE_TYPED.get(text, "-")
