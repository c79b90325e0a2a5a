"""What papers that decide nothing say was given to a programme, beside the decisions that gave it: a report's, a plan's, a letter's.

'Năm 2022 được phân bổ 14.200 triệu đồng' of a report names no decision, and is the same money as theirs. An auditor adds up the
decisions and holds the report against them: where its sum, or each of its parts, is what they gave, it is told again. Each sum
given is told again once by a paper. Another sum of the whole programme counts, and is marked: it may be told again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, islice

from pipeline.extract.places.names import holders_of
from pipeline.link.ledger.retellings import Telling, one_fund, same_money
from pipeline.link.ledger.so_far import EMPTY_WORDS
from pipeline.link.programmes import words_naming

_OF_PLACES = re.compile(r"muc|tieu|quoc|gia|huyen|xa|thi|thanh|pho|phuong")
"""Words beside a programme's name, and those of the place where its money goes."""
_TELLS_APART = re.compile(r"tw|dot|tu|phat|trien|thuong|xuyen|\d+|[ivx]{1,5}")
"""Words of the budget that money of a whole programme is of, and of when it was given."""
_LAST = "9999"
_MOST_COMPARED = 100
"""Sums of just one size with which one is compared."""
_MOST_LATER = 1_000


@dataclass(frozen=True, slots=True)
class Stated:
    """A sum that a paper says was given to a programme; `body` told it, to `precision` đồng, with what its full breakdowns hold;
    `adds` where it comes on top of what was given before.
    """

    telling: Telling
    body: str | None
    precision: int
    place_name: str
    breakdowns: tuple[tuple[Stated, ...], ...] = ()
    adds: bool = False


@dataclass(frozen=True, slots=True)
class Reported:
    """A sum that decisions gave, or a later paper of its body tells: `certain`, or doubtful; `left_out` of the totals, or marked."""

    amount_id: str
    first_amount_id: str
    certain: bool
    left_out: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """What decisions gave: as wholes, to each place, either counting each đồng once, and what was amended since."""

    wholes: Sequence[Telling]
    parts: Sequence[Telling]
    amended: Sequence[Telling] = ()


_Sums = tuple[Telling, ...]


def reported(programme: str, stated: Iterable[Stated], given: Decided) -> Iterator[Reported]:
    """Which sums that papers state of one programme and year are what decisions gave, or may be; each once."""
    of_programme = frozenset({programme})
    told = sorted((_of(one, of_programme) for one in stated), key=lambda one: (one.precision, one.telling.order))
    held = _Held(Decided(*([replace(one, programmes=of_programme) for one in some] for some in _lists(given))))
    spent: dict[str, set[tuple[int, _Sums]]] = defaultdict(set)
    found: dict[str, Reported] = {}
    for one in told:
        if first := _given_as(one, held, spent[one.telling.document_id]):
            found[one.telling.amount_id] = Reported(one.telling.amount_id, first, certain=True, left_out=True)
    wholes = [one for one in told if _is_whole(one)]
    later = [one for one in _told_later(wholes) if one.amount_id not in found]
    found |= {one.amount_id: one for one in later if one.left_out}
    for marked in (*_marked([one for one in wholes if one.telling.amount_id not in found], held), *later):
        found.setdefault(marked.amount_id, marked)
    return iter(found.values())


def _marked(wholes: Iterable[Stated], held: _Held) -> Iterator[Reported]:
    """Sums that count though decisions gave to the same, and may be told again; with their parts, as totals by fund have these."""
    for one in wholes:
        given = next(filter(None, (way.first(one.telling.day) for way in held.of(one.telling))), None)
        if given:
            for each in (one, *(part for parts in one.breakdowns for part in parts)):
                yield Reported(each.telling.amount_id, given.amount_id, certain=False, left_out=False)


def _of(one: Stated, programmes: frozenset[str]) -> Stated:
    breakdowns = tuple(tuple(_of(part, programmes) for part in parts) for parts in one.breakdowns)
    return replace(one, telling=replace(one.telling, programmes=programmes), breakdowns=breakdowns)


def _lists(decided: Decided) -> tuple[Sequence[Telling], Sequence[Telling], Sequence[Telling]]:
    return decided.wholes, decided.parts, decided.amended


class _Way:
    """What decisions gave, counted one way: each sum, all that one decision gave, and all by a day."""

    def __init__(self, counted: Iterable[Telling], amended: Iterable[Telling] = ()) -> None:
        self._counted = sorted(counted, key=lambda one: (one.day or "", one.order))
        self._days = [one.day or "" for one in self._counted]
        self._come_to = [*accumulate(one.vnd for one in self._counted)]
        self._each = _BySum((one,) for one in (*self._counted, *amended))
        decisions = groupby(sorted(self._counted, key=lambda one: one.document_id), key=lambda one: one.document_id)
        self._decisions = _BySum(tuple(of_one) for _, of_one in decisions)

    def first(self, day: str | None) -> Telling | None:
        """The first sum given by a day."""
        return self._counted[0] if self._days and self._days[0] <= (day or _LAST) else None

    def told_by(self, one: Stated) -> list[_Sums]:
        """What a sum may tell again, as far as it is exact: each sum given by its day that is its money, or of a whole several."""
        told = one.telling
        each = (some for some in self._each.come_to(one) if same_money(told, some[0]))
        found = dict.fromkeys(islice(each, _MOST_COMPARED))
        if _is_whole(one):
            found |= dict.fromkeys(islice(self._decisions.come_to(one), _MOST_COMPARED))
            count = bisect_right(self._days, told.day or _LAST)
            if count and _is(one, self._come_to[count - 1]):
                found[tuple(self._counted[:count])] = None
        return [*found]


