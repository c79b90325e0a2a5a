"""The weights of names and sums are learned: what tells projects, costs and roles gets its sign, and the table keeps them."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks.accuracy import weighing
from benchmarks.accuracy.gold import documents, read_gold
from benchmarks.accuracy.pricing import cost_cases, cost_examples
from benchmarks.accuracy.roles import RoleExample, crossed_roles, learn_roles, revised, role_cases, role_examples
from benchmarks.accuracy.weighing import Example, cases, crossed, examples, learn, levelled, told_apart, write
from pipeline.extract.log_odds import weights
from pipeline.records import AmountRole


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


def sum_of(
    features: str, fair: str, told: AmountRole = "stated", document: str = "a", sure: bool = False
) -> RoleExample:
    return RoleExample(
        frozenset((f"is {told}", *features.split())), frozenset(fair.split("/")), told, document, sure=sure
    )


def test_a_role_is_learned_from_what_stands_around_a_sum() -> None:
    known = [sum_of("xin", "requested/planned"), sum_of("chi", "spent"), sum_of("cấp", "allocated", "allocated")] * 20
    of = learn_roles(known)
    assert [revised(of, one) in one.fair for one in known[:3]] == [True] * 3
    assert revised(of, sum_of("chi", "", "rate")) == "rate", "what a sum's own form tells stays"


def test_what_case_files_are_sure_of_comes_out_right() -> None:
    known = [sum_of("xin", "requested")] * 30 + [sum_of("xin mưa", "stated", sure=True)] * 4
    assert revised(learn_roles(known, rounds=1), known[-1]) == "requested"
    assert revised(learn_roles(known), known[-1]) == "stated"


def test_roles_of_documents_are_judged_by_what_others_taught() -> None:
    known = [sum_of("xin", "requested", document=f"{n}") for n in range(20)]
    known += [sum_of("chi", "spent", "spent", f"{n}") for n in range(20)]
    assert crossed_roles(known, {one.document for one in known}) == (40, 20, 40)
    own = [sum_of("riêng", "planned", document="new")] * 20
    assert crossed_roles([*known, *own], {"new", "0"}) == (22, 1, 2), "its own sums teach nothing of a document"


def test_sums_of_documents_and_case_files_say_their_roles() -> None:
    golds = [gold for gold in documents("ordinary") if "amounts" in gold.kinds][:12]
    known = list(role_examples(golds))
    asked = [fact for gold in golds for fact in gold.facts["amounts"] if "role" in fact.values]
    assert 0.9 * len(asked) < sum(one.weight == 1 for one in known) <= len(asked)
    assert all(one.weight < 1 for one in role_examples(documents("dev")[:3], usual=False))
    cases = list(role_cases())
    assert len(cases) > 2500
    assert all(one.sure and one.told in one.fair for one in cases)


def test_an_ordinary_paper_holds_the_kinds_that_its_annotation_names(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Xây cầu hết 5 tỷ đồng.", encoding="utf-8")
    note = tmp_path / "a.toml"
    note.write_text("projects = []", encoding="utf-8")
    assert read_gold(tmp_path / "a.txt", frozenset(["projects"])).kinds == {"projects"}
    note.write_text('projects = []\namounts = [{ words = "5 tỷ đồng", vnd = 5000000000 }]', encoding="utf-8")
    assert read_gold(tmp_path / "a.txt", frozenset(["projects"])).kinds == {"projects", "amounts"}
