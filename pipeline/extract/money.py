"""The table of money (`data/money.toml`) as patterns, built once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.structure.tables import alternatives

DATA = Path(__file__).parent / "data"


@cache
def money_table() -> dict[str, Any]:
    """`data/money.toml`."""
    return tomllib.loads((DATA / "money.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of money at `start:end`: 'triệu đồng' is a factor of 1 000 000 and VND."""

    end: int
    factor: Decimal | None
    currency: str | None
    english: bool = False

    @property
    def whole(self) -> bool:
        """Whether a lone ',' before three figures groups thousands: '25,000 đồng', '4,927 billion'."""
        return self.factor is None or self.english


@cache
def _spellings() -> dict[str, str]:
    return {word.lower(): code for code, words in money_table()["currencies"].items() for word in words}


@cache
def unit_pattern() -> re.Pattern[str]:
    """A unit right after a figure: power, currency, or both; their names in groups."""
    scales = alternatives(tuple(money_table()["scales"]))
    currencies = alternatives(tuple(_spellings()))
    words = money_table()["words"]
    no_scale = alternatives(tuple(words["not_after_scale"]))
    no_currency = alternatives(tuple(words["not_after_currency"]))
    return re.compile(
        rf"[^\S\t]{{0,2}}(?:(?P<scale>{scales})(?!\s+{no_scale}(?!\w))[^\S\t]{{0,2}}(?P<scaled>{currencies})(?!\w)"
        rf"|(?P<bare>{scales})(?![\w.]\w)(?!\w)(?!\s+{no_scale}(?!\w))(?P<half>\s+rưỡi)?"
        rf"|(?P<currency>{currencies})(?!\w))(?!\s+{no_currency}(?!\w))",
        re.IGNORECASE,
    )


def unit_at(text: str, offset: int) -> Unit | None:
    """The unit of money right at an offset; None where there is none ('3 đồng chí')."""
    match = unit_pattern().match(text, offset)
    if not match:
        return None
    scale = match["scale"] or match["bare"]
    factor = Decimal(money_table()["scales"][_plain(scale)]) if scale else None
    currency = match["scaled"] or match["currency"]
    end = match.start("half") if match["half"] else match.end()
    english = scale is not None and scale.lower().endswith("illion")
    return Unit(end, factor, _spellings()[_plain(currency)] if currency else None, english)


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words.lower())


@cache
def prefix_pattern() -> re.Pattern[str]:
    """A currency written before the figure: 'USD 500', 'VND4,927 billion'."""
    return re.compile(rf"(?<!\w)(?P<prefix>{alternatives(tuple(money_table()['prefixes']))})[^\S\t]?$", re.IGNORECASE)


def prefix_currency(word: str) -> str:
    """The currency that a prefix stands for."""
    prefixes: dict[str, str] = {key.lower(): code for key, code in money_table()["prefixes"].items()}
    return prefixes[word.lower()]


@cache
def qualifier_pattern() -> re.Pattern[str]:
    """A bound right before a figure: 'khoảng', 'không quá'."""
    names = tuple(word for words in money_table()["qualifiers"].values() for word in words)
    return re.compile(rf"(?<!\w)(?P<qualifier>{alternatives(names)})\s+(?:là\s+|có\s+)?$", re.IGNORECASE)


@cache
def context_pattern() -> re.Pattern[str]:
    """Words that make a bare 'triệu' money."""
    return re.compile(rf"(?<!\w){alternatives(tuple(money_table()['words']['context']))}(?!\w)", re.IGNORECASE)


@cache
def after_bare_pattern() -> re.Pattern[str]:
    """What may follow a bare '500 triệu': punctuation, the end, or a word that no one counts."""
    names = alternatives(tuple(money_table()["words"]["after_bare"]))
    return re.compile(rf"\s*(?:$|[\n;,.:)\]/\"”–-]|\(|{names}(?!\w))")
