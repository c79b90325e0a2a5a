"""A unit that a later figure says for those before it: 'lần lượt là 237; 90 và 229,4 triệu đồng', '12/15 tỷ đồng'."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from pipeline.extract.amounts.figures import Figure, Figures
from pipeline.extract.amounts.money_words import Unit
from pipeline.extract.amounts.record import amount_of
from pipeline.extract.passage import Passage
from pipeline.records import Amount, AmountRole
from pipeline.structure.openings import opened, openings_of

_LISTED = re.compile(r"(?<![\w.,])(\d[\d.,]*?)(?:\s?[;,]\s|\s+và\s+)")
_SHARES = opened(r"lần lượt|tương ứng|các mức|các khoản")
_LINKS = re.compile(r"\b(?:là|và|bằng|theo|các|mức|khoản)\b", re.IGNORECASE)
_CHANGES = re.compile(
    r"(?<!\w)từ (?:mức )?(?!(?:19|20)\d\d\s)(\d[\d.,]*) (?:xuống còn|xuống|lên thành|lên mức|lên|thành|sang|còn)(?: (?:gần|hơn|trên))?\s$",
    re.IGNORECASE,
)
"""'tăng từ 12 lên 15 tỷ đồng': two sums, and no range."""
_OF_THE_WHOLE = re.compile(r"(?<![\w.,/])(\d[\d.,]*)\s?/\s?$")


def shared_before(passage: Passage, figures: Figures, figure: Figure, unit: Unit, per: str | None) -> Iterator[Amount]:
    """The figures before one with a unit, where the text says that they share it ('lần lượt là', '12/15 tỷ', 'từ 12 lên 15 tỷ')."""
    spans: list[tuple[int, int]] = []
    before = passage.sentence_before(figure.start)
    offset = figure.start - len(before)
    trigger = _last_share(passage.text, offset, figure.start)
    if trigger and not re.search(r"[^\W\d_]{2,}", _LINKS.sub("", passage.text[trigger : figure.start])):
        spans = [match.span(1) for match in _LISTED.finditer(passage.text, trigger, figure.start)]
    elif unit.factor and "/" in before[-2:] and (whole := _OF_THE_WHOLE.search(before)):
        spans = [(offset + whole.start(1), offset + whole.end(1))]
    elif (unit.factor or "." in passage.text[figure.start : figure.end]) and (change := _CHANGES.search(before)):
        spans = [(offset + change.start(1), offset + change.end(1))]
    for span in spans:
        one = figures.shared(span, unit)
        if one is None:
            continue
        role: AmountRole = "rate" if per else "stated"
        rule = "money.shared-unit"
        amount = amount_of(passage.text, span, one, None, unit, rule=rule, confidence=0.9, role=role, per=per)
        if amount:
            yield amount


def _last_share(text: str, start: int, end: int) -> int | None:
    """Where the last word of sharing between two offsets ends."""
    shares = _shares_of(text)
    index = bisect_right(shares, (end, end)) - 1
    return shares[index][0] if index >= 0 and shares[index][1] >= start else None


@lru_cache(maxsize=2)
def _shares_of(text: str) -> list[tuple[int, int]]:
    """The ends and starts of all words of sharing, found once and not again before each amount."""
    return [(match.end(), match.start()) for match in openings_of(text).find(_SHARES)]
