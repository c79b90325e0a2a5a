"""What each amount is for: role, fund, fiscal year, project."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.link.funds.after import fund_after, points_back
from pipeline.link.funds.among_parts import funds_among_parts
from pipeline.link.funds.before import fund_before, giving_budget
from pipeline.link.funds.beside import fund_beside, lender_or_owner
from pipeline.link.funds.carried import NO_FUND, carry_funds, carry_givers, carry_uses, shared_funds
from pipeline.link.funds.governing import governing
from pipeline.link.funds.nearby import fund_nearby
from pipeline.link.funds.over import fund_of_leads
from pipeline.link.funds.sources import Source
from pipeline.link.funds.who_gives import level_named, who_gives
from pipeline.link.funds.words import is_giver
from pipeline.link.leads import Leads
from pipeline.link.lists import Listing
from pipeline.link.meaning.states import States
from pipeline.link.meaning.years import Years
from pipeline.link.own_words import own_words
from pipeline.link.sums.lists import opens_parts
from pipeline.link.sums.tables import money_cells
from pipeline.link.told import Role, Told, by, with_fund, with_meaning, with_role, with_year
from pipeline.records import Amount, AmountRole, DateMention, Outline, Project, SumRelation, TableCell, WordsRelation
from pipeline.structure.sentences import sentences_of
from pipeline.structure.shared_words import whole_cost_ends
from pipeline.structure.within import Within

_LOOK_BACK = 400
_LABEL_REACH, _REACH_AFTER = 60, 300
_INCOME = re.compile(r"(?:nguồn )?thu\s", re.IGNORECASE)
_IS_INCOME = re.compile(r"(?:^|[;,:\n]|(?:^|\n)\s*[-–+*•])\s*(?:các khoản\s+)?thu\s[^;,:\n]*:?\s*$", re.IGNORECASE)
"""'- Thu bổ sung từ ngân sách cấp trên: 9 tỷ đồng'."""
_PHASED = re.compile(r"\s*(?:[-–+*•]\s)?(?:phân k[ỳì]|tiến độ)(?!\w)[^;:\n]{0,60}:", re.IGNORECASE)
"""'Phân kỳ: năm 2012: 685 tỷ đồng' under a list tells of the whole, not of the last item's fund."""
_TELLS_A_SUM = re.compile(r"\d\s(?:đồng|nghìn|triệu|tỷ|tỉ)(?!\w)", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;]")
_BULLET = re.compile(r"\s*[-–+*•]")
_NOTE = re.compile(r"(?<!\w)(?:bằng|viết) chữ\W*$", re.IGNORECASE)
_NOTE_REACH = 30
_HELD: frozenset[AmountRole] = frozenset(("spent", "stated", "planned", "requested"))
"""States that a total leaves to its parts."""
_DONE_OF_ALL: frozenset[AmountRole] = frozenset(("revenue", "disbursed", "spent", "allocated"))
"""What is told of a whole that follows: 'mới thu 42 triệu đồng trên tổng số 67 triệu đồng'."""

_NO_PART = NO_FUND | {"total", "requested"}
_PARTED = ("trong đó", "gồm")

_OF_ITS_FORM: dict[AmountRole, str] = {"rate": "role.per", "words": "role.in-words", "part": "role.cell"}
"""Roles that amounts are found with, and why."""


