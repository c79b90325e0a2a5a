"""Amounts of money in figures and in words: passage in, `Amount` mentions out.

Covers compounds ('2 tỷ 300 triệu đồng', '1 tỷ rưỡi'), ranges ('3 - 5 tỷ đồng'), rates
('triệu đồng/người/năm'), other currencies, a unit said once for several figures ('lần lượt là
237; 90 và 229,4 triệu đồng') and sums written out. 'triệu tấn' and 'tỷ kWh' are no money.
What an amount is for (role, fund, year) is the link room's to say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from pipeline.extract.money import (
    DATA,
    Unit,
    after_bare_pattern,
    context_pattern,
    prefix_currency,
    prefix_pattern,
    qualifier_pattern,
    unit_at,
)
from pipeline.extract.numerals import FIGURES, NUMBER_WORD, Number, parse_number, parse_words
from pipeline.extract.passage import Passage
from pipeline.records import Amount, AmountRole
from pipeline.structure.tables import alternatives

_RANGE = re.compile(r"\s?(?:-|–|—|÷|~|đến|tới)\s?(?:khoảng\s|gần\s|dưới\s)?(?=[\dlIO])")
_LISTED = re.compile(r"(?<![\w.,])(\d[\d.,]*?)(?:\s?[;,]\s|\s+và\s+)")
_WORDS = re.compile(
    rf"(?<!\w){NUMBER_WORD}(?:(?:,?\s+|\s?[-–]\s?){NUMBER_WORD}){{1,40}}(?!\w)"
    r"(?P<currency>\s+(?:đồng(?:\s+Việt\s+Nam)?|đô\s?la(?:\s+Mỹ)?|VNĐ|VND|USD))(?!\s+(?:chí|bào|thời|bộ)\b)"
    r"(?:\s*(?:chẵn|tròn)(?!\w))?",
    re.IGNORECASE,
)
_SCALE_WORD = re.compile(r"\b(?:mươi|mười|trăm|nghìn|ngàn|triệu|t[ỷỉ])\b", re.IGNORECASE)
_LABEL_BEFORE = re.compile(
    r"(?:đợt|điều|khoản|mục|lần|quý|tháng|số|giai đoạn|nhóm|loại|hạng|điểm|kỳ)\s$", re.IGNORECASE
)
_UNIT_OF_TABLE = re.compile(r"(?:ĐVT\s*:?|đơn vị tính\s*:?|đơn vị\s*:)\s*$", re.IGNORECASE)
_LARGEST = 2**63 - 1


@cache
def _per() -> re.Pattern[str]:
    """What a rate is per, after '/' or 'mỗi': counted nouns and measures of several words, or one word."""
    table = tomllib.loads((DATA / "quantities.toml").read_text(encoding="utf-8"))
    thing = rf"(?:\d+\s?)?(?:{alternatives((*table['counted'], *table['measures']))}(?!\w)|[^\W\d_]+[²³23]?)"
    money = r"\d[\d.,]*\s?(?:triệu|tỷ|tỉ|nghìn|ngàn|tr|đồng|đ)(?!\w)"
    return re.compile(
        rf"\s?/\s?(?!{money})(?P<slash>{thing}(?:\s?/\s?{thing})?)(?!\w)"
        rf"|\s+(?:mỗi|một|trên một|cho mỗi|trên mỗi)\s+(?P<each>{thing})",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number with its unit, from `start` to `end`."""

    start: int
    end: int
    number: Number
    value: Decimal
    unit: Unit


def find_amounts(passage: Passage) -> tuple[Amount, ...]:
    """Every amount of money of the text, in order."""
    found = [*_in_figures(passage), *_in_words(passage.text)]
    return tuple(sorted(found, key=lambda amount: amount.start))


def _in_figures(passage: Passage) -> Iterator[Amount]:
    text = passage.text
    position = 0
    while match := FIGURES.search(text, position):
        figure = _figure(text, match)
        if figure is None:
            # A spaced run that is no amount may still hold one: 'năm 2018 500 triệu đồng'.
            position = match.start() + len(match[0].split(" ")[0].split("\u00a0")[0])
            continue
        amounts = list(_amounts(passage, figure))
        position = max([figure.start + 1, match.end(), *(amount.end for amount in amounts)])
        yield from amounts


