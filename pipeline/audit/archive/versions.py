"""Files that claim to be one document (number, body, day, subject) but state other sums in the same places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.audit.archive.identity import held
from pipeline.audit.registry import Answered, archive_check, holds
from pipeline.audit.wording import money_en, money_vi
from pipeline.link.figures.differing import differing
from pipeline.records import Evidence, Finding, Statement

_NAME = "versions-differ"
_MOST_TOLD = 5
_MOST_FILES = 20
"""Files of one document that are compared with the first of them."""


class _Sum(NamedTuple):
    """A sum and the characters that tell it."""

    start: int
    end: int
    vnd: int


@archive_check(
    _NAME,
    "Hai bản của một văn bản ghi số tiền khác nhau",
    "Two files of one document with other sums",
    of=("document",),
)
def versions_differ(statements: Sequence[Statement]) -> Iterator[Answered]:
    """A warning where two files of one number, body, day and subject tell another sum in the same place.

    What only one of them tells is no disagreement: it may be a longer version, or one without its appendix.
    """
    files: dict[tuple[object, ...], list[Statement]] = {}
    for one in held(statements):
        if one.about and one.day and one.issuer and one.value is not None:
            files.setdefault((one.day, one.issuer, one.about), []).append(one)
    for first, *others in files.values():
        for other in others[:_MOST_FILES]:
            pairs = _exchanged(_sums(first), _sums(other))
            yield _told(other, first, pairs) if pairs else holds(other, _NAME)


def _sums(statement: Statement) -> list[_Sum]:
    """What `audit.statements` put down of a document's sums."""
    return [_Sum(*map(int, told.split(","))) for told in (statement.value or "").split()]


def _exchanged(here: Sequence[_Sum], there: Sequence[_Sum]) -> list[tuple[_Sum, _Sum]]:
    """The sums of two files that stand in one place, between sums that agree, and are not the same."""
    return [
        (here[mine], there[theirs])
        for ours, others in differing([one.vnd for one in here], [one.vnd for one in there])
        if len(ours) == len(others)
        for mine, theirs in zip(ours, others, strict=True)
    ]


def _told(owner: Statement, other: Statement, pairs: Sequence[tuple[_Sum, _Sum]]) -> Finding:
    shown = pairs[:_MOST_TOLD]
    more = len(pairs) - len(shown)
    vi = "; ".join(f"{money_vi(mine.vnd)} và {money_vi(theirs.vnd)}" for theirs, mine in shown)
    en = "; ".join(f"{money_en(mine.vnd)} and {money_en(theirs.vnd)}" for theirs, mine in shown)
    vi += f"; và {more} chỗ nữa" if more else ""
    en += f"; and {more} more" if more else ""
    (theirs, mine), *_ = pairs
    evidence = [
        evidence
        for theirs, mine in shown
        for evidence in (
            Evidence(owner.document_id, mine.start, mine.end),
            Evidence(other.document_id, theirs.start, theirs.end),
        )
    ]
    return Finding(
        owner.document_id,
        _NAME,
        "warning",
        f"Hai bản của {owner.document}, “{owner.name}” và “{other.name}”, ghi số tiền khác nhau: {vi}.",
        f"Two files of {owner.document}, “{owner.name}” and “{other.name}”, tell other sums: {en}.",
        tuple(evidence),
        str(theirs.vnd),
        str(mine.vnd),
        mine.vnd - theirs.vnd,
        owner.subject,
    )