class Meaning:
    """Reads the words around amounts; one for a document."""

    def __init__(
        self,
        text: str,
        outline: Outline,
        amounts: Sequence[Amount],
        dates: Sequence[DateMention],
        projects: Sequence[Project],
        listings: Sequence[Listing] = (),
    ) -> None:
        self.text = text
        self.outline = outline
        self.amounts = amounts
        self.projects = projects
        self.sentences = sentences_of(text)
        self._within = Within(outline.sections)
        self.leads = Leads(text, outline, listings, self.sentences).of_all(amounts)
        self.years = Years(text, outline, amounts, dates, self.leads)
        self._starts = [amount.start for amount in amounts]
        self._project_ends = [project.end for project in projects]

    def of_all(self, sums: Sequence[SumRelation], sources: Mapping[int, Source]) -> tuple[Amount, ...]:
        """The amounts with their meaning; `sources` are funds that a line of their own names."""
        totals = {relation.total for relation in sums}
        closing = {relation.total for relation in sums if relation.total > max(relation.parts)}
        unled = {
            relation.total
            for relation in sums
            if relation.total + 1 in relation.parts and not self._led_in(relation.total)
        }
        # 'mới thu 42 triệu đồng trên tổng số 67 triệu đồng', 'thực hiện 9 tỷ đồng, trong đó đã thanh toán 7 tỷ đồng':
        # an act done with a whole is no part of it.
        of_all = {relation.parts[0] for relation in sums if relation.parts == (relation.total - 1,)}
        whole_of = {part: relation.total for relation in sums for part in relation.parts}
        spans = (own_words(self.amounts, index, self.sentences, _LOOK_BACK) for index in range(len(self.amounts)))
        before = [self.text[slice(*span)] for span in spans]
        reader = States(self.text, self.outline.letterhead, self.amounts, before, self.leads)
        states = reader.of_all()
        told: list[Amount] = []
        for index, amount in enumerate(self.amounts):
            whole = "role.total" if index in totals else None
            role = _role(
                amount,
                states[index],
                whole or ("role.whole-cost" if self._is_whole_cost(before[index]) else None),
                index in whole_of
                and not (states[index].value in _DONE_OF_ALL and index in of_all)
                and not (index in reader.paid and whole_of[index] not in reader.paid),
            )
            project = self._project(amount)
            if role.value == "stated" and index in reader.untold:
                role = self._untold_role(index, project, reader)
            # '- Huyện: 2 tỷ đồng' in a list of what a fund gives is who gets it.
            total = whole_of.get(index, index)
            gets = total < index and told[total].fund is not None and _BULLET.match(before[index]) is not None
            fund = self._fund(index, before[index], index in whole_of and not gets, index in unled)
            year = self.years.of(index)
            if source := sources.get(index):
                fund = fund or Told(source.fund, "fund.source-line")
                year = year or by(self.years.told_in(source.line), "year.source-line")
            told.append(with_meaning(amount, role, fund, year, project=project))
        carry_givers(told, before, reader.carried)
        carry_funds(self.text, told)
        carry_uses(self.text, told, self.sentences)
        for index, fund in shared_funds(self.text, told, self.sentences):
            told[index] = with_fund(told[index], fund)
        for index, fund in funds_among_parts(self.text, told, sums):
            told[index] = with_fund(told[index], fund)
        for index, amount in enumerate(told):
            if not amount.fund and amount.role not in NO_FUND and not amount.in_cell:
                if index in closing:
                    # What stands over a total that closes its parts is the last part's.
                    continue
                told[index] = with_fund(amount, self._fund_over(index, told, whole_of))
            elif amount.fund and (
                amount.role == "revenue"
                or (
                    states[index].value == "revenue"
                    and (_INCOME.match(amount.fund) or _IS_INCOME.search(before[index]))
                )
            ):
                # 'Thu tiền sử dụng đất' brings money in and spends none.
                told[index] = with_fund(amount, None)
        # A part shares its total's year unless told otherwise.
        for part, total in whole_of.items():
            of_total = told[total].fiscal_year
            if of_total and of_total != told[part].fiscal_year and self.years.said(part) is None:
                told[part] = with_year(told[part], Told(of_total, "year.total"))
        return tuple(told)

    def _untold_role(self, index: int, project: int | None, reader: States) -> Role:
        """The role of an amount of which no word tells: what a work costs is a total, other money of a plan is planned."""
        vnd = self.amounts[index].vnd
        if project is not None and vnd and self.projects[project].total_vnd == vnd:
            return Told("total", "role.project-cost")
        if reader.is_of_the_plan(index):
            return Told("planned", "role.plan")
        return Told("total", "role.work") if reader.is_of_a_work(index) else Told("stated", "role.untold")

    @staticmethod
    def _is_whole_cost(before: str) -> bool:
        """Whether a sum is called what a work costs in all: a whole, whatever it is a part of."""
        return whole_cost_ends().search(before[-_LABEL_REACH:]) is not None

    def _fund(self, index: int, before: str, is_part: bool, unled: bool) -> Told[str] | None:
        """The fund that the words around an amount name, else who gives it by their verb, else by a remark after it.

        Of a total that nothing parts from its first part (`unled`) the words after its clause are not its own.
        """
        amount = self.amounts[index]
        named = beside = nearby = None
        given = by(who_gives(before), "fund.who-gives")
        if amount.role != "words" and not amount.in_cell:
            after = self._words_after(index)
            own = _CLAUSE_END.split(after, maxsplit=1)[0] if unled else after
            named = fund_before(before) or by(fund_after(own), "fund.after") or by(giving_budget(before), "fund.giver")
            given = None if points_back(own) else given
            if named and "tháng" in (amount.per or "") and is_giver(named.value):
                # 'Mức thu (hộ gia đình 25.000 đồng/hộ/tháng)'
                named = None
            # A norm has no giver.
            if not named and amount.role != "rate":
                after = after[:_REACH_AFTER]
                beside = fund_beside(after) or lender_or_owner(before[-_LABEL_REACH:], after)
                nearby = by(None if amount.per else fund_nearby(before, after), "fund.nearby")
        return (
            named
            or given
            or by(level_named(before) if is_part else None, "fund.level")
            or by(beside, "fund.beside")
            or nearby
        )

    def _led_in(self, total: int) -> bool:
        """Whether a word or a mark parts a total's own words from those of its first part."""
        between = self.text[self.amounts[total].end : self.amounts[total + 1].start]
        return opens_parts(between) or any(mark in between for mark in ("(", ":", "\n"))

    def _fund_over(self, index: int, told: Sequence[Amount], whole_of: Mapping[int, int]) -> Told[str] | None:
        """The fund of the total that an amount is part of, or of the lines over it."""
        amount = self.amounts[index]
        if amount.role == "words":
            return None
        total = whole_of.get(index)
        if total is not None and (fund := told[total].fund):
            return Told(fund, "fund.total")
        if total is not None and told[total].role == "revenue":
            # 'QUỸ "VÌ NGƯỜI NGHÈO"' over 'Thu 9 tỷ đồng, gồm: cán bộ 4 tỷ đồng': who gives it to the fund is told of each.
            return None
        ways = {
            "fund.governing": governing(self.text, amount.start, self.sentences),
            "fund.lead": self.leads[index],
        }
        phased = _PHASED.match(self.text, self.sentences.at(amount.start)[0])
        for rule, leads in ways.items():
            told_of_it = (lead for lead in leads if not (phased and _TELLS_A_SUM.search(self.text, *lead)))
            if fund := fund_of_leads(self.text, told_of_it):
                return Told(fund, rule)
        return by(self._fund_of_led_sum(index, told) if amount.role not in _NO_PART else None, "fund.lead")

    def _fund_of_led_sum(self, index: int, told: Sequence[Amount]) -> str | None:
        """The fund of the sum that the line right over an amount tells, as it is: '8 triệu đồng, trong đó:' over a list."""
        for start, end in self.leads[index][:1]:
            first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
            item = self.text.rfind("\n", 0, self.amounts[index].start)
            if (
                last == first + 1
                and "(" not in self.text[item : self.amounts[index].start]
                and self.text[told[first].end : end].rstrip(" ,:").lower().endswith(_PARTED)
            ):
                return told[first].fund
        return None

    def _words_after(self, index: int) -> str:
        """The words of its sentence after an amount, before the next one."""
        amount = self.amounts[index]
        start, stop = amount.end, self.sentences.at(amount.start)[1]
        following = self.amounts[index + 1 : index + 3]
        if following and following[0].role == "words" and following[0].start < stop:
            # '500.000.000 đồng (Năm trăm triệu đồng) từ nguồn ...': the same sum in words stands between.
            start = following[0].end
            start += self.text.startswith(")", start)
            following = following[1:]
        if following and following[0].start < stop:
            # What stands right before the next amount is its own: 'từ ngân sách huyện và lồng ghép 1 tỷ đồng'.
            stop = following[0].start
            between = self.text[start:stop]
            stop = start + max(
                *(between.rfind(mark) for mark in (",", ";", " và ", "(", " trong tổng số", " trong số")),
                _last_lead(between),
            )
        return self.text[start : max(start, stop)]

    def _project(self, amount: Amount) -> int | None:
        """The project in whose item or line the amount stands, after its name."""
        index = bisect_right(self._project_ends, amount.start) - 1
        if index < 0 or "\n" in self.text[self._project_ends[index] : amount.start]:
            return None
        return index


