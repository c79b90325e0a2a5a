"""Money that one document allocates and another reports or uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.audit.archive.handed_on import handed_on
from pipeline.audit.archive.identity import held
from pipeline.audit.reasons import (
    CARRIED,
    MAY_CONTAIN,
    NO_SUCH_SUM,
    OTHER_FUNDS,
    PART_OF_IT,
    REVISED,
    SEVERAL_ALLOCATIONS,
    TOLD_MORE,
    Reason,
)
from pipeline.audit.registry import Answered, archive_check, cannot_tell, disagreement, holds, tolerance
from pipeline.audit.wording import fund_named, money_en, money_vi, programme_en, programme_vi
from pipeline.records import Act, Statement
from pipeline.structure.number.docnumber import number_key

_MOST_USES = 200
"""Uses that one report tells of a programme in a year, among which one may hold others."""


def _allocated(statements: Sequence[Statement]) -> list[Statement]:
    return [s for s in statements if s.kind == "allocated" and s.vnd is not None and s.caveat != "told"]


def _not_after(one: Statement, other: Statement) -> bool:
    return not one.document_day or not other.document_day or one.document_day <= other.document_day


@archive_check(
    "allocation-told-differently",
    "Số bố trí ghi khác quyết định",
    "An allocation told differently",
    of=("document",),
)
def allocation_told_differently(statements: Sequence[Statement]) -> Iterator[Answered]:
    """An error where a report names another sum than the held decision gave, for a year in which it gave just one.

    What a place tells is set against the row of the decision's table that gives to it.
    """
    own = held(statements)
    if len(own) != 1:
        return
    given = [s for s in _allocated(statements) if s.document_id == own[0].document_id]
    yield from handed_on(statements, own[0], given)
    for told in _allocated(statements):
        of_year = [s for s in given if s.year == told.year]
        rows = [s for s in of_year if s.place and s.place == told.place]
        same_year = rows or [s for s in of_year if not s.place]
        if told.document_id == own[0].document_id:
            continue
        if len(same_year) != 1:
            reason = SEVERAL_ALLOCATIONS if same_year else NO_SUCH_SUM
            yield cannot_tell(told, "allocation-told-differently", reason)
            continue
        gave = same_year[0]
        difference = (told.vnd or 0) - (gave.vnd or 0)
        if abs(difference) <= tolerance(told, gave):
            yield holds(told, "allocation-told-differently")
            continue
        if any(s.kind == "cited" and s.relation == "amends" and _not_after(s, told) for s in statements):
            yield cannot_tell(told, "allocation-told-differently", REVISED)
            continue
        if difference < 0 and not told.whole:
            yield cannot_tell(told, "allocation-told-differently", PART_OF_IT)
            continue
        yield disagreement(
            told,
            [gave],
            "allocation-told-differently",
            "error",
            (
                f"{told.document} ghi {own[0].document} bố trí {told.text} năm {told.year}; "
                f"quyết định ghi {gave.text}, chênh lệch {money_vi(abs(difference))}.",
                f"{told.document} says that {own[0].document} gave {told.text} for {told.year}; the decision says "
                f"{gave.text}, a difference of {money_en(abs(difference))}.",
            ),
            expected=str(gave.vnd),
            found=str(told.vnd),
            in_vnd=True,
        )


@archive_check(
    "decision-not-held",
    "Chưa có quyết định bố trí kinh phí",
    "The deciding document is not held",
    of=("document",),
)
def decision_not_held(statements: Sequence[Statement]) -> Iterator[Answered]:
    """A note where a report attributes money to a document that the archive does not hold."""
    told = _allocated(statements)
    if held(statements) or not told:
        return
    first = told[0]
    cited = [s for s in statements if s.kind == "cited" and s.document_id == first.document_id][:1]
    named_vi = f"“{cited[0].text}”, văn bản" if cited else "một văn bản"
    named_en = f"“{cited[0].text}”" if cited else "a document"
    yield disagreement(
        first,
        [*cited, *told[1:]],
        "decision-not-held",
        "note",
        (
            f"{first.document} ghi kinh phí {first.text} được bố trí tại {named_vi} chưa có trong kho.",
            f"{first.document} says that {first.text} was given by {named_en}, which the archive does not hold.",
        ),
        found=str(first.vnd),
        answer="cannot tell",
    )


@archive_check(
    "decision-not-reported",
    "Chưa có báo cáo về kinh phí được bố trí",
    "No report on money given",
    of=("money",),
)
def decision_not_reported(statements: Sequence[Statement]) -> Iterator[Answered]:
    """A note where decisions give money to a programme in a year on which the archive holds no report."""
    given = _allocated(statements)
    if not given:
        return
    first = given[0]
    if held(statements) or any(statement.kind == "used" for statement in statements):
        yield holds(first, "decision-not-reported")
        return
    yield disagreement(
        first,
        given[1:],
        "decision-not-reported",
        "note",
        (
            f"{first.document} bố trí {first.text} năm {first.year}; kho chưa có báo cáo về {programme_vi(first)} trong năm.",
            f"{first.document} gives {first.text} for {first.year}; the archive holds no report on {programme_en(first)} in that year.",
        ),
        found=str(first.vnd),
        answer="cannot tell",
    )


@archive_check(
    "use-without-decision",
    "Chưa có quyết định về kinh phí đã sử dụng",
    "No decision on money used",
    of=("money",),
)
def use_without_decision(statements: Sequence[Statement]) -> Iterator[Answered]:
    """A note where reports tell of uses of a programme's money in a year for which the archive holds no decision."""
    used = [statement for statement in statements if statement.kind == "used" and statement.vnd]
    if not used:
        return
    first = used[0]
    if any(statement.kind == "allocated" for statement in statements):
        yield holds(first, "use-without-decision")
        return
    yield disagreement(
        first,
        [statement for statement in used[1:] if statement.document_id != first.document_id],
        "use-without-decision",
        "note",
        (
            f"{first.document} ghi đã sử dụng {first.text} năm {first.year}; kho chưa có quyết định bố trí cho "
            f"{programme_vi(first)} trong năm.",
            f"{first.document} tells of {first.text} used in {first.year}; the archive holds no decision that gives money to "
            f"{programme_en(first)} for that year.",
        ),
        found=str(first.vnd),
        answer="cannot tell",
    )


