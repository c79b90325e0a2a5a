"""A sum of the text that several tables break down, a total each: 'tổng số 640 triệu đồng (chi tiết tại Biểu số 01, 02)'."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.link.relations import addable, relation_of, worth
from pipeline.records import Amount, SumRelation, TableCell


def find_annexes(
    amounts: Sequence[Amount], sums: Sequence[SumRelation], cells: Sequence[TableCell]
) -> Iterator[SumRelation]:
    """The sum of which no parts are told that comes to the totals of all tables after it, of which there are at least two.

    Nothing says that they must add up: only where they do are they its parts.
    """
    tables = {cell.start: cell.table for cell in cells if cell.currency and not cell.is_head}
    parts = {part for relation in sums for part in relation.parts}
    tops: dict[int, set[int]] = defaultdict(set)
    for relation in sums:
        at = tables.get(amounts[relation.total].start)
        if at is not None and relation.kind == "full" and relation.total not in parts:
            tops[at].add(relation.total)
    if len(tops) < 2 or any(len(totals) > 1 for totals in tops.values()):
        return
    told = [total for totals in tops.values() for total in totals]
    totals = {relation.total for relation in sums}
    for index, amount in enumerate(amounts[: min(told)]):
        free = index not in totals and index not in parts and amount.start not in tables
        if free and addable(amount) and worth(amount) == sum(worth(amounts[total]) for total in told):
            yield relation_of(amounts, index, sorted(told), rule="sum.annexes", kind="full")
            return
