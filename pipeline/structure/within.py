"""Which sections hold a place of the text, innermost first; found by bisection, whatever the number of sections."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipeline.records import Section


class Within:
    """The sections of one document by offset; they are in order of start, each inside its parent."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections
        self._starts = [section.start for section in sections]

    def over(self, offset: int) -> Iterator[int]:
        """The indices of the sections that hold an offset, innermost first."""
        index: int | None = bisect_right(self._starts, offset) - 1
        while index is not None and index >= 0:
            if offset < self._sections[index].end:
                yield index
            index = self._sections[index].parent
