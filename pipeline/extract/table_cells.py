"""Tables as data: passage in, a `TableCell` for every cell out, with its headings, number and unit.

How a table writes numbers ('1.234,5' or '1,234.5') is decided once for the table, from figures that can be
read in one way only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.extract.columns import (
    Unit,
    column_class,
    column_unit,
    row_units,
    unit_column,
    unit_in_head,
    unit_over,
)
from pipeline.extract.numerals import Number, parse_number, plain
from pipeline.extract.passage import Passage
from pipeline.records import Cell, TableCell
from pipeline.structure.grid import Grid, total_members

_NUMBER = re.compile(
    r"(?P<open>\()?\s?(?P<minus>[-–−])?\s?(?P<digits>\d[\d.,]*|\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d+)?)\s?(?P<percent>%)?\s?(?P<close>\))?$"
)
_ENGLISH_GROUPS = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?$|\d{1,3}(?:,\d{3})+\.\d+$")
_VIETNAMESE = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?$|\d{1,3}(?:\.\d{3})+,\d+$|\d+,(?:\d{1,2}|\d{4,})$|0,\d+$")
_ENGLISH_DECIMALS = re.compile(r"\d+\.(?:\d{1,2}|\d{4,})$|0\.\d+$")
_LONE_COMMA = re.compile(r"[1-9]\d{0,2},\d{3}$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_LAST_BRACKET = re.compile(r"\s*\([^()+]*\)$")
_SWAP = str.maketrans(".,", ",.")


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column is in, and whether its figures are numbers at all."""

    unit: Unit | None
    own: bool
    money: bool
    number: bool
    named: bool = False
    """Whether its heading says that it holds money: 'Thành tiền'."""


def read_cells(passage: Passage) -> tuple[TableCell, ...]:
    """Every cell of the document's tables, in order."""
    found: list[TableCell] = []
    after = 0
    for index, table in enumerate(passage.tables):
        grid = Grid(passage.text, table)
        unit = unit_in_head(grid) or unit_over(passage.text, table.start, after)
        found += _in_table(passage.text, index, grid, unit)
        after = table.end
    return tuple(found)


def _in_table(text: str, index: int, grid: Grid, over: Unit | None) -> Iterator[TableCell]:
    english = _is_english(grid)
    units = row_units(grid)
    own_units = unit_column(grid)
    columns = _with_shared_unit(grid, [_column(grid, column, over) for column in range(grid.columns)])
    headings = [grid.heading(column) for column in range(grid.columns)]
    named = {row: (grid.ordinal(row), grid.label(row)) for row in grid.body()}
    for cell in sorted(grid.table.cells, key=lambda cell: (cell.row, cell.column)):
        start, end = _stripped(text, cell)
        words = text[start:end]
        is_head = cell.row < grid.head_rows
        ordinal, label = named.get(cell.row, ("", ""))
        column = columns[cell.column]
        number, percent = None, False
        if not is_head and column.number and cell.column not in (grid.ordinal_column, own_units):
            unit = _unit_of(grid, cell.row, column, units)
            number, percent = _number(
                words, english, whole=unit is not None and unit.factor == 1 and bool(unit.currency)
            )
        else:
            unit = None
        if percent:
            unit = Unit("%")
        yield TableCell(
            start=start,
            end=end,
            text=words,
            rule="table.cell",
            table=index,
            row=cell.row,
            column=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
            is_head=is_head,
            header=headings[cell.column],
            ordinal=ordinal,
            label=label,
            number=plain(number.value) if number else None,
            decimals=number.decimals if number else 0,
            unit=unit.text if unit and number else None,
            currency=unit.currency if unit and number else None,
            factor=plain(unit.factor) if unit and number and unit.currency else None,
        )


def _stripped(text: str, cell: Cell) -> tuple[int, int]:
    words = text[cell.start : cell.end]
    start = cell.start + len(words) - len(words.lstrip())
    return start, max(start, cell.start + len(words.rstrip()))


