"""Every rule finds its case, and is described in both languages (tests/test_docs.py: all that find something, and no others)."""

from __future__ import annotations

import sys
import tomllib

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks.accuracy.examples import CASES, examined, finds
from pipeline.extract.confidence import TABLE

DESCRIBED = tomllib.loads((TABLE.parent / "rules.toml").read_text(encoding="utf-8"))["rule"]


@pytest.mark.parametrize(
    "case", tomllib.loads((CASES / "rules.toml").read_text(encoding="utf-8"))["case"], ids=lambda case: case["rule"]
)
def test_a_rule_finds_its_case(case: dict[str, str]) -> None:
    document = examined(case["text"], CASES)
    assert case["finds"] in [document.text.text[s:e] for rule, s, e in finds(document) if rule == case["rule"]]


def test_a_rule_is_described_in_both_languages() -> None:
    for rule in DESCRIBED:
        assert rule["vi"].endswith(".") and rule["en"].endswith(".") and rule["vi"] != rule["en"], rule["name"]
