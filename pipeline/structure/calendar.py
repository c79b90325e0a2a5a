"""Days as they are written in the head of a document and in its text; days that no calendar has.

'28/3/2019', '28-3-2019', '28.3.2019', 'ngày 28 tháng 3 năm 2019', 'ngày  15  tháng  5/2000'.
"""

from __future__ import annotations

import re
from datetime import date

_SPACE = r"[\s\t]{0,6}"
_TWO = r"(?:\d{1,2}|[0-3] \d)"
"""A day or a month; OCR may part its figures ('0 7')."""
_MONTH_AND_YEAR = (
    rf"(?:(?=[\s,]{{0,13}}+t){_SPACE},?{_SPACE}tháng{_SPACE}(?P<month>{_TWO}){_SPACE}(?:,?{_SPACE}năm{_SPACE}|[/-]{_SPACE})(?P<year>(?:19|20)\d\d)"
    r"|\s?(?P<mark>[/.-])\s?(?P<month2>\d{1,2})(?:\s?(?P=mark)\s?|\s+năm\s+)(?P<year2>(?:19|20)\d\d|\d\d(?=\D|$)))"
    r"(?!\d|/[\dA-ZĐ]|-(?!\d{1,2}/\d{1,2}/\d{4})[\dA-ZĐ])"
)
DAY = re.compile(
    rf"(?:(?=\d)|(?P<ngay>\b(?:ngày|mùng|mồng|ngày{_SPACE}m[ùồ]ng){_SPACE}))(?<!\d)(?:(?<!\d[.,/-])|(?<=/(?:19|20)\d\d-))"
    rf"(?P<day>(?(ngay){_TWO}|\d{{1,2}})){_MONTH_AND_YEAR}",
    re.IGNORECASE,
)
DAY_IN_FIGURES = re.compile(rf"\d(?<!\d\d)(?=\d?{_MONTH_AND_YEAR})", re.IGNORECASE)
"""Where a day may begin that no word opens; a set at the head lets `re` skip to it."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def day_of(match: re.Match[str]) -> date | None:
    """The day that a match of `DAY` states; None where no calendar has it (30/2/2019)."""
    month = match["month"] or match["month2"]
    year = int(match["year"] or match["year2"])
    if len(match["year"] or match["year2"]) == 2:
        year += 1900 if year >= 40 else 2000
    try:
        return date(year, whole_number(month), whole_number(match["day"]))
    except ValueError:
        return None


def whole_number(figures: str) -> int:
    """The number of a day or a month, whose figures OCR may have set apart ('1 0')."""
    return int("".join(figures.split()))


def states_a_day(match: re.Match[str]) -> bool:
    """Whether a match is meant as a day: two-digit years and dotted forms need 'ngày' before them."""
    if match["year"]:
        return True
    return match["ngay"] is not None or (len(match["year2"]) == 4 and match["mark"] != ".")
