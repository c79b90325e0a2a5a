"""Names as they are compared, their letters written out: 'UBND' is 'uy ban nhan dan', 'NSTW' is 'ngan sach trung uong'."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache

from pipeline.normalize.fold import fold
from pipeline.normalize.place_names import whole_level
from pipeline.structure.alternatives import alternatives
from pipeline.structure.tables import DATA, letters_of_bodies, whole_sectors

_LEVEL = re.compile(r"(?<!\w)t\.?[px](?!\w)\.? ?")
"""'TP.', 'TX' before a place's name; other letters of levels are other words' too."""
_AND = " va "


@lru_cache(maxsize=10_000)
def written_out(name: str) -> str:
    """A body's name, folded on one line, with its letters in words."""
    return _pattern_of_bodies().sub(lambda m: _bodies()[m[0]], " ".join(fold(name).split()))


def asked(sought: str, name: str) -> bool:
    """Whether a name holds the words that are sought, whatever the case, the diacritics and the abbreviations of either."""
    return fold(sought) in fold(name) or _in_words(sought) in _in_words(name)


@lru_cache(maxsize=10_000)
def _in_words(words: str) -> str:
    """Words of any kind, folded on one line, with letters of bodies, places and money in words."""
    line = " ".join(fold(words).replace("&", _AND).split())
    line = _LEVEL.sub(lambda m: f"{fold(whole_level(m[0].strip()))} ", line).rstrip()
    return _pattern().sub(lambda m: _letters()[m[0]], line)


def _folded(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Letters with their words, both folded, but spellings that folding makes one."""
    told = ((fold(letters), fold(words)) for letters, words in pairs)
    return {letters: words for letters, words in told if letters != words}


@cache
def _bodies() -> dict[str, str]:
    return _folded(letters_of_bodies().items())


@cache
def _letters() -> dict[str, str]:
    """The letters of bodies, those of sectors ('NN và PTNT', in two halves), and `data/letters.toml`."""
    others = tomllib.loads((DATA / "letters.toml").read_text(encoding="utf-8"))
    halves = ((sector, fold(sector).split(_AND)) for sector in whole_sectors())
    joint = ((_AND.join(map(_first_letters, parts)), sector) for sector, parts in halves if len(parts) == 2)
    return _bodies() | _folded((*joint, *others.items()))


def _first_letters(words: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", words))


@cache
def _pattern_of_bodies() -> re.Pattern[str]:
    return _whole(_bodies())


@cache
def _pattern() -> re.Pattern[str]:
    return _whole(_letters())


def _whole(letters: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(letters)}(?!\w)")
