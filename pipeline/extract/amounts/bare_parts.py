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
from itertools import takewhile

from pipeline.extract.amounts.figures import Figures
from pipeline.extract.amounts.money_words import Unit, unit_at
from pipeline.extract.amounts.part_labels import COUNTS, OF_MONEY, Sort, is_numbered, sort_of
from pipeline.extract.amounts.record import amount_of
from pipeline.extract.numerals import DIGITS
from pipeline.extract.passage import Passage, Spans
from pipeline.extract.tables.units import unit_named
from pipeline.records import Amount
from pipeline.structure.shared_words import unit_marks, unit_words

_LEADS = r"(?:trong đó|bao gồm|gồm có|gồm|chia ra|cụ thể)(?: như sau| có| là)?"
_LED = re.compile(
    rf"\s?(?:(?P<bracket>\()\s?(?:{_LEADS}\s?:?\s)?|[,;.:]?\s{{1,3}}{_LEADS}(?!\w)\s?:?\s{{0,3}}"
    rf"|(?<!\n)(?!{_LEADS}(?!\w))(?P<colon>[^.;:()\n]{{0,60}}:\s{{1,3}}))",
    re.IGNORECASE,
)
"""`colon`: no more than a colon, with what the sum is for before it; then only parts that add up tell."""
_ENDS = r"\s?[;,](?=\s)|[;,.]?(?=\s*(?:\n|$))|\.(?=\s)|(?=\s+và\s)|\s?(?=\))|(?=\s?\([^()\d]{2,25}\))"
_AFTER = re.compile(_ENDS)
_ITEM = re.compile(
    rf"(?:[-–+•*]\s?|(?:[a-zđ]|\d{{1,2}})[.)]\s)?(?:và\s)?(?:{_LEADS}\s?:?\s)?"
    r"(?P<label>[^\W\d_][^;:=,()\n\t|]{0,80}?)(?P<link>\s?(?:\slà)?\s?[:=]\s?|\s[–-]\s|\s(?:là\s)?)"
    rf"(?P<figure>{DIGITS.pattern})(?:\s?(?:triệu|tr|t[ỷỉ]|nghìn|ngàn|đồng|đ|VNĐ|USD)(?!\w)|(?={_ENDS}))",
    re.IGNORECASE,
)
_SHARES = re.compile(r"%|phần trăm|t[ỷỉ] (?:lệ|trọng)", re.IGNORECASE)
_SHARES_BEHIND = re.compile(rf"[\s(,;]{{0,3}}(?:{_SHARES.pattern})", re.IGNORECASE)
_NO_SUM = re.compile(r"0\d+|\d{9,}")
"""A telephone, an account."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_COVERS = re.compile(
    rf"\((?:{unit_words()}\s*:?\s*)?(?P<unit>[^()\n:]{{1,20}})\)(?P<colon>\s?:|(?=[^\S\n]*\n[-–+•*]\s))?", re.IGNORECASE
)
"""A unit in brackets; `colon` is '' where a list of lines follows without one."""
_UNIT_LINE = re.compile(rf"\(?{unit_marks()}\s*:\s*(?P<unit>[^()\n:]{{1,20}})\)?\n", re.IGNORECASE)
_LATER_UNIT_LINE = re.compile(rf"\n{_UNIT_LINE.pattern}", re.IGNORECASE)
_ENDS_LINES = re.compile(r"\n[^\S\n]*(?:\n|\d{1,2}[.)]|[IVX]{1,4}[.)])")
"""A blank line, a numbered heading."""
_MAY_PRECEDE = re.compile(r"\d(?:\s?[;,]\s|\s?[;,.]?\n|\svà\s)[^\d;,\n]{1,60}$")
_DIGIT = re.compile(r"\d")
_STARTS = re.compile(r"(?:^|(?<=[;,:.]\s)|(?<=\n))(?=\S)")
_CLAUSES = re.compile(r"[;,.\n]\s*")
_ENDS_LIST = re.compile(r"\s?[;.)]|\s*(?:\n|$)")
_PARTS_LISTS = "()|\t"
"""Marks that no label holds."""
_SPACE = re.compile(r"[^\S\n]*\n?[^\S\n]*")
"""What may stand between two items; a blank line ends a list."""
_MILLIONS = re.compile(r"\d{1,3}(?:[.,]\d{3}){2,}$")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?![\d,])")
_TINY = 100
_BACK, _ON = 500, 2_000
_MOST = 60


@dataclass(frozen=True, slots=True)
class _Item:
    """A label with its figure; `amount` where the figure has a unit of its own."""

    start: int
    label: str
    colon: bool
    span: tuple[int, int]
    sort: Sort | None
    """What the label names in whole."""
    marked: bool
    """Whether the figure stands behind a colon or a dash, or is written as a sum: '1.200'."""
    amount: Amount | None = None


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
        if not self._tells_shares(led.start(), items) and (
            self._add_up(items, unit, whole)
            or (not led["colon"] and _ENDS_LIST.match(self.text, end) and _are_money(items, unit, self.text))
        ):
            yield from self._records(items, unit)

    def before(self, last: Amount) -> Iterator[Amount]:
        """The figures of a list before the one that says their unit: of one sort, or in millions of whole đồng."""
        digit = _DIGIT.search(self.text[max(0, last.start - 100) : last.start][::-1])
        if digit is None or not _MAY_PRECEDE.match(self.text, last.start - digit.end(), last.start):
            return
        unit = self._unit(last)
        items = self._up_to(last.start) if unit else []
        if unit and items and self._are_alike(items, unit, bracket=last.text.endswith(")")):
            yield from self._records(items, unit)

    def covered(self) -> Iterator[Amount]:
        """The figures of a list whose unit stands in brackets before or after it, or on a line of its own."""
        for match in _COVERS.finditer(self.text):
            if unit := self._named_unit(match):
                yield from self._records(self._beside(match, unit), unit)
        first = _UNIT_LINE.match(self.text)
        for line in (*((first,) if first else ()), *_LATER_UNIT_LINE.finditer(self.text)):
            if unit := self._named_unit(line):
                yield from self._records(self._under(line.end()), unit)

    def _named_unit(self, match: re.Match[str]) -> Unit | None:
        """The unit of money that stands outside a table."""
        named = unit_named(match["unit"])
        if named is None or not named.currency or self.tables.overlap(*match.span()):
            return None
        return Unit(match.end(), named.factor if named.factor != 1 else None, named.currency)

    def _beside(self, bracket: re.Match[str], unit: Unit) -> list[_Item]:
        """The list behind a unit in brackets with a colon or over its lines, else the one before it."""
        of_figure = self.text[max(0, bracket.start() - 2) : bracket.start()].rstrip()[-1:].isdigit()
        if bracket["colon"] is not None and not (of_figure and not bracket["colon"]):
            items, _ = self._items(self._after_first(bracket.end()), bracket.end() + _ON)
            items = list(takewhile(lambda item: item.marked or item.sort or _is_name(item.label), items))
            return [] if self._tells_shares(bracket.end(), items) else items
        space = re.search(r"[^\S\n]*$", self.text[max(0, bracket.start() - 3) : bracket.start()])
        items = self._up_to(bracket.start() - len(space[0] if space else ""), ended=True)
        return items if items and self._are_alike(items, unit, bracket=True) else []

    def _under(self, start: int) -> list[_Item]:
        """The sums of the lines under one that says their unit, up to a blank line or a heading."""
        ends = _ENDS_LINES.search(self.text, start - 1, start + _ON)
        stop = ends.start() if ends else start + _ON
        found: list[_Item] = []
        while start < stop and _ITEM.match(self.text, start):
            end = self.text.find("\n", start)
            items, _ = self._items(start, end if end >= 0 else stop)
            found += (
                item
                for item in items
                if item.colon
                and (item.sort or OF_MONEY.match(item.label))
                and not _YEAR.fullmatch(self.text, *item.span)
            )
            start = end + 1 if end >= 0 else stop
        return found

    def _are_alike(self, items: Sequence[_Item], unit: Unit, *, bracket: bool) -> bool:
        """Whether the items before a unit are all money: one sort of name, or millions that add up or are called money."""
        clause = self._clause(items[0].start)
        if self._tells_shares(clause, items) or self._led_by_counts(clause, items[0].start):
            return False
        sorts = {item.sort for item in items}
        if sorts == {"source"} or (bracket and len(sorts) == 1 and None not in sorts):
            return True
        if self._are_rows(items):
            return True
        if not _are_millions(items, unit, self.text):
            return False
        last = items[-1].amount
        called = all(OF_MONEY.match(item.label) for item in items)
        return bracket or called or (last is not None and self._add_up(items[:-1], unit, Decimal(last.value)))

    def _are_rows(self, items: Sequence[_Item]) -> bool:
        """Whether three names or more, or bodies of one sort, each have a figure in thousands: 'Ba Bể 12.400; Pác Nặm 15.300; Ngân Sơn 17.500 triệu đồng'."""
        sorts = {item.sort for item in items}
        alike = all(_is_name(item.label) for item in items) or (len(sorts) == 1 and None not in sorts)
        return len(items) > 2 and alike and all(_THOUSANDS.match(self.text, item.span[0]) for item in items)

    def _add_up(self, items: Sequence[_Item], unit: Unit, whole: Decimal) -> bool:
        """Whether parts add up to their whole; that 12 and 12 are 24 says little of labels that are no names."""
        values = [self._value(item, unit) or Decimal(0) for item in items]
        tiny = unit.factor is not None and max(values, default=Decimal(0)) < _TINY * unit.factor
        return len(items) > 1 and sum(values) == whole and (not tiny or any(item.colon or item.sort for item in items))

    def _tells_shares(self, start: int, items: Sequence[_Item]) -> bool:
        """Whether a list that is led in from an offset on is one of shares: 'NSTW 80, NSĐP 20 (%)'."""
        end = items[-1].span[1] if items else start
        return _SHARES.search(self.text, start, end) is not None or _SHARES_BEHIND.match(self.text, end) is not None

    def _clause(self, offset: int) -> int:
        """Where the clause that leads a list in begins."""
        start = max(0, offset - _BACK)
        return max(start, *(self.text.rfind(mark, start, max(0, offset - 2)) + 1 for mark in ";\n("))

    def _led_by_counts(self, clause: int, start: int) -> bool:
        """Whether what stands right before a list counts: 'Số hộ nghèo: xã An 120'."""
        lead = self.text[clause:start].strip(" ,;.")
        return COUNTS.match(_CLAUSES.split(lead)[-1]) is not None

    def _after_first(self, start: int) -> int:
        """Behind the total that may stand first in a list: '(triệu đồng): 12.345; NSTW: 10.000'."""
        first = DIGITS.match(self.text, start + 1)
        after = _AFTER.match(self.text, first.end()) if first else None
        return self._skip(after.end() if after else start)

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
            position = self._skip(after.end())
        return items, end

    def _item(self, position: int) -> _Item | None:
        match = _ITEM.match(self.text, position)
        if match is None:
            return None
        label, (start, end) = match["label"], match.span("figure")
        if amount := self.amounts.get(start):
            end = amount.end
        link, figure = match["link"].strip()[-1:], match["figure"]
        colon = link in (":", "=")
        refused = _NO_SUM.fullmatch(figure) or (not colon and (is_numbered(label) or _YEAR.fullmatch(figure)))
        if refused or COUNTS.match(label) or not _AFTER.match(self.text, end) or self.tables.overlap(start, end):
            return None
        marked = link in (":", "=", "-", "–") or not figure.isdigit()
        sort = sort_of(self.text, *match.span("label"))
        return _Item(match.start(), label, colon, (start, end), sort, marked, amount)

    def _up_to(self, stop: int, *, ended: bool = False) -> list[_Item]:
        """The longest list whose last figure begins (or ended) at an offset."""
        tried: set[int] = set()
        opens = max(0, stop - _BACK)
        opens = max(opens, *(self.text.rfind(mark, opens, stop) + 1 for mark in _PARTS_LISTS))
        for start in _STARTS.finditer(self.text, opens, stop):
            position, items = start.start(), list[_Item]()
            while position < stop and position not in tried and (item := self._item(position)):
                tried.add(position)
                items.append(item)
                if item.span[ended] == stop:
                    return items if len(items) > 1 else []
                after = _AFTER.match(self.text, item.span[1])
                position = self._skip(after.end()) if after else stop
        return []

    def _skip(self, offset: int) -> int:
        """Past the space between two items."""
        space = _SPACE.match(self.text, offset)
        return space.end() if space else offset

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


def _is_name(label: str) -> bool:
    """Whether each word of a label is capitalised: 'Hải Lăng'."""
    words = label.split()
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _are_money(items: Sequence[_Item], unit: Unit, text: str) -> bool:
    """Whether labels or figures tell money of themselves: every label a source, or millions of whole đồng."""
    if all(item.sort == "source" for item in items):
        return bool(items)
    return _are_millions(items, unit, text)


def _are_millions(items: Sequence[_Item], unit: Unit, text: str) -> bool:
    bare = [item for item in items if item.amount is None]
    return unit.factor is None and all(item.colon and _MILLIONS.match(text[slice(*item.span)]) for item in bare)
