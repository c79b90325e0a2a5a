"""Areas that a page can be narrowed to: a district of June 2025 ('d:466') or a province of today ('p:44')."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

CODES_WITHIN = "SELECT code FROM places WHERE :area IN ('d:' || district_code, 'p:' || today_province_code)"
"""SQL: the codes of the places in an area."""

_OF = """
SELECT u.today_province, u.today_province_code, u.district, u.district_code, u.province
FROM (SELECT DISTINCT place_code FROM {table}) c JOIN places u ON u.code = c.place_code
GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 5, 3
"""


@dataclass(frozen=True, slots=True)
class Province:
    """A province of today, with the districts of June 2025 in it: (code, name)."""

    name: str
    code: str
    districts: tuple[tuple[str, str], ...]


def codes_within(connection: sqlite3.Connection, area: str) -> list[str]:
    """The codes of the places in an area."""
    return [code for (code,) in connection.execute(CODES_WITHIN, {"area": area})]


def areas_of(connection: sqlite3.Connection, table: str) -> list[Province]:
    """The areas in which the places of a table's rows (`place_code`) lie; a condition may follow the table's name."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for today, code, district, district_code, province in connection.execute(_OF.format(table=table)):
        districts = found.setdefault((today or "", code or ""), {})
        if district and district_code:
            districts[district_code] = district if province == today else f"{district} ({province})"
    return [Province(name, code, tuple(districts.items())) for (name, code), districts in found.items()]
