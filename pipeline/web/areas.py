"""Areas that a page can be narrowed to: a district of June 2025 ('d:466') or a province of today ('p:44')."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

CODES_WITHIN = "SELECT code FROM places WHERE :area IN ('d:' || district_code, 'p:' || today_province_code)"
"""SQL: the codes of the places in an area."""


@dataclass(frozen=True, slots=True)
class Province:
    """A province of today, with the districts of June 2025 in it: (code, name)."""

    name: str
    code: str
    districts: tuple[tuple[str, str], ...]


def areas(rows: Iterable[Sequence[str | None]]) -> list[Province]:
    """Provinces of rows (today_province, today_province_code, district, district_code, province), in their order."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for today, code, district, district_code, province in rows:
        districts = found.setdefault((today or "", code or ""), {})
        if district and district_code:
            districts[district_code] = district if province == today else f"{district} ({province})"
    return [Province(name, code, tuple(districts.items())) for (name, code), districts in found.items()]
