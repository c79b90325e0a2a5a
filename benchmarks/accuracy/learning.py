"""All that is learned by weight, from the documents to learn from, in the order in which extraction uses it."""

from __future__ import annotations

from statistics import fmean

from benchmarks.accuracy.gold import documents
from benchmarks.accuracy.pricing import cost_cases, cost_examples, learn_costs
from benchmarks.accuracy.reviewing import learn_reviews, review_cases, review_examples
from benchmarks.accuracy.roles import crossed_roles, learn_roles, role_cases, role_examples, write_roles
from benchmarks.accuracy.weighing import Example, cases, crossed, examples, learn, levelled, told_apart, write
from pipeline.extract.log_odds import COSTS, NAMES, REVIEWS, weights
from pipeline.link.role_weighed import WEIGHTS as ROLES
from pipeline.link.role_weighed import role_weights

LEARNED = ("dev", "works", "ordinary")
"""The sets that are learned from."""
USUAL = ("works", "ordinary")
"""Those whose sums no rule was made on."""


def learned(write_down: bool) -> list[tuple[float, bool]]:
    """Learn all anew and write it down if asked; how likely names of ordinary papers are by what all others teach, and whether they are."""
    if write_down:
        _reviews()
    usual = [*examples(documents("ordinary"))]
    known = [*usual, *cases()]
    known += [one for which in ("dev", "works", "real") for one in examples(documents(which), which)]
    chances = crossed(known, {one.document for one in usual})
    if write_down:
        _names(known, usual, chances)
        _costs()
        _roles()
    return chances


def _reviews() -> None:
    finds = [*review_examples(gold for which in LEARNED for gold in documents(which)), *review_cases()]
    write(learn_reviews(finds), REVIEWS)
    weights.cache_clear()
    print(f"weights of {len(finds)} finds of patterns")


def _names(known: list[Example], usual: list[Example], chances: list[tuple[float, bool]]) -> None:
    write(levelled(learn(known), usual), NAMES)
    weights.cache_clear()
    apart = told_apart(chances)
    share = fmean(one.true for one in usual if one.weight == 1)
    print(f"weights of {len(known)} names; {share:.2f} of those in ordinary papers are projects'")
    print(
        f"names in ordinary papers, by what others teach: {apart.right} right, {apart.missed} missed, {apart.false} false"
    )


def _costs() -> None:
    costs = [*cost_examples(gold for which in LEARNED for gold in documents(which)), *cost_cases()]
    write(learn_costs(costs), COSTS)
    weights.cache_clear()
    print(f"weights of {len(costs)} sums near projects")


def _roles() -> None:
    usual = [*role_examples(gold for which in USUAL for gold in documents(which))]
    sums = [*usual, *role_examples(documents("dev"), usual=False), *role_cases()]
    asked, told, right = crossed_roles(sums, {one.document for one in usual})
    write_roles(learn_roles(sums), ROLES)
    role_weights.cache_clear()
    print(
        f"roles of {asked} sums in papers that nothing was learned from: rules {told / asked:.3f}, revised {right / asked:.3f}"
    )
