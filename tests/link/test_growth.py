"""Percentages in running text: which figures they are taken of, and whether those give them."""

from __future__ import annotations

import tomllib
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from conftest import ROOT, as_document
from hypothesis import given, settings
from hypothesis import strategies as st

CASES = tomllib.loads((ROOT / "tests" / "cases" / "growth.toml").read_text(encoding="utf-8"))["case"]
SAYS = (
    "Thu nội địa {now} tỷ đồng, {growth}% so với cùng kỳ ({then} tỷ đồng).",
    "Thu nội địa {now} tỷ đồng, bằng {share}% so với năm 2018 ({then} tỷ đồng).",
    "Thu nội địa {now} tỷ đồng (số liệu sơ bộ), đạt {share}% dự toán ({then} tỷ đồng), còn lại chuyển sang năm sau.",
    "Nguồn thu từ {then} tỷ đồng năm 2018 lên {now} tỷ đồng, {growth}%.",
    "Năm 2018 thu {then} tỷ đồng, năm 2019 thu {now} tỷ đồng, {growth}% so với năm 2018.",
    "Đã giải ngân {now}/{then} tỷ đồng, đạt {share}% kế hoạch.",
)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_a_text(case: dict[str, Any]) -> None:
    document = as_document(case["text"] + "\n")
    text = document.text.text
    ratios = [
        f"{'' if r.holds else '! '}{text[slice(*r.ratio)]} = {text[slice(*r.part)]} / {text[slice(*r.whole)]}"
        for r in document.facts.ratios
    ]
    assert ratios == case.get("ratios", [])
    untold = [f"{text[u.start : u.end]} {u.reason}" for u in document.facts.untold if u.kind == "ratio"]
    assert untold == case.get("untold", [])


def _printed(value: Decimal, decimals: int) -> str:
    shown = f"{value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,.{decimals}f}"
    return shown.translate(str.maketrans(",.", ".,"))


@settings(max_examples=150)
@given(
    says=st.sampled_from(SAYS),
    now=st.integers(1000, 9_000_000),
    then=st.integers(1000, 9_000_000),
    decimals=st.integers(0, 2),
    wrong=st.booleans(),
)
def test_what_rounding_explains_holds_and_what_it_does_not_fails(
    says: str, now: int, then: int, decimals: int, wrong: bool
) -> None:
    share = Decimal(now) / Decimal(then) * 100
    if share > 900 or share < 20:
        return
    stated = share + (Decimal(1).scaleb(-decimals) * 3 + share / 20 if wrong else 0)
    growth = stated - 100
    document = as_document(
        says.format(
            now=_printed(Decimal(now) / 100, 2),
            then=_printed(Decimal(then) / 100, 2),
            growth=f"{'tăng' if growth >= 0 else 'giảm'} {_printed(abs(growth), decimals)}",
            share=_printed(stated, decimals),
        )
    )
    assert [(r.holds, r.kind) for r in document.facts.ratios] == [
        (not wrong, "growth" if "{growth}" in says else "share")
    ]
    assert [f.check_name for f in document.findings] == (["percentages"] if wrong else [])


def test_a_finding_says_both_figures_in_both_languages() -> None:
    (found,) = as_document("Chi 948 triệu đồng, giảm 8,2% so với năm 2017 (1.000 triệu đồng).").findings
    assert found.severity == "warning"
    assert "“giảm 8,2%”" in found.message_vi and "là giảm 5,2%" in found.message_vi
    assert "a fall of 5.2%" in found.message_en