def _in_force(given: list[Statement]) -> list[Statement]:
    """What decisions gave, without the sums that a later one, which amends theirs, puts another in the place of."""
    revising = [s for s in given if s.relation == "amends" and not s.adds and s.document_day]
    return [
        one
        for one in given
        if not any(
            number_key(one.document) in later.rests_on
            and one.document_day
            and one.document_day <= (later.document_day or date.min)
            for later in revising
            if later.document_id != one.document_id and later.fund in (None, one.fund)
        )
    ]


def _may_pay(given: Statement, used: Statement) -> bool:
    """Whether money used may be of the fund that a decision gave it from."""
    return used.fund is None or used.fund == given.fund


def _used_at_least(uses: Sequence[Statement]) -> tuple[list[Statement], bool]:
    """The uses of a report that hold none of its others, and whether they are surely all different money.

    Of sums that are added up from some earlier day the largest holds the others; a sum that those beside it come to holds
    them; one told again is the same.
    """
    if len(uses) > _MOST_USES or any(use.caveat == "cumulative" for use in uses):
        return [max(uses, key=lambda use: use.vnd or 0)], False
    kept = list({use.vnd: use for use in reversed(uses)}.values())[::-1]
    for total in sorted(kept, key=lambda use: -(use.vnd or 0)):
        for below in (_run(kept, total, 1), _run(kept, total, -1)):
            if total in kept:
                kept = [use for use in kept if use not in below]
    return kept, len(kept) in (1, len(uses))


