"""Sums that a report tells in its text and again in a row of a table, as part of the table's total: amounts in, those of the
text out. The same sum told twice in running text may be two, as two alike grants are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.link.ledger.purposes import purpose_of, row_called
from pipeline.link.ledger.said import ACTS, Said
from pipeline.records import Amount


def told_twice(amounts: Sequence[Amount], said: Said) -> Iterator[int]:
    """The sums of a report's text that the row of a table which is named around them tells too."""
    if not said.is_report:
        return
    rows: dict[tuple[object, ...], list[Amount]] = defaultdict(list)
    for amount in amounts:
        if amount.in_cell and amount.role in ACTS and amount.row_heading:
            rows[amount.vnd, amount.role, amount.fiscal_year].append(amount)
    for index, amount in enumerate(amounts):
        if amount.in_cell or amount.vnd is None:
            continue
        same = [one for one in rows.get((amount.vnd, amount.role, amount.fiscal_year), ()) if _one_fund(amount, one)]
        words = {*purpose_of(said.around(index)).split()} if same else set[str]()
        if any((named := {*purpose_of(row_called(one.row_heading or "")).split()}) and named <= words for one in same):
            yield index


def _one_fund(amount: Amount, row: Amount) -> bool:
    """Whether a row tells the fund of an amount, or the amount none."""
    return amount.fund_kind in (None, row.fund_kind)
