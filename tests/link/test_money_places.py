"""The case file of where money goes: `tests/cases/money_places.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import as_document
from test_roles import role

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "money_places.toml").read_text(encoding="utf-8"))["case"]
_NAMES = {"QĐ": "QUYẾT ĐỊNH", "BC": "BÁO CÁO"}


def headed(case: dict[str, Any]) -> str:
    """The text of a case under its letterhead."""
    province, kind = case.get("province", "Quảng Trị"), case.get("kind", "QĐ")
    return (
        f"ỦY BAN NHÂN DÂN\nTỈNH {province.upper()}\nSố: 15/{kind}-UBND\n{province}, ngày 5 tháng 3 năm 2020\n\n"
        f"{_NAMES[kind]}\n{case.get('subject', 'Về việc hỗ trợ sản xuất')}\n\n{case['text']}"
    )


@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"][:60]) for case in CASES])
def test_where_money_goes(case: dict[str, Any]) -> None:
    amounts = as_document(headed(case)).facts.mentions.amounts
    assert [f"{amount.text} = {amount.place_code or ''}" for amount in amounts] == case["places"]
    if "roles" in case:
        assert [role(amount) for amount in amounts] == case["roles"]


def test_a_commune_is_of_the_province_of_the_district_that_writes() -> None:
    report = (
        "UBND HUYỆN CAM LỘ\nSố: 245/BC-UBND\nCam Lộ, ngày 15 tháng 01 năm 2024\n\nBÁO CÁO\nKết quả năm 2023\n\n"
        "Đã giải ngân kênh mương nội đồng xã Cam Thủy 900 triệu đồng.\n"
    )
    assert [amount.place_code for amount in as_document(report).facts.mentions.amounts] == ["19606"]
