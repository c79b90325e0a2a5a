"""Sums told again in other figures: rounded ('8,4 tỷ đồng' of 8.437 triệu đồng), or what several decisions gave as one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import NamedTuple

from pipeline.link.ledger.retellings import Telling, same_money
from pipeline.store.settled.retellings import FIRST, OF_AMOUNTS, OF_DOCUMENTS, TELLING, deciding, telling_of

_FEWEST_FIGURES, _MOST_FIGURES = 2, 4
"""Figures of a sum that may be another rounded: fewer say too little, more are no rounding."""
_MOST = 50
"""Sums that one may be rounded from."""
_EXACT_SUMS = "SELECT substr(subject, 5) FROM settling WHERE subject LIKE 'sum:%'"
_ALSO = """
INSERT OR IGNORE INTO settling SELECT 'sum:' || value FROM json_each(?)
WHERE EXISTS (SELECT 1 FROM ledger_entries e WHERE e.sum_key = value)
"""
_CITING = """
INSERT OR IGNORE INTO settling
SELECT 'sum:' || e.sum_key FROM (
  SELECT DISTINCT c.document_id AS id FROM settling s CROSS JOIN citations c ON c.number_key = substr(s.subject, 10)
  WHERE s.subject LIKE 'document:%'
) t CROSS JOIN documents d ON d.id = t.id AND d.kind NOT IN (SELECT value FROM json_each(?))
CROSS JOIN ledger_entries e ON e.document_id = d.id AND e.act = 'allocated' AND e.sum_key IS NOT NULL
"""
_TOLD = f"""
SELECT {TELLING}, a.precision_vnd, a.state, a.fiscal_year
FROM settling s CROSS JOIN ledger_entries e ON e.sum_key = substr(s.subject, 5) AND s.subject LIKE 'sum:%'
{OF_DOCUMENTS}
WHERE a.counted = 1 AND d.kind NOT IN (SELECT value FROM json_each(?))
  AND NOT EXISTS (SELECT 1 FROM retellings r WHERE r.amount_id = e.amount_id AND r.certain = 1)
"""
_NEAR = f"""
SELECT {TELLING}, coalesce({FIRST}, a.id)
FROM amounts a CROSS JOIN ledger_entries e ON e.amount_id = a.id {OF_AMOUNTS}
WHERE a.fiscal_year = ? AND a.state = ? AND a.counted = 1 AND a.told_first IN (0, 1) AND a.vnd BETWEEN ? AND ?
  AND a.vnd != ? AND a.precision_vnd < ? AND a.document_id != ? ORDER BY d.issued_on, a.id LIMIT {_MOST}
