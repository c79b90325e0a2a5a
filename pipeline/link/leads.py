"""What stands over an amount: the line that leads its list in, the headings of its sections, the document's subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.link.lists import Listing
from pipeline.records import Amount, Outline
from pipeline.structure.sentences import Sentences
from pipeline.structure.within import Within

Span = tuple[int, int]
_LONGEST = 300
_ONLY_NUMBER = re.compile(r"(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục)\s(?:(?:THỨ|thứ)\s)?\w{1,5}[.:]?\s*")
_TITLE = re.compile(r"\n[^\n]{4,120}")


class Leads:
    """The leads and headings over the amounts of one document."""

    def __init__(self, text: str, outline: Outline, listings: Sequence[Listing], sentences: Sentences) -> None:
        self._text = text
        self._outline = outline
        self._sentences = sentences
        self._within = Within(outline.sections)
        self._items = sorted(
            ((item, listing.lead) for listing in listings for item in listing.items),
            key=lambda pair: (pair[0][0], -pair[0][1]),
        )

    def of_all(self, amounts: Sequence[Amount]) -> list[tuple[Span, ...]]:
        """For each amount what stands over it, nearest first: list leads and headings."""
        found: list[tuple[Span, ...]] = []
        opened: list[tuple[Span, Span]] = []
        at = 0
        for amount in amounts:
            while at < len(self._items) and self._items[at][0][0] <= amount.start:
                opened.append(self._items[at])
                at += 1
            opened = [pair for pair in opened if pair[0][1] > amount.start]
            leads = [self._last_sentence(lead) for _, lead in reversed(opened) if lead[1] <= amount.start]
            over = (*leads, *self._headings(amount.start))
            found.append(tuple(sorted(over, key=lambda span: span[0], reverse=True)))
        return found

    def _last_sentence(self, lead: Span) -> Span:
        start = max(self._sentences.at(max(lead[0], lead[1] - 1))[0], lead[1] - _LONGEST)
        return (max(lead[0], start), lead[1])

    def _headings(self, offset: int) -> Iterator[Span]:
        for index in self._within.over(offset):
            section = self._outline.sections[index]
            end = section.heading_end
            if end <= offset and end - section.start <= _LONGEST:
                yield section.start, self._with_title(section.start, end)

    def _with_title(self, start: int, end: int) -> int:
        """Where a heading ends, with its title on the line after: 'PHẦN THỨ HAI' over 'NHIỆM VỤ NĂM 2020'."""
        if not _ONLY_NUMBER.fullmatch(self._text, start, end):
            return end
        title = _TITLE.match(self._text, end)
        return title.end() if title and title[0].isupper() else end
