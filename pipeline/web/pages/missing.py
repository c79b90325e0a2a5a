"""Documents that are cited and not held, for who goes and looks for them; and the ledger of money given and used."""

from __future__ import annotations

import json
import sqlite3
from functools import partial
from typing import Any, get_args

from datasette.utils.asgi import Response

from pipeline.records import Relation
from pipeline.web.areas import CODES_WITHIN, areas_of
from pipeline.web.filters import holding, listed, of_year
from pipeline.web.visit import FORM, View, Visit

_A_PAGE = 50
_A_LEDGER = 100
_MOST_ROWS = 50_000
_FEW = 12
"""Citing documents that a row of the page names."""
_MISSING = """
SELECT m.number, m.kind, m.issued_on AS cited_issued_on, m.issuer AS cited_issuer, m.subject, m.mentions,
  (SELECT group_concat(document, ', ') FROM (SELECT DISTINCT coalesce(d.number, d.source_path) AS document FROM citations c
    JOIN documents d ON d.id = c.document_id WHERE c.missing_id = m.id LIMIT :few)) AS documents, m.number_key, m.documents AS citing
FROM (SELECT id FROM missing_documents m WHERE {found} ORDER BY {order} LIMIT :most OFFSET :from) l
JOIN missing_documents m ON m.id = l.id ORDER BY {order}
"""
_ORDER = "m.mentions DESC, m.number, m.issued_on, m.id"
_FOUND = "SELECT count(*) AS found FROM missing_documents m WHERE {found}"
_KINDS = "SELECT DISTINCT kind FROM missing_documents WHERE kind IS NOT NULL ORDER BY 1"
_DAYS = "SELECT DISTINCT substr(issued_on, 1, 4) FROM missing_documents WHERE issued_on IS NOT NULL ORDER BY 1 DESC"
_CITING = "m.id IN (SELECT c.missing_id FROM citations c {joined} WHERE c.missing_id IS NOT NULL AND {asked})"
_YEARS = "SELECT DISTINCT year FROM ledger_lines WHERE year IS NOT NULL ORDER BY 1 DESC"
_SUMMARY = """
SELECT fund_kind, fund, allocated_vnd, spent_vnd, disbursed_vnd, allocated_vnd - spent_vnd AS left_vnd
FROM ledger_totals WHERE year = ? ORDER BY allocated_vnd DESC, spent_vnd DESC
"""
_LINES = """
FROM ledger_lines l WHERE l.year = :year AND (:fund IS NULL OR l.account IN (
  SELECT coalesce(fund_kind, fund) FROM ledger_totals WHERE year = :year AND fund = :fund))
"""
_ENTRIES = f"SELECT l.amount_id, l.left_vnd {_LINES} ORDER BY l.position LIMIT :most OFFSET :from"
_COUNTED = f"SELECT count(*) AS lines {_LINES}"
_LEDGER = """
SELECT l.year, l.fund, l.role, l.issued_on, l.document, l.page, l.text, l.vnd, l.decision, l.replaced_by, l.told_in,
  l.may_be_told_in, l.counted,
  json_extract(j.value, '$[1]') AS left_vnd, l.document_id, l."start", l."end"
FROM json_each(?) j JOIN v_ledger l ON l.amount_id = json_extract(j.value, '$[0]') ORDER BY j.key
"""


async def missing(visit: Visit) -> Response:
    """Cited documents not held, the most cited first, by words, kind, year, and by who cites them and how."""
    found, given = _found(visit)
    sql = _MISSING.format(found=found, order=_ORDER)
    if visit.form:
        frame = await visit.frame(sql, {**given, "few": _MOST_ROWS, "most": _MOST_ROWS, "from": 0})
        return visit.file(frame.drop(columns=["number_key", "citing"]), "missing")
    total = (await visit.rows(_FOUND.format(found=found), given))[0]["found"]
    page, pages = visit.paged(total, _A_PAGE)
    return await visit.page(
        "missing.html",
        rows=await visit.rows(sql, {**given, "few": _FEW, "most": _A_PAGE, "from": (page - 1) * _A_PAGE}),
        total=total,
        page=page,
        pages=pages,
        relations=get_args(Relation),
        choices=await visit.kept("choices of missing", _choices),
    )


def _found(visit: Visit) -> tuple[str, dict[str, Any]]:
    """The condition on `missing_documents m` that the address asks for, and its parameters."""
    conditions, given = ["1"], dict[str, Any]()
    held, words = holding("m.words", visit.one("q"))
    conditions += held
    given |= words
    if kind := visit.one("kind"):
        conditions.append("m.kind = :kind")
        given["kind"] = kind
    if year := visit.whole("year", 0, most=9998):
        condition, bounds = of_year("m.issued_on", year)
        conditions.append(condition)
        given |= bounds
    if relation := visit.one("relation"):
        conditions.append(_CITING.format(joined="", asked="c.relation = :relation"))
        given["relation"] = relation
    if area := visit.one("place"):
        places = f"d.place_code IN ({CODES_WITHIN})"
        conditions.append(_CITING.format(joined="JOIN documents d ON d.id = c.document_id", asked=places))
        given["area"] = area
    return " AND ".join(conditions), given


def _choices(connection: sqlite3.Connection) -> dict[str, Any]:
    """What the filters offer."""
    return {
        "kinds": listed(connection, _KINDS),
        "years": listed(connection, _DAYS),
        "areas": areas_of(connection, "documents"),
    }


async def ledger(visit: Visit) -> Response:
    """Allocation against use of a year by fund, and every entry with what is left after it."""
    years = await visit.kept("years of the ledger", partial(listed, sql=_YEARS))
    year = visit.whole("year", years[0] if years else 0, 0, 9999)
    fund = visit.one("fund")
    given = {"year": year, "fund": fund}
    lines = (await visit.rows(_COUNTED, given))[0]["lines"]
    page, pages = visit.paged(lines, _A_LEDGER)
    at = {"most": _MOST_ROWS, "from": 0} if visit.form else {"most": _A_LEDGER, "from": (page - 1) * _A_LEDGER}
    shown = json.dumps([(row["amount_id"], row["left_vnd"]) for row in await visit.rows(_ENTRIES, {**given, **at})])
    if visit.form:
        return visit.file(await visit.frame(_LEDGER, [shown]), f"ledger-{year}")
    return await visit.page(
        "ledger.html",
        years=years,
        year=year,
        summary=await visit.rows(_SUMMARY, [year]),
        rows=await visit.rows(_LEDGER, [shown]),
        page=page,
        pages=pages,
    )


ROUTES: list[tuple[str, View]] = [("/citations/missing" + FORM, missing), ("/money/ledger" + FORM, ledger)]
