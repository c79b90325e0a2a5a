"""Where two files of one document state other sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, takewhile

Sums = Sequence[int | None]
_MANY = 300
"""Sums of a stretch, beyond which those that come again and again are not held against each other: that takes seconds."""


def differing(here: Sums, there: Sums) -> list[tuple[range, range]]:
    """The stretches of two files' sums (đồng, in the order of their texts) that are not the same: their indexes in each.

    One of the two is empty where only one file has sums there.
    """
    head = sum(1 for _ in takewhile(_alike, zip(here, there, strict=False)))
    ends = zip(reversed(here[head:]), reversed(there[head:]), strict=False)
    tail = sum(1 for _ in takewhile(_alike, ends))
    return [*_stretches(here, there, range(head, len(here) - tail), range(head, len(there) - tail))]


def _alike(pair: tuple[int | None, int | None]) -> bool:
    return pair[0] == pair[1]


def _stretches(here: Sums, there: Sums, ours: range, others: range) -> Iterator[tuple[range, range]]:
    many = max(len(ours), len(others)) > _MANY
    for mine, theirs in _exchanged(here, there, ours, others, autojunk=many):
        if not many:
            yield mine, theirs
        elif max(len(mine), len(theirs)) <= _MANY:
            yield from _exchanged(here, there, mine, theirs, autojunk=False)
        elif len(mine) == len(theirs):
            yield from _one_by_one(here, there, mine, theirs)
        else:
            yield mine, theirs


def _exchanged(here: Sums, there: Sums, ours: range, others: range, *, autojunk: bool) -> Iterator[tuple[range, range]]:
    of = (here[ours.start : ours.stop], there[others.start : others.stop])
    for change, first, last, at, to in SequenceMatcher(None, *of, autojunk=autojunk).get_opcodes():
        if change != "equal":
            yield ours[first:last], others[at:to]


def _one_by_one(here: Sums, there: Sums, ours: range, others: range) -> Iterator[tuple[range, range]]:
    pairs = enumerate(zip(ours, others, strict=True))
    for same, run in groupby(pairs, lambda pair: here[pair[1][0]] == there[pair[1][1]]):
        if not same:
            at = [index for index, _ in run]
            yield ours[at[0] : at[-1] + 1], others[at[0] : at[-1] + 1]
