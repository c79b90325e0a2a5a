"""Where a code of a place lies, as it was until June 2025 and as it is today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.gazetteer import gazetteer


@dataclass(frozen=True, slots=True)
class Place:
    """A place's district of June 2025 (None where only its province is known), and its province then and today."""

    district_code: str | None
    district: str | None
    province: str | None
    today_code: str
    today: str


@lru_cache(maxsize=20_000)
def place_of(code: str | None) -> Place | None:
    """The place of a code of the General Statistics Office; None for none that is known."""
    before, today = gazetteer("63"), gazetteer("34")
    unit = before.unit(code or "")
    if unit is None:
        unit = today.unit(code or "")
        if unit is None:
            return None
        province = today.province_of(unit)
        return Place(None, None, None, province.code, province.name)
    chain = [unit]
    while chain[-1].parent and (parent := before.unit(chain[-1].parent)):
        chain.append(parent)
    district = chain[-2] if len(chain) > 1 else None
    # A district's successor is its province: there are no districts since.
    successor = today.unit(before.successor_code(district or unit) or "")
    now = today.province_of(successor) if successor else chain[-1]
    named = f"{district.kind} {district.name}" if district else None
    return Place(district.code if district else None, named, chain[-1].name, now.code, now.name)


def within(codes: Iterable[str], area: str) -> list[str]:
    """Those of some codes that lie in an area: 'd:466' a district of June 2025, 'p:44' a province of today."""
    level, _, sought = area.partition(":")
    found = []
    for code in codes:
        place = place_of(code)
        if place and sought == (place.district_code if level == "d" else place.today_code):
            found.append(code)
    return found
