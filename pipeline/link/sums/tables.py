"""Totals of tables: down the columns and across the rows; amounts in cells in, `SumRelation` out.

Down, `structure.rows` says which rows a row holds. Across, `link.columns` says which columns a column holds,
from merged headings, 'Tổng số' and the formulas printed in the head ('3=4+5').
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.extract.amounts.in_cells import TIMES
from pipeline.extract.tables.cells import is_nothing
from pipeline.extract.tables.columns import column_class
from pipeline.link.funds.cells import fund_named
from pipeline.link.heading_words import role_of
from pipeline.link.sums.column_kinds import ColumnSum, is_total, view_of
from pipeline.link.sums.columns import column_sums
from pipeline.link.sums.relations import may_be_added, relation_of, worth
from pipeline.records import Amount, AmountRole, SumKind, SumRelation, Table, TableCell, Untold
from pipeline.structure.table.grid import Grid
from pipeline.structure.table.row import Row
from pipeline.structure.table.row_sums import row_sums
from pipeline.structure.table.rows import rows_of
from pipeline.structure.table.words import opens_with

_STATES: frozenset[AmountRole | None] = frozenset(("planned", "allocated", "spent", "disbursed", "requested"))
_ENOUGH_ROWS = 3
_FOR_EACH_SLIP = 3
"""How many rows add up for each that does not where the figures show that columns are parts."""
_NOT_ADDED = ("price", "percent", "code")
_SIDE = re.compile(r"(?:(?:nội dung|phần|các khoản|khoản|chỉ tiêu)\s+)?(?:chi|thu)$", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:[IVX]+|\d+|[A-ZĐ])[.)]\s*")
_LEVEL_OF_BUDGET = re.compile(r"(?<!\w)(?:tỉnh|thành phố|huyện|quận|xã|phường|cấp [IV123]{1,3})(?!\w)", re.IGNORECASE)
_FROM_LEVEL = re.compile(
    r"bổ sung\s[^;]{0,40}?(?:ngân sách|NS)\s(?:cấp\s)?(?:trên|dưới)(?!\w)|bổ sung (?:giữa|cho) các cấp", re.IGNORECASE
)
Place = tuple[int, int]


def money_cells(cells: Sequence[TableCell]) -> dict[int, TableCell]:
    """The cells of money below the heads of tables, by where each begins, as the amount in it does."""
    return {cell.start: cell for cell in cells if cell.currency and not cell.is_head}


def in_words_beside(amounts: Sequence[Amount], cells: Sequence[TableCell]) -> Iterator[tuple[int, TableCell]]:
    """The amounts, by index, in the words of cells whose rows tell money in other cells, each with its cell."""
    rows = {(cell.table, cell.row) for cell in cells if cell.currency and not cell.is_head}
    starts = [amount.start for amount in amounts]
    for cell in cells:
        if cell.is_head or cell.currency or (cell.table, cell.row) not in rows:
            continue
        yield from ((index, cell) for index in range(bisect_left(starts, cell.start), bisect_left(starts, cell.end)))


@dataclass(frozen=True)
class MoneyTable:
    """A table with the amounts in its cells, by row and column (indices into the amounts)."""

    grid: Grid
    places: dict[Place, int]
    filled: frozenset[int] = frozenset()
    """The rows with a figure in any currency."""
    rates: frozenset[int] = frozenset()
    """The columns of what is paid for one of something: 'Giá tối thiểu (USD/chiếc)'."""

    @property
    def columns(self) -> list[int]:
        """The columns with money that may be added up."""
        held = sorted({column for _, column in self.places} - self.rates)
        return [column for column in held if column_class(self.grid.path(column)) not in _NOT_ADDED]

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of the body as a tree."""
        money = set(self.columns)
        held = {row for row, column in self.places if column in money}
        return rows_of(self.grid, (held or self.filled).__contains__)

    @cached_property
    def _by_index(self) -> dict[int, Row]:
        return {row.index: row for row in self.rows}

    def over(self, row: int) -> Iterator[str]:
        """The labels of the rows that a row lies under, nearest first, then of the one total of all."""
        at = self._by_index.get(row)
        while at is not None and (at := at.parent) is not None:
            if not at.closes:
                yield at.label
        if self._total is not None:
            yield self._total

    def whole_of(self, column: int) -> tuple[str, ...]:
        """What heads the column that 'Trong đó' over this one parts: 'Kế hoạch 2019'; () where none does."""
        for cell in self.grid.path_cells(column):
            words = self.grid.words(cell.row, cell.column)
            if opens_with("some").match(words) or opens_with("all").match(words):
                return self.grid.path(cell.column - 1)
        return ()

    def beside(self, row: int, column: int) -> str | None:
        """What names a cell in the right half of a table of two sides, 'Nội dung thu | Quyết toán | Nội dung chi | Quyết toán'."""
        at = next((at for at in self._sides if at < column), None)
        return None if at is None else _ORDINAL.sub("", self.grid.words(row, at))

    @cached_property
    def _sides(self) -> list[int]:
        """The columns that name the rows of a side after the first, the last one first."""
        columns = range(self.grid.columns - 1, self.grid.label_column + 1, -1)
        money = {column for _, column in self.places}
        return [
            at
            for at in columns
            if at not in money
            and (path := self.grid.path(at))
            and _SIDE.match(path[-1])
            and any(self.grid.label_column < column < at for column in money)
        ]

    @cached_property
    def _total(self) -> str | None:
        totals = [row.label for row in self.rows if row.closes]
        return totals[0] if len(totals) == 1 else None

    def clear(self, row: int, column: int) -> bool:
        """Whether a cell says how much it adds: an amount, or nothing."""
        return (row, column) in self.places or is_nothing(self.grid.words(row, column))