def _figure(text: str, match: re.Match[str]) -> _Figure | None:
    """The number at a match with the unit after it; None if that is no money, and no range's low end.

    'ĐVT: 1000 đồng' is the unit of a table and no amount.
    """
    if _UNIT_OF_TABLE.search(text, max(0, match.start() - 20), match.start()):
        return None
    end = match.end()
    if _LABEL_BEFORE.search(text, max(0, match.start() - 14), match.start()):
        first = re.match(r"\d{1,2}[ \u00a0]", match[0])
        if first:
            # 'đợt 1 300 triệu đồng': the label's number is no part of the figure.
            match = FIGURES.match(text, match.start() + first.end()) or match
            end = match.end()
    unit = unit_at(text, end)
    if unit and unit.factor is None and text[end : unit.end].strip() == "đ" and _numbers_a_clause(match[0]):
        return None
    prefix = prefix_pattern().search(text, max(0, match.start() - 6), match.start())
    if prefix and (unit is None or unit.currency is None):
        unit = Unit(
            unit.end if unit else end,
            unit.factor if unit else None,
            prefix_currency(prefix["prefix"]),
            bool(unit and unit.english),
        )
    if unit is None:
        between = _RANGE.match(text, end)
        high = FIGURES.match(text, between.end()) if between else None
        unit = unit_at(text, high.end()) if high else None
        if unit is None:
            return None
        number = parse_number(match[0], whole=unit.whole)
        return _Figure(match.start(), end, number, number.value * (unit.factor or 1), unit) if number else None
    number = parse_number(match[0], whole=unit.whole)
    if number is None:
        return None
    start = prefix.start() if prefix else match.start()
    return _compound(text, _Figure(start, unit.end, number, number.value * (unit.factor or 1), unit))


def _numbers_a_clause(figures: str) -> bool:
    """'khoản 2 đ' is a point of a clause: no one writes a sum of two figures in 'đ'."""
    return len(figures) < 3 and "." not in figures


def _compound(text: str, figure: _Figure) -> _Figure:
    """'2 tỷ 300 triệu đồng', '1 tỷ rưỡi đồng': smaller powers that follow are added."""
    while figure.unit.factor and figure.unit.currency is None:
        half = re.compile(r"\s+rư[ỡở]i(?!\w)").match(text, figure.end)
        if half:
            after = re.compile(r"\s+(?:đồng|đ|VNĐ)(?!\w)").match(text, half.end())
            unit = Unit(after.end() if after else half.end(), figure.unit.factor, "VND")
            return _Figure(figure.start, unit.end, figure.number, figure.value + figure.unit.factor / 2, unit)
        following = re.compile(r"\s+(?:và\s+)?(?=\d)").match(text, figure.end)
        match = FIGURES.match(text, following.end()) if following else None
        unit_after = unit_at(text, match.end()) if match else None
        number = parse_number(match[0], whole=True) if match else None
        if not unit_after or not number:
            return figure
        value = number.value * (unit_after.factor or 1)
        if value >= figure.unit.factor or (unit_after.factor or 1) >= figure.unit.factor:
            return figure
        figure = _Figure(figure.start, unit_after.end, number, figure.value + value, unit_after)
    return figure


def _amounts(passage: Passage, low: _Figure) -> Iterator[Amount]:
    """The amount that a figure opens: alone, as the low end of a range, or the last of a shared unit."""
    text = passage.text
    high = _high_end(text, low)
    end = high.end if high else low.end
    unit = high.unit if high else low.unit
    if unit.currency is None and not _is_money_without_currency(passage, low, end):
        return
    repaired = low.number.repaired or (high is not None and high.number.repaired)
    if repaired and unit.factor is None:
        return
    rate = _per().match(text, end)
    per = None
    if rate:
        per, end = re.sub(r"\s*/\s*", "/", (rate["slash"] or rate["each"]).strip()), rate.end()
    yield from _shared_before(passage, low, unit)
    amount = _amount(
        text,
        (low.start, end),
        low,
        high,
        unit,
        rule="money.rate" if per else "money.range" if high else "money.figures",
        confidence=0.6 if repaired else 0.99 if unit.currency else 0.8,
        role="rate" if per else "stated",
        per=per,
        qualifier=_qualifier(passage, low.start),
    )
    if amount:
        yield amount


