"""Dirt about a line of a scan. In: its words. Out: the same without specks before and after, and with its dash as one.

"'Tổng cộng" begins with no quotation mark where none ends it, '~ Ngân sách' is the item of a list, '* ỦY BAN ☆' the
round of a seal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.read.page.words import PlacedWord

_DASHES = frozenset("~=_«¬")
"""What the engine makes of the dash before an item of a list."""
_SPECKS = "'`´‘’,"
_CLOSING = frozenset("'’`´")


_OF_SEALS = frozenset("☆★")
_SCRAWLS = frozenset("/\\⁄'\"`")
"""What a pen and the rim of a seal look like before a name."""


def without_specks(line: Sequence[PlacedWord]) -> list[PlacedWord]:
    """A line without the marks of dirt before its first word and after its last, its dash as one."""
    words = [] if _is_of_seal(line) else list(line)
    while len(words) > 1 and (not words[0].text.strip(_SPECKS) or _SCRAWLS.issuperset(words[0].text)):
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


def _is_of_seal(words: Sequence[PlacedWord]) -> bool:
    """Whether a line is what the round of a seal shows: a star that no paper prints, or letters apart about one ('N D *')."""
    texts = [word.text for word in words]
    if any(not _OF_SEALS.isdisjoint(text) for text in texts):
        return True
    return len(texts) > 2 and "*" in (texts[0], texts[-1]) and all(len(text) == 1 for text in texts)


def _is_quoted(words: Sequence[PlacedWord]) -> bool:
    return any(not _CLOSING.isdisjoint(word.text[1:]) for word in words)
