"""Sums that a decision, or a notice, hands on out of what another gave its body: they tell again what that one gave, in the table `retellings`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from pipeline.link.ledger.handed_on import Given, handed_on
from pipeline.store.retellings import FIRST, OF_DOCUMENTS, TELLING, deciding, telling_of

_RESTING_ON = """
INSERT OR IGNORE INTO settling
SELECT 'sum:' || e.sum_key FROM (
  SELECT substr(s.subject, 10) AS number_key FROM settling s WHERE s.subject LIKE 'document:%'
  UNION SELECT d.number_key FROM settling s CROSS JOIN documents d ON d.id = substr(s.subject, 4) WHERE s.subject LIKE 'id:%'
) k CROSS JOIN citations c ON c.number_key = k.number_key AND c.relation IN ('basis', 'implements')
  AND c.kind IN (SELECT value FROM json_each(?1))
CROSS JOIN documents d ON d.id = c.document_id AND (d.kind = 'TB' OR d.kind IN (SELECT value FROM json_each(?1)))
CROSS JOIN ledger_entries e ON e.document_id = d.id AND e.act = 'allocated' AND e.sum_key IS NOT NULL
"""
_HANDING_ON = """
SELECT t.id, t.year FROM (
  SELECT DISTINCT e.document_id AS id, e.year FROM settling s
  CROSS JOIN ledger_entries e ON e.sum_key = substr(s.subject, 5) AND s.subject LIKE 'sum:%' AND e.act = 'allocated'
) t CROSS JOIN documents d ON d.id = t.id AND d.place_code IS NOT NULL AND (d.kind = 'TB' OR d.kind IN (SELECT value FROM json_each(?1)))
WHERE EXISTS (
  SELECT 1 FROM citations c CROSS JOIN ledger_entries o ON o.document_id = c.target_document_id AND o.act = 'allocated' AND o.year = t.year
  WHERE c.document_id = t.id AND c.relation IN ('basis', 'implements') AND c.kind IN (SELECT value FROM json_each(?1))
)
"""
_OF_YEAR = f"""
SELECT {TELLING}, {FIRST} FROM ledger_entries e {OF_DOCUMENTS}
WHERE e.document_id = ? AND e.act = 'allocated' AND e.year = ? AND a.counted = 1
"""
_GIVEN = f"""
SELECT {TELLING}, d.place_code IS NOT t.place_code FROM (
  SELECT DISTINCT c.target_document_id AS id, h.place_code, h.issuer, h.issued_on
  FROM documents h CROSS JOIN citations c ON c.document_id = h.id AND c.relation IN ('basis', 'implements')
  WHERE h.id = ?1 AND NOT EXISTS (
    SELECT 1 FROM citations x WHERE x.target_document_id = c.target_document_id
      AND (x.relation = 'replaces' OR (x.relation = 'amends' AND x.document_id = h.id))
  )
) t CROSS JOIN ledger_entries e ON e.document_id = t.id AND e.act = 'allocated' AND e.year = ?2 {OF_DOCUMENTS}
WHERE a.money_place_code = t.place_code AND (a.place_code IS NOT NULL OR a.counted = 1 OR d.place_code IS t.place_code) AND d.issuer IS NOT t.issuer
  AND d.issued_on <= t.issued_on AND d.kind IN (SELECT value FROM json_each(?3))
"""
"""What the decisions on which one rests gave to the place of its body: in rows of that place, or by another body of it, in any row."""


def mark_handed_on(connection: sqlite3.Connection) -> None:
    """Have the sums settled of decisions that rest on those of the table `settling`."""
    connection.execute(_RESTING_ON, [deciding()])


def settle_handed_on(connection: sqlite3.Connection) -> None:
    """Write down which sums of the table `settling` hand on another, in the open transaction."""
    for document, year in connection.execute(_HANDING_ON, [deciding()]).fetchall():
        given = {one.telling.amount_id: one for one in _given(connection, document, year)}
        if not given:
            continue
        own = [(telling_of(row[:-1]), row[-1]) for row in connection.execute(_OF_YEAR, [document, year])]
        # What another document told first is no part of what was given here.
        tellings = [telling for telling, first in own if first is None or first in given]
        told = {telling.amount_id for telling, first in own if first is not None}
        connection.executemany(
            "INSERT OR REPLACE INTO retellings (amount_id, first_amount_id, certain) VALUES (?, ?, 1)",
            [pair for pair in handed_on(tellings, list(given.values())) if pair[0] not in told],
        )


def _given(connection: sqlite3.Connection, document: str, year: int) -> Iterator[Given]:
    """What may be handed on; of a row that tells nothing else, what its decision says of the whole."""
    for *row, from_above in connection.execute(_GIVEN, [document, year, deciding()]).fetchall():
        telling = telling_of(tuple(row))
        if not telling.programmes:
            wholes = [telling_of(one[:-1]) for one in connection.execute(_OF_YEAR, [telling.document_id, year])]
            programmes = frozenset[str]().union(*(whole.programmes for whole in wholes))
            purpose = telling.purpose or " ".join(whole.purpose for whole in wholes)
            telling = replace(telling, programmes=programmes, purpose=purpose)
        yield Given(telling, bool(from_above))
