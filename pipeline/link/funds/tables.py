"""Funds of tables whose own headings state none: that of the list or heading they stand under, or of a sum that is their
whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from typing import TypeVar

from pipeline.link.funds.carried import NO_FUND
from pipeline.link.funds.over import fund_of_leads
from pipeline.link.funds.sources import fund_under
from pipeline.link.leads import Span
from pipeline.link.sums.tables import money_cells
from pipeline.link.told import Told, by, with_fund
from pipeline.records import Amount, SumRelation, Table, TableCell

_Value = TypeVar("_Value")
_NO_FUND = NO_FUND | {"stated"}


def with_funds_of_tables(
    text: str,
    amounts: Sequence[Amount],
    sums: Sequence[SumRelation],
    cells: Sequence[TableCell],
    leads: Sequence[Sequence[Span]],
    tables: Sequence[Table],
) -> tuple[Amount, ...]:
    """The amounts, those of tables without any fund with the one that tells of all of them."""
    at = money_cells(cells)
    held: dict[int, list[int]] = defaultdict(list)
    for index, amount in enumerate(amounts):
        if cell := at.get(amount.start):
            held[cell.table].append(index)
    wholes, in_text = _funds_of_wholes(amounts, sums, at), _funds_in_text(amounts, at)
    told = list(amounts)
    for table, indices in held.items():
        named = {amounts[index].fund_rule for index in indices if amounts[index].fund}
        if named - {"fund.subject"}:
            continue
        fund = by(_only(wholes.get(table, ())), "fund.whole-of-table")
        if named and fund is None:
            # The subject is the last that may tell a table's fund.
            continue
        fund = (
            fund
            or by(fund_under(text, tables[table].end), "fund.under-table")
            or by(fund_of_leads(text, leads[indices[0]]), "fund.lead")
        )
        of_each = [(index, fund) for index in indices] if fund else _of_columns(amounts, indices, at, in_text)
        for index, one in of_each:
            if amounts[index].role not in _NO_FUND:
                told[index] = with_fund(amounts[index], one)
    return tuple(told)


def _funds_of_wholes(
    amounts: Sequence[Amount], sums: Sequence[SumRelation], at: Mapping[int, TableCell]
) -> Mapping[int, Set[str]]:
    """The funds of the sums outside a table that its figures come to, by table."""

    def table_of(index: int) -> int | None:
        cell = at.get(amounts[index].start)
        return cell.table if cell else None

    found = defaultdict[int, set[str]](set)
    for relation in sums:
        fund = amounts[relation.total].fund
        table = _only({*map(table_of, relation.parts)}) if relation.kind == "full" and fund else None
        if fund and table is not None and table_of(relation.total) != table:
            found[table].add(fund)
    return found


def _only(values: Collection[_Value]) -> _Value | None:
    """The one of some values; None where there are more, or none."""
    return next(iter(values)) if len(values) == 1 else None


def _funds_in_text(amounts: Sequence[Amount], at: Mapping[int, TableCell]) -> Mapping[int, Set[str | None]]:
    """The funds that running text tells of each value."""
    told = defaultdict[int, set[str | None]](set)
    for amount in amounts:
        if amount.vnd is not None and amount.start not in at and amount.role != "words":
            told[amount.vnd].add(amount.fund)
    return told


def _of_columns(
    amounts: Sequence[Amount],
    indices: Sequence[int],
    at: Mapping[int, TableCell],
    in_text: Mapping[int, Set[str | None]],
) -> Iterator[tuple[int, Told[str]]]:
    """The amounts of a column whose total one sum of running text tells again with its fund: 'IV. Kinh phí: 90 triệu đồng từ ...'."""
    for total in indices:
        vnd = amounts[total].vnd
        if vnd is None or amounts[total].role_rule != "role.total-row":
            continue
        fund = _only(in_text.get(vnd, ()))
        column = at[amounts[total].start].column
        if fund:
            yield from (
                (index, Told(fund, "fund.whole-of-table"))
                for index in indices
                if at[amounts[index].start].column == column
            )
