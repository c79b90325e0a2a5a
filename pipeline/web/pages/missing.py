"""Documents that are cited and not held, for who goes and looks for them; and the ledger of money given and used."""

from __future__ import annotations

import json
import sqlite3
from functools import partial
from typing import Any, get_args

from datasette.utils.asgi import Response

from pipeline.query.given import replaced_givers
from pipeline.query.missing import ORDER, narrowed
from pipeline.records import Relation
from pipeline.web.areas import areas_of, codes_within
from pipeline.web.filters import filled, listed
from pipeline.web.visit import FORM, View, Visit

_A_PAGE = 50
_A_LEDGER = 100
_MOST_ROWS = 50_000
_FEW = 12
"""Citing documents that a row of the page names."""
_MISSING = f"""
SELECT m.number, m.kind, m.issued_on AS cited_issued_on, m.issuer AS cited_issuer, m.subject, m.mentions,
  (SELECT h.number || ' (' || h.issued_on || ')' FROM documents h WHERE h.id = m.perhaps_held_id) AS perhaps_held,
  (SELECT group_concat(document, ', ') FROM (SELECT DISTINCT coalesce(d.number, d.source_path) AS document FROM citations c
    JOIN documents d ON d.id = c.document_id WHERE c.missing_id = m.id LIMIT ?)) AS documents, m.number_key, m.documents AS citing
FROM (SELECT id FROM missing_documents m WHERE {{found}} ORDER BY {ORDER} LIMIT ? OFFSET ?) l
JOIN missing_documents m ON m.id = l.id ORDER BY {ORDER}
"""
_FOUND = "SELECT count(*) AS found FROM missing_documents m WHERE {found}"
_KINDS = "SELECT DISTINCT kind FROM missing_documents WHERE kind IS NOT NULL ORDER BY 1"
_DAYS = "SELECT DISTINCT substr(issued_on, 1, 4) FROM missing_documents WHERE issued_on IS NOT NULL ORDER BY 1 DESC"
_YEARS = "SELECT DISTINCT year FROM ledger_lines WHERE year IS NOT NULL ORDER BY 1 DESC"
_SUMMARY = """
SELECT fund_kind, fund, allocated_vnd, spent_vnd, disbursed_vnd, allocated_vnd - spent_vnd AS left_vnd
FROM ledger_totals WHERE year = ? ORDER BY allocated_vnd DESC, spent_vnd DESC
"""
_LEFT_OUT = "SELECT role, why, amounts, vnd FROM left_out_totals WHERE year = ? ORDER BY role, vnd DESC, why"
_TOLD = ("decision", "replaced_by", "told_in", "may_be_told_in")
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
    area = visit.one("place")
    found, given = narrowed(
        contains=visit.one("q"),
        kind=visit.one("kind"),
        year=visit.whole("year", 0, most=9999) or None,
        relation=visit.one("relation"),
        places=await visit.run(partial(codes_within, area=area)) if area else None,
    )
    sql = _MISSING.format(found=found)
    if visit.form:
        frame = await visit.frame(sql, [_MOST_ROWS, *given, _MOST_ROWS, 0])
        return visit.file(frame.drop(columns=["number_key", "citing"]), "missing")
    total = (await visit.rows(_FOUND.format(found=found), given))[0]["found"]
    page, pages = visit.paged(total, _A_PAGE)
    return await visit.page(
        "missing.html",
        rows=await visit.rows(sql, [_FEW, *given, _A_PAGE, (page - 1) * _A_PAGE]),
        total=total,
        page=page,
        pages=pages,
        relations=get_args(Relation),
        choices=await visit.kept("choices of missing", _choices),
    )


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
    rows = await visit.rows(_LEDGER, [shown])
    return await visit.page(
        "ledger.html",
        years=years,
        year=year,
        summary=await visit.rows(_SUMMARY, [year]),
        left_out=await visit.rows(_LEFT_OUT, [year]),
        replaced=await visit.run(partial(replaced_givers, year=year)),
        rows=rows,
        columns=["fund", "role", "counted", "left_vnd", *filled(rows, _TOLD)],
        page=page,
        pages=pages,
    )


ROUTES: list[tuple[str, View]] = [("/citations/missing" + FORM, missing), ("/money/ledger" + FORM, ledger)]
