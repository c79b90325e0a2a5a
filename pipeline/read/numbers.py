"""Numbers of spreadsheets. In: a value and its number format ('#,##0.00'). Out: the text that a reader in Việt Nam sees.

A workbook keeps formats without a language, and Excel shows them by the machine's: in Việt Nam '.' groups thousands
and ',' marks decimals, as in every printed document, so 1234567.5 in '#,##0.0' is '1.234.567,5'. A date is shown
as dd/mm/yyyy whatever the order in its format. 'General' gives the digits without groups: all of a whole number, ten
significant ones of a fraction, which hides what binary fractions leave behind.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import pairwise

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]')
_DIGITS = re.compile(r"[#0?](?:[#0?,.]| (?=[#0?]))*(?:[eE][+-][#0?]+)?|[.][#0?]+")
_DATE_CODE = re.compile(r"[dmyhs]", re.IGNORECASE)
_FRACTION = re.compile(r"[?#0]\s*/\s*[?#0\d]")
_SHIELD = {mark: chr(0xE000 + index) for index, mark in enumerate("#0?.,%;/@ dmyhsDMYHSEe")}
_UNSHIELD = str.maketrans({code: mark for mark, code in _SHIELD.items()})
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_SIGNIFICANT = 10
_WIDE = Context(prec=700, rounding=ROUND_HALF_UP)
"""Any float written out in full."""


def shown(value: object, number_format: str | None = None) -> str:
    """A cell's value as text; '' for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (date, time, timedelta)):
        return _moment(value, number_format or "")
    if isinstance(value, (int, float)):
        return _number(value, number_format or "General")
    return str(value)


def whole(cell: str) -> str:
    """A cell's words, one figure where lines cut it in parts ('1.234.567.' over '000')."""
    parts = cell.split()
    figure = "".join(parts)
    cut = all(("." in part[:-1] and not _GROUPED.fullmatch(part)) or rest[0] == "." for part, rest in pairwise(parts))
    return figure if len(parts) > 1 and cut and _GROUPED.fullmatch(figure) else " ".join(parts)


def is_date_format(number_format: str) -> bool:
    """Whether a number in this format is a day or a time of day."""
    return _DATE_CODE.search(_QUOTED.sub("", number_format.split(";")[0].replace("General", ""))) is not None


def _moment(value: date | time | timedelta, number_format: str) -> str:
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    code = _QUOTED.sub("", number_format).lower()
    if code and "d" not in code and "y" in code:
        return f"{value.month:02d}/{value.year}" if "m" in code else str(value.year)
    day = f"{value.day:02d}/{value.month:02d}/{value.year}"
    if isinstance(value, datetime) and "h" in code and (value.hour or value.minute):
        return f"{value:%H:%M} {day}"
    return day


def _number(value: int | float, number_format: str) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    exact = Decimal(repr(value))
    sections = _sections(number_format)
    if len(sections) > 1 and exact < 0:
        exact, section = -exact, sections[1]
    elif len(sections) > 2 and exact == 0:
        section = sections[2]
    else:
        section = sections[0]
    digits = _DIGITS.search(section)
    if "General" in section or "@" in section or _FRACTION.search(section):
        text = re.sub(r"General|@|[?#0]+\s*[?#0]*\s*/\s*[?#0\d]+", lambda _: _general(exact), section, count=1)
    elif digits is None:
        text = section
    else:
        text = section[: digits.start()] + _digits(exact, digits[0], section) + section[digits.end() :]
    return text.translate(_UNSHIELD).strip()


def _sections(number_format: str) -> list[str]:
    """The parts for positive, negative and zero, literal text shielded from being read as codes."""

    def literal(found: re.Match[str]) -> str:
        text = found[1] or found[2] or found[3] or ""
        return "".join(_SHIELD.get(char, char) for char in text)

    return _QUOTED.sub(literal, number_format).split(";")


def _general(value: Decimal) -> str:
    if value == value.to_integral_value(context=_WIDE):
        return f"{value:.0f}"
    whole = len(str(abs(int(value)))) if abs(value) >= 1 else 0
    places = max(_SIGNIFICANT - whole, 2)
    return f"{value.quantize(Decimal(1).scaleb(-places), context=_WIDE):f}".rstrip("0").rstrip(".").replace(".", ",")


def _digits(value: Decimal, pattern: str, section: str) -> str:
    """A number by the digits of its format: groups, decimals, per cent, thousands scaled away."""
    if "e" in pattern.lower():
        return _general(value)
    pattern = pattern.rstrip()
    scaled = len(pattern) - len(pattern.rstrip(","))
    value = value * 100 ** section.count("%") / Decimal(1000) ** scaled
    whole, _, fraction = pattern.rstrip(",").partition(".")
    least, most = fraction.count("0"), sum(fraction.count(mark) for mark in "0#?")
    rounded = f"{value.quantize(Decimal(1).scaleb(-most), context=_WIDE):f}"
    sign, unsigned = ("-", rounded[1:]) if rounded.startswith("-") else ("", rounded)
    integer, _, decimals = unsigned.partition(".")
    while len(decimals) > least and decimals.endswith("0"):
        decimals = decimals[:-1]
    integer = integer.lstrip("0").zfill(whole.count("0"))
    if "," in whole or " " in whole.strip():
        integer = f"{int(integer):,}".replace(",", ".").zfill(len(integer)) if integer else ""
    if not (integer.strip("0") or decimals.strip("0")):
        sign = ""
    return sign + integer + ("," + decimals if decimals else "")
