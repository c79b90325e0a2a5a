"""How findings write figures and days, in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal


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
    return f"{value:,f}".translate(str.maketrans(",.", ".,")) + f" {currency}"


def sum_en(value: Decimal, currency: str) -> str:
    """'VND 589,720,000', 'USD 2,500,000.5'."""
    return money_en(int(value)) if currency == "VND" else f"{currency} {value:,f}"


def day_vi(day: date) -> str:
    """'07/5/2018', as official documents write it: the month without a nought, but for January and February."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day.month < 3 else f"{day.day:02d}/{day.month}/{day.year}"
