"""One sum of money stated by several documents: entries of one act, year and amount in, which of them repeat another out.

A decision gives money; a report, a letter or a summary that comes after tells of it; a decision that rests on another may
hand its money on. That it is the same money is
certain where place, fund and programme agree, or the words that tell what it was for, or where a report rests on the
decision that gave its place just that sum; where they leave it open the sum may have been told before, and a ledger has to say so. What tells of another place, fund or programme is other money.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.link.ledger.purposes import alike, purpose_of

_MOST_COMPARED = 100
"""Different earlier tellings with which one is compared."""
_LAST = "9999"
DRAFTED_BEFORE, _COPIED_AFTER = 180, 30
"""Days before its issue that a paper is drafted at most, and after it that a copy without its number may be dated."""
_FIGURES = 4
"""Figures before the noughts of a sum that hardly two are alike by chance: 556,40 triệu đồng."""


@dataclass(frozen=True, slots=True)
class Telling:
    """An entry of a ledger with what tells it from others of its act, year and amount.

    `place` and `province` are codes of where the money goes and the province that this is in, where no code is known the
    name that the document's head gives; `placed` whether words tell the place, else it is where the document comes from;
    `deciding` whether its document gives money by itself; `own` and `giver` are keys
    of its document's number and of that of the document that gave the money, where it says so; `rests_on` the keys of
    those on which its document rests, `replaced` whether another replaces its document, `draft` whether it is a draft.
    """

    amount_id: str
    document_id: str
    day: str | None
    deciding: bool
    own: str | None
    giver: str | None
    act: str
    fund: str | None
    fund_kind: str | None
    place: str | None
    province: str | None
    programmes: frozenset[str]
    purpose: str
    project: str | None = None
    rests_on: frozenset[str] = frozenset()
    replaced: bool = False
    placed: bool = True
    draft: bool = False
    vnd: int = 0

    @property
    def order(self) -> tuple[bool, str, bool, str, str]:
        """Tellings by day, decisions first, drafts last."""
        return self.draft, self.day or _LAST, not self.deciding, self.document_id, self.amount_id


@dataclass(frozen=True, slots=True)
class Retelling:
    """An entry that tells again what another told first; `certain` False where it only may."""

    amount_id: str
    first_amount_id: str
    certain: bool


def retold(tellings: Sequence[Telling]) -> Iterator[Retelling]:
    """Which of some tellings of one act, year and amount tell an earlier one again."""
    earlier: dict[tuple[object, ...], tuple[Telling, str]] = {}
    for telling in sorted(tellings, key=lambda telling: telling.order):
        first: str | None = None
        certain = False
        for other, told_first in list(earlier.values())[:_MOST_COMPARED]:
            same = _told_again(telling, other) if other.document_id != telling.document_id else None
            if same is not None and (first is None or same):
                first, certain = told_first, same
            if certain:
                break
        if first is not None:
            yield Retelling(telling.amount_id, first, certain)
        # A decision that hands money on may be all that later tellings name.
        if first is None or not certain or telling.deciding:
            told_first = first if first is not None and certain else telling.amount_id
            earlier.setdefault(_signature(telling), (telling, told_first))


def _signature(telling: Telling) -> tuple[object, ...]:
    return telling.document_id, telling.fund, telling.place, telling.programmes, telling.purpose


def _told_again(one: Telling, other: Telling) -> bool | None:
    """As `same_money` of a telling and an earlier one; a decision tells of another's money only where it rests on it, a draft
    of what was issued for the same.
    """
    if not one.deciding:
        return same_money(one, other)
    if one.draft:
        words, others = {*one.purpose.split()}, {*other.purpose.split()}
        alike_told = words <= others or others <= words or alike(one.purpose, other.purpose)
        same = same_money(one, other) if alike_told else None
        return same if _of_one_time(one, other) else same and False
    one_project = one.project is not None and one.project == other.project
    if not other.deciding or other.replaced or not (one_project or same_money(one, other)):
        return None
    return other.own in one.rests_on


def _of_one_time(draft: Telling, issue: Telling) -> bool:
    """Whether a draft may be of an issue by their days, as far as both are told."""
    if draft.day is None or issue.day is None:
        return True
    days = (date.fromisoformat(issue.day) - date.fromisoformat(draft.day)).days
    return -_COPIED_AFTER <= days <= DRAFTED_BEFORE


def same_money(one: Telling, other: Telling) -> bool | None:
    """True where a telling is of another's money, False where it may be, None where it is not; what it decides is not its own."""
    if one.project and one.project == other.project:
        return True
    giver = other.giver or (other.own if other.deciding or other.act == "requested" else None)
    if one.giver and giver is not None:
        return True if one.giver == giver else None
    common = one.programmes & other.programmes
    if (one.programmes and other.programmes and not common) or not one_fund(one, other):
        return None
    same_place = one_place(one, other)
    if same_place is None:
        return None
    told_alike = alike(_told_for(one), _told_for(other))
    if common and same_place is not None and _told_exactly(one, other):
        return True
    untold = not one.purpose or not other.purpose
    if same_place and (told_alike or untold) and _carries_out(one, other):
        return True
    all_of_it = one.act == "allocated" or (_of_all(one) and _of_all(other))
    if same_place and (told_alike or (common and all_of_it)):
        return True
    if told_alike and _leaves_place_open(one, other):
        return True
    return False if told_alike or common or untold else None


def _told_for(one: Telling) -> str:
    """The words that tell what money was for: a trade's fund tells it too ('kinh phí sự nghiệp thủy lợi')."""
    return one.purpose or (purpose_of(one.fund) if one.fund and one.fund_kind == "operating" else "")


def _of_all(one: Telling) -> bool:
    """Whether no words beside its programme's name tell what money was for."""
    named = {word for programme in one.programmes for word in programme.split()}
    return not {*one.purpose.split()} - named


def _carries_out(one: Telling, other: Telling) -> bool:
    """Whether one is of a paper that carries out the decision that gave the other: of just that sum, to the same place.

    Another decision may give as much once more, unless it is that place's own.
    """
    hands_on = not one.deciding or (other.placed and not one.placed)
    return one.act == "allocated" and hands_on and other.deciding and other.own in one.rests_on


def _told_exactly(one: Telling, other: Telling) -> bool:
    """Whether two tell a sum that hardly another comes to, of one fund and one place as far as they tell these.

    A decision may give as much once more: then it is no such sum.
    """
    odd = len(str(one.vnd).rstrip("0")) >= _FIGURES
    places = one.place == other.place or one.place is None or other.place is None
    funds = one.fund == other.fund or one.fund is None or other.fund is None
    return odd and places and funds and not one.deciding


def one_fund(one: Telling, other: Telling) -> bool:
    """Whether two tellings may be of one fund: 'ngân sách nhà nước' may be any budget."""
    if one.fund is None or other.fund is None or one.fund == other.fund:
        return True
    kinds = {one.fund_kind, other.fund_kind}
    return (len(kinds) == 1 and None not in kinds) or "state" in kinds


def one_place(one: Telling, other: Telling) -> bool | None:
    """Whether two tellings are of one place; False where one of them may hold the other, None where they differ."""
    if one.place is None or other.place is None:
        return False
    if one.place == other.place:
        return True
    holds = one.place == other.province or other.place == one.province
    return False if holds else None


def _leaves_place_open(one: Telling, other: Telling) -> bool:
    """Whether one of two tellings tells no place: its document comes from what holds the other's, as a report of a province."""
    return (not one.placed and one.place == other.province) or (not other.placed and other.place == one.province)
