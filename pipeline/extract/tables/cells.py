"""Tables as data: passage in, a `TableCell` for every cell out, with its headings, number and unit.

How a table writes numbers ('1.234,5' or '1,234.5') is decided once for the table, from figures that can be
read in one way only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.extract.numerals import Number, parse_number, plain, with_thousands_of
from pipeline.extract.passage import Passage
from pipeline.extract.tables.columns import (
    Class,
    called_money,
    column_class,
    column_unit,
    is_norm,
    per_each,
    row_units,
    shared_unit,
    unit_column,
)
from pipeline.extract.tables.unit_places import units_of_tables
from pipeline.extract.tables.units import Unit
from pipeline.records import Cell, TableCell
from pipeline.structure.openings import opened, openings_of
from pipeline.structure.shared_words import unit_words
from pipeline.structure.table.grid import Grid

_NUMBER = re.compile(
    r"(?P<open>\()?\s?(?P<sign>[-–−+])?\s?(?P<digits>\d[\d.,]*|\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d+)?)\s?(?P<percent>%)?\s?(?P<close>\))?$"
)
_NOTED = re.compile(
    r"(?:\*{1,3}|[~≈>≥])?\s?(?P<figure>\d[\d.,]+|\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d+)?)"
    r"(?:\s?(?:\*{1,3}|\((?:\*{1,3}|\d|[a-e])\)|\[\d{1,2}\]))?$"
)
"""A figure of money with a note's mark, '92.000 (*)', '35.000(2)', '*2.500', or said to be near: '~92.000'."""
_FIGURE = r"(?:\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|\d[\d.,]*)"
_RANGE = re.compile(
    rf"(?:từ\s)?(?P<low>{_FIGURE})\s?(?:[-–—÷~]|đến|tới)\s?(?:(?:dưới|không quá)\s)?(?P<high>{_FIGURE})$", re.IGNORECASE
)
_COUNTED = re.compile(
    r"(?<!\w)(?:số|tuổi|lớp|cấp|năm|tháng|ngày|giờ|tuần|thời|km|lý trình|cự ly|diện tích|chiều|tiết|tầng|vị trí|ghi chú|mã|loại|khoản|chương|mục|nhóm|bậc|hệ số|tỷ lệ)(?!\w)",
    re.IGNORECASE,
)
"""What heads ranges that are no money: 'Độ tuổi', 'Năm học', 'Cự ly'."""
_ENGLISH_GROUPS = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?$|\d{1,3}(?:,\d{3})+\.\d+$")
_VIETNAMESE = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?$|\d{1,3}(?:\.\d{3})+,\d+$|\d+,(?:\d{1,2}|\d{4,})$|0,\d+$")
_ENGLISH_DECIMALS = re.compile(r"\d+\.(?:\d{1,2}|\d{4,})$|0\.\d+$")
_LONE_COMMA = re.compile(r"[1-9]\d{0,2},\d{3}$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_MILLIONS = re.compile(r"\d{1,3}(?:\.\d{3}){2,4}$")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3}){1,4}$")
_SCALED = opened(rf"(?:{unit_words()}|tính bằng)(?![^\W\d_])[^\n\d]{{0,25}}?(?:1[.,]?000|triệu|tr\.|nghìn|ngàn|tỷ|tỉ)")
_SCALED_IN_BRACKET = re.compile(r"\((?:1[.,]?000\s?đ|triệu đồng|tr\.?đ|nghìn đồng|ngàn đồng|tỷ đồng)", re.IGNORECASE)
_FOREIGN = opened(r"đầu tư\s+(?:trực tiếp\s+)?(?:ra\s+)?nước ngoài|(?<!\w)(?:FDI|USD)(?!\w)")
"""Where foreign money is spoken of, a table without a unit need not be in đồng."""
_WIDEST = 100
"""A range whose ends are further apart than this is none."""
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
    ranges: bool = False
    """Whether '300 - 540' in it is a range of money: it is called money, or nothing says that it is of anything else."""
    norm: bool = False
    """Whether its heading says that it holds what is paid for one of what the row tells: 'Mức thu'."""


def read_cells(passage: Passage) -> tuple[TableCell, ...]:
    """Every cell of the document's tables, in order."""
    if not passage.tables:
        return ()
    found: list[TableCell] = []
    grids = [Grid(passage.text, table) for table in passage.tables]
    units = units_of_tables(passage.text, grids)
    for index, (grid, unit) in enumerate(zip(grids, units, strict=True)):
        found += _in_table(passage.text, index, grid, _units_of_columns(passage.text, grid, unit))
    return tuple(found)


@lru_cache(maxsize=2)
def _scales(text: str) -> bool:
    """Whether a document scales figures somewhere, or speaks of foreign money."""
    told = (next(openings_of(text).find(words), None) for words in (_SCALED, _FOREIGN))
    return any(told) or _SCALED_IN_BRACKET.search(text) is not None


def _units_of_columns(text: str, grid: Grid, unit: Unit | None) -> list[Unit | None]:
    """What each column is in where its own heading does not say it."""
    columns = range(grid.columns)
    if unit is not None:
        return [unit if not unit.partly or called_money(grid, at, grid.columns) else None for at in columns]
    shared = shared_unit(grid)
    if not shared and not _scales(text):
        shared = dict.fromkeys(_written_out(grid), Unit("đồng", currency="VND"))
    return [shared.get(at) for at in columns]