def _high_end(text: str, low: _Figure) -> _Figure | None:
    between = _RANGE.match(text, low.end)
    match = FIGURES.match(text, between.end()) if between else None
    if not match:
        return None
    unit = unit_at(text, match.end())
    number = parse_number(match[0], whole=unit.whole) if unit else None
    if unit is None or number is None:
        return None
    value = number.value * (unit.factor or 1)
    return _Figure(match.start(), unit.end, number, value, unit) if value > low.value else None


def _is_money_without_currency(passage: Passage, figure: _Figure, end: int) -> bool:
    """'500 triệu' is money where nothing counted follows and money is spoken of before."""
    if not after_bare_pattern().match(passage.text, end):
        return False
    return context_pattern().search(passage.sentence_before(figure.start)) is not None


def _shared_before(passage: Passage, figure: _Figure, unit: Unit) -> Iterator[Amount]:
    """The figures before one with a unit, where the text says that they share it ('lần lượt là')."""
    before = passage.sentence_before(figure.start)
    trigger = None
    for found in re.finditer(r"lần lượt|tương ứng", before, re.IGNORECASE):
        trigger = figure.start - len(before) + found.end()
    if trigger is None or re.search(r"[^\W\d_]{2,}", _without_links(passage.text[trigger : figure.start])):
        return
    for match in _LISTED.finditer(passage.text, trigger, figure.start):
        number = parse_number(match[1], whole=unit.whole)
        if number:
            one = _Figure(*match.span(1), number, number.value * (unit.factor or 1), unit)
            amount = _amount(passage.text, match.span(1), one, None, unit, rule="money.shared-unit", confidence=0.9)
            if amount:
                yield amount


def _without_links(words: str) -> str:
    return re.sub(r"\b(?:là|và|bằng)\b", "", words)


def _qualifier(passage: Passage, start: int) -> str | None:
    match = qualifier_pattern().search(passage.before(start, 30))
    return match["qualifier"].lower() if match else None


def _amount(
    text: str,
    span: tuple[int, int],
    low: _Figure,
    high: _Figure | None,
    unit: Unit,
    *,
    rule: str,
    confidence: float,
    role: AmountRole = "stated",
    per: str | None = None,
    qualifier: str | None = None,
) -> Amount | None:
    """The record of a figure; None where it is beyond any money (more than 2^63 đồng)."""
    vnd = unit.currency in (None, "VND")
    top = high.value if high else low.value
    if max(low.value, top) > _LARGEST:
        return None
    last = high or low
    step = (last.unit.factor or Decimal(1)).scaleb(-last.number.decimals)
    return Amount(
        start=span[0],
        end=span[1],
        text=text[span[0] : span[1]],
        rule=rule,
        confidence=confidence,
        value=plain(low.value),
        value_high=plain(high.value) if high else None,
        currency=unit.currency or "VND",
        vnd=to_vnd(low.value) if vnd else None,
        vnd_high=to_vnd(high.value) if vnd and high else None,
        precision_vnd=max(1, int(step)) if vnd else None,
        role=role,
        per=per,
        qualifier=qualifier,
    )


def plain(value: Decimal) -> str:
    """A decimal as plain digits without an exponent or trailing zeros after the mark."""
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def to_vnd(value: Decimal) -> int:
    """Whole đồng, halves rounded up."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _in_words(text: str) -> Iterator[Amount]:
    """Sums written out: 'Sáu tỷ, bốn trăm triệu đồng', with at least one power of ten."""
    for match in _WORDS.finditer(text):
        words = match[0][: match.start("currency") - match.start()]
        start = match.start()
        # 'trong năm hai trăm triệu đồng': a year's 'năm' is no five.
        if re.match(r"năm\s", words, re.IGNORECASE) and re.search(
            r"(?:trong|mỗi|một|hàng|các)\s$", text[max(0, start - 7) : start]
        ):
            start += len("năm ")
            words = words[len("năm ") :]
        if re.search(r"(?:hàng|vài|mấy|nhiều|chục)\s$", text[max(0, start - 7) : start], re.IGNORECASE):
            continue
        value = parse_words(words) if _SCALE_WORD.search(words) else None
        if value is None or value <= 0 or value > _LARGEST:
            continue
        dollars = re.search(r"la|USD", match["currency"], re.IGNORECASE)
        yield Amount(
            start=start,
            end=match.end(),
            text=text[start : match.end()],
            rule="money.words",
            confidence=0.97,
            value=plain(value),
            currency="USD" if dollars else "VND",
            vnd=None if dollars else to_vnd(value),
            role="words",
        )
