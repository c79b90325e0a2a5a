"""Audit: a `Document` with its facts in, `Finding`s out, each with the words that prove it.

One module a check (or a family of them); a check registers itself by `@check(name, title_vi, title_en)`
and never guesses: what cannot be told yields nothing. A new check is one module and one import here.
"""

from pipeline.audit import allocation, chronology, counting, footing, percentages, words_and_digits
from pipeline.audit.registry import CHECKS
from pipeline.records import Document, Finding

__all__ = [
    "CHECKS",
    "allocation",
    "check_document",
    "chronology",
    "counting",
    "footing",
    "percentages",
    "words_and_digits",
]


def check_document(document: Document) -> tuple[Finding, ...]:
    """The findings of every check, in the register's order."""
    return tuple(found for registered in CHECKS.values() for found in registered.run(document))
