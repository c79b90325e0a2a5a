"""How findings write figures and days, in both languages."""

from __future__ import annotations

from datetime import date


def money_vi(vnd: int) -> str:
    """'589.720.000 đồng'."""
    return f"{vnd:,}".replace(",", ".") + " đồng"


def money_en(vnd: int) -> str:
    """'VND 589,720,000'."""
    return f"VND {vnd:,}"


def day_vi(day: date) -> str:
    """'07/5/2018', as official documents write it: the month without a nought, but for January and February."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day.month < 3 else f"{day.day:02d}/{day.month}/{day.year}"
