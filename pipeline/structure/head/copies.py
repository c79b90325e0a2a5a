"""Covers of copies: 'SAO Y', 'SAO LỤC' with the number and day of who copied, before the document that was copied."""

from __future__ import annotations

import re

from pipeline.structure.foot.signature import read_foot
from pipeline.structure.second_heads import second_heads

_REACH = 700
"""Characters at a text's beginning that a copy's own number stands in."""
_NUMBER = re.compile(r"Số\s*:?\s*\d{1,6}\s*/\s*(?:SY|SL|TrS|TS)\s*-\s*\w", re.IGNORECASE)
_COPIED = re.compile(r"^\W*(?:SAO (?:Y|LỤC)|TRÍCH SAO|Sao (?:y|lục)|Trích sao)(?!\w)", re.MULTILINE)
_ANY_LETTER = re.compile(r"[^\n]")


def without_cover(form: str) -> str:
    """The text with blanks for such a cover, where the copied document's own head follows it."""
    number = _NUMBER.search(form, 0, _REACH)
    if number is None or not _COPIED.search(form, 0, number.end() + _REACH):
        return form
    head = next(second_heads(form, _title_end(form, number.end())), None)
    if head is None:
        return form
    signer = read_foot(form[:head], number.end())[2].signer
    end = signer.end if signer else form.rfind("\n\n", 0, head)
    return _ANY_LETTER.sub(" ", form[: max(end, 0)]) + form[max(end, 0) :]


def _title_end(form: str, number: int) -> int:
    """Past the national title of the cover itself, which stands beside or under its number."""
    copied = _COPIED.search(form, number)
    return copied.end() if copied else number
