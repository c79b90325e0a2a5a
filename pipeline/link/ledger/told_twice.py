"""Sums that a report tells in its text and again in a row of a table, as part of the table's total, or again in its text, and those of
a subject that the paper itself tells: amounts in, those told twice out. The same round sum told twice in running text may be
two, as two alike grants are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter

from pipeline.link.ledger.purposes import batches_in, purpose_of, row_called
from pipeline.link.ledger.said import ACTS, Said
from pipeline.link.ledger.so_far import EMPTY_WORDS
from pipeline.records import Amount

_FIGURES, _MOST_FIGURES = 3, 4
"""Figures before the noughts of a sum that hardly two are alike by chance: where the same is named, and where nothing is."""


def told_twice(amounts: Sequence[Amount], said: Said) -> Iterator[int]:
    """The sums of a document that others of it tell too."""
    yield from _in_subject(amounts, said)
    if said.is_report:
        yield from _in_rows(amounts, said)
        yield from _in_text(amounts, said)


def _in_subject(amounts: Sequence[Amount], said: Said) -> Iterator[int]:
    """The sums of a subject ('Về việc hỗ trợ 850 triệu đồng ...') that the paper gives below, as many alike as it gives there."""
    about = [index for index, amount in enumerate(amounts) if said.is_in_subject(amount) and amount.role in ACTS]
    if not about:
        return
    below = [amount for amount in amounts if not said.is_in_subject(amount)]
    given = Counter((amount.vnd, amount.role, amount.fiscal_year) for amount in below)
    places = {(amount.vnd, amount.place_code) for amount in below}
    # Of two alike the one whose place is told below too.
    for index in sorted(about, key=lambda index: (amounts[index].vnd, amounts[index].place_code) not in places):
        key = (amounts[index].vnd, amounts[index].role, amounts[index].fiscal_year)
        if given[key]:
            given[key] -= 1
            yield index


def _in_text(amounts: Sequence[Amount], said: Said) -> Iterator[int]:
    """The sums of a paragraph that an earlier paragraph tells for the same: of a summary, and of the chapter that it sums up."""
    earlier: dict[tuple[object, ...], list[tuple[int, set[str], frozenset[str]]]] = defaultdict(list)
    for index, amount in enumerate(amounts):
        if amount.in_cell or amount.vnd is None or amount.vnd_high is not None or amount.role not in ACTS:
            continue
        figures = len(str(amount.vnd).rstrip("0"))
        if figures < _FIGURES:
            continue
        words = said.around(index)
        names = {word for word in purpose_of(words).split() if not EMPTY_WORDS.fullmatch(word)}
        batches = batches_in(words)
        told = earlier[amount.vnd, amount.role, amount.fiscal_year, amount.place_code, amount.project]
        for at, others, earlier_batches in told:
            same = names == others if names and others else figures >= _MOST_FIGURES
            same = same and batches == earlier_batches
            one_fund = amount.fund == amounts[at].fund or None in (amount.fund, amounts[at].fund)
            if same and one_fund and said.stand_apart(at, index):
                yield index
                break
        else:
            told.append((index, names, batches))


def _in_rows(amounts: Sequence[Amount], said: Said) -> Iterator[int]:
    """The sums of a report's text that the row of a table which is named around them tells too, one sum a row."""
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
