"""Which statements under one number are about one document: numbering starts anew every year, in every office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipeline.normalize.fold import fold
from pipeline.records import Statement
from pipeline.structure.bodies import same_body
from pipeline.structure.number.docnumber import number_key

_WORD = re.compile(r"[^\W_]+")
_SMALL_WORDS = frozenset(("ve", "viec", "va", "cua", "cac", "cho", "tai", "theo", "den", "nam", "tinh"))
_FEWEST_WORDS = 6
_MOST_COMMAS = 8
_ALIKE = 0.85
_A_DAYS_NUMBERS = 100
"""Numbers that a large body may give out in a day."""


def same_issuer(one: str | None, other: str | None) -> bool:
    """Whether two names are of one body as far as they tell; a name without its place fits the same name with any."""
    return one is not None and other is not None and same_body(one, other) != "other"


@lru_cache(maxsize=4096)
def same_subject(one: str, other: str) -> bool:
    """Whether two tellings of what a document is about agree in nearly all their words, and in every figure.

    A sentence may go on after the subject: then it ends at a comma. Few words ('về việc khen thưởng') tell no document from
    another.
    """
    shorter, longer = sorted((one, other), key=len)
    ends = [match.start() for match in re.finditer("[,;]", longer)][:_MOST_COMMAS]
    return any(_alike(shorter, longer[:end]) for end in (len(longer), *ends))


def _alike(one: str, other: str) -> bool:
    first, second = _subject_words(one), _subject_words(other)
    if min(len(first), len(second)) < _FEWEST_WORDS:
        return False
    figures = [{word for word in words if word[0].isdigit()} for words in (first, second)]
    return figures[0] == figures[1] and len(first & second) >= _ALIKE * max(len(first), len(second))


@lru_cache(maxsize=4096)
def _subject_words(subject: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(subject))) - _SMALL_WORDS


def confusable(one: str, other: str) -> bool:
    """Whether two numbers of one day are the same mistyped, by their keys: '1420/qd/ubnd' and '1402/qd/ubnd'.

    A body's numbers of one day lie close together: those that do may be two documents, unless digits are exchanged.
    """
    (first, _, tail), (second, _, other_tail) = one.partition("/"), other.partition("/")
    if tail != other_tail or first == second or not (first.isdecimal() and second.isdecimal()):
        return False
    if _exchanged(first, second):
        return True
    return abs(int(first) - int(second)) > _A_DAYS_NUMBERS


def _exchanged(one: str, other: str) -> bool:
    """Whether two numbers differ by two neighbouring digits in the other order."""
    odd = [at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right]
    if len(one) != len(other) or len(odd) != 2 or odd[1] != odd[0] + 1:
        return False
    return one[odd[0]] == other[odd[1]] and one[odd[1]] == other[odd[0]]


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
