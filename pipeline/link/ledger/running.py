"""Sums that one body adds up to a later and a later day of a year: which of them holds which.

'Lũy kế giải ngân đến 31/3: 1.000 triệu đồng', 'đến 30/6: 3.000 triệu đồng' is 3.000. That the later holds the earlier is certain
where fund, programmes, place or project agree and both name the same thing; where one leaves these open, or has grown less,
it may.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from pipeline.link.ledger.purposes import alike
from pipeline.link.ledger.retellings import Telling, one_fund, one_place
from pipeline.link.ledger.so_far import EMPTY_WORDS

_NUMBER = re.compile(r"\d+|[ivx]{1,5}")
_MOST_COMPARED = 100
"""Later sums with which one is compared: of one project, or that share most of its words."""


@dataclass(frozen=True, slots=True)
class Running:
    """An entry of money used up to `day`; `running` where its words say that it is added up, else it is told of all the year."""

    telling: Telling
    day: str
    running: bool

    @property
    def order(self) -> tuple[str, str, str]:
        """By the day up to which they run."""
        return self.day, self.telling.day or "", self.telling.amount_id


class _Named(NamedTuple):
    """An entry, and the words that name what its money was used for."""

    entry: Running
    named: str

    @property
    def keys(self) -> tuple[str, ...]:
        """What it may share with a sum that holds it: its project, else all the words that name it, and each of them."""
        project = self.entry.telling.project
        return (f"project {project}",) if project else (f"words {self.named}", *self.named.split())

    @property
    def money(self) -> tuple[object, ...]:
        """What it shares with every sum that holds it for certain."""
        telling = self.entry.telling
        return self.keys[0], telling.place, telling.fund, telling.programmes


def held_by_later(entries: Sequence[Running]) -> Iterator[tuple[str, str, bool]]:
    """Sums that a later sum of the same body and year includes, each with the latest that does; False where that is uncertain."""
    latest_first = sorted(entries, key=lambda entry: entry.order, reverse=True)
    all_named = [_Named(entry, _names(entry.telling)) for entry in latest_first]
    of_money: dict[tuple[object, ...], list[int]] = defaultdict(list)
    sharing: dict[str, list[int]] = defaultdict(list)
    for at, earlier in enumerate(all_named):
        if earlier.entry.running:
            shared = Counter(chain.from_iterable(sharing[key] for key in earlier.keys))
            likeliest = sorted(later for later, _ in shared.most_common(_MOST_COMPARED))
            held = _held(earlier, [all_named[later] for later in of_money[earlier.money]])
            if held is None or not held[2]:
                held = _held(earlier, [all_named[later] for later in likeliest])
            if held is not None:
                yield held
        for later in (of_money[earlier.money], *(sharing[key] for key in earlier.keys)):
            if len(later) < _MOST_COMPARED:
                later.append(at)


def _held(earlier: _Named, latest_first: Sequence[_Named]) -> tuple[str, str, bool] | None:
    """A sum with the latest of some that holds it, else with the latest that may."""
    perhaps: str | None = None
    old = earlier.entry
    for later in latest_first:
        new = later.entry
        if new.day == old.day or new.telling.document_id == old.telling.document_id:
            continue
        holds = _holds(later, earlier)
        if holds:
            return old.telling.amount_id, new.telling.amount_id, True
        if holds is False:
            perhaps = perhaps or new.telling.amount_id
    return (old.telling.amount_id, perhaps, False) if perhaps else None


def _holds(later: _Named, earlier: _Named) -> bool | None:
    """True where a later sum holds an earlier one, False where it may, None where it is of something else."""
    new, old = later.entry.telling, earlier.entry.telling
    same_place = one_place(new, old)
    apart = new.programmes and old.programmes and not new.programmes & old.programmes
    if new.project != old.project or apart or same_place is None or not one_fund(new, old):
        return None
    told_alike = new.project is not None or later.named == earlier.named
    if not told_alike and not alike(later.named, earlier.named):
        return None
    if new.vnd < old.vnd:
        return False if later.entry.running else None
    return told_alike and same_place and new.fund == old.fund and new.programmes == old.programmes


def _names(telling: Telling) -> str:
    """The words that name what money was used for, in their alphabet's order."""
    words = {*telling.purpose.split()}
    return " ".join(sorted(word for word in words if not EMPTY_WORDS.fullmatch(word) and not _NUMBER.fullmatch(word)))
