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
_MONEY = """
INSERT INTO money_totals (year, state, fund_kind, fund, place_code, counted, counted_by_fund, counted_by_place, amounts, vnd)
SELECT m.year, m.state, m.fund_kind, CASE WHEN m.fund_kind IS NULL THEN m.fund END, m.place_code, coalesce(m.counted, 0),
  coalesce(m.counted_by_fund, 0), coalesce(m.counted_by_place, 0), count(*), sum(m.vnd)
FROM v_money m
WHERE m.year IS ? AND m.vnd IS NOT NULL AND 1 IN (m.counted, m.counted_by_fund, m.counted_by_place)
GROUP BY 2, 3, 4, 5, 6, 7, 8
"""
_LEDGER_TOTALS = """
INSERT INTO ledger_totals (year, fund_kind, fund, allocated_vnd, spent_vnd, disbursed_vnd)
SELECT year, fund_kind, fund, allocated_vnd, spent_vnd, disbursed_vnd FROM v_allocation_vs_spending WHERE year IS ?
"""
_LEDGER_LINES = """
INSERT INTO ledger_lines (year, position, amount_id, account, left_vnd)
SELECT l.year, row_number() OVER (ORDER BY l.account, l.issued_on, l.document, l."start", l.amount_id), l.amount_id, l.account,
  sum(CASE WHEN l.counted AND l.role = 'allocated' THEN l.vnd WHEN l.counted AND l.role = 'spent' THEN -l.vnd ELSE 0 END)
    OVER (PARTITION BY l.account ORDER BY l.issued_on, l.document, l."start", l.amount_id ROWS UNBOUNDED PRECEDING)
FROM v_ledger l WHERE l.year IS ?
"""
_CITED = """
SELECT c.number_key, c.id, c.document_id, c.number, c.kind, c.issued_on, c.issuer, c.subject
FROM json_each(?) j JOIN citations c ON c.number_key = j.value JOIN documents d ON d.id = c.document_id
WHERE c.target_document_id IS NULL
ORDER BY c.number_key, c.issued_on IS NULL, c.issued_on, d.issued_on, d.id, c."start"
"""

_HELD = """
SELECT id, issuer FROM documents WHERE number_key = ?1 AND substr(issued_on, 1, 4) = substr(?2, 1, 4) AND issued_on != ?2 ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class _Cited:
    """One citation of a document that is not held."""

    id: str
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


def totals_are_stale(connection: sqlite3.Connection) -> bool:
    """Whether something is to be settled."""
    return connection.execute("SELECT 1 FROM stale_totals LIMIT 1").fetchone() is not None


def settle_totals(connection: sqlite3.Connection) -> bool:
    """Settle some of what is stale, in the transaction that is open; whether there was any."""
    some = connection.execute("SELECT subject FROM stale_totals ORDER BY subject LIMIT ?", [_AT_ONCE]).fetchall()
    told = [subject.partition(":") for (subject,) in some]
    for kind, _, year in told:
        if kind == "money":
            for table, sums in (
                ("money_totals", _MONEY),
                ("ledger_totals", _LEDGER_TOTALS),
                ("ledger_lines", _LEDGER_LINES),
            ):
                connection.execute(f"DELETE FROM {table} WHERE year IS ?", [int(year) if year else None])
                connection.execute(sums, [int(year) if year else None])
    _settle_cited(connection, [key for kind, _, key in told if kind == "cited"])
    connection.executemany("DELETE FROM stale_totals WHERE subject = ?", some)
    return bool(some)


def _settle_cited(connection: sqlite3.Connection, keys: Sequence[str]) -> None:
    """The documents that citations of some numbers are of, where none is held."""
    given = json.dumps(keys)
    connection.execute("DELETE FROM missing_documents WHERE number_key IN (SELECT value FROM json_each(?))", [given])
    connection.execute(
        "UPDATE citations SET missing_id = NULL WHERE missing_id IS NOT NULL "
        "AND number_key IN (SELECT value FROM json_each(?))",
        [given],
    )
    groups: dict[str, list[_Cited]] = defaultdict(list)
    for key, *fields in connection.execute(_CITED, [given]):
        groups[key].append(_Cited(*fields))
    for key, group in groups.items():
        for nth, same in enumerate(_apart(group), 1):
            _write(connection, f"{key}#{nth}", key, same)


def _write(connection: sqlite3.Connection, id_: str, key: str, same: Sequence[_Cited]) -> None:
    number, kind = same[0].number, same[0].kind
    issued_on = next((cited.issued_on for cited in same if cited.issued_on), None)
    issuer = max((cited.issuer for cited in same if cited.issuer), key=len, default=None)
    subjects = Counter(cited.subject for cited in same if cited.subject)
    subject = subjects.most_common(1)[0][0] if subjects else None
    words = fold(" ".join(filter(None, (number, key, issuer, subject))))
    documents = len({cited.document_id for cited in same})
    perhaps = _perhaps_held(connection, key, issued_on, issuer) if number else None
    connection.execute(
        "INSERT INTO missing_documents (id, number_key, number, kind, issued_on, issuer, subject, mentions, documents, words, "
        "perhaps_held_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [id_, key, number, kind, issued_on, issuer, subject, len(same), documents, words, perhaps],
    )
    connection.executemany("UPDATE citations SET missing_id = ? WHERE id = ?", [(id_, cited.id) for cited in same])


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
