"""What each amount is for: role, fund, fiscal year, project."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.link.cues import fund_kinds, role_cues, words
from pipeline.records import Amount, AmountRole, DateMention, Outline, Project, SumRelation, WordsRelation
from pipeline.structure.sentences import Sentences
from pipeline.structure.within import Within

_CLAUSE = re.compile(r"[;,(\n]|(?<!\d)\.\s|:(?=\s*\S{3,})|\b(?:trong đó|gồm|và)\b", re.IGNORECASE)
_SOURCE_AFTER = re.compile(r"\((?:[Tt]ừ\s+)?[Nn]guồn(?:\s+vốn|\s+kinh phí)?\s*:?\s*(?P<fund>[^()\n]{3,120})\)")
_SAME_STATE = re.compile(
    r"\s*(?:\(?(?:trong\s+)?năm\s+\d{4}\)?)?\s*(?:,|;|và)\s*(?:(?:trong\s+)?năm\s+\d{4}\s*:?\s*(?:là\s+)?)?", re.I
)
_OF_YEAR = re.compile(r"\s+(?:\(\s*)?(?:(?:trong|cho|của|vào)\s+)?", re.I)
_MARK = re.compile(r"^\s*(?:[a-zđ]|\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s*")
_LOOK_BACK = 400


class Meaning:
    """Reads the words around amounts; one for a document."""

    def __init__(
        self,
        text: str,
        outline: Outline,
        amounts: Sequence[Amount],
        dates: Sequence[DateMention],
        projects: Sequence[Project],
    ) -> None:
        self.text = text
        self.outline = outline
        self.amounts = amounts
        self.projects = projects
        self.sentences = Sentences(text)
        self._within = Within(outline.sections)
        # A year alone in a cell says when something is built, not whose money stands beside it.
        self.years = [
            date for date in dates if date.precision != "day" and date.rule != "date.cell-year" and _within_a_year(date)
        ]
        self._project_ends = [project.end for project in projects]
        self._year_starts = [date.start for date in self.years]

    def of_all(self, sums: Sequence[SumRelation], pairs: Sequence[WordsRelation]) -> tuple[Amount, ...]:
        """The amounts with their meaning."""
        totals = {relation.total for relation in sums}
        whole_of = {part: relation.total for relation in sums for part in relation.parts}
        states = self._states()
        told = [
            replace(
                amount,
                role=_role(amount, states[index], index in totals, index in whole_of),
                fund=amount.fund or self._fund(index, amount),
                fiscal_year=self._year(amount),
                project=self._project(amount),
            )
            for index, amount in enumerate(self.amounts)
        ]
        told = [replace(amount, fund_kind=_kind_of(amount.fund)) if amount.fund else amount for amount in told]
        # A part shares its total's year, and a sum in words that of its digits, unless told otherwise.
        for part, total in whole_of.items():
            if self._year_of_sentence(self.amounts[part]) is None and told[total].fiscal_year:
                told[part] = replace(told[part], fiscal_year=told[total].fiscal_year)
        for pair in pairs:
            told[pair.words] = replace(told[pair.words], fiscal_year=told[pair.digits].fiscal_year)
        return tuple(told)

    def _states(self) -> list[AmountRole]:
        """What the words before each amount say of it."""
        states: list[AmountRole] = []
        for index, amount in enumerate(self.amounts):
            start, end = self._own_words(index)
            before = self.text[start:end] if amount.role == "stated" else ""
            found: AmountRole = next((cue.role for cue in role_cues() if cue.tells(before)), "stated")
            states.append(states[-1] if found == "stated" and index and self._goes_on(index) else found)
        return states

    def _goes_on(self, index: int) -> bool:
        """'bố trí 2 tỷ đồng năm 2018 và 3 tỷ đồng': nothing but a year stands between an amount and the one before."""
        between = self.text[self.amounts[index - 1].end : self.amounts[index].start]
        return len(between) < 60 and _SAME_STATE.fullmatch(between) is not None

    def _own_words(self, index: int) -> tuple[int, int]:
        """From the sentence's start, or the amount before, to the amount."""
        amount = self.amounts[index]
        start = max(self.sentences.at(amount.start)[0], amount.start - _LOOK_BACK)
        previous = self.amounts[index - 1] if index else None
        if previous and previous.end > start:
            start = previous.end
        return start, amount.start

    def _fund(self, index: int, amount: Amount) -> str | None:
        if amount.role == "words" or amount.rule == "money.cell":
            return None
        start, end = self._own_words(index)
        before = self.text[start:end]
        clause_starts = [match.end() for match in _CLAUSE.finditer(before)]
        clause = before[clause_starts[-1] if clause_starts else 0 :]
        clause = _MARK.sub("", clause).strip(" \t:*-–+")
        return _named_fund(clause) or _source_fund(before) or self._fund_after(index, amount) or _giving_budget(before)

    def _fund_after(self, index: int, amount: Amount) -> str | None:
        """'từ nguồn ngân sách tỉnh', 'vốn đầu tư công' or '(Nguồn vốn: ...)' after an amount, before the next one."""
        start, stop = amount.end, self.sentences.at(amount.start)[1]
        following = self.amounts[index + 1 : index + 3]
        if following and following[0].role == "words" and following[0].start < stop:
            # '500.000.000 đồng (Năm trăm triệu đồng) từ nguồn ...': the same sum in words stands between.
            start = following[0].end
            start += self.text.startswith(")", start)
            following = following[1:]
        if following:
            stop = min(stop, following[0].start)
        after = self.text[start:stop]
        opening = rf"\s*[,(]?\s*(?:{words('fund', 'from')}(?!\w)|(?=nguồn[^().;]*[).;]))\s*"
        opened = re.match(opening, after, re.IGNORECASE)
        if opened and (fund := _source_fund(f"từ {after[opened.end() :]}")):
            return fund
        if re.match(rf"\s\(?{words('fund', 'names')}(?!\w)", after, re.IGNORECASE):
            return _source_fund(f"từ {after.lstrip(' (')}")
        match = _SOURCE_AFTER.search(after)
        return match["fund"].strip() if match else None

    def _year(self, amount: Amount) -> int | None:
        said = self._year_of_sentence(amount)
        if said:
            return said
        for index in self._within.over(amount.start):
            section = self.outline.sections[index]
            years = set(self._years_between(section.start, section.heading_end))
            if len(years) == 1:
                return years.pop()
        subject = self.outline.letterhead.subject
        years = set(self._years_between(subject.start, subject.end)) if subject else set()
        return years.pop() if len(years) == 1 else None

    def _year_of_sentence(self, amount: Amount) -> int | None:
        """The year right after the amount, else the last one named in its sentence before it, else the first after."""
        start, end = self.sentences.at(amount.start)
        follows = bisect_left(self._year_starts, amount.end)
        if follows < len(self.years) and _OF_YEAR.fullmatch(self.text, amount.end, self.years[follows].start):
            return self._year_at(follows)
        last = bisect_left(self._year_starts, amount.start) - 1
        if last >= 0 and self._year_starts[last] >= start:
            return self._year_at(last)
        return self._year_at(follows) if follows < len(self.years) and self._year_starts[follows] < end else None

    def _year_at(self, index: int) -> int | None:
        first = self.years[index].first_day
        return first.year if first else None

    def _years_between(self, start: int, end: int) -> list[int]:
        low, high = bisect_left(self._year_starts, start), bisect_left(self._year_starts, end)
        return [date.first_day.year for date in self.years[low:high] if date.first_day]

    def _project(self, amount: Amount) -> int | None:
        """The project in whose item or line the amount stands, after its name."""
        index = bisect_right(self._project_ends, amount.start) - 1
        if index < 0 or "\n" in self.text[self._project_ends[index] : amount.start]:
            return None
        return index


