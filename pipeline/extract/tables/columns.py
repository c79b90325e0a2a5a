"""What the figures of a table are in: units said over it, in a heading, in a row; and which columns hold no money.

The words are a table in `data/cells.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Literal

from pipeline.extract.amounts.part_labels import sort_of
from pipeline.extract.tables.units import (
    Unit,
    bracket_unit,
    heading_unit,
    scale_unit,
    table_of_cells,
    unit_named,
)
from pipeline.normalize.tones import compiled
from pipeline.structure.alternatives import alternatives
from pipeline.structure.shared_words import unit_words
from pipeline.structure.table.grid import Grid

Class = Literal["percent", "count", "code", "price", "money"]

_COMPARED = re.compile(
    r"(?:19|20)\d\d\s?/\s?[^\s/]{0,6}\s?(?:19|20)\d\d|(?<!\w)(?:[ƯU]?\.?TH|QT|GN)\s?/\s?(?:KH|DT|TH)(?!\w)"
)
"""'2019/2018', 'TH/KH': one figure in per cent of another."""
_AMONG = re.compile(r"(?:trong đó|gồm|bao gồm)\s?:?\s+", re.IGNORECASE)
_DASHES = ("-", "–", "−", "+", "•", "*")
_OF_UNITS = re.compile(r"(?:đơn vị tính|ĐVT)$", re.IGNORECASE)
_THING = re.compile(r"(?:1[.,]?000\s)?[^\d\n]{1,30}")
"""'Vụ, việc/tổ', '1.000 viên': a unit that no list names."""
_TOTAL = re.compile(r"(?:tổng|cộng)(?!\w)", re.IGNORECASE)


@cache
def _unit_heads() -> re.Pattern[str]:
    """What heads a column of units, or of currencies."""
    currencies = alternatives(tuple(table_of_cells()["units"]["currency_heads"]))
    return re.compile(rf"(?:{unit_words()}|{currencies})$", re.IGNORECASE)


@cache
def _classes() -> tuple[tuple[Class, re.Pattern[str]], ...]:
    found = []
    for row in table_of_cells()["class"]:
        ways = [rf"^[\s\-–+•]*{alternatives(row['opens'])}(?!\w)"] if row["opens"] else []
        ways += [rf"(?<!\w){re.escape(word)}(?!\w)" for word in row.get("holds", ())]
        ways += [rf"^{re.escape(word)}$" for word in row.get("exact", ())]
        kept = rf"(?!.*{alternatives(row['not_with'])}(?!\w))" if "not_with" in row else ""
        found.append((row["name"], compiled(f"{kept}(?:{'|'.join(ways)})", re.IGNORECASE)))
    return tuple(found)


def column_unit(path: Sequence[str]) -> Unit | None:
    """The unit in a column's own heading or in one over it, in brackets or at its end."""
    return next((unit for words in reversed(path) if (unit := heading_unit(words) or _scale_of_money(words))), None)


def _scale_of_money(words: str) -> Unit | None:
    """'Kinh phí (triệu)': a power alone where the heading says that it holds money."""
    return scale_unit(words) if class_of(words) in ("money", "price") else None


def shared_unit(grid: Grid) -> dict[int, Unit]:
    """The unit that one column's heading says for the table, 'Tổng số (triệu đồng) | NSTW | NSĐP', by the columns that it holds for.

    Those are called money or a total; after a total all that are not called a count, a share or the like.
    """
    own = {column: unit for column in range(grid.columns) if (unit := column_unit(grid.path(column)))}
    money = {column: unit for column, unit in own.items() if unit.currency}
    if len({(unit.factor, unit.currency) for unit in money.values()}) != 1:
        return {}
    after = min((column for column in money if _TOTAL.match(grid.path(column)[-1])), default=grid.columns)
    unit = next(iter(money.values()))
    # A price's 'đ/kg' says that the sums are in đồng.
    unit = replace(unit, text=unit.text.partition("/")[0].rstrip())
    return {column: unit for column in range(grid.columns) if column not in own and called_money(grid, column, after)}


