"""Allocation against use: what was given for a programme and year, and what its fund is said to have paid.

Which money was used, and out of which allocation it was paid, `link` tells once for all (`Entry`): the check adds up what
the ledger shows. A use told right behind an allocation that nothing links to it is compared too, less surely.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.audit.beside import Neighbours
from pipeline.audit.reasons import NO_SUCH_USE, NO_USES, NO_YEAR, SEVERAL_ALLOCATIONS, Reason
from pipeline.audit.registry import Answered, cannot_tell, check, finding, holds, tolerance, vnd
from pipeline.audit.wording import money_en, money_vi
from pipeline.records import Act, Amount, Document, Severity

NAME = "allocation-against-use"
_SAID: dict[Act, tuple[str, str, str, str]] = {
    "spent": ("Sử dụng", "được sử dụng", "More was used", "is used"),
    "disbursed": ("Giải ngân", "được giải ngân", "More was disbursed", "is disbursed"),
}


@check(
    NAME,
    "Kinh phí bố trí và sử dụng",
    "Allocation against use",
)
def allocation_against_use(document: Document) -> Iterator[Answered]:
    """A note where the uses come to the allocation exactly, an error where they exceed it; a warning where just their place
    tells that they are of it.

    What was spent and what was disbursed may be the same money: each is compared by itself.
    """
    amounts = document.facts.mentions.amounts
    given = [entry for entry in document.facts.entries if entry.act == "allocated" and entry.counted]
    if not given:
        return
    paid: dict[tuple[int, Act], list[Amount]] = defaultdict(list)
    for entry in document.facts.entries:
        if entry.out_of is not None and entry.counted:
            paid[amounts[entry.out_of].start, entry.act].append(amounts[entry.amount])
    neighbours = Neighbours(document)
    of_year = Counter(amounts[entry.amount].fiscal_year for entry in given)
    for entry in given:
        allocated = amounts[entry.amount]
        if allocated.vnd_high is not None:
            continue
        uses = {act: paid[allocated.start, act] for act in _SAID if (allocated.start, act) in paid}
        for act, told in uses.items():
            yield from _compare(document, allocated, act, told, "error")
        beside = [] if uses else list(neighbours.uses_of(entry))
        for use in beside:
            yield from _compare(document, allocated, use.act, [amounts[use.amount]], "warning")
        if not uses and not beside:
            several = of_year[allocated.fiscal_year] > 1
            yield cannot_tell(
                document, NAME, _unknown(document, allocated, several=several), (allocated.start, allocated.end)
            )


def _unknown(document: Document, allocated: Amount, *, several: bool) -> Reason:
    """Why no use can be set against an allocation."""
    if allocated.fiscal_year is None:
        return NO_YEAR
    if not any(entry.act != "allocated" for entry in document.facts.entries):
        return NO_USES
    return SEVERAL_ALLOCATIONS if several else NO_SUCH_USE


def _compare(
    document: Document, allocated: Amount, act: Act, uses: list[Amount], severity: Severity
) -> Iterator[Answered]:
    used = sum(map(vnd, uses))
    within = tolerance(allocated, *uses)
    difference = used - vnd(allocated)
    if difference < -within or (severity == "warning" and difference <= within):
        yield holds(document, NAME, (allocated.start, allocated.end))
        return
    shown = " + ".join(use.text for use in uses)
    year = allocated.fiscal_year
    more_vi, all_vi, more_en, all_en = _SAID[act]
    if difference > within:
        message = (
            f"{more_vi} vượt kinh phí bố trí năm {year}: {shown} = {money_vi(used)}, bố trí {allocated.text}; "
            f"vượt {money_vi(difference)}.",
            f"{more_en} in {year} than was allocated: {shown} = {money_en(used)} against {allocated.text}; "
            f"{money_en(difference)} over.",
        )
    else:
        message = (
            f"Kinh phí bố trí năm {year} {all_vi} vừa hết: {shown} = {allocated.text}.",
            f"The allocation for {year} {all_en} exactly: {shown} = {allocated.text}.",
        )
    yield finding(
        document,
        NAME,
        severity if difference > within else "note",
        message,
        [allocated, *uses],
        expected=str(vnd(allocated)),
        found=str(used),
        in_vnd=True,
        answer="fails" if difference > within else "holds",
    )
