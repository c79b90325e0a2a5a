"""What patterns took for projects, reviewed: the projects of a passage in, the same without those that hardly are any out.

A pattern sees the words that it was written for ('Dự án …', 'Hoàn thành …', an item of a list of works); what stands around them may
say otherwise: the section of a programme, what a work is used for, a heading. So each find is weighed by what names are weighed by
(`project_features.py`), by itself and of its rule; `data/review_weights.csv` holds the weights, learned from the annotated documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.log_odds import REVIEWS, log_odds, probability, weights
from pipeline.extract.passage import Passage
from pipeline.extract.project_candidates import Candidate
from pipeline.extract.project_features import features_beside, own_features
from pipeline.records import Mentions, Project

HARDLY = 0.35
"""The probability below which a find is let go: of papers that nothing was learned from it takes four false ones for one that is right."""
_OF_LINE = ("opens", "closes", "before ", "after ", "in a later cell", "under", "told")
_OF_NAME = ("a name", "a count", "all capitals", "capital", "making", "called", "first:", "a body", "costs", "no cost")


def review_projects(passage: Passage) -> tuple[Project, ...]:
    """The projects that patterns found but for those that hardly are any."""
    of, found = weights(REVIEWS), passage.found.projects
    said = review_features(passage.text, found, passage.found)
    return tuple(
        one for one, features in zip(found, said, strict=True) if probability(of[""] + log_odds(of, features)) >= HARDLY
    )


def review_features(text: str, found: Sequence[Project], beside: Mentions) -> list[frozenset[str]]:
    """What speaks for or against each of the projects that patterns found in a text, beside its sums and bodies."""
    names = [Candidate(one.start, one.end) for one in found]
    bodies = [one for one in beside.entities if one.kind == "organisation"]
    own = own_features(text, names, beside.amounts, bodies)
    return [
        frozenset(_of_rule(project.rule, {*features, *features_beside(text, name, found), _cost(project)}))
        for project, name, features in zip(found, names, own, strict=True)
    ]


def _cost(project: Project) -> str:
    return "no cost" if project.total_vnd is None else "costs something"


def _of_rule(rule: str, features: set[str]) -> Iterator[str]:
    """What is said of a find, and some of it of a find of its rule: a name that closes its line says more of a list than of a sentence."""
    yield f"rule {rule}"
    for feature in features:
        yield feature
        if feature.startswith((*_OF_LINE, *_OF_NAME)):
            yield f"{rule}: {feature}"
