"""Documents that the archive's documents cite and that it does not hold: what an archivist can go and look for."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.query.frames import PLACES, asked_for, bounded, having, having_any, numbered, of_year, typed
from pipeline.query.show import documents_named
from pipeline.store import connect_read_only

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("number", "kind", "cited_issued_on", "cited_issuer", "subject", "mentions", "documents")
_SOUGHT = """
SELECT m.number, m.kind, m.issued_on AS cited_issued_on, m.issuer AS cited_issuer, m.subject, m.mentions,
  m.cited_by AS documents FROM v_missing_documents m {where} ORDER BY m.mentions DESC, m.number, m.issued_on, m.missing_id
"""
_CITING = "m.missing_id IN (SELECT c.missing_id FROM citations c {joined} WHERE c.missing_id IS NOT NULL AND {asked})"
_PLACED = "JOIN documents d ON d.id = c.document_id JOIN places u ON u.code = d.place_code"


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
    cited_issued_on, cited_issuer, subject, mentions (how often), documents (which cite it, by ', ').

    `contains` asks for words of the subject; `relation`, `document` and `place` (whence it comes) for one of the citations.
    """
    import pandas as pd

    conditions = asked_for(
        {
            "m.kind =": kind,
            "m.mentions >=": at_least,
            **of_year("m.issued_on", year),
            **bounded("m.issued_on", first, last),
        }
    )
    with closing(connect_read_only(db)) as connection:
        if relation:
            conditions[_CITING.format(joined="", asked="c.relation = ?")] = relation
        if document:
            ids = json.dumps(documents_named(connection, document))
            conditions[_CITING.format(joined="", asked="c.document_id IN (SELECT value FROM json_each(?))")] = ids
        if place:
            # A place is found in any spelling, so by the codes of the units that are called so.
            units = pd.read_sql_query("SELECT code, kind || ' ' || name AS place, district, province, today_province FROM places", connection)  # fmt: skip
            codes = json.dumps(having_any(units, PLACES, place)["code"].tolist())  # fmt: skip
            conditions[_CITING.format(joined=_PLACED, asked="u.code IN (SELECT value FROM json_each(?))")] = codes
        sql = _SOUGHT.format(where=f"WHERE {' AND '.join(conditions)}")
        frame = pd.read_sql_query(sql, connection, params=(*conditions.values(),), dtype="object")
    frame = numbered(having(typed(frame), {"cited_issuer": issuer, "subject": contains}), "number", number)
    return frame[list(COLUMNS)]
