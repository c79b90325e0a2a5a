"""What patterns took for projects, reviewed: the projects of a passage in, the same without those that hardly are any out.

A pattern sees the words that it was written for ('Dự án …', 'Hoàn thành …', an item of a list of works); what stands around them may
say otherwise: the section of a programme, what a work is used for, a heading. So each find is weighed by what names are weighed by
(`features`), by itself and of its rule; `data/review_weights.csv` holds the weights, learned from the annotated documents.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.log_odds import REVIEWS, log_odds, probability, weights
from pipeline.extract.passage import Passage
from pipeline.extract.projects.weighing.candidates import Candidate
from pipeline.extract.projects.weighing.features import features_beside, own_features
from pipeline.records import Mentions, Project

HARDLY = 0.35
"""The probability below which a find is let go: of papers that nothing was learned from it takes four false ones for one that is right."""
_BY_RULE = (
    *("opens", "closes", "before ", "after ", "in a later cell", "under", "told"),
    *("a name", "a count", "all capitals", "capital", "making", "called", "first:", "a body", "costs", "no cost"),
)
"""What features begin with that say more of one rule's finds than of another's."""


def review_projects(passage: Passage) -> tuple[Project, ...]:
    """The projects that patterns found but for those that hardly are any."""
    of, found = weights(REVIEWS), passage.found.projects
    said = review_features(passage.text, passage.found)
    return tuple(
        one for one, features in zip(found, said, strict=True) if probability(of[""] + log_odds(of, features)) >= HARDLY
    )


def review_features(text: str, found: Mentions) -> list[frozenset[str]]:
    """What speaks for or against each of the projects that patterns found in a text."""
    names = [Candidate(one.start, one.end) for one in found.projects]
    own = own_features(text, names, found)
    return [
        frozenset(_of_rule(project.rule, {*features, *features_beside(text, name, found.projects), _cost(project)}))
        for project, name, features in zip(found.projects, names, own, strict=True)
    ]


def _cost(project: Project) -> str:
    return "no cost" if project.total_vnd is None else "costs something"


def _of_rule(rule: str, features: set[str]) -> Iterator[str]:
    """What is said of a find, and some of it of a find of its rule: a name that closes its line says more of a list than of a sentence."""
    yield f"rule {rule}"
    for feature in features:
        yield feature
        if feature.startswith(_BY_RULE):
            yield f"{rule}: {feature}"
