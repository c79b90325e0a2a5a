"""What days, months and years share: how a year and a dash are written, and a mention of a period."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date

from pipeline.extract.passage import Passage
from pipeline.records import DateMention, DatePrecision

Finders = dict[str, Callable[[Passage, str], Iterator[DateMention]]]
"""Rule -> what finds its mentions, in running order."""

YEAR = r"(?:19|20)\d\d"
DASH = r"[ \u00a0]?[-–—][ \u00a0]?"
HOUR = r"(?:\d{1,2}\s?(?:h|giờ|:)\s?(?:\d{2}(?:\s?phút)?)?,?\s+)?"
TO = re.compile(rf",?\s+(?:đến|tới)\s+(?:hết\s+|cuối\s+)?{HOUR}(?=\w)|{DASH}(?=\w)", re.I)
"""What stands between a period's first and last day."""
_FIGURES = re.compile(r"(?<![\w/.,-])\d{1,2}\Z")


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
