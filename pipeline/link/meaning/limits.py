"""Fines and the bounds of a rule are nobody's money: 'phạt tiền từ 2 đến 3 triệu đồng', 'gói thầu từ 5 tỷ đồng trở lên'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.link.told import Told, with_role
from pipeline.records import Amount, SumRelation

_FINED = re.compile(
    r"(?<!\w)(?:(?:phạt tiền|mức phạt)(?!\w)(?:[^.;:\n]|\.(?=\d))*|(?<!nộp )phạt(?: hành chính| vi phạm hành chính"
    r"| vi phạm| hợp đồng)?(?: từ| đến| tới| khoảng| tối đa)?\s)$",
    re.IGNORECASE,
)
_BOUND_AFTER = re.compile(r"\s*trở (?:lên|xuống)(?!\w)", re.IGNORECASE)
_THEN = re.compile(r"\s*,?\s*thì(?!\w)", re.IGNORECASE)
_BOUND_BEFORE = re.compile(r"(?<!\w)(?:từ|trên|dưới|đến|tới|quá|vượt)\s$", re.IGNORECASE)
_WORTH = re.compile(r"(?<!\w)(?:giá trị|quy mô) (?:từ|dưới|từ trên|từ đủ)\s$", re.IGNORECASE)
_TO_BELOW = re.compile(r"\s(?:đến|tới)\s+dưới\s", re.IGNORECASE)
_REACH, _AFTER = 200, 16


def without_limits(text: str, amounts: Sequence[Amount], sums: Sequence[SumRelation]) -> tuple[Amount, ...]:
    """The amounts; a fine or a bound that is in no sum has no role, whatever else its sentence tells, unless it is per something."""
    summed = {index for relation in sums for index in (relation.total, *relation.parts)}
    return tuple(
        with_role(amount, Told("stated", "role.limit"))
        if amount.role not in ("stated", "words")
        and index not in summed
        and not (amount.per or amount.column_heading)
        and (_is_fine(text, amount) or (amount.role != "rate" and _is_bound(text, amount)))
        else amount
        for index, amount in enumerate(amounts)
    )


def _is_fine(text: str, amount: Amount) -> bool:
    start = max(0, amount.start - _REACH)
    fines = "phạt" in text[start : amount.start].lower()
    return fines and _FINED.search(text, start, amount.start) is not None


def _is_bound(text: str, amount: Amount) -> bool:
    if _BOUND_AFTER.match(text, amount.end) or _TO_BELOW.search(amount.text):
        return True
    start = max(0, amount.start - _AFTER)
    if _THEN.match(text, amount.end) and _BOUND_BEFORE.search(text, start, amount.start):
        return True
    return _WORTH.search(text, start, amount.start) is not None
