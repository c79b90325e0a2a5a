"""What a person should look at, worst first: doubtful values, days that no calendar has, sums that don't add up, readings
in doubt, and corrections whose mention is gone.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pandas as pd

from pipeline.query.framed import having
from pipeline.query.frames import HEAD, QUOTE
from pipeline.query.show import documents_called
from pipeline.store import connect_read_only

REASONS = ("orphaned", "impossible-date", "sum", "reading", "confidence")
_VALUES = {
    "amounts": "x.value || coalesce('..' || x.value_high, '') || ' ' || x.currency",
    "citations": "x.number || coalesce(' ' || x.issued_on, '')",
    "dates": "coalesce(x.first_day || '..' || x.last_day, '')",
    "quantities": "printf('%.15g', x.value_low) || CASE WHEN x.value_high > x.value_low THEN "
    "printf('..%.15g', x.value_high) ELSE '' END || ' ' || x.unit",
    "projects": "x.name || coalesce(' ' || x.total_vnd, '')",
    "entities": "x.kind || ' ' || x.name",
}
_IMPOSSIBLE, _SUM = 0.05, 0.4
"""How sure such a value can be at most: a printed day that does not exist, a total that its parts gainsay."""


def review(
    db: Path,
    *,
    below: float = 0.8,
    document: str | None = None,
    table: str | None = None,
    reason: str | None = None,
    contains: str | None = None,
    most: int | None = None,
) -> pd.DataFrame:
    """The queue. Columns: id, document, issued_on, page, table, text, value, reason, confidence, quote.

    `below` bounds the confidence of values that are listed for that alone. `most` reads no more than so many values of
    each kind, the least sure; it goes with none of `document` and `contains`.
    """
    with closing(connect_read_only(db)) as connection:
        named = None if document is None else documents_called(connection, document)
        parts = [_impossible(), _unbalanced(), _readings()]
        parts += [_doubtful(name, value) for name, value in _VALUES.items()]
        if most is not None:
            parts = [f"SELECT * FROM ({part} ORDER BY x.confidence LIMIT {int(most)})" for part in parts]
        rows = pd.read_sql_query(" UNION ALL ".join(parts), connection, params={"below": below}, dtype="object")
        gone = pd.read_sql_query(_ORPHANED, connection, dtype="object")
    frame = pd.concat([rows, gone], ignore_index=True)
    frame["confidence"] = frame["confidence"].astype("float64")
    frame["page"] = frame["page"].astype("Int64")
    if named is not None:
        frame = frame[frame["document_id"].isin(named)]
    for column, wanted in {"table": table, "reason": reason}.items():
        frame = frame if wanted is None else frame[frame[column] == wanted]
    frame = having(frame.drop_duplicates("id"), {"quote": contains})
    frame = frame.sort_values(["confidence", "document", "start"], kind="stable", ignore_index=True)
    return frame.drop(columns=["start", "document_id"])


def _select(table: str, name: str, value: str, reason: str, confidence: str, where: str) -> str:
    return (
        f"SELECT x.id AS id, {HEAD}, x.page AS page, '{name}' AS \"table\", x.text AS text, {value} AS value, "
        f"'{reason}' AS reason, {confidence} AS confidence, replace({QUOTE}, char(9), char(32)) AS quote, "
        'x."start" AS "start", d.id AS document_id '
        f"FROM {table} x JOIN documents d ON d.id = x.document_id WHERE {where}"
    )


def _doubtful(table: str, value: str) -> str:
    impossible = " AND x.first_day IS NOT NULL" if table == "dates" else ""
    return _select(table, table, value, "confidence", "x.confidence", f"x.confidence < :below{impossible}")


def _impossible() -> str:
    return _select("dates", "dates", "''", "impossible-date", str(_IMPOSSIBLE), "x.first_day IS NULL")


def _unbalanced() -> str:
    """Totals that their parts gainsay; those whose sum a person has confirmed are left out."""
    totals = "(SELECT a.* FROM sums s JOIN amounts a ON a.id = s.total_amount_id WHERE s.holds = 0 AND s.kind = 'full')"
    where = "x.rule != 'correction'"
    return _select(totals, "amounts", _VALUES["amounts"], "sum", f"min(x.confidence, {_SUM})", where)


def _readings() -> str:
    return _select("doubts", "doubts", "x.reading", "reading", "x.confidence", "1")


_ORPHANED = """
SELECT '#' || c.id AS id, coalesce(d.number, d.source_path) AS document, d.issued_on AS issued_on,
  d.issuer AS issuer, NULL AS page, c.table_name AS "table", c.words AS text,
  coalesce(c.column_name || ' = ' || c.new_value, '') AS value, 'orphaned' AS reason, 0.0 AS confidence,
  c.reason AS quote, c."start" AS "start", d.id AS document_id
FROM corrections c JOIN documents d ON d.id = c.document_id
WHERE c.undone_at IS NULL AND c.placed = 0
UNION ALL
SELECT '#' || c.id, coalesce(d.number, d.source_path), d.issued_on, d.issuer, NULL, c.table_name, c.words,
  coalesce(c.column_name || ' = ' || c.new_value, ''), 'orphaned', 0.0, c.reason, c."start", d.id
FROM corrections c JOIN withdrawn_documents w ON w.id = (
  SELECT max(o.id) FROM withdrawn_documents o WHERE o.document_id = c.document_id
) JOIN documents d ON d.id = w.replaced_by
WHERE c.undone_at IS NULL AND c.document_id NOT IN (SELECT id FROM documents) AND NOT EXISTS (
  SELECT 1 FROM corrections o JOIN documents h ON h.id = o.document_id
  WHERE coalesce(o.origin, o.id) = coalesce(c.origin, c.id)
)
"""
