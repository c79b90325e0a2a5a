"""Days and periods: passage in, `DateMention` out.

Days ('07/5/2018', 'ngày 28 tháng 3 năm 2019'), spans of days ('từ 15-20/5/2019', 'từ ngày 01/02/2019 đến ngày
15/3/2020': one period and not two days), months ('tháng 5/2018', 'từ tháng 3 đến
tháng 9 năm 2018'), quarters ('quý II/2019', 'Quý I - II năm 2019'), part years ('6 tháng đầu năm 2019'),
years and periods ('giai đoạn 2018-2020', 'tầm nhìn 2030'). A day that no calendar has is kept without a
value; a form's blank ('ngày ... tháng ... năm 2003') is none.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date

from pipeline.extract.openings import opened
from pipeline.extract.passage import Passage, Spans
from pipeline.records import DateMention, DatePrecision
from pipeline.structure.calendar import DAY, day_of, states_a_day, whole_number

Period = tuple[date, date, DatePrecision]

_YEAR = r"(?:19|20)\d\d"
_DASH = r"[ \u00a0]?[-–—][ \u00a0]?"
_AND = r"(?:\s?[-–—+]\s?|\s?,\s?|\s+(?:và|đến|hoặc|tới)\s+)"
_OF_YEAR = rf"(?:\s?[/.-]\s?|\s*,?\s+(?:của\s+)?năm\s+|\s+)(?P<year>{_YEAR})(?!\d)"
_MONTH_NAMES = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_MONTH_VALUE = (
    r"(?:\d{1,2}|mười\s+(?:một|hai)|giêng|một|hai|ba|tư|bốn|năm(?=\s+năm)|sáu|b[ảẩ]y|tám|chín|mười|chạp)(?!\w)"
)
_MONTH = opened(
    "tháng", rf"(?<!\w)tháng\s+(?P<month>{_MONTH_VALUE})(?:\s?[/.-]\s?|\s*,?\s+năm\s*)(?P<year>{_YEAR})(?!\d)"
)
_MONTHS = opened(
    "từ tháng",
    rf"(?<!\w)(?:từ\s+)?tháng\s+(?P<first>\d{{1,2}})(?:(?:/|\s+năm\s+)(?P<first_year>{_YEAR}))?"
    rf"(?P<more>(?:{_AND}(?:hết\s+)?(?:tháng\s+)?\d{{1,2}}(?!\d)){{1,11}}){_OF_YEAR}",
)
_BARE_MONTH = rf"(?:0?[1-9]|1[0-2])/{_YEAR}(?![\d/-])"
_MONTH_OR_YEAR = rf"(?:(?:tháng\s+)?{_BARE_MONTH}|(?:năm\s+)?{_YEAR}(?![\d/.-]))"
_MONTHS_OR_YEARS = opened(
    "từ", rf"(?<!\w)từ\s+(?P<low>{_MONTH_OR_YEAR})(?:\s+(?:đến|tới)\s+|{_DASH})(?:hết\s+)?(?P<high>{_MONTH_OR_YEAR})"
)
_BARE_MONTH_AFTER = opened(
    "từ đến hết trước sau vào kể", rf"(?<!\w)(?:từ|đến|hết|trước|sau|vào|kể từ)\s+(?P<month>{_BARE_MONTH})"
)
_QUARTER_VALUE = r"(?:IV|I{1,3}|[1-4])"
_QUARTERS = opened(
    "quý quí quy",
    rf"(?<!\w)(?:quý|quí|quy)\s+(?P<first>{_QUARTER_VALUE})(?P<more>(?:{_AND}(?:(?:đầu|cuối)\s+)?(?:qu[ýí]\s+)?{_QUARTER_VALUE}(?!\w)){{0,4}}){_OF_YEAR}",
)
_QUARTER_TO_QUARTER = opened(
    "từ",
    rf"(?<!\w)từ\s+qu[ýí]\s+(?P<first>{_QUARTER_VALUE})(?:\s?/\s?|\s+năm\s+)(?P<first_year>{_YEAR})(?:\s+(?:đến|tới)\s+|{_DASH})(?:hết\s+)?"
    rf"qu[ýí]\s+(?P<last>{_QUARTER_VALUE})(?:\s?/\s?|\s+năm\s+)(?P<year>{_YEAR})(?!\d)",
)
_PART = opened("tháng", rf"(?<!\w)tháng(?:\s+(?P<which>đầu|cuối))?(?:\s+năm)?(?:\s+(?P<year>{_YEAR}))?(?!\w)")
_MONTHS_OF_PART = re.compile(r"(?<!\w)(?P<count>1[01]|0?[1-9]|ba|sáu|chín)\s+\Z", re.I)
_DAY_TO_DAY = opened(
    "từ ngày",
    rf"(?<!\w)(?:từ\s+(?:ngày\s+)?|ngày\s+)(?P<day>\d{{1,2}})(?:(?:/|\s+tháng\s+)(?P<month>\d{{1,2}}))?"
    rf"(?:{_DASH}|\s+(?:đến|tới)\s+)(?:hết\s+)?(?:ngày\s+)?(?=\d)",
)
_FROM = opened("từ", r"(?<!\w)từ\s{1,4}(?=\S)")
_TO = re.compile(r",?\s+(?:đến|tới)\s+(?:hết\s+)?(?=ngày\s+\d|\d)|\s?[-–—]\s?(?=ngày\s+\d|\d)", re.I)
_DAYS_LISTED = opened("ngày", r"(?<!\w)ngày\s+(?P<first>\d{1,2})(?P<more>(?:\s?[,;]\s?\d{1,2}(?!\d)){0,12})(?:\s?,\s?|\s+và\s+)(?:ngày\s+)?(?=\d)")  # fmt: skip
_PERIOD = opened(
    "giai nhiệm thời các niên từ năm",
    rf"(?<!\w)(?:giai\s+đoạn|nhiệm\s+k[ỳì]|thời\s+k[ỳì]|các\s+năm|năm\s+học|niên\s+(?:độ|vụ|khóa|khoá)|(?:từ\s+)?năm|từ)\s+(?:từ\s+)?(?:năm\s+)?(?P<first>{_YEAR})"
    rf"(?:\s?[-–—]\s?|\s+(?:đến|tới)\s+(?:hết\s+)?(?:năm\s+)?|(?<=\d)/(?=\d{{4}}))(?P<last>{_YEAR})(?![\d.,/]?\d)",
)
_YEARS_FROM = re.compile(r"năm\s+(?=từ\s)", re.I)
_COUNT_OF_YEARS = re.compile(r"(?<!\w)(?:giai\s+đoạn\s+)?\d{1,2}\s+$", re.I)
_BARE_PERIOD = re.compile(rf"(?P<first>(?:19|20)(?<![\w.,/-]\d\d)\d\d){_DASH}(?P<last>{_YEAR})(?![\w/-]|[.,]\d)")
_YEARS = opened(
    "các năm",
    rf"(?<!\w)(?:các\s+)?năm(?:\s+(?:ngân\s+sách|tài\s+chính|kế\s+hoạch|học))?\s*(?P<first>{_YEAR}|2\.0\d\d|1[6-8]\d\d)(?!\d)(?P<more>(?:(?:,\s?|\s+và\s+){_YEAR}(?![\d.]))*)",
)
_YEAR_AFTER = opened(
    "tầm định từ đến hết trước sau vào so",
    rf"(?<!\w)(?:(?P<sure>(?:tầm\s+nhìn|định\s+hướng)(?:\s+đến)?(?:\s+hết)?|từ\s+nay\s+đến)|(?:đến|hết|trước|sau|vào|từ|so\s+với|so))\s+(?P<year>{_YEAR})(?![\d/-])"
    rf"(?(sure)|(?=\s*(?:[,;)\n]|\.\s|\.?$)|\s+(?:đến|tới)\s+nay|\s+trở\s+đi))",
)
_TIME_COLUMN = re.compile(
    r"(?<!\w)(?:thời\s+gian|tiến\s+độ|năm|KC\s?-\s?HT|khởi\s+công|hoàn\s+thành|thời\s+hạn)(?!\w)", re.I
)
_ONLY_YEAR = re.compile(rf"{_YEAR}$")
_BLANK = re.compile(r"ngày[\s._…\-]*tháng[\s._…\-]*$", re.I)
_NOT_A_YEAR = re.compile(
    r"\s+(?:hộ|người|đồng|triệu|tỷ(?!\s+lệ)|tấn|ha|con|cây|m2|xã|cán bộ|lao động|lượt)(?!\w)", re.I
)
_NO_DAY_AFTER = re.compile(r"(?:lô|thửa|số|tỷ lệ|tỉ lệ|tháng)\s*$", re.I)
_COUNT_BEFORE = 12
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_WORDS = {"ba": 3, "sáu": 6, "chín": 9}


def find_dates(passage: Passage) -> tuple[DateMention, ...]:
    """Every day and period of the text, none inside another, in order."""
    found: list[DateMention] = []
    for rule, finder in _FINDERS.items():
        taken = Spans(found)
        found += [m for m in finder(passage, rule) if not taken.overlap(m.start, m.end)]
    return tuple(sorted(found, key=lambda mention: mention.start))


def _meant_as_a_day(match: re.Match[str]) -> bool:
    """A day that no calendar has is still one after 'ngày', or where its parts could be a day and a month."""
    if match["ngay"]:
        return True
    day, month = whole_number(match["day"]), whole_number(match["month"] or match["month2"])
    before = match.string[max(0, match.start() - 10) : match.start()]
    return 1 <= day <= 31 and 1 <= month <= 12 and not _NO_DAY_AFTER.search(before)


def _days(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in DAY.finditer(passage.text):
        if not states_a_day(match):
            continue
        day = day_of(match)
        if day is not None or _meant_as_a_day(match):
            yield _mention(match, match.span(), (day, day, "day"), rule, 0.99 if day else 0.7)


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
            yield _mention(match, (match.start(), end), (first, last, "range"), rule, 0.95)


def _whole_day_spans(passage: Passage, rule: str) -> Iterator[DateMention]:
    text = passage.text
    for lead in passage.find(_FROM):
        match = DAY.match(text, lead.end())
        to = _TO.match(text, match.end()) if match else None
        last, end = _day_at(text, to.end()) if to else (None, 0)
        first = day_of(match) if match else None
        if match and first and last and first < last:
            yield _mention(match, (lead.start(), end), (first, last, "range"), rule, 0.95)


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
                yield _mention(match, (start, end), (day, day, "day"), rule, 0.93)


def _months(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in passage.find(_MONTHS):
        first_year, last_year = int(match["first_year"] or match["year"]), int(match["year"])
        last_number = re.findall(r"\d+", match["more"])[-1]
        first, last = _month(first_year, match["first"]), _month(last_year, last_number)
        if first and last and first[0] < last[1]:
            yield _mention(match, match.span(), (first[0], last[1], "range"), rule)


def _month_of(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in passage.find(_MONTH):
        month = _month(int(match["year"]), match["month"])
        if month:
            yield _mention(match, match.span(), (*month, "month"), rule)


def _bare_months(passage: Passage, rule: str) -> Iterator[DateMention]:
    """'từ 1/1921 đến 11/1923', 'từ 5/1992 đến hết năm 1994'; one alone only after a word of time ('bắt đầu từ 5/1992')."""
    ended = 0
    for match in passage.find(_MONTHS_OR_YEARS):
        first, last = _month_or_year(match["low"]), _month_or_year(match["high"])
        if "/" in match["low"] + match["high"] and first and last and first[0] < last[0]:
            ended = match.end()
            yield _mention(match, match.span(), (first[0], last[1], "range"), rule, 0.95)
    for match in passage.find(_BARE_MONTH_AFTER):
        month = _month_or_year(match["month"])
        if month and match.start() >= ended:
            yield _mention(match, match.span("month"), (*month, "month"), rule, 0.9)


def _month_or_year(words: str) -> tuple[date, date] | None:
    """The first and last day of '5/1992' or 'năm 1994'."""
    year, month = int(words[-4:]), re.search(r"\d{1,2}(?=/)", words)
    return _month(year, month[0]) if month else (date(year, 1, 1), date(year, 12, 31))


def _quarters(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in passage.find(_QUARTERS):
        values = [match["first"], *re.findall(rf"(?<![\w]){_QUARTER_VALUE}(?!\w)", match["more"].upper())]
        numbers = [_quarter(value) for value in values]
        first, last, year = min(numbers), max(numbers), int(match["year"])
        span = (date(year, 3 * first - 2, 1), _last_day(year, 3 * last))
        yield _mention(match, match.span(), (*span, "quarter" if first == last else "range"), rule)


def _quarter_to_quarter(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in passage.find(_QUARTER_TO_QUARTER):
        first = date(int(match["first_year"]), 3 * _quarter(match["first"]) - 2, 1)
        last = _last_day(int(match["year"]), 3 * _quarter(match["last"]))
        if first < last:
            yield _mention(match, match.span(), (first, last, "range"), rule)


def _quarter(value: str) -> int:
    return _ROMAN.get(value.upper()) or int(value)


def _parts(passage: Passage, rule: str) -> Iterator[DateMention]:
    """'6 tháng đầu năm': of the year said, else of the document's own."""
    issued = passage.outline.letterhead.issued_on
    for match in passage.find(_PART):
        said = match["year"]
        if not said and not (match["which"] and issued):
            continue
        months = _MONTHS_OF_PART.search(passage.text, max(0, match.start() - _COUNT_BEFORE), match.start())
        if months is None:
            continue
        year = int(said) if said else issued.year if issued else 0
        count = _WORDS.get(months["count"].lower()) or int(months["count"])
        late = (match["which"] or "").lower() == "cuối"
        span = (date(year, 13 - count, 1), date(year, 12, 31)) if late else (date(year, 1, 1), _last_day(year, count))
        yield _mention(match, (months.start(), match.end()), (*span, "range"), rule, 0.97 if said else 0.8)


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
            yield _mention(match, (start, match.end()), (date(first, 1, 1), date(last, 12, 31), "range"), rule)


