"""Which quantities are targets and which results, by the words of their clause and the headings above."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from pipeline.extract.passage import Passage
from pipeline.extract.quantities.counted import quantity_table
from pipeline.records import QuantityRole
from pipeline.structure.alternatives import alternatives
from pipeline.structure.openings import Opened
from pipeline.structure.within import Within


@cache
def _cue(role: str) -> Opened:
    names = tuple(quantity_table()["roles"][role])
    return Opened(re.compile(rf"(?<!\w){alternatives(names)}(?!\w)", re.IGNORECASE))


class Roles:
    """Tells targets from results; the cue words of the text are looked up once."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._within = Within(passage.outline.sections)
        self._of_headings: dict[int, QuantityRole | None] = {}
        self._ends = {role: [cue.end() for cue in passage.find(_cue(role))] for role in ("target", "result")}

    def of(self, start: int, end: int) -> QuantityRole | None:
        """By the words of the clause, then by the headings above it."""
        sentence = start - len(self._passage.sentence_before(start))
        clause = max(sentence, self._passage.text.rfind(";", sentence, start) + 1)
        target, result = self._last("target", clause, end), self._last("result", clause, end)
        if target or result:
            return "target" if target >= result else "result"
        for index in self._within.over(start):
            if index not in self._of_headings:
                self._of_headings[index] = _of_heading(self._passage.outline.sections[index].heading)
            if role := self._of_headings[index]:
                return role
        return "target" if self._passage.outline.letterhead.kind in ("KH", "CTr", "ĐA") else None

    def _last(self, role: str, start: int, end: int) -> int:
        """Where the last cue between two offsets ends; 0 where there is none."""
        ends = self._ends[role]
        index = bisect_right(ends, end) - 1
        return ends[index] if index >= 0 and ends[index] > start else 0


def _of_heading(heading: str) -> QuantityRole | None:
    if _cue("target").pattern.search(heading):
        return "target"
    return "result" if _cue("result").pattern.search(heading) else None
