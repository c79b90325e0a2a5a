"""Sums that a decision, or a notice, hands on out of what another gave its body: they tell again what that one gave, in the table `retellings`."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.link.ledger.handed_on import Given, handed_on
from pipeline.link.ledger.retellings import Telling
from pipeline.store.settled.retellings import FIRST, OF_DOCUMENTS, TELLING, deciding, telling_of

_MAY_HAND_ON = "(d.kind = 'TB' OR d.kind IN (SELECT value FROM json_each(?1)))"
"""Decisions, and the notices that carry them out."""
_RESTING_ON = f"""
INSERT OR IGNORE INTO settling
SELECT 'sum:' || e.sum_key FROM (
  SELECT DISTINCT c.document_id AS id FROM (
    SELECT substr(s.subject, 10) AS number_key FROM settling s WHERE s.subject LIKE 'document:%'
    UNION SELECT d.number_key FROM settling s CROSS JOIN documents d ON d.id = substr(s.subject, 4) WHERE s.subject LIKE 'id:%'
  ) k CROSS JOIN citations c ON c.number_key = k.number_key AND c.relation IN ('basis', 'implements')
    AND c.kind IN (SELECT value FROM json_each(?1))
) t CROSS JOIN documents d ON d.id = t.id AND {_MAY_HAND_ON}
CROSS JOIN ledger_entries e ON e.document_id = d.id AND e.act = 'allocated' AND e.sum_key IS NOT NULL
"""
_HANDING_ON = f"""
SELECT t.id, t.year FROM (
  SELECT DISTINCT e.document_id AS id, e.year FROM settling s
  CROSS JOIN ledger_entries e ON e.sum_key = substr(s.subject, 5) AND s.subject LIKE 'sum:%' AND e.act = 'allocated'
) t CROSS JOIN documents d ON d.id = t.id AND d.place_code IS NOT NULL AND {_MAY_HAND_ON}
WHERE EXISTS (
  SELECT 1 FROM citations c CROSS JOIN ledger_entries o ON o.document_id = c.target_document_id AND o.act = 'allocated' AND +o.year = t.year
  WHERE c.document_id = t.id AND c.relation IN ('basis', 'implements') AND c.kind IN (SELECT value FROM json_each(?1))
)
"""
"""Documents and years. A year is asked of a document's entries (`+`): the index over years would give those of the whole archive."""
_OF_YEAR = f"""
SELECT {TELLING}, e.year, {FIRST}
FROM json_each(?) j CROSS JOIN ledger_entries e ON e.document_id = json_extract(j.value, '$[0]') AND e.act = 'allocated'
  AND +e.year = json_extract(j.value, '$[1]') {OF_DOCUMENTS}
WHERE a.counted = 1
"""
_GIVEN = f"""
SELECT {TELLING}, t.id, t.year, d.place_code IS NOT t.place_code FROM (
  SELECT DISTINCT h.id, json_extract(j.value, '$[1]') AS year, c.target_document_id AS target, h.place_code, h.issuer, h.issued_on
  FROM json_each(?1) j CROSS JOIN documents h ON h.id = json_extract(j.value, '$[0]')
  CROSS JOIN citations c ON c.document_id = h.id AND c.relation IN ('basis', 'implements')
  WHERE NOT EXISTS (
    SELECT 1 FROM citations x WHERE x.target_document_id = c.target_document_id
      AND (x.relation = 'replaces' OR (x.relation = 'amends' AND x.document_id = h.id))
  )
) t CROSS JOIN ledger_entries e ON e.document_id = t.target AND e.act = 'allocated' AND +e.year = t.year {OF_DOCUMENTS}
WHERE a.money_place_code = t.place_code AND (a.place_code IS NOT NULL OR a.counted = 1 OR d.place_code IS t.place_code)
  AND d.issuer IS NOT t.issuer
  AND d.issued_on <= t.issued_on AND d.kind IN (SELECT value FROM json_each(?2))
"""
"""What the decisions on which one rests gave to the place of its body: in rows of that place, or by another body of it, in any row."""
_OfYear = tuple[str, int]
"""A document and a year."""


def mark_handed_on(connection: sqlite3.Connection) -> None:
    """Have the sums settled of decisions that rest on those of the table `settling`."""
    connection.execute(_RESTING_ON, [deciding()])


def settle_handed_on(connection: sqlite3.Connection) -> None:
    """Write down which sums of the table `settling` hand on another, in the open transaction."""
    handing_on = connection.execute(_HANDING_ON, [deciding()]).fetchall()
    given = _given(connection, handing_on) if handing_on else {}
    for of_year, own in _of_years(connection, list(given)).items():
        sources = given[of_year]
        # What another document told first is no part of what was given here.
        tellings = [telling for telling, first in own if first is None or first in sources]
        told = {telling.amount_id for telling, first in own if first is not None}
        connection.executemany(
            "INSERT OR REPLACE INTO retellings (amount_id, first_amount_id, certain) VALUES (?, ?, 1)",
            [pair for pair in handed_on(tellings, list(sources.values())) if pair[0] not in told],
        )


def _given(connection: sqlite3.Connection, handing_on: Sequence[_OfYear]) -> dict[_OfYear, dict[str, Given]]:
    """What decisions may hand on in a year, by its amount; of a row that tells nothing else, what its decision says of the whole."""
    rows = [
        (telling_of(row), *row[-3:])
        for row in connection.execute(_GIVEN, [json.dumps(handing_on), deciding()]).fetchall()
    ]
    bare = {(telling.document_id, year) for telling, _, year, _ in rows if not telling.programmes}
    wholes = {of_year: _said(told) for of_year, told in _of_years(connection, sorted(bare)).items()}
    found: dict[_OfYear, dict[str, Given]] = defaultdict(dict)
    for telling, document, year, from_above in rows:
        if not telling.programmes and (said := wholes.get((telling.document_id, year))):
            programmes, purpose = said
            telling = replace(telling, programmes=programmes, purpose=telling.purpose or purpose)
        found[document, year][telling.amount_id] = Given(telling, bool(from_above))
    return found


def _of_years(
    connection: sqlite3.Connection, asked: Sequence[_OfYear]
) -> dict[_OfYear, list[tuple[Telling, str | None]]]:
    """The sums that documents give as wholes in a year, each with the one that it is settled to tell again."""
    found: dict[_OfYear, list[tuple[Telling, str | None]]] = defaultdict(list)
    if asked:
        for row in connection.execute(_OF_YEAR, [json.dumps(asked)]).fetchall():
            found[row[1], row[-2]].append((telling_of(row), row[-1]))
    return found


def _said(told: Sequence[tuple[Telling, str | None]]) -> tuple[frozenset[str], str]:
    """The programmes of some wholes, and the words that tell what they are for."""
    programmes = frozenset[str]().union(*(whole.programmes for whole, _ in told))
    return programmes, " ".join(whole.purpose for whole, _ in told)
