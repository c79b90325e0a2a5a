"""Which amounts to add up, so that no money counts twice: of a total and its parts one side, a sum told again once.

Totals and parts are a graph: an amount may be the total of several breakdowns (by item and by fund) and a part of
others. What is added up is a cut through it: from the totals that are no part, down to the parts only where these
say what the total does not (its year, its fund, its place) and are all of it; by fund, what was used of one fund goes
before a total of which no fund is told. A total that only sums up ('Tổng cộng', role `total`) is money of its parts'
role, where all of them have one; what the words tell to be used (`Entry`) is spent, whatever its place in a sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from pipeline.records import Amount, AmountRole, SumRelation

_NEVER = ("rate", "price", "words")
_UNTOLD = ("part", "total", "stated", "planned")
"""Roles that may leave untold whether money was given or used."""
_DEEPEST = 6
"""Levels of parts of parts that are looked through; tables of the genre have four ('A', 'I', '1', 'a')."""
_Key = Callable[[Amount], object]


@dataclass(frozen=True, slots=True)
class Counting:
    """How an amount is added up: under which role, and whether by year, by fund and by place."""

    state: AmountRole
    by_year: bool
    by_fund: bool
    by_place: bool


def counting_of(
    amounts: Sequence[Amount],
    sums: Sequence[SumRelation],
    acts: Mapping[int, AmountRole],
    aside: Set[int] = frozenset(),
) -> tuple[Counting, ...]:
    """How each amount is added up; of some it is said what was or is to be done with them, by index; those `aside` are not."""
    graph = _Graph(amounts, sums, acts, aside)
    years, funds, places = (graph.cut(key) for key in (_year, _fund, _place))
    return tuple(
        Counting(graph.states[index], index in years, index in funds, index in places) for index in range(len(amounts))
    )


def states_of(
    amounts: Sequence[Amount], sums: Sequence[SumRelation], acts: Mapping[int, AmountRole] | None = None
) -> Sequence[AmountRole]:
    """Under which role each amount is added up by what its own words and its parts' tell."""
    return _Graph(amounts, sums, acts or {}).states


def _year(amount: Amount) -> object:
    return amount.fiscal_year


def _fund(amount: Amount) -> object:
    return amount.fund


def _place(amount: Amount) -> object:
    return amount.place_code


