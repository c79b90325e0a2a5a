"""The fixed words of the form (`data/form.toml`) and the chunks that its lines fall into."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.normalize.fold import fold, spellings
from pipeline.structure.tables import DATA

_ORNAMENTS = " *_=~—–•-"
_BULLETS = ("-", "–", "—", "+", "•")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a line of the head or foot: one column's words, without ornaments."""

    start: int
    end: int
    text: str
    line: int
    """Number of its line among all lines, empty ones counted."""
    listed: bool = False
    """Whether a bullet stands before it."""


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads((DATA / "form.toml").read_text(encoding="utf-8"))


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of `data/form.toml`."""
    return tuple(_table()[name])


@cache
def folded_words(name: str) -> frozenset[str]:
    """The same, folded, for comparison."""
    return frozenset(fold(word) for word in words(name))


@cache
def _cuts() -> re.Pattern[str]:
    """Line ends, tabs, and the national title and motto, also with 'hoà' or 'nghiã', lost capitals or no diacritics.

    What they begin with stands at the head, so that `re` skips to it.
    """
    joints = {" ": r"[^\S\n]+", "-": r"(?:[-–—]|[^\S\n])+"}
    firsts, ways = "\n\t", [r"(?<=\n)", r"(?<=\t)\t*"]
    for title in words("national"):
        first, *rest = fold(title.removeprefix("- "))
        after = r"(?<=[-–—\s]\s.)" if title.startswith("-") else ""
        firsts += spellings()[first]
        ways.append(
            f"(?<=[{spellings()[first]}]){after}"
            + "".join(joints.get(char) or f"[{spellings()[char]}]" for char in rest)
        )
    return re.compile(f"[{firsts}](?:{'|'.join(ways)})")


def chunks(text: str, start: int, end: int) -> Iterator[Chunk]:
    """The pieces of the lines between two offsets, cut at tabs and at the national title and motto."""
    line = 0
    for cut in _cuts().finditer(text, start, end):
        if found := _chunk(text, start, cut.start(), line):
            yield found
        start = cut.end()
        line += cut[0] == "\n"
    if found := _chunk(text, start, end, line):
        yield found


def _chunk(text: str, start: int, end: int, line: int) -> Chunk | None:
    piece = text[start:end]
    words = piece.strip(_ORNAMENTS)
    if not any(map(str.isalnum, words)):
        return None
    start += piece.index(words)
    return Chunk(start, start + len(words), words, line, piece.lstrip(" *").startswith(_BULLETS))
