"""Drafts whose number is left open beside what was issued: their sums tell those of it, though they differ, in the table `retellings`."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from functools import cache
from typing import Any

from pipeline.link.ledger.drafted import issued_again
from pipeline.link.ledger.retellings import DRAFTED_BEFORE, Telling
from pipeline.store.settled.retellings import OF_DOCUMENTS, TELLING, telling_of

_ISSUED = f"""
WITH asked AS MATERIALIZED (
  SELECT d.id, d.issuer_full_name AS body, d.kind, d.subject, d.issued_on FROM (
    SELECT DISTINCT e.document_id FROM settling s CROSS JOIN ledger_entries e ON e.sum_key = substr(s.subject, 5)
    CROSS JOIN drafts f ON f.document_id = e.document_id AND f.said = 0 WHERE s.subject LIKE 'sum:%'
  ) t CROSS JOIN documents d ON d.id = t.document_id
)
SELECT q.id, i.id FROM (SELECT DISTINCT body FROM asked) b CROSS JOIN documents i ON i.issuer_full_name = b.body
CROSS JOIN asked q ON q.subject = i.subject AND q.kind = i.kind AND q.body = b.body
WHERE (q.issued_on IS NULL OR q.issued_on BETWEEN date(i.issued_on, '-{DRAFTED_BEFORE} days') AND i.issued_on) AND NOT EXISTS (SELECT 1 FROM drafts g WHERE g.document_id = i.id)
"""
"""Issued by the same body as the same kind of paper on the same subject, and not before: a body's papers are looked through once."""
_SUMS = f"SELECT e.year, e.act, {TELLING} FROM ledger_entries e {OF_DOCUMENTS} WHERE e.document_id = ? AND e.year IS NOT NULL"
_TELL = """
INSERT INTO retellings (amount_id, first_amount_id, certain)
SELECT e.amount_id, ?2, ?3 FROM ledger_entries e JOIN settling s ON s.subject = 'sum:' || e.sum_key WHERE e.amount_id = ?1
ON CONFLICT (amount_id) DO UPDATE SET first_amount_id = excluded.first_amount_id, certain = 1
WHERE excluded.certain = 1 AND certain = 0
"""
"""Only those that are to be settled; what is known already to tell another sum stays."""
_Sums = dict[tuple[Any, ...], list[Telling]]
"""By year and act."""


def settle_drafts(connection: sqlite3.Connection) -> None:
    """Write down which sums of the table `settling` are of drafts of what is held as issued, in the open transaction."""
    issues: dict[str, list[str]] = defaultdict(list)
    for draft, issue in connection.execute(_ISSUED):
        issues[draft].append(issue)

    @cache
    def issued(document: str) -> _Sums:
        """Looked up once for all its drafts."""
        return _sums(connection, document)

    for draft, papers in issues.items():
        for key, drafted in _sums(connection, draft).items():
            told = issued_again(drafted, [other for paper in papers for other in issued(paper).get(key, ())])
            connection.executemany(_TELL, [(one.amount_id, one.first_amount_id, int(one.certain)) for one in told])


def _sums(connection: sqlite3.Connection, document: str) -> _Sums:
    found: _Sums = defaultdict(list)
    for row in connection.execute(_SUMS, [document]):
        found[row[:2]].append(telling_of(row[2:]))
    return found
