"""Drafts whose number is left open beside what was issued: their sums tell those of it, though they differ, in the table `retellings`."""

from __future__ import annotations

import sqlite3

_ISSUED = """
INSERT OR REPLACE INTO retellings (amount_id, first_amount_id, certain)
SELECT t.amount_id, t.first_amount_id, 1 FROM (
  SELECT e.amount_id, (
    SELECT o.amount_id FROM documents i CROSS JOIN ledger_entries o ON o.document_id = i.id AND o.act = e.act AND +o.year = e.year
    WHERE i.issuer_full_name = d.issuer_full_name AND i.kind = d.kind AND i.subject = d.subject AND o.counted = 1
      AND NOT EXISTS (SELECT 1 FROM drafts g WHERE g.document_id = i.id)
    ORDER BY i.issued_on, i.id, o.amount_id LIMIT 1
  ) AS first_amount_id
  FROM drafts f CROSS JOIN documents d ON d.id = f.document_id CROSS JOIN ledger_entries e ON e.document_id = d.id
  CROSS JOIN settling s ON s.subject = 'sum:' || e.sum_key
  WHERE f.said = 0
) t WHERE t.first_amount_id IS NOT NULL
"""
"""Issued by the same body as the same kind of paper on the same subject."""


def settle_drafts(connection: sqlite3.Connection) -> None:
    """Write down which sums of the table `settling` are of drafts of what is held as issued, in the open transaction."""
    connection.execute(_ISSUED)