def money_tables(
    text: str, tables: Sequence[Table], cells: Sequence[TableCell], amounts: Sequence[Amount]
) -> list[MoneyTable]:
    """Every table with the amounts that fill its cells."""
    spans = {(amount.start, amount.end): index for index, amount in enumerate(amounts) if may_be_added(amount)}
    places: list[dict[Place, int]] = [{} for _ in tables]
    filled: list[set[int]] = [set() for _ in tables]
    for cell in cells:
        if cell.currency and cell.number and not cell.is_head:
            filled[cell.table].add(cell.row)
        if (index := spans.get((cell.start, cell.end))) is not None and not cell.is_head:
            places[cell.table][cell.row, cell.column] = index
    grids = (Grid(text, table) for table in tables)
    return [
        MoneyTable(grid, held, frozenset(rows), _rates(held, amounts))
        for grid, held, rows in zip(grids, places, filled, strict=True)
    ]


def _rates(places: dict[Place, int], amounts: Sequence[Amount]) -> frozenset[int]:
    """The columns whose figures are all per one of something that is no time."""
    sums = {column for (_, column), index in places.items() if amounts[index].per in (None, *TIMES)}
    return frozenset({column for _, column in places} - sums)


def find_table_sums(tables: Sequence[MoneyTable], amounts: Sequence[Amount]) -> Iterator[SumRelation | Untold]:
    """Every total of the tables; untold where not all parts are figures of money."""
    for table in tables:
        if table.places:
            yield from _down(table, amounts)
            yield from _across(table, amounts)


def _down(table: MoneyTable, amounts: Sequence[Amount]) -> Iterator[SumRelation | Untold]:
    money = table.columns
    prices = sorted({column for _, column in table.places}.difference(money))
    for found in row_sums(table.rows):
        for column in prices:
            # 'Mức thưởng' of each over 'Cộng': only where they come to it.
            places = [(row, column) for row in found.parts]
            told = list(_relation(table, amounts, (found.total, column), places, found.kind, "sum.column"))
            yield from (
                one for one in told if isinstance(one, SumRelation) and len(one.parts) > 1 and not one.difference
            )
        roles = {role_of((table.grid.label(row),)) for row in found.parts}
        if len(roles & _STATES) > 1:
            # Rows 'Kế hoạch', 'Giải ngân' tell one sum in two states.
            continue
        for column in money:
            places = [(row, column) for row in found.parts]
            yield from _relation(table, amounts, (found.total, column), places, found.kind, "sum.column")


def _across(table: MoneyTable, amounts: Sequence[Amount]) -> Iterator[SumRelation | Untold]:
    for found in column_sums(table.grid, table.columns):
        told = _in_rows(table, amounts, found)
        if found.farther:
            tried = [told, *(_in_rows(table, amounts, replace(found, total=whole)) for whole in found.farther)]
            told = _of_the_nearest(tried, amounts)
        if found.first and _adds_up_mostly(fewer := _in_rows(table, amounts, found.nearest(found.first))):
            # 'Kế hoạch vốn | Vốn đầu tư | Vốn sự nghiệp | NTM'
            told = fewer
        if found.beside and _wrong(told) >= _ENOUGH_ROWS:
            # 'Tổng kinh phí | Ngân sách | Đối ứng | Cấp năm 2018': the last is no part.
            nearer = (_in_rows(table, amounts, found.nearest(parts)) for parts in range(len(found.parts) - 1, 1, -1))
            told = next(filter(_agree, nearer), told)
        if _handed_down(table.grid, found):
            over = [one for one in told if isinstance(one, SumRelation) and one.difference < 0]
            told = [*(one for one in told if one not in over), *_unclear(over, amounts)]
        if found.agreeing or _may_tell_others(table.grid, found):
            told = _by_figures(told, amounts, fewest=2 if found.agreeing else 1)
        yield from told