def called_money(grid: Grid, column: int, after: int) -> bool:
    """Whether a column is called money or a total, or stands open right of a column `after`."""
    path, kind = grid.path(column), column_class(grid.path(column))
    open_one = bool(path) and kind is None and column not in (grid.label_column, grid.ordinal_column)
    return kind == "money" or (open_one and (column > after or _TOTAL.match(path[-1]) is not None))


@lru_cache(maxsize=2048)
def class_of(words: str) -> Class | None:
    """What one heading says that it holds; None for one that leaves it open ('Năm 2019', 'Tổng số')."""
    if _COMPARED.search(words):
        return "percent"
    return next((name for name, pattern in _classes() if pattern.search(words)), None)


def column_class(path: Sequence[str]) -> Class | None:
    """What a column holds, by the lowest heading that tells."""
    return next((found for words in reversed(path) if (found := class_of(words))), None)


@lru_cache(maxsize=2048)
def is_norm(path: tuple[str, ...]) -> bool:
    """Whether a column tells what is paid for one of something, by a rule: 'Mức thu', 'Mức chi > Tỉnh'."""
    return column_class(path) == "price" and any(map(_norms().match, path))


@cache
def _norms() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(tuple(table_of_cells()['units']['norms']))}(?!\w)", re.IGNORECASE)


def per_each(unit: Unit, each: Unit) -> Unit:
    """A norm's unit with what its row says that it is for: 'đồng' and 'kg' are 'đồng/kg'."""
    if each.currency or not unit.currency or "/" in unit.text:
        return unit
    return replace(unit, text=f"{unit.text}/{each.text}")


def row_units(grid: Grid) -> dict[int, Unit]:
    """Each row's unit, from a column 'ĐVT' (a ditto repeats the one above) or a bracket in its label.

    Under 'Kinh phí (triệu đồng)' the rows '- Ngân sách tỉnh' and 'Trong đó: Dân góp' are in that too.
    """
    found: dict[int, Unit] = {}
    column = unit_column(grid)
    last: Unit | None = None
    parted: Unit | None = None
    same = tuple(table_of_cells()["units"]["same"])
    for row in grid.body():
        words = grid.words(row, column) if column is not None else ""
        if words:
            last = last if words in same else unit_named(words) or Unit(words)
            if last:
                found[row] = last
        elif is_percent_row(grid.label(row)):
            found[row] = Unit("%")
        elif (unit := bracket_unit(grid.label(row))) and not unit.text.startswith("%"):
            found[row] = unit
        elif parted and _is_part(grid, row):
            found[row] = parted
            continue
        parted = found[row] if row in found and found[row].currency and not words else None
    return found


def _is_part(grid: Grid, row: int) -> bool:
    """Whether a row of a dash or 'Trong đó' names money or a source of it."""
    label = grid.label(row)
    opened = _AMONG.match(label)
    name = label[opened.end() :] if opened else label
    told = class_of(name) == "money" or sort_of(name, 0, len(name)) == "source"
    return told and (opened is not None or grid.ordinal(row) in _DASHES)


def is_percent_row(label: str) -> bool:
    """'Tỷ lệ giải ngân (%)'; a sum that is shared out 'theo tỷ lệ %' is money."""
    return class_of(label) == "percent" and (class_of(label.replace("%", "")) == "percent" or label.startswith("%"))


def says_same(words: str) -> bool:
    """Whether a cell says that the one above it holds for its row too: 'nt', '-nt-', 'như trên'."""
    return words.strip().lower() in table_of_cells()["units"]["same"]


def unit_column(grid: Grid) -> int | None:
    """The column of units: headed so, its cells mostly units."""
    for column in range(grid.columns):
        if not _unit_heads().match(grid.heading(column).replace(" > ", " ")):
            continue
        cells = list(_cells_of(grid, column))
        plain = _OF_UNITS.search(grid.heading(column)) is not None
        same = table_of_cells()["units"]["same"]
        known = [words for words in cells if unit_named(words) or words in same or (plain and _THING.fullmatch(words))]
        if known and len(known) >= 0.5 * len(cells):
            return column
    return None


def _cells_of(grid: Grid, column: int) -> Iterator[str]:
    for row in grid.body():
        if grid.own(row, column) and (words := grid.words(row, column)):
            yield words
