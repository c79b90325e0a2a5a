"""The fixed words of the form (`data/form.toml`) and the chunks that its lines fall into."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.normalize.fold import fold, folded
from pipeline.structure.alternatives import alternatives
from pipeline.structure.tables import DATA

_ORNAMENTS = " *_=~—–•-"
_PARTED_TITLE = (r"cong hoa xa hoi(?=[ ]?\n[^\n]{3,80} chu nghia viet nam[ ]?\n)", r"chu nghia viet nam(?=[ ]?\n)")
"""The national title in two lines of a column, with the other column's words between them."""
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
    """A list of `data/form.toml`; raises `ValueError` where it says a thing twice."""
    told = tuple(_table()[name])
    if repeated := sorted(word for word in {*told} if told.count(word) > 1):
        raise ValueError(f"form.toml: {name} repeats {repeated}")
    return told


@cache
def folded_words(name: str) -> frozenset[str]:
    """The same, folded, for comparison."""
    return frozenset(fold(word) for word in words(name))


@cache
def stamp() -> re.Pattern[str]:
    """What is stamped or printed around a document, a gazette's running head too."""
    return re.compile(rf"(?:{alternatives(words('stamps'))})(?!\w)", re.IGNORECASE)


@cache
def _cuts() -> re.Pattern[str]:
    """Line ends, tabs, the national title and motto in a folded text, where 'hoà', 'nghiã' and lost capitals are the same.

    Each begins with a letter, so that `re` skips to one.
    """
    ways = [r"\n", r"\t\t*", *_PARTED_TITLE]
    for title in map(fold, words("national")):
        first, rest = (bare := title.removeprefix("- "))[0], re.escape(bare[1:])
        after = rf"(?<=[-–—\s]\s{first})" if bare != title else ""
        rest = rest.replace(r"\ ", r"(?:[^\S\n]+|\n)").replace(r"\-", r"(?:[-–—]|[^\S\n])+")
        ways.append(first + after + rest)
    return re.compile("|".join(ways))


def chunks(text: str, start: int, end: int) -> Iterator[Chunk]:
    """The pieces of the lines between two offsets, cut at tabs and at the national title and motto."""
    line = 0
    for cut in _cuts().finditer(folded(text), start, end):
        if found := _chunk(text, start, cut.start(), line):
            yield found
        start = cut.end()
        line += cut[0].count("\n")
    if found := _chunk(text, start, end, line):
        yield found


def _chunk(text: str, start: int, end: int, line: int) -> Chunk | None:
    piece = text[start:end]
    words = piece.strip(_ORNAMENTS)
    if not any(map(str.isalnum, words)):
        return None
    start += piece.index(words)
    return Chunk(start, start + len(words), words, line, piece.lstrip(" *").startswith(_BULLETS))
