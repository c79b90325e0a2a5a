"""Of totals and parts one side is added up, whatever the sums look like."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.link.counting import counting
from pipeline.records import Amount, Facts, Mentions, SumRelation


def _amount(index: int, vnd: int, role: str = "part", **told: object) -> Amount:
    return Amount(start=index, end=index + 1, text="", rule="", value=str(vnd), vnd=vnd, role=role, **told)  # type: ignore[arg-type]


def _sum(total: int, *parts: int, kind: str = "full") -> SumRelation:
    return SumRelation(0, 1, kind, total, parts, "", 0, True)  # type: ignore[arg-type]


def _facts(amounts: list[Amount], *sums: SumRelation) -> Facts:
    return Facts(Mentions(amounts=tuple(amounts)), sums)


def test_funds_are_counted_by_the_parts_that_tell_them_and_years_by_the_total() -> None:
    facts = _facts([_amount(0, 9, "planned", fiscal_year=2020), _amount(1, 5, fund="a"), _amount(2, 4, fund="b")], _sum(0, 1, 2))
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


@given(
    st.lists(st.tuples(st.sampled_from(["part", "total", "spent", "rate"]), st.sampled_from([None, "a", "b"])), min_size=1, max_size=9),
    st.lists(st.tuples(st.integers(0, 8), st.sets(st.integers(0, 8), min_size=1)), max_size=6),
)
def test_no_amount_is_counted_beside_its_own_total(told: list[tuple[str, str | None]], drawn: list[tuple[int, set[int]]]) -> None:
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
