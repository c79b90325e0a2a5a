"""The weights by which a sum is taken for what a project costs (`pipeline/extract/projects/costs/priced.py`), learned by logistic regression.

Each sum near a project that was found and is annotated is an example: its cost where the annotation says so, none where it says
another or none. Projects and the costs that patterns took are those of the extraction as it is before sums are weighed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from benchmarks.accuracy.gold import Gold
from benchmarks.accuracy.same_words import canonical, same_project
from benchmarks.accuracy.weighing import CASE_WEIGHT, Example, found_before, learn, passages
from pipeline.extract.components import PRICED
from pipeline.extract.projects.costs.features import Near, cost_features
from pipeline.records import Letterhead, Mentions, Outline, Project
from pipeline.structure import outline

_SUM = re.compile(r"\d{5,}")
_FEWEST, _PENALTY = 12, 2.0


def learn_costs(examples: Sequence[Example]) -> dict[str, float]:
    """Log odds by feature; little is said of a sum, and most of it tells."""
    return learn(examples, _FEWEST, _PENALTY)


def cost_examples(golds: Iterable[Gold]) -> Iterator[Example]:
    """The sums near the projects of some documents."""
    for gold in golds:
        told = [(fact.start, fact.end, fact.words, fact.values.get("vnd")) for fact in gold.facts["projects"]]
        yield from _examples(gold.name, gold.text.text, found_before(PRICED, gold.text, outline(gold.text)), told, 1.0)


def cost_cases() -> Iterator[Example]:
    """The sums near the projects that the case files expect."""
    for file, text, expected in passages():
        costs = {
            canonical(words): next((int(one) for one in more if _SUM.fullmatch(one)), None)
            for words, *more in (one.split(" | ") for one in expected)
        }
        found = found_before(PRICED, text, Outline(Letterhead()))
        told = [
            (one.start, one.end, one.name, costs[canonical(one.name)])
            for one in found.projects
            if canonical(one.name) in costs
        ]
        yield from _examples(file, text.text, found, told, CASE_WEIGHT)


def _examples(
    document: str, text: str, found: Mentions, told: Sequence[tuple[int, int, str, int | None]], weight: float
) -> Iterator[Example]:
    for place, project in enumerate(found.projects):
        same = [cost for start, end, words, cost in told if _is_same(project, start, end, words)]
        if same and not project.in_row:
            near = Near(text, found.projects, found.amounts, place)
            for amount in near.sums:
                features = frozenset(cost_features(near, amount))
                yield Example(features, amount.vnd == same[0], document, weight)


def _is_same(project: Project, start: int, end: int, words: str) -> bool:
    """Whether a project is the annotated one: words in common, one name within the other."""
    return project.start < end and start < project.end and same_project(project.name, words)
