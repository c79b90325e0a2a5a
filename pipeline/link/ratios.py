"""Percentages in tables against the two figures that give them; cells in, `RatioRelation` out.

The head says which: a printed formula ('6=5/4*100'), two years ('So sánh 2019/2018 (%)'), 'Tỷ lệ giải ngân so với
kế hoạch', or a share of the total row ('Cơ cấu (%)'). Growth is told from a share by the word 'tăng'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pipeline.extract.columns import column_class
from pipeline.extract.numerals import plain
from pipeline.link.headings import is_total_row, role_of
from pipeline.records import AmountRole, RatioKind, RatioRelation, Table, TableCell
from pipeline.structure.grid import Grid

_QUOTIENT = re.compile(
    r"\(?(?P<part>\d{1,2})\)?\s*[/:]\s*\(?(?P<whole>\d{1,2})\)?\s*(?P<cent>[*x×]\s*100\s*%?|%)?$", re.IGNORECASE
)
_YEARS = re.compile(r"(?P<part>(?:19|20)\d\d)\s?(?:/|so với)\s?(?:năm\s)?(?P<whole>(?:19|20)\d\d)", re.IGNORECASE)
_ROLES = re.compile(
    r"(?P<part>[ƯU]?\.?TH|QT|GN|thực hiện|giải ngân|quyết toán)\s*(?:/|so với)\s*(?P<whole>KH|DT|kế hoạch|dự toán)",
    re.IGNORECASE,
)
_GROWTH = re.compile(r"(?<!\w)(?:tăng|giảm|tốc độ)", re.IGNORECASE)
_DISBURSED = re.compile(r"tỷ lệ giải ngân|tỉ lệ giải ngân", re.IGNORECASE)
_SHARE = re.compile(r"(?:cơ cấu|tỷ trọng|tỉ trọng)(?:\s*\(?%\)?)?$", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

Cells = Mapping[tuple[int, int], TableCell]


def find_ratios(text: str, tables: Sequence[Table], cells: Sequence[TableCell]) -> Iterator[RatioRelation]:
    """Every percentage of the tables whose part and whole the head names and the table holds."""
    held: list[dict[tuple[int, int], TableCell]] = [{} for _ in tables]
    for cell in cells:
        if cell.number is not None:
            held[cell.table][cell.row, cell.column] = cell
    for table, numbers in zip(tables, held, strict=True):
        grid = Grid(text, table)
        for column in range(grid.columns):
            found = _operands(grid, column)
            if found:
                yield from _quotients(grid, numbers, column, *found)
            elif _SHARE.match((grid.path(column) or ("",))[-1]):
                yield from _shares(grid, numbers, column)


def _operands(grid: Grid, column: int) -> tuple[int, int, RatioKind, str] | None:
    """The columns of part and whole of a column of percentages, as its heading gives them."""
    formula = grid.numbering.get(column, ("", ""))[1]
    named = {name: at for at, (name, _) in grid.numbering.items()}
    quotient = _QUOTIENT.match(formula.strip())
    if column_class(grid.path(column)) != "percent":
        return None
    if formula:
        if quotient and {quotient["part"], quotient["whole"]} <= named.keys():
            return named[quotient["part"]], named[quotient["whole"]], "share", "ratio.formula"
        return None
    heading = grid.heading(column)
    kind: RatioKind = "growth" if _GROWTH.search(heading) else "share"
    if years := _YEARS.search(heading):
        part, whole = (_only(grid, column, year=years[name]) for name in ("part", "whole"))
    elif roles := _ROLES.search(heading):
        part, whole = (_only(grid, column, role=(role_of((roles[name],)),)) for name in ("part", "whole"))
    elif _DISBURSED.search(heading):
        part = _only(grid, column, role=("disbursed",))
        whole = _only(grid, column, role=("planned", "allocated"))
    elif kind == "growth":
        part, whole = _two_years(grid, column)
    else:
        return None
    return (part, whole, kind, "ratio.heading") if part is not None and whole is not None else None


def _two_years(grid: Grid, column: int) -> tuple[int | None, int | None]:
    """The two columns right before 'Tăng, giảm (%)', where they tell two years one after the other."""
    years = [_YEAR.findall(grid.heading(at)) for at in (column - 2, column - 1)]
    if column < 2 or any(len(found) != 1 for found in years) or int(years[0][0]) + 1 != int(years[1][0]):
        return None, None
    return column - 1, column - 2


def _only(grid: Grid, column: int, *, year: str | None = None, role: tuple[AmountRole | None, ...] = ()) -> int | None:
    """The one column of figures of a year, or of some roles; None where there are several."""
    found = []
    for other in range(grid.columns):
        path = grid.path(other)
        if other == column or not path or column_class(path) in ("percent", "code", "price"):
            continue
        if other in (grid.ordinal_column, grid.label_column):
            continue
        if (year and _YEAR.findall(grid.heading(other)) == [year]) or role_of(path) in role:
            found.append(other)
    return found[0] if len(found) == 1 else None


def _quotients(
    grid: Grid, numbers: Cells, column: int, part: int, whole: int, kind: RatioKind, rule: str
) -> Iterator[RatioRelation]:
    for row in grid.body():
        ratio, top, bottom = (numbers.get((row, at)) for at in (column, part, whole))
        if ratio and top and bottom and top.unit == bottom.unit and ratio.currency is None:
            yield from _relation(ratio, top, bottom, kind, rule)


def _shares(grid: Grid, numbers: Cells, column: int) -> Iterator[RatioRelation]:
    """'Cơ cấu (%)' after a column of figures: each row's share of the row 'Tổng cộng'."""
    rows = [row for row in grid.body() if (row, column) in numbers]
    totals = [row for row in rows if is_total_row(numbers[row, column])]
    before = next((at for at in range(column - 1, 0, -1) if all((row, at) in numbers for row in rows)), None)
    if len(totals) != 1 or before is None or numbers[totals[0], column].number != "100":
        return
    for row in rows:
        yield from _relation(
            numbers[row, column], numbers[row, before], numbers[totals[0], before], "share", "ratio.share"
        )


def _relation(
    ratio: TableCell, part: TableCell, whole: TableCell, kind: RatioKind, rule: str
) -> Iterator[RatioRelation]:
    stated, top, bottom = (Decimal(cell.number or 0) for cell in (ratio, part, whole))
    half = [Decimal(5).scaleb(-cell.decimals - 1) for cell in (part, whole)]
    if bottom - half[1] <= 0 or top < 0:
        return
    shift = 100 if kind == "growth" else 0
    low = (top - half[0]) / (bottom + half[1]) * 100 - shift
    high = (top + half[0]) / (bottom - half[1]) * 100 - shift
    # A percentage that is cut off rather than rounded is off by one of its last digit.
    step = Decimal(1).scaleb(-ratio.decimals)
    computed = (top / bottom * 100 - shift).quantize(Decimal("0.01"))
    holds = low - step <= stated <= high + step
    if not holds and ratio.unit == "%" and low - step <= stated * 100 <= high + step and ratio.text[-1:] != "%":
        # '0,95' for 95%: a share told as a fraction.
        holds = True
    yield RatioRelation(
        kind,
        (ratio.start, ratio.end),
        (part.start, part.end),
        (whole.start, whole.end),
        plain(stated),
        plain(computed),
        rule,
        holds,
    )
