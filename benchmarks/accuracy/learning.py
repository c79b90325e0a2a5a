"""All that is learned by weight, from the documents to learn from, in the order in which extraction uses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from statistics import fmean

from benchmarks.accuracy.gold import Gold, documents
from benchmarks.accuracy.pricing import cost_cases, cost_examples, learn_costs
from benchmarks.accuracy.reviewing import learn_reviews, review_cases, review_examples
from benchmarks.accuracy.roles import crossed_roles, learn_roles, role_cases, role_examples, write_roles
from benchmarks.accuracy.weighing import Example, cases, crossed, examples, learn_names, told_apart, write
from pipeline.extract.log_odds import COSTS, NAMES, REVIEWS, weights
from pipeline.link.meaning.role_weighed import WEIGHTS as ROLES
from pipeline.link.meaning.role_weighed import role_weights

LEARNED = ("dev", "works", "ordinary")
"""The sets that are learned from."""
USUAL = ("works", "ordinary")
"""Those whose sums no rule was made on."""


def known_finds() -> list[Example]:
    """What patterns find in the documents to learn from and in the case files."""
    return [*review_examples(_documents()), *review_cases()]


def known_names() -> list[Example]:
    """The names there that no pattern finds; those of real papers, too, where the originals are."""
    known = [*examples(documents("ordinary")), *cases()]
    return known + [one for which in ("dev", "works", "real") for one in examples(documents(which), which)]


def known_costs() -> list[Example]:
    """The sums there that stand near a project."""
    return [*cost_examples(_documents()), *cost_cases()]


def _documents() -> Iterator[Gold]:
    return (gold for which in LEARNED for gold in documents(which))


def learned(write_down: bool) -> list[tuple[float, bool]]:
    """Learn all anew and write it down if asked; how likely names of ordinary papers are by what all others teach, and whether they are."""
    if write_down:
        _write_reviews()
    known, usual = known_names(), {gold.name for gold in documents("ordinary")}
    chances = crossed(known, usual)
    if write_down:
        _write_names(known, usual, chances)
        _write_costs()
        _write_roles()
    return chances


def _write_reviews() -> None:
    finds = known_finds()
    write(learn_reviews(finds), REVIEWS)
    weights.cache_clear()
    print(f"weights of {len(finds)} finds of patterns")


def _write_names(known: Sequence[Example], usual: Set[str], chances: Iterable[tuple[float, bool]]) -> None:
    write(learn_names(known, usual), NAMES)
    weights.cache_clear()
    apart = told_apart(chances)
    share = fmean(one.true for one in known if one.document in usual and one.weight == 1)
    print(f"weights of {len(known)} names; {share:.2f} of those in ordinary papers are projects'")
    print(
        f"names in ordinary papers, by what others teach: {apart.right} right, {apart.missed} missed, {apart.false} false"
    )


def _write_costs() -> None:
    costs = known_costs()
    write(learn_costs(costs), COSTS)
    weights.cache_clear()
    print(f"weights of {len(costs)} sums near projects")


def _write_roles() -> None:
    usual = [*role_examples(gold for which in USUAL for gold in documents(which))]
    sums = [*usual, *role_examples(documents("dev"), usual=False), *role_cases()]
    asked, told, right = crossed_roles(sums, {one.document for one in usual})
    write_roles(learn_roles(sums), ROLES)
    role_weights.cache_clear()
    print(
        f"roles of {asked} sums in papers that nothing was learned from: rules {told / asked:.3f}, revised {right / asked:.3f}"
    )
