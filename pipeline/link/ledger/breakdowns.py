"""Which telling's parts count when several documents break down one sum differently, by year, fund and place.

'5.000 triệu đồng, trong đó ngân sách trung ương 3.000, ngân sách tỉnh 2.000' of a resolution, which the decision that carries it out
gives to districts: by fund the parts of the resolution are counted, by place those of the decision, and by year 5.000 once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Way = Literal["year", "fund", "place"]
WAYS: tuple[Way, ...] = ("year", "fund", "place")
_AMISS = 20
"""Of how many parts of a sum one may be amiss."""


class Part(NamedTuple):
    """An amount that is added up, and what it tells of its fund or place."""

    amount_id: str
    vnd: int
    told: str | None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A telling of a sum, and for each way of adding up the amounts that are counted of it: itself, or parts of it."""

    amount_id: str
    vnd: int
    parts: Mapping[Way, Sequence[Part]]
    stands: bool
    """Whether it counts, as far as other documents tell."""


def counted_elsewhere(first: Breakdown, again: Sequence[Breakdown]) -> Iterator[tuple[str, Way, str]]:
    """The amounts not to be counted, each with the way and the retelling that it is because of.

    The first telling's parts are counted, unless those of another tell funds or places that it leaves untold; where what it
    tells counts no more, those of no other do.
    """
    for way in WAYS:
        counted = first
        if first.stands and way != "year" and _whole(first, way):
            for other in again:
                if _closer(other, counted, way):
                    counted = other
        for telling in again:
            if telling is not counted:
                yield from ((part.amount_id, way, telling.amount_id) for part in telling.parts[way])
        if counted is not first:
            yield from ((part.amount_id, way, counted.amount_id) for part in first.parts[way])


def parts_below(parts_of: Mapping[str, Iterable[str]], wholes: Iterable[str]) -> set[str]:
    """The parts of some sums, the parts of these, and so on: ids of amounts."""
    below, waiting = set[str](), [*wholes]
    while waiting:
        new = {*parts_of.get(waiting.pop(), ())} - below
        below |= new
        waiting += new
    return below


def _whole(told: Breakdown, way: Way) -> bool:
    """Whether parts are all of a sum, but for what a faulty table misses."""
    return bool(told.parts[way]) and abs(sum(part.vnd for part in told.parts[way]) - told.vnd) <= told.vnd // _AMISS


def _closer(other: Breakdown, than: Breakdown, way: Way) -> bool:
    """Whether parts of another telling are all of the sum and tell more of it."""
    itself = any(part.amount_id == other.amount_id for part in other.parts[way])
    all_of_it = abs(other.vnd - than.vnd) <= than.vnd // _AMISS
    return all_of_it and not itself and _whole(other, way) and _differ(other, way) > _differ(than, way)


def _differ(told: Breakdown, way: Way) -> int:
    return len({part.told for part in told.parts[way]} - {None})
