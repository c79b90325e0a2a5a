"""The register of checks: a check is a function from a `Document` to findings, under a name with titles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.records import Amount, Document, Evidence, Finding, Mention, Severity

Check = Callable[[Document], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class RegisteredCheck:
    """A check with the name that its findings carry and its titles for people."""

    name: str
    title_vi: str
    title_en: str
    run: Check


CHECKS: dict[str, RegisteredCheck] = {}


def check(name: str, title_vi: str, title_en: str) -> Callable[[Check], Check]:
    """Register a check under `name`."""

    def register(run: Check) -> Check:
        CHECKS[name] = RegisteredCheck(name, title_vi, title_en, run)
        return run

    return register


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
