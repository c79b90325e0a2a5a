"""How sure a mention is: what its rule states, corrected by how often the rule was right on annotated documents.

`data/confidence.toml` holds, for each rule at each confidence that it states, how many of its mentions were seen and
how many were right; `python -m benchmarks.accuracy --calibrate` writes it. What the rule states weighs as `prior`
mentions (a Beta prior), so a rule that nobody has measured keeps its word. On a page that OCR read, the page's mean
confidence multiplies it.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.records import Mention, Mentions, Text

TABLE = Path(__file__).parent / "data" / "confidence.toml"
_LEAST, _MOST = 0.01, 0.99
"""No count of cases makes a rule sure."""


def key(rule: str, stated: float) -> str:
    """A rule at one of the confidences that it states, as the table names it."""
    return f"{rule} {stated:g}"


def calibrated(text: Text, found: Mentions) -> Mentions:
    """The same mentions, each with the confidence that it has earned."""
    starts = [page.start for page in text.pages]

    def one(mention: Any) -> Any:
        page = text.pages[max(bisect_right(starts, mention.start) - 1, 0)]
        read = 1.0 if page.ocr_confidence is None else page.ocr_confidence
        return replace(mention, confidence=round(earned(mention) * read, 3))

    kinds: dict[str, Iterable[Any]] = {field.name: getattr(found, field.name) for field in fields(found)}
    return replace(found, **{kind: tuple(map(one, mentions)) for kind, mentions in kinds.items()})


def earned(mention: Mention) -> float:
    """The confidence of a mention on a page that is clear to read."""
    prior, rules = _table()
    right, seen = rules.get(key(mention.rule, mention.confidence), (0, 0))
    return min(max((right + prior * mention.confidence) / (seen + prior), _LEAST), _MOST)


def measured() -> dict[str, tuple[int, int]]:
    """(right, seen) by rule, whatever it states; sums too."""
    found: dict[str, tuple[int, int]] = {}
    for name, (right, seen) in _table()[1].items():
        rule = name.partition(" ")[0]
        found[rule] = (found.get(rule, (0, 0))[0] + right, found.get(rule, (0, 0))[1] + seen)
    return found


@cache
def _table() -> tuple[float, dict[str, tuple[int, int]]]:
    """The prior's weight; (right, seen) by rule and stated confidence."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return table["prior"], {name: (row["right"], row["seen"]) for name, row in table["rules"].items()}
