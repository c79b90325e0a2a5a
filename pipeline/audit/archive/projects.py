"""One project in several documents: under different costs, or paid for twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.audit.archive.identity import rests_on
from pipeline.audit.reasons import INSTALMENTS, OF_WHICH_PLACE, PASSED_ON, REVISED
from pipeline.audit.registry import Answered, archive_check, cannot_tell, disagreement, holds, tolerance
from pipeline.audit.wording import money_en, money_vi, programme_en, programme_vi
from pipeline.records import Statement


@archive_check(
    "project-costs-differ",
    "Một dự án, kinh phí khác nhau",
    "One project, different costs",
    of=("project",),
)
def project_costs_differ(statements: Sequence[Statement]) -> Iterator[Answered]:
    """A warning where two documents of one kind and year tell one project with different costs; else a note.

    Each cost of a year is compared with the one told next before it, and found once.
    """
    # Told often by one document, a cost is compared once.
    told = {(s.document_id, s.vnd, s.year, s.cost): s for s in reversed(statements) if s.kind == "cost"}
    costs = sorted(told.values(), key=_newest_first)
    places = {cost.place for cost in costs if cost.place}
    found: dict[tuple[int | None, str | None], set[int | None]] = defaultdict(set)
    for index, later in enumerate(costs):
        earlier = next((s for s in costs[index + 1 :] if _comparable(later, s)), None)
        if earlier is None:
            continue
        difference = (later.vnd or 0) - (earlier.vnd or 0)
        if abs(difference) <= tolerance(later, earlier):
            yield holds(later, "project-costs-differ")
            continue
        if "amends" in (later.relation, earlier.relation):
            yield cannot_tell(later, "project-costs-differ", REVISED)
            continue
        untold_place = later.place != earlier.place
        if untold_place and len(places) > 1:
            yield cannot_tell(later, "project-costs-differ", OF_WHICH_PLACE)
            continue
        of_year = found[later.year or earlier.year, later.cost]
        known = earlier.vnd in of_year
        of_year |= {later.vnd, earlier.vnd}
        if known:
            continue
        yield disagreement(
            later,
            [earlier],
            "project-costs-differ",
            "warning" if later.document_kind == earlier.document_kind and not untold_place else "note",
            (
                f"Về {_project_vi(later)} (cùng tên{', một văn bản không ghi địa điểm' if untold_place else ', địa điểm'}): {later.document} ghi {_cost_vi(later)}{later.text}, {earlier.document} "
                f"ghi {earlier.text}; chênh lệch {money_vi(abs(difference))}.",
                f"The project {_project_en(later)} (the same name{', one tells no place' if untold_place else ' and place'}): {later.document} says {later.text}, {earlier.document} says "
                f"{earlier.text}; the difference is {money_en(abs(difference))}.",
            ),
            expected=str(earlier.vnd),
            found=str(later.vnd),
            in_vnd=True,
        )


def _comparable(one: Statement, other: Statement) -> bool:
    """Whether two costs are of two documents, not of two years or places, and of one kind: what all costs is not the plan of a year."""
    same_year = one.year == other.year or not (one.year and other.year)
    same_place = one.place == other.place or None in (one.place, other.place)
    return one.document_id != other.document_id and same_year and same_place and one.cost == other.cost


def _project_vi(statement: Statement) -> str:
    name = statement.name or ""
    if not name:
        return "một dự án"
    return f"“{name}”" if name.lower().startswith("dự án") else f"dự án “{name}”"


def _project_en(statement: Statement) -> str:
    return f"“{statement.name}”" if statement.name else "of one name"


def _cost_vi(statement: Statement) -> str:
    return f"{statement.cost} " if statement.cost else ""


@archive_check(
    "paid-twice",
    "Bố trí kinh phí hai lần",
    "Money given twice",
    of=("project", "money"),
)
def paid_twice(statements: Sequence[Statement]) -> Iterator[Answered]:
    """A warning for each sum that two decisions give one project for the same year, a note where one programme.

    Neither may rest on the other or amend it: then the second hands the first one's money on.
    """
    given = sorted((s for s in statements if s.kind == "allocated" and s.caveat != "told"), key=_newest_first)
    if not given:
        return
    newest: dict[tuple[int | None, int | None, str | None], Statement] = {}
    twice: set[tuple[int | None, int | None, str | None]] = set()
    for earlier in given:
        paid = earlier.vnd, earlier.year, earlier.place
        later = newest.setdefault(paid, earlier)
        if paid in twice or later.document == earlier.document or later.document_id == earlier.document_id:
            continue
        if rests_on(later, earlier):
            yield cannot_tell(later, "paid-twice", PASSED_ON)
            continue
        if "instalment" in (later.caveat, earlier.caveat):
            yield cannot_tell(later, "paid-twice", INSTALMENTS)
            continue
        twice.add(paid)
        project = later.subject.startswith("project:")
        to_vi = _project_vi(later) if project else programme_vi(later)
        to_en = f"the project {_project_en(later)}" if project else programme_en(later)
        yield disagreement(
            later,
            [earlier],
            "paid-twice",
            "warning" if project else "note",
            (
                f"{later.document} và {earlier.document} cùng bố trí {later.text} năm {later.year} cho {to_vi}.",
                f"{later.document} and {earlier.document} both give {later.text} for {later.year} to {to_en}.",
            ),
            found=str(later.vnd),
        )
    if not twice and len({statement.document for statement in given}) > 1 and len(newest) > 1:
        yield holds(given[0], "paid-twice")


def _newest_first(statement: Statement) -> tuple[int, str, int]:
    day = statement.document_day
    return -day.toordinal() if day else 0, statement.document_id, statement.start
