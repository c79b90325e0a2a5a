"""The words that are an amount's own: from the start of its sentence, or the end of the amount before, to the amount."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.link.leads import Span
from pipeline.records import Amount
from pipeline.structure.sentences import Sentences


def own_words(amounts: Sequence[Amount], index: int, sentences: Sentences, farthest: int | None = None) -> Span:
    """Where they stand; at most so many characters where that is told."""
    stop = amounts[index].start
    start = max(sentences.at(stop)[0], amounts[index - 1].end if index else 0)
    return (start if farthest is None else max(start, stop - farthest)), stop
