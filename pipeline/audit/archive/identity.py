"""Which statements under one number speak of one document: numbers start anew every year, in every office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipeline.normalize import fold
from pipeline.records import Statement
from pipeline.structure.docnumber import number_key

_FULL_NAMES = (
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("phat trien nong thon", "ptnt"),
    ("chu tich ubnd", "ubnd"),
)


@lru_cache(maxsize=4096)
def issuer_key(name: str) -> str:
    """An issuing body's name as two spellings of it share it: 'Ủy ban nhân dân tỉnh X' is 'UBND tỉnh X'."""
    key = re.sub(r"\s+", " ", fold(name)).strip()
    for full, short in _FULL_NAMES:
        key = key.replace(full, short)
    return key


def same_issuer(one: str | None, other: str | None) -> bool:
    """Whether two names are of one body; a name without its place fits the same name with any."""
    if one is None or other is None:
        return False
    first, second = issuer_key(one), issuer_key(other)
    shorter, longer = sorted((first, second), key=len)
    return longer == shorter or longer.startswith(shorter + " ")


def of_one_document(statements: Iterable[Statement], one: Statement) -> list[Statement]:
    """The statements that speak of the document that `one` speaks of: same body, same year."""
    return [
        s for s in statements if s.day and one.day and s.day.year == one.day.year and same_issuer(s.issuer, one.issuer)
    ]


def held(statements: Sequence[Statement]) -> list[Statement]:
    """What documents under this number say of themselves: one for each that the archive holds."""
    return [statement for statement in statements if statement.kind == "own"]


def rests_on(one: Statement, other: Statement) -> bool:
    """Whether the document of either statement rests on, or amends, that of the other: it gives the money on."""
    return number_key(other.document) in one.rests_on or number_key(one.document) in other.rests_on
