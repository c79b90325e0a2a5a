"""Checks across documents: what the archive says of one subject in, `Checked` out, findings with both quotes.

One module a check (or a family); a check registers itself by `@archive_check(name, title_vi, title_en)`.
It cannot tell where the statements may be of different things under one name. A new check is one module
and one import here.
"""

from collections.abc import Sequence

from pipeline.audit.archive import allocations, dates, growth, numbers, projects, validity, versions
from pipeline.audit.registry import ARCHIVE_CHECKS, settled
from pipeline.records import Checked, Statement

__all__ = [
    "ARCHIVE_CHECKS",
    "allocations",
    "check_subject",
    "dates",
    "growth",
    "numbers",
    "projects",
    "validity",
    "versions",
]


def check_subject(statements: Sequence[Statement]) -> Checked:
    """The answers of every check for subjects of its kind on the statements of one subject, in the register's order."""
    if not statements:
        return Checked()
    ordered = sorted(statements, key=lambda s: (s.document_id, s.start, s.kind))
    kind = ordered[0].subject.partition(":")[0]
    checks = (registered for registered in ARCHIVE_CHECKS.values() if kind in registered.of)
    return settled(answer for registered in checks for answer in registered.run(ordered))
