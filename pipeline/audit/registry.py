"""The register of checks: a check is a function to findings, under a name with titles.

A check of a document takes the `Document`; a check of the archive takes the `Statement`s that several
documents make of one subject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pipeline.records import Amount, Document, Evidence, Finding, Mention, Severity, Statement

Check = Callable[[Document], Iterable[Finding]]
ArchiveCheck = Callable[[Sequence[Statement]], Iterable[Finding]]
Run = TypeVar("Run")


@dataclass(frozen=True, slots=True)
class RegisteredCheck(Generic[Run]):
    """A check with the name that its findings carry and its titles for people."""

    name: str
    title_vi: str
    title_en: str
    run: Run


CHECKS: dict[str, RegisteredCheck[Check]] = {}
ARCHIVE_CHECKS: dict[str, RegisteredCheck[ArchiveCheck]] = {}
"""Each takes all that the archive says of one subject."""


def check(name: str, title_vi: str, title_en: str) -> Callable[[Check], Check]:
    """Register a check under `name`."""

    def register(run: Check) -> Check:
        CHECKS[name] = RegisteredCheck(name, title_vi, title_en, run)
        return run

    return register


def archive_check(name: str, title_vi: str, title_en: str) -> Callable[[ArchiveCheck], ArchiveCheck]:
    """Register a check of what several documents say under `name`."""

    def register(run: ArchiveCheck) -> ArchiveCheck:
        ARCHIVE_CHECKS[name] = RegisteredCheck(name, title_vi, title_en, run)
        return run

    return register


def disagreement(
    owner: Statement,
    others: Sequence[Statement],
    name: str,
    severity: Severity,
    message: tuple[str, str],
    *,
    expected: str | None = None,
    found: str | None = None,
    difference_vnd: int | None = None,
) -> Finding:
    """A finding about `owner`, which says something that `others` say differently."""
    evidence = tuple(statement.evidence for statement in (owner, *others))
    return Finding(
        owner.document_id, name, severity, *message, evidence, expected, found, difference_vnd, owner.subject
    )


def finding(
    document: Document,
    name: str,
    severity: Severity,
    message: tuple[str, str],
    mentions: Iterable[Mention],
    *,
    expected: str | None = None,
    found: str | None = None,
    difference_vnd: int | None = None,
) -> Finding:
    """A finding about `document`, proved by some of its mentions."""
    evidence = tuple(Evidence(document.id, mention.start, mention.end) for mention in mentions)
    return Finding(document.id, name, severity, *message, evidence, expected, found, difference_vnd)


def vnd(amount: Amount) -> int:
    """An amount's đồng; 0 in another currency, which no sum holds."""
    return amount.vnd or 0
