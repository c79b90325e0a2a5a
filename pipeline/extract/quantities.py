"""Counted and measured things: passage in, `Quantity` mentions out ('09 hội chợ', 'khoảng 3 - 5 sản phẩm').

What is counted comes from the table; after a bound ('ít nhất') or a figure like '03', which only
counts, any noun will do, cut as underthesea cuts it. Money, dates and numbers of documents are none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from pipeline.extract.money import DATA
from pipeline.extract.numerals import DIGITS, Number, parse_number, plain
from pipeline.extract.passage import Passage, Spans
from pipeline.extract.tokenizer import Cue
from pipeline.normalize.letters import LOWER
from pipeline.records import Quantity, QuantityRole, Section
from pipeline.structure.tables import alternatives

_RANGE = re.compile(r"\s?(?:-|–|—|đến)\s?(?=\d)")
_LABEL_BEFORE = re.compile(
    r"(?<!\w)(?:điều|khoản|điểm|mục|phần|chương|năm|tháng|quý|ngày|số|lần thứ|thứ|nhóm|bảng|biểu|phụ lục|mẫu|lớp|khóa|kỳ|đạt)\s*$",
    re.IGNORECASE,
)

_LONGEST_NOUN = 40


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((DATA / "quantities.toml").read_text(encoding="utf-8"))


@cache
def _measure() -> re.Pattern[str]:
    return re.compile(rf"\s?(?P<unit>{alternatives(tuple(_table()['measures']))})(?![\w/])")


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"\s(?P<item>{alternatives(tuple(_table()['counted']))})(?!\w)", re.IGNORECASE)


@cache
def _scale() -> re.Pattern[str]:
    return re.compile(rf"\s(?P<scale>{alternatives(tuple(_table()['scales']))})(?=\s)")


@cache
def _qualifier() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<qualifier>{alternatives(tuple(_table()['qualifiers']))})\s$", re.IGNORECASE)


@cache
def _cue(role: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(tuple(_table()['roles'][role]))}(?!\w)", re.IGNORECASE)


@cache
def _no_item() -> re.Pattern[str]:
    return re.compile(rf"\s?{alternatives(tuple(_table()['not_items']))}(?!\w)", re.IGNORECASE)


def noun_cue() -> Cue:
    """Where a figure may count a noun that no table has."""
    return Cue(re.compile(rf"\d (?=[{LOWER}])"), _LONGEST_NOUN)


def find_quantities(passage: Passage) -> tuple[Quantity, ...]:
    """Every quantity of the text, in order."""
    found = passage.found
    taken = Spans(found.amounts, found.citations, found.dates)
    return tuple(_find(passage, taken))


def _find(passage: Passage, taken: Spans) -> Iterator[Quantity]:
    text = passage.text
    position = 0
    while match := DIGITS.search(text, position):
        position = match.end()
        low = parse_number(match[0])
        if low is None or taken.overlap(*match.span()):
            continue
        high, end = _high_end(text, match.end())
        quantity = _quantity(passage, match, low, high, end)
        if quantity and not taken.overlap(quantity.start, quantity.end):
            position = quantity.end
            yield quantity


def _high_end(text: str, end: int) -> tuple[Number | None, int]:
    between = _RANGE.match(text, end)
    match = DIGITS.match(text, between.end()) if between else None
    high = parse_number(match[0]) if match else None
    return (high, match.end()) if match and high else (None, end)


def _quantity(passage: Passage, match: re.Match[str], low: Number, high: Number | None, end: int) -> Quantity | None:
    text = passage.text
    before = passage.before(match.start(), 30)
    bound = _qualifier().search(before)
    if _LABEL_BEFORE.search(before) and not bound:
        return None
    factor = Decimal(1)
    if scaled := _scale().match(text, end):
        factor, end = Decimal(_table()["scales"][scaled["scale"]]), scaled.end()
    item: str | None
    if text.startswith("%", end) or text.startswith(" %", end):
        end = text.index("%", end) + 1
        counted = _counted().match(text, end)
        item, unit, rule = (counted["item"] if counted else None), "%", "quantity.percent"
        end = counted.end() if counted else end
    elif measure := _measure().match(text, end):
        item, unit, rule, end = None, measure["unit"], "quantity.measure", measure.end()
    elif _no_item().match(text, end):
        return None
    elif counted := _counted().match(text, end):
        item = unit = counted["item"]
        rule, end = "quantity.counted", counted.end()
    elif noun := _noun(passage, match, end, bounded=bound is not None or factor > 1):
        item = unit = noun
        rule, end = "quantity.noun", text.index(noun, end) + len(noun)
    else:
        return None
    top = high or low
    if top.value < low.value:
        return None
    start = match.start() - (len(before) - bound.start()) if bound else match.start()
    return Quantity(
        start=start,
        end=end,
        text=text[start:end],
        rule=rule,
        confidence=0.75 if rule == "quantity.noun" else 0.93,
        value_low=plain(low.value * factor),
        value_high=plain(top.value * factor),
        unit=unit,
        item=item,
        role=_role(passage, start, end),
        qualifier=bound["qualifier"].lower() if bound else None,
    )


def _noun(passage: Passage, match: re.Match[str], end: int, bounded: bool) -> str | None:
    """The word after a figure that can only count: bounded, or with a nought before ('03')."""
    padded = len(match[0]) == 2 and match[0][0] == "0"
    if not (bounded or padded) or passage.text[end : end + 1] != " ":
        return None
    span = passage.words.at(end + 1)
    word = passage.text[span[0] : span[1]] if span and span[0] == end + 1 else ""
    return word if re.fullmatch(rf"[{LOWER}]{{2,}}(?: [{LOWER}]+)*", word) else None


def _role(passage: Passage, start: int, end: int) -> QuantityRole | None:
    """Target or result, by the words of the clause, then by the headings above it."""
    before = passage.sentence_before(start).rpartition(";")[2] + passage.text[start:end]
    targets = [m.end() for m in _cue("target").finditer(before)]
    results = [m.end() for m in _cue("result").finditer(before)]
    if targets or results:
        return "target" if max(targets, default=-1) >= max(results, default=-1) else "result"
    for heading in _headings(passage, start):
        if _cue("target").search(heading):
            return "target"
        if _cue("result").search(heading):
            return "result"
    return "target" if passage.outline.letterhead.kind in ("KH", "CTr", "ĐA") else None


def _headings(passage: Passage, offset: int) -> Iterator[str]:
    """The headings over an offset, innermost first."""
    holding: list[Section] = [s for s in passage.outline.sections if s.start <= offset < s.end]
    for section in reversed(holding):
        yield section.heading
