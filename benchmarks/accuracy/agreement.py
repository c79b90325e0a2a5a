"""How far two people agree on what the projects of a document are: what extraction can at most reach.

A second person read the documents of `held_back/` by the guide in `README.md`, without seeing the first annotation (`second/`).
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.accuracy.gold import Fact, documents, second_reading
from benchmarks.accuracy.score import Outcomes, score_mentions
from pipeline.records import Mention, Project


def agreement() -> Iterator[Outcomes]:
    """The projects of the second annotation scored against the first, as found ones are."""
    for gold in documents("held_back"):
        if other := second_reading(gold):
            found: list[Mention] = [_as_found(fact) for fact in other.facts["projects"]]
            yield from (one for one in score_mentions(gold, {"projects": found}) if one.kind == "projects")


def _as_found(fact: Fact) -> Project:
    return Project(
        start=fact.start,
        end=fact.end,
        text=fact.words,
        rule="second",
        confidence=1.0,
        name=fact.words,
        total_vnd=fact.values.get("vnd"),
    )
