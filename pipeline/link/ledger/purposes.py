"""What money is for, as a key: the words around an amount that say so, and whether two tellings say the same."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipeline.normalize.fold import fold
from pipeline.structure.alternatives import alternatives

_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERED = re.compile(r"\d+|(?![vx]i$)[ivx]{1,5}")
"""'vi', 'xi' are hardly ever numerals: 'đơn vị', 'xi măng'."""
_MARK = re.compile(r"\s*(?:điều\s\d{1,3}|[a-zđ]|[ivx]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s+", re.IGNORECASE)
"""What numbers an article or an item."""
_BATCH = re.compile(r"(?<!\w)(?:dot|lan) (?:thu )?(?:\d{1,2}|[ivx]{1,4}|dau|nhat|hai|ba|bon|nam)(?!\w)")
_ORDINAL = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVX]{1,5}(?:\.\d{1,3}){0,3}|[A-ZĐa-zđ])\s+")
_ALIKE = 0.6
_FEWEST = 2


@cache
def entries_table() -> dict[str, Any]:
    """`data/entries.toml`."""
    return tomllib.loads((Path(__file__).parents[1] / "data" / "entries.toml").read_text(encoding="utf-8"))


@cache
def _empty(*lists: str) -> re.Pattern[str]:
    words = tuple(fold(word) for name in lists for word in entries_table()[name])
    return re.compile(rf"(?<!\w){alternatives(words)}(?!\w)")


def row_called(heading: str) -> str:
    """What a row is called, without its ordinal."""
    return _ORDINAL.sub("", heading, count=1)


def purpose_of(words: str, *, planned: bool = False) -> str:
    """The words that tell something, each once, in their order; years and the number of their item left out."""
    marked = _MARK.match(words)
    empty = _empty("empty", "empty_of_plans") if planned else _empty("empty")
    found = _WORD.findall(empty.sub(" ", fold(words[marked.end() :] if marked else words)))
    return " ".join(dict.fromkeys(word for word in found if not _YEAR.fullmatch(word)))


@lru_cache(maxsize=8192)
def alike(one: str, other: str) -> bool:
    """Whether two purposes are told by much the same words; what is numbered ('đợt 2', 'quý I') has the same numbers."""
    first, second = frozenset(one.split()), frozenset(other.split())
    if min(len(first), len(second)) < _FEWEST or _numbers(first) != _numbers(second):
        return False
    return len(first & second) >= _ALIKE * min(len(first), len(second))


def of_all_batches(purpose: str) -> str:
    """A purpose without which batch of it: 'dot 1'."""
    return _BATCH.sub(" ", purpose).strip()


def batches_in(words: str) -> frozenset[str]:
    """The batches that some words name, folded: 'dot 1'."""
    return frozenset(_BATCH.findall(fold(words)))


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if _NUMBERED.fullmatch(word))
