"""Every rule that finds something is described, and every one described finds something."""

from __future__ import annotations

import sys
import tomllib

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks.accuracy.examples import CASES, Example, examined, examples, finds
from pipeline.extract.confidence import TABLE

DESCRIBED = tomllib.loads((TABLE.parent / "rules.toml").read_text(encoding="utf-8"))["rule"]


@pytest.fixture(scope="module")
def found() -> dict[str, Example]:
    return examples()


def test_rules_found_are_the_rules_described(found: dict[str, Example]) -> None:
    named = [rule["name"] for rule in DESCRIBED]
    assert set(found) - set(named) == set(), "describe these in pipeline/extract/data/rules.toml"
    assert set(named) - set(found) == set(), "no case in tests/cases shows these"
    assert len(set(named)) == len(named)


@pytest.mark.parametrize(
    "case", tomllib.loads((CASES / "rules.toml").read_text(encoding="utf-8"))["case"], ids=lambda case: case["rule"]
)
def test_a_rule_finds_its_case(case: dict[str, str]) -> None:
    document = examined(case["text"], CASES)
    assert case["finds"] in [document.text.text[s:e] for rule, s, e in finds(document) if rule == case["rule"]]


def test_a_rule_is_described_in_both_languages() -> None:
    for rule in DESCRIBED:
        assert rule["vi"].endswith(".") and rule["en"].endswith(".") and rule["vi"] != rule["en"], rule["name"]
