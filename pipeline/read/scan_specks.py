"""Dirt about a line of a scan. In: its words. Out: the same without specks before and after, and with its dash as one.

"'Tổng cộng" begins with no quotation mark where none ends it, '~ Ngân sách' is the item of a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.read.pdf_chars import PlacedWord

_DASHES = frozenset("~=_«¬")
"""What the engine makes of the dash before an item of a list."""
_SPECKS = "'`´‘’,"
_CLOSING = frozenset("'’`´")


def without_specks(line: Sequence[PlacedWord]) -> list[PlacedWord]:
    """A line without the marks of dirt before its first word and after its last, its dash as one."""
    words = list(line)
    if len(words) > 1 and not words[0].text.strip(_SPECKS):
        del words[0]
    if not words:
        return words
    first, last = words[0], words[-1]
    if len(words) > 1 and first.text in _DASHES and words[1].text[0].isalpha() and "»" not in last.text:
        words[0] = replace(first, text="-")
    elif first.text[0] in _SPECKS and (bare := first.text.lstrip(_SPECKS))[:1].isalpha() and not _is_quoted(words):
        words[0] = replace(first, text=bare)
    if last.text.endswith("_") and last.text[0].isalpha():
        words[-1] = replace(words[-1], text=words[-1].text.rstrip("_"))
    return words


def _is_quoted(words: Sequence[PlacedWord]) -> bool:
    return any(not _CLOSING.isdisjoint(word.text[1:]) for word in words)
