"""Figures that have their unit from the sum that they are parts of, or from a bracket over or after their list.

'Tổng vốn 2.550 triệu đồng (NSTW 1.200, NST 850, NSH 500)', 'Phân bổ (triệu đồng): Sở Y tế 1.200; Sở Xây dựng 345,6',
'xã An 120, xã Bình 250 (triệu đồng)'. Every figure stands right behind its label; that parts add up to
their total, funds as labels or a unit over the whole list tell money from what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipeline.extract.amount_record import amount_of
from pipeline.extract.figures import Figures
from pipeline.extract.money import Unit, money_table, unit_at
from pipeline.extract.numerals import DIGITS
from pipeline.extract.passage import Passage, Spans
from pipeline.extract.table_units import unit_named
from pipeline.records import Amount
from pipeline.structure.alternatives import alternatives
from pipeline.structure.shared_words import unit_marks, unit_words

_LEADS = r"(?:trong đó|bao gồm|gồm có|gồm|chia ra|cụ thể)(?: như sau| có| là)?"
_LED = re.compile(
    rf"\s?(?:(?P<bracket>\()\s?(?:{_LEADS}\s?:?\s)?|[,;.:]?\s{{1,3}}{_LEADS}(?!\w)\s?:?\s{{0,3}})", re.IGNORECASE
)
_ENDS = r"\s?[;,](?=\s)|[;,.]?(?=\s*(?:\n|$))|\.(?=\s)|(?=\s+và\s)|\s?(?=\))|(?=\s?\([^()\d]{2,25}\))"
_AFTER = re.compile(_ENDS)
_ITEM = re.compile(
    rf"(?:[-–+•*]\s?|(?:[a-zđ]|\d{{1,2}})[.)]\s)?(?:và\s)?(?:{_LEADS}\s?:?\s)?"
    r"(?P<label>[^\W\d_][^;:=,()\n\t|]{0,80}?)(?P<link>\s?(?:\slà)?\s?[:=]\s?|\s[–-]\s|\s(?:là\s)?)"
    rf"(?P<figure>{DIGITS.pattern})(?:\s?(?:triệu|tr|t[ỷỉ]|nghìn|ngàn|đồng|đ|VNĐ|USD)(?!\w)|(?={_ENDS}))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:^|\s)(?:năm|tháng|quý|ngày|số|điều|khoản|mục|điểm|phụ lục|biểu|thôn|ấp|tổ|khối|lớp|khóa|đợt|lần|giai đoạn|từ|đến|dưới|trên|dài|rộng|cao|sâu|tuổi)$",
    re.IGNORECASE,
)
"""What a bare figure behind it numbers or measures."""
_COUNTS = re.compile(
    r"(?:tổng )?số (?!tiền|vốn|kinh phí|dư|thu|chi|nộp|còn|đã|nợ|giao|cấp|phân|được)|(?:tỷ|tỉ) lệ|diện tích|chiều|dân số|quy mô|sản lượng|năng suất|công suất|khối lượng|thời gian|điện thoại|mã|tài khoản",
    re.IGNORECASE,
)
"""How a label opens that is no money's."""
_COVERS = re.compile(rf"\((?:{unit_words()}\s*:?\s*)?(?P<unit>[^()\n:]{{1,20}})\)(?P<colon>\s?:)?", re.IGNORECASE)
_LINE_COVERS = re.compile(rf"\n\(?{unit_marks()}\s*:\s*(?P<unit>[^()\n:]{{1,20}})\)?\n", re.IGNORECASE)
_MAY_PRECEDE = re.compile(r"\d(?:\s?[;,]\s|\s?[;,.]?\n|\svà\s)[^\d;,\n]{1,60}$")
_STARTS = re.compile(r"(?:^|(?<=[;,:.]\s)|(?<=\n))(?=\S)")
_MILLIONS = re.compile(r"\d{1,3}(?:[.,]\d{3}){2,}$")
_BACK, _ON = 500, 2_000
_MOST = 60


@dataclass(frozen=True, slots=True)
class _Item:
    """A label with its figure; `amount` where the figure has a unit of its own."""

    label: str
    colon: bool
    span: tuple[int, int]
    amount: Amount | None = None


@cache
def _source() -> re.Pattern[str]:
    """A label that is the name of a source of money."""
    return re.compile(rf"{alternatives(tuple(money_table()['words']['sources']))}(?!\w)[^\d]{{0,40}}$", re.IGNORECASE)


def find_bare_parts(passage: Passage, figures: Figures, amounts: Sequence[Amount]) -> Iterator[Amount]:
    """The amounts that have their unit from one of `amounts` or from a bracket for a list, in no order."""
    finder = _Finder(passage.text, figures, {amount.start: amount for amount in amounts}, Spans(passage.tables))
    for amount in amounts:
        if amount.role == "stated" and not amount.value_high:
            yield from finder.behind(amount)
            yield from finder.before(amount)
    yield from finder.covered()


