"""The table `counted_elsewhere`: parts of sums told again, which are not counted beside those of the first telling, and sums
that take the place of parts of what is counted as a whole.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.link.ledger.breakdowns import WAYS, Breakdown, Part, Way, counted_elsewhere, parts_below
from pipeline.store.settled.totals import mark_money_of

_FORGET = """
DELETE FROM counted_elsewhere WHERE retelling_id IN (SELECT a.id FROM affected f CROSS JOIN amounts a ON a.rowid = f.amount)
"""
_FIRST = """
SELECT r.first_amount_id, r.amount_id FROM (
  SELECT t.first_amount_id AS id FROM affected f CROSS JOIN amounts a ON a.rowid = f.amount
    CROSS JOIN retellings t ON t.amount_id = a.id AND t.certain = 1
  UNION SELECT a.id FROM affected f CROSS JOIN amounts a ON a.rowid = f.amount
) o CROSS JOIN retellings r ON r.first_amount_id = o.id AND r.certain = 1
CROSS JOIN amounts b ON b.id = r.amount_id CROSS JOIN documents d ON d.id = b.document_id
ORDER BY 1, d.issued_on IS NULL, d.issued_on, 2
"""
"""Sums told first, each with those that tell it again."""
_ATTRIBUTED = """
SELECT a.id FROM affected f CROSS JOIN amounts a ON a.rowid = f.amount AND a.state = 'allocated' AND a.told_first = 0
CROSS JOIN ledger_entries e ON e.amount_id = a.id AND e.given_by_citation_id IS NOT NULL
WHERE NOT EXISTS (SELECT 1 FROM retellings r WHERE r.amount_id = a.id AND r.certain = 1)
UNION SELECT a.id FROM affected f CROSS JOIN amounts a ON a.rowid = f.amount AND a.state != 'allocated' AND a.told_first = 0
CROSS JOIN revisions v ON v.amount_id = a.id AND v.certain = 1
UNION SELECT a.id FROM affected f CROSS JOIN amounts a ON a.rowid = f.amount CROSS JOIN reported g ON g.amount_id = a.id AND g.left_out = 1
"""
"""Sums that another document gave, whatever sum that one tells, those that their body later adds up further, and what is reported."""
_PARTS = """
SELECT s.total_amount_id, p.amount_id FROM sums s CROSS JOIN sum_parts p ON p.sum_id = s.id WHERE s.document_id = ?
"""
_AMOUNTS = """
SELECT a.id, a.vnd, a.state, a.fiscal_year, a.told_first, a.counted, a.counted_by_fund, a.counted_by_place,
  coalesce(a.fund_kind, a.fund), a.money_place_code
