"""Days: '07/5/2018', 'các ngày 12, 13/6/2019', and spans of days, which are one period and not two days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.extract.date_words import DASH, Finders, date_mention
from pipeline.extract.passage import Passage
from pipeline.records import DateMention
from pipeline.structure.calendar import DAY, DAY_IN_FIGURES, day_of, states_a_day, whole_number
from pipeline.structure.openings import Opened, opened

_DAY_TO_DAY = opened(
    "từ ngày",
    rf"(?<!\w)(?:từ\s+(?:ngày\s+)?|ngày\s+)(?P<day>\d{{1,2}})(?:(?:/|\s+tháng\s+)(?P<month>\d{{1,2}}))?"
    rf"(?:{DASH}|\s+(?:đến|tới)\s+)(?:hết\s+)?(?:ngày\s+)?(?=\d)",
)
_FROM = opened("từ", r"(?<!\w)từ\s{1,4}(?=\S)")
_TO = re.compile(r",?\s+(?:đến|tới)\s+(?:hết\s+)?(?=ngày\s+\d|\d)|\s?[-–—]\s?(?=ngày\s+\d|\d)", re.I)
_DAYS_LISTED = opened("ngày", r"(?<!\w)ngày\s+(?P<first>\d{1,2})(?P<more>(?:\s?[,;]\s?\d{1,2}(?!\d)){0,12})(?:\s?,\s?|\s+và\s+)(?:ngày\s+)?(?=\d)")  # fmt: skip
_NO_DAY_AFTER = re.compile(r"(?:lô|thửa|số|tỷ lệ|tỉ lệ|tháng)\s*$", re.I)


_DAY = Opened(frozenset(("ngày", "mùng", "mồng")), DAY)


def _meant_as_a_day(match: re.Match[str]) -> bool:
    """A day that no calendar has is still one after 'ngày', or where its parts could be a day and a month."""
    if match["ngay"]:
        return True
    day, month = whole_number(match["day"]), whole_number(match["month"] or match["month2"])
    before = match.string[max(0, match.start() - 10) : match.start()]
    return 1 <= day <= 31 and 1 <= month <= 12 and not _NO_DAY_AFTER.search(before)


def _days(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in passage.find(_DAY, (figures.start() for figures in DAY_IN_FIGURES.finditer(passage.text))):
        if not states_a_day(match):
            continue
        day = day_of(match)
        if day is not None or _meant_as_a_day(match):
            yield date_mention(match, match.span(), (day, day, "day"), rule, 0.99 if day else 0.7)


def _day_spans(passage: Passage, rule: str) -> Iterator[DateMention]:
    """'từ 15-20/5/2019', 'từ ngày 28/5 đến ngày 03/6/2019': the first day has its month or year from the last.

    Both may be whole: 'từ ngày 11/3/2019 đến ngày 24/4/2019'; days that no calendar has stay days of their own.
    """
    yield from _whole_day_spans(passage, rule)
    for match in passage.find(_DAY_TO_DAY):
        last, end = _day_at(passage.text, match.end())
        if last is None:
            continue
        first = _day(last.year, match["month"] or last.month, match["day"])
        if first is not None and first < last:
            yield date_mention(match, (match.start(), end), (first, last, "range"), rule, 0.95)


def _whole_day_spans(passage: Passage, rule: str) -> Iterator[DateMention]:
    text = passage.text
    for lead in passage.find(_FROM):
        match = DAY.match(text, lead.end())
        to = _TO.match(text, match.end()) if match else None
        last, end = _day_at(text, to.end()) if to else (None, 0)
        first = day_of(match) if match else None
        if match and first and last and first < last:
            yield date_mention(match, (lead.start(), end), (first, last, "range"), rule, 0.95)


def _day_at(text: str, offset: int) -> tuple[date | None, int]:
    """The day whose figures begin at an offset, and where it ends."""
    match = DAY.match(text[offset : offset + 40])
    return (day_of(match), offset + match.end()) if match else (None, offset)


def _days_listed(passage: Passage, rule: str) -> Iterator[DateMention]:
    """'các ngày 12, 13/6/2019': each day of one month."""
    for match in passage.find(_DAYS_LISTED):
        last, _ = _day_at(passage.text, match.end())
        if last is None:
            continue
        more = match.start("more")
        spans = [(match.start(), match.end("first"))]
        spans += [(more + m.start(), more + m.end()) for m in re.finditer(r"\d{1,2}", match["more"])]
        for start, end in spans:
            day = _day(last.year, last.month, passage.text[start:end].split()[-1])
            if day is not None:
                yield date_mention(match, (start, end), (day, day, "day"), rule, 0.93)


def _day(year: int, month: int | str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


FINDERS: Finders = {
    "date.day-span": _day_spans,
    "date.days": _days_listed,
    "date.day": _days,
}
