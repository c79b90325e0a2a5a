"""The heads of further documents in one file: the regulation that a decision brings along, the report behind a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.normalize.fold import folded

_TITLES = (
    re.compile(r"cong hoa xa hoi chu nghia viet nam(?=[^\n]{0,200}(?:\n[^\n]{0,200}){0,2}doc lap\W{1,5}tu do)"),
    re.compile(r"dang cong san viet nam(?=\s*[\n\t])"),
)
"""The State's title and the Party's; each by itself, `re` skips to its first word."""
_ABOVE, _BELOW = 300, 400
"""How far from the national title its column of issuer and number may begin and end."""
_NUMBER_LABEL = re.compile(r"(?:^|[\n\t])[ *]*Số\s?:?\s?(?=\d)", re.IGNORECASE)


def second_heads(text: str, start: int) -> Iterator[int]:
    """Where the lines begin that bear the national title again, in capitals, behind a document's own head."""
    whole = folded(text)
    for begin, end in sorted(match.span() for title in _TITLES for match in title.finditer(whole, start)):
        if text[begin:end].isupper():
            yield text.rfind("\n", 0, begin) + 1


def numbers_of_second_heads(text: str, start: int) -> frozenset[int]:
    """Where the own numbers of further documents begin: after the 'Số:' nearest to the national title."""
    found = set()
    for head in second_heads(text, start):
        labels = _NUMBER_LABEL.finditer(text, max(start, head - _ABOVE), head + _BELOW)
        found |= {min((label.end() for label in labels), key=lambda at: abs(at - head), default=start)}
    return frozenset(found)
