"""Which rows of a table must add up to which.

This follows from ordinals and words alone ('Tổng cộng (I+II)', 'Cộng mục I', 'Trong đó'); where a table does not say it,
nothing is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.records import SumKind
from pipeline.structure.alternatives import alternatives
from pipeline.structure.table.row import DETAIL, Row
from pipeline.structure.table.words import stands_aside, tells_untaxed, words_of_tables

_MOST_TOTALS = 200
"""A table with more is no budget; keeps hostile tables linear."""


@dataclass(frozen=True, slots=True)
class RowSum:
    """A row that holds others: 'full' ones must add up to it, 'partial' ones may not exceed it."""

    total: int
    parts: tuple[int, ...]
    kind: SumKind


def row_sums(rows: Sequence[Row]) -> Iterator[RowSum]:
    """Every row that holds others, and which."""
    detailed = {row.rank for row in rows if len(_inside(row)) > 1}
    for row in rows:
        if row.filled and not (row.some or row.all):
            # A group of one row is whole where the table details the groups of its order.
            yield from _under(row, least=1 if row.rank <= 1 and row.rank in detailed else 2)
    yield from _closing(rows)


def _inside(row: Row) -> list[Row]:
    return [child for child in row.children if not (child.some or child.all)]


def _under(row: Row, least: int) -> Iterator[RowSum]:
    """The rows right under a row: all its parts, or some where 'Trong đó' opens them."""
    opened = [child for child in row.children if child.some or child.all]
    for opener in opened:
        members = [*([opener] if opener.filled else []), *opener.children]
        if members and _addable(members):
            kind: SumKind = "full" if opener.all and not opener.filled and len(members) > 1 else "partial"
            yield RowSum(row.index, tuple(member.index for member in members), kind)
    members = [] if _leaves_out(row) else _spread(_inside(row))
    if not row.closes and not row.unsure and len(members) >= least and _addable(members):
        some = _ends_some().search(row.label)
        # What '1', '2' detail without ordinals or bullets need not be all.
        some_details = row.rank > 1 and all(member.rank == DETAIL for member in members)
        kind = "partial" if some or some_details else "full"
        yield RowSum(row.index, tuple(member.index for member in members), kind)


@cache
def _ends_some() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(words_of_tables('some'))}\s*:?$", re.IGNORECASE)


def _spread(rows: Sequence[Row]) -> list[Row]:
    """Rows, those without a figure replaced by what lies under them."""
    found: list[Row] = []
    for row in rows:
        found += [row] if row.filled or not _inside(row) else _spread(_inside(row))
    return found


def _addable(rows: Sequence[Row]) -> bool:
    return not any(stands_aside(row.label) or _leaves_out(row) for row in rows)


def _leaves_out(row: Row) -> bool:
    """'Tổng thu không kể tiền sử dụng đất': a total of some rows only."""
    return re.match(r"tổng", row.label, re.IGNORECASE) is not None and any(
        words in row.label.lower() for words in words_of_tables("without")
    )


def _closing(rows: Sequence[Row]) -> Iterator[RowSum]:
    """What 'Tổng cộng' and 'Cộng' hold: what they name, the block that they close, or all."""
    closing = [row for row in rows if row.closes and row.filled]
    if any(row.unsure for row in rows):
        closing = [row for row in closing if row.total]
    if len(closing) > _MOST_TOTALS:
        return
    for row in closing:
        named = _named(rows, row)
        if named is not None:
            if len(named) > 1 and _addable(named):
                yield RowSum(row.index, tuple(member.index for member in named), "full")
            continue
        members = _spread(_members(rows, row, closing))
        if len(members) > 1 and _addable(members):
            yield RowSum(row.index, tuple(member.index for member in members), "full")


def _named(rows: Sequence[Row], total: Row) -> list[Row] | None:
    """The rows that a total names; [] where they cannot be told, None where it names none."""
    if total.block:
        heads = [row for row in rows if row.index < total.index and row.ordinal == total.block and not row.closes]
        return _spread(_inside(heads[-1])) if heads else []
    if not total.total:
        return None
    names = [name.strip(" ()") for name in re.split(r"\s*\+\s*", total.total)]
    if len(names) < 2:
        # '(làm tròn)', '(triệu đồng)' name nothing.
        return None if not re.search(r"[+…]|\.\.", total.total) else []
    found = []
    for name in names:
        same = [row for row in rows if row.ordinal == name and row.filled and not row.closes]
        # Of 'I' without a figure 'Cộng I' stands for it.
        same = same or [row for row in rows if row.block == name and row.filled]
        if len(same) != 1:
            return []
        found.append(same[0])
    return found


def _members(rows: Sequence[Row], total: Row, closing: Sequence[Row]) -> list[Row]:
    """The rows of the highest order that a total holds, blocks that are closed by one of their own as that one."""
    roots = [row for row in rows if row.parent is None or row.parent.closes]
    roots = [row for row in roots if not (row.closes or row.some or row.all)]
    blocks = [row for row in closing if row.block == "" and not _is_grand(row)]
    if len(closing) == 1:
        # 'Làm tròn', 'Đã cấp đợt 1', 'Còn thiếu' follow a total that closes.
        closed = [row for row in roots if row.index < total.index]
        return closed if any(row.filled or _inside(row) for row in closed) else roots
    if total in blocks:
        before = [row.index for row in closing if row.index < total.index]
        heads = [row.index for row in rows if not (row.filled or row.some or row.all) and row.index < total.index]
        return _tops(rows, max([-1, *before, *(heads if len(blocks) > 1 else [])]), total.index)
    if blocks:
        return [*blocks, *(row for row in roots if blocks[-1].index < row.index < total.index)]
    # A total may open the table as well as close it.
    others = [row for row in closing if row is not total and not row.total and not row.block]
    ends = {rows[0].index, rows[-1].index}
    return roots if not others or (len(others) == 1 and ends == {total.index, others[0].index}) else []


def _is_grand(row: Row) -> bool:
    words = row.label or row.ordinal
    return not tells_untaxed(words) and re.match(r"cộng(?!\s+chung)|tiểu", words, re.IGNORECASE) is None


def _tops(rows: Sequence[Row], start: int, end: int) -> list[Row]:
    """The rows of the highest order between two rows."""
    inside = [row for row in rows if start < row.index < end and not row.closes and not (row.some or row.all)]
    within = {row.index for row in inside}
    return [row for row in inside if row.parent is None or row.parent.index not in within]
