"""Money that a decision hands on: what its body was given by another, whose decision it rests on, is no new money.

The Prime Minister gives a province 120 tỷ, the province's decision gives them to districts, a district's its share to communes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.link.ledger.purposes import alike, batches_in, of_all_batches
from pipeline.link.ledger.retellings import Telling

_OVER = 20
"""What share of a sum it may be passed by, which is then found fault with and is no other money."""
_LEVELS = frozenset({"central", "province", "district", "commune"})
_NATURES = frozenset({"investment", "operating"})
"""Kinds of fund of which no money has two."""


@dataclass(frozen=True, slots=True)
class Given:
    """A sum that a body was given; `from_above` where by a place that holds its own, else by another body of its place."""

    telling: Telling
    from_above: bool


def handed_on(own: Sequence[Telling], given: Sequence[Given]) -> Iterator[tuple[str, str]]:
    """Which sums of one decision and year hand on one that was given to its body, each with that: ids of amounts.

    `own` are the sums that the decision gives, without their parts; `given` those of the decisions on which it rests.
    """
    found = set[str]()
    for source in sorted(given, key=lambda one: (one.telling.vnd, one.telling.amount_id)):
        most = source.telling.vnd + source.telling.vnd // _OVER
        out_of = [one for one in own if one.amount_id not in found and _may_be_of(one, source)]
        if sum(one.vnd for one in out_of) <= most:
            found.update(one.amount_id for one in out_of)
            yield from ((one.amount_id, source.telling.amount_id) for one in out_of)


def _may_be_of(one: Telling, given: Given) -> bool:
    """Whether a sum may be of another by their funds and by what they are for."""
    source = given.telling
    kinds = {one.fund_kind, source.fund_kind}
    if len(kinds & _LEVELS) > 1 or len(kinds & _NATURES) > 1:
        return False
    if one.programmes and source.programmes:
        return bool(one.programmes & source.programmes)
    if batches_in(one.purpose):
        # 'Đợt 1 ... cho các xã' out of 'hỗ trợ các xã làm đường': few words tell what a part is for.
        part, whole = ({*of_all_batches(told.purpose).split()} for told in (one, source))
        if part <= whole and bool(part) is bool(whole):
            return True
    untold = given.from_above and not (one.programmes or source.programmes)
    # 'Đợt 1' and 'đợt 2' are of one sum that tells no batch.
    return untold or alike(one.purpose, source.purpose) or alike(of_all_batches(one.purpose), source.purpose)