def _run(uses: Sequence[Statement], total: Statement, step: int) -> list[Statement]:
    """The uses right after (or before) one that come to it."""
    run: list[Statement] = []
    at = uses.index(total) + step if total in uses else -1
    while 0 <= at < len(uses):
        run.append(uses[at])
        left = (total.vnd or 0) - sum(use.vnd or 0 for use in run)
        if len(run) > 1 and abs(left) <= tolerance(total, *run):
            return run
        if left < 0:
            break
        at += step
    return []


def _told_more(statements: Sequence[Statement], given: Statement) -> bool:
    """Whether a document that gives no money itself tells of more than a decision gave: of what a letter added."""
    return any(
        (told.vnd or 0) - (given.vnd or 0) > tolerance(told, given)
        or (told.vnd != given.vnd and (told.adds or told.document_kind != "BC"))
        for told in statements
        if told.kind == "allocated" and told.caveat == "told"
    )


@archive_check(
    "use-exceeds-decision",
    "Sử dụng vượt quyết định",
    "More used than the decision gave",
    of=("money",),
)
def use_exceeds_decision(statements: Sequence[Statement]) -> Iterator[Answered]:
    """An error where a report has used more of a programme's money in a year than the one decision on it gave."""
    given = _in_force(_allocated(statements))
    if not given:
        return
    by_report: dict[tuple[str, Act | None], list[Statement]] = defaultdict(list)
    for statement in statements:
        other = statement.kind == "used" and statement.document_id != given[0].document_id
        if other and any(_may_pay(one, statement) for one in given):
            # What was spent and what was disbursed may be the same money.
            by_report[statement.document_id, statement.act].append(statement)
    for told in by_report.values():
        if len(given) > 1:
            yield cannot_tell(told[0], "use-exceeds-decision", SEVERAL_ALLOCATIONS)
            continue
        uses, different = _used_at_least(told)
        used = sum(use.vnd or 0 for use in uses)
        over = used - (given[0].vnd or 0)
        if over <= tolerance(given[0], *uses):
            yield holds(told[0], "use-exceeds-decision")
            continue
        if all(use.value == str(given[0].vnd) for use in uses):
            # The report tells the decision's sum itself: the check inside it says so.
            continue
        if (unsure := _unsure(statements, given[0], uses)) or not different:
            yield cannot_tell(told[0], "use-exceeds-decision", unsure or MAY_CONTAIN)
            continue
        shown = " + ".join(use.text for use in uses)
        total = ("", "") if len(uses) == 1 else (f" = {money_vi(used)}", f" = {money_en(used)}")
        fund_vi, fund_en = fund_named(given[0].fund)
        yield disagreement(
            uses[0],
            [*uses[1:], given[0]],
            "use-exceeds-decision",
            "error",
            (
                f"{uses[0].document} ghi {programme_vi(uses[0])} đã sử dụng năm {uses[0].year}{fund_vi}: {shown}{total[0]}; "
                f"trong các văn bản có trong kho, chỉ {given[0].document} bố trí {given[0].text}, vượt {money_vi(over)}.",
                f"{uses[0].document} tells of uses of {programme_en(uses[0])} in {uses[0].year}{fund_en}: {shown}{total[1]}; of the "
                f"documents held only {given[0].document} gives money, {given[0].text}: {money_en(over)} over.",
            ),
            expected=str(given[0].vnd),
            found=str(used),
            in_vnd=True,
        )


def _unsure(statements: Sequence[Statement], given: Statement, uses: Sequence[Statement]) -> Reason | None:
    """Why what was used may be more than a decision gave, and rightly."""
    if any(use.caveat == "carried" for use in uses):
        return CARRIED
    if any(use.fund != given.fund for use in uses):
        return OTHER_FUNDS
    return TOLD_MORE if _told_more(statements, given) else None