FROM json_each(?) j CROSS JOIN amounts a ON a.id = j.value AND a.vnd IS NOT NULL
"""
_REVISED = """
SELECT b.id, w.column1, a.id FROM affected f CROSS JOIN amounts a ON a.rowid = f.amount
CROSS JOIN revisions v ON v.amount_id = a.id AND v.certain = 1 CROSS JOIN amounts b ON b.id = v.by_amount_id
CROSS JOIN (VALUES ('year'), ('fund'), ('place')) w
WHERE a.state = 'allocated' AND NOT CASE w.column1 WHEN 'year' THEN a.counted WHEN 'fund' THEN a.counted_by_fund ELSE a.counted_by_place END
"""
"""What takes the place of a part counts where the part did; else the whole that it is of is counted, as it was first told."""

_OF_PERIODS = """
SELECT DISTINCT s.total_amount_id, m.amount_id, b.told_first FROM affected f CROSS JOIN amounts a ON a.rowid = f.amount
CROSS JOIN sum_parts q ON q.amount_id = a.id CROSS JOIN sums s ON s.id = q.sum_id
CROSS JOIN amounts t ON t.id = s.total_amount_id AND t.fiscal_year IS NULL AND t.counted = 0 AND 1 IN (t.counted_by_fund, t.counted_by_place)
CROSS JOIN sum_parts m ON m.sum_id = s.id CROSS JOIN amounts b ON b.id = m.amount_id
WHERE a.fiscal_year IS NOT NULL AND a.counted = 1
"""
"""Totals of several years, each with its parts: where all of these are told again, so is the total by fund and place."""


class _Amounts:
    """Some amounts of a document, with its totals and their parts."""

    def __init__(self, connection: sqlite3.Connection, document: str, ids: Sequence[str]) -> None:
        self._parts: dict[str, list[str]] = defaultdict(list)
        for total, part in connection.execute(_PARTS, [document]):
            self._parts[total].append(part)
        self._under = {part for parts in self._parts.values() for part in parts}
        asked = json.dumps(sorted({*ids, *self._parts} | self._under))
        self._rows = {row[0]: row for row in connection.execute(_AMOUNTS, [asked])}
        self._told_alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for row in self._rows.values():
            self._told_alike[row[1:4]].append(row[0])

    def told(self, id_: str) -> Breakdown:
        parts: dict[Way, list[Part]] = {way: [] for way in WAYS}
        for row in map(self._rows.get, sorted(self._below(id_))):
            if row is None:
                continue
            for at, way in enumerate(WAYS):
                if row[5 + at]:
                    parts[way].append(Part(row[0], row[1], row[8] if way == "fund" else row[9]))
        return Breakdown(id_, self._rows[id_][1], parts, stands=bool(self._rows[id_][4]))

    def _below(self, id_: str) -> set[str]:
        """An amount with all parts of its parts; of one that is no part itself, of those too that tell it once more in its document."""
        top = id_ not in self._under
        alike = (one for one in self._told_alike[self._rows[id_][1:4]] if one not in self._under)
        tellings = [one for one in alike if one == id_ or one in self._parts] if top else [id_]
        return {id_, *tellings} | parts_below(self._parts, tellings)


def settle_breakdowns(connection: sqlite3.Connection) -> None:
    """Write down which parts are not counted of the sums in the table `affected`, once it is known which of these are told first."""
    connection.execute(_FORGET)
    again: dict[str, list[str]] = defaultdict(list)
    for first, id_ in connection.execute(_FIRST).fetchall():
        again[first].append(id_)
    attributed = [id_ for (id_,) in connection.execute(_ATTRIBUTED).fetchall()]
    told = _told(connection, {*again, *attributed}.union(*again.values()))
    found = set[tuple[str, Way, str]]()
    for first, ids in again.items():
        found.update(counted_elsewhere(told[first], [told[id_] for id_ in ids]))
    for id_ in attributed:
        found.update((part.amount_id, way, id_) for way in WAYS for part in told[id_].parts[way])
    found.update(connection.execute(_REVISED).fetchall())
    found.update(_of_periods(connection))
    connection.executemany(
        "INSERT OR IGNORE INTO counted_elsewhere (amount_id, way, retelling_id) VALUES (?, ?, ?)", sorted(found)
    )
    mark_money_of(connection, {amount for amount, *_ in found})


def _of_periods(connection: sqlite3.Connection) -> Iterator[tuple[str, Way, str]]:
    """The totals of several years whose parts other documents told first, each as told in these."""
    parts: dict[str, dict[str, bool]] = defaultdict(dict)
    for total, part, told_first in connection.execute(_OF_PERIODS).fetchall():
        parts[total][part] = bool(told_first)
    connection.executemany(
        "DELETE FROM counted_elsewhere WHERE amount_id = ? AND retelling_id = ?",
        [(total, part) for total, told in parts.items() for part in told],
    )
    for total, told in parts.items():
        if not any(told.values()):
            for way in ("fund", "place"):
                yield from ((total, way, part) for part in told)


def _told(connection: sqlite3.Connection, ids: set[str]) -> dict[str, Breakdown]:
    """How each of some sums is told; document by document, so that each is looked up once."""
    told: dict[str, Breakdown] = {}
    for document, group in groupby(sorted(ids), key=lambda id_: id_.rpartition(".")[0]):
        of_document = list(group)
        amounts = _Amounts(connection, document, of_document)
        told |= {id_: amounts.told(id_) for id_ in of_document}
    return told
