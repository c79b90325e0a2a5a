"""The ledger's entries: money that a document says was given or used; amounts in, `Entry` records out.

Money is used where the words say that it was spent or disbursed, and where it is a part of what something cost ('hết 900
triệu đồng, trong đó ngân sách nhà nước hỗ trợ 400 triệu đồng') whose fund is the programme's, or public and spoken of
with it. It is paid out of an allocation of the same document and year where its fund is the programme that the
allocation is for, or where its fund is the allocation's (or the state budget) and its sentence, or the document's
subject, is about that programme.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from pipeline.link.errata import corrections
from pipeline.link.heading_words import GIVEN_UP_TO_NOW
from pipeline.link.ledger.added_up import added_up_as
from pipeline.link.ledger.aside import revisions
from pipeline.link.ledger.attached import attached_to
from pipeline.link.ledger.counting import Counting, states_of
from pipeline.link.ledger.purposes import purpose_of, row_called
from pipeline.link.ledger.said import ACTS, STILL_TO_DO, Said, still_to_do
from pipeline.link.ledger.so_far import so_far_of
from pipeline.link.programmes import programmes_in, programmes_of
from pipeline.normalize.fold import fold
from pipeline.normalize.letters import UPPER
from pipeline.normalize.place_names import LEVEL
from pipeline.records import Act, Amount, AmountRole, Entry, Facts, Outline, Plan, SoFar
from pipeline.structure.sentences import sentences_of
from pipeline.structure.tables import deciding_kinds, planning_kinds

_STATE_BUDGET = re.compile(r"(?:nguon |von )?(?:ngan sach|nsnn|nstw)(?: nha nuoc| trung uong)?$")
_GIVEN_BY = re.compile(r"\s*(?:[,(]\s*)?(?:tại|theo|bằng|từ)\s+(?:các\s+)?$", re.IGNORECASE)
_GIVEN_FOR_BY = re.compile(
    r"\s*(?:vốn|kinh phí|từ|thuộc|nguồn|để|thực hiện|cho|hỗ trợ|ngân sách)\s[^.;:,\d\n]{1,100}?\s(?:tại"
    r"|\((?:theo\s+|tại\s+)?)\s*$|\s*\((?:tại\s+)?$",
    re.IGNORECASE,
)
"""The same after what the money is from or for: '800 triệu đồng vốn ngân sách tỉnh thực hiện Chương trình OCOP tại'; in brackets."""
_GIVEN_BEFORE = re.compile(r"(?:^|[;:.\n(]|\s,)\s*(?:[-+*•]\s*)?(?:tại|theo|bằng)\s+$", re.IGNORECASE)
"""Before a decision that opens a clause: 'Tại Quyết định số 1120/QĐ-UBND, Ủy ban nhân dân tỉnh đã phân bổ 800 triệu đồng'."""
_JUST_A_PLACE = re.compile(rf"(?:UBND\s+)?(?i:{LEVEL})(?:\s+[{UPPER}]\w*){{1,4}}")
"""What a row is called that tells where money goes and not what for."""
_WIDE = ("state", None)
"""Kinds of fund that say nothing of whose budget it is."""
_NOT_USED: tuple[AmountRole | None, ...] = ("planned", "requested", "revenue", "price")
_MAY_BE_GIVEN: tuple[AmountRole, ...] = ("allocated", "planned", "stated", "total")
_ADDS = re.compile(r"(?<!\w)(?:bổ sung|tăng thêm|cấp thêm|hỗ trợ thêm|giao thêm)(?!\w)", re.IGNORECASE)
_NEXT = re.compile(r";|(?<!\w)(?:trong đó|bao gồm|gồm|cụ thể|chia ra)(?!\w)", re.IGNORECASE)
_NEAR = 40
_LONGEST = 300
_MOST_GIVEN = 200
"""Allocations of one year among which the one that paid is looked for."""


def with_entries(text: str, outline: Outline, facts: Facts) -> Facts:
    """The facts with what a ledger books of them, and what is still to do."""
    entries, plans = _Reader(text, outline, facts).booked()
    return replace(facts, entries=entries, plans=plans)


def is_deciding(outline: Outline) -> bool:
    """Whether a document gives money by itself."""
    return outline.letterhead.kind in deciding_kinds()


class _Reader:
    """Reads the entries of one document."""

    def __init__(self, text: str, outline: Outline, facts: Facts) -> None:
        self.text, self.outline, self.facts = text, outline, facts
        self._sentences = sentences_of(text)
        self._said = Said(text, outline, facts.mentions.amounts)
        self._programmes: dict[int, frozenset[str]] = {}
        subject = outline.letterhead.subject
        self._about = programmes_in(text, subject.start, subject.end) if subject else frozenset()
        self._deciding = is_deciding(outline)
        self._attached = attached_to(text, outline, facts.mentions.citations)
        self._still_to_spend = outline.letterhead.kind in planning_kinds() or self._deciding
        self._revised: dict[int, int] = {}
        self._totals: dict[int, list[int]] = defaultdict(list)
        for relation in facts.sums:
            for part in relation.parts:
                self._totals[part].append(relation.total)
        self._summed = {relation.total: relation for relation in facts.sums}
        self._cited_at = [citation.start for citation in facts.mentions.citations]
        self._funds_given: dict[str, Amount] = {}
        for amount in facts.mentions.amounts:
            if amount.role == "allocated" and amount.fund:
                self._funds_given.setdefault(amount.fund, amount)

    def booked(self) -> tuple[tuple[Entry, ...], tuple[Plan, ...]]:
        """Every entry, and every sum of a year that is still to be given, in the order of the amounts."""
        amounts, sums = self.facts.mentions.amounts, self.facts.sums
        states = states_of(amounts, sums)
        used = frozenset(index for index in range(len(amounts)) if self._is_used(index, states[index]))
        acts: dict[int, Act] = {
            index: act for index in range(len(amounts)) if (act := self._done(index, states[index]))
        }
        lifted = {relation.total for relation in sums if used & {*relation.parts} and self._is_whole(relation.total)}
        self._revised = dict(self._revisions())
        acts.update(dict.fromkeys(used | lifted, "spent"))
        acts.update(dict.fromkeys(self._handed_out(), "allocated"))
        acts.update(dict.fromkeys(self._revised, "allocated"))
        to_do = still_to_do(self.facts, self._said)
        counted = added_up_as(self.text, self.facts, {**to_do, **acts}, self._said)
        found = list(self._entries(counted, acts))
        given: dict[int | None, list[Entry]] = defaultdict(list)
        for entry in found:
            if entry.act == "allocated" and entry.counted:
                given[amounts[entry.amount].fiscal_year].append(entry)
        paid = (replace(e, out_of=self._paid_out_of(e, given)) if e.act != "allocated" else e for e in found)
        return tuple(paid), tuple(self._plans(counted))

    def _plans(self, counted: Sequence[Counting]) -> Iterator[Plan]:
        for index, (amount, told) in enumerate(zip(self.facts.mentions.amounts, counted, strict=True)):
            if told.state not in STILL_TO_DO or not (told.by_year or told.by_fund or told.by_place):
                continue
            if amount.fiscal_year and amount.vnd is not None and amount.role != "words":
                yield Plan(
                    amount=index,
                    act=told.state,
                    counted=told.by_fund,
                    programmes=tuple(sorted(self._programmes_of(amount, told.state))),
                    purpose=self._purpose(index, planned=True),
                    given_by=self._giver_of(index),
                )

    def _done(self, index: int, state: AmountRole) -> Act | None:
        """What the words before a total of parts say that was done with it, where these do not tell."""
        amount = self.facts.mentions.amounts[index]
        if amount.role != "total" or state != "total" or amount.vnd is None or amount.vnd_high is not None:
            return None
        if index not in self._summed:
            return None
        relation = self._summed[index]
        closes = relation.closes and self._said.gives_list(min(relation.parts))
        return self._said.done_of(index) or ("allocated" if closes else None)

    def _handed_out(self) -> Iterator[int]:
        """Plans that a decision hands out: all of their parts are given ('KH năm 2022 | NTM | GNBV')."""
        amounts = self.facts.mentions.amounts
        for relation in self.facts.sums if self._deciding else ():
            in_full = relation.kind == "full" and not relation.difference
            plans = amounts[relation.total].role == "planned" and in_full
            if plans and all(amounts[part].role == "allocated" for part in relation.parts):
                yield relation.total

    def _is_whole(self, index: int) -> bool:
        """Whether a total that was used tells its fund, so that it goes before its parts."""
        amount = self.facts.mentions.amounts[index]
        return amount.role == "total" and amount.fund is not None

    def _is_used(self, index: int, state: AmountRole) -> bool:
        """Whether a total, or a part of some cost, is money that was used; other amounts have a role of their own."""
        amount = self.facts.mentions.amounts[index]
        if amount.role not in ("part", "total") or amount.vnd is None or amount.vnd_high is not None:
            return False
        if amount.role == "total":
            return self._done(index, state) == "spent"
        if state not in ("part", "total") or not amount.fund or not amount.fiscal_year:
            return False
        if self._still_to_spend or any(self._said.role_of(total) in _NOT_USED for total in self._totals[index]):
            return False
        return bool(self._paid(amount)) and (is_public(amount) or self._fund_was_given(amount))

    def _fund_was_given(self, amount: Amount) -> bool:
        given = self._funds_given.values()
        return any(other.start < amount.start and _one_fund(amount, other) for other in given)

    def _paid(self, amount: Amount) -> frozenset[str]:
        """The programmes that an amount paid for: the one that its fund names, else those that it is spoken of with.

        A fund as wide as a budget pays for much else: the sentence or the subject must name the programme.
        """
        fund = amount.fund or ""
        return programmes_of(fund) or self._about | self._named(amount)

    def _named(self, amount: Amount) -> frozenset[str]:
        start, end = self._sentences.at(amount.start)
        if start not in self._programmes:
            self._programmes[start] = programmes_in(self.text, start, end)
        return self._programmes[start]

    def _programmes_of(self, amount: Amount, act: AmountRole) -> frozenset[str]:
        """The programmes that money was given to or used for: what is nearest to it tells."""
        if act == "allocated":
            return self._named(amount)
        fund = amount.fund or ""
        return programmes_of(fund) or self._named(amount) or self._about

    def _given_for(self, index: int) -> frozenset[str]:
        """The programmes that money was given to, as its own words tell, those of the nearest total over it, or the subject."""
        amounts = self.facts.mentions.amounts
        named = (self._named(amounts[at]) for at in self._with_totals(index))
        return next(filter(None, named), self._about)

    def _with_totals(self, index: int) -> Iterator[int]:
        """An amount, and the totals over it, the nearest first."""
        seen, waiting = {index}, [index]
        for at in waiting:
            yield at
            over = [total for total in self._totals[at] if total not in seen]
            seen.update(over)
            waiting += over

    def _revisions(self) -> Iterator[tuple[int, int]]:
        """Sums that take the place of others: 'điều chỉnh từ 3.000 triệu đồng xuống còn 2.700 triệu đồng'."""
        amounts = self.facts.mentions.amounts
        for index in revisions(self.text, amounts) if self._deciding else corrections(self.text, amounts):
            if self._said.role_of(index - 1) == "total":  # what a work costs; its change gives nothing
                continue
            if (old := amounts[index - 1].vnd) is not None and amounts[index].role in _MAY_BE_GIVEN:
                yield index, old

    def _entries(self, counted: Sequence[Counting], acts: Mapping[int, Act]) -> Iterator[Entry]:
        for index, amount in enumerate(self.facts.mentions.amounts):
            act = cast(Act, counted[index].state)
            if act not in ACTS or amount.vnd is None or amount.role == "words" or index + 1 in self._revised:
                continue
            if act == "allocated" and self._deciding and GIVEN_UP_TO_NOW.search(amount.column_heading or ""):
                continue
            told = counted[index]
            if not (told.by_fund or told.by_year or told.by_place or amount.role == act or index in acts):
                continue
            yield Entry(
                amount=index,
                act=act,
                counted=told.by_fund,
                programmes=tuple(sorted(self._programmes_of(amount, act))),
                about=tuple(sorted(self._given_for(index))) if act == "allocated" else (),
                purpose=self._purpose(index),
                given_by=self._giver_of(index) if act == "allocated" else None,
                revises=self._revised.get(index),
                adds=act == "allocated" and self._adds(index),
                so_far=self._so_far(index) if act != "allocated" else None,
            )

    def _so_far(self, index: int) -> SoFar | None:
        amount, told_on = self.facts.mentions.amounts[index], self.outline.letterhead.issued_on
        if amount.column_heading:
            return so_far_of(amount.column_heading, 0, (), told_on, amount.fiscal_year)
        start, end = self._said.words_of(index)
        return so_far_of(self.text[start:end], start, self.facts.mentions.dates, told_on, amount.fiscal_year)

    def _adds(self, index: int) -> bool:
        return _ADDS.search(self.text, *self._said.words_of(index)) is not None

    def _giver_of(self, index: int) -> int | None:
        """The document that an allocation is attributed to; of a part that tells none, what gave its total; of an annex, its decision."""
        givers = (giver for at in self._with_totals(index) if (giver := self._giver(at)) is not None)
        return next(givers, self._attached)

    def _giver(self, index: int) -> int | None:
        """The document that an allocation is attributed to: '500 triệu đồng tại Quyết định số 649/QĐ-UBND', 'Tại Quyết định ...'."""
        amounts, citations = self.facts.mentions.amounts, self.facts.mentions.citations
        amount = amounts[index]
        start, stop = self._sentences.at(amount.start)
        for at in range(*self._cited_between(amount.end, stop)):
            if citations[at].number:
                between = self.text[amount.end : citations[at].start]
                rule = citations[at].number.count("/") > 1  # '05/2020/NQ-HĐND' says who is given what, not how much
                if _GIVEN_BY.fullmatch(between) or (not rule and _GIVEN_FOR_BY.fullmatch(between)):
                    return at
                break
        start = max(start, amounts[index - 1].end if index else 0)
        before = [at for at in range(*self._cited_between(start, amount.start)) if citations[at].number]
        if len(before) != 1:
            return None
        opens = self.text[max(start, citations[before[0]].start - _NEAR) : citations[before[0]].start]
        return before[0] if _GIVEN_BEFORE.search(opens) else None

    def _paid_out_of(self, entry: Entry, given: Mapping[int | None, Sequence[Entry]]) -> int | None:
        """The one allocation of its year, told before, that money was paid out of."""
        amounts = self.facts.mentions.amounts
        amount = amounts[entry.amount]
        if amount.vnd_high is not None or amount.fiscal_year is None or not amount.fund:
            return None
        ways = [
            other.amount
            for other in given[amount.fiscal_year][:_MOST_GIVEN]
            if amounts[other.amount].start < amount.start
            and self._pays(amount, amounts[other.amount], frozenset(other.programmes))
        ]
        return ways[0] if len(ways) == 1 else None

    def _pays(self, amount: Amount, allocated: Amount, purposes: frozenset[str]) -> bool:
        fund = amount.fund or ""
        if purposes & programmes_of(fund):
            return True
        kinds = (amount.fund_kind, allocated.fund_kind)
        if kinds[0] != kinds[1] and not {*_WIDE} & {*kinds}:
            return False
        return bool(
            (_one_fund(amount, allocated) or is_public(amount)) and purposes & (self._about | self._named(amount))
        )

    def _purpose(self, index: int, *, planned: bool = False) -> str:
        """What stands over an amount in its row, or its sentence from the amount before to the one after."""
        amounts = self.facts.mentions.amounts
        amount = amounts[index]
        if amount.row_heading:
            called = row_called(amount.row_heading)
            return "" if _JUST_A_PLACE.fullmatch(called) else purpose_of(called, planned=planned)
        start, stop = self._sentences.at(amount.start)
        if index and amounts[index - 1].end > start:
            start = amounts[index - 1].end
        if index + 1 < len(amounts):
            stop = min(stop, amounts[index + 1].start)
        start, stop = max(start, amount.start - _LONGEST), min(stop, amount.end + _LONGEST)
        before = self.text[start : amount.start].rpartition(";")[2]
        # What follows 'trong đó' or ';' is said of the sums that come next.
        after = _NEXT.split(self.text[amount.end : max(amount.end, stop)], maxsplit=1)[0]
        words = f"{before} {after}"
        for index in range(*self._cited_between(start, stop)):
            words = words.replace(self.facts.mentions.citations[index].text, " ")
        return purpose_of(words, planned=planned)

    def _cited_between(self, start: int, stop: int) -> tuple[int, int]:
        return bisect_left(self._cited_at, start), bisect_left(self._cited_at, stop)


def is_public(amount: Amount) -> bool:
    """Whether an amount's fund is the state's budget, however wide, or a programme."""
    fund = amount.fund or ""
    return _STATE_BUDGET.fullmatch(fold(fund)) is not None or bool(programmes_of(fund))


def _one_fund(amount: Amount, other: Amount) -> bool:
    """Whether the fund of money used is that of money given, by name."""
    fund, own = fold(amount.fund or ""), fold(other.fund or "")
    return bool(own) and (own in fund or (fund in own and len(fund.split()) > 2))
