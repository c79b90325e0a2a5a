"""Figures of money: where a number stands with its unit, powers added up ('2 tỷ 300 triệu'), ends of ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipeline.extract.amounts.money_words import (
    Unit,
    numbered_words,
    prefix_currency,
    prefix_ends,
    prefix_pattern,
    unit_at,
    unit_letters,
)
from pipeline.extract.amounts.rates import rate_at
from pipeline.extract.numerals import (
    FIGURES,
    LOOSE_FIGURES,
    NO_FIGURE_BEFORE,
    NUMBER_WORD,
    RUN,
    Number,
    parse_number,
    with_thousands_of,
)
from pipeline.normalize.letters import UPPER
from pipeline.records import Amount
from pipeline.structure.shared_words import unit_marks, unit_words

_RANGE = re.compile(
    r"(?:[ \u00a0]?[-–—÷~]|[ \u00a0\n]{1,2}(?:đến|tới)(?!\w))\s?(?:(?:khoảng|gần|dưới|trên|không quá)\s)?(?=[\dlIO])",
    re.IGNORECASE,
)
_COUNTED = ("danh mục", "tổng số")
"""What ends like a label and is none: 'Tổng số 12 500 000 đồng'."""
_HAMLET = re.compile(
    rf"(?i:(?<!\w)(?:thôn|bản|ấp|xóm|buôn|làng|khóm|khu phố))(?:\s[{UPPER}][^\W\d_]*){{1,3}}[ \u00a0]$"
)
"""'nhà văn hóa bản Pấc 2 412 triệu đồng': hamlets of one name are numbered, and figures parted by spaces rare."""
_NUMBER_OF_LABEL = re.compile(r"\d{1,2}[ \u00a0](?=\d)")
_UNIT_OF_TABLE = re.compile(rf"(?:{unit_marks()}(?:\s*:|\s+là)?|{unit_words()}\s*(?::|là))\s*$", re.IGNORECASE)
_ONE_THOUSAND = re.compile(r"1[., ]?000(?:[., ]?000)?$")
_PER_OVER_TABLE = re.compile(r"\s?/[^()\n\t]{1,25}\)[^\S\n]*\n{1,3}(?:[^\t\n]{0,80}\n{1,3})?[^\t\n]{0,80}\t")
"""'Giá tính thuế (1.000 đ/tấn)' right over a table."""
_GROUPS = re.compile(r"\d{1,3}(?:[., ]\d{3})+")
_YEAR = re.compile(r"(?:19|20)\d\d$")
"""'Kế hoạch năm 2025 (triệu đồng)' heads a column, as 'Biểu 8 (triệu đồng)' does a table."""
_NO_MONEY = re.compile(r"\d{1,3} ?(?:đ/c(?!\w)|kíp(?!\w| Lào))", re.IGNORECASE)
"""'6 đ/c' are comrades, '3 ca 4 kíp' shifts."""
_BROKEN = re.compile(r"\.\d{3}\.(?:\d{1,2} |[ ]?\n)$")
"""The rest of a figure that is broken off: '2.345.67 8 đồng', '1.250.000.\\n000 đồng'."""
_FREE = re.compile(r"(?<!\w)(?:gian hàng|cửa hàng|phiên chợ|siêu thị|quầy|bếp|quán|xe|chuyến|suất)\s$", re.IGNORECASE)
"""'gian hàng 0 đồng'."""
_IN_BRACKETS = re.compile(r"[ \u00a0]?\([ \u00a0]?")
_SPELLED = re.compile(rf"[ \u00a0]?\({NUMBER_WORD}(?:\s{NUMBER_WORD}){{0,11}}\)", re.IGNORECASE)
"""'5 (năm) triệu đồng': the figure in words before its unit."""
_UNIT_BEFORE = re.compile(
    rf"\(\s*(?:{unit_marks()}\s*:?\s*)?(?P<unit>[^\W\d][^()\d\n]{{0,20}})\)\s*[:=]\s*$", re.IGNORECASE
)
_POWER_BEFORE = re.compile(r"(?:triệu|t[ỷỉ]|tr\.?|ngh\.?|nghìn|ngàn|\d)\s?$", re.IGNORECASE)
_EXPLAINED = re.compile(
    r"(?<![\w.,])(?P<run>\d{1,3}(?:[.,]\d{3}){1,5})\s?\(\s?(?:(?:viết\s+)?bằng\s+chữ\s*:?\s*)?$", re.IGNORECASE
)
_HALF = re.compile(r"\s+rư[ỡở]i(?!\w)(?P<currency>\s+(?:đồng|đ|VNĐ)(?!\w))?", re.IGNORECASE)
_TENTH = re.compile(
    r"(?: (?P<tenth>[1-9]\d\d|[1-9])|(?P<glued>\d\d\d|[1-9]))(?=\s*(?:$|[\n;)(/])|[.,](?:\s|$)|\s(?:cho|để|từ|của|do|gồm|trong đó)\s)"
)
"""'1 tỷ 2', '1 tỷ 250', '1tỷ080' and '12 tỷ 5 cho': tenths or thousandths of the power, where nothing counted follows."""
_RUN = re.compile(RUN)
_FOLLOWS = re.compile(r"(?:\s+(?:(?:và|lẻ)\s+)?|,\s|(?<=\dt[ỷỉ]))(?=\d)", re.IGNORECASE)
_NAMED = 30
_BILLION = 1_000_000_000
_WIDEST = 100
"""A range whose ends are further apart than this is none: a label stands before a sum ('Mục 3 - 500.000 đồng')."""


@cache
def money_figures() -> re.Pattern[str]:
    """`FIGURES` beside a unit, a bracket, a range's end or a currency: the rest are numbers of something else.

    `re` passes over those quicker than a call of Python for each.
    """
    unit = rf"[ \u00a0\n.,-]{{0,3}}[{re.escape(''.join(sorted(unit_letters())))}]"
    after = (
        rf"{unit}|[ \u00a0]?\([ \u00a0]{{0,4}}[^\W\d_]|[ \u00a0\n]{{1,2}}(?i:đến|tới)(?!\w)"
        rf"|[ \u00a0]?[-–—÷~]\s?(?:[^\W\d_]|{RUN}(?:{unit}))"
    )
    prefix = re.escape("".join(sorted(prefix_ends())))
    before = rf"(?<=[{prefix}])|(?<=[{prefix}](?s:.))"
    loose = rf"(?=(?>{LOOSE_FIGURES.pattern})(?:{unit}))"
    return re.compile(rf"(?=[\dlIO]){NO_FIGURE_BEFORE}(?:{RUN}(?={after})|(?:{before}|{loose}){RUN})")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, from `start` to `end`."""

    start: int
    end: int
    number: Number
    value: Decimal
    unit: Unit


