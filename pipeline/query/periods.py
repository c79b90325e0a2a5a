"""Days that people ask from and to: '2018', '3/2018', '2018-03', '15/3/2018', '2018-03-15'."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from pipeline.errors import UsageError

_FORMS = (
    re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?"),
    re.compile(r"(?:(?:(?P<day>\d{1,2})/)?(?P<month>\d{1,2})/)?(?P<year>\d{4})"),
)


def first_day(text: str) -> date:
    """The first day of a year, a month or a day as people write it; raises `UsageError`."""
    year, month, day = _parts(text)
    return _day(text, year, 1 if month is None else month, 1 if day is None else day)


def last_day(text: str) -> date:
    """The last one."""
    year, month, day = _parts(text)
    month = 12 if month is None else month
    if day is None:
        day = monthrange(year, month)[1] if year and 1 <= month <= 12 else 0
    return _day(text, year, month, day)


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = next((match for form in _FORMS if (match := form.fullmatch(text.strip()))), None)
    if match is None:
        raise _unreadable(text)
    month, day = (int(match[name]) if match[name] else None for name in ("month", "day"))
    return int(match["year"]), month, day


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise _unreadable(text) from error


def _unreadable(text: str) -> UsageError:
    return UsageError(
        f"Không hiểu ngày '{text}'. Hãy viết như 2018, 3/2018, 15/3/2018 hoặc 2018-03-15.",
        f"'{text}' is no day. Write it as 2018, 2018-03, 2018-03-15 or 15/3/2018.",
    )
