"""Totals and parts as records: whether they add up within what their printed digits leave open.

Tolerance: half the weight of each last printed digit (XBRL Calculations 1.1).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

from pipeline.extract.numerals import parse_number
from pipeline.link.cues import pattern, table
from pipeline.records import Amount, SumKind, SumRelation, difference

_LABEL = 120
_FIGURE = re.compile(r"\d[\d.,]*")
_GREW = re.compile(r"(?:tăng|giảm|vượt|chênh lệch)(?:\s+(?:thêm|là))?\s*$", re.IGNORECASE)
_EACH = re.compile(r"(?<!\w)mỗi\s(?!xã một|làng một)[^,;:()\n\d]{2,40}$", re.IGNORECASE)
_NEAR = 50
_ENDS_GROWTH = ("tăng", "giảm", "vượt", "lệch", "thêm", "là")

AMENDED = "sum.amended"
"""The rule of a plan, what is added to it or taken from it, and what comes of it: one plan at two times, not parts of each other."""


def addable(amount: Amount, total: Amount | None = None) -> bool:
    """Whether an amount in running text may be a total, or a part of one: no range, no rate, not in words, of its currency."""
    return may_be_added(amount, total) and not amount.in_cell


def is_told_each(text: str, amount: Amount) -> bool:
    """Whether an amount is what each of several gets, a rate or not: '03 cầu, mỗi cầu 200 triệu đồng'."""
    return amount.role == "rate" or _EACH.search(text, max(0, amount.start - _NEAR), amount.start) is not None


def is_difference(before: str) -> bool:
    """Whether the words right before an amount tell by how much another grew: 'tăng thêm 3 tỷ đồng'."""
    return before.rstrip().lower().endswith(_ENDS_GROWTH) and _GREW.search(before) is not None


def may_be_added(amount: Amount, total: Amount | None = None) -> bool:
    """The same of amounts in tables too."""
    one_currency = total is None or amount.currency == total.currency
    return one_currency and amount.value_high is None and amount.role not in ("rate", "words")


def judged(
    amounts: Sequence[Amount],
    total: int,
    parts: Sequence[int],
    *,
    full: bool,
    open_word: bool,
    rule: str,
    span: tuple[int, int],
) -> SumRelation:
    """The relation; `open_word` where the words leave open whether all parts are told: then all if they add up."""
    off = _difference(amounts, total, parts)
    tolerance = _tolerance(amounts, total, parts)
    adds_up = abs(off) <= tolerance
    kind: SumKind = "full" if full or (open_word and len(parts) > 1 and adds_up) else "partial"
    if open_word and kind == "full" and not adds_up and off > 0:
        kind = "partial"
    holds = adds_up if kind == "full" else off >= -tolerance
    return SumRelation(span[0], span[1], kind, total, tuple(parts), rule, off, holds, amounts[total].currency)


def relation_of(
    amounts: Sequence[Amount], total: int, parts: Sequence[int], *, rule: str, kind: SumKind = "full"
) -> SumRelation:
    """The relation of a total and parts that must add up to it, or ('partial') may not exceed it."""
    indices = (total, *parts)
    span = (min(amounts[i].start for i in indices), max(amounts[i].end for i in indices))
    return judged(amounts, total, parts, full=kind == "full", open_word=False, rule=rule, span=span)


def open_relation(amounts: Sequence[Amount], total: int, parts: Sequence[int], *, rule: str) -> SumRelation:
    """The relation where the words leave open whether all parts are told, as 'trong đó' does."""
    span = (amounts[total].start, amounts[parts[-1]].end)
    return judged(amounts, total, parts, full=False, open_word=True, rule=rule, span=span)


def added_again(amounts: Sequence[Amount], relation: SumRelation) -> SumRelation:
    """A relation whose amounts have changed: the same total and parts, judged anew."""
    off = _difference(amounts, relation.total, relation.parts)
    tolerance = _tolerance(amounts, relation.total, relation.parts)
    holds = abs(off) <= tolerance if relation.kind == "full" else off >= -tolerance
    return replace(relation, difference=off, holds=holds)


def _difference(amounts: Sequence[Amount], total: int, parts: Sequence[int]) -> Decimal:
    return difference(worth(amounts[total]), added(amounts, parts))


def _tolerance(amounts: Sequence[Amount], total: int, parts: Sequence[int]) -> Decimal:
    """Half of what the last printed digits weigh together, in units of the currency; whole đồng."""
    if amounts[total].currency == "VND":
        return Decimal(sum(amounts[index].precision_vnd or 1 for index in (total, *parts)) // 2)
    return sum((_last_digit(amounts[index]) for index in (total, *parts)), Decimal(0)) / 2


def _last_digit(amount: Amount) -> Decimal:
    """What the last printed digit of an amount in another currency weighs: a hundred thousand in '12,5 triệu USD'."""
    figure = _FIGURE.search(amount.text)
    number = parse_number(figure[0].rstrip(".,")) if figure else None
    if number is None or not number.value:
        return Decimal(1)
    return (Decimal(amount.value) / number.value).scaleb(-number.decimals)


def worth(amount: Amount) -> Decimal:
    """What an amount comes to in units of its currency, đồng being whole."""
    return Decimal(amount.value if amount.vnd is None else amount.vnd)


def added(amounts: Sequence[Amount], parts: Sequence[int]) -> Decimal:
    """What some amounts of one currency come to."""
    return sum((worth(amounts[part]) for part in parts), Decimal(0))


def may_overlap(text: str, amounts: Sequence[Amount], relation: SumRelation) -> bool:
    """Whether parts that may be some of many are named by two criteria: short-term loans and loans to farmers."""
    if relation.kind == "full" or len(relation.parts) < 2:
        return False
    told: list[set[int]] = []
    position = amounts[relation.total].end
    for part in relation.parts:
        label = text[max(position, amounts[part].start - _LABEL) : amounts[part].start]
        told.append({at for at, criterion in enumerate(_criteria()) if criterion.search(label)})
        position = amounts[part].end
    return any(one and other and not one & other for one, other in pairwise(told))


@cache
def _criteria() -> tuple[re.Pattern[str], ...]:
    return tuple(pattern(tuple(words)) for words in table()["sum"]["criteria"])
