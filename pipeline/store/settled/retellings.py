"""The tables `retellings`, sums of money that one document tells again after another, and `revisions`, sums that a later
decision puts another in the place of, or that their body later adds up further.
"""

from __future__ import annotations

import json
import sqlite3
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from pipeline.link.ledger.retellings import Telling, retold
from pipeline.link.ledger.running import Running, held_by_later
from pipeline.structure.tables import deciding_kinds, planning_kinds

_Standing = tuple[frozenset[str], bool]
"""The keys of the documents that one rests on, and whether another replaces it."""
TELLING = """
e.amount_id, e.document_id, d.issued_on, d.kind, d.number_key,
  (SELECT c.number_key FROM citations c WHERE c.id = e.given_by_citation_id), e.act, a.fund, a.fund_kind,
  coalesce(a.money_place_code, d.place), u.province_code, e.programmes, e.purpose, p.project_key, a.place_code IS NOT NULL,
  EXISTS (SELECT 1 FROM drafts f WHERE f.document_id = d.id), a.vnd, e.so_far_on, e.running
"""
"""What `telling_of` reads."""
OF_AMOUNTS = """
JOIN documents d ON d.id = e.document_id
LEFT JOIN places u ON u.code = a.money_place_code LEFT JOIN projects p ON p.id = a.project_id
"""
"""What `TELLING` needs beside ledger entries `e` and their amounts `a`."""
FIRST = "(SELECT r.first_amount_id FROM retellings r WHERE r.amount_id = a.id AND r.certain = 1)"
"""The sum that an amount `a` is settled to tell again."""
OF_DOCUMENTS = f"JOIN amounts a ON a.id = e.amount_id {OF_AMOUNTS}"
"""What it needs beside ledger entries `e`."""
_TELLINGS = (
    "SELECT {key}, "
    + TELLING
    + """
FROM settling s CROSS JOIN ledger_entries e ON {key} = substr(s.subject, {skip}) AND s.subject LIKE '{kind}:%' """
    + OF_DOCUMENTS
    + """
WHERE EXISTS (SELECT 1 FROM ledger_entries o WHERE {other} = {key} AND o.document_id != e.document_id)
ORDER BY {key}
"""
)
"""What several documents tell under one key: no document tells its own again."""
_SAME_SUM = _TELLINGS.format(key="e.sum_key", other="o.sum_key", kind="sum", skip=5)
_SO_FAR = _TELLINGS.format(key="e.so_far_key", other="o.so_far_key", kind="so_far", skip=8)
_RESTS_ON = "SELECT number_key FROM citations WHERE document_id = ? AND relation IN ('basis', 'implements', 'amends', 'replaces')"
_REPLACED = "SELECT 1 FROM citations WHERE target_document_id = ? AND relation = 'replaces'"
_FORGET = """
DELETE FROM retellings WHERE amount_id IN (
  SELECT e.amount_id FROM settling s JOIN ledger_entries e ON e.sum_key = substr(s.subject, 5) AND s.subject LIKE 'sum:%'
)
"""
_FORGET_RUNNING = """
DELETE FROM revisions WHERE amount_id IN (
  SELECT e.amount_id FROM settling s JOIN ledger_entries e ON e.so_far_key = substr(s.subject, 8) AND s.subject LIKE 'so_far:%'
)
"""
_REVISED = """
SELECT e.amount_id FROM settling s JOIN ledger_entries e ON e.document_id = substr(s.subject, 4) AND s.subject LIKE 'id:%'
WHERE e.act = 'allocated'
"""
_GIVEN = """
SELECT DISTINCT e.document_id, e.amount_id, a.vnd, r.amount_id, r.revises_vnd, r.adds, e.programmes, r.programmes,
  coalesce(a.fund_kind, a.fund), coalesce(b.fund_kind, b.fund), n.issued_on, n.id
FROM settling s CROSS JOIN citations c ON c.target_document_id = substr(s.subject, 4) AND c.relation = 'amends'
CROSS JOIN documents d ON d.id = c.target_document_id CROSS JOIN documents n ON n.id = c.document_id
CROSS JOIN ledger_entries e ON e.document_id = d.id AND e.act = 'allocated'
JOIN ledger_entries r ON r.document_id = n.id AND r.act = 'allocated' AND r.counted = 1
JOIN amounts a ON a.id = e.amount_id AND (e.counted = 1 OR a.vnd = r.revises_vnd)
JOIN amounts b ON b.id = r.amount_id AND (b.place_code IS NULL OR a.place_code IS NULL OR a.place_code = b.place_code)
WHERE s.subject LIKE 'id:%' AND d.kind IN (SELECT value FROM json_each(?1)) AND n.id != d.id
  AND CASE WHEN n.kind IN (SELECT value FROM json_each(?1)) THEN r.year IS e.year ELSE r.revises_vnd IS NOT NULL END
ORDER BY n.issued_on, n.id, r.amount_id
"""