def _written_out(grid: Grid) -> frozenset[int]:
    """The columns of money whose figures are whole đồng, millions among them: '37.500.000' under 'Thành tiền'.

    Only for a table without a unit, in a document that scales no figures ('ĐVT: nghìn đồng').
    """
    kinds: dict[int, Class | None] = {}
    for column in range(grid.columns):
        figures = [words for row in grid.body() if (words := grid.words(row, column)) and words[0] in "123456789"]
        millions = [words for words in figures if _MILLIONS.match(words)]
        whole = all(map(_GROUPED.match, figures)) and 2 * sum(words.endswith("000") for words in millions) >= len(
            millions
        )
        kind = column_class(grid.path(column))
        if millions and whole and (kind in ("money", "price") or (kind is None and len(millions) == len(figures))):
            kinds[column] = kind
    named = any(kind is not None for kind in kinds.values())
    return frozenset(column for column in kinds if grid.path(column)) if named else frozenset()


def _in_table(text: str, index: int, grid: Grid, over: Sequence[Unit | None]) -> Iterator[TableCell]:
    english = _is_english(grid)
    units = row_units(grid)
    own_units = unit_column(grid)
    alone = _figure_columns(grid)
    columns = [_column(grid, column, over[column], alone == [column]) for column in range(grid.columns)]
    headings = [grid.heading(column) for column in range(grid.columns)]
    named = {row: (grid.ordinal(row), grid.label(row)) for row in grid.body()}
    for cell in sorted(grid.table.cells, key=lambda cell: (cell.row, cell.column)):
        start, end = _stripped(text, cell)
        words = text[start:end]
        is_head = cell.row < grid.head_rows
        ordinal, label = named.get(grid.begin(cell.row), ("", ""))
        column = columns[cell.column]
        number, percent = None, False
        ends: tuple[Number, Number] | None = None
        if not is_head and column.number and cell.column not in (grid.ordinal_column, own_units):
            unit = _unit_of(grid, cell.row, column, units)
            whole = unit is not None and unit.factor == 1 and bool(unit.currency)
            noted = _NOTED.match(words) if unit and unit.currency else None
            number, percent = _number(noted["figure"] if noted else words, english, whole=whole)
            if number is None and unit and unit.currency and column.ranges:
                ends = _ends(words, english, whole=whole)
        else:
            unit = None
        if percent:
            unit = Unit("%")
        elif column.norm and unit and (each := units.get(grid.begin(cell.row))):
            unit = per_each(unit, each)
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
            decimals=number.decimals if number else ends[1].decimals if ends else 0,
            unit=unit.text if unit and (number or ends) else None,
            currency=unit.currency if unit and (number or ends) else None,
            factor=plain(unit.factor) if unit and (number or ends) and unit.currency else None,
            ends=(plain(ends[0].value), plain(ends[1].value)) if ends else None,
        )


def _stripped(text: str, cell: Cell) -> tuple[int, int]:
    words = text[cell.start : cell.end]
    start = cell.start + len(words) - len(words.lstrip())
    return start, max(start, cell.start + len(words.rstrip()))


def _column(grid: Grid, column: int, over: Unit | None, alone: bool) -> _Column:
    """What is in a column, given the table's unit there, and whether it alone holds figures in a table without a head."""
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
    # A column that nothing heads is in no unit of the table, but for the one column of figures of a table without a head.
    headed = bool(path) or alone or _under_unit(grid, column)
    named = kind in ("money", "price")
    ranges = named or (headed and column != grid.label_column and not any(map(_COUNTED.search, path)))
    return _Column(
        own or (over if headed else None), own is not None, headed, number, named, ranges, norm=is_norm(path)
    )


def _under_unit(grid: Grid, column: int) -> bool:
    """Whether all that heads a column of figures is the unit: 'ĐVT: triệu đồng' beside 'TT' and 'Nội dung'."""
    cells = (grid.cell(row, column) for row in range(grid.head_top, grid.head_rows))
    return any(cell and cell.column > grid.label_column and cell.end > cell.start for cell in cells)


def _figure_columns(grid: Grid) -> list[int]:
    """The columns of figures of a table without a head; [] for another."""
    if grid.head_rows:
        return []
    columns = [at for at in range(grid.columns) if at != grid.ordinal_column]
    return [at for at in columns if any(_NUMBER.match(grid.words(row, at)) for row in grid.body())]


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
    # '1.1' numbers a row, and '2.3' is no more than a code under 'Mã số'.
    columns = [at for at in range(grid.columns) if at != grid.ordinal_column and column_class(grid.path(at)) != "code"]
    figures = [words for row in grid.body() for column in columns if (words := grid.words(row, column))]
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
    negative = bool(match["open"]) or match["sign"] not in (None, "+")
    return Number(-number.value if negative else number.value, number.decimals), bool(match["percent"])


def _ends(words: str, english: bool, *, whole: bool) -> tuple[Number, Number] | None:
    """The ends of a range, 'Từ 300 đến 540'; None where it may be years or no range."""
    match = _RANGE.match(words)
    if match is None or (_YEAR.match(match["low"]) and _YEAR.match(match["high"])):
        return None
    low, high = (_number(match[end], english, whole=whole)[0] for end in ("low", "high"))
    if low is None or high is None:
        return None
    low = with_thousands_of(low, high) if whole else low
    return (low, high) if 0 < low.value < high.value <= low.value * _WIDEST else None


def is_nothing(words: str) -> bool:
    """Whether a cell's words say nought: empty, '-', '0', dots."""
    return not words.strip(" -–−0.,…x")


def exact(cell: TableCell) -> Decimal:
    """The number of a cell; 0 where it has none."""
    return Decimal(cell.number or 0)
