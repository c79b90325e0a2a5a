"""Pages' numbers in plain text. In: the text of each page. Out: the same without the lines that only number a page.

A number stands alone on a page's first or last line; where no form feed parts the pages, on a line of its own in the middle
of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_NUMBER = re.compile(
    r"\s*(?:(?P<bare>\d{1,3})|[-–—]\s?\d{1,3}\s?[-–—]|Trang\s:?\s?\d{1,3}(?:\s?/\s?\d{1,3})?)\s*", re.IGNORECASE
)
_ENDS = (".", ":", ";", "!", "?", "…", ")")
_PROSE = 30
"""Characters that a line of prose has at least: a shorter one over a bare number may be a cell."""


def without_page_numbers(pages: Sequence[str]) -> list[str]:
    """The pages without the lines that number them."""
    parted = len(pages) > 1
    return [_without(page.split("\n"), number if parted else None) for number, page in enumerate(pages, 1)]


def _without(lines: list[str], number: int | None) -> str:
    drop = set(_in_sentences(lines))
    if number is not None:
        drop.update(_at_edges(lines, number))
    return "\n".join(line for at, line in enumerate(lines) if at not in drop)


def _at_edges(lines: Sequence[str], number: int) -> Iterator[int]:
    """The first and the last line with words, where it is the page's number, or in the form of one."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    if len(filled) < 3:
        return
    for at, beside in ((filled[0], filled[1]), (filled[-1], filled[-2])):
        told = _NUMBER.fullmatch(lines[at])
        if told is None or (told["bare"] and _may_be_a_cell(lines[beside].strip())):
            continue
        if told["bare"] is None or abs(int(told["bare"]) - number) <= 1:
            yield at


def _may_be_a_cell(line: str) -> bool:
    """Whether the line beside a bare number may be a cell as that number may: 'Cộng', '3'."""
    return len(line) < _PROSE and not line.endswith(_ENDS)


def _in_sentences(lines: Sequence[str]) -> Iterator[int]:
    """A number between two lines of one sentence, with the blank lines around it."""
    for at in range(1, len(lines) - 1):
        told = _NUMBER.fullmatch(lines[at])
        if told is None:
            continue
        above, below = at - 1, at + 1
        while above > 0 and at - above < 4 and not lines[above].strip():
            above -= 1
        while below < len(lines) - 1 and below - at < 4 and not lines[below].strip():
            below += 1
        over, under = lines[above].strip(), lines[below].strip()
        bare = told["bare"] is not None
        if bare and (len(over) < _PROSE or above == at - 1 or below == at + 1):
            continue
        if over and not over.endswith(_ENDS) and "\t" not in over and under[:1].islower():
            yield from range(above + 1, below)
