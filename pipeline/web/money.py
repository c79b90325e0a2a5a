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
_FUND = "coalesce(m.fund_kind, 'n:' || m.fund, '-')"
_AREA = "coalesce('d:' || u.district_code, 'p:' || u.today_province_code, '-')"
_GROUP = {
    "year": ("coalesce(m.year, '-')", "m.year", "m.year IS NULL, m.year DESC"),
    "fund": (_FUND, "min(m.fund)", "max(m.vnd) DESC"),
    "place": (_AREA, "coalesce(m.district || ', ', '') || m.today_province", "m.today_province IS NULL, m.today_province, m.district"),
}  # fmt: skip
_STATES = ", ".join(f"'{state}'" for state in STATES)
_SUMS = """
SELECT {key} AS key, {name} AS name, m.state, count(*) AS amounts, sum(m.vnd) AS vnd, count(DISTINCT m.document_id) AS documents
FROM v_money m {places} WHERE m.state IN (""" + _STATES + """) AND {where} GROUP BY 1, m.state ORDER BY {order}
"""  # fmt: skip
_PLACES = "LEFT JOIN places u ON u.code = m.place_code"


@dataclass(slots=True)
class Row:
    """A year, fund or place: what is added up in it by state, and of how many amounts."""

    key: str
    name: str | None
    vnd: dict[str, int] = field(default_factory=dict)
    amounts: dict[str, int] = field(default_factory=dict)


def grouping(visit: Visit) -> By:
    """By what the address asks to add up."""
    asked = visit.one("by")
    return next((by for by in GROUPS if by == asked), "year")


def narrowed(visit: Visit, by: By) -> tuple[str, dict[str, Any]]:
    """The condition on `v_money m`, and its parameters: what may be added up under the grouping and the filters.

    Of a total and its parts, those are counted that tell what is asked: the fund, the place, or else the total.
    """
    conditions, given = [], dict[str, Any]()
    year, fund, area = visit.one("year"), visit.one("fund"), visit.one("place")
    if by == "fund" or fund:
        conditions.append("m.counted_by_fund = 1")
    if by == "place" or area:
        conditions.append("m.counted_by_place = 1")
    conditions = conditions or ["m.counted = 1"]
    if year == UNTOLD:
        conditions.append("m.year IS NULL")
    elif year:
        conditions.append("m.year = :year")
        given["year"] = visit.whole("year", 0, 0)
    if fund:
        conditions.append(f"{_FUND} = :fund")
        given["fund"] = fund
    if area == UNTOLD:
        conditions.append("m.place_code IS NULL")
    elif area:
        conditions.append(f"m.place_code IN ({CODES_WITHIN})")
        given["area"] = area
    return " AND ".join(conditions), given


def sums(by: By, where: str, given: dict[str, Any], connection: sqlite3.Connection) -> list[Row]:
    """What is added up in each group."""
    key, name, order = _GROUP[by]
    places = _PLACES if by == "place" else ""
    rows: dict[str, Row] = {}
    for code, told, state, amounts, vnd, _ in connection.execute(
        _SUMS.format(key=key, name=name, places=places, where=where, order=order), given
    ):
        row = rows.setdefault(str(code), Row(str(code), None if told is None else str(told)))
        row.vnd[state], row.amounts[state] = vnd, amounts
    return list(rows.values())