"""
"""`told_first` is always 0 or 1: with both named, the index `amounts_year` is searched down to `vnd`, which stands behind it."""
_GIVEN = f"""
SELECT {TELLING}, coalesce({FIRST}, a.id)
FROM (SELECT DISTINCT c.target_document_id AS id FROM citations c WHERE c.document_id = ?) t
CROSS JOIN ledger_entries e ON e.document_id = t.id AND e.act = 'allocated' AND +e.year = ? {OF_DOCUMENTS}
WHERE a.counted = 1 AND d.kind IN (SELECT value FROM json_each(?)) ORDER BY d.issued_on, a.id LIMIT {_MOST}
"""


class _Told(NamedTuple):
    """A sum that is counted, with what it is exact to in đồng, its state and year."""

    telling: Telling
    precision: int
    state: str
    year: int | None


def mark_other_figures(connection: sqlite3.Connection) -> None:
    """Have the sums settled that those of the table `settling` may be rounded to, or be given together as."""
    keys = {key for (told,) in connection.execute(_EXACT_SUMS).fetchall() for key in _rounded(told)}
    connection.execute(_ALSO, [json.dumps(sorted(keys))])
    connection.execute(_CITING, [deciding()])


def settle_other_figures(connection: sqlite3.Connection) -> None:
    """Write down which sums of the table `settling` tell others again in other figures, in the open transaction."""
    rows = connection.execute(_TOLD, [deciding()]).fetchall()
    told = [_Told(telling_of(tuple(row)), *others) for *row, others in ((*row[:-3], row[-3:]) for row in rows)]
    together = _told_together(connection, told)
    rounded = _told_rounded(connection, [one for one in told if one.telling.amount_id not in together])
    connection.executemany(
        "INSERT OR REPLACE INTO retellings (amount_id, first_amount_id, certain) VALUES (?, ?, ?)",
        [(amount, first, int(certain)) for amount, (first, certain) in (together | rounded).items()],
    )


def _told_together(connection: sqlite3.Connection, told: list[_Told]) -> dict[str, tuple[str, bool]]:
    """The sums that come to what several decisions gave, which their documents name."""
    found = dict[str, tuple[str, bool]]()
    handed_on = [one for one in told if one.telling.act == "allocated" and one.telling.giver is None and one.year]
    # What a document's decisions gave in a year is looked up once for all its sums.
    for (document, year), group in groupby(sorted(handed_on, key=_document_and_year), key=_document_and_year):
        given = _told_first(connection.execute(_GIVEN, [document, year, deciding()]).fetchall())
        for one in group:
            first = _together(one.telling, given, one.precision)
            if first is not None:
                found[one.telling.amount_id] = first
    return found


def _told_rounded(connection: sqlite3.Connection, told: list[_Told]) -> dict[str, tuple[str, bool]]:
    """The sums that are others rounded."""
    found = dict[str, tuple[str, bool]]()
    for telling, precision, state, year in told:
        if not _FEWEST_FIGURES <= len(str(telling.vnd // precision)) <= _MOST_FIGURES:
            continue
        span = (telling.vnd - precision // 2, telling.vnd + precision // 2)
        near = connection.execute(_NEAR, [year, state, *span, telling.vnd, precision, telling.document_id]).fetchall()
        first = _rounded_from(telling, _told_first(near)) if near else None
        if first is not None:
            found[telling.amount_id] = first
    return found


def _document_and_year(one: _Told) -> tuple[str, int]:
    return one.telling.document_id, one.year or 0


def _rounded(sum_key: str) -> Iterator[str]:
    """The keys of what a sum may be rounded to."""
    of, _, figures = sum_key.rpartition(":")
    for kept in range(_FEWEST_FIGURES, min(_MOST_FIGURES, len(figures) - 1) + 1):
        unit = Decimal(10) ** (len(figures) - kept)
        rounded = int((Decimal(figures) / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit)
        if str(rounded) != figures:
            yield f"{of}:{rounded}"


def _rounded_from(told: Telling, near: list[tuple[Telling, str]]) -> tuple[str, bool] | None:
    """The sum that a telling rounds, and whether it is certain: all that it may be come to one."""
    judged = [(other.vnd, first, same_money(told, other)) for other, first in near]
    maybe = [one for one in judged if one[2] is not None]
    certain = [one for one in maybe if one[2]]
    if not maybe:
        return None
    return (certain or maybe)[0][1], bool(certain) and len({vnd for vnd, *_ in maybe}) == 1


def _together(told: Telling, given: list[tuple[Telling, str]], precision: int) -> tuple[str, bool] | None:
    """The first of the sums that the decisions gave which a document names, where all of them come to what it tells."""
    of_it = [(other, first) for other, first in given if same_money(told, other) is not None]
    if len({other.document_id for other, _ in of_it}) < 2:
        return None
    comes_to = sum(other.vnd for other, _ in of_it)
    if abs(comes_to - told.vnd) > precision // 2:
        return None
    return of_it[0][1], all(other.programmes & told.programmes for other, _ in of_it)


def _told_first(rows: list[tuple[object, ...]]) -> list[tuple[Telling, str]]:
    """Each telling of some rows, with the sum that it tells again, else itself."""
    return [(telling_of(row[:-1]), str(row[-1])) for row in rows]
