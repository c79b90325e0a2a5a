"""What several documents state counts once: money stated first, a project in its newest state, replaced documents.

A document that comes in, or is written again, makes only its own subjects stale (its number, the decisions that it says
gave money, its projects, its sums of money, what it replaces); these are settled when the run's citations are resolved. Who is first
follows from days and ids, so any order of loading gives the same rows.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from pipeline.store.marks import Documents, mark
from pipeline.store.settled.breakdowns import settle_breakdowns
from pipeline.store.settled.drafts import settle_drafts
from pipeline.store.settled.handed_on import mark_handed_on, settle_handed_on
from pipeline.store.settled.other_figures import mark_other_figures, settle_other_figures
from pipeline.store.settled.project_places import settle_project_places
from pipeline.store.settled.reported import forget_reported, settle_reported
from pipeline.store.settled.retellings import deciding, settle_retellings, settle_revisions, settle_running

_AT_ONCE = 10_000
_TOLD = """
INSERT OR IGNORE INTO stale_tellings (subject)
SELECT 'document:' || number_key FROM documents WHERE {they} AND number_key IS NOT NULL
UNION SELECT subject FROM statements WHERE {theirs} AND kind = 'allocated' AND subject LIKE 'document:%'
UNION SELECT 'project:' || project_key FROM projects WHERE {theirs} AND project_key IS NOT NULL
UNION SELECT 'sum:' || sum_key FROM ledger_entries WHERE {theirs} AND sum_key IS NOT NULL
UNION SELECT 'sum:' || e.sum_key FROM (SELECT id FROM amounts WHERE {theirs}) a CROSS JOIN retellings r ON r.first_amount_id = a.id
  CROSS JOIN ledger_entries e ON e.amount_id = r.amount_id AND e.sum_key IS NOT NULL
UNION SELECT 'so_far:' || so_far_key FROM ledger_entries WHERE {theirs} AND so_far_key IS NOT NULL
UNION SELECT 'given:' || subject FROM programme_sums WHERE {theirs}
UNION SELECT 'id:' || document_id FROM drafts WHERE {theirs}
UNION SELECT 'sum:' || e.sum_key FROM drafts f CROSS JOIN documents d ON d.id = f.document_id
  CROSS JOIN ledger_entries e ON e.document_id = d.id AND e.sum_key IS NOT NULL
  WHERE f.said = 0 AND d.subject IN (SELECT subject FROM documents WHERE {they})
UNION SELECT 'id:' || target_document_id FROM citations
  WHERE {theirs} AND relation IN ('replaces', 'amends') AND target_document_id IS NOT NULL
