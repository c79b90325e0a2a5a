"""Text typed line by line: the ends of lines that a paragraph runs over become spaces, and no offset moves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.normalize.letters import LOWER

_BREAK = re.compile(rf"(?<=[^\W_]|[,)%/])\n(?=[{LOWER}](?![.)/]))")
"""A line end inside a sentence."""
_OPENS = re.compile(r"\s*(?:[-+*•–|]|\d{1,3}(?:\.\d{1,2})*\s?[.)/-]|[a-zđ]\s?[.)/]|[IVXA-HĐ]{1,4}\s?[.)/-]|Điều \d|$)")
"""What begins a line that no other runs on in."""
_CLOSED = (".", ";", ":", "!", "?", "/")
_NARROWEST, _WIDEST, _FEWEST, _SLACK = 50, 130, 4, 30


def flowing(text: str) -> str:
    """The same text, or one as long with its wrapped lines joined where it was typed with line ends."""
    width = _width(text)
    if not width:
        return text
    lines = text.split("\n")
    return "".join(_joined(lines, width))


def _width(text: str) -> int:
    """How wide a text was typed; 0 where its paragraphs have no line ends inside."""
    lengths = []
    for found in _BREAK.finditer(text):
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if _NARROWEST <= len(line) <= _WIDEST and "\t" not in line:
            lengths.append(len(line))
    widest = max(lengths, default=0)
    return widest if sum(length > widest - _SLACK for length in lengths) >= max(_FEWEST, 0.8 * len(lengths)) else 0


def _joined(lines: Sequence[str], width: int) -> Iterator[str]:
    """The lines, each with what stands for its end."""
    for line, following in pairwise(lines):
        yield line
        yield " " if _runs_on(line, following, width) else "\n"
    yield lines[-1]


def _runs_on(line: str, following: str, width: int) -> bool:
    """Whether a line ends only because the next word had no room."""
    if "\t" in line or "\t" in following or "   " in line or line.endswith(_CLOSED) or _OPENS.match(following):
        return False
    room = width - len(line) - 1
    return room < len(following.split(maxsplit=1)[0]) and len(line) > width - _SLACK
