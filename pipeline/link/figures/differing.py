"""Where two files of one document state other sums."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher


def differing(here: Sequence[int | None], there: Sequence[int | None]) -> list[tuple[range, range]]:
    """The stretches of two files' sums (đồng, in the order of their texts) that are not the same: their indexes in each.

    One of the two is empty where only one file has sums there.
    """
    matcher = SequenceMatcher(None, here, there, autojunk=False)
    return [
        (range(first, last), range(at, to))
        for change, first, last, at, to in matcher.get_opcodes()
        if change != "equal"
    ]