"""
_SUMS_OF_REPLACED = """
INSERT OR IGNORE INTO settling SELECT 'sum:' || e.sum_key FROM settling s JOIN ledger_entries e ON e.document_id = substr(s.subject, 4)
WHERE s.subject LIKE 'id:%' AND e.act IN ('allocated', 'planned') AND e.sum_key IS NOT NULL
"""
"""What tells a decision's sum again depends on whether another replaces the decision."""
_AFFECTED = """
INSERT INTO affected
SELECT a.rowid FROM settling s CROSS JOIN documents d ON d.number_key = substr(s.subject, 10)
  CROSS JOIN amounts a ON a.document_id = d.id WHERE s.subject LIKE 'document:%'
UNION SELECT a.rowid FROM settling s CROSS JOIN amounts a ON a.document_id = substr(s.subject, 4) WHERE s.subject LIKE 'id:%'
UNION SELECT a.rowid FROM settling s CROSS JOIN statements t ON t.subject = s.subject AND t.kind = 'allocated'
  CROSS JOIN amounts a ON a.document_id = t.document_id AND a."start" = t."start"
UNION SELECT a.rowid FROM settling s CROSS JOIN projects p ON p.project_key = substr(s.subject, 9)
  CROSS JOIN amounts a ON a.project_id = p.id WHERE s.subject LIKE 'project:%'
UNION SELECT a.rowid FROM settling s CROSS JOIN ledger_entries e ON e.sum_key = substr(s.subject, 5)
  CROSS JOIN amounts a ON a.id = e.amount_id WHERE s.subject LIKE 'sum:%'
UNION SELECT a.rowid FROM settling s CROSS JOIN ledger_entries e ON e.so_far_key = substr(s.subject, 8)
  CROSS JOIN amounts a ON a.id = e.amount_id WHERE s.subject LIKE 'so_far:%'
"""
"""Joins are crossed so that they begin at the few rows that are to be settled: nothing tells SQLite that these are few, and
it would look through all amounts for each batch of them.
"""
_FIRST_OF_PROJECTS = """
INSERT INTO first_of_projects
SELECT q.project_key, b.vnd, b.state, b.fiscal_year, min(coalesce(e.issued_on, '9999') || ' ' || e.id)
FROM (SELECT DISTINCT p.project_key FROM affected CROSS JOIN amounts a ON a.rowid = affected.amount
  CROSS JOIN projects p ON p.id = a.project_id) k
CROSS JOIN projects q ON q.project_key = k.project_key CROSS JOIN amounts b ON b.project_id = q.id
CROSS JOIN documents e ON e.id = q.document_id GROUP BY 1, 2, 3, 4
"""
"""The day and document that tells a sum of a project first: looked up for each sum, where a join would take their square."""
_TOLD_FIRST = """
UPDATE amounts SET told_first = 1 - told_first WHERE rowid IN (SELECT amounts.rowid
  FROM affected CROSS JOIN amounts ON amounts.rowid = affected.amount CROSS JOIN documents d ON d.id = amounts.document_id
  WHERE amounts.told_first = CASE WHEN EXISTS (
    SELECT 1 FROM documents e WHERE e.number_key = d.number_key AND e.issued_on IS d.issued_on
      AND +e.issuer IS d.issuer AND +e.id < d.id
  ) OR EXISTS (
    SELECT 1 FROM citations c WHERE c.target_document_id = d.id AND c.relation = 'replaces'
  ) OR EXISTS (
    SELECT 1 FROM drafts f WHERE f.document_id = d.id AND f.said = 1
  ) OR EXISTS (
    SELECT 1 FROM retellings r WHERE r.amount_id = amounts.id AND r.certain = 1
  ) OR EXISTS (
    SELECT 1 FROM revisions v WHERE v.amount_id = amounts.id AND v.certain = 1
  ) OR EXISTS (
    SELECT 1 FROM reported g WHERE g.amount_id = amounts.id AND g.left_out = 1
  ) OR (amounts.state = 'allocated' AND EXISTS (
    SELECT 1 FROM statements s WHERE s.document_id = d.id AND s."start" = amounts."start" AND s.kind = 'allocated'
      AND s.subject LIKE 'document:%' AND substr(s.subject, 10) IS NOT d.number_key AND (EXISTS (
        SELECT 1 FROM statements o CROSS JOIN documents e ON e.id = o.document_id
        WHERE o.subject = s.subject AND o.kind = 'allocated' AND o.year IS s.year AND o.vnd = s.vnd
          AND (coalesce(e.issued_on, '9999'), e.id) < (coalesce(d.issued_on, '9999'), d.id)
      ) OR EXISTS (
        SELECT 1 FROM documents e CROSS JOIN statements o ON o.document_id = e.id
        WHERE e.number_key = substr(s.subject, 10) AND e.id != d.id
          AND o.subject = s.subject AND o.kind = 'allocated' AND o.year IS s.year
      ))
  )) OR (amounts.project_id IS NOT NULL AND NOT (d.kind IN (SELECT value FROM json_each(?1)) AND amounts.state = 'allocated') AND EXISTS (
    SELECT 1 FROM projects p JOIN first_of_projects f ON f.project_key = p.project_key
    WHERE p.id = amounts.project_id AND f.vnd = amounts.vnd AND f.state = amounts.state
      AND f.fiscal_year IS amounts.fiscal_year AND f.told < coalesce(d.issued_on, '9999') || ' ' || d.id
  )) THEN 1 ELSE 0 END)
"""
"""Few change, and each has indexes to be written again. What is told before is asked in a CASE, which asks no further once one
holds; a bare OR would look up all of them.
"""
_NEWEST = """
UPDATE projects SET newest = 1 - newest WHERE rowid IN (SELECT row FROM (
  SELECT q.rowid AS row, q.newest, row_number() OVER (
    PARTITION BY q.project_key ORDER BY e.issued_on IS NULL, e.issued_on DESC, e.id, q."start"
  ) AS nth
  FROM settling s CROSS JOIN projects q ON q.project_key = substr(s.subject, 9)
  CROSS JOIN documents e ON e.id = q.document_id
  WHERE s.subject LIKE 'project:%'
) WHERE newest != (nth = 1))
"""
_ONCE = """
INSERT INTO projects_once (project_key, project_id, year, place_code, total_vnd, state_vnd, lowest_vnd, highest_vnd, first_year,
  last_year, decision, decided_by, sources)
SELECT l.project_key, l.id, coalesce(l.year, min(p.year)), l.place_code, coalesce(l.total_vnd, max(p.total_vnd)),
  coalesce(l.state_vnd, max(p.state_vnd)), min(p.total_vnd), max(p.total_vnd), min(p.year), max(p.year), l.decision,
  l.decided_by, count(DISTINCT p.document_id)
FROM settling s JOIN projects l ON l.project_key = substr(s.subject, 9) AND l.newest = 1
JOIN projects p ON p.project_key = l.project_key
WHERE s.subject LIKE 'project:%' GROUP BY l.id
"""

