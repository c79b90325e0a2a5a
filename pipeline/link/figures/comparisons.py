"""Comparisons in per cent as the words say them: 'tăng 12,5% so với năm 2017', 'bằng 112%', 'gấp 2,5 lần'.

The words are a table in `data/growth.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.extract.numerals import Number, parse_number
from pipeline.records import RatioKind
from pipeline.structure.alternatives import alternatives

_SPACE = "[ \u00a0]"
_NUMBER = r"\d{1,4}(?:[.,]\d{1,3})?"
_NO_UNIT = r"(?!\s?/|\w)"
"""Not 'tăng 5%/năm'."""


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parents[1] / "data" / "growth.toml").read_text(encoding="utf-8"))


def _any(section: str, *names: str) -> str:
    return alternatives(tuple(word for name in names for word in _table()[section][name]))


@cache
def growth_words(*names: str) -> re.Pattern[str]:
    """Any whole word of some lists of the table's words."""
    return re.compile(rf"(?<!\w){_any('words', *names)}(?!\w)", re.IGNORECASE)


@cache
def _comparison() -> re.Pattern[str]:
    kinds = "|".join(rf"(?P<{kind}>{_any('verbs', kind)})" for kind in ("more", "less", "of", "share"))
    about = rf"(?:{_any('words', 'about')}\s+)"
    return re.compile(
        rf"(?>{_SPACE}?[,–-]?{_SPACE}{{0,2}})(?:{_any('words', 'joins')}\s+)?"
        rf"(?:(?:{kinds})\s+(?P<about>{about})?(?P<percent>(?P<number>{_NUMBER}){_SPACE}?%){_NO_UNIT}"
        rf"|{_any('verbs', 'times')}\s+(?P<nearly>{about})?(?P<times>(?P<factor>{_NUMBER})\s+lần)(?!\w))"
        rf"(?P<to>\s+{_any('words', 'refers')}(?!\w)[^,;:.()\n%]{{0,100}})?",
        re.IGNORECASE,
    )


@cache
def _change() -> re.Pattern[str]:
    return re.compile(
        rf"(?>{_SPACE}?,?{_SPACE}?)(?:{_any('verbs', 'more')}|(?P<less>{_any('verbs', 'less')}))\s+", re.IGNORECASE
    )


@cache
def _its_percent() -> re.Pattern[str]:
    verbs = rf"(?:{_any('verbs', 'more', 'less', 'of')}\s+)"
    return re.compile(
        rf"{_SPACE}?(?:\(\s?{verbs}{{0,2}}|,{_SPACE}?{verbs}{{1,2}})(?P<percent>(?P<number>{_NUMBER}){_SPACE}?%){_NO_UNIT}",
        re.IGNORECASE,
    )


@cache
def rise() -> re.Pattern[str]:
    """What stands between two figures in 'từ 400 tỷ đồng năm 2017 lên 450 tỷ đồng', its year left out."""
    return re.compile(rf"(?:\s*\(?(?:vào\s+)?năm\s*\)?)?\s*,?\s*{_any('words', 'to')}\s*(?:mức|đạt)?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison. `stated` is in per cent, below nought where less; `to` are the words that it refers by."""

    kind: RatioKind
    stated: Number
    span: tuple[int, int]
    end: int
    to: str = ""
    about: bool = False
    of_whole: bool = False
    """'chiếm 5%': a share of a whole."""
    times: bool = False


def comparison_at(text: str, start: int, stop: int | None = None) -> Comparison | None:
    """The comparison right at `start`; one that ends at `stop` where that is given."""
    match = _comparison().match(text, start) if stop is None else _comparison().fullmatch(text, start, stop)
    number = parse_number(match["number"] or match["factor"]) if match else None
    if match is None or number is None:
        return None
    to = (match["to"] or "").strip()
    if match["times"]:
        hundredfold = Number(number.value * 100, number.decimals - 2)
        return Comparison(
            "share", hundredfold, match.span("times"), match.end(), to, match["nearly"] is not None, times=True
        )
    growth = match["more"] or match["less"]
    stated = Number(-number.value if match["less"] else number.value, number.decimals)
    about, of_whole = match["about"] is not None, match["share"] is not None
    return Comparison("growth" if growth else "share", stated, match.span("percent"), match.end(), to, about, of_whole)


def change_at(text: str, start: int) -> tuple[int, bool] | None:
    """Where the difference stands in ', tăng 50 tỷ đồng (12,5%)' at `start`, and whether it is taken away."""
    match = _change().match(text, start)
    return (match.end(), match["less"] is not None) if match else None


def tells_change(text: str, start: int, stop: int) -> bool:
    """Whether words speak of a rise or fall."""
    return _change().search(text, start, stop) is not None


def percent_of_change(text: str, start: int) -> tuple[Number, tuple[int, int]] | None:
    """The percentage right after a difference: '(12,5%)', ', tương ứng tăng 12,5%'."""
    match = _its_percent().match(text, start)
    number = parse_number(match["number"]) if match else None
    return (number, match.span("percent")) if match and number else None