def _role(amount: Amount, state: AmountRole, is_total: bool, is_part: bool) -> AmountRole:
    """An amount's place in a sum goes before its state: 'part', and 'total' where its parts are told.

    Money that moved keeps its state as a total (allocated, disbursed, revenue): the ledger counts it by that act.
    """
    if amount.role != "stated":
        return amount.role
    if is_part:
        return state if state == "disbursed" else "part"
    if is_total and state in ("spent", "stated", "planned", "requested"):
        return "total"
    return state


def _kind_of(fund: str) -> str | None:
    return next((kind for kind, words in fund_kinds() if words.search(fund)), None)


def _within_a_year(date: DateMention) -> bool:
    return bool(date.first_day and date.last_day and date.first_day.year == date.last_day.year)


def _named_fund(clause: str) -> str | None:
    """The fund that a clause right before a figure names: 'Nguồn hỗ trợ thực hiện chương trình OCOP:'."""
    clause = clause.strip(" :")
    if match := re.match(rf"(?:từ\s+)?{words('fund', 'sources')}(?!\w)\s*:?\s*", clause, re.IGNORECASE):
        name = re.sub(rf"^(?:{words('fund', 'lead_in')}\s+)+", "", clause[match.end() :], flags=re.IGNORECASE)
        return _without_trailing(re.sub(r"\s+(?:trong\s+)?năm\s+\d{4}(?!\d).*", "", name)) or None
    name = _without_trailing(clause)
    name = re.sub(r"^(?:(?:từ|phần|số|riêng|còn lại)\s+)+", "", name, flags=re.IGNORECASE)
    if re.match(rf"{words('fund', 'names')}(?!\w)", name, re.IGNORECASE) and len(name.split()) <= 10:
        return name
    return None


def _giving_budget(before: str) -> str | None:
    """'Ngân sách tỉnh hỗ trợ các xã miền núi 5 tỷ đồng': the budget nearest the figure that gives."""
    verbs = rf"(?:\s+(?:đã|sẽ|được|chỉ))?\s+{words('fund', 'gives')}(?!\w)"
    budgets = list(re.finditer(rf"(?<!\w)(?P<fund>{words('fund', 'budgets')}){verbs}", before, re.IGNORECASE))
    return budgets[-1]["fund"] if budgets else None


def _without_trailing(name: str) -> str:
    """A fund's name without the verbs between it and its figure: 'ngân sách nhà nước hỗ trợ'."""
    if re.fullmatch(words("fund", "names"), name, re.IGNORECASE):
        return name
    return re.sub(rf"(?:\s+(?:{words('fund', 'trailing')}))+\s*:?$", "", name, flags=re.IGNORECASE).strip(" :")


def _source_fund(before: str) -> str | None:
    """'kinh phí từ nguồn ngân sách thực hiện ... là 6.400 triệu đồng': the words after 'từ nguồn'."""
    sources = rf"{words('fund', 'sources')}\s*:?\s+"
    opening = rf"\b(?:từ\s+(?:{sources})?|(?:sử dụng|bằng|lấy)\s+{sources})(?=\S)"
    matches = list(re.finditer(opening, before, re.IGNORECASE))
    if not matches:
        return None
    rest = before[matches[-1].end() :]
    stop = re.search(rf"[,;:.()]|\s(?:{words('fund', 'stops')})(?!\w)", rest, re.IGNORECASE)
    name = _without_trailing(rest[: stop.start()] if stop else rest)
    sourced = re.search(r"nguồn", matches[-1][0], re.IGNORECASE)
    known = re.match(rf"{words('fund', 'names')}(?!\w)", name, re.IGNORECASE)
    return name.strip() if name.strip() and (sourced or known) and len(name.split()) <= 12 else None