def _last_lead(words: str) -> int:
    """Where the last colon stands that a name follows, not right before a figure; -1 where there is none."""
    colon = words.rfind(":")
    return colon if words[colon + 1 :].strip() else -1


def _role(amount: Amount, state: Role, whole: str | None, is_part: bool) -> Role:
    """An amount's place in a sum goes before its state: 'total' where some rule (`whole`) makes it one, else 'part'.

    Money that moved keeps its state as a total (allocated, disbursed, revenue): the ledger counts it by that act.
    """
    if amount.role != "stated":
        return Told(amount.role, _OF_ITS_FORM[amount.role])
    if whole and (is_part or state.value in _HELD):
        return Told("total", whole)
    return Told("part", "role.part") if is_part else state


def with_words(text: str, amounts: Sequence[Amount], pairs: Sequence[WordsRelation]) -> tuple[Amount, ...]:
    """The amounts, those in words of the year, the project and the fund of the digits that they write out in their sentence.

    A note 'Bằng chữ: ...' stands outside it, and tells of no fund.
    """
    told = list(amounts)
    for pair in pairs:
        words, digits = told[pair.words], told[pair.digits]
        words = replace(with_year(words, by(digits.fiscal_year, "year.digits")), project=digits.project)
        noted = _NOTE.search(text, max(0, words.start - _NOTE_REACH), words.start)
        told[pair.words] = with_fund(words, None if noted else by(digits.fund, "fund.digits"))
    return tuple(told)


def with_totals(
    amounts: Sequence[Amount], sums: Sequence[SumRelation], cells: Sequence[TableCell]
) -> tuple[Amount, ...]:
    """The amounts, those of rows that hold all of the rows under them as totals: their rows tell what was given.

    A row that adds up in two columns, or in its own total, holds what is under it also where a column has one figure there.
    """
    at = {start: (cell.table, cell.row) for start, cell in money_cells(cells).items()}
    totals = {relation.total for relation in sums if relation.of_column and relation.kind == "full"}
    rows = Counter(at.get(amounts[index].start) for index in totals)
    rows.update(
        at.get(amounts[relation.total].start)
        for relation in sums
        if relation.of_row and relation.kind == "full" and relation.total in totals
    )
    return tuple(
        with_role(amount, Told("total", "role.total-of-rows"))
        if (index in totals or rows[at.get(amount.start, (-1, -1))] > 1)
        and amount.role in (*_HELD, "allocated", "disbursed", "part", "price")
        else amount
        for index, amount in enumerate(amounts)
    )
