"""Lists: a line that leads in ('..., gồm:') and the bullets or numbered parts under it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.normalize.letters import UPPER
from pipeline.records import Item, Outline
from pipeline.structure.openings import opened, openings_of

_LEAD_END = re.compile(r"(?::|gồm|như sau|cụ thể|trong đó)[\s*.]*$", re.IGNORECASE)
_FIGURE_END = re.compile(r"\d\s?[^\W\d_]+(?: [^\W\d_]+){0,2}[;.,]?\s*$")
_TAIL = 40
_LEADS_LINES = opened(r"(?P<words>(?<!\w)(?:gồm|gồm có|trong đó)\s?:)[ \t]*\n\s*")
_UNMARKED = re.compile(rf"\s*(?P<words>(?!Điều\s\d)[{UPPER}][^\W\d_]+\s(?=[^\n]*\d)[^\n:]{{1,400}}[;.])[ \t]*(?:\n|$)")
"""'Bội chi ngân sách trung ương là 217.800 tỷ đồng;'"""
_ONLY_CUE = re.compile(r"\s*(?:bao gồm|gồm(?: có)?|trong đó|cụ thể(?: như sau)?|như sau|chia ra)\s*:?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listing:
    """The line that leads a list in, and the spans of its items, what is nested in an item included."""

    lead: tuple[int, int]
    items: tuple[tuple[int, int], ...]


def find_groups(text: str, outline: Outline) -> tuple[Listing, ...]:
    """Every run of bullets or of parts of one parent, with the line above it, whatever that says; in order of that line."""
    found = (*_bulleted(text, outline.items), *_numbered(text, outline), *_unmarked(text))
    return tuple(sorted(found, key=lambda listing: listing.lead))


def find_lists(text: str, groups: Sequence[Listing]) -> tuple[Listing, ...]:
    """The groups that their line leads in."""
    return tuple(listing for listing in groups if _LEAD_END.search(text[slice(*listing.lead)]))


def find_unled(text: str, groups: Sequence[Listing]) -> tuple[Listing, ...]:
    """Those under a line that ends with its figure ('- Thu nội địa: 43.100 triệu đồng'): no word leads them in."""
    return tuple(listing for listing in groups if _FIGURE_END.search(text[slice(*listing.lead)][-_TAIL:]))


def _bulleted(text: str, items: tuple[Item, ...]) -> Iterator[Listing]:
    """Runs of bullets with nothing between them, and the runs of deeper bullets inside them."""
    index = 0
    while index < len(items):
        end = index + 1
        while end < len(items) and not text[items[end - 1].end : items[end].start].strip():
            end += 1
        yield from _lists_of(text, items[index:end])
        index = end


def _lists_of(text: str, run: tuple[Item, ...]) -> Iterator[Listing]:
    """The list that a run is, and the deeper ones in it, each under the line before its first bullet.

    A bullet of another mark that is no deeper ends a list.
    """
    opened: list[tuple[Item, list[Item], tuple[int, int] | None]] = []
    for item in run:
        while opened and opened[-1][0].mark != item.mark and item.depth <= opened[-1][0].depth:
            yield from _finish(opened.pop(), item.start)
        if opened and opened[-1][0].mark == item.mark:
            opened[-1][1].append(item)
        else:
            opened.append((item, [item], _line_before(text, item.start)))
    while opened:
        yield from _finish(opened.pop(), run[-1].end)


def _finish(opened: tuple[Item, list[Item], tuple[int, int] | None], end: int) -> Iterator[Listing]:
    _, heads, lead = opened
    if lead is not None:
        starts = [item.start for item in heads]
        yield Listing(lead, tuple(zip(starts, [*starts[1:], end], strict=True)))


def _numbered(text: str, outline: Outline) -> Iterator[Listing]:
    """Parts of one parent ('1.', '2.' or 'a)', 'b)') under a line that leads them in."""
    groups: dict[tuple[int | None, int], list[tuple[int, int]]] = defaultdict(list)
    for section in outline.sections:
        groups[(section.parent, section.level)].append((section.start, section.end))
    for (parent, _), spans in groups.items():
        lead = _line_before(text, spans[0][0])
        inside = parent is None or (lead is not None and lead[0] >= outline.sections[parent].start)
        if lead and inside and len(spans) > 1:
            yield Listing(lead, (*spans[:-1], _without_what_follows(text, spans)))


def _unmarked(text: str) -> Iterator[Listing]:
    """Lines without a mark under one that leads them in, each but the last closed by a semicolon."""
    for lead in openings_of(text).find(_LEADS_LINES):
        items = []
        line = _UNMARKED.match(text, lead.end())
        while line:
            items.append(line.span("words"))
            line = _UNMARKED.match(text, line.end()) if line["words"].endswith(";") else None
        if len(items) > 1 and not text[slice(*items[-1])].endswith(";"):
            yield Listing((text.rfind("\n", 0, lead.start()) + 1, lead.end("words")), tuple(items))


def _without_what_follows(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The last part without the paragraphs after the list, which its section holds: where no other part has such."""
    start, end = spans[-1]
    for gap in ("\n\n", "\n"):
        if not any(gap in text[first:last].strip() for first, last in spans[:-1]):
            cut = text.find(gap, start, end)
            return start, end if cut < 0 or text[start:cut].rstrip().endswith(":") else cut
    return start, end


def _line_before(text: str, offset: int) -> tuple[int, int] | None:
    """The last line with words before an offset, with the line before it where it is no more than 'Gồm:'."""
    line = _last_line(text, offset)
    if line is None or not _ONLY_CUE.fullmatch(text, *line):
        return line
    before = _last_line(text, line[0])
    return (before[0], line[1]) if before else line


def _last_line(text: str, offset: int) -> tuple[int, int] | None:
    end = offset
    while end > 0 and text[end - 1].isspace():
        end -= 1
    if end == 0:
        return None
    return text.rfind("\n", 0, end) + 1, end
