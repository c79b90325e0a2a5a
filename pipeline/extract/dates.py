"""Days and periods: passage in, `DateMention` out.

Days ('07/5/2018', 'ngày 28 tháng 3 năm 2019'), months ('tháng 5/2018', 'từ tháng 3 đến tháng 9 năm
2018'), quarters ('quý II/2019', 'Quý I - II năm 2019'), part years ('6 tháng đầu năm 2019'), years and
periods ('giai đoạn 2018-2020'). A day that no calendar has is kept without a value.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date

from pipeline.extract.passage import Passage, Spans
from pipeline.records import DateMention, DatePrecision
from pipeline.structure.calendar import DAY, day_of, states_a_day

Period = tuple[date, date, DatePrecision]

_YEAR = r"(?:19|20)\d\d"
_AND = r"(?:\s?[-–—]\s?|\s?,\s?|\s+(?:và|đến|hoặc|tới)\s+)"
_OF_YEAR = rf"(?:\s?[/-]\s?|\s*,?\s+(?:của\s+)?năm\s+|\s+)(?P<year>{_YEAR})(?!\d)"
_MONTH = re.compile(rf"(?<!\w)tháng\s+(?P<month>\d{{1,2}})(?:\s?[/-]\s?|\s*,?\s+năm\s+)(?P<year>{_YEAR})(?!\d)", re.I)
_MONTHS = re.compile(
    rf"(?<!\w)(?:từ\s+)?tháng\s+(?P<first>\d{{1,2}})(?:/(?P<first_year>{_YEAR}))?{_AND}(?:hết\s+)?(?:tháng\s+)?(?P<last>\d{{1,2}}){_OF_YEAR}",
    re.I,
)
_QUARTER_VALUE = r"(?:IV|I{1,3}|[1-4])"
_QUARTERS = re.compile(
    rf"(?<!\w)(?:quý|quí|quy)\s+(?P<first>{_QUARTER_VALUE})(?P<more>(?:{_AND}(?:(?:đầu|cuối)\s+)?(?:quý\s+)?{_QUARTER_VALUE}(?!\w)){{0,4}}){_OF_YEAR}",
    re.I,
)
_PART = re.compile(
    rf"(?<!\w)(?P<count>0?[369]|ba|sáu|chín)\s+tháng(?:\s+(?P<which>đầu|cuối))?(?:\s+năm)?(?:\s+(?P<year>{_YEAR}))?(?!\w)",
    re.I,
)
_PERIOD = re.compile(
    rf"(?<!\w)(?:giai\s+đoạn|nhiệm\s+kỳ|thời\s+kỳ|các\s+năm|năm\s+học|(?:từ\s+)?năm)\s+(?:từ\s+)?(?:năm\s+)?(?P<first>{_YEAR})"
    rf"(?:\s?[-–—]\s?|\s+(?:đến|tới)\s+(?:hết\s+)?(?:năm\s+)?)(?P<last>{_YEAR})(?!\d)",
    re.I,
)
_YEARS = re.compile(
    rf"(?<!\w)(?:các\s+)?năm\s+(?P<first>{_YEAR})(?!\d)(?P<more>(?:(?:,\s?|\s+và\s+){_YEAR}(?!\d))*)", re.I
)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_WORDS = {"ba": 3, "sáu": 6, "chín": 9}


def find_dates(passage: Passage) -> tuple[DateMention, ...]:
    """Every day and period of the text, none inside another, in order."""
    found: list[DateMention] = []
    for rule, finder in _FINDERS.items():
        taken = Spans(found)
        found += [m for m in finder(passage, rule) if not taken.overlap(m.start, m.end)]
    return tuple(sorted(found, key=lambda mention: mention.start))


def _days(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in DAY.finditer(passage.text):
        if not states_a_day(match):
            continue
        day = day_of(match)
        if day is not None or _meant_as_a_day(match):
            yield _mention(match, (match.start(), match.end()), (day, day, "day"), rule, 0.99 if day else 0.7)


def _meant_as_a_day(match: re.Match[str]) -> bool:
    """A day that no calendar has is still one after 'ngày', or where its parts could be a day and a month."""
    if match["ngay"]:
        return True
    day, month = int(match["day"]), int(match["month"] or match["month2"])
    before = match.string[max(0, match.start() - 10) : match.start()].lower()
    return 1 <= day <= 31 and 1 <= month <= 12 and not re.search(r"(?:lô|thửa|số|tỷ lệ|tỉ lệ|tháng)\s*$", before)


def _months(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in _MONTHS.finditer(passage.text):
        first_year, last_year = int(match["first_year"] or match["year"]), int(match["year"])
        first, last = _month(first_year, match["first"]), _month(last_year, match["last"])
        if first and last and first[0] < last[1]:
            yield _mention(match, match.span(), (first[0], last[1], "range"), rule)


def _month_of(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in _MONTH.finditer(passage.text):
        month = _month(int(match["year"]), match["month"])
        if month:
            yield _mention(match, match.span(), (*month, "month"), rule)


def _quarters(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in _QUARTERS.finditer(passage.text):
        values = [match["first"], *re.findall(rf"(?<![\w]){_QUARTER_VALUE}(?!\w)", match["more"].upper())]
        numbers = [_ROMAN.get(value.upper()) or int(value) for value in values]
        first, last, year = min(numbers), max(numbers), int(match["year"])
        span = (date(year, 3 * first - 2, 1), _last_day(year, 3 * last))
        yield _mention(match, match.span(), (*span, "quarter" if first == last else "range"), rule)


def _parts(passage: Passage, rule: str) -> Iterator[DateMention]:
    """'6 tháng đầu năm': of the year said, else of the document's own."""
    issued = passage.outline.letterhead.issued_on
    for match in _PART.finditer(passage.text):
        said = match["year"]
        if not said and not (match["which"] and issued):
            continue
        year = int(said) if said else issued.year if issued else 0
        count = _WORDS.get(match["count"].lower()) or int(match["count"])
        late = (match["which"] or "").lower() == "cuối"
        span = (date(year, 13 - count, 1), date(year, 12, 31)) if late else (date(year, 1, 1), _last_day(year, count))
        yield _mention(match, match.span(), (*span, "range"), rule, 0.97 if said else 0.8)


def _periods(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in _PERIOD.finditer(passage.text):
        first, last = int(match["first"]), int(match["last"])
        if first < last:
            yield _mention(match, match.span(), (date(first, 1, 1), date(last, 12, 31), "range"), rule)


def _years(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in _YEARS.finditer(passage.text):
        year = int(match["first"])
        first_end = match.end("first")
        yield _mention(match, (match.start(), first_end), (date(year, 1, 1), date(year, 12, 31), "year"), rule)
        for more in re.finditer(_YEAR, match["more"]):
            span = (first_end + more.start(), first_end + more.end())
            year = int(more[0])
            yield _mention(match, span, (date(year, 1, 1), date(year, 12, 31), "year"), rule, 0.95)


_FINDERS: dict[str, Callable[[Passage, str], Iterator[DateMention]]] = {
    "date.day": _days,
    "date.months": _months,
    "date.month": _month_of,
    "date.quarter": _quarters,
    "date.part-year": _parts,
    "date.period": _periods,
    "date.year": _years,
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


def _month(year: int, month: str) -> tuple[date, date] | None:
    number = int(month)
    return (date(year, number, 1), _last_day(year, number)) if 1 <= number <= 12 else None


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
