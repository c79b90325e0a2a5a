"""What a report that settles a year's money asks to have settled was spent: amounts in, amounts out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.link.own_words import own_words
from pipeline.link.told import Told, with_role
from pipeline.records import Amount, Outline, SumRelation
from pipeline.structure.sentences import sentences_of

_REPORT = "BC"
_SETTLES = re.compile(r"(?<!\w)quyết toán(?!\w)", re.IGNORECASE)
_ASKED = re.compile(r"(?<!\w)đề nghị (?:được )?quyết toán(?!\w)", re.IGNORECASE)
_CHECKED = re.compile(
    r"thẩm tra|thẩm định|xuất toán|duyệt quyết toán|quyết toán được duyệt|được quyết toán|số kiểm tra|giá trị kiểm tra",
    re.IGNORECASE,
)
"""Where someone has checked what was asked for, that counts."""
_REACH = 300


def settled(text: str, outline: Outline, amounts: Sequence[Amount], sums: Sequence[SumRelation]) -> tuple[Amount, ...]:
    """The amounts; those that a settlement asks to have settled are spent, where nothing else is told to be for their year.

    A total whose parts are asked for too stays one.
    """
    letterhead = outline.letterhead
    subject = letterhead.subject.value if letterhead.subject else ""
    if letterhead.kind != _REPORT or not _SETTLES.search(subject) or _CHECKED.search(text):
        return tuple(amounts)
    sentences = sentences_of(text)
    spent = {amount.fiscal_year for amount in amounts if amount.role == "spent"}
    asked = {
        index
        for index, amount in enumerate(amounts)
        if amount.role in ("requested", "total")
        and amount.fiscal_year not in spent
        and _ASKED.search(amount.column_heading or text[slice(*own_words(amounts, index, sentences, _REACH))])
    }
    above = {
        relation.total for relation in sums if amounts[relation.total].role == "total" and asked & {*relation.parts}
    }
    return tuple(
        with_role(amount, Told("spent", "role.settled")) if index in asked - above else amount
        for index, amount in enumerate(amounts)
    )
