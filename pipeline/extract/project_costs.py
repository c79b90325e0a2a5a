"""What a project costs: passage and a stretch in, the sum called its cost out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from pipeline.extract.passage import Passage
from pipeline.extract.works import work_words
from pipeline.records import Amount
from pipeline.structure.tables import alternatives

_RAISED = re.compile(
    r"[^.;\n\d]{0,40}(?:lên|xuống|thành|còn(?! lại| thiếu| nợ)|sang)(?:\s+\w+){0,2}\s+$", re.IGNORECASE
)
_SAME = re.compile(r"[\s,;(]{0,4}(?:tương đương|khoảng|quy đổi|tức|bằng)[^.;\n\d]{0,20}", re.IGNORECASE)
_BRACKET = re.compile(r"[”\"]?\s?\([^()\d\n;]{0,40}(?=\d)")
_REACH = 120


@cache
def _called(words: str) -> re.Pattern[str]:
    """The words of a list of `data/works.toml` not far before a sum, no other figure between but a year."""
    return re.compile(
        rf"(?<!\w){alternatives(work_words(words))}(?!\w)(?:[^\n\d]|(?<!\d)(?:19|20)\d\d(?!\d)){{0,80}}$", re.IGNORECASE
    )


def sums_between(passage: Passage, start: int, stop: int) -> Iterator[Amount]:
    """The sums between two offsets, in order."""
    amounts = passage.found.amounts
    for index in range(bisect_left(amounts, start, key=lambda amount: amount.start), len(amounts)):
        if amounts[index].start >= stop:
            return
        yield amounts[index]


def first_cost(passage: Passage, start: int, stop: int, words: str) -> Amount | None:
    """The first sum that is called so, settled by `final`."""
    called = _called(words)
    for amount in sums_between(passage, start, stop):
        if amount.role == "stated" and called.search(passage.before(amount.start, _REACH)):
            return final(passage, amount)
    return None


def final(passage: Passage, amount: Amount) -> Amount:
    """Of 'từ 386 tỷ đồng điều chỉnh lên 420 tỷ đồng' the new sum, of '25,75 triệu USD, tương đương 412 tỷ đồng' the đồng."""
    amounts = passage.found.amounts
    index = bisect_left(amounts, amount.start, key=lambda one: one.start) + 1
    after = amounts[index] if index < len(amounts) else None
    if after is None or after.start < amount.end:
        return amount
    if _RAISED.fullmatch(passage.text, amount.end, after.start):
        return after
    same = amount.vnd is None and after.vnd is not None and _SAME.fullmatch(passage.text, amount.end, after.start)
    return after if same else amount


def bracketed_cost(passage: Passage, end: int) -> Amount | None:
    """The sum in the bracket right after a name: '(TMĐT 6.200 trđ)', '(dự kiến 11 triệu USD, khoảng 176 tỷ đồng)'."""
    bracket = _BRACKET.match(passage.text, end)
    amount = next(sums_between(passage, bracket.end(), bracket.end() + 1), None) if bracket else None
    return final(passage, amount) if amount and amount.role == "stated" else None