@dataclass(frozen=True, slots=True)
class _Finder:
    text: str
    figures: Figures
    amounts: dict[int, Amount]
    tables: Spans

    def behind(self, total: Amount) -> Iterator[Amount]:
        """The parts told behind their sum."""
        led = _LED.match(self.text, total.end)
        unit = self._unit(total) if led else None
        if led is None or unit is None:
            return
        items, end = self._items(led.end(), total.end + _ON)
        if led["bracket"] and not self.text.startswith(")", end):
            return
        values = [self._value(item, unit) for item in items]
        whole = Decimal(total.value)
        if any(value is None or value > whole for value in values):
            return
        adds_up = len(items) > 1 and sum(value or 0 for value in values) == whole
        if adds_up or _are_money(items, unit, self.text):
            yield from self._records(items, unit)

    def before(self, last: Amount) -> Iterator[Amount]:
        """The figures of a list before the one that says their unit; without a bracket only of sources or in whole đồng."""
        if not _MAY_PRECEDE.search(self.text, max(0, last.start - 100), last.start):
            return
        unit = self._unit(last)
        items = self._up_to(last.start) if unit else []
        if unit and (last.text.endswith(")") or _are_money(items, unit, self.text)):
            yield from self._records(items, unit)

    def covered(self) -> Iterator[Amount]:
        """The figures of a list whose unit stands in brackets before or after it, or on a line of its own."""
        for match in (*_COVERS.finditer(self.text), *_LINE_COVERS.finditer(self.text)):
            named = unit_named(match["unit"])
            if named is None or not named.currency or self.tables.overlap(*match.span()):
                continue
            unit = Unit(match.end(), named.factor if named.factor != 1 else None, named.currency)
            if match.re is _LINE_COVERS:
                items, _ = self._items(match.end(), match.end() + _ON)
                items = items if all(item.colon for item in items) else []
            elif match["colon"]:
                items, _ = self._items(self._after_first(match.end()), match.end() + _ON)
            else:
                items = self._up_to(len(self.text[: match.start()].rstrip()), ended=True)
            if len(items) > 1 or (items and match.re is _COVERS and match["colon"]):
                yield from self._records(items, unit)

    def _after_first(self, start: int) -> int:
        """Behind the total that may stand first in a list: '(triệu đồng): 12.345; NSTW: 10.000'."""
        first = DIGITS.match(self.text, start + 1)
        after = _AFTER.match(self.text, first.end()) if first else None
        return _skip(self.text, after.end() if after else start)

    def _unit(self, amount: Amount) -> Unit | None:
        """The unit of an amount that is a figure and its unit, nothing else."""
        figure = DIGITS.match(self.text, amount.start)
        if figure is None:
            return None
        words = self.text[figure.end() : amount.end].strip()
        if words.startswith("("):
            named = unit_named(words)
            return Unit(amount.end, named.factor if named.factor != 1 else None, named.currency) if named else None
        unit = unit_at(self.text, figure.end())
        return unit if unit and unit.end == amount.end else None

    def _items(self, start: int, stop: int) -> tuple[list[_Item], int]:
        """The items of a list from an offset on, and where the last one ends."""
        items: list[_Item] = []
        position, end = start, start
        while len(items) < _MOST and position < stop and (item := self._item(position)):
            items.append(item)
            end = item.span[1]
            after = _AFTER.match(self.text, end)
            if after is None or self.text.startswith(")", after.end()):
                break
            position = _skip(self.text, after.end())
        return items, end

    def _item(self, position: int) -> _Item | None:
        match = _ITEM.match(self.text, position)
        if match is None:
            return None
        label, (start, end) = match["label"], match.span("figure")
        if amount := self.amounts.get(start):
            end = amount.end
        colon = match["link"].strip()[-1:] in (":", "=")
        numbered = not colon and _NUMBERED.search(label)
        if numbered or _COUNTS.match(label) or not _AFTER.match(self.text, end) or self.tables.overlap(start, end):
            return None
        return _Item(label, colon, (start, end), amount)

    def _up_to(self, stop: int, *, ended: bool = False) -> list[_Item]:
        """The longest list whose last figure begins (or ended) at an offset."""
        tried: set[int] = set()
        for start in _STARTS.finditer(self.text, max(0, stop - _BACK), stop):
            position, items = start.start(), list[_Item]()
            while position < stop and position not in tried and (item := self._item(position)):
                tried.add(position)
                items.append(item)
                if item.span[ended] == stop:
                    return items if len(items) > 1 else []
                after = _AFTER.match(self.text, item.span[1])
                position = _skip(self.text, after.end() if after else stop)
        return []

    def _value(self, item: _Item, unit: Unit) -> Decimal | None:
        if item.amount:
            same = item.amount.currency == unit.currency and item.amount.role == "stated"
            return Decimal(item.amount.value) if same else None
        figure = self.figures.shared(item.span, unit)
        return figure.value if figure else None

    def _records(self, items: Sequence[_Item], unit: Unit) -> Iterator[Amount]:
        for item in items:
            figure = self.figures.shared(item.span, unit) if item.amount is None else None
            if figure:
                amount = amount_of(self.text, item.span, figure, None, unit, rule="money.shared-unit", confidence=0.9)
                yield from (amount,) if amount else ()


def _are_money(items: Sequence[_Item], unit: Unit, text: str) -> bool:
    """Whether labels or figures tell money of themselves: every label a source, or millions of whole đồng."""
    if all(_source().match(item.label) for item in items):
        return bool(items)
    bare = [item for item in items if item.amount is None]
    return unit.factor is None and all(item.colon and _MILLIONS.match(text[slice(*item.span)]) for item in bare)


def _skip(text: str, offset: int) -> int:
    """The next offset that is no space."""
    while text[offset : offset + 1].isspace():
        offset += 1
    return offset
