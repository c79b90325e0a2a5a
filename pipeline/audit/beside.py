"""The use told beside an allocation: money that no fund or programme links to it, but that stands right behind it.

'Kinh phí được giao năm 2021 là 750 triệu đồng; đã sử dụng 900 triệu đồng': one allocation and one use in a paragraph, or
in two that follow each other where the document tells no others of the year, and nothing that speaks against the pair.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.audit.caveats import carries_over, recipient_of
from pipeline.normalize.fold import fold
from pipeline.normalize.tones import compiled
from pipeline.records import Amount, Document, Entry
from pipeline.structure.sentences import sentences_of

_NEW_LINE = re.compile(r"\n\s*")
_ANYWHERE = -1
_MAY_BE_MORE = compiled(
    r"lũy kế|cộng dồn|giai đoạn|nhiệm kỳ|các năm|lồng ghép|xã hội hóa|đối ứng|huy động|đóng góp|nguồn khác"
    r"|các nguồn|kể cả|bao gồm cả|ngoài ra|vay|năm trước|từ (?:khi|đầu (?!năm))",
    re.IGNORECASE,
)
"""Words of years or funds besides the allocation's."""
_IN_ALL = re.compile(r"(?<!\w)tổng(?!\w)", re.IGNORECASE)
_A_SHARE = re.compile(r"hỗ trợ", re.IGNORECASE)
_FARTHEST = 400
_MOST_BETWEEN = 30


class Neighbours:
    """What stands beside the allocations of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._amounts = document.facts.mentions.amounts
        self._text = document.text.text
        self._sentences = sentences_of(self._text)
        self._lines = [0, *(match.end() for match in _NEW_LINE.finditer(self._text))]
        self._parts: dict[int, set[int]] = defaultdict(set)
        for relation in document.facts.sums:
            self._parts[relation.total].update(relation.parts)
        self._under = set[int]().union(*self._parts.values())
        self._entries = {entry.amount: entry for entry in document.facts.entries if entry.amount not in self._under}
        self._told: Counter[tuple[int, int | None, str]] = Counter()
        for entry in self._entries.values():
            amount = self._amounts[entry.amount]
            for line in (self._line(amount), _ANYWHERE):
                self._told[line, amount.fiscal_year, entry.act] += 1
        self._added = {self._amounts[entry.amount].fiscal_year for entry in self._entries.values() if entry.adds}

    def uses_of(self, given: Entry) -> Iterator[Entry]:
        """The uses that an allocation's own paragraph, or the next, tells of it: one of each kind."""
        allocated = self._amounts[given.amount]
        year = allocated.fiscal_year
        if year is None or year in self._added or given.amount in self._under or not _is_plain(allocated):
            return
        told = set[str]()
        for index in range(given.amount + 1, min(len(self._amounts), given.amount + _MOST_BETWEEN)):
            if index in self._parts[given.amount] or self._amounts[index].role == "words":
                continue
            use = self._entries.get(index)
            if use is None or use.act == "allocated" or use.act in told:
                return
            told.add(use.act)
            if use.counted and use.out_of is None and self._is_beside(given, use) and not carries_over(self._text):
                yield use

    def _is_beside(self, given: Entry, use: Entry) -> bool:
        allocated, used = self._amounts[given.amount], self._amounts[use.amount]
        year = allocated.fiscal_year
        if used.fiscal_year != year or not _is_plain(used) or used.start - allocated.end > _FARTHEST:
            return False
        line, last = self._line(allocated), self._line(used)
        if last - line > 1:
            return False
        near = line if line == last else _ANYWHERE
        if any(self._told[near, year, act] != 1 for act in (given.act, use.act)):
            return False
        end = self._text.find("\n", used.end)
        if _MAY_BE_MORE.search(self._text, self._lines[line], end if end >= 0 else len(self._text)):
            return False
        alone = self._told[_ANYWHERE, year, "allocated"] == 1
        return self._agree(given, use) and (alone or _is_told_to_be_one(given, use, allocated, used))

    def _agree(self, given: Entry, use: Entry) -> bool:
        """Whether nothing told of both differs: fund, programme, project, purpose, place; and the use adds no other fund."""
        allocated, used = self._amounts[given.amount], self._amounts[use.amount]
        funds = {fold(allocated.fund or ""), fold(used.fund or "")}
        if (len(funds) > 1 and used.fund) or (used.fund is None and self._may_add_funds(allocated, used)):
            return False
        if any(fold(self._amounts[part].fund or "") not in funds for part in self._parts[use.amount]):
            return False
        told = (
            (set(given.programmes), set(use.programmes)),
            ({allocated.project} - {None}, {used.project} - {None}),
            (set(given.purpose.split()), set(use.purpose.split())),
            ({recipient_of(self._document, amount)} - {None} for amount in (allocated, used)),
        )
        return all(not one or not other or one & other for one, other in told)

    def _may_add_funds(self, allocated: Amount, used: Amount) -> bool:
        """Whether a use that tells no fund may be of several: 'được hỗ trợ 300; tổng kinh phí thực hiện 500'."""
        before = self._sentences.at(allocated.start)[0], allocated.start
        all_used = _IN_ALL.search(self._text, allocated.end, used.start)
        helped = _A_SHARE.search(self._text, *before)
        return bool(helped or (all_used and not _IN_ALL.search(self._text, *before)))

    def _line(self, amount: Amount) -> int:
        return bisect_right(self._lines, amount.start) - 1


def _is_plain(amount: Amount) -> bool:
    """Whether an amount is one exact sum of running text."""
    return not amount.qualifier and not amount.column_heading and amount.vnd_high is None


def _is_told_to_be_one(given: Entry, use: Entry, allocated: Amount, used: Amount) -> bool:
    """Whether the words name one fund, programme or project of both."""
    one_fund = allocated.fund is not None and fold(allocated.fund) == fold(used.fund or "")
    one_project = allocated.project is not None and allocated.project == used.project
    return one_fund or one_project or bool({*given.programmes} & {*use.programmes})
