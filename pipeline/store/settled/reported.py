"""The table `reported`: sums that papers tell of a programme and a year, held against the decisions that gave it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from pipeline.link.ledger.reported import Decided, Reported, Stated, reported
from pipeline.link.ledger.retellings import Telling
from pipeline.normalize.fold import fold
from pipeline.store.settled.retellings import OF_DOCUMENTS, TELLING, telling_of
from pipeline.structure.tables import deciding_kinds

_SUMS = f"""
SELECT p.subject, {TELLING}, a.precision_vnd, a.counted, a.told_first, d.kind, d.issuer_full_name,
  coalesce(u.name, '') || ' ' || coalesce(u.district, '') || ' ' || coalesce(u.province, ''),
  a.counted_by_place AND EXISTS (SELECT 1 FROM revisions v WHERE v.amount_id = a.id AND v.certain = 1),
  a.counted_by_place AND a.told_first AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'place'),
  a.counted AND a.told_first AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'year')
FROM given s CROSS JOIN programme_sums p ON p.subject = s.subject
CROSS JOIN ledger_entries e ON e.amount_id = p.amount_id {OF_DOCUMENTS}
ORDER BY p.subject
"""
_PARTS = """
SELECT s.total_amount_id, s.id, m.amount_id FROM sums s CROSS JOIN sum_parts m ON m.sum_id = s.id WHERE s.document_id = ?
ORDER BY s.id
"""
_TOLD = """
SELECT a.id FROM given s CROSS JOIN programme_sums p ON p.subject = s.subject CROSS JOIN amounts a ON a.id = p.amount_id
WHERE a.told_first = 0
"""
"""Also those that were told in a document which is gone, with what `reported` had of it."""
_FORGET = "DELETE FROM reported WHERE amount_id IN (SELECT p.amount_id FROM given s CROSS JOIN programme_sums p ON p.subject = s.subject)"
_Row = tuple[Any, ...]
_GIVER = 5
_PRECISION, _COUNTED, _TOLD_FIRST, _KIND, _BODY, _PLACES = range(-9, -3)
"""Where a row of `_SUMS` has what it tells beside its `TELLING`, without the subject."""


def forget_reported(connection: sqlite3.Connection) -> list[str]:
    """Forget what is written down of the programmes and years in the table `given`: which sums may count now."""
    connection.execute(_FORGET)
    return [id_ for (id_,) in connection.execute(_TOLD)]


def settle_reported(connection: sqlite3.Connection) -> list[str]:
    """Write down which sums of the programmes and years in the table `given` are what decisions gave: which these are."""
    found: dict[str, Reported] = {}
    for subject, group in groupby(connection.execute(_SUMS).fetchall(), key=lambda row: row[0]):
        rows = [row[1:] for row in group]
        stated = [row for row in rows if _states(row)]
        if stated:
            decided = [(telling_of(row), row[-3:]) for row in rows if row[_KIND] in deciding_kinds()]
            amended, parts, wholes = ([one for one, told in decided if told[at]] for at in range(3))
            sums = list(_stated(connection, stated))
            for one in reported(subject.partition(":")[2], sums, Decided(wholes, parts, amended)):
                found.setdefault(one.amount_id, one)
    connection.executemany(
        "INSERT INTO reported (amount_id, first_amount_id, certain, counts) VALUES (?, ?, ?, ?)",
        [(one.amount_id, one.first_amount_id, int(one.certain), int(one.counts)) for one in found.values()],
    )
    return [*found]


def _states(row: _Row) -> bool:
    """Whether a paper that decides nothing tells a sum without naming what gave it, which no other is known to tell."""
    return row[_KIND] not in deciding_kinds() and row[_GIVER] is None and bool(row[_TOLD_FIRST])


def _stated(connection: sqlite3.Connection, rows: Sequence[_Row]) -> list[Stated]:
    """The sums that are counted as wholes, each with the breakdowns that come to it."""
    each = {row[0]: Stated(telling_of(row), row[_BODY], row[_PRECISION], fold(row[_PLACES])) for row in rows}
    breakdowns: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for document in {row[1] for row in rows}:
        for total, sum_, part in connection.execute(_PARTS, [document]):
            breakdowns[total][sum_].append(part)
    wholes = []
    for row in rows:
        if row[_COUNTED]:
            one = each[row[0]]
            told = [
                tuple(each[part] for part in parts)
                for parts in breakdowns[row[0]].values()
                if all(part in each for part in parts) and _come_to(one.telling, [each[part].telling for part in parts])
            ]
            wholes.append(replace(one, breakdowns=tuple(told)))
    return wholes


def _come_to(whole: Telling, parts: Sequence[Telling]) -> bool:
    return sum(part.vnd for part in parts) == whole.vnd
