"""What the figures of a table are in: units said over it, in a heading, in a row; and which columns hold no money.

The words are a table in `data/cells.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from pipeline.extract.money import DATA, unit_at
from pipeline.structure.grid import Grid
from pipeline.structure.tables import alternatives

Class = Literal["percent", "count", "code", "price", "money"]

_SAID = re.compile(
    r"(?:ĐVT|Đơn vị tính|Đơn vị|DVT)\s*(?::|là|(?=[\d(]))?\s*\(?\s*(?P<unit>[^\n\t():;]{1,40})", re.IGNORECASE
)
_BRACKET = re.compile(
    r"[(\[]\s*(?:(?:ĐVT|Đơn vị tính|Đơn vị)\s*:?\s*)?(?P<unit>[^()\[\]]{1,30}?)\s*[)\]]", re.IGNORECASE
)
_LONE_BRACKET = re.compile(r"^\s*\((?P<unit>[^()\n]{3,25})\)\s*$", re.MULTILINE)
_UNIT_COLUMN = re.compile(r"(?:ĐVT|Đơn vị tính|Đơn vị\s*>?\s*tính|Đơn vị|DVT|Đvt)$", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?P<thousand>1[.,]?000(?:[.,]?000)*)\s*(?=[^\W\d])")
_COMPARED = re.compile(
    r"(?:19|20)\d\d\s?/\s?[^\s/]{0,6}\s?(?:19|20)\d\d|(?<!\w)(?:[ƯU]?\.?TH|QT|GN)\s?/\s?(?:KH|DT|TH)(?!\w)"
)
"""'2019/2018', 'TH/KH': one figure in per cent of another."""
_ABOVE = 300


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed; `factor` and `currency` where it is money."""

    text: str
    factor: Decimal = Decimal(1)
    currency: str | None = None


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((DATA / "cells.toml").read_text(encoding="utf-8"))


@cache
def _classes() -> tuple[tuple[Class, re.Pattern[str]], ...]:
    found = []
    for row in _table()["class"]:
        ways = [rf"^[\s\-–+]*{alternatives(row['opens'])}(?!\w)"] if row["opens"] else []
        ways += [rf"(?<!\w){re.escape(word)}(?!\w)" for word in row.get("holds", ())]
        ways += [rf"^{re.escape(word)}$" for word in row.get("exact", ())]
        kept = rf"(?!.*{alternatives(row['not_with'])}(?!\w))" if "not_with" in row else ""
        found.append((row["name"], re.compile(f"{kept}(?:{'|'.join(ways)})", re.IGNORECASE)))
    return tuple(found)


@cache
def _others() -> frozenset[str]:
    return frozenset(unit.lower() for unit in _table()["units"]["other"])


def unit_named(words: str) -> Unit | None:
    """The unit that some words are, 'triệu đồng', '1.000 đ', 'ha'; None where they are none."""
    words = words.strip(" .:;,()")
    thousand = _THOUSANDS.match(words)
    rest = words[thousand.end() :] if thousand else words
    money = unit_at(_spelled(rest), 0)
    if money and money.currency and money.end >= len(_spelled(rest)) - 3:
        factor = (money.factor or Decimal(1)) * Decimal(re.sub(r"\D", "", thousand["thousand"]) if thousand else 1)
        return Unit(words, factor, money.currency)
    return Unit(words) if words.lower() in _others() or words.startswith("%") else None


def _spelled(words: str) -> str:
    """'Tr. USD', 'Ngh. tỷ đồng', 'tr.đ' as the table of money spells them."""
    words = re.sub(r"^ng(?:h|hìn)?\.\s?(?=t[ỷỉ])", "nghìn ", words, flags=re.IGNORECASE)
    words = re.sub(r"^tr\.?\s?(?=[^\W\d])(?!iệu)", "triệu ", words, flags=re.IGNORECASE)
    # One currency is enough: 'triệu đồng, %' or 'triệu đồng/năm'.
    return re.split(r"\s*[,/;]\s*|\s+(?:và|hoặc)\s", words)[0]


def unit_over(text: str, start: int, after: int) -> Unit | None:
    """The unit said last above a table that starts at `start`, not above the one that ends at `after`."""
    lead = text[max(after, start - _ABOVE, 0) : start]
    found = [unit for match in _SAID.finditer(lead) if (unit := unit_named(match["unit"]))]
    found = found or [unit for match in _LONE_BRACKET.finditer(lead) if (unit := unit_named(match["unit"]))]
    return found[-1] if found else None


def unit_in_head(grid: Grid) -> Unit | None:
    """The unit said last in a table's own first rows, over or in its head."""
    words = (grid.words(row, at) for row in range(grid.head_rows) for at in range(grid.columns) if grid.own(row, at))
    found = [unit for cell in words for match in _SAID.finditer(cell) if (unit := unit_named(match["unit"]))]
    return found[-1] if found else _unit_over_labels(grid)


def _unit_over_labels(grid: Grid) -> Unit | None:
    """'Nguồn vốn (triệu đồng)' over the rows' names: the unit of their figures."""
    unit = bracket_unit(" ".join(grid.path(grid.label_column)))
    return unit if unit and unit.currency else None


def bracket_unit(words: str) -> Unit | None:
    """'Kinh phí (triệu đồng)', 'Diện tích (ha)'; the last bracket that is a unit."""
    found = [unit for match in _BRACKET.finditer(words) if (unit := unit_named(match["unit"]))]
    return found[-1] if found else None


def column_unit(path: Sequence[str]) -> Unit | None:
    """The unit in a column's own heading or in one over it."""
    return next((unit for words in reversed(path) if (unit := bracket_unit(words))), None)


def class_of(words: str) -> Class | None:
    """What one heading says that it holds; None for one that leaves it open ('Năm 2019', 'Tổng số')."""
    if _COMPARED.search(words):
        return "percent"
    return next((name for name, pattern in _classes() if pattern.search(words)), None)


def column_class(path: Sequence[str]) -> Class | None:
    """What a column holds, by the lowest heading that tells."""
    return next((found for words in reversed(path) if (found := class_of(words))), None)


def row_units(grid: Grid) -> dict[int, Unit]:
    """Each row's unit, from a column 'ĐVT' (a ditto repeats the one above) or a bracket in its label."""
    found: dict[int, Unit] = {}
    column = unit_column(grid)
    last: Unit | None = None
    same = tuple(_table()["units"]["same"])
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
    return found


def is_percent_row(label: str) -> bool:
    """'Tỷ lệ giải ngân (%)'; a sum that is shared out 'theo tỷ lệ %' is money."""
    return class_of(label) == "percent" and (class_of(label.replace("%", "")) == "percent" or label.startswith("%"))


def unit_column(grid: Grid) -> int | None:
    """The column of units: headed so, its cells mostly units."""
    for column in range(grid.columns):
        if not _UNIT_COLUMN.match(grid.heading(column).replace(" > ", " ")):
            continue
        cells = list(_cells_of(grid, column))
        known = [words for words in cells if unit_named(words) or words in _table()["units"]["same"]]
        if known and len(known) >= 0.5 * len(cells):
            return column
    return None


def _cells_of(grid: Grid, column: int) -> Iterator[str]:
    for row in grid.body():
        if grid.own(row, column) and (words := grid.words(row, column)):
            yield words
