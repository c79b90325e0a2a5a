"""What projects cost, weighed: projects with the costs that patterns found in, the same with the likeliest out.

A cost may stand sentences behind a name and be called in ways that no pattern foresees; and what a pattern takes may be a part, a
gift or another work's. Each sum near a project is weighed (`cost_features`): where no cost was found the likeliest is
taken if it is one more likely than not; a cost that is hardly one is let go. Rows of tables keep what their columns say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.extract.log_odds import COSTS, log_odds, probability, weights
from pipeline.extract.passage import Passage
from pipeline.extract.projects.costs.features import Near, cost_features
from pipeline.records import Amount, Project

LEAST, HARDLY = 0.5, 0.3
"""The probabilities from which a sum is taken for a cost, and below which one that a pattern took is none."""


def price_projects(passage: Passage) -> tuple[Project, ...]:
    """The projects of a passage, each with what it costs."""
    return tuple(_priced(passage))


def _priced(passage: Passage) -> Iterator[Project]:
    of, projects = weights(COSTS), passage.found.projects
    for place, project in enumerate(projects):
        near = Near(passage.text, projects, passage.found.amounts, place)
        if project.in_row or not near.sums:
            yield project
        elif project.total_vnd is None:
            likeliest = likeliest_cost(near)
            yield replace(project, total_vnd=likeliest[1].vnd) if likeliest and likeliest[0] >= LEAST else project
        else:
            hardly = near.chosen is not None and _likely(of, near, near.chosen) < HARDLY
            yield replace(project, total_vnd=None) if hardly else project


def likeliest_cost(near: Near) -> tuple[float, Amount] | None:
    """The likeliest of the sums near a project to be what it costs, and how likely it is."""
    of = weights(COSTS)
    return max(((_likely(of, near, amount), amount) for amount in near.sums), key=lambda one: one[0], default=None)


def _likely(of: Mapping[str, float], near: Near, amount: Amount) -> float:
    """How likely a sum is the cost of the project that it stands near."""
    return probability(of[""] + log_odds(of, cost_features(near, amount)))
