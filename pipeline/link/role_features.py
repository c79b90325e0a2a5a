"""What speaks for or against a sum having a role: the sums of a document in, features of each out.

A feature is a few words ('is spent', 'left 1: chi', 'over: dự toán'); `data/role_weights.csv` holds their weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.link.leads import Span
from pipeline.link.relations import worth
from pipeline.records import Amount, Outline, SumRelation
from pipeline.structure.grid import LEVELS
from pipeline.structure.sentences import sentences_of

_WORD = re.compile(r"[^\W\d_]+|\d+|[,;:()/–+-]")
_LEFT, _RIGHT, _NEAR, _HEAD, _OVER = 140, 50, 14, 60, 160
_BETWEEN = 24
_AMONG = re.compile(r"trong đó|bao gồm|gồm")
_MONEY = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Sums:
    """The sums of a document with what rules say of them; `leads` is what stands over each, nearest first."""

    text: str
    outline: Outline
    amounts: Sequence[Amount]
    relations: Sequence[SumRelation]
    leads: Sequence[Sequence[Span]]

    @cached_property
    def lower(self) -> str:
        """The text in small letters, character by character."""
        small = self.text.lower()
        return small if len(small) == len(self.text) else "".join(one.lower()[:1] for one in self.text)

    @cached_property
    def places(self) -> Mapping[int, list[str]]:
        """By index what a sum is in relations: 'total full', 'part of partial'."""
        found: dict[int, list[str]] = {}
        for one in self.relations:
            found.setdefault(one.total, []).append(f"total {one.kind}")
            for place, part in enumerate(one.parts):
                found.setdefault(part, []).append(f"part {one.kind}")
                found[part].append(f"part {min(place, 2)} by {one.rule}")
        return found

    @cached_property
    def general(self) -> tuple[str, ...]:
        """What holds for all sums of the document: its kind and its subject."""
        head = self.outline.letterhead
        subject = head.subject.value.lower() if head.subject else ""
        return f"kind {head.kind}", *(f"subject: {word}" for word in dict.fromkeys(_words(subject)[:_NEAR]))


def role_features(sums: Sums, index: int) -> Iterator[str]:
    """What speaks for or against the roles of a sum, the answer of rules included."""
    amount = sums.amounts[index]
    yield f"is {amount.role}"
    yield f"is {amount.role}, kind {sums.outline.letterhead.kind}"
    yield from sums.general
    yield from _of_itself(sums, index)
    yield from _of_neighbours(sums, index)
    if amount.column_heading or amount.row_heading:
        yield from _of_cell(amount)
    else:
        yield from _of_words(sums, index)
    yield from _of_what_stands_over(sums, index)


def _of_itself(sums: Sums, index: int) -> Iterator[str]:
    amount = sums.amounts[index]
    for name in ("qualifier", "per", "fund", "fiscal_year", "project", "vnd_high"):
        if getattr(amount, name) is not None:
            yield name
            yield f"{name}, is {amount.role}"
    yield f"in {amount.currency}"
    yield f"by {amount.rule}"
    yield f"digits {len(amount.value)}"
    unit = amount.text[-12:].split()[-1]
    yield f"unit {unit}"
    if amount.fund_kind:
        yield f"fund {amount.fund_kind}"
    day = sums.outline.letterhead.issued_on
    if amount.fiscal_year and day:
        when = (amount.fiscal_year > day.year) - (amount.fiscal_year < day.year)
        yield f"year {when}"
        yield f"year {when}, is {amount.role}"
    for place in sums.places.get(index, ("no place",)):
        yield place
        yield f"{place}, is {amount.role}"


def _of_neighbours(sums: Sums, index: int) -> Iterator[str]:
    amounts = sums.amounts
    amount = amounts[index]
    before = amounts[index - 1] if index else None
    after = amounts[index + 1] if index + 1 < len(amounts) else None
    if before is not None:
        more = (worth(before) < worth(amount)) - (worth(before) > worth(amount))
        between = sums.lower[before.end : amount.start]
        where = "line" if "\n" in between else "clause" if len(between) < 60 else "text"
        yield f"before {before.role}"
        yield f"before {before.role}, {where}"
        yield f"before {before.role}, {where} {more}, is {amount.role}"
        yield f"before in {where} {more}"
        if len(between) <= _BETWEEN and where != "line":
            yield f"between: {between.strip()}"
            yield f"between: {between.strip()}, {before.role}"
    if after is not None:
        between = sums.lower[amount.end : after.start]
        where = "line" if "\n" in between else "clause" if len(between) < 60 else "text"
        more = (worth(amount) < worth(after)) - (worth(amount) > worth(after))
        yield f"after {after.role}, {where}"
        yield f"after {after.role}, {where}, is {amount.role}"
        yield f"after in {where} {more}"
        if len(between) <= _BETWEEN and where != "line":
            yield f"then: {between.strip()}"
            yield f"then: {between.strip()}, {after.role}"


def _of_cell(amount: Amount) -> Iterator[str]:
    path = [level.lower() for level in (amount.column_heading or "").split(LEVELS)]
    row = _words((amount.row_heading or "").lower())
    yield f"column: {path[-1]}"
    for word in dict.fromkeys(_words(" ".join(path))):
        yield f"column has {word}"
    yield from (f"row {place}: {word}" for place, word in enumerate(row[:3]))
    for word in dict.fromkeys(row[:_NEAR]):
        yield f"row has {word}"


def _of_words(sums: Sums, index: int) -> Iterator[str]:
    amount, text = sums.amounts[index], sums.lower
    begin, end = sentences_of(sums.text).at(amount.start)
    reached = sums.amounts[index - 1].end if index else 0
    own = max(begin, reached, amount.start - _LEFT)
    left = _words(text[own : amount.start])
    if len(left) < 4:
        far = _words(text[max(0, own - _LEFT) : own].rpartition("\n")[2])
        farther = [*far, "€", *left] if reached > begin else ["^", *left]
    else:
        farther = left
    right = _words(text[amount.end : min(end, amount.end + _RIGHT)])
    yield from (f"left {place}: {word}" for place, word in enumerate(farther[-1:-5:-1]))
    yield from (f"left: {' '.join(farther[-count:])}" for count in (2, 3))
    yield f"left 0: {' '.join(farther[-1:])}, is {amount.role}"
    yield from (f"right {place}: {word}" for place, word in enumerate(right[:3]))
    yield f"right: {' '.join(right[:2])}"
    for word in dict.fromkeys(left[-6:]):
        yield f"near: {word}"
    for word in dict.fromkeys(left):
        yield f"own: {word}"
    clause = left
    for at in range(len(left) - 2, -1, -1):
        if left[at] in ",;:(":
            clause = left[at + 1 :]
            break
    yield f"opens: {' '.join(clause[:1])}"
    yield f"opens: {' '.join(clause[:2])}"
    for pair in zip(clause, clause[1:], strict=False):
        yield f"clause: {' '.join(pair)}"
    head = text[begin : min(amount.start, begin + _HEAD)]
    said = _words(head)
    yield f"sentence: {' '.join(said[:1])}"
    yield f"sentence: {' '.join(said[:2])}"
    whole = text[begin : amount.start]
    for word in dict.fromkeys(_words(whole[-260:])):
        yield f"said: {word}"
    yield from ("among before",) * bool(_AMONG.search(whole[-200:]))
    yield from ("among after",) * bool(_AMONG.search(text[amount.end : amount.end + 60]))
    opened = whole[-_LEFT:].count("(") - whole[-_LEFT:].count(")")
    yield from ("in brackets", f"in brackets, is {amount.role}") if opened > 0 else ()
    line = text.rfind("\n", 0, begin + 1) + 1
    mark = text[line : line + 3].lstrip()[:1]
    yield f"line {mark if not mark.isalnum() else 'digit' if mark.isdigit() else 'letter'}"
    if begin <= line:
        yield "first sentence"


def _of_what_stands_over(sums: Sums, index: int) -> Iterator[str]:
    amount = sums.amounts[index]
    for place, (start, end) in enumerate(sums.leads[index][:2]):
        words = _words(sums.lower[max(start, end - _OVER) : end])
        for word in dict.fromkeys(words):
            yield f"over {place}: {word}"
        if not place:
            yield f"over ends: {' '.join(words[-3:])}"
            for pair in zip(words, words[1:], strict=False):
                yield f"over: {' '.join(pair)}"
    if not sums.leads[index]:
        yield f"nothing over, is {amount.role}"


def _words(text: str) -> list[str]:
    return ["0" if word.isdigit() else word for word in _WORD.findall(text)]
