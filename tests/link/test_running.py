"""Which of the sums that one body adds up to later and later days includes which."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from conftest import calls_of

from pipeline.link.ledger.retellings import Telling
from pipeline.link.ledger.running import Running, held_by_later

TOLD = Telling(
    amount_id="", document_id="", day="2023-12-31", deciding=False, own=None, giver=None, act="disbursed", fund="tỉnh",
    fund_kind="province", place="45", province="45", programmes=frozenset({"ABC"}), purpose="cho vay von trong cay",
)  # fmt: skip


def _sum(month: int, vnd: int, *, number: int = 0, running: bool = True, **told: Any) -> Running:
    document = f"{month:02}.{number}"
    telling = replace(TOLD, amount_id=f"{document}.a0", document_id=document, vnd=vnd, **told)
    return Running(telling, f"2023-{month:02}-28", running)


def test_each_sum_is_held_by_the_latest() -> None:
    sums = [_sum(6, 3), _sum(3, 1), _sum(9, 7)]
    assert sorted(held_by_later(sums)) == [("03.0.a0", "09.0.a0", True), ("06.0.a0", "09.0.a0", True)]


def test_one_that_is_larger_is_held_by_the_latest_that_is_larger_still() -> None:
    assert list(held_by_later([_sum(3, 5), _sum(6, 9), _sum(9, 7)])) == [
        ("06.0.a0", "09.0.a0", False),
        ("03.0.a0", "09.0.a0", True),
    ]


@pytest.mark.parametrize(
    ("later", "holds"),
    [
        ({}, True),
        ({"purpose": "duoc cho vay von trong cay nam 2023"}, True),
        ({"fund": None}, False),
        ({"place": None}, False),
        ({"programmes": frozenset()}, False),
        ({"purpose": "cho vay trong cay an qua"}, False),
        ({"vnd": 1}, False),
        ({"vnd": 1, "running": False}, None),
        ({"fund": "trung ương", "fund_kind": "central"}, None),
        ({"place": "46", "province": "46"}, None),
        ({"programmes": frozenset({"DEG"})}, None),
        ({"purpose": "xay kho lanh"}, None),
        ({"project": "cau vi"}, None),
    ],
)
def test_what_a_later_sum_holds(later: dict[str, Any], holds: bool | None) -> None:
    found = list(held_by_later([_sum(3, 2), _sum(9, **{"vnd": 3} | later)]))
    assert found == ([] if holds is None else [("03.0.a0", "09.0.a0", holds)])


def test_sums_of_one_project_are_one_whatever_they_are_called() -> None:
    sums = [_sum(3, 2, project="cau vi", purpose="xay cau"), _sum(9, 3, project="cau vi", purpose="lam duong dan")]
    assert list(held_by_later(sums)) == [("03.0.a0", "09.0.a0", True)]


def test_among_many_others_the_one_that_holds_it_is_found() -> None:
    others = [_sum(9, 50, number=n, purpose=f"cho vay so{n}a so{n}b so{n}c so{n}d so{n}e") for n in range(1, 400)]
    found = list(held_by_later([*others, _sum(3, 2), _sum(6, 3, purpose="cho vay von trong cay an qua")]))
    assert ("03.0.a0", "06.0.a0", False) in found
    assert ("03.0.a0", "05.0.a0", True) in list(held_by_later([*others, _sum(3, 2), _sum(5, 3)]))


@pytest.mark.parametrize("project", [None, "cau vi"])
def test_an_offices_year_takes_calls_by_the_number_of_its_sums(project: str | None) -> None:
    def calls(size: int) -> int:
        sums = [
            _sum(n % 12 + 1, size - n, number=n, project=project, purpose=f"ho tro san xuat muc{n}x loai{n}y")
            for n in range(size)
        ]
        return calls_of(lambda: list(held_by_later(sums)))

    calls(10)
    once, twice = calls(400), calls(800)
    assert twice < 2.3 * once