def _of_the_nearest(
    tried: Sequence[list[SumRelation | Untold]], amounts: Sequence[Amount]
) -> list[SumRelation | Untold]:
    """What the nearest column tells that its parts add up to in most rows, else the nearest that can hold them in all.

    Where none can, the rows are untold that exceed the one that holds most of them.
    """
    exact = (told for told in tried if _adds_up_mostly(told))
    told = next(exact, None) or min(tried, key=_wrong)
    return told if _adds_up_mostly(told) or not _wrong(told) else list(_unclear(told, amounts))


def _adds_up_mostly(told: Sequence[SumRelation | Untold]) -> bool:
    sums = [one for one in told if isinstance(one, SumRelation)]
    exact = sum(len(one.parts) > 1 and not one.difference for one in sums)
    return exact > 1 and 2 * exact > len(sums)


def _by_figures(
    told: Sequence[SumRelation | Untold], amounts: Sequence[Amount], fewest: int
) -> list[SumRelation | Untold]:
    """What rows tell of columns that no word calls the parts of another: nothing where none of the rows adds up.

    Where nearly all do, the columns are its parts, and a row that does not add up is wrong; where some do, it is untold.
    """
    sums = [one for one in told if isinstance(one, SumRelation)]
    right = sum(one.holds if one.kind == "full" else not one.difference for one in sums)
    wrong = _wrong(told)
    if len(sums) >= fewest and right >= _FOR_EACH_SLIP * wrong:
        return list(told)
    return list(_unclear(told, amounts)) if right else []


def _unclear(told: Sequence[SumRelation | Untold], amounts: Sequence[Amount]) -> Iterator[Untold]:
    """The totals of the rows that do not add up."""
    totals = (amounts[one.total] for one in told if isinstance(one, SumRelation) and not one.holds)
    return (Untold("sum", total.start, total.end, "figures-decide") for total in totals)


def _in_rows(table: MoneyTable, amounts: Sequence[Amount], found: ColumnSum) -> list[SumRelation | Untold]:
    return [
        relation
        for row in table.grid.body()
        if not any((row, column) in table.places for column in found.unless)
        for relation in _relation(
            table, amounts, (row, found.total), [(row, column) for column in found.parts], found.kind, found.rule
        )
    ]


def _may_tell_others(grid: Grid, found: ColumnSum) -> bool:
    """Whether columns beside a sum are its parts only where they add up: money used or given, under one head, or years of what costs it.

    'Tổng dự toán | Đã giải ngân {Quý I, Quý II}', 'Tổng mức đầu tư | Vốn cấp đến 2010 {NSTW, NST}', 'Tổng mức đầu tư | Năm 2022 | Năm 2023'.
    """
    if not found.beside:
        return False
    total, *parts = (grid.path(column) for column in (found.total, *found.parts))
    over = {path[:-1] for path in parts}
    head = next(iter(over)) if len(over) == 1 and total[:-1] not in over else ()
    if head and role_of(head) in ("spent", "disbursed") and role_of(total) is None:
        return True
    return not is_total(total[-1]) and (
        all(view_of(path[-1]) == "year" for path in parts) or (bool(head) and not fund_named(head[-1]))
    )


def _handed_down(grid: Grid, found: ColumnSum) -> bool:
    """Whether levels of the budget stand side by side that hand each other money, which their total may leave out."""
    levels = all(_LEVEL_OF_BUDGET.search(grid.path(column)[-1]) for column in found.parts)
    return levels and any(_FROM_LEVEL.search(grid.label(row)) for row in grid.body())


def _agree(told: Sequence[SumRelation | Untold]) -> bool:
    """Whether two rows or more add up, and none does not."""
    sums = [one for one in told if isinstance(one, SumRelation)]
    return len(sums) > 1 and all(one.holds for one in sums)


def _wrong(told: Sequence[SumRelation | Untold]) -> int:
    """How many rows do not add up: where they are many, the headings are taken wrongly."""
    return sum(isinstance(one, SumRelation) and not one.holds for one in told)


def _relation(
    table: MoneyTable, amounts: Sequence[Amount], total: Place, places: Sequence[Place], kind: SumKind, rule: str
) -> Iterator[SumRelation | Untold]:
    """The relation of a total and the cells of its parts, untold where a cell can't be read; none of too few cells."""
    parts = [table.places[place] for place in places if place in table.places]
    if total not in table.places or not parts:
        return
    whole = amounts[table.places[total]]
    if not all(table.clear(*place) for place in places):
        yield Untold("sum", whole.start, whole.end, "unreadable")
        return
    # One figure beside blank cells and dashes is the total said again; a printed 0 is a part.
    blank = [at for at in places if at not in table.places and not any(map(str.isdigit, table.grid.words(*at)))]
    if blank and len(parts) == 1 and (kind == "full" or worth(amounts[parts[0]]) == worth(whole)):
        return
    if all(may_be_added(amounts[part], whole) for part in parts):
        yield relation_of(amounts, table.places[total], parts, rule=rule, kind=kind)
