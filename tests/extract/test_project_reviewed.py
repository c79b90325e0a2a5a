"""What patterns took for projects is reviewed: what speaks for each find, and which are let go."""

from __future__ import annotations

import pytest
from conftest import as_document

from pipeline.extract.log_odds import REVIEWS, probability, weights
from pipeline.extract.projects.weighing import reviewed as project_reviewed
from pipeline.extract.projects.weighing.reviewed import review_features
from pipeline.extract.projects.weighing.weighed import RULE

LIST = "Danh mục công trình:\n1. Xây dựng cầu Bến Gạo: 12 tỷ đồng.\n2. Nạo vét kênh Ông Cò: 5 tỷ đồng.\n"


def names_by_pattern(text: str) -> list[str]:
    return [one.name for one in as_document(text).facts.mentions.projects if one.rule != RULE]


def test_a_find_that_hardly_is_a_project_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    assert names_by_pattern(LIST) == ["Xây dựng cầu Bến Gạo", "Nạo vét kênh Ông Cò"]
    monkeypatch.setattr(project_reviewed, "weights", lambda _: {"": 2.0, "has kênh": -5.0})
    assert names_by_pattern(LIST) == ["Xây dựng cầu Bến Gạo"]


def test_the_costs_and_the_sums_of_what_stays_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    before = as_document(LIST).facts.mentions
    monkeypatch.setattr(project_reviewed, "weights", lambda _: {"": 2.0, "has kênh": -5.0})
    after = as_document(LIST).facts.mentions
    assert after.amounts == before.amounts
    assert [one.total_vnd for one in after.projects][:1] == [12_000_000_000]


def test_what_is_said_of_a_find_is_said_of_its_rule_too() -> None:
    mentions = as_document(LIST).facts.mentions
    found = mentions.projects
    (bridge, _) = review_features(LIST, mentions)
    rule = found[0].rule
    assert {f"rule {rule}", "opens its line", f"{rule}: opens its line", f"{rule}: costs something"} <= bridge


def test_a_find_of_which_nothing_is_known_stays() -> None:
    assert probability(weights(REVIEWS)[""]) > project_reviewed.HARDLY
