"""The weights by which a work's name is taken for a project (`pipeline/extract/project_weighed.py`), learned by logistic regression.

Each name of a work in the documents to learn from is an example: a project where the annotation says so, none elsewhere. A name
that tells again of an annotated project is left out. The case files add names that are none:
many were written as traps. An L2 penalty keeps the weights small, and what few examples have counts for nothing.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.accuracy.gold import HERE, Gold, as_text
from benchmarks.accuracy.same_words import canonical
from flows.process import examine
from pipeline.extract.project_weighed import RULE, TABLE, features, names_of_works
from pipeline.records import Document, Project, Source

CASES = HERE.parents[1] / "tests" / "cases"
_CASES = (
    "projects",
    "projects_varied",
    "projects_fresh",
    "projects_prose",
    "projects_told",
    "projects_lists",
    "projects_costs",
)
_FEWEST = 4
_PENALTY = 2.0
_STEPS = 12
_LEAST = 0.05
"""Log odds that are worth a line in the table."""


@dataclass(frozen=True, slots=True)
class Example:
    """A name of a work: what speaks for or against it, and whether it is a project."""

    features: frozenset[str]
    project: bool


def examples(golds: Iterable[Gold]) -> Iterator[Example]:
    """The names of works in some documents."""
    for gold in golds:
        if "projects" in gold.kinds:
            told = [(fact.start, fact.end, canonical(fact.words)) for fact in gold.facts["projects"]]
            yield from _examples(examine(gold.source, gold.text), told)


def traps() -> Iterator[Example]:
    """The names in the case files that are no projects: their expectations, which the tests hold, are what patterns find."""
    for name in _CASES:
        for case in tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]:
            text = as_text(case["text"])
            document = examine(Source(Path("a.txt"), "00" * 32, "text/plain", len(text.text)), text)
            told = [(one.start, one.end, canonical(one.name)) for one in _found(document)]
            yield from (one for one in _examples(document, told) if not one.project)


def _examples(document: Document, told: Sequence[tuple[int, int, str]]) -> Iterator[Example]:
    text, mentions, projects = document.text.text, document.facts.mentions, _found(document)
    bodies = [one for one in mentions.entities if one.kind == "organisation"]
    for place in names_of_works(text):
        words = canonical(text[place.start : place.end])
        same = [(start, end) for start, end, true in told if words in true or true in words]
        here = any(start < place.end and place.start < end for start, end in same)
        if here or not same:
            said = features(text, place, mentions.amounts, projects, bodies)
            yield Example(frozenset(said), here)


def _found(document: Document) -> list[Project]:
    """What patterns find."""
    return [one for one in document.facts.mentions.projects if one.rule != RULE]


def learn(examples: Sequence[Example]) -> dict[str, float]:
    """Log odds by feature, '' of every name: Newton's method on the penalised likelihood."""
    counts = Counter(feature for example in examples for feature in example.features)
    known = ["", *sorted(feature for feature, count in counts.items() if count >= _FEWEST)]
    columns = {feature: index for index, feature in enumerate(known)}
    design = np.zeros((len(examples), len(known)))
    design[:, 0] = 1
    for row, example in enumerate(examples):
        design[row, [columns[feature] for feature in example.features & columns.keys()]] = 1
    true = np.array([example.project for example in examples], dtype=float)
    penalty = np.full(len(known), _PENALTY)
    penalty[0] = 1e-6
    odds = np.zeros(len(known))
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-design @ odds))
        slope = design.T @ (true - chances) - penalty * odds
        bend = (design * (chances * (1 - chances))[:, None]).T @ design + np.diag(penalty)
        odds += np.linalg.solve(bend, slope)
    return {feature: round(float(weight), 2) for feature, weight in zip(known, odds, strict=True)}


def write(odds: dict[str, float]) -> None:
    """Put log odds into the table that extraction reads; what weighs next to nothing is left out."""
    kept = TABLE.read_text(encoding="utf-8").partition("[weights]\n")[0]
    rows = "".join(f'"{name}" = {weight:g}\n' for name, weight in odds.items() if abs(weight) >= _LEAST or not name)
    TABLE.write_text(f"{kept}[weights]\n{rows}", encoding="utf-8")
