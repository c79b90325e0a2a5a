"""One project in several documents: told with different costs, or paid for twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from pipeline.audit.registry import archive_check, disagreement
from pipeline.audit.wording import money_en, money_vi
from pipeline.records import Finding, Statement


@archive_check("project-costs-differ", "Một dự án, kinh phí khác nhau", "One project, different costs")
def project_costs_differ(statements: Sequence[Statement]) -> Iterator[Finding]:
    """A warning where two documents of one kind and year tell one project with different costs; else a note."""
    costs = [s for s in statements if s.kind == "cost"]
    for later, earlier in combinations(sorted(costs, key=_newest_first), 2):
        if later.document_id == earlier.document_id or (later.year != earlier.year and later.year and earlier.year):
            continue
        difference = (later.vnd or 0) - (earlier.vnd or 0)
        if abs(difference) <= ((later.precision_vnd or 1) + (earlier.precision_vnd or 1)) // 2:
            continue
        yield disagreement(
            later,
            [earlier],
            "project-costs-differ",
            "warning" if later.document_kind == earlier.document_kind else "note",
            (
                f"Cùng một dự án: {later.document} ghi {later.text}, {earlier.document} ghi {earlier.text}; "
                f"chênh lệch {money_vi(abs(difference))}.",
                f"The same project: {later.document} says {later.text}, {earlier.document} says {earlier.text}; "
                f"the difference is {money_en(abs(difference))}.",
            ),
            expected=str(earlier.vnd),
            found=str(later.vnd),
            difference_vnd=difference,
        )
        return


@archive_check("paid-twice", "Bố trí kinh phí hai lần", "Money given twice")
def paid_twice(statements: Sequence[Statement]) -> Iterator[Finding]:
    """A warning where two decisions, neither amending the other, give one project the same sum for the same year."""
    given = [s for s in statements if s.kind == "allocated" and s.subject.startswith("project:")]
    for later, earlier in combinations(sorted(given, key=_newest_first), 2):
        same = (later.vnd, later.year) == (earlier.vnd, earlier.year)
        if later.document == earlier.document or later.document_id == earlier.document_id or not same:
            continue
        yield disagreement(
            later,
            [earlier],
            "paid-twice",
            "warning",
            (
                f"{later.document} và {earlier.document} cùng bố trí {later.text} năm {later.year} cho một dự án.",
                f"{later.document} and {earlier.document} both give {later.text} for {later.year} to one project.",
            ),
            found=str(later.vnd),
        )
        return


def _newest_first(statement: Statement) -> tuple[int, str, int]:
    day = statement.document_day
    return -day.toordinal() if day else 0, statement.document_id, statement.start
