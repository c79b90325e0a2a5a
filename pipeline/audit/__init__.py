"""Audit: a `Document` with its facts in, `Checked` out: findings with the words that prove them, and every answer.

One module a check (or a family of them); a check registers itself by `@check(name, titles)`, answers
'holds', 'fails' or 'cannot tell' for each relation that it tests, and never guesses. A new check is one module and
one import here.
"""

from collections.abc import Sequence

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
from pipeline.audit.reasons import PUT_RIGHT
from pipeline.audit.registry import CHECKS, cannot_tell, settled
from pipeline.link.errata import misprints
from pipeline.records import Checked, CheckResult, Document, Finding

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
    """The answers of every check, in the register's order; what a paper quotes to put it right is not its own to answer for."""
    answers = [answer for registered in CHECKS.values() for answer in registered.run(document)]
    if not any(isinstance(answer, Finding) for answer in answers):
        return settled(answers)
    wrong = list(misprints(document.text.text))
    return settled(
        _of_another(document, answer) if isinstance(answer, Finding) and _rests_on(answer, wrong) else answer
        for answer in answers
    )


def _of_another(document: Document, finding: Finding) -> CheckResult:
    """The answer where a finding rests on words that another paper says."""
    first = finding.evidence[0]
    return cannot_tell(document, finding.check_name, PUT_RIGHT, (first.start, first.end))


def _rests_on(finding: Finding, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether something that proves a finding stands in one of some places."""
    return any(start <= proof.start < end for proof in finding.evidence for start, end in spans)
