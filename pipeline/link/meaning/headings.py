"""What amounts in tables are for, by the headings of their column and row: role, fund, fiscal year.

A row 'Tổng cộng' is 'total' whatever its column's state, so that adding up the rows of a state counts nothing
twice; the state stays in its `column_heading`. A row with rows under it is one too (`finder.with_totals`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from pipeline.extract.tables.columns import column_class, is_norm
from pipeline.link.cues import kind_of
from pipeline.link.funds.cells import BUDGETS, column_fund, fund_named, fund_of_cell, parts_a_budget
from pipeline.link.heading_words import SINCE_THE_START, opens, role_of
from pipeline.link.meaning.row_heads import RowHead, row_heads
from pipeline.link.meaning.titles import PERIOD, Title, title_over
from pipeline.link.told import Role, Told, by, with_meaning, year_of
from pipeline.records import Amount, AmountRole, Table, TableCell
from pipeline.structure.table.grid import LEVELS
from pipeline.structure.table.words import stands_aside, total_members

_YEAR = re.compile(
    r"(?:(?<![\d/.-])|(?<=\bT\d/)|(?<=\bT\d\d/)|(?<=\d/\d/)|(?<=\d/\d\d/)|(?<=tháng \d/)|(?<=tháng \d\d/)|(?<=[IVX]/))"
    r"(?P<year>(?:19|20)\d\d)(?![\d/.])",
    re.IGNORECASE,
)
_YEAR_OF_ROW = re.compile(r"(?:năm\s+)?((?:19|20)\d\d)$", re.IGNORECASE)
_YEAR_AT_END = re.compile(r"năm\s+((?:19|20)\d\d)$", re.IGNORECASE)
_DATES_A_PAPER = re.compile(r"(?<!\w)(?:QĐ|NQ|TB|CV|quyết định|nghị quyết|văn bản|công văn)(?!\w)", re.IGNORECASE)
_EACH = re.compile(r"bình quân\s*(?:đầu\s+)?(?:trên\s+|/\s*)?người|/\s?người(?!\w)", re.IGNORECASE)
_PRICE = re.compile(r"giá(?!\w)(?! trị)", re.IGNORECASE)
_COMPARED = re.compile(r"(?:so sánh|chênh lệch|tăng(?! thu)|giảm(?! nghèo)|so với)(?!\w)", re.IGNORECASE)
_TOTAL_OF = re.compile(r"tổng (?!mức|dự toán)", re.IGNORECASE)
_DONE = re.compile(r"(?:số\s+)?(?:kinh phí|vốn)\s+thực hiện(?!\w)", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_OWN_MONEY = re.compile(r"(?:tổng\s)?(?:kinh phí|vốn|nhu cầu vốn)(?:\sthực hiện)?(?:\s*\([^()]*\))?$", re.IGNORECASE)
_WHOLE = re.compile(r"tổng(?!\s+(?:hợp|thể))|cộng(?!\w)", re.IGNORECASE)
_COUNTS_DONE = re.compile(r"(?:(?:tổng\s)?số\s)?(?:lượt|ca|buổi|cuộc|đợt|chuyến|vụ|lớp)(?!\w)", re.IGNORECASE)
"""'Lượt khám 2016', not the households or the land by which money is given out."""
_TO_COME = ("price", "rate", "planned", "allocated", "requested")
_SEVERAL = Told(0, "year.column")
"""Told of a cell of several years, which has none, whatever year is told farther off."""
OTHERS = ("counterpart", "people", "enterprise", "credit")
"""Kinds of fund that those add who are given money."""


class RowsOver(Protocol):
    """A table that knows which rows lie over a row."""

    def over(self, row: int) -> Iterator[str]:
        """Their labels, nearest first."""

    def whole_of(self, column: int) -> tuple[str, ...]:
        """What heads the column that 'Trong đó' over this one parts."""

    def beside(self, row: int, column: int) -> str | None:
        """What names a cell in the right half of a table of two sides; None of any other."""


def by_headings(
    text: str,
    amounts: Sequence[Amount],
    cells: Sequence[TableCell],
    tables: Sequence[Table],
    rows: Sequence[RowsOver],
    *,
    plans: bool,
    subject: str,
) -> tuple[Amount, ...]:
    """The amounts, those in tables with what their headings tell; `plans` whether the document is a plan, of some `subject`."""
    body = {cell.start: cell for cell in cells if cell.text and not cell.is_head}
    headed = {(cell.table, cell.header) for cell in cells if cell.currency and cell.header}
    funds = {(table, fund) for table, header in headed if (fund := column_fund(tuple(header.split(LEVELS))))}
    kinds = {(table, kind_of(fund)) for table, fund in funds}
    with_funds = {table for table, fund in funds if not parts_a_budget(fund)}
    roles = {
        (table, role_of(tuple(header.split(LEVELS))))
        for table, header in headed
        if not _TOTAL_OF.match(header.rpartition(LEVELS)[2])
    }
    titles = [title_over(text, tables, index, index in with_funds, subject) for index in range(len(tables))]
    # Where a column tells the title's state, the others are something else.
    titles = [
        replace(
            title,
            role=None if (at, title.role) in roles else title.role,
            given=(at, "allocated") in roles or (at, "planned") in roles,
            shared=all(any((at, kind) in kinds for kind in side) for side in (OTHERS, BUDGETS)),
        )
        for at, title in enumerate(titles)
    ]
    heads = row_heads(cells)
    beside = _only_years(cells)
    return tuple(
        _told(amount, cell, titles[cell.table], rows[cell.table], heads.get((cell.table, cell.row)), beside, plans)
        if (cell := _cell_of(amount, body))
        else amount
        for amount in amounts
    )


def _only_years(cells: Sequence[TableCell]) -> dict[int, tuple[int, int]]:
    """By table the column that counts what was done and its year where no other head names one: 'Lượt khám 2016' beside 'Chi BHYT'."""
    years: dict[int, set[int]] = {}
    counts: dict[int, int] = {}
    several = set[int]()
    for table, column, header, money in {
        (cell.table, cell.column, cell.header, cell.currency is not None) for cell in cells if cell.header
    }:
        path = tuple(header.split(LEVELS))
        told = _year(path, "")
        if told is _SEVERAL or (told and money):
            several.add(table)
        elif told:
            years.setdefault(table, set()).add(told.value)
            if any(map(_COUNTS_DONE.match, path)):
                counts[table] = min(column, counts.get(table, column))
    return {
        table: (column, min(years[table]))
        for table, column in counts.items()
        if table not in several and len(years[table]) == 1
    }


def _cell_of(amount: Amount, body: dict[int, TableCell]) -> TableCell | None:
    cell = body.get(amount.start)
    return cell if cell and cell.end == amount.end else None


def _told(
    amount: Amount,
    cell: TableCell,
    title: Title,
    rows: RowsOver,
    head: RowHead | None,
    dated: Mapping[int, tuple[int, int]],
    plans: bool,
) -> Amount:
    beside = rows.beside(cell.row, cell.column)
    over = tuple(rows.over(cell.row)) if beside is None else ()
    cell = cell if beside is None else replace(cell, label=beside, ordinal="")
    path = tuple(cell.header.split(LEVELS)) if cell.header else ()
    row = " ".join(part for part in (cell.ordinal, cell.label) if part)
    price: AmountRole | None = "price" if column_class(path) == "price" or (path and _PRICE.match(path[-1])) else None
    compared = is_compared(path)
    # In a plan its own money is planned: a column 'Kinh phí'.
    own_money = plans and path and _OWN_MONEY.match(path[-1]) and not fund_named(cell.label)
    untold: Role = Told("planned", "role.column-of-plan") if own_money else Told("part", "role.cell")
    if compared:
        untold = Told("stated" if any(map(stands_aside, path)) else "part", "role.column-compared")
        # 'So sánh QT/DT > Tuyệt đối' is of neither state and neither year.
        path = ()
        title = replace(title, year=None, until=None)
    whole_cost = _is_whole_cost(path)
    if whole_cost:
        # What a work costs in all is of no one year and fund.
        title = replace(title, year=None, fund=None, until=None)
    whole = () if compared else rows.whole_of(cell.column)
    if _is_whole_cost(whole):
        # 'TMĐT | Trong đó: NSĐP': nor is a share of it.
        whole, whole_cost = (), True
        title = replace(title, year=None, until=None)
    role: Role | None = (
        by(price, "role.column-price")
        or by("total" if is_total_row(cell) else None, "role.total-row")
        or by(role_of(path[-1:]), "role.column")
        or by(role_of(whole), "role.column-parted")
        or by(role_of(path), "role.column")
        or by(_done(path) if title.given else None, "role.column-done")
    )
    if not is_total_row(cell) and any(role_of((words,)) == "total" for words in path):
        role = _of_whole_cost(role, path, cell.label)
    if role and role.value == "allocated" and not compared and _income(cell.label, over):
        # Income is planned with what is given out.
        role = Told("planned", "role.row-of-income")
    if _is_open(role) and not compared:
        # A plan of income is a plan; what came in was not spent.
        role = by(_income(cell.label, over), "role.row-of-income") or role
    if _is_open(role) and opens("balances").match(cell.label):
        # What accounts come to was not spent.
        role = Told("stated", "role.row-of-balance")
    aside = compared or (path and stands_aside(path[-1]))
    role = role or by(role_of((cell.label,)), "role.row")
    role = role or by(None if aside else _by_title(title, path), "role.title") or untold
    if is_norm(path) or (title.norms and path and _is_office(path[-1])):
        role = Told("rate", "role.column-of-norms")
    year = _year(path, cell.label) or _year(whole, "") or by(head.year if head else None, "year.row-head")
    if year is None and not whole_cost:
        year = by(title.year, "year.title") or year_of(amount) or by(title.until, "year.title-until")
        column, only = dated.get(cell.table, (cell.column, 0))
        open_to = not compared and not plans and role.value not in _TO_COME and role_of(path) not in _TO_COME
        if year is None and cell.column > column and open_to:
            year = Told(only, "year.column-beside")
    fund = fund_of_cell(path, cell.label, over, head.fund if head else None) or title.fund
    # What comes in has no fund, nor has a norm: 'Mức chi > Tỉnh' says whose it is to keep to.
    fund = None if role.value in ("revenue", "rate") or amount.per else fund
    each = _EACH.search(cell.label)
    if amount.role in ("rate", "words") and amount.role_rule:
        role = Told(amount.role, amount.role_rule)
    elif each or (amount.per and role.value not in ("price", "total")):
        role = Told("rate", "role.row-of-each" if each else "role.per")
    return with_meaning(
        amount,
        role,
        fund,
        None if year is _SEVERAL else year,
        per=amount.per or ("người" if each else None),
        row_heading=row or None,
        column_heading=cell.header or None,
    )


def _is_open(role: Role | None) -> bool:
    """Whether a row's words may say what money is: its column tells nothing, or that it was spent."""
    return role is None or role.value in ("spent", "disbursed")


