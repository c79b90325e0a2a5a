"""The weights of names are learned: the solver solves, what tells projects apart gets its sign, and the table keeps them."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(ROOT))

from benchmarks.accuracy import weighing
from benchmarks.accuracy.gold import documents
from benchmarks.accuracy.weighing import Example, cases, crossed, examples, learn, solved, told_apart
from pipeline.extract import project_features


def example(features: str, project: bool, document: str = "a", weight: float = 1.0) -> Example:
    return Example(frozenset(features.split()), project, document, weight)


@given(st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_conjugate_gradients_solve(size: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    half = chance.normal(size=(size, size))
    matrix, right = half @ half.T + np.eye(size), chance.normal(size=size)
    assert matrix @ solved(lambda step: matrix @ step, right) == pytest.approx(right, abs=1e-3)


def test_what_goes_with_projects_weighs_for_them() -> None:
    odds = learn([example("built named", True)] * 8 + [example("built", False)] * 8 + [example("rare", True)])
    assert odds["named"] > 0.5 > odds["built"]
    assert "rare" not in odds


def test_learning_ends_where_no_step_makes_the_examples_likelier() -> None:
    known = [example("a b", True), example("a", False), example("b c", True), example("c", False)] * 5
    odds = learn(known)

    def slope(name: str) -> float:
        chances = (1 / (1 + np.exp(-odds[""] - sum(odds[one] for one in each.features))) for each in known)
        return (
            sum(each.project - chance for each, chance in zip(known, chances, strict=True) if name in each.features)
            - weighing._PENALTY * odds[name]
        )

    assert all(abs(slope(name)) < 0.1 for name in "abc")  # weights are rounded to hundredths


def test_documents_are_judged_by_what_others_taught() -> None:
    told = [example("named", True, f"{n}") for n in range(20)] + [example("bare", False, f"{n}") for n in range(20)]
    apart = told_apart(crossed(told))
    assert (apart.right, apart.missed, apart.false) == (20, 0, 0)
    turned = [example("named", n % 5 != 0, f"{n:02}") for n in range(20)]
    assert told_apart(crossed(turned)).false == 4


def test_the_table_keeps_features_of_any_sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "weights.csv"
    monkeypatch.setattr(weighing, "TABLE", table)
    monkeypatch.setattr(project_features, "TABLE", table)
    odds = {"": -2.5, "before ,": 1.25, 'after "': -0.4, "last: đã": 3.0}
    weighing.write({**odds, "nothing": 0.0})
    project_features.weights.cache_clear()
    try:
        assert project_features.weights() == odds
    finally:
        project_features.weights.cache_clear()


def test_names_that_patterns_find_are_learned_from_where_they_are_hidden() -> None:
    gold = next(one for one in documents("dev") if len(one.facts["projects"]) > 10)
    known = list(examples([gold]))
    seen = sum(one.project for one in known if one.weight == 1)
    assert sum(one.project for one in known) > seen
    assert known == list(examples([gold])), "the same names are hidden each time"


def test_case_files_say_what_is_a_project_and_what_is_none() -> None:
    known = list(cases())
    assert any(one.project for one in known)
    assert sum(not one.project for one in known) > 100
