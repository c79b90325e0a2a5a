"""Lists: a line that leads in ('..., gồm:') and the bullets or numbered parts under it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records import Item, Outline

_LEAD_END = re.compile(r"(?::|gồm|như sau|cụ thể|trong đó)[\s*.]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listing:
    """The line that leads a list in, and the spans of its items, what is nested in an item included."""

    lead: tuple[int, int]
    items: tuple[tuple[int, int], ...]


def find_lists(text: str, outline: Outline) -> tuple[Listing, ...]:
    """Every list with at least one item, in order of its lead."""
    found = [*_bulleted(text, outline.items), *_numbered(text, outline)]
    return tuple(sorted(found, key=lambda listing: listing.lead))


def _bulleted(text: str, items: tuple[Item, ...]) -> Iterator[Listing]:
    index = 0
    while index < len(items):
        lead = _line_before(text, items[index].start)
        if lead is None or not _LEAD_END.search(text[lead[0] : lead[1]]):
            index += 1
            continue
        run = [items[index]]
        while index + len(run) < len(items) and not text[run[-1].end : items[index + len(run)].start].strip():
            run.append(items[index + len(run)])
        top = run[0].mark
        heads = [item for item in run if item.mark == top]
        starts = [item.start for item in heads]
        ends = [*starts[1:], _list_end(run, top)]
        yield Listing(lead, tuple(zip(starts, ends, strict=True)))
        # A nested list has its own lead among the items.
        index += 1 if len({item.mark for item in run}) > 1 else len(run)


def _list_end(run: list[Item], top: str) -> int:
    return run[-1].end if any(item.mark == top for item in run) else run[0].end


def _numbered(text: str, outline: Outline) -> Iterator[Listing]:
    """Parts of one parent ('1.', '2.' or 'a)', 'b)') under a line that leads them in."""
    groups: dict[tuple[int | None, int], list[tuple[int, int]]] = defaultdict(list)
    for section in outline.sections:
        groups[(section.parent, section.level)].append((section.start, section.end))
    for (parent, _), spans in groups.items():
        lead = _line_before(text, spans[0][0])
        inside = parent is None or (lead is not None and lead[0] >= outline.sections[parent].start)
        if lead and inside and len(spans) > 1 and _LEAD_END.search(text[lead[0] : lead[1]]):
            yield Listing(lead, tuple(spans))


def _line_before(text: str, offset: int) -> tuple[int, int] | None:
    """The last line with words before an offset."""
    end = len(text[:offset].rstrip())
    if end == 0:
        return None
    return text.rfind("\n", 0, end) + 1, end
