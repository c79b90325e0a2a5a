"""The table `reported`: sums that papers tell of a programme and a year, held against the decisions that gave it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from pipeline.link.ledger.reported import Decided, Stated, reported
from pipeline.normalize.fold import fold
from pipeline.store.settled.retellings import OF_DOCUMENTS, TELLING, telling_of
from pipeline.structure.tables import deciding_kinds

_SUMS = f"""
SELECT p.subject, {TELLING}, a.precision_vnd, e.adds, a.counted, a.told_first, d.kind, d.issuer_full_name,
  coalesce(u.name, '') || ' ' || coalesce(u.district, '') || ' ' || coalesce(u.province, ''),
  a.counted_by_place AND EXISTS (SELECT 1 FROM revisions v WHERE v.amount_id = a.id AND v.certain = 1),
  a.counted_by_place AND a.told_first AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'place'),
  a.counted AND a.told_first AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'year')
FROM given s CROSS JOIN programme_sums p ON p.subject = s.subject
CROSS JOIN ledger_entries e ON e.amount_id = p.amount_id {OF_DOCUMENTS}
ORDER BY p.subject, p.amount_id
"""
_PARTS = """
SELECT s.total_amount_id, s.id, m.amount_id FROM sums s CROSS JOIN sum_parts m ON m.sum_id = s.id WHERE s.document_id = ?
ORDER BY s.id
"""
_OF_GIVEN = "FROM given s CROSS JOIN programme_sums p ON p.subject = s.subject"
_TOLD_BEFORE = f"SELECT a.id {_OF_GIVEN} CROSS JOIN amounts a ON a.id = p.amount_id WHERE a.told_first = 0"
"""Also those that were told in a document which is gone, with what `reported` had of it."""
_SET_ASIDE = f"""
INSERT INTO of_others SELECT DISTINCT r.* {_OF_GIVEN} CROSS JOIN reported r ON r.amount_id = p.amount_id
WHERE r.subject NOT IN (SELECT subject FROM given)
"""
"""What was found of the same sums under other programmes and years, which are not stale: it has no part in what is found now."""
_FORGET = f"DELETE FROM reported WHERE subject IN (SELECT subject FROM given) OR amount_id IN (SELECT p.amount_id {_OF_GIVEN})"
_FOUND = "INSERT INTO reported (subject, amount_id, first_amount_id, certain, left_out) VALUES (?, ?, ?, ?, ?)"
_Row = tuple[Any, ...]
_GIVER = 5
_PRECISION, _ADDS, _COUNTED, _TOLD_FIRST, _KIND, _BODY, _PLACES = range(-10, -3)
"""Where a row of `_SUMS` has what it tells beside its `TELLING`, without the subject."""


def forget_reported(connection: sqlite3.Connection) -> list[str]:
    """Forget what is written down of the programmes and years in the table `given`: which sums may count now.

    What others found of these sums goes to the table `of_others` until `settle_reported`.
    """
    connection.execute(_SET_ASIDE)
    connection.execute(_FORGET)
    return [id_ for (id_,) in connection.execute(_TOLD_BEFORE)]


def settle_reported(connection: sqlite3.Connection) -> list[str]:
    """Write down which sums of the programmes and years in the table `given` are what decisions gave: which are left out then."""
    for subject, group in groupby(connection.execute(_SUMS).fetchall(), key=lambda row: row[0]):
        rows = [row[1:] for row in group]
        if any(map(_states, rows)):
            decided = [(telling_of(row), row[-3:]) for row in rows if row[_KIND] in deciding_kinds()]
            amended, parts, wholes = ([one for one, told in decided if told[at]] for at in range(3))
            found = reported(subject.partition(":")[2], _stated(connection, rows), Decided(wholes, parts, amended))
            connection.executemany(
                _FOUND,
                [(subject, one.amount_id, one.first_amount_id, int(one.certain), int(one.left_out)) for one in found],
            )
    connection.execute("INSERT INTO reported SELECT * FROM of_others")
    return [
        id_
        for (id_,) in connection.execute(
            f"SELECT DISTINCT r.amount_id {_OF_GIVEN} CROSS JOIN reported r ON r.amount_id = p.amount_id WHERE r.left_out = 1"
        )
    ]


def _states(row: _Row) -> bool:
    """Whether a paper that decides nothing tells a sum without naming what gave it, which no other is known to tell."""
    return row[_KIND] not in deciding_kinds() and row[_GIVER] is None and bool(row[_TOLD_FIRST])


def _stated(connection: sqlite3.Connection, rows: Sequence[_Row]) -> Iterator[Stated]:
    """The sums that are counted as wholes, each with the breakdowns that come to it; parts may be known to be told elsewhere."""
    told = [row for row in rows if row[_KIND] not in deciding_kinds()]
    each = {
        row[0]: Stated(telling_of(row), row[_BODY], row[_PRECISION], fold(row[_PLACES]), adds=bool(row[_ADDS]))
        for row in told
    }
    wholes = [row for row in told if row[_COUNTED] and _states(row)]
    breakdowns: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for document in sorted({row[1] for row in wholes}):
        for total, sum_, part in connection.execute(_PARTS, [document]):
            breakdowns[total][sum_].append(part)
    for row in wholes:
        one = each[row[0]]
        held = (parts for parts in breakdowns[row[0]].values() if all(part in each for part in parts))
        parts_of_it = (tuple(each[part] for part in parts) for parts in held)
        yield replace(one, breakdowns=tuple(parts for parts in parts_of_it if _come_to(one, parts)))


def _come_to(whole: Stated, parts: Sequence[Stated]) -> bool:
    return sum(part.telling.vnd for part in parts) == whole.telling.vnd
