"""Totals and parts as records: whether they add up within what their printed digits leave open.

Tolerance: half the weight of each last printed digit (XBRL Calculations 1.1).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from pipeline.link.cues import pattern, table
from pipeline.records import Amount, SumKind, SumRelation

_LABEL = 120


def addable(amount: Amount) -> bool:
    """Whether an amount in running text may be a total or a part: in đồng, no range, no rate, not in words."""
    return (
        amount.vnd is not None
        and amount.vnd_high is None
        and amount.role not in ("rate", "words")
        and amount.rule != "money.cell"
    )


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
    difference = vnd_of(amounts[total]) - sum(vnd_of(amounts[part]) for part in parts)
    tolerance = _tolerance(amounts, total, parts)
    adds_up = abs(difference) <= tolerance
    kind: SumKind = "full" if full or (open_word and len(parts) > 1 and adds_up) else "partial"
    if open_word and kind == "full" and not adds_up and difference > 0:
        kind = "partial"
    holds = adds_up if kind == "full" else difference >= -tolerance
    return SumRelation(span[0], span[1], kind, total, tuple(parts), rule, difference, holds)


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
    difference = vnd_of(amounts[relation.total]) - sum(vnd_of(amounts[part]) for part in relation.parts)
    tolerance = _tolerance(amounts, relation.total, relation.parts)
    holds = abs(difference) <= tolerance if relation.kind == "full" else difference >= -tolerance
    return replace(relation, difference_vnd=difference, holds=holds)


def _tolerance(amounts: Sequence[Amount], total: int, parts: Sequence[int]) -> int:
    """Half of what the last printed digits weigh together, in đồng."""
    return sum(amounts[index].precision_vnd or 1 for index in (total, *parts)) // 2


def vnd_of(amount: Amount) -> int:
    """Its đồng, 0 in another currency."""
    return amount.vnd or 0


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
