"""Sums of a draft beside those of a paper that was issued later by the same body on the same subject: which tell the same money.

A body gives money on one subject again and again, and a number left open may be all that is held of what it issued: that a sum is
the issued one's is certain where both tell one place and one purpose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from pipeline.link.ledger.retellings import Retelling, Telling, same_money

_MOST_COMPARED = 100
"""Sums of what was issued with which one of a draft is compared: those told for just the same first."""


def issued_again(drafted: Sequence[Telling], issued: Sequence[Telling]) -> Iterator[Retelling]:
    """Which sums of a draft, whatever they come to, tell one of the same act and year in papers that may be its issue.

    A total, which tells neither place nor purpose, may be another's where none of the sums that do is found.
    """
    at: dict[str | None, list[Telling]] = defaultdict(list)
    told: dict[tuple[str | None, str], list[Telling]] = defaultdict(list)
    for other in sorted(issued, key=lambda other: other.order):
        at[other.place].append(other)
        told[other.place, other.purpose].append(other)
    found: list[tuple[Telling, Retelling | None]] = []
    for one in drafted:
        candidates = chain(told.get((one.place, one.purpose), ()), at.get(one.place, ()))
        found.append((one, _first(one, list(islice(candidates, _MOST_COMPARED)))))
    telling = [again for one, again in found if one.purpose or one.placed]
    strange = bool(telling) and not any(again and again.certain for again in telling)
    for one, again in found:
        if again:
            yield replace(again, certain=False) if strange and not (one.purpose or one.placed) else again


def _first(one: Telling, candidates: Sequence[Telling]) -> Retelling | None:
    """What a draft's sum tells, of some sums in order."""
    compared = [(_tells(one, other), other) for other in candidates]
    for certain in (True, False):
        for same, other in compared:
            if same is certain:
                return Retelling(one.amount_id, other.amount_id, certain)
    return None


def _tells(one: Telling, other: Telling) -> bool | None:
    """Whether a draft's sum is what another became, at one place; False where it may be."""
    same = same_money(one, other)
    if same is None:
        return None
    words, others = {*one.purpose.split()}, {*other.purpose.split()}
    within = bool(words and others and one.programmes & other.programmes) and (words <= others or others <= words)
    return words == others or (same and within)  # a row that just names its place is for what its paper is about
