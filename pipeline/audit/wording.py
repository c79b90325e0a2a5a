"""How findings write figures and days, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipeline.extract.numerals import DIGITS, parse_number
from pipeline.records import Amount, Statement

_MARKS = str.maketrans(",.", ".,")


def money_vi(vnd: int) -> str:
    """'589.720.000 đồng'."""
    return f"{vnd:,}".replace(",", ".") + " đồng"


def money_en(vnd: int) -> str:
    """'VND 589,720,000'."""
    return f"VND {vnd:,}"


def sum_vi(value: Decimal, currency: str) -> str:
    """'589.720.000 đồng', '2.500.000,5 USD'."""
    if currency == "VND":
        return money_vi(int(value))
    return f"{value:,f}".translate(_MARKS) + f" {currency}"


def sum_en(value: Decimal, currency: str) -> str:
    """'VND 589,720,000', 'USD 2,500,000.5'."""
    return money_en(int(value)) if currency == "VND" else f"{currency} {value:,f}"


@dataclass(frozen=True, slots=True)
class CellUnit:
    """The unit in which the figures of a table are printed: 4.320 stands for 4.320 triệu đồng."""

    size: int
    vi: str
    en: str

    def bare(self, value: Decimal) -> tuple[str, str]:
        """A sum as its cell would print it, in both languages: '4.320', '4,320'."""
        number = f"{(value / self.size).normalize():,f}"
        return number.translate(_MARKS), number

    def told(self, value: Decimal) -> tuple[str, str]:
        """'4.320 triệu đồng', 'VND 4,320 million'."""
        vi, en = self.bare(value)
        return f"{vi} {self.vi}", f"VND {en} {self.en}".rstrip()


_UNITS = (
    CellUnit(1, "đồng", ""),
    CellUnit(10**3, "nghìn đồng", "thousand"),
    CellUnit(10**6, "triệu đồng", "million"),
    CellUnit(10**9, "tỷ đồng", "billion"),
)


def unit_of_cells(amounts: Sequence[Amount]) -> CellUnit | None:
    """The one unit of figures that stand in cells without it; None of others."""
    sizes = set()
    for amount in amounts:
        number = parse_number(amount.text) if DIGITS.fullmatch(amount.text) else None
        if number is None or amount.currency != "VND":
            return None
        if number.value:
            sizes.add(Decimal(amount.value) / number.value)
    return next((unit for unit in _UNITS if sizes == {unit.size}), None)


def cell_named(total: Amount) -> tuple[str, str]:
    """' (cột Ngân sách tỉnh, dòng Tổng cộng)' of a total in a table; nothing of one in prose."""
    row, column = (" ".join((words or "").split()) for words in (total.row_heading, total.column_heading))
    told = [(vi, en, words) for vi, en, words in (("cột", "column", column), ("dòng", "row", row)) if words]
    if not told:
        return "", ""
    vi, en = (", ".join(f"{said[at]} “{said[2]}”" for said in told) for at in (0, 1))
    return f" ({vi})", f" ({en})"


_FUNDS = {
    "central": ("ngân sách trung ương", "the central budget"),
    "province": ("ngân sách tỉnh", "the province's budget"),
    "district": ("ngân sách huyện", "the district's budget"),
    "commune": ("ngân sách xã", "the commune's budget"),
}


def fund_named(kind: str | None) -> tuple[str, str]:
    """' từ ngân sách tỉnh', ' from the province's budget'; nothing where the fund is of no level."""
    vi, en = _FUNDS.get(kind or "", ("", ""))
    return (f" từ {vi}", f" from {en}") if vi else ("", "")


def programme_vi(statement: Statement) -> str:
    """'chương trình OCOP', as the document calls it."""
    return f"chương trình {statement.name}" if statement.name else "chương trình này"


def programme_en(statement: Statement) -> str:
    """'the programme OCOP'."""
    return f"the programme {statement.name}" if statement.name else "the programme"


def day_vi(day: date) -> str:
    """'07/5/2018', as official documents write it: the month without a nought, but for January and February."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day.month < 3 else f"{day.day:02d}/{day.month}/{day.year}"
