"""The weights of names and sums are learned: what tells projects and costs gets its sign, and the table keeps them."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks.accuracy import weighing
from benchmarks.accuracy.gold import documents
from benchmarks.accuracy.pricing import cost_cases, cost_examples
from benchmarks.accuracy.weighing import Example, cases, crossed, examples, learn, levelled, told_apart, write
from pipeline.extract.log_odds import weights


def example(features: str, project: bool, document: str = "a", weight: float = 1.0) -> Example:
    return Example(frozenset(features.split()), project, document, weight)


def test_what_goes_with_projects_weighs_for_them() -> None:
    odds = learn([example("built named", True)] * 12 + [example("built", False)] * 12 + [example("rare", True)])
    assert odds["named"] > 0.5 > odds["built"]
    assert "rare" not in odds


def test_learning_ends_where_no_step_makes_the_examples_likelier() -> None:
    known = [example("a b", True), example("a", False), example("b c", True), example("c", False)] * 12
    odds = learn(known)

    def slope(name: str) -> float:
        chances = (1 / (1 + np.exp(-odds[""] - sum(odds[one] for one in each.features))) for each in known)
        return (
            sum(each.true - chance for each, chance in zip(known, chances, strict=True) if name in each.features)
            - weighing._PENALTY * odds[name]
        )

    assert all(abs(slope(name)) < 0.1 for name in "abc")  # weights are rounded to hundredths


def test_documents_are_judged_by_what_others_taught() -> None:
    told = [example("named", True, f"{n}") for n in range(40)] + [example("bare", False, f"{n}") for n in range(40)]
    apart = told_apart(crossed(told, {one.document for one in told}))
    assert (apart.right, apart.missed, apart.false) == (40, 0, 0)
    new = [example("named", False, "new"), example("bare", True, "new")]
    assert [project for chance, project in crossed([*told, *new], {"new", "0", "1"}) if chance > 0.5].count(False) == 1


def test_a_feature_that_only_says_which_papers_names_are_from_is_not_written() -> None:
    known = [Example(frozenset(("among x", word)), word == "named", "a") for word in ("named", "bare") * 12]
    assert learn(known).keys() == {"", "named", "bare"}


def test_of_ordinary_names_as_many_are_expected_to_be_projects_as_are() -> None:
    usual = [example("named", n % 10 == 0, f"{n}") for n in range(100)]
    odds = levelled({"": 3.0, "named": 1.0}, usual)
    assert odds["named"] == 1.0
    assert 1 / (1 + math.exp(-odds[""] - 1.0)) == pytest.approx(0.1, abs=0.001)


def test_the_table_keeps_features_of_any_sign(tmp_path: Path) -> None:
    odds = {"": -2.5, "before ,": 1.25, 'after "': -0.4, "last: đã": 3.0}
    write({**odds, "nothing": 0.0}, tmp_path / "weights.csv")
    assert weights(tmp_path / "weights.csv") == odds


def test_names_that_patterns_find_are_learned_from_where_they_are_hidden() -> None:
    gold = next(one for one in documents("dev") if len(one.facts["projects"]) > 10)
    known = list(examples([gold]))
    seen = sum(one.true for one in known if one.weight == 1)
    assert sum(one.true for one in known) > seen
    assert known == list(examples([gold])), "the same names are hidden each time"


def test_case_files_say_what_is_a_project_and_what_is_none() -> None:
    known = list(cases())
    assert any(one.true for one in known)
    assert sum(not one.true for one in known) > 100


def test_sums_near_a_project_are_its_cost_where_the_annotation_says_so() -> None:
    golds = documents("works")[:10]
    known = list(cost_examples(golds))
    assert 0 < sum(one.true for one in known) <= sum(len(gold.facts["projects"]) for gold in golds)
    assert any(not one.true for one in known)
    assert any("none chosen" in one.features for one in known if one.true), (
        "costs that patterns miss are there to learn"
    )
    assert any(one.true for one in cost_cases())
