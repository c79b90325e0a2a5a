"""Cited documents that the archive does not hold: what an archivist can go and look for."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.normalize import fold
from pipeline.query.framed import PLACES, among, bounded, having, having_any, typed
from pipeline.query.known import expect_code, expect_kind
from pipeline.query.show import documents_called
from pipeline.store import connect_read_only
from pipeline.structure.number.docnumber import number_key

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("number", "kind", "cited_issued_on", "cited_issuer", "subject", "mentions", "perhaps_held", "documents")
ORDER = "m.mentions DESC, m.number, m.issued_on, m.id"
"""The most cited first."""
_SOUGHT = f"""
SELECT v.number, v.kind, v.issued_on AS cited_issued_on, v.issuer AS cited_issuer, v.subject, v.mentions, v.perhaps_held, v.cited_by AS documents
FROM missing_documents m JOIN v_missing_documents v ON v.missing_id = m.id WHERE {{found}} ORDER BY {ORDER}
"""
_CITING = "m.id IN (SELECT c.missing_id FROM citations c {joined} WHERE c.missing_id IS NOT NULL AND {asked})"
_PLACED = "JOIN documents d ON d.id = c.document_id"
_UNITS = "SELECT code, kind || ' ' || name AS place, district, province, today_province FROM places"
_MOST_WORDS = 8


def missing(
    db: Path,
    *,
    number: str | None = None,
    kind: str | None = None,
    issuer: str | None = None,
    year: int | None = None,
    first: date | None = None,
    last: date | None = None,
    relation: str | None = None,
    contains: str | None = None,
    document: str | None = None,
    place: str | None = None,
    at_least: int = 1,
) -> pd.DataFrame:
    """Cited documents not held, the most cited first. Columns: number ('' of a law cited by name), kind,
    cited_issued_on, cited_issuer, subject, mentions (how often), perhaps_held (the held document of
    its number, body and year that has another day), documents (which cite it, by ', ').

    `contains` asks for words of the number, the issuer or the subject; `relation`, `document` and `place` (whence it
    comes) for one of the citations. A code that no row could have is refused (`UsageError`).
    """
    import pandas as pd

    expect_code("relation", relation)
    expect_kind(kind)
    with closing(connect_read_only(db)) as connection:
        found, given = narrowed(
            number=number,
            kind=kind,
            year=year,
            first=first,
            last=last,
            relation=relation,
            contains=contains,
            at_least=at_least,
            documents=None if document is None else documents_called(connection, document),
            places=None if place is None else places_called(connection, place),
        )
        frame = pd.read_sql_query(_SOUGHT.format(found=found), connection, params=tuple(given), dtype="object")
    return having(typed(frame), {"cited_issuer": issuer})


def narrowed(
    *,
    number: str | None = None,
    kind: str | None = None,
    year: int | None = None,
    first: date | None = None,
    last: date | None = None,
    relation: str | None = None,
    contains: str | None = None,
    at_least: int | None = None,
    documents: Sequence[str] | None = None,
    places: Sequence[str] | None = None,
) -> tuple[str, list[str | int]]:
    """The condition on `missing_documents m` that is asked for, with its parameters in their order: what `missing` asks for,
    with `documents` by their ids and `places` by their codes. Days are bounded so that an index serves them.
    """
    days = bounded("m.issued_on", first, last)
    of_year = bounded("m.issued_on", date(year, 1, 1), date(year, 12, 31)) if year is not None else {}
    words = fold(contains or "").split()[:_MOST_WORDS]
    citing = {
        _CITING.format(joined="", asked="c.relation = ?"): relation,
        _CITING.format(joined="", asked="c.document_id IN (SELECT value FROM json_each(?))"): None
        if documents is None
        else among(documents),
        _CITING.format(joined=_PLACED, asked="d.place_code IN (SELECT value FROM json_each(?))"): None
        if places is None
        else among(places),
    }
    asked = [
        ("m.number != '' AND instr(m.number_key, ?) > 0", number_key(number) if number else None),
        ("m.kind = ?", kind),
        ("m.mentions >= ?", at_least),
        *((f"{condition} ?", day) for bounds in (days, of_year) for condition, day in bounds.items()),
        *(("instr(m.words, ?) > 0", word) for word in words),
        *citing.items(),
    ]
    given = [(condition, value) for condition, value in asked if value is not None]
    return " AND ".join(condition for condition, _ in given) or "1", [value for _, value in given]


def is_place(db: Path, name: str) -> bool:
    """Whether any unit is called so, or lies in one that is."""
    with closing(connect_read_only(db)) as connection:
        return bool(places_called(connection, name))


def places_called(connection: sqlite3.Connection, place: str) -> list[str]:
    """The codes of the units that are called so, in any spelling, or lie in one that is."""
    import pandas as pd

    units = pd.read_sql_query(_UNITS, connection)
    return [str(code) for code in having_any(units, PLACES, place)["code"]]
