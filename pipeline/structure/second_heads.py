"""The heads of further documents in one file: the regulation that a decision brings along, the report behind a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.normalize.fold import fold, folded
from pipeline.read.marks import COUNTRY, MOTTO, PARTY, STATE
from pipeline.structure.number.labels import labelled_numbers

_MOTTO = r"\W{1,5}".join(map(fold, MOTTO))
_TITLES = (
    re.compile(rf"{fold(STATE)} {fold(COUNTRY)}(?=[^\n]{{0,200}}(?:\n[^\n]{{0,200}}){{0,2}}{_MOTTO})"),
    re.compile(rf"{fold(PARTY)}(?=\s*[\n\t])"),
)
"""The State's title and the Party's; each by itself, `re` skips to its first word."""
_OF_HEAD = re.compile(rf"{fold(STATE)}|{_MOTTO}|{fold(PARTY)}")
"""Each of them and the motto wherever they stand: in a cell, in small letters, cut off by a narrow column."""
_ABOVE, _BELOW = 300, 400
"""How far from the national title its column of issuer and number may begin and end."""


def second_heads(text: str, start: int) -> Iterator[int]:
    """Where the lines begin that bear the national title again, in capitals, behind a document's own head."""
    whole = folded(text)
    for begin, end in sorted(match.span() for title in _TITLES for match in title.finditer(whole, start)):
        if text[begin:end].isupper():
            yield text.rfind("\n", 0, begin) + 1


def bears_title(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a text has words of the form that stand over a document."""
    return _OF_HEAD.search(folded(text), start, end) is not None


def numbers_of_second_heads(text: str, start: int) -> frozenset[int]:
    """Where the own numbers of further documents begin: after the 'Số:' nearest to the national title."""
    found = set()
    for head in second_heads(text, start):
        numbers = labelled_numbers(text, max(start, head - _ABOVE), head + _BELOW)
        found |= {min(numbers, key=lambda at: abs(at - head), default=start)}
    return frozenset(found)
