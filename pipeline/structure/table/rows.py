"""The rows of a table as a tree, by their ordinals ('A', 'I', '1', '1.1', 'a', '-')."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from pipeline.structure.alternatives import alternatives
from pipeline.structure.table.grid import Grid
from pipeline.structure.table.row import BESIDE_A_TOTAL, LOOSE, Row
from pipeline.structure.table.row_ranks import rank_loose
from pipeline.structure.table.words import opens_with, tells_untaxed, total_members, words_of_tables

_RANKS = (
    (0.0, re.compile(r"[A-HĐ]$")),
    (1.0, re.compile(r"[IVX]{1,5}$")),
    (2.0, re.compile(r"\d{1,3}$|[IVX]{1,5}\.\d{1,2}$")),
    (10.0, re.compile(r"[a-zđ]$|\d{1,2}[a-z]$")),
    (20.0, re.compile(r"[-–_*•]+$")),
    (21.0, re.compile(r"\++$")),
)
_SUBTOTAL_OF = re.compile(r"(?P<of>[A-HĐ]|[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})?)?\s*[:.]?$")


def rows_of(grid: Grid, filled: Callable[[int], bool]) -> list[Row]:
    """The body's rows in a tree; `filled` tells which hold a figure. Rows without words and figures are left out."""
    rows = [row for index in grid.body() if (row := _row(grid, index, filled(index))).label or row.filled]
    _mark_ends(rows)
    _close_places(rows)
    _open_untaxed(rows)
    _rank_of_one_owner(grid, rows)
    loose = [row for row in rows if row.rank == LOOSE and row.filled and not (row.closes or row.some or row.all)]
    if loose and not rank_loose(rows, loose):
        after = _after_the_total(rows)
        # Rows stand in their order, those after the total last.
        loose = [row for row in loose if not after or row.index < after[0].index]
        sure = bool(after) and (not loose or rank_loose(rows[: len(rows) - len(after)], loose))
        for row in after:
            row.rank = BESIDE_A_TOTAL
        for row in loose:
            row.unsure = not sure
    _plant(rows)
    return rows


def _row(grid: Grid, index: int, filled: bool) -> Row:
    ordinal, label = grid.ordinal(index), grid.label(index)
    row = Row(index, ordinal, label, _rank(ordinal), filled)
    named = label or ordinal
    if not ordinal or row.rank >= 20:
        row.total = total_members(named)
        row.block = _block(named)
    row.some = opens_with("some").match(label) is not None
    row.all = not row.some and (not ordinal or row.rank >= 20) and opens_with("all").match(label) is not None
    return row


def _rank(ordinal: str) -> float:
    for rank, pattern in _RANKS:
        if pattern.match(ordinal):
            return rank
    # '1.1' lies under '1', '1.1.1' under '1.1'.
    return 2.0 + ordinal.count(".") if re.match(r"[\dIVX]+\.", ordinal) else LOOSE


@cache
def _subtotal() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(words_of_tables('subtotals'))}(?!\w)\s*", re.IGNORECASE)


def _block(words: str) -> str | None:
    match = _subtotal().match(words)
    of = _SUBTOTAL_OF.match(words, match.end()) if match else None
    return (of["of"] or "") if of else None


def _mark_ends(rows: Sequence[Row]) -> None:
    """'TỔNG CHI NGÂN SÁCH' without an ordinal is a total where it opens or closes the table."""
    for row in (*rows[:1], *rows[-1:]):
        wide = re.match(r"(?:tổng|tổng cộng|tổng số)\s+(?:\S+\s*){1,6}$", row.label, re.IGNORECASE)
        if wide and row.filled and row.rank == LOOSE and len(rows) > 2 and any(r.rank < LOOSE for r in rows):
            row.total = row.total or ""


@cache
def _subtotal_of_a_place() -> re.Pattern[str]:
    places = alternatives((*words_of_tables("wider_places"), *words_of_tables("narrower_places")))
    return re.compile(rf"(?:tiểu\s+)?cộng\s+(?P<place>{places})\s+\w", re.IGNORECASE)


def _close_places(rows: Sequence[Row]) -> None:
    """'Cộng huyện A' closes the rows before it where all places that are added up are of one order and each follows some rows."""
    named = {at: found for at, row in enumerate(rows) if row.filled and (found := _of_a_place(row))}
    plain = [at for at, row in enumerate(rows) if row.block == "" and re.match(r"tiểu|cộng", row.label, re.IGNORECASE)]
    last = len(rows) - 1
    follow = all(at and rows[at - 1].filled and at - 1 not in named and not rows[at - 1].closes for at in named)
    if len(named) > 1 and len({found.lower() for found in named.values()}) == 1 and follow and not {*plain} - {last}:
        for at in named:
            rows[at].block = ""
        for at in plain:
            # 'Cộng' after them all is the grand total.
            rows[at].block = None


def _of_a_place(row: Row) -> str | None:
    found = _subtotal_of_a_place().match(row.label) if not row.ordinal else None
    return found["place"] if found else None


def _open_untaxed(rows: Sequence[Row]) -> None:
    """A price 'trước thuế' closes rows only where they stand over it and its tax and the total of both are all that follows."""
    untaxed = [at for at, row in enumerate(rows) if row.block == "" and tells_untaxed(row.label or row.ordinal)]
    for at in untaxed:
        after = next((row for row in rows[at + 1 :] if not opens_with("tax").match(row.label)), None)
        if len(untaxed) > 1 or after is None or not after.closes or sum(row.filled for row in rows[:at]) < 2:
            rows[at].block = None


def _rank_of_one_owner(grid: Grid, rows: Sequence[Row]) -> None:
    """A row that leaves its number and its owner empty stands beside the one over it: '2 | HTX Nấm | Nấm sò', ' | | Mộc nhĩ'."""
    owner = grid.label_column
    for above, row in pairwise(rows):
        if row.rank != LOOSE or row.closes or not row.label or above.rank >= 20 or grid.words(row.index, owner):
            continue
        at = next(at for at in range(grid.columns) if grid.words(row.index, at))
        beside = grid.words(above.index, at)
        if re.match(r"[^\W\d]", beside) and not opens_with("totals").match(beside) and re.match(r"[^\W\d]", row.label):
            row.rank = above.rank


def _after_the_total(rows: Sequence[Row]) -> list[Row]:
    """The rows without an ordinal that end a table after its total, not opened by 'Trong đó': 'Làm tròn', 'Đã cấp đợt 1'."""
    ends = max((at for at, row in enumerate(rows) if row.closes), default=len(rows))
    after = list(rows[ends + 1 :])
    closed = sum(row.filled for row in rows[:ends]) > 1
    return after if closed and all(row.rank == LOOSE and not (row.some or row.all) for row in after) else []


def _plant(rows: Sequence[Row]) -> None:
    """Give each row its parent."""
    path: list[Row] = []
    for row in rows:
        if row.closes:
            path = [row]
            continue
        if row.some or row.all:
            opened = next((at for at, above in enumerate(path) if above.some or above.all), len(path))
            if row.all or opened == len(path) - 1:
                path = path[:opened]
            if opened < len(path):
                # 'Trong đó' after a part of another one may be told of either.
                row.unsure, path = True, []
            if path:
                # Under a total only bullets and rows without an ordinal are opened by it.
                row.rank = 19.5 if path[-1].closes else path[-1].rank + 0.5
        while path and (path[-1].rank >= row.rank if not path[-1].closes else row.rank < 19.5):
            path.pop()
        if row.unsure:
            for above in path:
                above.unsure = True
        if path:
            row.parent = path[-1]
            path[-1].children.append(row)
        path.append(row)
