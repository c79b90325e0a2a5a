"""Money added up by year, fund or place, each sum once; and the amounts behind a figure.

What is planned, allocated, spent and disbursed may be the same money, so that each is a column and none are added.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline.web.archive import Archive
from pipeline.web.areas import CODES_WITHIN
from pipeline.web.visit import Visit

By = Literal["year", "fund", "place"]
GROUPS: tuple[By, ...] = ("year", "fund", "place")
STATES = ("planned", "requested", "allocated", "spent", "disbursed")
_QUESTION = "money"
UNTOLD = "-"
"""Stands in addresses for what documents do not say."""
_STATES = ", ".join(f"'{state}'" for state in STATES)
# Whether another document told a sum first is dear to find out, and one answer holds for all three ways to count.
_CELLS = f"""
WITH told AS MATERIALIZED (
  SELECT m.year, m.state, coalesce(m.fund_kind, 'n:' || m.fund, '-') AS fund, m.place_code, a.counted, a.counted_by_fund,
    a.counted_by_place, CASE WHEN a.counted THEN m.counted WHEN a.counted_by_fund THEN m.counted_by_fund
      ELSE m.counted_by_place END AS first, m.vnd
  FROM amounts a CROSS JOIN v_money m ON m.amount_id = a.id
  WHERE a.state IN ({_STATES}) AND a.vnd IS NOT NULL AND 1 IN (a.counted, a.counted_by_fund, a.counted_by_place)
)
SELECT year, state, fund, place_code, counted, counted_by_fund, counted_by_place, count(*), sum(vnd)
FROM told WHERE first = 1 GROUP BY 1, 2, 3, 4, 5, 6, 7
"""
_AREAS = """
SELECT code, coalesce('d:' || district_code, 'p:' || today_province_code), 'p:' || today_province_code,
  coalesce(district || ', ', '') || today_province FROM places
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """Amounts that agree in all by which money is grouped or narrowed, added up."""

    year: int | None
    state: str
    fund: str
    place_code: str | None
    counted: tuple[bool, bool, bool]
    """By year, by fund, by place."""
    amounts: int
    vnd: int


@dataclass(slots=True)
class Row:
    """A year, fund or place: what is added up in it by state, and of how many amounts."""

    key: str
    name: str
    vnd: dict[str, int] = field(default_factory=dict)
    amounts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks to add up: by what, and narrowed to what."""

    by: By
    year: str | None
    fund: str | None
    area: str | None

    @property
    def sides(self) -> list[int]:
        """Which of a cell's `counted` must hold: of a total and its parts, those count that tell what is asked."""
        asked = [by for by, told in (("fund", self.fund), ("place", self.area)) if told or self.by == by]
        return [GROUPS.index(by) for by in GROUPS if by in asked] or [0]

    def sql(self) -> tuple[str, dict[str, Any]]:
        """The same as a condition on `v_money m`, and its parameters."""
        columns = ("m.counted", "m.counted_by_fund", "m.counted_by_place")
        conditions, given = ["m.vnd IS NOT NULL", *(f"{columns[side]} = 1" for side in self.sides)], dict[str, Any]()
        for value, told, untold in (
            (self.year, "m.year = :year", "m.year IS NULL"),
            (self.fund, "coalesce(m.fund_kind, 'n:' || m.fund, '-') = :fund", "coalesce(m.fund_kind, m.fund) IS NULL"),
            (self.area, f"m.place_code IN ({CODES_WITHIN})", "m.place_code IS NULL"),
        ):
            if value:
                conditions.append(untold if value == UNTOLD else told)
        given |= {"year": int(self.year)} if self.year and self.year != UNTOLD else {}
        given |= {"fund": self.fund} if self.fund and self.fund != UNTOLD else {}
        given |= {"area": self.area} if self.area and self.area != UNTOLD else {}
        return " AND ".join(conditions), given


def asked(visit: Visit) -> Asked:
    """What the address asks; what is no year is none."""
    by: By = next((by for by in GROUPS if by == visit.one("by")), "year")
    year = visit.one("year")
    year = year if year == UNTOLD or (year and year.isdecimal() and len(year) < 6) else None
    return Asked(by, year, visit.one("fund"), visit.one("place"))


async def read(visit: Visit) -> Money:
    """The money of the archive."""
    return await visit.kept(_QUESTION, Money)


def read_ahead(archive: Archive) -> None:
    """Begin to read the money, before anyone asks."""
    archive.kept.begin(archive.version(), _QUESTION, Money)


class Money:
    """All that may be added up, by year, state, fund and place: any grouping of it takes milliseconds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._cells = [
            Cell(year, state, fund, code, (bool(by_year), bool(by_fund), bool(by_place)), amounts, vnd)
            for year, state, fund, code, by_year, by_fund, by_place, amounts, vnd in connection.execute(_CELLS)
        ]
        used = {cell.place_code for cell in self._cells}
        self._areas = {code: tuple(area) for code, *area in connection.execute(_AREAS) if code in used}

    def name_of(self, area: str) -> str | None:
        """An area's name."""
        for own, province, name in self._areas.values():
            if area in (own, province):
                return str(name if area == own else name.rpartition(", ")[2])
        return None

    def rows(self, what: Asked) -> list[Row]:
        """What is added up in each group: years from the last, funds from the largest, places by name."""
        rows: dict[str, Row] = {}
        for cell in self._cells:
            own, province, name = self._areas.get(cell.place_code or "", (UNTOLD, UNTOLD, ""))
            year = UNTOLD if cell.year is None else str(cell.year)
            if not all(cell.counted[side] for side in what.sides) or not (
                what.year in (None, year) and what.fund in (None, cell.fund) and what.area in (None, own, province)
            ):
                continue
            key, told = {"year": (year, year), "fund": (cell.fund, cell.fund.removeprefix("n:")), "place": (own, name)}[
                what.by
            ]
            row = rows.setdefault(key, Row(key, told))
            row.vnd[cell.state] = row.vnd.get(cell.state, 0) + cell.vnd
            row.amounts[cell.state] = row.amounts.get(cell.state, 0) + cell.amounts
        order = {
            "year": lambda row: (row.key == UNTOLD, -int(row.key) if row.key != UNTOLD else 0),
            "fund": lambda row: (-max(row.vnd.values()), row.key),
            "place": lambda row: (row.key == UNTOLD, row.name.rpartition(", ")[::-1]),
        }
        return sorted(rows.values(), key=order[what.by])
