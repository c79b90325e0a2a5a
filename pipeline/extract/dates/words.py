"""What days, months and years share: how a year and a dash are written, and a mention of a period."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from pipeline.extract.passage import Passage
from pipeline.records import DateMention, DatePrecision
from pipeline.structure.tables import kind_names

Finders = dict[str, Callable[[Passage, str], Iterator[DateMention]]]
"""Rule -> what finds its mentions, in running order."""

YEAR = r"(?:19|20)\d\d"
DASH = r"[ \u00a0]?[-–—][ \u00a0]?"
HOUR = r"(?:\d{1,2}\s?(?:h|giờ|:)\s?(?:\d{2}(?:\s?phút)?)?,?\s+)?"
TO = re.compile(rf",?\s+(?:đến|tới)\s+(?:hết\s+|cuối\s+)?{HOUR}(?=\w)|{DASH}(?=\w)", re.I)
"""What stands between a period's first and last day."""
_LABELS = r"lô|thửa|số|mục|mã|hiệu|IP|bản(?:\s+đồ)?|t[ỷỉ]\s+lệ|tháng|điều|khoản|(?<!thời )điểm|tờ|hẻm|ngõ|ngách|kiệt"
_LABEL_BEFORE = re.compile(rf"(?:(?<!\w)(?:{_LABELS})\s*|[\w.])\Z", re.IGNORECASE)
_REACH = 24
_FIGURES = re.compile(r"(?<![\w/.,-])\d{1,2}\Z")


def is_labelled(text: str, offset: int) -> bool:
    """Whether what begins at an offset is the number of something, and no day: 'thửa 31/4/2019', 'mã AB.12.07.2019'."""
    return _LABEL_BEFORE.search(text, max(0, offset - _REACH), offset) is not None


@cache
def _number_before() -> re.Pattern[str]:
    names = rf"{kind_names()}|{_LABELS}|tuần|đợt|hồ\s+sơ|khu"
    return re.compile(rf"(?:(?<!\w)(?:{names})\s*|[\w.]|\d{DASH})\Z", re.IGNORECASE)


def is_numbered(text: str, offset: int) -> bool:
    """The same of figures from one to others, which documents have too and which go on from others: 'công văn 1/2019 - 2/2020'."""
    return _number_before().search(text, max(0, offset - _REACH), offset) is not None


def figures_before(slash: re.Pattern[str], text: str) -> Iterator[int]:
    """Where a day or a month in figures begins whose slash a pattern opens with: `re` skips to slashes, not to all figures."""
    for match in slash.finditer(text):
        if figures := _FIGURES.search(text, max(0, match.start() - 2), match.start()):
            yield figures.start()


def date_mention(
    match: re.Match[str],
    span: tuple[int, int],
    period: tuple[date | None, date | None, DatePrecision],
    rule: str,
    confidence: float = 0.98,
) -> DateMention:
    """A part of a match's text as a mention of a period: its first day, its last day, how exact it is."""
    start, end = span
    return DateMention(
        start=start,
        end=end,
        text=match.string[start:end],
        rule=rule,
        confidence=confidence,
        first_day=period[0],
        last_day=period[1],
        precision=period[2],
    )


def year_mention(match: re.Match[str], span: tuple[int, int], year: int, rule: str, confidence: float) -> DateMention:
    """The same of a whole year."""
    return date_mention(match, span, (date(year, 1, 1), date(year, 12, 31), "year"), rule, confidence)


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
