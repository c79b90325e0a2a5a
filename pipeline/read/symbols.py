"""Picture fonts (Symbol, Wingdings). In: a code and its font. Out: the Unicode sign that is seen (`data/symbols.toml`)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_BULLET = "•"
_PRIVATE = re.compile("[\uf020-\uf0ff]")


@cache
def _signs() -> dict[str, dict[int, str]]:
    table = tomllib.loads((Path(__file__).parent / "data" / "symbols.toml").read_text(encoding="utf-8"))
    return {font.lower(): {int(code, 16): sign for code, sign in signs.items()} for font, signs in table.items()}


def sign(code: int, font: str | None) -> str:
    """The sign of a code of a picture font; Symbol's digits and signs are ASCII's, all else unlisted is a bullet."""
    name, code = (font or "symbol").lower(), code & 0xFF
    found = _signs().get(name, {}).get(code)
    return found or (chr(code) if name == "symbol" and 0x20 <= code < 0x40 else _BULLET)


def with_signs(text: str, font: str | None) -> str:
    """Text with the private codes (U+F020 to U+F0FF) that programs write for picture fonts as the signs seen."""
    return _PRIVATE.sub(lambda found: sign(ord(found[0]), font), text)
