"""What speaks for or against a sum being what a project costs: a project and the sums near it in, features out.

Each feature is a few words ('behind, sentence 1', 'left 0: kinh phí'); `data/cost_weights.csv` holds their weights.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.passage import within
from pipeline.records import Amount, Project
from pipeline.structure.sentences import Sentences, sentences_of

_WORD = re.compile(r"\w+|[,;:().–-]")
_MARK = " -+*.)0123456789abcdđ"
_BACK, _REACH, _LINES, _OTHERS = 250, 900, 3, 2
_LEFT, _RIGHT, _NEAR, _SAID, _CLAUSE = 90, 60, 10, 60, 200
_SENTENCES, _STEP, _FARTHEST = 4, 30, 12


@dataclass(frozen=True)
class Near:
    """A project among those of its text, in order, and the sums that may be its cost."""

    text: str
    projects: Sequence[Project]
    amounts: Sequence[Amount]
    place: int
    """Which of the projects it is."""

    @property
    def project(self) -> Project:
        """The project whose cost is looked for."""
        return self.projects[self.place]

    @cached_property
    def sums(self) -> list[Amount]:
        """Sums in đồng before it in its line and behind it, two lines and two projects on, none in a table."""
        text, one = self.text, self.project
        stop = one.end
        for _ in range(_LINES):
            line = text.find("\n", stop + 1, one.end + _REACH)
            stop = line if line >= 0 else min(len(text), one.end + _REACH)
        if self.place + _OTHERS + 1 < len(self.projects):
            stop = min(stop, self.projects[self.place + _OTHERS + 1].start)
        begin = max(text.rfind("\n", 0, one.start) + 1, one.start - _BACK)
        return [
            amount
            for amount in within(self.amounts, begin, stop)
            if amount.vnd
            and (amount.end <= one.start or amount.start >= one.end)
            and text.find("\t", min(amount.start, one.start), max(amount.end, one.end)) < 0
        ]

    @cached_property
    def chosen(self) -> Amount | None:
        """The sum that patterns took."""
        return next((amount for amount in self.sums if amount.vnd == self.project.total_vnd), None)


def cost_features(near: Near, amount: Amount) -> Iterator[str]:
    """What speaks for or against a sum being the cost of a project, patterns' choice included."""
    one, sentences = near.project, sentences_of(near.text)
    behind = amount.start >= one.end
    side = "behind" if behind else "before"
    apart = _sentences_apart(sentences, *((one.end - 1, amount.start) if behind else (amount.end - 1, one.start)))
    yield from _of_place(near, amount, side, apart)
    yield from _of_sum(near.text, amount, apart)
    yield from _of_neighbours(near, amount, side)
    yield from _of_words_between(near.text, sentences, one, amount, side, apart)
    yield from _of_choice(near, amount, apart)


def _of_place(near: Near, amount: Amount, side: str, apart: int) -> Iterator[str]:
    one, text = near.project, near.text
    begin, stop = (one.end, amount.start) if side == "behind" else (amount.end, one.start)
    sums = min(len(list(within(near.amounts, begin, stop))), 3)
    works = min(len(list(within(near.projects, begin, stop))), 2)
    yield f"{side}, sentence {apart}"
    yield f"{side}, sentence {apart}, {sums} sums and {works} projects between"
    yield f"{side}, {sums} sums between"
    yield f"{side}, {works} projects between"
    yield f"{side}, {min((stop - begin) // _STEP, _FARTHEST)} stretches between"
    yield f"{min(text.count(chr(10), begin, stop), 3)} lines between"
    if side == "behind" and text.startswith(" (", one.end):
        yield "behind a bracket"
    opens = text[max(0, one.start - _NEAR) : one.start].rstrip(_MARK).endswith("\n")
    yield "the project opens its line" if opens else "the project stands in its line"
    first, *_ = text[one.start : one.end].lower().split(" ", 1)
    yield f"first: {first}"


def _of_sum(text: str, amount: Amount, apart: int) -> Iterator[str]:
    """What a sum is told to be, and the words around it."""
    yield f"role {amount.role}"
    for name in ("qualifier", "per", "fund", "fiscal_year"):
        if getattr(amount, name) is not None:
            yield name
    left = _words(text[max(0, amount.start - _LEFT) : amount.start].rpartition("\n")[2])
    right = _words(text[amount.end : amount.end + _RIGHT].partition("\n")[0])
    yield from (f"left {place}: {word}" for place, word in enumerate(left[-1:-5:-1]))
    yield from (f"left: {' '.join(left[-count:])}" for count in (2, 3))
    yield from (f"sentence {min(apart, 1)}, left: {' '.join(left[-count:])}" for count in (1, 2))
    yield from (f"right {place}: {word}" for place, word in enumerate(right[:3]))
    yield f"right: {' '.join(right[:2])}"
    yield from (f"near: {word}" for word in set(left[-_NEAR:]))


def _of_neighbours(near: Near, amount: Amount, side: str) -> Iterator[str]:
    """How near the projects around a sum stand in its line."""
    following = bisect_left(near.projects, amount.end, key=lambda one: one.start)
    before = bisect_right(near.projects, amount.start, key=lambda one: one.end) - 1
    gaps = list[tuple[str, int, int]]()
    if following < len(near.projects) and following != near.place:
        gaps.append(("on", amount.end, near.projects[following].start))
    if before >= 0 and before != near.place:
        gaps.append(("back", near.projects[before].end, amount.start))
    for where, begin, stop in gaps:
        if "\n" not in near.text[begin:stop]:
            yield f"{side}, another {min(max(stop - begin, 0) // 20, 4)} {where}"


def _of_words_between(
    text: str, sentences: Sentences, one: Project, amount: Amount, side: str, apart: int
) -> Iterator[str]:
    if side == "before":
        yield from (f"back: {word}" for word in set(_words(text[amount.end : one.start])))
    elif apart == 0:
        if amount.start - one.end < _CLAUSE:
            yield from (f"between: {word}" for word in set(_words(text[one.end : amount.start])))
    else:
        begin = sentences.at(amount.start)[0]
        opens = _words(text[begin : begin + _SAID])
        yield from (f"opens: {' '.join(opens[:count])}" for count in (1, 2, 3))
        yield from (f"said: {word}" for word in set(_words(text[begin : amount.start])))


def _of_choice(near: Near, amount: Amount, apart: int) -> Iterator[str]:
    if near.chosen is amount:
        yield from ("chosen", f"chosen by {near.project.rule}")
    elif near.project.total_vnd is not None:
        yield from ("another chosen", f"another chosen by {near.project.rule}")
    else:
        yield from ("none chosen", f"none chosen, sentence {min(apart, 1)}")


def _sentences_apart(sentences: Sentences, first: int, second: int) -> int:
    """How many sentences a later offset stands behind an earlier one's, at most four."""
    for count in range(_SENTENCES):
        end = sentences.at(first)[1]
        if second < end:
            return count
        first = end
    return _SENTENCES


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
