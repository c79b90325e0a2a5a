"""Citations resolved to the documents they name, where the archive holds exactly one that fits.

A document that comes in, or is written again, can change its own citations and those of its number, or of its kind where
a law is cited by its name alone; only these are looked at when the run ends.
"""

from __future__ import annotations

import sqlite3

from pipeline.extract.places.names import holders_of
from pipeline.link.documents import law_agrees
from pipeline.store.marks import Documents, mark
from pipeline.store.settled.tellings import mark_replaced
from pipeline.store.settled.totals import mark_resolved
from pipeline.structure.bodies import may_issue

_AT_ONCE = 5_000
_FITS = "(d.issued_on = c.issued_on OR c.issued_on IS NULL OR d.issued_on IS NULL)"
_ONLY = f"""
  SELECT CASE WHEN count(*) = 1 THEN min(d.id)
    WHEN sum(d.issued_on = c.issued_on) = 1 THEN min(CASE WHEN d.issued_on = c.issued_on THEN d.id END)
  END FROM documents d WHERE {_FITS} AND NOT EXISTS (
    SELECT 1 FROM documents e WHERE e.number_key = d.number_key AND e.issued_on IS d.issued_on AND +e.issuer IS d.issuer
      AND +e.id < d.id
  )"""
"""Of several files of one document (`v_documents.same_as`) the first stands for all."""
_RESOLVE = f"""
INSERT INTO resolved
SELECT c.rowid, c.relation, c.target_document_id, CASE WHEN c.number != '' THEN coalesce((
    {_ONLY} AND d.number_key = c.number_key AND may_issue(d.issuer, c.issuer, c.number_key)
  ), (
    {_ONLY} AND d.number_key = c.number_key AND d.issued_on = c.issued_on
      AND may_issue(o.issuer, c.issuer, c.number_key) AND is_over(d.place_code, o.place_code)
      AND c.relation NOT IN ('replaces', 'amends')
  )) ELSE (
    {_ONLY} AND d.kind = c.kind AND law_agrees(d.subject, c.subject)
      AND (c.issued_on IS NOT NULL OR substr(c.subject, -5) = ' ' || substr(d.issued_on, 1, 4))
  ) END
FROM citations c JOIN documents o ON o.id = c.document_id WHERE c.rowid IN (
  SELECT c.rowid FROM settling s CROSS JOIN citations c ON c.document_id = s.document_id
  UNION SELECT c.rowid FROM settling s CROSS JOIN citations c ON c.number_key = s.number_key WHERE s.number_key != ''
  UNION SELECT c.rowid FROM settling s CROSS JOIN citations c ON c.kind = s.kind AND c.number = '' WHERE s.kind != ''
)
"""
"""A citation points at the one document with its number whose day and issuer do not contradict it, else
at that of its very day from the place that holds the citing body's: a district's paper that names no issuer cites its province, whose decisions it doesn't change; a law
cited by its name alone at the one of that name and day or year."""
_CITED = """
INSERT OR IGNORE INTO stale_citations (document_id, number_key, kind)
SELECT id, coalesce(number_key, ''), coalesce(kind, '') FROM documents WHERE {they}
"""


def mark_cited(connection: sqlite3.Connection, documents: Documents) -> None:
    """Have the citations in documents and of them resolved again: before one is deleted, and after it is written."""
    mark(connection, _CITED, documents)


def settle_citations(connection: sqlite3.Connection) -> bool:
    """Resolve what some of the stale documents touch, in the transaction that is open; whether there were any."""
    connection.create_function("may_issue", 3, may_issue, deterministic=True)
    connection.create_function("is_over", 2, _is_over, deterministic=True)
    connection.create_function("law_agrees", 2, law_agrees, deterministic=True)
    connection.execute(f"CREATE TEMP TABLE settling AS SELECT * FROM stale_citations LIMIT {_AT_ONCE}")
    connection.execute(
        "CREATE TEMP TABLE resolved (citation INTEGER PRIMARY KEY, relation TEXT, before TEXT, now TEXT)"
    )
    connection.execute(_RESOLVE)
    connection.execute("DELETE FROM resolved WHERE before IS now")
    connection.execute(
        "UPDATE citations SET target_document_id = (SELECT now FROM resolved WHERE citation = citations.rowid) "
        "WHERE rowid IN (SELECT citation FROM resolved)"
    )
    for changed in connection.execute(
        "SELECT before, now FROM resolved WHERE relation IN ('replaces', 'amends')"
    ).fetchall():
        mark_replaced(connection, changed)
    numbers = "SELECT DISTINCT c.number_key FROM resolved r CROSS JOIN citations c ON c.rowid = r.citation"
    mark_resolved(connection, connection.execute(numbers).fetchall())
    done = connection.execute(
        "DELETE FROM stale_citations WHERE (document_id, number_key, kind) IN (SELECT * FROM settling)"
    )
    connection.execute("DROP TABLE settling")
    connection.execute("DROP TABLE resolved")
    return done.rowcount > 0


def _is_over(holder: str | None, held: str | None) -> bool:
    """Whether a place holds another, both by their codes."""
    return holder is not None and held is not None and holder in holders_of(held)
