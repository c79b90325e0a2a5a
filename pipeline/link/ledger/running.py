"""Sums that one body adds up to a later and a later day of a year: which of them holds which.

'Lũy kế giải ngân đến 31/3: 1.000 triệu đồng', 'đến 30/6: 3.000 triệu đồng' is 3.000. That the later holds the earlier is certain
where fund, programmes, place or project agree and both name the same thing; where one leaves these open, or has grown less,
it may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.link.ledger.purposes import alike
from pipeline.link.ledger.retellings import Telling, one_fund, one_place
from pipeline.link.ledger.so_far import SMALL

_NUMBER = re.compile(r"\d+|[ivx]{1,5}")


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


def held_by_later(entries: Sequence[Running]) -> Iterator[tuple[str, str, bool]]:
    """Of one body's sums of a year each that a later one holds, with the latest that does, and whether that is certain."""
    latest_first = sorted(entries, key=lambda entry: entry.order, reverse=True)
    for at, earlier in enumerate(latest_first):
        if not earlier.running:
            continue
        perhaps: str | None = None
        for later in latest_first[:at]:
            if later.day == earlier.day or later.telling.document_id == earlier.telling.document_id:
                continue
            holds = _holds(later, earlier)
            if holds:
                yield earlier.telling.amount_id, later.telling.amount_id, True
                break
            if holds is False:
                perhaps = perhaps or later.telling.amount_id
        else:
            if perhaps:
                yield earlier.telling.amount_id, perhaps, False


def _holds(later: Running, earlier: Running) -> bool | None:
    """True where a later sum holds an earlier one, False where it may, None where it is of something else."""
    new, old = later.telling, earlier.telling
    same_place = one_place(new, old)
    apart = new.programmes and old.programmes and not new.programmes & old.programmes
    if new.project != old.project or apart or same_place is None or not one_fund(new, old):
        return None
    named, other = _named(new), _named(old)
    if new.project is None and named != other and not alike(" ".join(named), " ".join(other)):
        return None
    if new.vnd < old.vnd:
        return False if later.running else None
    told_alike = new.project is not None or named == other
    return told_alike and same_place and new.fund == old.fund and new.programmes == old.programmes


def _named(telling: Telling) -> tuple[str, ...]:
    """The words that name what money was used for."""
    words = dict.fromkeys(telling.purpose.split())
    return tuple(sorted(word for word in words if not SMALL.fullmatch(word) and not _NUMBER.fullmatch(word)))
