"""Of totals and parts one side is added up, whatever the sums look like."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from conftest import ROOT, as_document
from hypothesis import given
from hypothesis import strategies as st

from pipeline.link.ledger.added_up import added_up
from pipeline.link.ledger.counting import Counting, counting_of
from pipeline.records import Amount, Facts, Mentions, SumRelation


def _amount(index: int, vnd: int, role: str = "part", **told: object) -> Amount:
    return Amount(start=index, end=index + 1, text="", rule="", value=str(vnd), vnd=vnd, role=role, **told)  # type: ignore[arg-type]


def _sum(total: int, *parts: int, kind: str = "full") -> SumRelation:
    return SumRelation(0, 1, kind, total, parts, "", 0, True)  # type: ignore[arg-type]


def _facts(amounts: list[Amount], *sums: SumRelation) -> Facts:
    return Facts(Mentions(amounts=tuple(amounts)), sums)


def counting(facts: Facts) -> tuple[Counting, ...]:
    return counting_of(facts.mentions.amounts, facts.sums, {})


def test_funds_are_counted_by_the_parts_that_tell_them_and_years_by_the_total() -> None:
    facts = _facts(
        [_amount(0, 9, "planned", fiscal_year=2020), _amount(1, 5, fund="a"), _amount(2, 4, fund="b")], _sum(0, 1, 2)
    )
    counted = counting(facts)
    assert [c.by_year for c in counted] == [True, False, False]
    assert [c.by_fund for c in counted] == [False, True, True]
    assert {c.state for c in counted} == {"planned"}


def test_a_breakdown_that_is_not_whole_leaves_the_total_counted() -> None:
    facts = _facts([_amount(0, 9, "total"), _amount(1, 5, fund="a"), _amount(2, 4)], _sum(0, 1, 2))
    assert [c.by_fund for c in counting(facts)] == [True, False, False]


def test_totals_of_rows_and_of_columns_count_once() -> None:
    cells = [_amount(index, 1) for index in range(4)]
    totals = [_amount(4 + index, 2, "total", fiscal_year=2000 + index) for index in range(4)]
    facts = _facts([*cells, *totals], _sum(4, 0, 1), _sum(5, 2, 3), _sum(6, 0, 2), _sum(7, 1, 3))
    assert [c.by_year for c in counting(facts)] == [False] * 4 + [True, True, False, False]


def test_a_table_under_the_sum_that_it_breaks_down_counts_once_and_by_its_parts_where_these_tell_more() -> None:
    amounts = [
        _amount(0, 9, "allocated", fiscal_year=2022),
        *(
            _amount(1 + i, vnd, "allocated", fiscal_year=2022, place_code=code)
            for i, (vnd, code) in enumerate([(5, "468"), (4, "469")])
        ),
        _amount(3, 9, "total", fiscal_year=2022),
    ]
    counted = counting(_facts(amounts, _sum(3, 1, 2)))
    assert [c.by_year for c in counted] == [True, False, False, False]
    assert [c.by_place for c in counted] == [False, True, True, False]
    assert {c.state for c in counted} == {"allocated"}


def test_of_a_total_that_shares_a_part_the_others_count_too() -> None:
    amounts = [_amount(0, 1), _amount(1, 2), _amount(2, 4), _amount(3, 3, "spent"), _amount(4, 6, "spent")]
    counted = counting(_facts(amounts, _sum(3, 0, 1), _sum(4, 1, 2)))
    assert [c.by_year for c in counted] == [False, False, True, True, False]
    assert {c.state for c in counted} == {"spent"}


def test_a_total_of_totals_is_money_of_the_role_of_the_cells() -> None:
    cells = [_amount(index, 1, "planned", fiscal_year=2022) for index in range(4)]
    totals = [_amount(4 + index, vnd, "total", fiscal_year=2022) for index, vnd in enumerate((2, 2, 4))]
    counted = counting(_facts([*cells, *totals], _sum(6, 4, 5), _sum(4, 0, 1), _sum(5, 2, 3)))
    assert [c.by_year for c in counted] == [False] * 6 + [True]
    assert counted[6].state == "planned"


def test_a_total_of_parts_of_two_roles_only_sums_up() -> None:
    amounts = [_amount(0, 5, "spent"), _amount(1, 4, "planned"), _amount(2, 9, "total")]
    assert [c.state for c in counting(_facts(amounts, _sum(2, 0, 1)))] == ["spent", "planned", "total"]


@given(
    st.lists(st.lists(st.integers(1, 10**9), min_size=3, max_size=3), min_size=2, max_size=5),
    st.sampled_from(["part", "spent"]),
    st.booleans(),
)
def test_a_table_added_up_down_and_across_comes_to_its_grand_total(
    rows: list[list[int]], role: str, told: bool
) -> None:
    """Each cell is a part of two totals, its row's and its column's; the sum may be told in a sentence too."""
    grand = sum(map(sum, rows))
    vnds = (
        [vnd for row in rows for vnd in row]
        + [sum(row) for row in rows]
        + [sum(c) for c in zip(*rows, strict=True)]
        + [grand]
    )
    width, height = len(rows[0]), len(rows)
    cells, last = width * height, width * height + height + width
    amounts = [_amount(index, vnd, role if index < cells else "total") for index, vnd in enumerate(vnds)]
    sums = [_sum(cells + r, *range(width * r, width * r + width)) for r in range(height)]
    sums += [_sum(cells + height + c, *range(c, cells, width)) for c in range(width)]
    sums += [_sum(last, *range(cells, cells + height)), _sum(last, *range(cells + height, last))]
    if told:
        amounts.append(_amount(last + 1, grand, "total" if role == "part" else role))
    counted = counting(_facts(amounts, *sums))
    for by in ("by_year", "by_fund", "by_place"):
        assert sum(amount.vnd or 0 for amount, one in zip(amounts, counted, strict=True) if getattr(one, by)) == grand


@given(
    st.lists(
        st.tuples(st.sampled_from(["part", "total", "spent", "rate"]), st.sampled_from([None, "a", "b"])),
        min_size=1,
        max_size=9,
    ),
    st.lists(st.tuples(st.integers(0, 8), st.sets(st.integers(0, 8), min_size=1)), max_size=6),
)
def test_no_amount_is_counted_beside_its_own_total(
    told: list[tuple[str, str | None]], drawn: list[tuple[int, set[int]]]
) -> None:
    amounts = [_amount(index, 1, role, fund=fund) for index, (role, fund) in enumerate(told)]
    last = len(amounts)
    sums = [
        _sum(total, *kept)
        for total, parts in drawn
        if total < last and (kept := sorted(part for part in parts if part < last and part != total))
    ]
    counted = counting(_facts(amounts, *sums))
    for relation in sums:
        for part in relation.parts:
            if amounts[part].role in ("part", amounts[relation.total].role):
                assert not (counted[part].by_fund and counted[relation.total].by_fund)
                assert not (counted[part].by_year and counted[relation.total].by_year)


CASES = tomllib.loads((ROOT / "tests" / "cases" / "totals.toml").read_text(encoding="utf-8"))["case"]
HEADS = {
    "BC": "Số: 5/BC-UBND\nCam Lộ, ngày 10 tháng 4 năm 2019\n\nBÁO CÁO\nKết quả Chương trình OCOP\n\n",
    "QĐ": "Số: 5/QĐ-UBND\nQuảng Trị, ngày 10 tháng 4 năm 2019\n\nQUYẾT ĐỊNH\nVề việc hỗ trợ kinh phí Chương trình OCOP\n\n",
}


@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"][:60]) for case in CASES])
def test_what_a_text_adds_up(case: dict[str, Any]) -> None:
    document = as_document(HEADS[case.get("head", "BC")] + case["text"] + "\n")
    told = added_up(document.text.text, document.outline, document.facts)
    amounts = list(zip(document.facts.mentions.amounts, told, strict=True))
    if "counted" in case:
        assert [f"{a.text} | {one.state}" for a, one in amounts if one.by_year] == case["counted"]
    if "done" in case:
        assert [a.text for a, one in amounts if one.state in ("allocated", "spent", "disbursed")] == case["done"]
    if "places" in case:
        placed = [f"{a.text} | {one.state} | {a.place_code}" for a, one in amounts if one.by_place]
        assert placed == case["places"]
