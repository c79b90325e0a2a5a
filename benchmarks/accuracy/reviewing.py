"""The weights by which what patterns took for projects is let go (`pipeline/extract/projects/weighing/reviewed.py`), learned by logistic regression.

Each find of a pattern is an example: a project where the annotation says so, none elsewhere. One that tells again of an
annotated project is left out. The case files count no more than documents: patterns were written on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from benchmarks.accuracy.gold import Gold
from benchmarks.accuracy.same_words import same_project
from benchmarks.accuracy.weighing import Example, found_before, learn, passages, places_expected, projects_told
from pipeline.extract.components import REVIEWED
from pipeline.extract.projects.weighing.reviewed import review_features
from pipeline.records import Letterhead, Outline, Text
from pipeline.structure import outline

_FEWEST, _PENALTY = 8, 5.0


def learn_reviews(examples: Sequence[Example]) -> dict[str, float]:
    """Log odds by feature; finds are few beside names, so what they say is held back more."""
    return learn(examples, _FEWEST, _PENALTY)


def review_examples(golds: Iterable[Gold]) -> Iterator[Example]:
    """What patterns find in some documents."""
    for gold in golds:
        yield from _examples(gold.name, gold.text, outline(gold.text), projects_told(gold))


def review_cases() -> Iterator[Example]:
    """The same of the case files."""
    for file, text, expected in passages():
        yield from _examples(file, text, Outline(Letterhead()), [*places_expected(expected, text.text)])


def _examples(document: str, text: Text, form: Outline, told: Sequence[tuple[int, int, str]]) -> Iterator[Example]:
    found = found_before(REVIEWED, text, form)
    said = review_features(text.text, found)
    for project, features in zip(found.projects, said, strict=True):
        words = text.text[project.start : project.end]
        same = [(start, end) for start, end, true in told if same_project(words, true)]
        here = any(start < project.end and project.start < end for start, end in same)
        if here or not same:
            yield Example(features, here, document)
