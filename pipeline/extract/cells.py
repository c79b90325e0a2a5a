"""Amounts in tables: passage in, `Amount` mentions out for figures whose unit is said once ('ĐVT: triệu đồng').

The unit stands over the table, in its head, or in a column's heading. Columns that count or number
something else ('Số lượng', 'TT', '%') hold no money. A figure's fund is its column's heading where
that names one; a row 'Tổng cộng' holds totals, the others parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.extract.amounts import plain, to_vnd
from pipeline.extract.money import unit_at
from pipeline.extract.numerals import parse_number
from pipeline.extract.passage import Passage, Spans
from pipeline.records import Amount, Table
from pipeline.structure.grid import Grid

_UNIT = re.compile(
    r"(?:ĐVT|Đơn vị tính|Đơn vị|đvt)\s*:?\s*(?P<thousand>1\.?000\s*|1\.?000\.?000\s*)?(?=[^\W\d])", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\(\s*(?:ĐVT\s*:?\s*)?(?P<thousand>1\.?000\s*)?(?=[^\W\d])")
_NO_MONEY = re.compile(
    r"(?:TT|STT|số (?:lượng|hộ|sản phẩm|người|thứ tự|hiệu|km|ngày|tháng|dự án|mô hình)|SL|đơn vị tính|ĐVT|năm|diện tích|tỷ lệ|tỉ lệ|ghi chú|thời gian|khối lượng|quy mô)(?!\w)|.*%",
    re.IGNORECASE,
)
_FUND = re.compile(
    r"(?:ngân sách|NS|vốn|nguồn|quỹ|đối ứng|dân|doanh nghiệp|trung ương|địa phương|tỉnh|huyện|xã)", re.IGNORECASE
)
_FIGURE = re.compile(r"\d[\d., ]*")
_LEAD = 300


@dataclass(frozen=True, slots=True)
class _CellUnit:
    """What a table's or a column's figures are in."""

    factor: Decimal
    currency: str


def find_amounts_in_cells(passage: Passage) -> tuple[Amount, ...]:
    """The figures of money in the document's tables, in order."""
    taken = Spans(passage.found.amounts)
    return tuple(
        amount
        for table in passage.tables
        for amount in _in_table(passage.text, table)
        if not taken.overlap(amount.start, amount.end)
    )


def _in_table(text: str, table: Table) -> Iterator[Amount]:
    grid = Grid(text, table)
    over = _table_unit(text, grid)
    units = {column: _column_unit(grid, column, over) for column in range(grid.columns)}
    for row in grid.body():
        for column, unit in units.items():
            cell = grid.cell(row, column)
            if unit is None or cell is None or (cell.row, cell.column) != (row, column):
                continue
            words = text[cell.start : cell.end]
            number = parse_number(words.strip()) if _FIGURE.fullmatch(words.strip()) else None
            if number is None:
                continue
            start = cell.start + len(words) - len(words.lstrip())
            value = number.value * unit.factor
            vnd = unit.currency == "VND" and value < 2**63
            heading = grid.heading(column)
            yield Amount(
                start=start,
                end=start + len(words.strip()),
                text=words.strip(),
                rule="money.cell",
                confidence=0.9,
                value=plain(value),
                currency=unit.currency,
                vnd=to_vnd(value) if vnd else None,
                precision_vnd=max(1, int(unit.factor.scaleb(-number.decimals))) if vnd else None,
                role="total" if grid.is_total(row) else "part",
                fund=heading if _FUND.match(heading) and not grid.is_total_heading(column) else None,
            )


def _table_unit(text: str, grid: Grid) -> _CellUnit | None:
    """The unit over the table, the nearest before it, or anywhere in its head."""
    start = grid.table.start
    found = None
    for match in _UNIT.finditer(text, max(0, start - _LEAD), start):
        found = _unit(text, match) or found
    for column in range(grid.columns):
        heading = grid.heading(column)
        for match in _UNIT.finditer(heading):
            found = found or _unit(heading, match)
    return found


def _column_unit(grid: Grid, column: int, over: _CellUnit | None) -> _CellUnit | None:
    """A column's own unit ('Kinh phí (triệu đồng)'), else the table's, unless it holds no money."""
    heading = grid.heading(column)
    for match in _IN_BRACKETS.finditer(heading):
        own = _unit(heading, match)
        if own:
            return own
    if not heading or _NO_MONEY.match(heading) or column == grid.ordinal_column:
        return None
    return over


def _unit(text: str, match: re.Match[str]) -> _CellUnit | None:
    unit = unit_at(text, match.end())
    if unit is None or unit.currency is None:
        return None
    factor = (unit.factor or Decimal(1)) * Decimal((match["thousand"] or "1").strip().replace(".", ""))
    return _CellUnit(factor, unit.currency)
