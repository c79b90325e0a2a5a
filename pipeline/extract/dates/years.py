"""Years and periods of years: 'giai đoạn 2018-2020', 'tầm nhìn 2030', a year alone in a cell under a heading of time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.extract.dates.words import DASH, YEAR, Finders, date_mention, last_day, year_mention
from pipeline.extract.passage import Passage
from pipeline.records import DateMention
from pipeline.structure.openings import opened

_PERIOD = opened(
    r"(?<!\w)(?:giai\s+đoạn|nhiệm\s+k[ỳì]|thời\s+k[ỳì]|các\s+năm|năm\s+học|niên\s+(?:độ|vụ|khóa)|(?:từ\s+)?năm"
    rf"|từ)\s+(?:từ\s+)?(?:năm\s+)?(?P<first>{YEAR})"
    rf"(?:\s?[-–—]\s?|\s+(?:đến|tới)\s+(?:hết\s+)?(?:năm\s+)?|(?<=\d)/(?=\d{{4}}))(?P<last>{YEAR})(?![\d.,/]?\d)",
)
_YEARS_FROM = re.compile(r"năm\s+(?=từ\s)", re.I)
_COUNT_OF_YEARS = re.compile(r"(?<!\w)(?:giai\s+đoạn\s+)?\d{1,2}\s+$", re.I)
_BARE_PERIOD = re.compile(rf"(?P<first>(?:19|20)(?<![\w.,/-]\d\d)\d\d){DASH}(?P<last>{YEAR})(?![\w/-]|[.,]\d)")
_YEARS = opened(
    rf"(?<!\w)(?:các\s+)?năm(?:\s+(?:ngân\s+sách|tài\s+chính|kế\s+hoạch|học))?\s*(?P<first>{YEAR}|2\.0\d\d|1[6-8]\d\d)"
    rf"(?!\d)(?P<more>(?:(?:,\s?|\s+và\s+){YEAR}(?!\d|\.\d))*)",
)
_YEAR_AFTER = opened(
    r"(?<!\w)(?:(?P<sure>(?:tầm\s+nhìn|định\s+hướng)(?:\s+đến)?(?:\s+hết)?|từ\s+nay\s+đến)"
    rf"|(?:đến|hết|trước|sau|vào|từ|so\s+với|so))\s+(?P<year>{YEAR})(?![\d/-])"
    rf"(?(sure)|(?=\s*(?:[,;)\n]|\.\s|\.?$)|\t|\s+(?:(?:đến|tới)\s+nay|trở\s+đi|(?:có|sẽ|phải|đạt|đã)(?!\w))))",
)
_TIME_COLUMN = re.compile(
    r"(?<!\w)(?:thời\s+gian|tiến\s+độ|năm|KC\s?-\s?HT|khởi\s+công|hoàn\s+thành|thời\s+hạn)(?!\w)", re.I
)
_ONLY_YEAR = re.compile(rf"(?:(?P<month>0?[1-9]|1[0-2])/)?(?P<year>{YEAR})$")
_BLANK = re.compile(r"ngày[\s._…\-]*tháng[\s._…\-]*$", re.I)
_NOT_A_YEAR = re.compile(
    r"[^\S\n]+(?:hộ|người|đồng|triệu|tỷ(?!\s+lệ)|tấn|ha|con|cây|m2|xã|cán bộ|lao động|lượt)(?!\w)", re.I
)


def _periods(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in passage.find(_PERIOD):
        first, last = int(match["first"]), int(match["last"])
        counted = match[0][:2].lower() == "từ" and "năm" not in match[0].lower()
        if first < last and not (counted and _NOT_A_YEAR.match(passage.text, match.end())):
            # Of 'trong 9 năm từ 1985 đến 1993' the period begins at 'từ', of 'giai đoạn 5 năm 2001-2005' before its years.
            start = match.start() + (lead.end() if (lead := _YEARS_FROM.match(match[0])) else 0)
            before = passage.before(start, 20)
            if match[0][:3].lower() == "năm" and lead is None and (count := _COUNT_OF_YEARS.search(before)):
                start -= len(before) - count.start()
            yield date_mention(match, (start, match.end()), (date(first, 1, 1), date(last, 12, 31), "range"), rule)


def _bare_periods(passage: Passage, rule: str) -> Iterator[DateMention]:
    """'Chương trình 2016 - 2020'."""
    for match in _BARE_PERIOD.finditer(passage.text):
        first, last = int(match["first"]), int(match["last"])
        if first < last <= first + 50 and not _NOT_A_YEAR.match(passage.text, match.end()):
            yield date_mention(match, match.span(), (date(first, 1, 1), date(last, 12, 31), "range"), rule, 0.9)


def _years(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in passage.find(_YEARS):
        if _BLANK.search(passage.text, max(0, match.start() - 60), match.start()):
            continue
        first_end = match.end("first")
        yield year_mention(match, (match.start(), first_end), int(match["first"].replace(".", "")), rule, 0.98)
        for more in re.finditer(YEAR, match["more"]):
            yield year_mention(match, (first_end + more.start(), first_end + more.end()), int(more[0]), rule, 0.95)


def _years_after(passage: Passage, rule: str) -> Iterator[DateMention]:
    """A year without 'năm' after a word of time: 'tầm nhìn 2030', 'đến 2005,'."""
    for match in passage.find(_YEAR_AFTER):
        if not _NOT_A_YEAR.match(passage.text, match.end()):
            yield year_mention(match, match.span("year"), int(match["year"]), rule, 0.85)


def _cell_years(passage: Passage, rule: str) -> Iterator[DateMention]:
    """A year or month alone in a cell under a heading of time: '2024', '5/2024' under 'Thời gian KC-HT'."""
    for cell in passage.found.cells:
        if not cell.is_head and _TIME_COLUMN.search(cell.header) and (match := _ONLY_YEAR.match(cell.text)):
            year, month = int(match["year"]), int(match["month"] or 0)
            yield DateMention(
                start=cell.start,
                end=cell.end,
                text=cell.text,
                rule=rule,
                confidence=0.9,
                first_day=date(year, month or 1, 1),
                last_day=last_day(year, month or 12),
                precision="month" if month else "year",
            )


FINDERS: Finders = {
    "date.period": _periods,
    "date.bare-period": _bare_periods,
    "date.year": _years,
    "date.bare-year": _years_after,
    "date.cell-year": _cell_years,
}
