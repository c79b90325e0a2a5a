"""The table `retellings`: sums of money that one document tells again after another."""

from __future__ import annotations

import json
import sqlite3
from itertools import groupby
from typing import Any

from pipeline.link.purposes import entries_table
from pipeline.link.retellings import Telling, retold

_TELLINGS = """
SELECT e.sum_key, e.amount_id, e.document_id, d.issued_on, d.kind, d.number_key,
  (SELECT c.number_key FROM citations c WHERE c.id = e.given_by_citation_id), e.act, a.fund, a.fund_kind,
  coalesce(a.money_place_code, d.place), u.province_code, e.programmes, e.purpose
FROM settling s JOIN ledger_entries e ON e.sum_key = substr(s.subject, 5) AND s.subject LIKE 'sum:%'
JOIN documents d ON d.id = e.document_id JOIN amounts a ON a.id = e.amount_id
LEFT JOIN places u ON u.code = a.money_place_code
ORDER BY e.sum_key
"""
_FORGET = """
DELETE FROM retellings WHERE amount_id IN (
  SELECT e.amount_id FROM settling s JOIN ledger_entries e ON e.sum_key = substr(s.subject, 5) AND s.subject LIKE 'sum:%'
)
"""


def settle_retellings(connection: sqlite3.Connection) -> None:
    """Write down which sums among those of the table `settling` tell another again, in the open transaction."""
    connection.execute(_FORGET)
    deciding = frozenset(entries_table()["deciding"])
    rows = connection.execute(_TELLINGS).fetchall()
    for _, group in groupby(rows, key=lambda row: row[0]):
        tellings = [_telling(row, deciding) for row in group]
        connection.executemany(
            "INSERT INTO retellings (amount_id, first_amount_id, certain) VALUES (?, ?, ?)",
            [(one.amount_id, one.first_amount_id, int(one.certain)) for one in retold(tellings)],
        )


def _telling(row: tuple[Any, ...], deciding: frozenset[str]) -> Telling:
    _, amount, document, day, kind, own, giver, act, fund, fund_kind, place, province, programmes, purpose = row
    return Telling(
        amount_id=amount,
        document_id=document,
        day=day,
        deciding=kind in deciding,
        own=own,
        giver=giver,
        act=act,
        fund=fund,
        fund_kind=fund_kind,
        place=place,
        province=province,
        programmes=frozenset(json.loads(programmes)),
        purpose=purpose,
    )
