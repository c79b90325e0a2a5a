"""The year in which a paper was issued, for money of which neither it nor its tables tell one and that is of that year.

That is what a plan costs that speaks of no later year and of no period (a work of its own may take years), not what it says that
something is worth or was spent, and what is given of a budget's reserve, which is part of that year's budget (Luật Ngân sách nhà
nước). Other money may be of any year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from pipeline.link.cues import plan_words
from pipeline.link.leads import Span
from pipeline.link.meaning.titles import DATED, is_dated
from pipeline.link.sums.tables import money_cells
from pipeline.link.told import Told, with_year
from pipeline.records import Amount, AmountRole, Outline, Table, TableCell
from pipeline.structure.sentences import sentences_of
from pipeline.structure.tables import planning_kinds

_RESERVE = re.compile(r"dự phòng (?:ngân sách|NS)(?!\w)", re.IGNORECASE)
_NO_MONEY_OF_A_YEAR: tuple[AmountRole, ...] = ("rate", "price", "words", "stated")
_TO_BE_SPENT: tuple[AmountRole, ...] = ("planned", "allocated", "requested")
_WHOLES: tuple[AmountRole, ...] = ("total", "part")
_BOUND = re.compile(r"\s(?:trở lên|trở xuống)(?!\w)", re.IGNORECASE)
_ASKS = "TTr"
_LOOK_BACK = 400


@cache
def _costs() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w){plan_words('costs')}(?!\w)(?!\s(?:cục|bộ|hội|nhánh|đoàn|tiết))",  # 'chi cục', 'chi tiết'
        re.IGNORECASE,
    )


@cache
def _worth() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){plan_words('worth')}(?!\w)|(?<!\w)(?:dưới|trên)\s$", re.IGNORECASE)


def with_own_years(
    text: str,
    outline: Outline,
    amounts: Sequence[Amount],
    tables: Sequence[Table],
    cells: Sequence[TableCell],
    leads: Sequence[Sequence[Span]],
    untold: Callable[[int], bool],
    looks_ahead: bool,
) -> tuple[Amount, ...]:
    """The amounts, those of a plan and of a reserve with the year of issue; `looks_ahead` says that the paper speaks of later years.

    `leads` are what stands over each amount; `untold` tells of an index whether no words around the amount name a year or a period.
    """
    letterhead = outline.letterhead
    if letterhead.issued_on is None:
        return tuple(amounts)
    year = letterhead.issued_on.year
    is_plan = letterhead.kind in planning_kinds() and letterhead.kind != _ASKS and not looks_ahead
    in_table = {start: cell.table for start, cell in money_cells(cells).items()}
    sentences = sentences_of(text)
    told = list(amounts)
    for index, amount in enumerate(amounts):
        if amount.fiscal_year is not None or amount.role in _NO_MONEY_OF_A_YEAR:
            continue
        of_reserve = amount.fund is not None and _RESERVE.search(amount.fund) is not None
        if (not of_reserve and (not is_plan or amount.project is not None)) or not untold(index):
            continue
        table = in_table.get(amount.start)
        headings = f"{amount.row_heading or ''} {amount.column_heading or ''}"
        said = [(sentences.at(amount.start)[0], amount.start), *leads[index]]
        words = (*(text[max(start, end - _LOOK_BACK) : end] for start, end in said), headings)
        if not of_reserve and not _is_to_be_spent(amount, words, text):
            continue
        if not DATED.search(headings) and (table is None or not is_dated(text, tables, table)):
            told[index] = with_year(amount, Told(year, "year.reserve" if of_reserve else "year.plan"))
    return tuple(told)


def _is_to_be_spent(amount: Amount, words: Sequence[str], text: str) -> bool:
    """Whether an amount is what its plan costs, by the words over and before it."""
    if amount.role in _WHOLES:
        if not any(map(_costs().search, words)):
            return False
    elif amount.role not in _TO_BE_SPENT:
        return False
    return not any(map(_worth().search, words)) and _BOUND.match(text, amount.end) is None
