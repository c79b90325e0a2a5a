"""The register of checks: each is a function from a document to answers, under a name with titles.

A check of a document takes the `Document`; a check of the archive takes the `Statement`s that several
documents make of one subject. It answers for each relation that it tests: a `Finding` where it fails, `holds` or
`cannot_tell` where not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Generic, TypeVar

from pipeline.audit.reasons import OF_UNTOLD, Reason
from pipeline.records import (
    Amount,
    Answer,
    Checked,
    CheckResult,
    Document,
    Evidence,
    Finding,
    Mention,
    Severity,
    Statement,
    UntoldKind,
    difference,
)

Answered = Finding | CheckResult
Check = Callable[[Document], Iterable[Answered]]
ArchiveCheck = Callable[[Sequence[Statement]], Iterable[Answered]]
Run = TypeVar("Run")


@dataclass(frozen=True, slots=True)
class RegisteredCheck(Generic[Run]):
    """A check with the name that its findings carry and its titles for people."""

    name: str
    title_vi: str
    title_en: str
    run: Run


@dataclass(frozen=True, slots=True)
class RegisteredArchiveCheck(RegisteredCheck[ArchiveCheck]):
    """A check of what several documents say, and the kinds of subject that it is for ('document', 'money' ...)."""

    of: tuple[str, ...]


CHECKS: dict[str, RegisteredCheck[Check]] = {}
ARCHIVE_CHECKS: dict[str, RegisteredArchiveCheck] = {}
"""Each takes all that the archive says of one subject."""


def check(name: str, title_vi: str, title_en: str) -> Callable[[Check], Check]:
    """Register a check under `name`."""

    def register(run: Check) -> Check:
        CHECKS[name] = RegisteredCheck(name, title_vi, title_en, run)
        return run

    return register


def archive_check(
    name: str, title_vi: str, title_en: str, *, of: tuple[str, ...]
) -> Callable[[ArchiveCheck], ArchiveCheck]:
    """Register a check of what several documents say of a subject of some kinds under `name`."""

    def register(run: ArchiveCheck) -> ArchiveCheck:
        ARCHIVE_CHECKS[name] = RegisteredArchiveCheck(name, title_vi, title_en, run, of)
        return run

    return register


def settled(answers: Iterable[Answered]) -> Checked:
    """The findings among some answers, and every answer as a result, the small ones counted together."""
    findings: list[Finding] = []
    placed: list[CheckResult] = []
    small: Counter[CheckResult] = Counter()
    for answer in answers:
        if isinstance(answer, Finding):
            findings.append(answer)
            placed.append(_result(answer))
        elif answer.start is None:
            small[answer] += 1
        else:
            placed.append(answer)
    return Checked(tuple(findings), (*placed, *(replace(one, relations=count) for one, count in small.items())))


def _result(finding: Finding) -> CheckResult:
    first = finding.evidence[0]
    reason = (finding.message_vi, finding.message_en) if finding.answer == "cannot tell" else (None, None)
    return CheckResult(
        document_id=finding.document_id,
        check_name=finding.check_name,
        answer=finding.answer,
        start=first.start,
        end=first.end,
        reason_vi=reason[0],
        reason_en=reason[1],
        subject=finding.subject,
    )


def holds(of: Document | Statement, name: str, span: tuple[int, int] | None = None) -> CheckResult:
    """A relation that holds, at `span` of its document; a statement's own place where none is given.

    One of a document without a place is small, and counted with its like.
    """
    return _answered(of, name, "holds", span)


def cannot_tell(
    of: Document | Statement, name: str, reason: Reason, span: tuple[int, int] | None = None
) -> CheckResult:
    """A relation that cannot be judged, and why; the rest as in `holds`."""
    return _answered(of, name, "cannot tell", span, reason)


def _answered(
    of: Document | Statement,
    name: str,
    answer: Answer,
    span: tuple[int, int] | None,
    reason: Reason | tuple[None, None] = (None, None),
) -> CheckResult:
    if isinstance(of, Document):
        document_id, subject, (start, end) = of.id, None, span or (None, None)
    else:
        document_id, subject, (start, end) = of.document_id, of.subject, span or (of.start, of.end)
    return CheckResult(
        document_id=document_id,
        check_name=name,
        answer=answer,
        start=start,
        end=end,
        reason_vi=reason[0],
        reason_en=reason[1],
        subject=subject,
    )


def untold(document: Document, name: str, kind: UntoldKind) -> Iterator[CheckResult]:
    """The relations of a kind that `link` could not tell the figures of."""
    for one in document.facts.untold:
        if one.kind == kind:
            yield cannot_tell(document, name, OF_UNTOLD[one.reason], (one.start, one.end))


def disagreement(
    owner: Statement,
    others: Sequence[Statement],
    name: str,
    severity: Severity,
    message: tuple[str, str],
    *,
    expected: str | None = None,
    found: str | None,
    in_vnd: bool = False,
    answer: Answer = "fails",
) -> Finding:
    """A finding about `owner`, which says something that `others` say differently."""
    evidence = tuple(statement.evidence for statement in (owner, *others))
    off = _difference(expected, found) if in_vnd else None
    return Finding(owner.document_id, name, severity, *message, evidence, expected, found, off, owner.subject, answer)


def finding(
    document: Document,
    name: str,
    severity: Severity,
    message: tuple[str, str],
    mentions: Iterable[Mention],
    *,
    expected: str | None = None,
    found: str | None = None,
    in_vnd: bool = False,
    answer: Answer = "fails",
) -> Finding:
    """A finding about `document`, proved by some of its mentions."""
    evidence = tuple(Evidence(document.id, mention.start, mention.end) for mention in mentions)
    off = _difference(expected, found) if in_vnd else None
    return Finding(document.id, name, severity, *message, evidence, expected, found, off, answer=answer)


def _difference(expected: str | None, found: str | None) -> int | None:
    return None if expected is None or found is None else int(difference(Decimal(found), Decimal(expected)))


def tolerance(*sums: Amount | Statement) -> int:
    """What sums may differ by as they are printed, in đồng: half the weight of each last digit."""
    return sum(one.precision_vnd or 1 for one in sums) // 2


def vnd(amount: Amount) -> int:
    """An amount's đồng; 0 in another currency."""
    return amount.vnd or 0
