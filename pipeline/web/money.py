"""Money added up by year, fund or place, each sum once; and the amounts behind a figure.

What is planned, allocated, spent and disbursed may be the same money, so that each is a column and none are added.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline.web.areas import CODES_WITHIN
from pipeline.web.visit import Visit

By = Literal["year", "fund", "place"]
GROUPS: tuple[By, ...] = ("year", "fund", "place")
STATES = ("planned", "requested", "allocated", "spent", "disbursed")
UNTOLD = "-"
"""Stands in addresses for what documents do not say."""
_STATES = ", ".join(f"'{state}'" for state in STATES)
_COUNTED = ("counted", "counted_by_fund", "counted_by_place")
_FUND = "coalesce(m.fund_kind, 'n:' || m.fund, '-')"
_AREA = "coalesce('d:' || u.district_code, 'p:' || u.today_province_code, '-')"
_GROUPED = {
    "year": ("m.year", "coalesce(m.year, '-'), coalesce(m.year, '-')"),
    "fund": ("m.fund_kind, m.fund", f"{_FUND}, coalesce(m.fund_kind, m.fund, '')"),
    "place": ("m.place_code", f"{_AREA}, coalesce(coalesce(u.district || ', ', '') || u.today_province, '')"),
}
"""What `money_totals` is grouped by, and a group's key and name."""
# Added up by the columns of an index first, and only then by what people call them.
_ROWS = f"""
SELECT {{named}}, m.state, sum(m.amounts), sum(m.vnd) FROM (
  SELECT {{grouped}}, m.state, sum(m.amounts) AS amounts, sum(m.vnd) AS vnd FROM money_totals m
  WHERE {{where}} GROUP BY {{grouped}}, m.state
) m {{places}} WHERE m.state IN ({_STATES}) GROUP BY 1, m.state
"""
_PLACES = "LEFT JOIN places u ON u.code = m.place_code"
_NAME = """
SELECT CASE WHEN :area = 'p:' || today_province_code THEN today_province ELSE coalesce(district || ', ', '') || today_province END
FROM places WHERE :area IN ('d:' || district_code, 'p:' || today_province_code) LIMIT 1
"""


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
        """The same as a condition on `m`, which is `v_money` or `money_totals`, and its parameters."""
        conditions, given = [f"m.{_COUNTED[side]} = 1" for side in self.sides], dict[str, Any]()
        for value, told, untold in (
            (self.year, "m.year = :year", "m.year IS NULL"),
            (self.fund, f"{_FUND} = :fund", "coalesce(m.fund_kind, m.fund) IS NULL"),
            (self.area, f"m.place_code IN ({CODES_WITHIN})", "m.place_code IS NULL"),
        ):
            if value:
                conditions.append(untold if value == UNTOLD else told)
        given |= {"year": int(self.year)} if self.year and self.year != UNTOLD else {}
        given |= {"fund": self.fund} if self.fund and self.fund != UNTOLD else {}
        given |= {"area": self.area} if self.area and self.area != UNTOLD else {}
        return " AND ".join(conditions), given


def asked(visit: Visit) -> Asked:
    """What the address asks."""
    by: By = visit.choice("by", GROUPS) or "year"
    year = visit.read("year", lambda year: year if year == UNTOLD or (year.isdecimal() and len(year) < 6) else None)
    return Asked(by, year, visit.one("fund"), visit.one("place"))


def rows(what: Asked, connection: sqlite3.Connection) -> list[Row]:
    """What is added up in each group: years from the last, funds from the largest, places by name."""
    where, given = what.sql()
    found: dict[str, Row] = {}
    grouped, named = _GROUPED[what.by]
    sql = _ROWS.format(grouped=grouped, named=named, where=where, places=_PLACES if what.by == "place" else "")
    for key, name, state, amounts, vnd in connection.execute(sql, given):
        row = found.setdefault(str(key), Row(str(key), str(name)))
        row.vnd[state], row.amounts[state] = vnd, amounts
    order = {
        "year": lambda row: (row.key == UNTOLD, -int(row.key) if row.key != UNTOLD else 0),
        "fund": lambda row: (-max(row.vnd.values()), row.key),
        "place": lambda row: (row.key == UNTOLD, row.name.rpartition(", ")[::-1]),
    }
    return sorted(found.values(), key=order[what.by])


async def name_of(visit: Visit, area: str) -> str:
    """An area's name; the area itself where it is none."""
    found = await visit.rows(_NAME, {"area": area})
    return str(next(iter(found[0].values()))) if found else area
