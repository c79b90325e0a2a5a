"""Words of tables (`data/tables.toml`): what heads ordinals, totals, what opens parts, what stands beside them."""

from __future__ import annotations

import re
from functools import cache

from pipeline.structure.alternatives import alternatives
from pipeline.structure.shared_words import read_words
from pipeline.structure.tables import DATA


@cache
def words_of_tables(name: str) -> tuple[str, ...]:
    """A list of `data/tables.toml`."""
    return tuple(read_words(DATA / "tables.toml")[name])


@cache
def opens_with(name: str) -> re.Pattern[str]:
    """Words that open with one of a list of `data/tables.toml`, a bullet before it allowed."""
    return re.compile(rf"[\s\-–_+*•]*{alternatives(words_of_tables(name))}(?!\w)", re.IGNORECASE)


@cache
def _aside() -> re.Pattern[str]:
    alone, then = alternatives(words_of_tables("aside_alone")), alternatives(words_of_tables("aside_then"))
    always = alternatives(words_of_tables("aside"))
    return re.compile(
        rf"[\s\-–_+*•]*(?:{always}(?!\w)|{alone}\s*(?:$|[^\w\s]|{then}(?!\w)))",
        re.IGNORECASE,
    )


def stands_aside(words: str) -> bool:
    """Whether a row or column of this name stands beside parts without being one: 'Còn lại', 'Tăng so với dự toán'."""
    return _aside().match(words) is not None


@cache
def _total() -> re.Pattern[str]:
    return re.compile(
        rf"{alternatives(words_of_tables('totals'))}(?!\w)\s*(?:\((?P<members>[^()]*(?:\([^()]*\)[^()]*)*)\))?\s*[:.]?$",
        re.IGNORECASE,
    )


def total_members(words: str) -> str | None:
    """What is in a total's brackets ('A+B' of 'Tổng cộng (A+B)'), '' for none; None where words name no total."""
    match = _total().match(words)
    return (match["members"] or "") if match else None


def tells_untaxed(words: str) -> bool:
    """Whether a row is called a price without its tax."""
    return any(told.lower() in words.lower() for told in words_of_tables("untaxed"))


def is_ordinal_head(words: str) -> bool:
    """Whether a heading is that of the rows' numbers: 'TT', 'Số TT'."""
    return words.rstrip(".") in words_of_tables("ordinal_heads")
