"""Confidence from evidence: how often each rule is right, and how well what is printed keeps its word.

A rule's confidence is (right + prior strength x prior) / (seen + prior strength); the counts come from the dev set and
the case files, never from what is held back. The reliability table groups mentions by printed confidence.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.accuracy.score import Outcomes
from pipeline.extract.confidence import TABLE

BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
KINDS = ("amounts", "citations", "dates", "quantities", "projects", "people", "organisations", "places")


def counts(outcomes: Iterable[Outcomes]) -> dict[str, tuple[int, int]]:
    """(right, seen) by rule, of mentions that a rule found."""
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for one in outcomes:
        if one.kind in KINDS and one.rule and one.outcome != "missed":
            seen[one.rule] += 1
            right[one.rule] += one.outcome == "right"
    return {rule: (right[rule], seen[rule]) for rule in sorted(seen)}


def write(table: dict[str, tuple[int, int]], path: Path = TABLE) -> None:
    """Write the counts into the table that extraction reads; its other parts are kept."""
    kept = path.read_text(encoding="utf-8").partition("[rules]\n")[0]
    rows = "".join(f'"{rule}" = {{ right = {right}, seen = {seen} }}\n' for rule, (right, seen) in table.items())
    path.write_text(f"{kept}[rules]\n{rows}", encoding="utf-8")
    tomllib.loads(path.read_text(encoding="utf-8"))


def reliability(outcomes: Iterable[Outcomes]) -> list[tuple[float, float, int, float, float]]:
    """Rows of (from, to, mentions, mean confidence, share right), of bins that are not empty."""
    told = [
        (one.confidence, one.outcome == "right")
        for one in outcomes
        if one.kind in KINDS and one.confidence is not None and one.outcome != "missed"
    ]
    rows = []
    for low, high in zip(BINS, BINS[1:], strict=False):
        inside = [(c, r) for c, r in told if low <= c < high or (high == 1.0 and c == 1.0)]
        if inside:
            mean, share = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            rows.append((low, high, len(inside), mean, share))
    return rows


def expected_error(rows: Iterable[tuple[float, float, int, float, float]]) -> float:
    """The expected calibration error: |confidence - share right|, weighed by mentions (Naeini et al. 2015)."""
    table = list(rows)
    total = sum(count for _, _, count, _, _ in table)
    return sum(count * abs(mean - share) for _, _, count, mean, share in table) / total if total else 0.0
