"""Aggregates that are expensive to compute, kept as rows: money by year, fund and place, ledger lines, cited documents not
held.

A document that comes in, or is written again, makes the money of its years stale, and the numbers that it cites; these are
settled at the end of a run, after `tellings`, which decides what counts.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.normalize import fold
from pipeline.store.inserts import Value
from pipeline.store.marks import Documents, mark
from pipeline.structure.bodies import may_issue, same_body
from pipeline.structure.number.docnumber import number_key

_AT_ONCE = 500
_ADDED_UP = """
INSERT OR IGNORE INTO stale_totals (subject)
SELECT 'money:' || coalesce(fiscal_year, '') FROM (SELECT DISTINCT fiscal_year FROM amounts WHERE {theirs})
UNION SELECT 'cited:' || number_key FROM citations WHERE {theirs}
UNION SELECT 'cited:' || number_key FROM documents WHERE {they} AND number_key IS NOT NULL
"""
_OF_AMOUNTS = """
INSERT OR IGNORE INTO stale_totals (subject)
SELECT DISTINCT 'money:' || coalesce(a.fiscal_year, '') FROM json_each(?) j CROSS JOIN amounts a ON a.id = j.value
"""
_MONEY = """
INSERT INTO money_totals (year, state, fund_kind, fund, place_code, counted, counted_by_fund, counted_by_place, amounts, vnd)
WITH told AS MATERIALIZED (
  SELECT a.fiscal_year AS year, a.state, a.fund_kind, CASE WHEN a.fund_kind IS NULL THEN a.fund END AS fund, a.money_place_code, a.vnd,
    coalesce(a.counted AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'year'), 0) AS counted,
    coalesce(a.counted_by_fund AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'fund'), 0)
      AS by_fund,
    coalesce(a.counted_by_place AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'place'), 0)
      AS by_place
  FROM amounts a
  WHERE a.fiscal_year IS ? AND a.told_first = 1 AND a.vnd IS NOT NULL AND 1 IN (a.counted, a.counted_by_fund, a.counted_by_place)
)
SELECT year, state, fund_kind, fund, money_place_code, counted, by_fund, by_place, count(*), sum(vnd)
FROM told WHERE 1 IN (counted, by_fund, by_place) GROUP BY 2, 3, 4, 5, 6, 7, 8
"""
"""As `v_money` tells what counts, which asks it of each sum again wherever it is named."""
_ENTRIES = """
FROM ledger_entries e CROSS JOIN amounts a ON a.id = e.amount_id LEFT JOIN amounts o ON o.id = e.out_of_amount_id
CROSS JOIN documents d ON d.id = e.document_id WHERE e.year IS ? AND e.act IN ('allocated', 'spent', 'disbursed')
"""
_ELSEWHERE = "EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'fund')"
_LEDGER_TOTALS = f"""
INSERT INTO ledger_totals (year, fund_kind, fund, allocated_vnd, spent_vnd, disbursed_vnd)
SELECT year, fund_kind, min(fund), sum(CASE WHEN act = 'allocated' THEN vnd ELSE 0 END),
  sum(CASE WHEN act = 'spent' THEN vnd ELSE 0 END), sum(CASE WHEN act = 'disbursed' THEN vnd ELSE 0 END)
FROM (
  SELECT e.year, e.act, a.vnd, CASE WHEN o.fund IS NOT NULL THEN o.fund_kind ELSE a.fund_kind END AS fund_kind,
    coalesce(o.fund, a.fund) AS fund
  {_ENTRIES} AND e.counted = 1 AND a.told_first = 1 AND NOT {_ELSEWHERE}
)
GROUP BY fund_kind, CASE WHEN fund_kind IS NULL THEN fund END
"""
"""As `v_allocation_vs_spending` adds them up, but from the year's entries on, which are few beside its amounts."""
_LEDGER_LINES = f"""
INSERT INTO ledger_lines (year, position, amount_id, account, left_vnd)
SELECT year, row_number() OVER (ORDER BY account, issued_on, document, "start", amount_id), amount_id, account,
  sum(CASE WHEN NOT counted THEN 0 WHEN act = 'allocated' THEN vnd WHEN act = 'spent' THEN -vnd ELSE 0 END)
    OVER (PARTITION BY account ORDER BY issued_on, document, "start", amount_id ROWS UNBOUNDED PRECEDING)
FROM (
  SELECT e.year, e.act, e.amount_id, a.vnd, d.issued_on, coalesce(d.number, d.source_path) AS document, a."start",
    CASE WHEN o.fund IS NOT NULL THEN coalesce(o.fund_kind, o.fund) ELSE coalesce(a.fund_kind, a.fund) END AS account,
    e.counted AND a.told_first AND NOT {_ELSEWHERE} AS counted
  {_ENTRIES}
)
"""
"""As `v_ledger` has them, without what it tells beside."""
_LEFT_OUT = """
INSERT INTO left_out_totals (year, role, why, amounts, vnd)
SELECT year, role, why, count(*), sum(vnd) FROM v_left_out WHERE year IS ? GROUP BY role, why
"""
_CITED = """
SELECT c.number_key, c.rowid, c.document_id, c.number, c.kind, c.issued_on, c.issuer, c.subject
FROM json_each(?) j JOIN citations c ON c.number_key = j.value JOIN documents d ON d.id = c.document_id
WHERE c.target_document_id IS NULL
ORDER BY c.number_key, c.issued_on IS NULL, c.issued_on, d.issued_on, d.id, c."start"
"""
_MISSING = """
INSERT INTO missing_documents (id, number_key, number, kind, issued_on, issuer, subject, mentions, documents, words, perhaps_held_id)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_HELD = """
SELECT id, issuer FROM documents WHERE number_key = ?1 AND substr(issued_on, 1, 4) = substr(?2, 1, 4) AND issued_on != ?2 ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class _Cited:
    """One citation of a document that is not held."""

    row: int
    document_id: str
    number: str
    kind: str | None
    issued_on: str | None
    issuer: str | None
    subject: str | None


