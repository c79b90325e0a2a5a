"""One document cited under two numbers: same kind, issuer, day and subject, in documents that each know only one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from pipeline.audit.archive.identity import confusable, same_issuer, same_subject
from pipeline.audit.reasons import SERIAL_NUMBERS
from pipeline.audit.registry import Answered, archive_check, cannot_tell, disagreement
from pipeline.audit.wording import day_vi
from pipeline.records import Statement

_MOST = 40
"""Numbers of one kind and day that are compared with each other."""


@archive_check(
    "numbers-differ",
    "Một văn bản hai số",
    "One document under two numbers",
    of=("issued",),
)
def numbers_differ(statements: Sequence[Statement]) -> Iterator[Answered]:
    """A warning where one document, by its kind, body, day and subject, is told under two numbers.

    Not where a document speaks of both, where the archive holds both, or where the numbers lie so close together that the
    body may have issued the one after the other.
    """
    told: dict[str, list[Statement]] = {}
    for statement in statements:
        told.setdefault(statement.number or "", []).append(statement)
    for one, other in combinations(list(told.values())[:_MOST], 2):
        pair = _of_one_document(one, other)
        if pair is None or not _apart(one, other):
            continue
        first, second = pair
        # The number that fewer documents give is the odd one; a document's own number is right.
        odd, rest = (
            (second, first) if (_weight(one), first.number or "") > (_weight(other), second.number or "") else pair
        )
        if not confusable(odd.number or "", rest.number or ""):
            yield cannot_tell(odd, "numbers-differ", SERIAL_NUMBERS)
            continue
        day = odd.day
        yield disagreement(
            odd,
            [rest],
            "numbers-differ",
            "warning",
            (
                f"Một văn bản mang hai số: {odd.document} ghi “{_shown(odd)}”, {rest.document} ghi “{_shown(rest)}”; "
                f"cùng ngày {day_vi(day) if day else ''}, cùng cơ quan và nội dung.",
                f"One document under two numbers: {odd.document} says “{_shown(odd)}”, {rest.document} says "
                f"“{_shown(rest)}”; the day ({day}), the body and the subject are the same.",
            ),
            expected=rest.number,
            found=odd.number,
        )


def _of_one_document(one: Sequence[Statement], other: Sequence[Statement]) -> tuple[Statement, Statement] | None:
    """A telling under each number, of one body and subject."""
    for first in _worded(one):
        for second in _worded(other):
            if same_issuer(first.issuer, second.issuer) and same_subject(first.about or "", second.about or ""):
                return first, second
    return None


def _worded(told: Sequence[Statement]) -> Iterable[Statement]:
    """The first of the statements that name a body and subject in the same words."""
    worded: dict[tuple[str | None, str | None], Statement] = {}
    for statement in told:
        worded.setdefault((statement.issuer, statement.about), statement)
    return worded.values()


def _apart(one: Sequence[Statement], other: Sequence[Statement]) -> bool:
    """Whether nobody tells of both numbers, and the archive does not hold both."""
    speakers = [{statement.document_id for statement in told} for told in (one, other)]
    return not speakers[0] & speakers[1] and not all(any(s.kind == "own" for s in told) for told in (one, other))


def _weight(told: Sequence[Statement]) -> tuple[bool, int]:
    return any(statement.kind == "own" for statement in told), len({statement.document_id for statement in told})


def _shown(statement: Statement) -> str:
    return " ".join(statement.text.split())
