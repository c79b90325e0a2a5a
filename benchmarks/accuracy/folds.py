"""Documents dealt into folds, so that each is judged by what others teach."""

from __future__ import annotations

from collections.abc import Iterable

FOLDS = 5


def dealt(documents: Iterable[str], folds: int = FOLDS) -> list[set[str]]:
    """The names of documents, each in the fold that its letters tell: the same whatever others there are."""
    held: list[set[str]] = [set() for _ in range(folds)]
    for name in documents:
        held[sum(map(ord, name)) % folds].add(name)
    return held
