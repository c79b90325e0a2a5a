"""The case files of meaning and of sums: `tests/cases/roles.toml`, `sums.toml`, and both in `money.toml` and `money_*.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import as_document

from pipeline.records import Amount, Facts

CASES = Path(__file__).parents[1] / "cases"


def _cases(name: str) -> list[Any]:
    files = (CASES / f"{file}.toml" for file in (name, "money", "money_governed", "money_funds"))
    cases = [case for file in files for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]]
    return [pytest.param(case, id=case["text"][:60]) for case in cases if name in case]


def role(amount: Amount) -> str:
    fields = (amount.text, amount.role, amount.fund, amount.fiscal_year, amount.fund_kind)
    told = [str(field or "") for field in fields]
    while not told[-1]:
        told.pop()
    return " | ".join(told).replace("|  |", "| |")


def sums(facts: Facts) -> list[str]:
    amounts = facts.mentions.amounts
    return [
        f"{amounts[s.total].text} ({s.kind}) = {' + '.join(amounts[part].text for part in s.parts)}"
        + ("" if s.holds else f" : {s.difference_vnd:+}")
        for s in facts.sums
    ]


@pytest.mark.parametrize("case", _cases("roles"))
def test_roles(case: dict[str, Any]) -> None:
    assert [role(amount) for amount in as_document(case["text"]).facts.mentions.amounts] == case["roles"]


@pytest.mark.parametrize("case", _cases("sums"))
def test_sums(case: dict[str, Any]) -> None:
    document = as_document(case["text"])
    assert sums(document.facts) == case["sums"]
    untold = [document.text.text[one.start : one.end] for one in document.facts.untold if one.kind == "sum"]
    assert untold == case.get("untold", [])
