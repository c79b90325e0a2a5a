"""Programmes by name: 'chương trình OCOP' and 'Chương trình mỗi xã một sản phẩm' are one, as `data/programmes.toml` or the text
says.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipeline.normalize.fold import fold
from pipeline.structure.alternatives import alternatives
from pipeline.structure.openings import opened, openings_of

_PROGRAMME = opened(r"(?:chương trình|đề án)\s+(?:(?:mục tiêu quốc gia|MTQG)\s+)?(?P<name>[^,;.:()\n]{3,80})")
_ACRONYM = re.compile(r"[A-ZĐ]{3,8}\b")
_ALIAS = re.compile(r"\((?P<short>[A-ZĐ]{3,8})\)")
_BEFORE_NAME = re.compile(r"^(?:(?:von|kinh phi|nguon|chuong trinh|ct|ctmtqg|mtqg|muc tieu quoc gia) )+")
"""In folded words."""
_LETTERS_AT_END = re.compile(r"[^\W\d_]{1,20}\Z")
_WORDS, _FEWEST, _MOST, _LONGEST = 4, 3, 8, 120
"""Words that name a programme; of a name before its acronym the fewest and the most, and its characters."""


def programmes_in(text: str, start: int, end: int) -> frozenset[str]:
    """The programmes named between two offsets: each by its acronym where it is known or the text gives one, else its first words."""
    return frozenset(programmes_named(text, start, end))


@lru_cache(maxsize=64)
def programmes_of(fund: str) -> frozenset[str]:
    """The programmes that the name of a fund tells, which many sums have."""
    return frozenset(_named(fund, _PROGRAMME.pattern.finditer(fund)))


def programmes_named(text: str, start: int, end: int) -> dict[str, str]:
    """The same as `programmes_in` with what the text first calls each: 'ocop' -> 'OCOP'."""
    return _named(text, openings_of(text).find_between(_PROGRAMME, start, min(end, len(text))))


@lru_cache(maxsize=1024)
def words_naming(programmes: frozenset[str]) -> frozenset[str]:
    """The folded words that programmes are called by: of 'ocop' those of 'mỗi xã một sản phẩm' too."""
    names = {*programmes, *(name for short, name in _known() if short in programmes)}
    return frozenset(word for name in names for word in name.split())


@lru_cache(maxsize=1024)
def is_programme(words: str) -> bool:
    """Whether some words are just the name of one of the country's programmes: 'NTM', 'Vốn CTMTQG giảm nghèo bền vững'."""
    name = _BEFORE_NAME.sub("", fold(words)).strip()
    return any(name == short or name.startswith(long) for short, long in _known())


def _named(text: str, told: Iterable[re.Match[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in told:
        name = fold(match["name"])
        acronym = _ACRONYM.match(match["name"])
        short = next((s for s, long in (*_known(), *_aliases(text)) if name.startswith(long)), None)
        words = fold(_ends().split(match["name"].lower(), maxsplit=1)[0]).split()[:_WORDS]
        if acronym or short or words:
            called = " ".join(match["name"].split()[: len(words)])
            key = fold(acronym[0]) if acronym else short or " ".join(words)
            found.setdefault(key, acronym[0] if acronym else short.upper() if short else called)
    return found


@cache
def _known() -> tuple[tuple[str, str], ...]:
    """The acronyms of the country's programmes with what they stand for."""
    return tuple((short, fold(name)) for short, longs in _table()["names"].items() for name in longs)


@cache
def _ends() -> re.Pattern[str]:
    """Where a name in small letters is over: at a figure, or at a word that is no part of any name; 'kiên cố' has no 'có'."""
    words = alternatives(tuple(word.lower() for word in _table()["ends"]))
    return re.compile(rf"(?<!\w)(?:{words}(?!\w)|\d)")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "programmes.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def _aliases(text: str) -> tuple[tuple[str, str], ...]:
    """Acronyms in brackets with the words before them that can be their name, shortest first."""
    found = []
    for match in _ALIAS.finditer(text):
        before = match.start() - text[max(0, match.start() - 1) : match.start()].isspace()
        words = fold(" ".join(_words_before(text, before))).split()
        found += [(fold(match["short"]), " ".join(words[-count:])) for count in range(_FEWEST, len(words) + 1)]
    return tuple(found)


def _words_before(text: str, end: int) -> list[str]:
    """The words that run up to an offset with nothing but spaces between them."""
    words: list[str] = []
    for word in reversed(text[max(0, end - _LONGEST) : end].split()[-_MOST:]):
        letters = _LETTERS_AT_END.search(word[-21:])
        if letters is None:
            break
        words.append(letters[0])
        if letters[0] != word:
            break
    return words[::-1]
