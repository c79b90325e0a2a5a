"""Features for and against a sum having a role: the sums of a document in, features of each out.

A feature is a few words ('is spent', 'left 1: chi', 'over: dự toán'); `data/role_weights.csv` holds their weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Literal

from pipeline.link.leads import Span
from pipeline.link.ledger.entries import is_deciding
from pipeline.link.meaning.states import role_of_lead
from pipeline.link.sums.relations import worth
from pipeline.records import Amount, Outline, Project, SumRelation
from pipeline.structure.sentences import sentences_of
from pipeline.structure.table.grid import LEVELS

_WORD = re.compile(r"[^\W\d_]+|\d+|[,;:()/–+-]")
_AMONG = re.compile(r"trong đó|gồm")
_ENDS_CLAUSE = frozenset(",;:(")
_LEFT, _RIGHT, _OVER, _OPENS, _FAR = 100, 30, 160, 24, 200
"""Characters before and after a sum, of what stands over it, at its sentence's start, and of that before it."""
_BESIDE, _CLAUSE_LONG, _STEP, _FARTHEST = 24, 60, 20, 6
_FEW, _NEAR, _LABEL = 4, 6, 14
"""Words before a sum that tell little alone, those right before it, and those of a row's heading."""


Place = Literal["whole", "part"] | None


@dataclass(frozen=True)
class Sums:
    """The sums of a document with what rules say of them; `leads` is what stands over each, nearest first."""

    text: str
    outline: Outline
    amounts: Sequence[Amount]
    relations: Sequence[SumRelation]
    leads: Sequence[Sequence[Span]]
    projects: Sequence[Project]

    @property
    def kind(self) -> str | None:
        """What kind of document it is."""
        return self.outline.letterhead.kind

    @cached_property
    def places(self) -> Mapping[int, list[str]]:
        """By index what a sum is in relations: 'total full', 'part 1 by sum.list'."""
        found: dict[int, list[str]] = {}
        for one in self.relations:
            found.setdefault(one.total, []).append(f"total {one.kind}")
            for place, part in enumerate(one.parts):
                found.setdefault(part, []).extend((f"part {one.kind}", f"part {min(place, 2)} by {one.rule}"))
        return found

    def place(self, index: int) -> Place:
        """Whether parts of a sum were found, else whether it is a part of another.

        Of a decision, 'Giao với tổng số tiền là 12.450 triệu đồng, chi tiết theo biểu sau': the table's parts are this sum's.
        """
        said = self.places.get(index, ())
        if any(one.startswith("total") for one in said):
            return "whole"
        if said:
            return "part"
        amount = self.amounts[index]
        after = self._totals_of_columns.get((self.worths[index], amount.currency), -1)
        given = amount.column_heading is None and is_deciding(self.outline)
        return "whole" if given and after > index else None

    @cached_property
    def _totals_of_columns(self) -> dict[tuple[Decimal, str], int]:
        """Where a table's column comes to some sum, the last of each."""
        totals = sorted(relation.total for relation in self.relations if relation.of_column)
        return {(self.worths[total], self.amounts[total].currency): total for total in totals}

    def said_of(self, index: int) -> str:
        """The words before a sum that are its own; of a cell what heads its column."""
        amount = self.amounts[index]
        if amount.column_heading is not None:
            return amount.column_heading.rpartition(LEVELS)[2]
        reached = self.amounts[index - 1].end if index else 0
        return self.text[max(sentences_of(self.text).at(amount.start)[0], reached, amount.start - _LEFT) : amount.start]

    @cached_property
    def worths(self) -> list[Decimal]:
        """What each sum comes to."""
        return [worth(amount) for amount in self.amounts]

    @cached_property
    def over(self) -> dict[Span, tuple[str, ...]]:
        """What each lead says, of those asked for so far: many sums stand under one."""
        return {}


def role_features(sums: Sums, index: int) -> list[str]:
    """What speaks for or against the roles of a sum, the answer of rules included; each once."""
    amount, kind = sums.amounts[index], sums.kind
    found = [f"is {amount.role}", f"is {amount.role}, kind {kind}", f"kind {kind}"]
    found += _of_itself(sums, index)
    if index:
        found += _of_neighbour(sums, "before", index - 1, index)
    if index + 1 < len(sums.amounts):
        found += _of_neighbour(sums, "after", index, index + 1)
    found += _of_cell(amount) if amount.column_heading or amount.row_heading else _of_words(sums, index)
    found += _of_what_stands_over(sums, next(iter(sums.leads[index]), None))
    return list(dict.fromkeys(found))