class _BySum:
    """Sums of decisions by what they come to."""

    def __init__(self, sums: Iterable[_Sums]) -> None:
        self._sums = sorted(sums, key=lambda some: (_sum(some), some[0].order))
        self._come_to = [_sum(some) for some in self._sums]

    def come_to(self, one: Stated) -> Iterator[_Sums]:
        """Those by the day of a sum that come to it, as far as it is exact."""
        first = bisect_left(self._come_to, one.telling.vnd - one.precision // 2)
        last = bisect_right(self._come_to, one.telling.vnd + one.precision // 2)
        day = one.telling.day or _LAST
        return (some for some in islice(self._sums, first, last) if (some[0].day or "") <= day)


class _Held:
    """What decisions gave, by the place and fund of sums that it may be."""

    def __init__(self, decided: Decided) -> None:
        self._within: tuple[dict[str, list[Telling]], ...] = tuple(defaultdict(list) for _ in range(3))
        for within, some in zip(self._within, _lists(decided), strict=True):
            for one in some:
                if one.place is not None:
                    for place in {one.place, *holders_of(one.place)}:
                        within[place].append(one)
        self._of: dict[tuple[str | None, ...], tuple[_Way, _Way]] = {}

    def of(self, told: Telling) -> tuple[_Way, _Way]:
        """What they gave to the place of a sum, or within it, from a fund that may be its own: as wholes, and to each place."""
        key = told.place, told.fund, told.fund_kind
        if key not in self._of:
            wholes, parts, amended = (
                [one for one in within.get(told.place or "", ()) if one_fund(told, one)] for within in self._within
            )
            self._of[key] = _Way(wholes), _Way(parts, amended)
        return self._of[key]


def _given_as(one: Stated, held: _Held, spent: set[tuple[int, _Sums]]) -> str | None:
    """The first of the sums given that one is certainly of: it comes to them itself, or each of its parts does; these are spent then.

    Either way of counting is the same money: what is spent in one can't be left in the other.
    """
    told = _certain(one, [way.told_by(one) for way in held.of(one.telling)])
    left = [[some for some in sums if (at, some) not in spent] for at, sums in enumerate(told)]
    if any(told):
        if all(bool(sums) == bool(of_way) for sums, of_way in zip(told, left, strict=True)):
            spent.update((at, of_way[0]) for at, of_way in enumerate(left) if of_way)
            return next(of_way[0][0].amount_id for of_way in left if of_way)
        return None
    for parts in one.breakdowns:
        for at in range(2):
            some = _each_given(parts, held, at)
            if some and (at, some) not in spent:
                spent.add((at, some))
                return some[0].amount_id
    return None


def _each_given(parts: Sequence[Stated], held: _Held, at: int) -> _Sums:
    """What was given as the parts of a sum, counted one way, each đồng once; nothing where some part was not."""
    told = [_certain(part, [held.of(part.telling)[at].told_by(part)])[0] for part in parts]
    used: dict[Telling, None] = {}
    for sums in sorted(told, key=len):
        free = next((some for some in sums if used.keys().isdisjoint(some)), None)
        if free is None:
            return ()
        used |= dict.fromkeys(free)
    return tuple(used)


def _certain(one: Stated, ways: Sequence[Sequence[_Sums]]) -> list[list[_Sums]]:
    """What a sum certainly tells again: where it may be rounded from several, none but what it is to the đồng."""
    several = len({_sum(some) for sums in ways for some in sums}) > 1
    return [[some for some in sums if not several or _sum(some) == one.telling.vnd] for sums in ways]


def _sum(some: Iterable[Telling]) -> int:
    return sum(one.vnd for one in some)


def _is(one: Stated, vnd: int) -> bool:
    """Whether what was given comes to a telling, as far as it is exact."""
    return abs(one.telling.vnd - vnd) <= one.precision // 2


def _words(one: Stated) -> frozenset[str]:
    """The words of what money was for, but those that name its programme or place, or name nothing."""
    places = (one.place_name, *(part.place_name for parts in one.breakdowns for part in parts))
    known = words_naming(one.telling.programmes) | {*" ".join(places).split()}
    rest = {*one.telling.purpose.split()} - known
    return frozenset(word for word in rest if not (EMPTY_WORDS.fullmatch(word) or _OF_PLACES.fullmatch(word)))


def _is_whole(one: Stated) -> bool:
    """Whether nothing is told that money was for beside its programme and its place."""
    return all(_TELLS_APART.fullmatch(word) for word in _words(one))


def _told_later(wholes: Iterable[Stated]) -> Iterator[Reported]:
    """Sums of whole programmes that their body tells again later, and no less: in the same words, or in fewer, where it only may be."""
    of_body: dict[tuple[object, ...], list[tuple[Telling, frozenset[str]]]] = defaultdict(list)
    for one in wholes:
        if one.body and not one.adds:
            told = one.telling
            of_body[one.body, told.place, told.fund_kind or told.fund].append((told, _words(one)))
    for tellings in of_body.values():
        tellings.sort(key=lambda one: one[0].order)
        for at, (told, words) in enumerate(tellings):
            # A later one of the same paper is of the same day.
            held = [
                (of_words != words, other.amount_id)
                for other, of_words in tellings[at + 1 : at + 1 + _MOST_LATER]
                if of_words <= words and other.vnd >= told.vnd and (other.day or "") > (told.day or _LAST)
            ]
            if held:
                fewer, later = min(held, key=lambda one: one[0])
                yield Reported(told.amount_id, later, certain=False, left_out=not fewer)
