"""The tables of administrative units: loaded when a database is made, and again when their edition changes."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator

from pipeline.extract.places.gazetteer import Unit, gazetteer, unit_files

_LEVELS = {2: "province", 3: "district", 5: "commune"}
"""A code of the General Statistics Office tells its unit's level by its length."""
_PLACE = tuple[str | None, ...]


def load_places(connection: sqlite3.Connection) -> None:
    """Write the units and what became of them, if the database does not hold this edition of them."""
    edition = hashlib.sha256(b"".join(path.read_bytes() for path in unit_files())).hexdigest()[:16]
    held = connection.execute("SELECT edition FROM reference_tables WHERE name = 'places'").fetchone()
    if held == (edition,):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in ("place_changes", "places", "places_today"):
            connection.execute(f"DELETE FROM {table}")
        # Superiors first: each reference is settled when it is made.
        for table, rows in (
            ("places_today", sorted(_places_today(), key=_superiors_first)),
            ("places", sorted(_places(), key=_superiors_first)),
            ("place_changes", list(_changes())),
        ):
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        connection.execute("INSERT OR REPLACE INTO reference_tables (name, edition) VALUES ('places', ?)", [edition])
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _places() -> Iterator[_PLACE]:
    before, today = gazetteer("63"), gazetteer("34")
    for unit in before.units:
        province = before.province_of(unit)
        district = unit if _level(unit) == "district" else before.unit(unit.parent)
        place = (unit.code, "63", _level(unit), unit.kind, unit.name, unit.parent or None)
        named = (district.code, f"{district.kind} {district.name}") if district and district.parent else (None, None)
        yield (*place, *named, province.code, province.name, *_today(_successor(unit)))
    for unit in today.units:
        if before.unit(unit.code) is None:
            place = (unit.code, "34", _level(unit), unit.kind, unit.name, None)
            yield (*place, None, None, None, None, *_today(unit))


def _successor(unit: Unit) -> Unit:
    """What took over the most of a unit in 2025; of a district its province, for there are no districts since."""
    before, today = gazetteer("63"), gazetteer("34")
    code = unit.successors[0] if unit.successors else before.successor_code(unit)
    successor = today.unit(code or "")
    assert successor, f"{unit.kind} {unit.name} has no successor"
    return successor


def _today(unit: Unit) -> tuple[str, str, str]:
    province = gazetteer("34").province_of(unit)
    return unit.code, province.code, province.name


def _places_today() -> Iterator[_PLACE]:
    for unit in gazetteer("34").units:
        yield unit.code, _level(unit), unit.kind, unit.name, unit.parent or None


def _changes() -> Iterator[tuple[str, int, str]]:
    before = gazetteer("63")
    for unit in before.units:
        successors = unit.successors if unit.parent else (_successor(unit).code,)
        for position, code in enumerate(successors, 1):
            yield unit.code, position, code


def _superiors_first(place: _PLACE) -> tuple[int, str]:
    code = place[0] or ""
    return len(code), code


def _level(unit: Unit) -> str:
    return _LEVELS[len(unit.code)]
