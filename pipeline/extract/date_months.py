"""Months, quarters and parts of years: 'tháng 5/2018', 'quý I - II năm 2019', '6 tháng đầu năm'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.extract.date_words import DASH, YEAR, Finders, date_mention, last_day
from pipeline.extract.passage import Passage
from pipeline.records import DateMention
from pipeline.structure.openings import opened

_AND = r"(?:\s?[-–—+]\s?|\s?,\s?|\s+(?:và|đến|hoặc|tới)\s+)"
_OF_YEAR = rf"(?:\s?[/.-]\s?|\s*,?\s+(?:của\s+)?năm\s+|\s+)(?P<year>{YEAR})(?!\d)"
_MONTH_NAMES = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_MONTH_VALUE = (
    r"(?:\d{1,2}|mười\s+(?:một|hai)|giêng|một|hai|ba|tư|bốn|năm(?=\s+năm)|sáu|b[ảẩ]y|tám|chín|mười|chạp)(?!\w)"
)
_MONTH = opened(
    "tháng", rf"(?<!\w)tháng\s+(?P<month>{_MONTH_VALUE})(?:\s?[/.-]\s?|\s*,?\s+năm\s*)(?P<year>{YEAR})(?!\d)"
)
_MONTHS = opened(
    "từ tháng",
    rf"(?<!\w)(?:từ\s+)?tháng\s+(?P<first>\d{{1,2}})(?:(?:/|\s+năm\s+)(?P<first_year>{YEAR}))?"
    rf"(?P<more>(?:{_AND}(?:hết\s+)?(?:tháng\s+)?\d{{1,2}}(?!\d)){{1,11}}){_OF_YEAR}",
)
_BARE_MONTH = rf"(?:0?[1-9]|1[0-2])/{YEAR}(?![\d/-])"
_MONTH_OR_YEAR = rf"(?:(?:tháng\s+)?{_BARE_MONTH}|(?:năm\s+)?{YEAR}(?![\d/.-]))"
_MONTHS_OR_YEARS = opened(
    "từ", rf"(?<!\w)từ\s+(?P<low>{_MONTH_OR_YEAR})(?:\s+(?:đến|tới)\s+|{DASH})(?:hết\s+)?(?P<high>{_MONTH_OR_YEAR})"
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
    rf"(?<!\w)từ\s+qu[ýí]\s+(?P<first>{_QUARTER_VALUE})(?:\s?/\s?|\s+năm\s+)(?P<first_year>{YEAR})(?:\s+(?:đến|tới)\s+|{DASH})(?:hết\s+)?"
    rf"qu[ýí]\s+(?P<last>{_QUARTER_VALUE})(?:\s?/\s?|\s+năm\s+)(?P<year>{YEAR})(?!\d)",
)
_PART = opened("tháng", rf"(?<!\w)tháng(?:\s+(?P<which>đầu|cuối))?(?:\s+năm)?(?:\s+(?P<year>{YEAR}))?(?!\w)")
_MONTHS_OF_PART = re.compile(r"(?<!\w)(?P<count>1[01]|0?[1-9]|ba|sáu|chín)\s+\Z", re.I)
_COUNT_BEFORE = 12
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_WORDS = {"ba": 3, "sáu": 6, "chín": 9}


def _months(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in passage.find(_MONTHS):
        first_year, last_year = int(match["first_year"] or match["year"]), int(match["year"])
        last_number = re.findall(r"\d+", match["more"])[-1]
        first, last = _month(first_year, match["first"]), _month(last_year, last_number)
        if first and last and first[0] < last[1]:
            yield date_mention(match, match.span(), (first[0], last[1], "range"), rule)


def _month_of(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in passage.find(_MONTH):
        month = _month(int(match["year"]), match["month"])
        if month:
            yield date_mention(match, match.span(), (*month, "month"), rule)


def _bare_months(passage: Passage, rule: str) -> Iterator[DateMention]:
    """'từ 1/1921 đến 11/1923', 'từ 5/1992 đến hết năm 1994'; one alone only after a word of time ('bắt đầu từ 5/1992')."""
    ended = 0
    for match in passage.find(_MONTHS_OR_YEARS):
        first, last = _month_or_year(match["low"]), _month_or_year(match["high"])
        if "/" in match["low"] + match["high"] and first and last and first[0] < last[0]:
            ended = match.end()
            yield date_mention(match, match.span(), (first[0], last[1], "range"), rule, 0.95)
    for match in passage.find(_BARE_MONTH_AFTER):
        month = _month_or_year(match["month"])
        if month and match.start() >= ended:
            yield date_mention(match, match.span("month"), (*month, "month"), rule, 0.9)


def _month_or_year(words: str) -> tuple[date, date] | None:
    """The first and last day of '5/1992' or 'năm 1994'."""
    year, month = int(words[-4:]), re.search(r"\d{1,2}(?=/)", words)
    return _month(year, month[0]) if month else (date(year, 1, 1), date(year, 12, 31))


def _month(year: int, month: str) -> tuple[date, date] | None:
    name = " ".join(month.lower().split())
    number = _MONTH_NAMES.get(name) or (int(name) if name.isdecimal() else 0)
    return (date(year, number, 1), last_day(year, number)) if 1 <= number <= 12 else None


def _quarters(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in passage.find(_QUARTERS):
        values = [match["first"], *re.findall(rf"(?<![\w]){_QUARTER_VALUE}(?!\w)", match["more"].upper())]
        numbers = [_quarter(value) for value in values]
        first, last, year = min(numbers), max(numbers), int(match["year"])
        span = (date(year, 3 * first - 2, 1), last_day(year, 3 * last))
        yield date_mention(match, match.span(), (*span, "quarter" if first == last else "range"), rule)


def _quarter_to_quarter(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in passage.find(_QUARTER_TO_QUARTER):
        first = date(int(match["first_year"]), 3 * _quarter(match["first"]) - 2, 1)
        last = last_day(int(match["year"]), 3 * _quarter(match["last"]))
        if first < last:
            yield date_mention(match, match.span(), (first, last, "range"), rule)


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
        span = (date(year, 13 - count, 1), date(year, 12, 31)) if late else (date(year, 1, 1), last_day(year, count))
        yield date_mention(match, (months.start(), match.end()), (*span, "range"), rule, 0.97 if said else 0.8)


FINDERS: Finders = {
    "date.months": _months,
    "date.month": _month_of,
    "date.bare-month": _bare_months,
    "date.quarter-span": _quarter_to_quarter,
    "date.quarter": _quarters,
    "date.part-year": _parts,
}
