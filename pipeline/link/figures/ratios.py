"""Percentages in tables against the two figures that give them; cells in, `RatioRelation` out.

The head says which: a printed formula ('6=5/4*100'), two years ('So sánh 2019/2018 (%)'), 'Tỷ lệ giải ngân so với
kế hoạch', or a share of the total row ('Cơ cấu (%)'). Growth is told from a share by the word 'tăng'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.extract.numerals import Number
from pipeline.extract.tables.columns import column_class
from pipeline.link.figures.percent import Figure, ratio_relation
from pipeline.link.heading_words import role_of
from pipeline.link.meaning.headings import is_total_row
from pipeline.records import AmountRole, RatioKind, RatioRelation, TableCell, Untold
from pipeline.structure.calendar import YEAR
from pipeline.structure.shared_words import added_up
from pipeline.structure.table.grid import Grid

_QUOTIENT = re.compile(
    r"\(?(?P<part>\d{1,2})\)?\s*[/:]\s*\(?(?P<whole>\d{1,2})\)?\s*(?P<cent>[*x×]\s*100\s*%?|%)?$", re.IGNORECASE
)
_YEARS = re.compile(r"(?P<part>(?:19|20)\d\d)\s?(?:/|so với)\s?(?:năm\s)?(?P<whole>(?:19|20)\d\d)", re.IGNORECASE)
_ROLES = re.compile(
    r"(?P<part>[ƯU]?\.?TH|QT|GN|thực hiện|giải ngân|quyết toán)\s*(?:/|so với)\s*(?P<whole>KH|DT|kế hoạch|dự toán)",
    re.IGNORECASE,
)
_OF_PLAN = re.compile(
    r"(?:%|tỷ lệ|tỉ lệ|đạt|hoàn thành|so với|so)[^>]{0,20}(?<!\w)(?:KH|DT|kế hoạch|dự toán)(?!\w)", re.IGNORECASE
)
_SO_FAR = re.compile(rf"{added_up()}(?!\w)", re.IGNORECASE)
_AGAINST_YEAR = re.compile(r"so\s+(?:với\s+)?(?:cùng kỳ\s+)?(?:năm\s+)?(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_BARE = re.compile(r"(?:tỷ lệ|tỉ lệ|đạt|hoàn thành)?(?:\s+đạt)?\s*(?:\(?%\)?)?$", re.IGNORECASE)
_PRICES = re.compile(r"giá (?:so sánh|cố định|hiện hành|thực tế|năm|(?:19|20)\d\d)|bình quân|chỉ số", re.IGNORECASE)
_GROWTH = re.compile(r"(?<!\w)(?:tăng|giảm|tốc độ)", re.IGNORECASE)
_DISBURSED = re.compile(r"tỷ lệ giải ngân|tỉ lệ giải ngân", re.IGNORECASE)
_SHARE = re.compile(r"(?:cơ cấu|tỷ trọng|tỉ trọng)(?:\s*\(?%\)?)?$", re.IGNORECASE)

_NO_FIGURES = ("percent", "code", "price")
_GIVEN: tuple[AmountRole, ...] = ("planned", "allocated")
_USED: tuple[AmountRole, ...] = ("spent", "disbursed")

Cells = Mapping[tuple[int, int], TableCell]


def find_ratios(grids: Sequence[Grid], cells: Sequence[TableCell]) -> Iterator[RatioRelation | Untold]:
    """Every percentage of the tables, `grids` in order, whose part and whole the head names and the table holds; untold are the columns
    that compare at other prices than those of the figures.
    """
    held: list[dict[tuple[int, int], TableCell]] = [{} for _ in grids]
    for cell in cells:
        if cell.number is not None:
            held[cell.table][cell.row, cell.column] = cell
    for grid, numbers in zip(grids, held, strict=True):
        for column in range(grid.columns):
            found = _operands(grid, column)
            heads = grid.path_cells(column)
            if heads and column_class(grid.path(column)) == "percent" and _PRICES.search(grid.heading(column)):
                yield Untold("ratio", heads[-1].start, heads[-1].end, "other-prices")
            elif found:
                yield from _quotients(grid, numbers, column, *found)
            elif loose := _loose_operands(grid, column):
                yield from _either(grid, numbers, column, *loose)
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
        whole = _only(grid, column, role=_GIVEN)
    elif kind == "growth":
        part, whole = _two_years(grid, column)
    else:
        return None
    return (part, whole, kind, "ratio.heading") if part is not None and whole is not None else None


def _loose_operands(grid: Grid, column: int) -> tuple[int, int] | None:
    """The columns of '% so với KH', 'So với năm 2018 (%)', and of 'Tỷ lệ (%)' beside a plan and what came of it alone."""
    if grid.numbering.get(column, ("", ""))[1] or column_class(grid.path(column)) != "percent":
        return None
    heading = grid.heading(column)
    if against := _AGAINST_YEAR.search(heading):
        year = int(against["year"])
        whole = _only(grid, column, year=str(year))
        part = _only(grid, column, year=str(year + 1)) or _only(grid, column, year=str(year + 1), role=_USED, both=True)
    elif _OF_PLAN.search(heading) or (
        _BARE.match((grid.path(column) or ("",))[-1]) and len(_figures(grid, column)) == 2
    ):
        whole = _only(grid, column, role=_GIVEN)
        years = YEAR.findall(grid.heading(whole)) if whole is not None else []
        part = _only(grid, column, role=_USED) or _only(grid, column, year="".join(years), role=_USED, both=True)
        if column > 1 and _SO_FAR.match((grid.path(column - 1) or ("",))[-1]):
            # 'Thực hiện tháng 6 | Lũy kế 6 tháng | % so với dự toán'
            part = column - 1
    else:
        return None
    return (part, whole) if part is not None and whole is not None else None


def _either(grid: Grid, numbers: Cells, column: int, part: int, whole: int) -> list[RatioRelation]:
    """The rows of a column that may tell 112,4 or 12,4 for the same growth: as most of them read."""
    share, growth = (
        list(_quotients(grid, numbers, column, part, whole, kind, "ratio.heading")) for kind in ("share", "growth")
    )
    return growth if sum(one.holds for one in growth) > sum(one.holds for one in share) else share


def _two_years(grid: Grid, column: int) -> tuple[int | None, int | None]:
    """The two columns right before 'Tăng, giảm (%)', where they tell two years one after the other."""
    years = [YEAR.findall(grid.heading(at)) for at in (column - 2, column - 1)]
    if column < 2 or any(len(found) != 1 for found in years) or int(years[0][0]) + 1 != int(years[1][0]):
        return None, None
    return column - 1, column - 2


def _only(
    grid: Grid, column: int, *, year: str = "", role: Sequence[AmountRole | None] = (), both: bool = False
) -> int | None:
    """The one column of figures of a year or of some roles, or of `both`; None where there are several."""
    found = []
    for other in _figures(grid, column):
        of_year = bool(year) and YEAR.findall(grid.heading(other)) == [year]
        of_role = role_of(grid.path(other)) in role
        if (of_year and of_role) if both else (of_year or of_role):
            found.append(other)
    return found[0] if len(found) == 1 else None


def _figures(grid: Grid, column: int) -> list[int]:
    """The columns beside one that may hold the figures of its percentages."""
    beside = {column, grid.ordinal_column, grid.label_column}
    return [
        other
        for other in range(grid.columns)
        if other not in beside and grid.path(other) and column_class(grid.path(other)) not in _NO_FIGURES
    ]


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
    stated = Number(Decimal(ratio.number or 0), ratio.decimals)
    top, bottom = _figure(part), _figure(whole)
    found = ratio_relation(kind, rule, stated, (ratio.start, ratio.end), top, bottom)
    if found and not found.holds and ratio.unit == "%" and ratio.text[-1:] != "%":
        # '0,95' for 95%: a share told as a fraction.
        hundredfold = Number(stated.value * 100, stated.decimals)
        fraction = ratio_relation(kind, rule, hundredfold, (ratio.start, ratio.end), top, bottom)
        found = replace(found, holds=fraction is not None and fraction.holds)
    if found:
        yield found


def _figure(cell: TableCell) -> Figure:
    half = Decimal(5).scaleb(-cell.decimals - 1)
    return Figure(cell.start, cell.end, Decimal(cell.number or 0), half, cell.unit or "")