@lru_cache(maxsize=1024)
def is_compared(path: tuple[str, ...]) -> bool:
    """Whether a column only compares others."""
    return any(map(_COMPARED.match, path))


@lru_cache(maxsize=1024)
def _is_whole_cost(path: tuple[str, ...]) -> bool:
    """Whether a column tells what something costs in all."""
    return any(map(opens("whole_costs").search, path))


@lru_cache(maxsize=1024)
def _is_office(heading: str) -> bool:
    """'Cấp tỉnh (đồng/giải)' over norms: for whom one is."""
    return opens("offices").fullmatch(_BRACKET.sub("", heading)) is not None


def _of_whole_cost(role: Role | None, path: tuple[str, ...], label: str) -> Role:
    """What a work costs is a total, approved or asked for; what a fund bears of it, by its column or its row, a part."""
    if role and role.value not in ("total", "planned", "allocated"):
        return role
    return Told("part" if fund_named(path[-1]) or fund_named(label) else "total", "role.column-of-costs")


def _by_title(title: Title, path: tuple[str, ...]) -> AmountRole | None:
    """The state that a table's title tells; of what is given out, those who are given it only plan to add their own."""
    if title.role != "allocated" or not title.shared:
        return title.role
    if fund := column_fund(path):
        return "planned" if kind_of(fund) in OTHERS else "allocated"
    return "total" if path and _WHOLE.match(path[-1]) else "allocated"