def _of_itself(sums: Sums, index: int) -> Iterator[str]:
    amount = sums.amounts[index]
    for name in ("qualifier", "per", "fund", "fiscal_year", "project", "vnd_high"):
        # What a column calls a price is one, whatever it is per.
        if getattr(amount, name) is not None and (name != "per" or amount.role != "price"):
            yield name
    yield f"in {amount.currency}"
    yield f"by {amount.rule}"
    yield f"digits {len(amount.value)}"
    yield f"unit {amount.text.rpartition(' ')[2]}"
    if amount.fund_kind:
        yield f"fund {amount.fund_kind}"
    day = sums.outline.letterhead.issued_on
    if amount.fiscal_year and day:
        yield f"year {(amount.fiscal_year > day.year) - (amount.fiscal_year < day.year)}"
    if amount.project is not None:
        project = sums.projects[amount.project]
        cost = "no" if project.total_vnd is None else "its" if project.total_vnd == amount.vnd else "another"
        yield f"project, {cost} cost"
        yield f"project {min((amount.start - project.end) // _STEP, _FARTHEST)} back, {cost} cost"
    yield from sums.places.get(index, ("no place",))


def _of_neighbour(sums: Sums, side: str, first: int, second: int) -> Iterator[str]:
    """What stands between two sums, and what the one that lies on a `side` of the other is."""
    one, other = sums.amounts[first], sums.amounts[second]
    between = sums.text[one.end : other.start].lower()
    more = (sums.worths[first] < sums.worths[second]) - (sums.worths[first] > sums.worths[second])
    where = "line" if "\n" in between else "clause" if len(between) < _CLAUSE_LONG else "text"
    role = one.role if side == "before" else other.role
    yield f"{side} {role}"
    yield f"{side} {role}, {where}"
    yield f"{side} in {where} {more}"
    if len(between) <= _BESIDE and where != "line":
        between = between.strip()
        yield f"{side}: {between}"
        yield f"{side}: {between}, {role}"


def _of_cell(amount: Amount) -> Iterator[str]:
    path = [level.lower() for level in (amount.column_heading or "").split(LEVELS)]
    row = _words((amount.row_heading or "").lower())[:_LABEL]
    yield f"column: {path[-1]}"
    yield from (f"column has {word}" for word in {*_words(" ".join(path))})
    yield from (f"row {place}: {word}" for place, word in enumerate(row[:3]))
    yield from (f"row has {word}" for word in {*row})


def _of_words(sums: Sums, index: int) -> list[str]:
    """The words of a sum's own clause, and before it where these are few."""
    amount, text = sums.amounts[index], sums.text
    begin, end = sentences_of(text).at(amount.start)
    reached = sums.amounts[index - 1].end if index else 0
    own = max(begin, reached, amount.start - _LEFT)
    before, after = text[own : amount.start].lower(), text[amount.end : min(end, amount.end + _RIGHT)].lower()
    left, right = _words(before), _words(after)[:3]
    more = left
    if len(left) < _FEW:
        far = _words(text[max(0, own - _LEFT) : own].rpartition("\n")[2].lower())
        more = [*far[-_FEW:], "€", *left] if reached > begin else ["^", *left]
    found = [f"left {place}: {word}" for place, word in enumerate(more[-1:-5:-1])]
    found += (f"left: {' '.join(more[-2:])}", f"left: {' '.join(more[-3:])}", f"right: {' '.join(right[:2])}")
    found += [f"right {place}: {word}" for place, word in enumerate(right)]
    found += [f"near: {word}" for word in {*left[-_NEAR:]}]
    found += [f"own: {word}" for word in {*left}]
    found += _of_clause(left)
    opens, back = text[begin : min(begin + _OPENS, amount.start)], text[max(begin, amount.start - _FAR) : amount.start]
    found += _of_sentence(opens.lower(), back.lower(), after)
    return found


def _of_clause(left: Sequence[str]) -> Iterator[str]:
    """How the clause that a sum closes opens, and its pairs of words."""
    at = next((at for at in range(len(left) - 2, -1, -1) if left[at] in _ENDS_CLAUSE), -1)
    words = left[at + 1 :]
    yield f"opens: {' '.join(words[:1])}"
    yield f"opens: {' '.join(words[:2])}"
    yield from (f"clause: {one} {other}" for one, other in pairwise(words))


def _of_sentence(opens: str, far: str, after: str) -> Iterator[str]:
    said = _words(opens)
    yield f"sentence: {' '.join(said[:1])}"
    yield f"sentence: {' '.join(said[:2])}"
    if _AMONG.search(far):
        yield "among before"
    if _AMONG.search(after):
        yield "among after"
    if far.count("(") > far.count(")"):
        yield "in brackets"


def _of_what_stands_over(sums: Sums, lead: Span | None) -> tuple[str, ...]:
    if lead is None:
        return ("nothing over",)
    if lead not in sums.over:
        start, end = lead
        words = _words(sums.text[max(start, end - _OVER) : end].lower())
        said = (f"over says {role_of_lead(sums.text[start:end], sums.kind)}", f"over ends: {' '.join(words[-3:])}")
        sums.over[lead] = (*said, *(f"over: {word}" for word in {*words}))
    return sums.over[lead]


def _words(text: str) -> list[str]:
    return ["0" if word.isdigit() else word for word in _WORD.findall(text)]
