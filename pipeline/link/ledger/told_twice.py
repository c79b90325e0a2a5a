"""Sums that a report tells in its text and again in a row of a table, as part of the table's total: amounts in, those of the
text out. The same sum told twice in running text may be two, as two alike grants are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter

from pipeline.link.ledger.purposes import purpose_of, row_called
from pipeline.link.ledger.said import ACTS, Said
from pipeline.records import Amount


def told_twice(amounts: Sequence[Amount], said: Said) -> Iterator[int]:
    """The sums of a report's text that the row of a table which is named around them tells too, one sum a row."""
    if not said.is_report:
        return
    rows: dict[tuple[object, ...], list[Amount]] = defaultdict(list)
    for amount in amounts:
        if amount.in_cell and amount.role in ACTS and amount.row_heading:
            rows[amount.vnd, amount.role, amount.fiscal_year].append(amount)
    for index, amount in enumerate(amounts):
        if amount.in_cell or amount.vnd is None:
            continue
        alike = rows.get((amount.vnd, amount.role, amount.fiscal_year), [])
        words = {*purpose_of(said.around(index)).split()} if alike else set[str]()
        named = ((_named(row), row) for row in alike if _one_fund(amount, row))
        same = [(len(name), row) for name, row in named if name and name <= words]
        if same:
            alike.remove(max(same, key=itemgetter(0))[1])
            yield index


def _named(row: Amount) -> set[str]:
    """The words that a row is called by."""
    return {*purpose_of(row_called(row.row_heading or "")).split()}


def _one_fund(amount: Amount, row: Amount) -> bool:
    """Whether a row tells the fund of an amount, or the amount none."""
    return amount.fund_kind in (None, row.fund_kind)
