"""Months, quarters and parts of years: 'tháng 5/2018', 'T6/2019', 'quý I - II năm 2019', '6 tháng đầu năm'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.extract.dates.words import (
    DASH,
    YEAR,
    Finders,
    date_mention,
    figures_before,
    is_labelled,
    is_numbered,
    last_day,
)
from pipeline.extract.passage import Passage, Spans
from pipeline.records import DateMention, DatePrecision
from pipeline.structure.openings import opened

_YEAR_ENDS = r"(?!\d|(?-i:/[A-ZĐ]{2}))"
"""'Hợp đồng số T5/2019/HĐ-XD' has no year."""
_AND = r"(?:\s?[-–—+&]\s?|\s?,\s?|\s+(?:và|đến|hoặc|tới)\s+)"
_OF_YEAR = rf"(?:\s?[/.-]\s?|\s*,?\s+(?:của\s+)?năm\s+|\s+)(?P<year>{YEAR}){_YEAR_ENDS}"
_MONTH_NAMES = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_MONTH_VALUE = (
    r"(?:\d{1,2}|mười\s+(?:một|hai)|giêng|một|hai|ba|tư|bốn|năm(?=\s+năm)|sáu|b[ảẩ]y|tám|chín|mười|chạp)(?!\w)"
)
_TIGHT = r"(?:\s+|(?=\d))"
_MONTH = opened(
    rf"(?<!\w)(?:tháng{_TIGHT}|(?<![/-])(?-i:T)\.?(?=\d\d?/))(?P<month>{_MONTH_VALUE})(?:\s?[/.-]\s?|\s*,?\s+năm\s*)(?P<year>{YEAR}){_YEAR_ENDS}",
)
_MONTHS = opened(
    rf"(?<!\w)(?:từ\s+)?(?:tháng{_TIGHT}|(?<![/-])(?-i:T)\.?(?=\d))(?P<first>\d{{1,2}})(?:(?:/|\s+năm\s+)(?P<first_year>{YEAR}))?"
    rf"(?P<more>(?:{_AND}(?:hết\s+)?(?:tháng{_TIGHT}|T\.?)?\d{{1,2}}(?!\d)){{1,11}}){_OF_YEAR}",
)
_BARE_MONTH = rf"(?:0?[1-9]|1[0-2])/{YEAR}(?![\d/]|-(?!\d{{1,2}}/{YEAR}))"
_MONTH_OR_YEAR = rf"(?:(?:tháng\s+)?{_BARE_MONTH}|(?:năm\s+)?{YEAR}(?![\d/.-]))"
_MONTHS_OR_YEARS = opened(
    rf"(?:(?<!\w)từ\s+|(?=\d))(?P<low>{_MONTH_OR_YEAR})(?:\s+(?:đến|tới)\s+|{DASH})(?:hết\s+)?(?P<high>{_MONTH_OR_YEAR})(?!{DASH}\d{{1,2}}/)",
)
_CLAUSE_ENDS = (
    r"(?=\s?[,;|)](?!\s*(?:đạt|bằng|chiếm))|\.?(?:[\t\n]|\s*$)|\.\s|\s(?:và|thì|rồi|sẽ|phải|tại|do|có|bằng(?!\s\d)"
    r"|(?:đến|tới)\snay)(?!\w)|\s[-–]\s(?!\d))"
)
"""What may follow a month where a share may stand: 'hoàn thành 7/1950 hộ' has none."""
_BARE_MONTH_AFTER = opened(
    rf"(?<!\w)(?:từ|đến|hết|trước|sau|vào|(?:hạn|thời\s+(?:gian|điểm|hạn))\s?:?|(?P<counts>trong|khởi\s+công|động\s+thổ|khánh\s+thành|bắt\s+đầu"
    rf"|hoàn\s+thành|kết\s+thúc|thông\s+xe|bàn\s+giao|nghiệm\s+thu|xong|tiến\s+độ)\s?:?)\s+(?P<month>{_BARE_MONTH})(?(counts){_CLAUSE_ENDS})",
)
_SLASH_TO_MONTH = re.compile(rf"/{YEAR}{DASH}(?=\d{{1,2}}/{YEAR})")
_QUARTER_VALUE = r"(?:IV|I{1,3}|[1-4])"
_QUARTER_MARK = r"(?:qu[ýí]\s*|Q\.?)"
_SHORT_QUARTER = (
    rf"(?-i:Q)(?:\.(?=I))?(?={_QUARTER_VALUE}(?:(?:\s?[-–+&]\s?{_QUARTER_MARK}?"
    rf"|\s?,\s?{_QUARTER_MARK}){_QUARTER_VALUE}){{0,3}}\s?/\s?{YEAR})"
)
"""'Q.1', 'Q.3, 2/2019' are of addresses."""
_QUARTERS = opened(
    rf"(?<!\w)(?:(?:quý|quí|quy)\s*|(?<![/-]){_SHORT_QUARTER})(?P<first>{_QUARTER_VALUE})"
    rf"(?P<more>(?:{_AND}(?:(?:đầu|cuối)\s+)?{_QUARTER_MARK}?{_QUARTER_VALUE}(?!\w)){{0,4}}){_OF_YEAR}",
)
_SHORT = re.compile(r"[TQ][.\dIV]")
_LISTED_QUARTER = re.compile(rf"(?<![^\WQÝÍ]){_QUARTER_VALUE}(?!\w)")
_PART = opened(
    rf"(?<![^\W\d])(?P<unit>tháng|(?-i:T)(?=/|\s+(?:đầu|cuối)\s+năm)|(?:quý|nửa)(?=\s+(?:đầu|cuối)\s+năm))"
    rf"(?:\s+(?P<which>đầu|cuối))?(?:\s+năm)?(?:(?:\s+|/)(?P<year>{YEAR}))?(?!\w|(?-i:/[A-ZĐ]{{2}}))",
)
_COUNT = re.compile(
    r"(?<!\w)(?<!mười )(?<!mươi )(?P<count>(?:1[01]|0?[1-9])(?!\d)|(?:mười\s+(?:một|hai)|một|hai|ba|bốn|sáu|bảy|tám|chín|mười)(?=\s))\s*\Z",
    re.I,
)
_LEADS_PERIOD = re.compile(
    r"(?:^|[|:(\t\n]|(?<!\w)(?:(?-i:TH|KQ|BC|KH|ƯTH)|ước|thực\s+hiện|kết\s+quả|báo\s+cáo|cùng\s+kỳ|so\s+với|trong))\s*\Z",
    re.I,
)
_REPORTED = ("ba", "sáu", "chín")
_SOME = re.compile(r"(?:các|những|mỗi|\d)\s*\Z", re.I)
_MONTHS_OF = {"quý": 3, "nửa": 6}
_COUNT_BEFORE = 12
_MONTHS_OF_YEAR = 12
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


def _months(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in passage.find(_MONTHS):
        first_year, last_year = int(match["first_year"] or match["year"]), int(match["year"])
        last_number = re.findall(r"\d+", match["more"])[-1]
        first, last = _month(first_year, match["first"]), _month(last_year, last_number)
        if first and last and first[0] < last[1] and not _is_label(match):
            yield date_mention(match, match.span(), (first[0], last[1], "range"), rule)


def _month_of(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in passage.find(_MONTH):
        month = _month(int(match["year"]), match["month"])
        if month and not _is_label(match):
            yield date_mention(match, match.span(), (*month, "month"), rule)


def _bare_months(passage: Passage, rule: str) -> Iterator[DateMention]:
    """'từ 1/1921 đến 11/1923', '09/2017 - 06/2018'; one alone only after a word of time ('bắt đầu từ 5/1992')."""
    spans: list[DateMention] = []
    for match in passage.find(_MONTHS_OR_YEARS, figures_before(_SLASH_TO_MONTH, passage.text)):
        first, last = _month_or_year(match["low"]), _month_or_year(match["high"])
        if match[0][0].isdecimal() and is_numbered(passage.text, match.start()):
            continue
        if "/" in match["low"] + match["high"] and first and last and first[0] < last[0]:
            spans.append(date_mention(match, match.span(), (first[0], last[1], "range"), rule, 0.95))
    taken = Spans(spans)
    for match in passage.find(_BARE_MONTH_AFTER):
        month = _month_or_year(match["month"])
        if month and not taken.overlap(*match.span("month")):
            spans.append(date_mention(match, match.span("month"), (*month, "month"), rule, 0.9))
    yield from spans


def _is_label(match: re.Match[str]) -> bool:
    """'lô T5/2019', 'số Q1/2019'; a word for month or quarter is sure."""
    return _SHORT.match(match[0]) is not None and is_labelled(match.string, match.start())


def _month_or_year(words: str) -> tuple[date, date] | None:
    """The first and last day of '5/1992' or 'năm 1994'."""
    year, month = int(words[-4:]), re.search(r"\d{1,2}(?=/)", words)
    return _month(year, month[0]) if month else (date(year, 1, 1), date(year, 12, 31))


def _month(year: int, month: str) -> tuple[date, date] | None:
    number = _number(month)
    return (date(year, number, 1), last_day(year, number)) if 1 <= number <= 12 else None


def _number(month: str) -> int:
    """The number that figures or words tell."""
    name = " ".join(month.lower().split())
    return _MONTH_NAMES.get(name) or (int(name) if name.isdecimal() else 0)


def _quarters(passage: Passage, rule: str) -> Iterator[DateMention]:
    for match in passage.find(_QUARTERS):
        if _is_label(match):
            continue
        values = [match["first"], *_LISTED_QUARTER.findall(match["more"].upper())]
        numbers = [_quarter(value) for value in values]
        first, last, year = min(numbers), max(numbers), int(match["year"])
        span = (date(year, 3 * first - 2, 1), last_day(year, 3 * last))
        yield date_mention(match, match.span(), (*span, "quarter" if first == last else "range"), rule)


def _quarter(value: str) -> int:
    return _ROMAN.get(value.upper()) or int(value)


def _parts(passage: Passage, rule: str) -> Iterator[DateMention]:
    """'6 tháng đầu năm', '9T/2021', 'quý cuối năm', 'nửa đầu năm': of the year said, else of the document's own."""
    issued = passage.outline.letterhead.issued_on
    for match in passage.find(_PART):
        said, unit = match["year"], match["unit"].lower()
        if not said and not (match["which"] and issued):
            continue
        start = max(0, match.start() - _COUNT_BEFORE)
        counted = _COUNT.search(passage.text, start, match.start()) if unit != "nửa" else None
        if counted is None and (unit not in _MONTHS_OF or _SOME.search(passage.text, start, match.start())):
            continue
        if counted and not match["which"] and not _is_period(match, counted):
            continue
        year = int(said) if said else issued.year if issued else 0
        count = _number(counted["count"]) if counted else 1
        months = count * _MONTHS_OF.get(unit, 1)
        if months >= _MONTHS_OF_YEAR:
            continue
        late = (match["which"] or "").lower() == "cuối"
        first, last = (13 - months, 12) if late else (1, months)
        precision: DatePrecision = "quarter" if unit == "quý" and count == 1 else "range"
        span = ((counted or match).start(), match.end())
        period = (date(year, first, 1), last_day(year, last), precision)
        yield date_mention(match, span, period, rule, 0.97 if said else 0.8)


def _is_period(match: re.Match[str], counted: re.Match[str]) -> bool:
    """Months without 'đầu' or 'cuối': no 'nghỉ bốn tháng năm 2018', no lorry 'xe 5T/2020'."""
    if match["unit"] == "T":
        return _LEADS_PERIOD.search(match.string, max(0, counted.start() - 20), counted.start()) is not None
    return counted["count"].isdecimal() or counted["count"].lower() in _REPORTED


FINDERS: Finders = {
    "date.months": _months,
    "date.month": _month_of,
    "date.bare-month": _bare_months,
    "date.quarter": _quarters,
    "date.part-year": _parts,
}