@cache
def deciding() -> str:
    """The kinds of documents that give money by themselves, for `json_each`."""
    return json.dumps(sorted(deciding_kinds()))


def settle_revisions(connection: sqlite3.Connection) -> None:
    """Write down which sums of the documents in the table `settling` a decision amends, in the open transaction."""
    connection.execute(f"DELETE FROM revisions WHERE amount_id IN ({_REVISED})")
    told: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for row in connection.execute(_GIVEN, [deciding()]):
        told.setdefault((row[0], row[11]), []).append(row)
    found: dict[str, str] = {}
    for rows in told.values():
        named = [row for row in rows if row[4] is not None]
        of_one = named or [row for row in rows if not row[5] and _of_one(row)]
        pairs = [row for row in of_one if row[4] in (None, row[2])]
        # Where several sums could take the place of one, or one that of several, none is told to.
        if named or len(pairs) == 1:
            found |= {row[1]: row[3] for row in pairs}
    connection.executemany("INSERT INTO revisions (amount_id, by_amount_id) VALUES (?, ?)", found.items())


def _of_one(row: tuple[Any, ...]) -> bool:
    """Whether two allocations are to a programme in common, from funds that may be one."""
    programmes, others, fund, other_fund = row[6:10]
    return bool({*json.loads(programmes)} & {*json.loads(others)}) and (
        fund == other_fund or None in (fund, other_fund)
    )


def settle_retellings(connection: sqlite3.Connection) -> None:
    """Write down which sums among those of the table `settling` tell another again, in the open transaction."""
    connection.execute(_FORGET)

    @cache
    def standing(document: str) -> _Standing:
        """Looked up once for all sums that a document tells."""
        rests_on = frozenset(key for (key,) in connection.execute(_RESTS_ON, [document]))
        return rests_on, connection.execute(_REPLACED, [document]).fetchone() is not None

    found: list[tuple[str, str, int]] = []
    for _, group in groupby(connection.execute(_SAME_SUM), key=lambda row: row[0]):
        tellings = [telling_of(row[1:], *standing(row[2])) for row in group]
        found += [(one.amount_id, one.first_amount_id, int(one.certain)) for one in retold(tellings)]
    connection.executemany("INSERT INTO retellings (amount_id, first_amount_id, certain) VALUES (?, ?, ?)", found)


def settle_running(connection: sqlite3.Connection) -> None:
    """Write down which sums of the table `settling` the same body later adds up further, in the open transaction."""
    connection.execute(_FORGET_RUNNING)
    for _, group in groupby(connection.execute(_SO_FAR).fetchall(), key=lambda row: row[0]):
        entries = [Running(telling_of(row[1:]), row[-2], bool(row[-1])) for row in group]
        connection.executemany(
            "INSERT INTO revisions (amount_id, by_amount_id, certain) VALUES (?, ?, ?)", held_by_later(entries)
        )


def telling_of(row: tuple[Any, ...], rests_on: frozenset[str] = frozenset(), replaced: bool = False) -> Telling:
    """An entry by the columns `TELLING`, with the documents that its own rests on, and whether another replaces that."""
    amount, document, day, kind, own, giver, act, fund, fund_kind, place, province, programmes, purpose, *rest = row
    project, placed, draft, vnd, *_ = rest
    gives = kind in deciding_kinds() or (act == "planned" and kind in planning_kinds())
    return Telling(
        amount_id=amount,
        document_id=document,
        day=day,
        deciding=gives and act != "requested",
        own=own,
        giver=giver,
        act=act,
        fund=fund,
        fund_kind=fund_kind,
        place=place,
        province=province,
        programmes=_set_of(programmes),
        purpose=purpose,
        project=project,
        rests_on=rests_on,
        replaced=replaced,
        placed=bool(placed),
        draft=bool(draft),
        vnd=vnd,
    )


@lru_cache(maxsize=10_000)
def _set_of(words: str) -> frozenset[str]:
    """A column's list, which many rows have alike."""
    return frozenset(json.loads(words))