def _column(grid: Grid, column: int, over: Unit | None) -> _Column:
    path = grid.path(column)
    own, kind = column_unit(path), column_class(path)
    figures = [words for row in grid.body() if (words := grid.words(row, column)) and words[0].isdigit()]
    number = kind != "code" and column != grid.ordinal_column
    if kind is None and own is None and len(figures) > 1 and all(map(_YEAR.match, figures)):
        number = False
    if kind in ("percent", "count"):
        # 'Tỷ lệ (%)', 'Số hộ' under 'ĐVT: triệu đồng'.
        unit = own if own and not own.currency else Unit("%") if kind == "percent" else None
        return _Column(unit, True, False, number)
    # A column that nothing heads is in no unit of the table.
    return _Column(own or (over if path else None), own is not None, bool(path), number, kind in ("money", "price"))


def _with_shared_unit(grid: Grid, columns: Sequence[_Column]) -> list[_Column]:
    """The columns, those of money in no unit in the one unit that the others say.

    'Kinh phí (nghìn đồng) | Tổng cộng': a total is money where it stands beside it; a price may be in another unit.
    """
    classes = [column_class(grid.path(at)) for at in range(len(columns))]
    said = [_says_money(column) and classes[at] != "price" for at, column in enumerate(columns)]
    units = {column.unit for column, says in zip(columns, said, strict=True) if says}
    if len(units) != 1:
        return list(columns)
    unit = units.pop()
    shared = []
    for at, column in enumerate(columns):
        beside = any(said[max(0, at - 1) : at + 2])
        bare = column.unit is None and column.number and column.money and not column.own
        total = (
            bare
            and beside
            and classes[at] is None
            and total_members(_LAST_BRACKET.sub("", grid.path(at)[-1])) is not None
        )
        shared.append(replace(column, unit=unit) if bare and (classes[at] == "money" or total) else column)
    return shared


def _says_money(column: _Column) -> bool:
    return column.own and column.unit is not None and column.unit.currency is not None and "/" not in column.unit.text


def _unit_of(grid: Grid, row: int, column: _Column, units: dict[int, Unit]) -> Unit | None:
    """A column's own unit goes before the row's, the row's before the table's."""
    if not column.money or column.own:
        return column.unit
    unit = units.get(row, column.unit)
    if unit and column.named and not unit.currency:
        # 'ngày' counts what the row buys; its 'Thành tiền' is in the table's unit.
        return column.unit
    return unit


def _is_english(grid: Grid) -> bool:
    """Whether a table groups thousands with ',': some figure says so and none says otherwise."""
    figures = [words for row in grid.body() for column in range(grid.columns) if (words := grid.words(row, column))]
    figures = [match["digits"] for words in figures if (match := _NUMBER.match(words))]
    if any(map(_ENGLISH_GROUPS.match, figures)):
        return not _outvoted(figures)
    if any(map(_VIETNAMESE.match, figures)):
        return False
    if any(map(_ENGLISH_DECIMALS.match, figures)):
        return True
    # '1,250' in every cell that has a mark, and no bare thousands: groups.
    commas = sum(1 for words in figures if _LONE_COMMA.match(words))
    bare = any(words.isdigit() and len(words) > 3 for words in figures)
    return commas > 2 and not bare and not any("." in words for words in figures)


def _outvoted(figures: Sequence[str]) -> bool:
    english = sum(1 for words in figures if _ENGLISH_GROUPS.match(words))
    return sum(1 for words in figures if _VIETNAMESE.match(words)) > english


def _number(words: str, english: bool, *, whole: bool) -> tuple[Number | None, bool]:
    """A cell's number, and whether it ends in '%'; a bracket or a dash before it makes it negative."""
    match = _NUMBER.match(words)
    if not match or bool(match["open"]) != bool(match["close"]):
        return None, False
    digits = match["digits"].rstrip(".,")
    if len(digits) > 1 and digits[0] == "0" and digits[1].isdigit():
        # '0905123456', '01': a code.
        return None, False
    number = parse_number(digits.translate(_SWAP) if english else digits, whole=whole and not english)
    if number is None:
        return None, False
    negative = bool(match["open"] or match["minus"])
    return Number(-number.value if negative else number.value, number.decimals), bool(match["percent"])


def is_nothing(words: str) -> bool:
    """Whether a cell's words say nought: empty, '-', '0', dots."""
    return not words.strip(" -–−0.,…x")


def exact(cell: TableCell) -> Decimal:
    """The number of a cell; 0 where it has none."""
    return Decimal(cell.number or 0)