def _bare_periods(passage: Passage, rule: str) -> Iterator[DateMention]:
    """'Chương trình 2016 - 2020'."""
    for match in _BARE_PERIOD.finditer(passage.text):
        first, last = int(match["first"]), int(match["last"])
        if first < last <= first + 50 and not _NOT_A_YEAR.match(passage.text, match.end()):
            yield _mention(match, match.span(), (date(first, 1, 1), date(last, 12, 31), "range"), rule, 0.9)


def _years(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in passage.find(_YEARS):
        if _BLANK.search(passage.text, max(0, match.start() - 60), match.start()):
            continue
        first_end = match.end("first")
        yield _year(match, (match.start(), first_end), int(match["first"].replace(".", "")), rule, 0.98)
        for more in re.finditer(_YEAR, match["more"]):
            yield _year(match, (first_end + more.start(), first_end + more.end()), int(more[0]), rule, 0.95)


def _years_after(passage: Passage, rule: str) -> Iterator[DateMention]:
    """A year without 'năm' after a word of time: 'tầm nhìn 2030', 'đến 2005,'."""
    for match in passage.find(_YEAR_AFTER):
        if not _NOT_A_YEAR.match(passage.text, match.end()):
            yield _year(match, match.span("year"), int(match["year"]), rule, 0.85)


def _cell_years(passage: Passage, rule: str) -> Iterator[DateMention]:
    """A year alone in a cell under a heading of time: '2024' under 'Thời gian KC-HT'."""
    for cell in passage.found.cells:
        if not cell.is_head and _TIME_COLUMN.search(cell.header) and (match := _ONLY_YEAR.match(cell.text)):
            year = date(int(match[0]), 1, 1), date(int(match[0]), 12, 31)
            yield DateMention(
                start=cell.start,
                end=cell.end,
                text=cell.text,
                rule=rule,
                confidence=0.9,
                first_day=year[0],
                last_day=year[1],
                precision="year",
            )


_FINDERS: dict[str, Callable[[Passage, str], Iterator[DateMention]]] = {
    "date.day-span": _day_spans,
    "date.days": _days_listed,
    "date.day": _days,
    "date.months": _months,
    "date.month": _month_of,
    "date.bare-month": _bare_months,
    "date.quarter-span": _quarter_to_quarter,
    "date.quarter": _quarters,
    "date.part-year": _parts,
    "date.period": _periods,
    "date.bare-period": _bare_periods,
    "date.year": _years,
    "date.bare-year": _years_after,
    "date.cell-year": _cell_years,
}


def _mention(
    match: re.Match[str],
    span: tuple[int, int],
    period: tuple[date | None, date | None, DatePrecision],
    rule: str,
    confidence: float = 0.98,
) -> DateMention:
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


def _year(match: re.Match[str], span: tuple[int, int], year: int, rule: str, confidence: float) -> DateMention:
    return _mention(match, span, (date(year, 1, 1), date(year, 12, 31), "year"), rule, confidence)


def _day(year: int, month: int | str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


def _month(year: int, month: str) -> tuple[date, date] | None:
    name = " ".join(month.lower().split())
    number = _MONTH_NAMES.get(name) or (int(name) if name.isdecimal() else 0)
    return (date(year, number, 1), _last_day(year, number)) if 1 <= number <= 12 else None


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
