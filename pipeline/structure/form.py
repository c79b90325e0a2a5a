"""The fixed words of the form (`data/form.toml`) and the chunks that its lines fall into."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.normalize.fold import fold
from pipeline.structure.tables import DATA

_TABS = re.compile(r"\t+")
_ORNAMENTS = " *_=~—–•-"


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
def _national() -> re.Pattern[str]:
    parts = (re.escape(fold(p)).replace(r"\ ", r"\s+").replace(r"\-", r"[-–—\s]+") for p in words("national"))
    return re.compile("|".join(parts))


def chunks(text: str, start: int, end: int) -> Iterator[Chunk]:
    """The pieces of the lines between two offsets, cut at tabs and at the national title and motto.

    The title's spellings with 'hoà' or 'nghiã' and lost capitals are the same once folded.
    """
    at = start
    for number, line in enumerate(text[start:end].split("\n")):
        cuts = [m.span() for m in _national().finditer(fold(line))]
        cuts += [m.span() for m in _TABS.finditer(line)]
        position = 0
        for cut_start, cut_end in [*sorted(cuts), (len(line), len(line))]:
            yield from _chunk(text, at + position, at + max(cut_start, position), number)
            position = max(position, cut_end)
        at += len(line) + 1


def _chunk(text: str, start: int, end: int, line: int) -> Iterator[Chunk]:
    piece = text[start:end]
    listed = piece.lstrip(" *")[:1] in ("-", "–", "—", "+", "•") and any(map(str.isalnum, piece))
    start += len(piece) - len(piece.lstrip(_ORNAMENTS))
    piece = piece.strip(_ORNAMENTS)
    if any(map(str.isalnum, piece)):
        yield Chunk(start, start + len(piece), piece, line, listed)