@dataclass(frozen=True, slots=True)
class Figures:
    """Reads the figures of a text; `english` where the text writes ',' between its thousands, `billions` where before 'tỷ' too."""

    text: str
    english: bool = False
    billions: bool = False

    def at(self, match: re.Match[str]) -> Figure | None:
        """The number at a match of `money_figures` with its unit; None where that is no money, nor the low end of some.

        'ĐVT: 1000 đồng' and a heading's '(1.000đ)' are units of a table and no amounts.
        """
        run, labelled = self._run(match)
        start = run.start()
        unit = self._unit_of(run)
        if unit is None:
            return None if labelled else self._low_end(run)
        if unit.factor is None and _ONE_THOUSAND.match(run[0]) and self._heads_a_column(start, unit.end):
            return None
        number = self._number(run[0], unit)
        if number is None or (unit.factor is None and self._numbers_a_clause(run, unit, number)):
            return None
        prefix = self._prefix(start) if unit.end >= run.end() else None
        begin = prefix.start() if prefix and prefix_currency(prefix["prefix"]) == unit.currency else start
        return self._compound(Figure(begin, unit.end, number, number.value * (unit.factor or 1), unit))

    def high_end(self, low: Figure) -> Figure | None:
        """The upper end of a range that a figure opens: 'từ 3 tỷ đến 5 tỷ đồng'."""
        rate = rate_at(self.text, low.end)
        between = _RANGE.match(self.text, rate.end if rate else low.end)
        match = FIGURES.match(self.text, between.end()) if between else None
        unit = (unit_at(self.text, match.end()) or self._unit_after_words(match.end())) if match else None
        number = self._number(match[0], unit) if match and unit else None
        again = rate_at(self.text, unit.end) if rate and unit else None
        if rate and (again is None or again.per != rate.per):
            # '1.200 đ/m3 đến 2.800 đ/m3' is a range, where both ends are per the same.
            return None
        if match is None or unit is None or number is None:
            return None
        value = number.value * (unit.factor or 1)
        return Figure(match.start(), unit.end, number, value, unit) if value > low.value else None

    def before_words(self, words: Amount) -> Figure | None:
        """Figures without a unit that the same sum in words explains: '500.000.000 (năm trăm triệu đồng)'."""
        match = _EXPLAINED.search(self.text, max(0, words.start - 60), words.start)
        return self.shared(match.span("run"), Unit(match.end("run"), None, words.currency)) if match else None

    def shared(self, span: tuple[int, int], unit: Unit) -> Figure | None:
        """A figure that has its unit from another one."""
        number = self._number(self.text[slice(*span)], unit)
        return Figure(*span, number, number.value * (unit.factor or 1), unit) if number else None

    def _number(self, run: str, unit: Unit) -> Number | None:
        english = self.billions if unit.factor and unit.factor >= _BILLION else self.english
        return parse_number(run, whole=unit.whole or english)

    def _run(self, match: re.Match[str]) -> tuple[re.Match[str], bool]:
        """The figures at a match: without a label's number, with what loose spaces part; and if a label names them."""
        text, start = self.text, match.start()
        labelled, first = self._labelled(start), _NUMBER_OF_LABEL.match(match[0])
        if first and (labelled or _HAMLET.search(text, max(0, start - _NAMED), start)):
            # 'đợt 1 300 triệu đồng': the label's number is no part of the figure.
            inner = FIGURES.match(text, start + first.end())
            return (inner, False) if inner else (match, labelled)
        if labelled:
            return match, True
        loose = LOOSE_FIGURES.match(text, start)
        if loose and loose.end() > match.end() and self._may_be_loose(match, loose):
            return loose, False
        return match, False

    def _labelled(self, start: int) -> bool:
        """Whether a label's word stands before the figures: 'đợt 1', 'mục 3'."""
        before = self.text[max(0, start - 14) : start].lower()
        return (
            before[-1:].isspace() and before.endswith(numbered_words(), 0, -1) and not before.endswith(_COUNTED, 0, -1)
        )

    def _may_be_loose(self, match: re.Match[str], loose: re.Match[str]) -> bool:
        """Loose figures are one number before a unit; '1. 500 triệu' at a line's start is numbered."""
        unit = unit_at(self.text, loose.end())
        if unit is None or ("," in loose[0] and (unit.factor is None or self._prefix(match.start()))):
            return False
        return "." in match[0] or bool(self.text[self._line_start(match.start()) : match.start()].strip())

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", max(0, offset - 300), offset) + 1

    def _unit_of(self, run: re.Match[str]) -> Unit | None:
        """The unit after the figures, in brackets after them, or before them: 'VNĐ 20.000', '(triệu đồng): 5'."""
        text, start, end = self.text, run.start(), run.end()
        unit, prefix = unit_at(text, end), self._prefix(start)
        if unit and prefix and text[end : unit.end].startswith(","):
            # 'USD 1.200.000, VND 3 tỷ': the currency after the comma is the next figure's.
            unit = None
        if unit and text[end : unit.end].lstrip(" \u00a0").startswith("\n") and not self._in_prose(start):
            # A figure alone on its line is a cell of a table or a page's number.
            unit = None
        unit = unit or self._unit_after_words(end)
        bracket = _IN_BRACKETS.match(text, end) if unit is None else None
        if bracket and not (_YEAR.match(run[0]) or text[start - 1 : start] == "/" or self._labelled(start)):
            inner = unit_at(text, bracket.end())
            if inner and inner.currency and text.startswith(")", inner.end):
                return Unit(inner.end + 1, inner.factor, inner.currency)
        large = _GROUPS.fullmatch(run[0]) if prefix and prefix["of_thousands"] else prefix and not prefix["of_power"]
        if prefix and (unit is None or unit.currency is None) and (unit or large):
            currency = prefix_currency(prefix["prefix"])
            return Unit(unit.end, unit.factor, currency, unit.english) if unit else Unit(end, None, currency)
        if unit is None and (before := _UNIT_BEFORE.search(text, max(0, start - 36), start)):
            named = unit_at(before["unit"], 0)
            numbers_an_item = "\n" in before[0] and text.startswith((". ", ") "), end)
            if named and named.currency and named.end == len(before["unit"].rstrip()) and not numbers_an_item:
                return Unit(end, named.factor, named.currency)
        return unit

    def _unit_after_words(self, end: int) -> Unit | None:
        spelled = _SPELLED.match(self.text, end)
        return unit_at(self.text, spelled.end()) if spelled else None

    def _in_prose(self, start: int) -> bool:
        return re.search(r"[^\W\d_]", self.text[self._line_start(start) : start]) is not None

    def _prefix(self, start: int) -> re.Match[str] | None:
        """A currency before the figures, where it is not the unit of a row: 'Triệu USD 15027'."""
        if prefix_ends().isdisjoint(self.text[max(0, start - 2) : start]):
            return None
        prefix = prefix_pattern().search(self.text, max(0, start - 6), start)
        if prefix and _POWER_BEFORE.search(self.text, max(0, prefix.start() - 7), prefix.start()):
            return None
        return prefix

    def _heads_a_column(self, start: int, end: int) -> bool:
        """'(1.000đ)', and '1000 đ/' on its line or in a row, are what a column's figures are in."""
        if _UNIT_OF_TABLE.search(self.text, max(0, start - 20), start):
            return True
        before = self.text[self._line_start(start) : start].rstrip()
        after = self.text[end : end + 2].strip(" ")[:1]
        in_table = "\t" in self.text[self._line_start(start) : start]
        if before.endswith("(") and (after == ")" or _PER_OVER_TABLE.match(self.text, end)):
            return True
        return after == "/" and (not before or in_table)

    def _numbers_a_clause(self, run: re.Match[str], unit: Unit, number: Number) -> bool:
        """'khoản 2 đ' is a point of a clause, '9,5 đ' a mark: no one writes a sum of two figures in 'đ' alone."""
        words = self.text[run.end() : unit.end].strip()
        if run[0].startswith("00") or _BROKEN.search(self.text, max(0, run.start() - 8), run.start()):
            return True
        if _NO_MONEY.match(self.text, run.start()) or (
            number.value == 0 and _FREE.search(self.text, max(0, run.start() - 12), run.start())
        ):
            return True
        return words == "đ" and number.value < 100 and not self.text.startswith("/", unit.end)

    def _compound(self, figure: Figure) -> Figure:
        """'2 tỷ 300 triệu đồng', '1 tỷ rưỡi đồng', '5 tỷ 6': smaller powers that follow are added."""
        text = self.text
        while (power := figure.unit.factor) and figure.unit.currency is None:
            if half := _HALF.match(text, figure.end):
                unit = Unit(half.end(), power, "VND" if half["currency"] else None)
                return Figure(figure.start, half.end(), figure.number, figure.value + power / 2, unit)
            if (tenth := _TENTH.match(text, figure.end)) and not figure.number.decimals:
                digits = tenth["tenth"] or tenth["glued"]
                value = figure.value + power * int(digits) / 10 ** len(digits)
                number = Number(figure.number.value, len(digits))
                return Figure(figure.start, tenth.end(), number, value, Unit(tenth.end(), power, None))
            following = _FOLLOWS.match(text, figure.end)
            match = _RUN.match(text, following.end()) if following else None
            unit_after = unit_at(text, match.end()) if match else None
            number_after = parse_number(match[0], whole=True) if match else None
            if not unit_after or not number_after:
                return figure
            value = number_after.value * (unit_after.factor or 1)
            if power == 1000 and number_after.value < power < (unit_after.factor or 0):
                # '1 nghìn 200 tỷ đồng': the thousand is one of the power after it.
                value = (figure.value + number_after.value) * (unit_after.factor or 1)
                figure = Figure(figure.start, unit_after.end, number_after, value, unit_after)
                continue
            if value >= power or (unit_after.factor or 1) >= power:
                return figure
            figure = Figure(figure.start, unit_after.end, number_after, figure.value + value, unit_after)
        return figure

    def _low_end(self, run: re.Match[str]) -> Figure | None:
        """A figure without a unit before one with: '3 - 5 tỷ đồng', '50 - 100.000 đồng'."""
        text, end = self.text, run.end()
        between = _RANGE.match(text, end)
        match = FIGURES.match(text, between.end()) if between else None
        unit = unit_at(text, match.end()) if match else None
        if match is None or unit is None or text[max(0, run.start() - 1) : run.start()] == "/":
            return None
        low, high = self._number(run[0], unit), self._number(match[0], unit)
        if low is None or high is None:
            return None
        if unit.factor and _GROUPS.fullmatch(run[0]) and (whole := parse_number(run[0], whole=True)):
            # 'từ 500.000 đến 1 triệu đồng'
            top = high.value * unit.factor
            if low.value >= high.value and whole.value < top <= whole.value * _WIDEST:
                return Figure(run.start(), end, whole, whole.value, unit)
        if unit.factor is None:
            low = with_thousands_of(low, high)
        if not low.value < high.value <= low.value * _WIDEST:
            return None
        return Figure(run.start(), end, low, low.value * (unit.factor or 1), unit)
