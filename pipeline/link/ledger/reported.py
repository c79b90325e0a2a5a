"""What papers that decide nothing say was given to a programme, beside the decisions that gave it: a report's, a plan's, a letter's.

'Năm 2022 được phân bổ 14.200 triệu đồng' of a report names no decision, and is the same money as theirs. An auditor adds up the
decisions and holds the report against them: where its sum, or each of its parts, is what they gave, it is told again; where
it is another sum of the whole programme it is doubtful. What is doubtful does not count beside decisions that gave the
greater part of it: to count both would err by more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.places.names import holders_of
from pipeline.link.ledger.retellings import Telling, one_fund, same_money
from pipeline.link.ledger.so_far import EMPTY_WORDS
from pipeline.link.programmes import words_naming

_SAYS_NOTHING = re.compile(
    r"muc|tieu|quoc|gia|huyen|xa|thi|thanh|pho|phuong|tw|dot|tu|phat|trien|thuong|xuyen|\d+|[ivx]{1,5}"
)
"""Beside a programme's name: of which budget money is, and on which place's ground."""
_LAST = "9999"
_MOST_COMPARED = 1_000
"""Sums of a programme's decisions with which one is compared."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A sum that a paper says was given to a programme; `body` told it, to `precision` đồng, with what its full breakdowns hold."""

    telling: Telling
    body: str | None
    precision: int
    place_name: str
    breakdowns: tuple[tuple[Stated, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Reported:
    """A sum that decisions gave, or a later paper of its body tells: `certain`, or doubtful, which counts only where `counts` says so."""

    amount_id: str
    first_amount_id: str
    certain: bool
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """What decisions gave: as wholes, to each place, either counting each đồng once, and what was amended since."""

    wholes: Sequence[Telling]
    parts: Sequence[Telling]
    amended: Sequence[Telling] = ()

    def only(self, keep: Callable[[Telling], bool]) -> Decided:
        """Some of it."""
        return Decided(*([one for one in some if keep(one)] for some in (self.wholes, self.parts, self.amended)))

    def upto(self, day: str | None) -> Decided:
        """What it was by a day."""
        last = day or _LAST
        return self.only(lambda one: (one.day or "") <= last)

    @property
    def most(self) -> Sequence[Telling]:
        """Those that come to more."""
        return max(self.parts, self.wholes, key=_sum)


def reported(programme: str, stated: Sequence[Stated], given: Decided) -> Iterator[Reported]:
    """Which sums that papers state of one programme and year are what decisions gave."""
    of_programme = frozenset({programme})
    ordered = (
        [replace(one, programmes=of_programme) for one in sorted(some, key=lambda one: one.order)[:_MOST_COMPARED]]
        for some in (given.wholes, given.parts, given.amended)
    )
    decided = _ByFund(Decided(*ordered))
    alone: list[Stated] = []
    for one in stated:
        told = replace(one, telling=replace(one.telling, programmes=of_programme))
        found = _held_against(told, decided)
        if found:
            yield found
        if (found is None or found.counts) and _is_whole(told):
            alone.append(told)
    yield from _told_later(alone)


class _ByFund:
    """What decisions gave, by the place and fund of sums that it may be."""

    def __init__(self, decided: Decided) -> None:
        self._decided = decided
        self._of: dict[tuple[str | None, ...], Decided] = {}

    def of(self, one: Stated) -> Decided:
        """What they had given by the day of a sum to its place, or within it, from a fund that may be its own."""
        telling = one.telling
        key = telling.place, telling.fund, telling.fund_kind
        if key not in self._of:
            self._of[key] = self._decided.only(
                lambda other: _within(other.place, telling.place) and one_fund(telling, other)
            )
        return self._of[key].upto(telling.day)


def _held_against(one: Stated, decided: _ByFund) -> Reported | None:
    """A sum against the decisions before it; None where they gave nothing that it may be, or it is of one purpose among several."""
    of_it = decided.of(one)
    amount = one.telling.amount_id
    if same := _given_as(one, of_it):
        return Reported(amount, same, certain=True)
    for parts in one.breakdowns:
        firsts = [_given_as(part, decided.of(part)) for part in parts]
        if firsts and all(firsts):
            return Reported(amount, str(firsts[0]), certain=True)
    if not of_it.most or not _is_whole(one):
        return None
    return Reported(amount, of_it.most[0].amount_id, certain=False, counts=2 * _sum(of_it.most) < one.telling.vnd)


def _within(place: str | None, other: str | None) -> bool:
    return place is not None and other is not None and (place == other or other in holders_of(place))


def _given_as(one: Stated, of_it: Decided) -> str | None:
    """The first of the sums that a telling is certainly of: one of them, all of them, or all that one decision gave.

    Where it may be rounded from several, it is certain of none.
    """
    each = [*of_it.wholes, *of_it.parts, *of_it.amended]
    if not each:
        return None
    telling = replace(one.telling, programmes=each[0].programmes)
    found: list[Sequence[Telling]] = [[other] for other in each if _is(one, [other]) and same_money(telling, other)]
    if _is_whole(one):
        for some in (of_it.wholes, of_it.parts):
            decisions: dict[str, list[Telling]] = defaultdict(list)
            for other in some:
                decisions[other.document_id].append(other)
            found += [sums for sums in (some, *decisions.values()) if _is(one, sums)]
    told = {_sum(some) for some in found}
    same = [some for some in found if len(told) == 1 or _sum(some) == telling.vnd]
    return same[0][0].amount_id if same else None


def _sum(some: Sequence[Telling]) -> int:
    return sum(one.vnd for one in some)


def _is(one: Stated, some: Sequence[Telling]) -> bool:
    """Whether sums come to a telling, as far as it is exact."""
    return bool(some) and 2 * abs(one.telling.vnd - _sum(some)) <= one.precision


def _is_whole(one: Stated) -> bool:
    """Whether nothing is told that money was for beside its programme and its place."""
    places = (one.place_name, *(part.place_name for parts in one.breakdowns for part in parts))
    known = words_naming(one.telling.programmes) | {*" ".join(places).split()}
    rest = {*one.telling.purpose.split()} - known
    return all(EMPTY_WORDS.fullmatch(word) or _SAYS_NOTHING.fullmatch(word) for word in rest)


def _told_later(stated: Iterable[Stated]) -> Iterator[Reported]:
    """Sums of whole programmes that no decision held gave: what a body tells later holds what it told before, if it is no less."""
    of_body: dict[tuple[object, ...], list[Stated]] = defaultdict(list)
    for one in stated:
        telling = one.telling
        of_body[one.body, telling.place, telling.fund_kind or telling.fund].append(one)
    for told in of_body.values():
        told.sort(key=lambda one: one.telling.order)
        for at, one in enumerate(told):
            later = (
                other.telling
                for other in told[at + 1 : at + 1 + _MOST_COMPARED]
                if (other.telling.day or "") > (one.telling.day or _LAST)
            )
            held = next(
                (
                    other
                    for other in later
                    if other.vnd >= one.telling.vnd and other.document_id != one.telling.document_id
                ),
                None,
            )
            if held and one.body:
                yield Reported(one.telling.amount_id, held.amount_id, certain=False)
