"""Funds of tables whose own headings state none: that of the list or heading they stand under, or of a sum that is their
whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipeline.link.funds.carried import NO_FUND
from pipeline.link.funds.over import fund_of_leads
from pipeline.link.funds.sources import fund_under
from pipeline.link.leads import Span
from pipeline.link.sums.tables import money_cells
from pipeline.link.told import Told, by, with_fund
from pipeline.records import Amount, SumRelation, Table, TableCell

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
    told = list(amounts)
    for table, indices in held.items():
        named = {amounts[index].fund_rule for index in indices if amounts[index].fund}
        if named - {"fund.subject"}:
            continue
        fund = by(_of_whole(amounts, sums, frozenset(indices)), "fund.whole-of-table")
        if named and fund is None:
            # The subject is the last that may tell a table's fund.
            continue
        fund = (
            fund
            or by(fund_under(text, tables[table].end), "fund.under-table")
            or by(fund_of_leads(text, leads[indices[0]]), "fund.lead")
        )
        of_each = [(index, fund) for index in indices] if fund else _of_columns(amounts, indices, at)
        for index, one in of_each:
            if amounts[index].role not in _NO_FUND:
                told[index] = with_fund(amounts[index], one)
    return tuple(told)


def _of_whole(amounts: Sequence[Amount], sums: Sequence[SumRelation], table: frozenset[int]) -> str | None:
    """The fund of a sum outside a table that its figures come to."""
    funds = {
        fund
        for relation in sums
        if relation.kind == "full" and relation.total not in table and table.issuperset(relation.parts)
        if (fund := amounts[relation.total].fund)
    }
    return funds.pop() if len(funds) == 1 else None


def _of_columns(
    amounts: Sequence[Amount], indices: Sequence[int], at: Mapping[int, TableCell]
) -> Iterator[tuple[int, Told[str]]]:
    """The amounts of a column whose total one sum of running text tells again with its fund: 'IV. Kinh phí: 90 triệu đồng từ ...'."""
    totals = {index: amounts[index].vnd for index in indices if amounts[index].role_rule == "role.total-row"}
    if not totals:
        return
    told = defaultdict(set)
    for amount in amounts:
        if amount.start not in at and amount.role != "words" and amount.vnd in totals.values():
            told[amount.vnd].add(amount.fund)
    for total, vnd in totals.items():
        fund = told[vnd].pop() if len(told[vnd]) == 1 else None
        column = at[amounts[total].start].column
        if fund:
            yield from (
                (index, Told(fund, "fund.whole-of-table"))
                for index in indices
                if at[amounts[index].start].column == column
            )