_OF_PROGRAMMES = "(subject >= 'given:' AND subject < 'given;')"
"""';' comes next after ':'."""
_GIVEN_TO_PROGRAMMES = """
INSERT OR IGNORE INTO stale_tellings (subject)
SELECT DISTINCT 'given:' || p.subject FROM affected f CROSS JOIN amounts a ON a.rowid = f.amount
CROSS JOIN programme_sums p ON p.amount_id = a.id
"""


def mark_told(connection: sqlite3.Connection, documents: Documents) -> None:
    """Have what documents tell settled again: before one is deleted, and after it is written."""
    mark(connection, _TOLD, documents)


def mark_replaced(connection: sqlite3.Connection, documents: Iterable[str | None]) -> None:
    """Have what is replaced now, or was and is no more, settled again."""
    connection.executemany(
        "INSERT OR IGNORE INTO stale_tellings (subject) VALUES ('id:' || ?)", [(id_,) for id_ in documents if id_]
    )


def settle_tellings(connection: sqlite3.Connection) -> bool:
    """Settle some of what is stale, in the transaction that is open, but what papers tell of programmes; whether there was any."""
    with _to_settle(connection):
        some = connection.execute(
            f"INSERT INTO settling SELECT subject FROM stale_tellings WHERE NOT {_OF_PROGRAMMES} LIMIT ?", [_AT_ONCE]
        )
        if some.rowcount:
            connection.execute(_SUMS_OF_REPLACED)
            mark_other_figures(connection)
            mark_handed_on(connection)
            settle_project_places(connection)
            connection.execute(_AFFECTED)
            settle_retellings(connection)
            settle_handed_on(connection)
            settle_other_figures(connection)
            settle_drafts(connection)
            settle_revisions(connection)
            settle_running(connection)
            _settle_counted(connection)
            connection.execute(_NEWEST)
            connection.execute(
                "DELETE FROM projects_once WHERE project_key IN (SELECT substr(subject, 9) FROM settling WHERE subject LIKE 'project:%')"
            )
            connection.execute(_ONCE)
            connection.execute(_GIVEN_TO_PROGRAMMES)
            connection.execute("DELETE FROM stale_tellings WHERE subject IN (SELECT subject FROM settling)")
    return some.rowcount > 0


def settle_programmes(connection: sqlite3.Connection) -> bool:
    """Settle what papers tell of some programmes and years, once it is known what decisions gave them; whether there was any."""
    with _to_settle(connection):
        connection.execute("CREATE TEMP TABLE given (subject TEXT PRIMARY KEY)")
        connection.execute("CREATE TEMP TABLE of_others AS SELECT * FROM reported LIMIT 0")
        some = connection.execute(
            f"INSERT INTO given SELECT substr(subject, 7) FROM stale_tellings WHERE {_OF_PROGRAMMES} LIMIT ?",
            [_AT_ONCE],
        )
        if some.rowcount:
            for settle in (forget_reported, settle_reported):
                connection.execute("DELETE FROM affected")
                connection.execute(
                    "INSERT INTO affected SELECT rowid FROM amounts WHERE id IN (SELECT value FROM json_each(?))",
                    [json.dumps(settle(connection))],
                )
                _settle_counted(connection)
            connection.execute("DELETE FROM stale_tellings WHERE subject IN (SELECT 'given:' || subject FROM given)")
        for table in ("given", "of_others"):
            connection.execute(f"DROP TABLE {table}")
    return some.rowcount > 0


def _settle_counted(connection: sqlite3.Connection) -> None:
    """Write down which sums in the table `affected` count, and which parts of them."""
    connection.execute("DELETE FROM first_of_projects")
    connection.execute(_FIRST_OF_PROJECTS)
    connection.execute(_TOLD_FIRST, [deciding()])
    settle_breakdowns(connection)


@contextmanager
def _to_settle(connection: sqlite3.Connection) -> Iterator[None]:
    """The tables of subjects, of the amounts that they touch, and of what is told first of projects."""
    connection.execute("CREATE TEMP TABLE settling (subject TEXT PRIMARY KEY)")
    connection.execute("CREATE TEMP TABLE affected (amount INTEGER PRIMARY KEY)")
    connection.execute(
        "CREATE TEMP TABLE first_of_projects (project_key TEXT, vnd INTEGER, state TEXT, fiscal_year INTEGER, told TEXT)"
    )
    connection.execute("CREATE INDEX temp.first_of_project ON first_of_projects (project_key, vnd)")
    yield
    for table in ("settling", "affected", "first_of_projects"):
        connection.execute(f"DROP TABLE {table}")
