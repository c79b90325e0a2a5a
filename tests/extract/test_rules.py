"""Every rule that finds something is described, and every one described finds something."""

from __future__ import annotations

import runpy
import sys
import tomllib

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks.accuracy.examples import CASES, Example, examined, examples, finds, shown
from benchmarks.why import lacking
from pipeline.extract.confidence import TABLE
from pipeline.labels import names_of_codes
from pipeline.records import Document
from pipeline.store.corrections import RULE

DESCRIBED = tomllib.loads((TABLE.parent / "rules.toml").read_text(encoding="utf-8"))["rule"]


WHY = [name for kind in ("role_rule", "fund_rule", "year_rule") for name in names_of_codes(kind) if name != RULE]
"""The rules that tell why an amount has its role, its fund, its year."""


@pytest.fixture(scope="module")
def documents() -> list[tuple[str, Document]]:
    return list(shown())


@pytest.fixture(scope="module")
def found(documents: list[tuple[str, Document]]) -> dict[str, Example]:
    return examples(documents)


def test_the_page_of_the_rules_is_up_to_date(documents: list[tuple[str, Document]]) -> None:
    page = runpy.run_path(str(ROOT / "docs" / "make_docs.py"))["rules"](documents)
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == page, "run: make docs"


def test_rules_found_are_the_rules_described(found: dict[str, Example]) -> None:
    named = [*(rule["name"] for rule in DESCRIBED), *WHY]
    assert set(found) - set(named) == set(), (
        "describe these in pipeline/extract/data/rules.toml or pipeline/labels.toml"
    )
    assert set(named) - set(found) == set(), "no case in tests/cases shows these"
    assert len(set(named)) == len(named)


def test_every_amount_says_why(documents: list[tuple[str, Document]]) -> None:
    for source, document in documents:
        assert lacking(document) == [], source


@pytest.mark.parametrize(
    "case", tomllib.loads((CASES / "rules.toml").read_text(encoding="utf-8"))["case"], ids=lambda case: case["rule"]
)
def test_a_rule_finds_its_case(case: dict[str, str]) -> None:
    document = examined(case["text"], CASES)
    assert case["finds"] in [document.text.text[s:e] for rule, s, e in finds(document) if rule == case["rule"]]


def test_a_rule_is_described_in_both_languages() -> None:
    for rule in DESCRIBED:
        assert rule["vi"].endswith(".") and rule["en"].endswith(".") and rule["vi"] != rule["en"], rule["name"]
