"""Amounts in tables: passage in, `Amount` mentions out for cells whose unit is money ('ĐVT: triệu đồng').

The unit stands over the table, in its head, in a column's heading, in a column of units or in the row's label.
What counts or numbers something else ('Số lượng', 'TT', '%') is no money. What an amount is for, its
headings tell the link room.
"""

from __future__ import annotations

from decimal import Decimal

from pipeline.extract.amounts.money_words import to_vnd
from pipeline.extract.amounts.rates import Rate, rate_at
from pipeline.extract.numerals import plain
from pipeline.extract.passage import Passage, Spans
from pipeline.extract.tables.columns import column_class
from pipeline.records import Amount, TableCell
from pipeline.structure.table.grid import LEVELS

_LARGEST = 2**63
TIMES = ("năm", "quý", "tháng", "kỳ", "đợt")
"""A sum a year is added up like any other."""


def find_amounts_in_cells(passage: Passage) -> tuple[Amount, ...]:
    """The figures of money in the document's tables, in order; a nought is none."""
    taken = Spans(passage.found.amounts)
    return tuple(
        amount
        for cell in passage.found.cells
        if cell.currency and (cell.ends or cell.number not in (None, "0")) and not taken.overlap(cell.start, cell.end)
        if (amount := _amount(cell))
    )


def _amount(cell: TableCell) -> Amount | None:
    factor = Decimal(cell.factor or 1)
    low, high = cell.ends or (cell.number, None)
    value = Decimal(low or 0) * factor
    top = Decimal(high) * factor if high else None
    if abs(top or value) >= _LARGEST:
        return None
    vnd = cell.currency == "VND"
    rate = _rate(cell)
    return Amount(
        start=cell.start,
        end=cell.end,
        text=cell.text,
        rule="money.cell",
        confidence=0.9,
        value=plain(value),
        value_high=plain(top) if top else None,
        currency=cell.currency or "VND",
        vnd=to_vnd(value) if vnd else None,
        vnd_high=to_vnd(top) if vnd and top else None,
        precision_vnd=max(1, int(factor.scaleb(-cell.decimals))) if vnd else None,
        role="part",
        in_cell=True,
        per=rate.per if rate else None,
    )


def _rate(cell: TableCell) -> Rate | None:
    """What a cell is per; what a column calls money is a sum whatever its unit says: 'Kinh phí (triệu đồng/năm)', 'Thành tiền' beside 'đồng/kg'.

    'Cấp tỉnh (đồng/giải)' says itself that it is none.
    """
    unit = cell.unit or ""
    stroke = unit.find("/")
    rate = rate_at(unit, stroke) if stroke > 0 else None
    if rate and column_class(cell.header.split(LEVELS)) == "money" and (rate.per in TIMES or unit not in cell.header):
        return None
    return rate
