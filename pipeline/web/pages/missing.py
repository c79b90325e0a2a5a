"""Documents that are cited and not held, for who goes and looks for them; and the ledger of money given and used."""

from __future__ import annotations

import json
import sqlite3
from functools import partial
from typing import Any

import pandas as pd
from datasette.utils.asgi import Response

from pipeline.query.missing import missing as missing_documents
from pipeline.web.visit import FORM, View, Visit

_A_PAGE = 50
_A_LEDGER = 100
_MOST_ROWS = 50_000
_KINDS = "SELECT DISTINCT kind FROM citations WHERE target_document_id IS NULL AND kind IS NOT NULL ORDER BY 1"
_YEARS = "SELECT DISTINCT year FROM ledger_entries WHERE year IS NOT NULL ORDER BY 1 DESC"
_SUMMARY = """
SELECT fund_kind, fund, allocated_vnd, spent_vnd, disbursed_vnd, allocated_vnd - spent_vnd AS left_vnd
FROM v_allocation_vs_spending WHERE year = ? ORDER BY allocated_vnd DESC, spent_vnd DESC
"""
_ENTRIES = """
SELECT l.amount_id, sum(CASE WHEN l.counted AND l.role = 'allocated' THEN l.vnd WHEN l.counted AND l.role = 'spent' THEN -l.vnd
    ELSE 0 END) OVER (PARTITION BY l.account ORDER BY l.issued_on, l.document, l."start" ROWS UNBOUNDED PRECEDING) AS left_vnd
FROM v_ledger l WHERE l.year = :year AND (:fund IS NULL OR l.account IN (
  SELECT coalesce(fund_kind, fund) FROM v_allocation_vs_spending WHERE year = :year AND fund = :fund))
ORDER BY l.account, l.issued_on, l.document, l."start"
"""
_LEDGER = """
SELECT l.year, l.fund, l.role, l.issued_on, l.document, l.page, l.text, l.vnd, l.decision, l.replaced_by, l.told_in,
  l.may_be_told_in, l.counted,
  json_extract(j.value, '$[1]') AS left_vnd, l.document_id, l."start", l."end"
FROM json_each(?) j JOIN v_ledger l ON l.amount_id = json_extract(j.value, '$[0]') ORDER BY j.key
"""


async def missing(visit: Visit) -> Response:
    """Cited documents not held, the most cited first."""
    kind = visit.one("kind")

    def sought(_: sqlite3.Connection) -> pd.DataFrame:
        return missing_documents(visit.db, kind=kind)

    frame = await visit.kept(("missing", kind), sought)
    if visit.form:
        return visit.file(frame, "missing")
    pages = max(1, -(-len(frame) // _A_PAGE))
    page = visit.whole("page", 1, most=pages)
    shown = frame.iloc[(page - 1) * _A_PAGE : page * _A_PAGE]
    return await visit.page(
        "missing.html",
        rows=shown.astype(object).where(shown.notna(), None).to_dict("records"),
        total=len(frame),
        page=page,
        pages=pages,
        kinds=await visit.kept("kinds of missing", _listed(_KINDS)),
    )


async def ledger(visit: Visit) -> Response:
    """Allocation against use of a year by fund, and every entry with what is left after it."""
    years = await visit.kept("years of the ledger", _listed(_YEARS))
    year = visit.whole("year", years[0] if years else 0, 0, 9999)
    fund = visit.one("fund")
    entries = await visit.kept(("ledger", year, fund), partial(_entries, year, fund))
    if visit.form:
        return visit.file(await visit.frame(_LEDGER, [json.dumps(entries[:_MOST_ROWS])]), f"ledger-{year}")
    pages = max(1, -(-len(entries) // _A_LEDGER))
    page = visit.whole("page", 1, most=pages)
    shown = entries[(page - 1) * _A_LEDGER : page * _A_LEDGER]
    return await visit.page(
        "ledger.html",
        years=years,
        year=year,
        summary=await visit.kept(("summary of the ledger", year), partial(_summary, year)),
        rows=await visit.rows(_LEDGER, [json.dumps(shown)]),
        page=page,
        pages=pages,
    )


def _entries(year: int, fund: str | None, connection: sqlite3.Connection) -> list[tuple[str, int]]:
    return [tuple(row) for row in connection.execute(_ENTRIES, {"year": year, "fund": fund})]


def _summary(year: int, connection: sqlite3.Connection) -> list[dict[str, Any]]:
    cursor = connection.execute(_SUMMARY, [year])
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, tuple(row), strict=True)) for row in cursor]


def _listed(sql: str) -> Any:
    return lambda connection: [row[0] for row in connection.execute(sql)]


ROUTES: list[tuple[str, View]] = [("/citations/missing" + FORM, missing), ("/money/ledger" + FORM, ledger)]
