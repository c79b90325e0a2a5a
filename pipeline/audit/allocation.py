"""Allocation against use: what was given for a programme and year, and what its fund is said to have paid.

A use belongs to an allocation of the same document and year where its fund is the programme that the
allocation is for, or where its fund is the allocation's (or the state budget) and its sentence, or the
document's subject, is about that programme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.audit.programmes import programmes_in
from pipeline.audit.reasons import NO_USES, NO_YEAR, SEVERAL_ALLOCATIONS
from pipeline.audit.registry import Answered, cannot_tell, check, finding, holds, vnd
from pipeline.audit.wording import money_en, money_vi
from pipeline.normalize.fold import fold
from pipeline.records import Amount, Document
from pipeline.structure.sentences import Sentences

NAME = "allocation-against-use"
_STATE_BUDGET = re.compile(r"(?:nguon |von )?(?:ngan sach|nsnn|nstw)(?: nha nuoc| trung uong)?$")
_USES = ("part", "spent", "disbursed")


@check(
    NAME,
    "Kinh phí bố trí và sử dụng",
    "Allocation against use",
    may_err="A use may be paid out of another source of the same name, or of a later supplement that the text does not tell.",
)
def allocation_against_use(document: Document) -> Iterator[Answered]:
    """A note where the uses come to the allocation exactly, an error where they exceed it."""
    amounts = document.facts.mentions.amounts
    sentences = Sentences(document.text.text)
    allocations = [a for a in amounts if a.role == "allocated" and a.vnd and not a.vnd_high]
    for allocated in allocations:
        rivals = [a for a in allocations if a.fiscal_year == allocated.fiscal_year]
        place = (allocated.start, allocated.end)
        if len(rivals) > 1 or allocated.fiscal_year is None:
            unknown = NO_YEAR if allocated.fiscal_year is None else SEVERAL_ALLOCATIONS
            yield cannot_tell(document, NAME, unknown, place)
            continue
        own_parts = {part for s in document.facts.sums if amounts[s.total] is allocated for part in s.parts}
        uses = [a for i, a in enumerate(amounts) if i not in own_parts and _uses(document, sentences, allocated, a)]
        yield from _compare(document, allocated, uses)


def _compare(document: Document, allocated: Amount, uses: list[Amount]) -> Iterator[Answered]:
    used = sum(map(vnd, uses))
    tolerance = sum(amount.precision_vnd or 1 for amount in (allocated, *uses)) // 2
    difference = vnd(allocated) - used
    place = (allocated.start, allocated.end)
    if not uses:
        yield cannot_tell(document, NAME, NO_USES, place)
        return
    if difference > tolerance:
        yield holds(document, NAME, place)
        return
    shown = " + ".join(use.text for use in uses)
    year = allocated.fiscal_year
    if difference < -tolerance:
        message = (
            f"Sử dụng vượt kinh phí bố trí năm {year}: {shown} = {money_vi(used)}, bố trí {allocated.text}; "
            f"vượt {money_vi(-difference)}.",
            f"More was used in {year} than was allocated: {shown} = {money_en(used)} against {allocated.text}; "
            f"{money_en(-difference)} over.",
        )
    else:
        message = (
            f"Kinh phí bố trí năm {year} được sử dụng vừa hết: {shown} = {allocated.text}.",
            f"The allocation for {year} is used exactly: {shown} = {allocated.text}.",
        )
    yield finding(
        document,
        NAME,
        "error" if difference < -tolerance else "note",
        message,
        [allocated, *uses],
        expected=str(vnd(allocated)),
        found=str(used),
        difference_vnd=difference,
        answer="fails" if difference < -tolerance else "holds",
    )


def _uses(document: Document, sentences: Sentences, allocated: Amount, amount: Amount) -> bool:
    """Whether an amount was paid out of an allocation."""
    if amount.role not in _USES or amount.vnd is None or amount.vnd_high or not amount.fund:
        return False
    if amount.fiscal_year != allocated.fiscal_year or amount.start < allocated.start:
        return False
    purposes = programmes_in(document.text.text, *sentences.at(allocated.start))
    if purposes & programmes_in(amount.fund, 0, len(amount.fund)):
        return True
    fund, own = fold(amount.fund), fold(allocated.fund or "")
    same = own and (own in fund or (fund in own and len(fund.split()) > 2))
    return bool((same or is_public(amount)) and purposes & programmes_paid(document, sentences, amount))


def is_public(amount: Amount) -> bool:
    """Whether an amount's fund is the state's budget, however wide, or a programme."""
    fund = amount.fund or ""
    return _STATE_BUDGET.fullmatch(fold(fund)) is not None or bool(programmes_in(fund, 0, len(fund)))


def programmes_paid(document: Document, sentences: Sentences, amount: Amount) -> frozenset[str]:
    """The programmes that an amount paid for: the one that its fund names, else those that it is spoken of with.

    A fund as wide as a budget pays for much else: the sentence or the subject must name the programme.
    """
    fund = amount.fund or ""
    if named := programmes_in(fund, 0, len(fund)):
        return named
    text, subject = document.text.text, document.outline.letterhead.subject
    about = programmes_in(text, subject.start, subject.end) if subject else frozenset()
    return about | programmes_in(text, *sentences.at(amount.start))