def mark_added_up(connection: sqlite3.Connection, documents: Documents) -> None:
    """Have the money of documents' years and the numbers that they cite added up again: before one is deleted, and after it
    is written.
    """
    mark(connection, _ADDED_UP, documents)


def mark_resolved(connection: sqlite3.Connection, number_keys: Iterable[tuple[str]]) -> None:
    """Have the citations of some numbers added up again: they are of other documents now."""
    connection.executemany("INSERT OR IGNORE INTO stale_totals (subject) VALUES ('cited:' || ?)", number_keys)


def mark_money_of(connection: sqlite3.Connection, amounts: Iterable[str]) -> None:
    """Have the money of the years of some amounts added up again."""
    connection.execute(_OF_AMOUNTS, [json.dumps(list(amounts))])


def totals_are_stale(connection: sqlite3.Connection) -> bool:
    """Whether something is to be settled."""
    return connection.execute("SELECT 1 FROM stale_totals LIMIT 1").fetchone() is not None


def settle_cited(connection: sqlite3.Connection) -> bool:
    """Settle the documents that citations of some stale numbers are of, where none is held, in the transaction that is open;
    whether there were any.
    """
    stale = _stale(connection, "cited")
    given = json.dumps(stale)
    connection.execute("DELETE FROM missing_documents WHERE number_key IN (SELECT value FROM json_each(?))", [given])
    connection.execute(
        "UPDATE citations SET missing_id = NULL WHERE missing_id IS NOT NULL "
        "AND number_key IN (SELECT value FROM json_each(?))",
        [given],
    )
    groups: dict[str, list[_Cited]] = defaultdict(list)
    for key, *fields in connection.execute(_CITED, [given]):
        groups[key].append(_Cited(*fields))
    missing = [
        (f"{key}#{nth}", key, same) for key, group in groups.items() for nth, same in enumerate(_apart(group), 1)
    ]
    connection.executemany(_MISSING, [_missing(connection, *one) for one in missing])
    named = sorted((cited.row, id_) for id_, _, same in missing for cited in same)
    connection.executemany("UPDATE citations SET missing_id = ?2 WHERE rowid = ?1", named)
    return _are_settled(connection, "cited", stale)


def settle_money(connection: sqlite3.Connection) -> bool:
    """Add up the money of some stale years, in the transaction that is open; whether there were any."""
    stale = _stale(connection, "money")
    for year in (int(year) if year else None for year in stale):
        for table, sums in (
            ("money_totals", _MONEY),
            ("ledger_totals", _LEDGER_TOTALS),
            ("ledger_lines", _LEDGER_LINES),
            ("left_out_totals", _LEFT_OUT),
        ):
            connection.execute(f"DELETE FROM {table} WHERE year IS ?", [year])
            connection.execute(sums, [year])
    return _are_settled(connection, "money", stale)


def _stale(connection: sqlite3.Connection, kind: str) -> list[str]:
    """Some of what is stale of a kind."""
    sql = "SELECT subject FROM stale_totals WHERE subject >= ? AND subject < ? ORDER BY subject LIMIT ?"
    stale = connection.execute(sql, [f"{kind}:", f"{kind};", _AT_ONCE])  # ';' comes next after ':'
    return [subject.partition(":")[2] for (subject,) in stale]


def _are_settled(connection: sqlite3.Connection, kind: str, keys: Sequence[str]) -> bool:
    subjects = [(f"{kind}:{key}",) for key in keys]
    connection.executemany("DELETE FROM stale_totals WHERE subject = ?", subjects)
    return bool(keys)


def _missing(connection: sqlite3.Connection, id_: str, key: str, same: Sequence[_Cited]) -> tuple[Value, ...]:
    """A document that is not held, by its citations."""
    number, kind = same[0].number, same[0].kind
    issued_on = next((cited.issued_on for cited in same if cited.issued_on), None)
    issuer = max((cited.issuer for cited in same if cited.issuer), key=len, default=None)
    subjects = Counter(cited.subject for cited in same if cited.subject)
    subject = subjects.most_common(1)[0][0] if subjects else None
    words = fold(" ".join(filter(None, (number, key, issuer, subject))))
    documents = len({cited.document_id for cited in same})
    perhaps = _perhaps_held(connection, key, issued_on, issuer) if number else None
    return id_, key, number, kind, issued_on, issuer, subject, len(same), documents, words, perhaps


def _perhaps_held(connection: sqlite3.Connection, key: str, day: str | None, issuer: str | None) -> str | None:
    """The held document of a number, body and year that has another day, which is probably the cited one."""
    held = connection.execute(_HELD, [key, day]).fetchall()
    return next((id_ for id_, other in held if issuer and other and same_body(issuer, other) != "other"), None)


def _apart(group: Sequence[_Cited]) -> list[list[_Cited]]:
    """The citations of one number as those of one document each; those with a day come first."""
    apart: list[list[_Cited]] = []
    for cited in group:
        fitting = [same for same in apart if _one_document(same[0], cited)]
        # A citation without a day belongs to the one document of its number, if there is just one.
        if len(fitting) == 1 or (fitting and cited.issued_on):
            fitting[0].append(cited)
        else:
            apart.append([cited])
    return apart


def _one_document(one: _Cited, other: _Cited) -> bool:
    same_day = one.issued_on is None or other.issued_on is None or one.issued_on == other.issued_on
    return same_day and _may_issue(one.issuer, other.issuer, number_key(one.number))


_may_issue = lru_cache(maxsize=10_000)(may_issue)
