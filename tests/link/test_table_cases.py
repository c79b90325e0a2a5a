"""The case file of tables: what is money, what it is for, which figures must add up; and that no right table alarms."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from conftest import ROOT
from grids import document_of, rows_of, told_amounts, told_sums

CASES = [
    case
    for path in sorted((ROOT / "tests" / "cases").glob("tables*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]
MERGED = [case for case in CASES if "<" in case["grid"].split("1 |")[0]]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_a_table(case: dict[str, Any]) -> None:
    document = document_of(rows_of(case["grid"]), above=case.get("above", "ĐVT: triệu đồng"))
    amounts = told_amounts(document)
    if "amounts" in case:
        assert amounts == case["amounts"]
    else:
        found = [amount.text.replace(" ", "_") for amount in document.facts.mentions.amounts]
        assert found == case["money"].split()
        assert [some for some in case["some"] if some not in amounts] == []
    assert sorted(told_sums(document)) == sorted(case["sums"])
    untold = [document.text.text[one.start : one.end] for one in document.facts.untold if one.kind == "sum"]
    assert untold == case.get("untold", [])
    if "projects" in case:
        assert [f"{one.name} = {one.total_vnd}" for one in document.facts.mentions.projects] == case["projects"]
    text = document.text.text
    ratios = [f"{r.kind} {r.stated} = {text[slice(*r.part)]} / {text[slice(*r.whole)]}" for r in document.facts.ratios]
    if case.get("ratios") != "any":
        assert ratios == case.get("ratios", [])
    found = [(f.check_name, f.message_en) for f in document.findings if f.severity != "note"]
    assert bool(found) == case.get("errors", False), found


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in MERGED])
def test_a_head_whose_merged_cells_were_lost(case: dict[str, Any]) -> None:
    """What plain text and old sheets leave of a merged cell: its words in the first place, blanks in the others."""
    rows = [["" if words in ("<", "^") else words for words in row] for row in rows_of(case["grid"])]
    document = document_of(rows, above=case.get("above", "ĐVT: triệu đồng"))
    assert sorted(told_sums(document)) == sorted(case["sums"])


def test_headings_of_an_amount() -> None:
    document = document_of(
        rows_of("""
            TT | Nội dung | Kinh phí | < | <
            ^ | ^ | Ngân sách tỉnh | < | Dân góp
            ^ | ^ | 2019 | 2020 | 2020
            I | Trồng trọt | 10 | 20 | 5
            1 | Lúa | 10 | 20 | 5
        """)
    )
    first, second, third = document.facts.mentions.amounts[:3]
    assert (first.row_heading, first.column_heading) == ("I Trồng trọt", "Kinh phí > Ngân sách tỉnh > 2019")
    assert [(a.fund, a.fiscal_year) for a in (first, second, third)] == [
        ("Ngân sách tỉnh", 2019),
        ("Ngân sách tỉnh", 2020),
        ("Dân góp", 2020),
    ]


def test_cells_as_data() -> None:
    document = document_of(
        rows_of("""
            TT | Chỉ tiêu | ĐVT | Kế hoạch | Tỷ lệ (%)
            1 | Doanh thu | triệu đồng | 1.234,5 | 95
            2 | Diện tích | ha | 15 | -
        """),
        above="",
    )
    cells = {(cell.row, cell.column): cell for cell in document.facts.mentions.cells}
    assert all(cell.text == document.text.text[cell.start : cell.end] for cell in cells.values())
    told = [(cells[at].number, cells[at].unit, cells[at].decimals) for at in ((1, 3), (1, 4), (2, 3), (2, 4))]
    assert told == [("1234.5", "triệu đồng", 1), ("95", "%", 0), ("15", "ha", 0), (None, None, 0)]
    assert (cells[1, 3].header, cells[1, 3].label, cells[1, 3].ordinal) == ("Kế hoạch", "Doanh thu", "1")
    assert cells[0, 3].is_head and not cells[1, 3].is_head


def test_a_head_on_a_later_page_says_nothing_anew() -> None:
    head = [
        ["TT", "Dự án", "Kế hoạch vốn năm 2023 đã giao", "Sau điều chỉnh"],
        ["1", "Đường vành đai", "300", "250"],
    ]
    cut = [
        ["TT", "Dự án", "Kế hoạch vốn năm 2023", "Sau điều"],
        ["2", "Cầu Bến Tuần", "200", "250"],
        ["", "Cộng", "500", "500"],
    ]
    document = document_of(head, cut)
    found = document.facts.mentions
    assert told_sums(document) == ["500 = 300 + 200", "500 = 250 + 250"]
    assert {amount.column_heading for amount in found.amounts} == {"Kế hoạch vốn năm 2023 đã giao", "Sau điều chỉnh"}
    assert [date.text for date in found.dates] == ["năm 2023"]
