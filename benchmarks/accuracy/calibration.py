"""Confidence from evidence: how often each rule is right, and how well what is printed keeps its word.

The counts come from the dev set, never from what is held back, and not from the case files: the tests hold that every
case comes out right, so they would call every rule infallible. Names that are weighed were learned from the dev set too: they
are counted by weights that were learned without their document. The reliability table groups mentions by what is printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from benchmarks.accuracy.gold import KINDS, Gold
from benchmarks.accuracy.score import Outcomes, by_kind, score, score_mentions
from flows.process import examine
from pipeline.extract.components import extract_as_stated
from pipeline.extract.confidence import TABLE, key
from pipeline.extract.projects.weighing.weighed import LEAST, RULE, stated
from pipeline.structure import outline

BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)


def recount(documents: Iterable[Gold], weighed: Iterable[tuple[float, bool]]) -> dict[str, tuple[int, int]]:
    """(right, seen) by rule and the confidence it states, sums by rule; written into the table that extraction reads.

    `weighed` are names with how likely they were a project's before their document was learned from, and whether they are.
    """
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for gold in documents:
        mentions = extract_as_stated(gold.text, outline(gold.text))
        for one in score_mentions(gold, by_kind(mentions)):
            if one.kind in KINDS and one.confidence is not None and one.rule != RULE:
                name = key(one.rule, one.confidence)
                seen[name] += 1
                right[name] += one.outcome == "right"
        for one in score(gold, examine(gold.source, gold.text)):
            if one.kind == "sums" and one.rule:
                seen[one.rule] += 1
                right[one.rule] += one.outcome == "right"
    for chance, project in weighed:
        if chance >= LEAST:
            name = key(RULE, stated(chance))
            seen[name] += 1
            right[name] += project
    table = {name: (right[name], seen[name]) for name in sorted(seen)}
    kept = TABLE.read_text(encoding="utf-8").partition("[rules]\n")[0]
    rows = "".join(f'"{name}" = {{ right = {good}, seen = {all_} }}\n' for name, (good, all_) in table.items())
    TABLE.write_text(f"{kept}[rules]\n{rows}", encoding="utf-8")
    return table


def reliability(outcomes: Iterable[Outcomes]) -> list[tuple[float, float, int, float, float]]:
    """Rows of (from, to, mentions, mean confidence, share right), of bins that are not empty."""
    told = [
        (one.confidence, one.outcome == "right")
        for one in outcomes
        if one.kind in KINDS and one.confidence is not None and one.outcome != "missed"
    ]
    rows = []
    for low, high in pairwise(BINS):
        inside = [(c, r) for c, r in told if low <= c < high]
        if inside:
            mean, share = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            rows.append((low, high, len(inside), mean, share))
    return rows


def expected_error(rows: Iterable[tuple[float, float, int, float, float]]) -> float:
    """The expected calibration error: |confidence - share right|, weighed by mentions (Naeini et al. 2015)."""
    table = list(rows)
    total = sum(count for _, _, count, _, _ in table)
    return sum(count * abs(mean - share) for _, _, count, mean, share in table) / total if total else 0.0