class _Graph:
    """The amounts of a document that may be added up, and the breakdowns of each."""

    def __init__(
        self,
        amounts: Sequence[Amount],
        sums: Sequence[SumRelation],
        acts: Mapping[int, AmountRole],
        aside: Set[int] = frozenset(),
    ) -> None:
        sums = [relation for relation in sums if not relation.amends]
        self._aside = aside
        self._amounts = amounts
        self._used = frozenset(index for index, act in acts.items() if act == "spent")
        self._roles = _summed_roles(amounts, sums, acts)
        self._breakdowns: dict[int, list[SumRelation]] = defaultdict(list)
        self._over: dict[int, list[int]] = defaultdict(list)
        for relation in sums:
            for part in relation.parts:
                if amounts[part].role == "part" or self._roles[part] in ("total", self._roles[relation.total]):
                    self._over[part].append(relation.total)
            self._breakdowns[relation.total].append(relation)
        self.states = self._states()

    @cached_property
    def _tops(self) -> list[int]:
        """The amounts that are part of none, each sum told again once."""
        tops = [index for index in range(len(self._amounts)) if self._addable(index) and not self._over[index]]
        return self._apart(self._once(tops))

    def cut(self, key: _Key) -> set[int]:
        """The amounts to add up when money is grouped by a key."""
        return {index for top in self._tops for index in self._parted(top, key, 0)}

    def _addable(self, index: int) -> bool:
        if index in self._aside:
            return False
        amount = self._amounts[index]
        orphan = amount.role == "part" and not self._over[index]
        return amount.vnd is not None and amount.role not in _NEVER and not orphan

    def _once(self, tops: Sequence[int]) -> list[int]:
        """Tops without those that tell an earlier one again, where either has parts: these are the earlier one's."""
        told: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for index in tops:
            amount = self._amounts[index]
            same = told[self.states[index], amount.vnd, amount.fiscal_year]
            if not same or not any(self._breakdowns[other] for other in (index, same[0])):
                same.append(index)
                continue
            for part in self._parts(index):
                self._over[part].append(same[0])
            self._breakdowns[same[0]] += self._breakdowns[index]
        return sorted(index for same in told.values() for index in same)

    def _apart(self, tops: Sequence[int]) -> list[int]:
        """Amounts under tops of which no two have a part in common: the totals of rows, where those of columns are told
        too; of a total that shares some of its parts with one before it, the others.
        """
        kept, covered = [], set[int]()
        waiting = list(reversed(tops))
        while waiting:
            top = waiting.pop()
            below = self._below(top)
            if not below & covered:
                kept.append(top)
                covered |= below
            elif top not in covered:
                covered.add(top)
                waiting += sorted(self._parts(top) - covered, reverse=True)
        return kept

    def _below(self, top: int) -> set[int]:
        """An amount and all parts of its parts."""
        below, stack = {top}, [top]
        while stack:
            for part in self._parts(stack.pop()) - below:
                below.add(part)
                stack.append(part)
        return below

    def _parts(self, index: int) -> set[int]:
        return {part for relation in self._breakdowns[index] for part in relation.parts if index in self._over[part]}

    def _parted(self, index: int, key: _Key, depth: int) -> set[int]:
        """An amount, or the parts that tell a key which it does not."""
        if self._breakdowns[index] and key(self._amounts[index]) is None and depth < _DEEPEST:
            own = self._parts(index)  # once: a total told a thousand times has a thousand breakdowns
            some = set[int]()
            for relation in self._breakdowns[index]:
                whole = relation.kind == "full" and (relation.holds or key is _place)
                if not whole or set(relation.parts) - own:
                    continue
                below = [self._below(part) for part in relation.parts]
                if len(set[int]().union(*below)) < sum(map(len, below)):
                    continue
                parts = set[int]().union(*(self._parted(part, key, depth + 1) for part in relation.parts))
                told = sum(key(self._amounts[part]) is not None for part in parts)
                if told == len(parts):
                    return parts
                some = some or (parts if told else some)
            if key is _place and some:
                # 'Huyện A', 'Huyện B', 'Sở Công Thương': what names no place counts beside those that do.
                return some
            if key is _fund:
                return self._of_funds(index) or {index}
        return {index}

    def _of_funds(self, index: int) -> set[int]:
        """What was used of funds, of a total that tells none: 'hết 900 triệu đồng, trong đó ngân sách tỉnh 400'."""
        used = self._parts(index) & self._used
        for relation in self._breakdowns[index]:
            told = {part for part in relation.parts if part in used and _fund(self._amounts[part])}
            if told:
                return told
        return set()

    def _states(self) -> list[AmountRole]:
        """The role of each amount; of a part, or a total that is itself a part, that of the nearest total over it that has one."""
        return [self._state(index) for index in range(len(self._amounts))]

    def _state(self, index: int) -> AmountRole:
        """What a total allots, its parts by fund allot too, though they come to a total of their own column."""
        only_sums = False
        seen, waiting = {index}, [index]
        for at in waiting:
            role = self._roles[at]
            if role not in ("part", "total"):
                return role
            only_sums = only_sums or role == "total"
            over = [total for total in self._over[at] if total not in seen]
            seen.update(over)
            waiting += over
        return "total" if only_sums else "part"


def _summed_roles(
    amounts: Sequence[Amount], sums: Sequence[SumRelation], acts: Mapping[int, AmountRole]
) -> list[AmountRole]:
    """The role of each amount; of one that only sums up, the one role of its parts, as deep as they are told."""
    roles: list[AmountRole] = [
        acts.get(index, amount.role) if amount.role in _UNTOLD else amount.role for index, amount in enumerate(amounts)
    ]
    said = {total: acts.get(total, amounts[total].role) for total in {relation.total for relation in sums}}
    used = {index for index, act in acts.items() if act == "spent"}
    parts: dict[int, set[int]] = defaultdict(set)
    for relation in sums:
        if amounts[relation.total].role == "total" and (relation.kind == "full" or used & {*relation.parts}):
            parts[relation.total].update(relation.parts)
    for _ in range(_DEEPEST):
        before = list(roles)
        for total, under in parts.items():
            told = {roles[part] for part in under} - {"part", "total", *_NEVER}
            roles[total] = told.pop() if len(told) == 1 else "total" if told else said[total]
        if roles == before:
            break
    return roles
