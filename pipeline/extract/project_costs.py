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

_RAISED = re.compile(r"[^.;\n\d]{0,40}(?:lên|xuống|thành|còn|sang)(?:\s+\w+){0,2}\s+$", re.IGNORECASE)
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
    """The first sum that is called so; of 'từ 386 tỷ đồng điều chỉnh lên 420 tỷ đồng' the new one."""
    called = _called(words)
    sums = sums_between(passage, start, stop)
    for amount in sums:
        if amount.role == "stated" and called.search(passage.before(amount.start, _REACH)):
            after = next(sums, None)
            raised = after and _RAISED.fullmatch(passage.text, amount.end, after.start)
            return after if raised else amount
    return None
