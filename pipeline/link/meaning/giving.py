"""What a document as a whole says of the money it gives: the text of its tables, a line naming its fund, its date for its
year.

'Phân bổ 1.000 triệu đồng (chi tiết tại phụ lục)' tells that the column of the annex that comes to 1.000 is given, and out
of which fund; 'Điều 2. Nguồn kinh phí: ngân sách tỉnh' tells the fund of all that is given without one. Where a decision
names no year or period, what it gives is of the year in which it is issued (a budget is allotted for its year: Luật Ngân
sách nhà nước). A notice that hands a share on is of the year that the decision which it rests on is about, else of its own; an annex in a file
of its own is of its decision's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from pipeline.link.cues import kind_of
from pipeline.link.funds.sources import fund_of_all
from pipeline.link.ledger.attached import attached_to
from pipeline.link.ledger.counting import states_of
from pipeline.link.ledger.entries import is_deciding
from pipeline.link.meaning.headings import OTHERS, is_whole_column
from pipeline.link.meaning.titles import DATED, is_dated
from pipeline.link.sums.tables import in_words_beside, money_cells
from pipeline.link.told import Told, by, with_fund, with_role, with_year
from pipeline.normalize.tones import compiled
from pipeline.records import Amount, AmountRole, Citation, Outline, SumRelation, Table, TableCell
from pipeline.structure.calendar import YEAR
from pipeline.structure.tables import deciding_kinds

_UNTOLD: tuple[AmountRole, ...] = ("part", "stated")
_NOTICE = "TB"
_HANDS_ON = compiled(
    r"(?<!\w)(?:giao|phân bổ|cấp|bổ sung|hỗ trợ|bố trí|phân khai)\s(?:[^,;.]{0,40}\s)?(?:kinh phí|vốn|dự toán|ngân sách)(?!\w)",
    re.IGNORECASE,
)
_GIVEN_EARLIER = re.compile(r"(?<!\w)năm (?:trước|ngoái|qua|\d{4} đã)(?!\w)[^,;.:\n]*$", re.IGNORECASE)
"""'Năm trước đã cấp 200 triệu đồng': no part of what the subject gives out."""
_REACH = 80
_OPEN_DAY = re.compile(rf"\s*ngày[\s.…_/\d]*tháng[\s.…_/\d]*năm\s(?P<year>{YEAR.pattern})", re.IGNORECASE)
"""'số 12/QĐ-UBND ngày    tháng 3 năm 2022': the day was put in by hand."""


def with_columns_given(
    amounts: Sequence[Amount], sums: Sequence[SumRelation], cells: Sequence[TableCell]
) -> tuple[Amount, ...]:
    """The amounts, those of a column as allocated whose total the text gives; of one sum given the columns are parted."""
    at = money_cells(cells)
    noted = {index for index, _ in in_words_beside(amounts, cells)}
    told = list(amounts)
    given: dict[tuple[int | None, str], Amount] = {
        (amount.vnd, amount.currency): amount
        for index, amount in reversed([*enumerate(amounts)])
        if amount.role == "allocated" and amount.start not in at and index not in noted and amount.vnd
    }
    if not given:
        return tuple(told)
    columns: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, amount in enumerate(amounts):
        if cell := at.get(amount.start):
            columns[cell.table, cell.column].append(index)
    for relation in sums:
        total = amounts[relation.total]
        source = given.get((total.vnd, total.currency))
        cell = at.get(total.start)
        if not relation.of_column or relation.kind != "full" or cell is None or source is None:
            continue
        if (total.fiscal_year or source.fiscal_year) != (source.fiscal_year or total.fiscal_year) or kind_of(
            total.fund or ""
        ) in OTHERS:
            continue
        shared = any(
            kind_of(amounts[index].fund or "") in OTHERS
            for (table, _), held in columns.items()
            if table == cell.table
            for index in held[:1]
        )
        if shared and is_whole_column(total):
            continue
        for index in columns[cell.table, cell.column]:
            told[index] = _given(told[index], source)
        if shared:
            _part_columns(told, columns, cell.table)
    return tuple(told)


def _given(amount: Amount, source: Amount) -> Amount:
    if amount.role in _UNTOLD:
        amount = with_role(amount, Told("allocated", "role.column-given"))
    elif amount.role not in ("allocated", "total"):
        return amount
    if amount.fiscal_year is None:
        amount = with_year(amount, by(source.fiscal_year, "year.column-given"))
    return amount if amount.fund else with_fund(amount, by(source.fund, "fund.column-given"))


def _part_columns(told: list[Amount], columns: dict[tuple[int, int], list[int]], table: int) -> None:
    """Beside a column that is given, what those who are given it add is planned, and what holds both is a total."""
    for (other, _), held in columns.items():
        for index in held if other == table else ():
            amount = told[index]
            if amount.role in (*_UNTOLD, "allocated") and kind_of(amount.fund or "") in OTHERS:
                told[index] = with_role(amount, Told("planned", "role.column-of-others"))
            elif amount.role in _UNTOLD and is_whole_column(amount):
                told[index] = with_role(amount, Told("total", "role.column-of-all"))


def with_years_and_funds(
    text: str,
    outline: Outline,
    amounts: Sequence[Amount],
    sums: Sequence[SumRelation],
    tables: Sequence[Table],
    cells: Sequence[TableCell],
    untold: Callable[[int], bool],
) -> tuple[Amount, ...]:
    """The amounts that a decision gives with its own year and fund where nothing nearer tells them.

    `untold` tells of an index whether no words around the amount name a year or a period.
    """
    if not is_deciding(outline):
        return tuple(amounts)
    states = states_of(amounts, sums)
    of_all = by(fund_of_all(text, amounts), "fund.document")
    fund = of_all or _fund_of_subject(outline, amounts)
    in_table = {start: cell.table for start, cell in money_cells(cells).items()}
    with_funds = {in_table.get(amount.start) for amount in amounts if amount.fund} - {None}
    told = list(amounts)
    for index, amount in enumerate(amounts):
        table = in_table.get(amount.start)
        if states[index] != "allocated" or amount.fund or (table is not None and table in with_funds):
            continue
        if of_all or not _GIVEN_EARLIER.search(text, max(0, amount.start - _REACH), amount.start):
            told[index] = with_fund(amount, fund)
    return _with_year_of_all(text, told, states, tables, in_table, untold, _year_issued(outline))


def _fund_of_subject(outline: Outline, amounts: Sequence[Amount]) -> Told[str] | None:
    """The fund of the sum that the subject itself names: 'V/v phân bổ 12 tỷ đồng vốn hỗ trợ của Trung ương cho ...'."""
    subject = outline.letterhead.subject
    if subject is None:
        return None
    funds = {amount.fund for amount in amounts if subject.start <= amount.start < subject.end}
    return by(funds.pop(), "fund.subject") if len(funds) == 1 else None


def with_years_of_notice(
    text: str,
    outline: Outline,
    amounts: Sequence[Amount],
    sums: Sequence[SumRelation],
    tables: Sequence[Table],
    cells: Sequence[TableCell],
    citations: Sequence[Citation],
    untold: Callable[[int], bool],
) -> tuple[Amount, ...]:
    """The amounts that a notice hands on with the year that the decision which it rests on is about, else with its own; those of
    an annex in a file of its own with the year in which its decision was issued.
    """
    letterhead = outline.letterhead
    if (annex_of := attached_to(text, outline, citations)) is not None:
        year = by(_year_of_day(text, citations[annex_of]), "year.annex-of")
    elif letterhead.kind != _NOTICE or letterhead.subject is None or not _HANDS_ON.search(letterhead.subject.value):
        return tuple(amounts)
    else:
        year = _year_cited(citations) or _year_issued(outline)
    in_table = {start: cell.table for start, cell in money_cells(cells).items()}
    return _with_year_of_all(text, list(amounts), states_of(amounts, sums), tables, in_table, untold, year)


def _year_issued(outline: Outline) -> Told[int] | None:
    issued = outline.letterhead.issued_on
    return by(issued.year if issued else None, "year.issued")


def _year_of_day(text: str, cited: Citation) -> int | None:
    """The year of the day that a cited document is told to be of, though the day itself is left open."""
    if cited.issued_on:
        return cited.issued_on.year
    open_day = _OPEN_DAY.match(text, cited.end)
    return int(open_day["year"]) if open_day else None


def _year_cited(citations: Sequence[Citation]) -> Told[int] | None:
    """The one year that words tell the first decision to be about on which a notice rests."""
    for citation in citations:
        years = {*YEAR.findall(citation.subject or "")}
        if citation.relation in ("basis", "implements") and citation.kind in deciding_kinds() and len(years) == 1:
            return Told(int(years.pop()), "year.cited")
    return None


def _with_year_of_all(
    text: str,
    amounts: list[Amount],
    states: Sequence[AmountRole],
    tables: Sequence[Table],
    in_table: Mapping[int, int],
    untold: Callable[[int], bool],
    year: Told[int] | None,
) -> tuple[Amount, ...]:
    """The amounts, those allocated of no year with that of their document."""
    dated = {table for table in {*in_table.values()} if is_dated(text, tables, table)}
    for index, amount in enumerate(amounts):
        if states[index] != "allocated" or amount.fiscal_year is not None:
            continue
        headings = f"{amount.row_heading or ''} {amount.column_heading or ''}"
        if in_table.get(amount.start) not in dated and not DATED.search(headings):
            amounts[index] = with_year(amount, year if untold(index) else None)
    return tuple(amounts)
