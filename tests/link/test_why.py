"""Why an amount has its role, its fund, its year: the last rule that told it, by a name that people are told in words."""

from __future__ import annotations

import re
import sys
import tomllib
from typing import Any

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks.accuracy.examples import CASES, examined
from benchmarks.accuracy.gold import documents
from benchmarks.documents import as_document
from benchmarks.why import lacking, lines, why
from flows.process import examine
from pipeline.labels import names_of_codes
from pipeline.store.corrections import RULE

KINDS = {"role": "role_rule", "fund": "fund_rule", "year": "year_rule"}
_NAME = re.compile(r'"((?:role|fund|year)\.[a-z-]+)"')


@pytest.mark.parametrize(
    "case", tomllib.loads((CASES / "why.toml").read_text(encoding="utf-8"))["case"], ids=lambda case: case["text"][:60]
)
def test_why(case: dict[str, Any]) -> None:
    assert [why(amount) for amount in examined(case["text"], CASES).facts.mentions.amounts] == case["why"]


def test_a_developer_is_told_the_rules_and_the_cue() -> None:
    text = "Năm 2019 phân bổ từ ngân sách tỉnh 30 triệu đồng, gồm: máy 10 triệu đồng; giống 15 triệu đồng.\n"
    amount, *_, total, finding = lines(as_document(text, "a.txt"))
    assert (
        "ngân sách tỉnh] 30 triệu đồng | allocated role.before | ngân sách tỉnh fund.source | 2019 year.before"
        in amount
    )
    assert "cue 'phân bổ' | money.figures" in amount and finding.startswith("error footing: ")
    assert total.endswith("30 triệu đồng = 10 triệu đồng + 15 triệu đồng off by 5000000 | sum.full")


@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_that_the_code_gives_has_its_words(kind: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "pipeline" / "link").rglob("*.py"))
    given = {name for name in _NAME.findall(code) if name.startswith(f"{kind}.")}
    named = names_of_codes(KINDS[kind])
    assert set(named) == given | {RULE}
    assert all(len(pair) == 2 and all(pair) for pair in named.values())
    for words in zip(*named.values(), strict=True):
        assert len(set(words)) == len(words), "of one kind no two rules are told alike"


@pytest.mark.parametrize("which", ["real", "ordinary", "works"])
def test_every_amount_of_a_real_paper_says_why(which: str) -> None:
    golds = documents(which)[::6]
    assert golds
    for gold in golds:
        assert lacking(examine(gold.source, gold.text)) == [], gold.name
