"""Raised figures ('500⁴ triệu đồng'). In: what stands before one. Out: whether it is the mark of a note, and no part of it."""

from __future__ import annotations

import re

RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUPERSCRIPTS = str.maketrans("0123456789", RAISED_DIGITS)
_MARK = re.compile(r"\s*(?:\d{1,2}|\[\d{1,2}\]|\(\d{1,2}\))\s*")
_POWER = re.compile(r"(?:10|(?<![^\W\d_])(?:[^\W\d_]|[kcdmhµ]m|dam)|mét|\))\s*\Z", re.IGNORECASE)
"""What bears a power: ten, a metre of any size, a letter that stands for a quantity, what stands in brackets."""
_CLOCK = re.compile(r"(?:lúc|hồi)\s\d{1,2}\Z", re.IGNORECASE)
"""The hour that raised minutes follow."""


def calls_note(mark: str, before: str) -> bool:
    """Whether a raised `mark` behind words or a figure calls a note."""
    if _CLOCK.search(before) and len(mark.strip()) == 2:
        return False
    return bool(before.strip() and _MARK.fullmatch(mark)) and not _POWER.search(before[-8:])
