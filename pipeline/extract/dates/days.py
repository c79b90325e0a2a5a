"""Days: '07/5/2018', 'các ngày 12, 13/6/2019', and spans of days, which are one period and not two days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.extract.dates.words import (
    DASH,
    HOUR,
    TO,
    YEAR,
    Finders,
    date_mention,
    figures_before,
    is_labelled,
    is_numbered,
)
from pipeline.extract.passage import Passage
from pipeline.extract.quantities.counted import counted_noun
from pipeline.records import DateMention
from pipeline.structure.calendar import DAY, DAY_IN_FIGURES, day_of, states_a_day, whole_number
from pipeline.structure.openings import Opened, opened

_DAY_TO_DAY = opened(
    rf"(?:(?<!\w)(?:từ\s+{HOUR}(?:ngày\s+)?|ngày\s+)|(?=\d))(?P<day>\d{{1,2}})(?:(?:/|\s+tháng\s+)(?P<month>\d{{1,2}}))?"
    rf"(?:{DASH}|\s+(?:đến|tới)\s+)(?:hết\s+)?{HOUR}(?:ngày\s+)?(?=\d)",
)
_SLASH_TO_DAY = re.compile(rf"/\d{{1,2}}{DASH}(?=\d{{1,2}}/\d)")
_FROM = opened(rf"(?<!\w)từ\s{{1,4}}{HOUR}(?=\S)")
_DAYS_LISTED = opened(r"(?:(?<!\w)ngày\s+|\()(?P<first>\d{1,2})(?P<more>(?:\s?[,;]\s?\d{1,2}(?!\d)){0,12})(?:\s?,\s?|\s+và\s+)(?:ngày\s+)?(?=\d)")  # fmt: skip
_DAY_OF_MONTH = re.compile(r"(?P<day>\d{1,2})(?:/|\s+tháng\s+)(?P<month>\d{1,2})(?![\d/])")
_DAYS_OF_YEAR = opened(rf"(?<!\w)ngày\s+(?P<days>(?:{re.sub('P<[a-z]+>', ':', _DAY_OF_MONTH.pattern)}(?:\s?[,;]\s?|,?\s+và\s+)(?:ngày\s+)?){{1,12}})(?=\d)")  # fmt: skip
_DAY_OF_HEAD = opened(
    rf"(?<!\w)ngày\s+{_DAY_OF_MONTH.pattern}(?!\s?[-–.]\s?\d|,?\s+năm\s|\s+(?:hàng|hằng|mỗi|các)\s+năm)"
)
_TIME_OF_DAY = re.compile(
    r"(?<!\w)(?:\d{1,2}\s?(?:h|giờ|:)\s?(?:\d{2})?(?:\s?phút)?,?|sáng|trưa|chiều|tối|đêm)\s\Z", re.IGNORECASE
)
"""What stands before a day that comes once: 'hồi 13 giờ ngày 25/9'."""
_OTHER_YEAR = re.compile(
    rf"(?<!\w)(?:(?<!tháng\s\d\s)(?<!tháng\s\d\d\s)năm\s+(?:(?P<year>{YEAR})(?!\d)|ngoái|trước(?!\s+(?:khi|ngày))|sau|tới)|tháng\s+\d{{1,2}}/(?P<of_month>{YEAR})(?!\d))",
    re.IGNORECASE,
)
_STILL_TO_COME = re.compile(r"(?<!\w)(?:trước|chậm nhất|muộn nhất|hạn)\s(?:[^\d,;]{0,12}\s)?(?:\d{1,2}\s?(?:h|giờ|:)\s?(?:\d{2})?(?:\s?phút)?,?\s)?\Z", re.I)  # fmt: skip
_GONE_BY = re.compile(r",?\s+(?:vừa\s+(?:qua|rồi)|mới\s+đây)(?!\w)", re.IGNORECASE)
_OF_A_PAPER = re.compile(r"\d/[^\W\d_]{1,10}(?:-[\w&-]{1,20})?,?\s\Z")
_A_DEADLINE = timedelta(days=210)
"""How long before its day a deadline may be told; one that is farther is one that passed."""
_BRACKETED = re.compile(r"\((?=\d{1,2}(?:\s?[,;]|\s+và)\s)")
_LEADS_DAYS = re.compile(r"(?<!\w)(?:ngày|đợt|lần|thứ\s+\w{1,4}|chủ\s+nhật)(?:\s+\d{1,2})?\s\Z", re.I)
"""What stands before days in brackets that no 'và' joins: 'kích thước (12, 15/5/2019)' holds none."""
_DOTTED_DAY = re.compile(rf"\d{{1,2}}\.\d{{1,2}}\.{YEAR}")
_ISO_DAY = re.compile(r"-(?<=(?:19|20)\d\d-)(?<![\w./-]\d{4}-)(?P<month>\d\d)-(?P<day>\d\d)(?![\w/-])")
_UNTIL = re.compile(r"(?<!\w)(?:(?P<since>(?<!số )từ)|đến|tới|hết|trước|sau|hạn|hạn chót|hạn cuối)\s\Z", re.IGNORECASE)
"""What stands before a day with a year of two figures: 'Đến 31/12/97 còn nợ'; 'từ 8/10/12 hộ' may be a count."""
_GOES_ON = re.compile(r"\s+\w")
_OF_LAST_CENTURY = 1970
_TELEGRAM = "CĐ"
_SENTENCE = 400
"""How far around a day a year of its sentence may be told."""
_DAY = Opened(DAY)


def _iso_days(passage: Passage, rule: str) -> Iterator[DateMention]:
    """'2019-07-12'."""
    for match in _ISO_DAY.finditer(passage.text):
        start = match.start() - len("2019")
        if day := _day(int(passage.text[start : match.start()]), match["month"], match["day"]):
            yield date_mention(match, (start, match.end()), (day, day, "day"), rule, 0.95)


def _meant_as_a_day(match: re.Match[str]) -> bool:
    """A day that no calendar has is still one after 'ngày', or where its parts could be a day and a month."""
    if match["ngay"]:
        return True
    day, month = whole_number(match["day"]), whole_number(match["month"] or match["month2"])
    return 1 <= day <= 31 and 1 <= month <= 12 and not is_labelled(match.string, match.start())


def _days(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in passage.find(_DAY, (figures.start() for figures in DAY_IN_FIGURES.finditer(passage.text))):
        day = day_of(match)
        if not states_a_day(match) and not (day and (_is_dotted_day(match) or _is_short_day(match, day))):
            continue
        if day is not None or _meant_as_a_day(match):
            yield date_mention(match, match.span(), (day, day, "day"), rule, 0.99 if day else 0.7)


def _is_dotted_day(match: re.Match[str]) -> bool:
    """'12.07.2019', where no number is told so."""
    goes_on = re.match(r"\.\d", match.string[match.end() : match.end() + 2])
    return bool(_DOTTED_DAY.fullmatch(match[0])) and not goes_on and not is_labelled(match.string, match.start())


def _is_short_day(match: re.Match[str], day: date) -> bool:
    """'Từ 1/1/99 áp dụng'; with other marks than '/' one of the last century: '3-4-12' may be figures."""
    text = match.string
    told = match["mark"] == "/" or _OF_LAST_CENTURY <= day.year < 2000
    goes_on = re.match(r"[./,-]\d", text[match.end() : match.end() + 2])
    until = _UNTIL.search(text, max(0, match.start() - 10), match.start())
    if not told or goes_on or not until:
        return False
    if day.year < 2000:
        return True
    return not (_GOES_ON.match(text, match.end()) if until["since"] else counted_noun(text, match.end()))


def _day_spans(passage: Passage, rule: str) -> Iterator[DateMention]:
    """'từ 15-20/5/2019', 'từ ngày 28/5 đến ngày 03/6/2019': the first day has its month or year from the last.

    Both may be whole: 'từ ngày 11/3/2019 đến ngày 24/4/2019'; days that no calendar has stay days of their own.
    """
    yield from _whole_day_spans(passage, rule)
    for match in passage.find(_DAY_TO_DAY, figures_before(_SLASH_TO_DAY, passage.text)):
        if match[0][0].isdecimal() and is_numbered(passage.text, match.start()):
            continue
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
        to = TO.match(text, match.end()) if match else None
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
    for match in passage.find(_DAYS_LISTED, (bracket.start() for bracket in _BRACKETED.finditer(passage.text))):
        last, _ = _day_at(passage.text, match.end())
        listed = match[0][0] != "(" or "và" in match[0] or _LEADS_DAYS.search(passage.before(match.start(), 20))
        if last is None or not listed:
            continue
        more = match.start("more")
        spans = [(match.start() + (match[0][0] == "("), match.end("first"))]
        spans += [(more + m.start(), more + m.end()) for m in re.finditer(r"\d{1,2}", match["more"])]
        for start, end in spans:
            day = _day(last.year, last.month, passage.text[start:end].split()[-1])
            if day is not None:
                yield date_mention(match, (start, end), (day, day, "day"), rule, 0.93)


def _days_of_one_year(passage: Passage, rule: str) -> Iterator[DateMention]:
    """'ngày 5/3 và 7/4/2019': days in order that have their year from the last."""
    for match in passage.find(_DAYS_OF_YEAR):
        last, _ = _day_at(passage.text, match.end())
        if last is None:
            continue
        listed = list(_DAY_OF_MONTH.finditer(passage.text, match.start("days"), match.end("days")))
        days = [_day(last.year, one["month"], one["day"]) for one in listed]
        told = [day for day in days if day is not None]
        if len(told) < len(days) or sorted({*told, last}) != [*told, last]:
            continue
        for one, day in zip(listed, told, strict=True):
            start = match.start() if one is listed[0] else one.start()
            yield date_mention(match, (start, one.end()), (day, day, "day"), rule, 0.93)


def _days_of_head(passage: Passage, rule: str) -> Iterator[DateMention]:
    """'trước 17h00 ngày 26/9': an hour's day has the year in which it is nearest to the document's own; in telegrams any has.

    None has it where its sentence tells another year: 'Năm 2013, tối ngày 16/10'.
    """
    head = passage.outline.letterhead
    issued = head.issued_on
    if issued is None:
        return
    for match in passage.find(_DAY_OF_HEAD):
        if head.kind != _TELEGRAM and not _TIME_OF_DAY.search(passage.before(match.start(), 20)):
            continue
        day = _of_heads_year(passage, match, issued)
        if day is not None and not _tells_other_year(passage, match, day):
            yield date_mention(match, match.span(), (day, day, "day"), rule, 0.9)


def _of_heads_year(passage: Passage, match: re.Match[str], issued: date) -> date | None:
    """The day nearest to the document's own, before it where it is a cited paper's or 'vừa qua', after it where it is a deadline."""
    days = [_day(issued.year + more, match["month"], match["day"]) for more in (-1, 0, 1)]
    told = [day for day in days if day is not None]
    before = passage.before(match.start(), 40)
    if _GONE_BY.match(passage.text, match.end()) or _OF_A_PAPER.search(before):
        told = [day for day in told if day <= issued]
    elif _STILL_TO_COME.search(before):
        told = [day for day in told if issued <= day <= issued + _A_DEADLINE] or told
    return min(told, key=lambda day: abs(day - issued), default=None)


def _tells_other_year(passage: Passage, match: re.Match[str], day: date) -> bool:
    """Whether the sentence of a day tells a year, and not that of the day."""
    start, end = passage.sentences.at(match.start())
    start, end = max(start, match.start() - _SENTENCE), min(end, match.end() + _SENTENCE)
    years = {one["year"] or one["of_month"] or "" for one in _OTHER_YEAR.finditer(passage.text, start, end)}
    return bool(years) and str(day.year) not in years


def _day(year: int, month: int | str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


FINDERS: Finders = {
    "date.day-span": _day_spans,
    "date.days": _days_listed,
    "date.days-of-year": _days_of_one_year,
    "date.day": _days,
    "date.iso-day": _iso_days,
    "date.day-of-head": _days_of_head,
}
