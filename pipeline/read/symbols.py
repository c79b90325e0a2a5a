"""Picture fonts (Symbol, Wingdings). In: a code and its font. Out: the Unicode sign that is seen (`data/symbols.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_BULLET = "•"


@cache
def _signs() -> dict[str, dict[int, str]]:
    table = tomllib.loads((Path(__file__).parent / "data" / "symbols.toml").read_text(encoding="utf-8"))
    return {font.lower(): {int(code, 16): sign for code, sign in signs.items()} for font, signs in table.items()}


def sign(code: int, font: str | None) -> str:
    """The sign of a code of a picture font; Symbol's digits and signs are ASCII's, all else unlisted is a bullet."""
    name, code = (font or "symbol").lower(), code & 0xFF
    found = _signs().get(name, {}).get(code)
    return found or (chr(code) if name == "symbol" and 0x20 <= code < 0x40 else _BULLET)