def is_whole_column(amount: Amount) -> bool:
    """Whether an amount stands in a column of all funds: 'Tổng kinh phí', which no fund heads."""
    path = tuple((amount.column_heading or "").split(LEVELS))
    return column_fund(path) is None and _WHOLE.match(path[-1]) is not None


def _done(path: tuple[str, ...]) -> AmountRole | None:
    return "spent" if any(map(_DONE.match, path)) else None


def _income(label: str, over: Sequence[str]) -> AmountRole | None:
    """'revenue' where the row, or the nearest over it that tells, is what comes in: 'Thu nội địa', 'Kim ngạch'."""
    for words in (label, *over):
        income, outlay = opens("income").match(words), opens("outlay").match(words)
        if outlay and (income is None or income.end() < outlay.end()):
            # 'Thu hoạch ngô' brings nothing in.
            return None
        if income:
            return "revenue"
    return None


def is_total_row(cell: TableCell) -> bool:
    """Whether a cell stands in a row 'Tổng cộng'."""
    return not cell.ordinal and total_members(cell.label) is not None


def _year(path: Sequence[str], label: str) -> Told[int] | None:
    """The year of the lowest heading with one, else of the row's label; `_SEVERAL` where a heading tells of more than one."""
    for words in reversed(path):
        if _DATES_A_PAPER.search(words) and "/" in words:
            # 'Theo QĐ số 12/QĐ-UBND ngày 3/5/2019' dates a decision.
            continue
        years = {int(year) for year in _YEAR.findall(words)}
        if PERIOD.search(words) or len(years) > 1 or (not years and SINCE_THE_START.search(words)):
            return _SEVERAL
        if years:
            return Told(years.pop(), "year.column")
    named = _YEAR_OF_ROW.match(label) or _YEAR_AT_END.search(label)
    return Told(int(named[1]), "year.row") if named else None
