"""Audit: a `Document` with its facts in, `Checked` out: findings with the words that prove them, and every answer.

One module a check (or a family of them); a check registers itself by `@check(name, titles)`, answers
'holds', 'fails' or 'cannot tell' for each relation that it tests, and never guesses. A new check is one module and
one import here.
"""

from pipeline.audit import (
    allocation,
    chronology,
    counting,
    footing,
    percentages,
    repetition,
    two_numbers,
    words_and_digits,
)
from pipeline.audit.registry import CHECKS, settled
from pipeline.records import Checked, Document

__all__ = [
    "CHECKS",
    "allocation",
    "check_document",
    "chronology",
    "counting",
    "footing",
    "percentages",
    "repetition",
    "two_numbers",
    "words_and_digits",
]


def check_document(document: Document) -> Checked:
    """The answers of every check, in the register's order."""
    return settled(answer for registered in CHECKS.values() for answer in registered.run(document))
