"""A sum of the text that several tables break down, a total each: 'tổng số 640 triệu đồng (chi tiết tại Biểu số 01, 02)'."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.link.sums.relations import addable, added, may_be_added, relation_of, worth
from pipeline.link.sums.tables import money_cells
from pipeline.records import Amount, SumRelation, TableCell

_NEAR = 600
"""Characters from a sum to a table of two rows."""


def find_annexes(
    amounts: Sequence[Amount], sums: Sequence[SumRelation], cells: Sequence[TableCell]
) -> Iterator[SumRelation]:
    """The sum of which no parts are told that comes to the totals of all tables after it, of which there are at least two.

    Nothing says that they must add up: only where they do are they its parts.
    """
    at = money_cells(cells)
    parts = {part for relation in sums for part in relation.parts}
    tops: dict[int, set[int]] = defaultdict(set)
    for relation in sums:
        cell = at.get(amounts[relation.total].start)
        if cell is not None and relation.kind == "full" and relation.total not in parts:
            tops[cell.table].add(relation.total)
    if len(tops) < 2 or any(len(totals) > 1 for totals in tops.values()):
        return
    told = [total for totals in tops.values() for total in totals]
    totals, whole = {relation.total for relation in sums}, added(amounts, told)
    for index, amount in enumerate(amounts[: min(told)]):
        free = index not in totals and index not in parts and amount.start not in at
        if free and addable(amount) and worth(amount) == whole:
            yield relation_of(amounts, index, sorted(told), rule="sum.annexes", kind="full")
            return


def find_led_tables(
    amounts: Sequence[Amount], sums: Sequence[SumRelation], cells: Sequence[TableCell]
) -> Iterator[SumRelation]:
    """The sum of the text, of which no parts are told, that comes to a column of a table after it without a total.

    'Phân bổ 3.960 triệu đồng cho các xã như sau:' over a table of the communes: only where they add up.
    """
    at = money_cells(cells)
    columns: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, amount in enumerate(amounts):
        if (cell := at.get(amount.start)) and may_be_added(amount):
            columns[cell.table, cell.column].append(index)
    told = {index for relation in sums for index in (relation.total, *relation.parts)}
    taken = {table for (table, _), held in columns.items() if not told.isdisjoint(held)}
    free: dict[tuple[Decimal, str], list[int]] = defaultdict(list)
    for index, amount in enumerate(amounts):
        if index not in told and amount.start not in at and addable(amount):
            free[worth(amount), amount.currency].append(index)
    for (table, _), parts in columns.items():
        first = amounts[parts[0]]
        alike = free.get((added(amounts, parts), first.currency), [])
        last = bisect_left(alike, parts[0]) - 1
        if len(parts) < 2 or table in taken or last < 0:
            continue
        if len(parts) > 2 or first.start - amounts[alike[last]].end <= _NEAR:
            yield relation_of(amounts, alike.pop(last), parts, rule="sum.annexes", kind="full")
