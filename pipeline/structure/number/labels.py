"""'Số:' before the number that a document bears: what opens a line of a head, and no citation."""

from __future__ import annotations

import re
from collections.abc import Iterator

LABEL = r"Số(?:\s+hiệu|\s+hợp đồng|\s*/\s*No\.?)?\s*[:.]?\s*"
"""What a head calls its number by, as a regular expression."""
NUMBER_LINE = re.compile(rf"(?:^\(?|\b){LABEL}(?=\S|$)", re.IGNORECASE)
"""The same where it opens a piece of a head, whose lines are cut already, or stands behind the kind."""
_OPENS_LINE = re.compile(
    rf"(?:^|[\n\t])[ *]*(?-i:(?=S)){LABEL}(?=\d{{1,5}}\w?\s?(?:/\s?(?:19|20)\d\d\s?)?(?:[/-]\s?[^\W\d_]|(?-i:\s[A-ZĐ][^\W\d_]{{1,5}})\s?[/-]))",
    re.IGNORECASE,
)
"""The same anywhere in a text: before a number with its symbols ('12/BC-SNN', '34 TTr/UB'), as an address ('Số 5, đường X') has none."""

_LONGEST = 24
"""Of a label, and of what of a number tells it."""


def labelled_numbers(text: str, start: int, end: int) -> Iterator[int]:
    """Where numbers begin that a label at the opening of a line or a cell tells to be a document's own."""
    return (label.end() for label in _OPENS_LINE.finditer(text, start, end))


def is_labelled(text: str, start: int) -> bool:
    """Whether such a label stands before the number that begins at an offset."""
    return start in labelled_numbers(text, max(0, start - _LONGEST), start + _LONGEST)
