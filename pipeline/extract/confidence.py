"""How sure a mention is: what its rule states, calibrated by how often the rule was right on annotated documents.

`data/confidence.toml` holds, for each rule at each confidence that it states, how many of its mentions were seen and
how many were right; `python -m benchmarks.accuracy --calibrate` writes it. What the rule states weighs as `prior`
mentions (a Beta prior), so a rule that nobody has measured keeps its word. A mark, such as a figure repaired or a unit left
out, is a lower statement of the same rule, counted apart.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipeline.records import Mentions, altered

TABLE = Path(__file__).parent / "data" / "confidence.toml"
_LEAST, _MOST = 0.01, 0.99
"""No count of cases makes a rule sure."""
_KINDS = ("amounts", "citations", "dates", "quantities", "projects", "entities")


def key(rule: str, stated: float) -> str:
    """A rule at one of the confidences that it states, as the table names it."""
    return f"{rule} {stated:g}"


def calibrated(found: Mentions) -> Mentions:
    """The same mentions, each with the confidence that its rule has earned."""

    def one(mention: Any) -> Any:
        confidence = _earned(mention.rule, mention.confidence)
        return mention if confidence == mention.confidence else altered(mention, confidence=confidence)

    facts: dict[str, Any] = {kind: tuple(map(one, getattr(found, kind))) for kind in _KINDS}
    return replace(found, **facts)


@lru_cache(maxsize=1024)
def _earned(rule: str, stated: float) -> float:
    prior, rules = _table()
    right, seen = rules.get(key(rule, stated), (0, 0))
    return round(min(max((right + prior * stated) / (seen + prior), _LEAST), _MOST), 3)


def measured() -> dict[str, tuple[int, int]]:
    """(right, seen) by rule, whatever it states; sums too."""
    found: dict[str, tuple[int, int]] = {}
    for name, (right, seen) in counted().items():
        rule = name.partition(" ")[0]
        found[rule] = (found.get(rule, (0, 0))[0] + right, found.get(rule, (0, 0))[1] + seen)
    return found


def counted() -> dict[str, tuple[int, int]]:
    """(right, seen) by rule and what it states, as `key` names them."""
    return _table()[1]


@cache
def _table() -> tuple[float, dict[str, tuple[int, int]]]:
    """The prior's weight; (right, seen) by rule and stated confidence."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return table["prior"], {name: (row["right"], row["seen"]) for name, row in table["rules"].items()}
