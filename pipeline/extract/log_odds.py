"""Weighed features: a table of log odds in, the probability that features speak for out (logistic regression).

`python -m benchmarks.accuracy --weigh` learns the tables.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from pipeline.extract.data_folder import DATA

NAMES = DATA / "project_weights.csv"
"""By which a work's name is taken for a project."""
REVIEWS = DATA / "review_weights.csv"
"""By which what patterns took for a project is let go."""
COSTS = DATA / "cost_weights.csv"
"""By which a sum is taken for what a project costs."""


@cache
def weights(table: Path) -> dict[str, float]:
    """Log odds by feature, '' of everything."""
    with table.open(encoding="utf-8", newline="") as rows:
        return {feature: float(weight) for feature, weight in csv.reader(rows)}


def log_odds(of: Mapping[str, float], features: Iterable[str]) -> float:
    """What some features add to the odds, by the weights `of` features, which are 0 of those left out."""
    return math.fsum(filter(None, map(of.get, features)))  # whatever the order of a set


def probability(odds: float) -> float:
    """How likely that is whose log odds these are."""
    return 1 / (1 + math.exp(-odds))
