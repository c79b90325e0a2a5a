"""The programme's timeline: a year's documents with the money that they tell, and what they cite that is not held."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from datetime import date
from typing import Any

from datasette.utils.asgi import Response

from pipeline.web.visit import FORM, View, Visit

_A_PAGE = 60
_WHAT = ("decision", "plan", "report", "other", "money", "cited")
_YEARS = """
SELECT year, sum(documents) AS documents, sum(cited) AS cited FROM (
  SELECT substr(issued_on, 1, 4) AS year, count(*) AS documents, 0 AS cited FROM documents WHERE issued_on IS NOT NULL GROUP BY 1
  UNION ALL
  SELECT substr(issued_on, 1, 4), 0, count(DISTINCT number_key || issued_on) FROM citations
  WHERE target_document_id IS NULL AND issued_on IS NOT NULL GROUP BY 1
) GROUP BY year ORDER BY year
"""
_ITEMS = """
SELECT * FROM (
  SELECT d.issued_on AS day, CASE WHEN d.kind IN ('QĐ', 'NQ', 'NĐ', 'TT', 'TTLT', 'CT', 'L', 'PL') THEN 'decision'
    WHEN d.kind IN ('KH', 'ĐA', 'CTr', 'PA') THEN 'plan' WHEN d.kind = 'BC' THEN 'report' ELSE 'other' END AS what,
    d.id AS id, NULL AS number_key FROM documents d
  WHERE d.issued_on >= :first AND d.issued_on < :after AND (:what IS NOT 'money' OR EXISTS (
    SELECT 1 FROM amounts a WHERE a.document_id = d.id AND a.counted = 1 AND a.state IN ('planned', 'allocated', 'spent', 'disbursed')))
  UNION ALL
  SELECT issued_on, 'cited', NULL, number_key FROM citations
  WHERE target_document_id IS NULL AND issued_on >= :first AND issued_on < :after GROUP BY number_key, issued_on
) WHERE :what IS NULL OR what = :what OR (:what = 'money' AND id IS NOT NULL)
"""
_PAGE = f"SELECT * FROM ({_ITEMS}) ORDER BY day, id, number_key LIMIT :most OFFSET :from"
_COUNT = f"SELECT count(*) AS items FROM ({_ITEMS})"
_HEADS = (
    "SELECT id, number, kind_name, issuer, subject, source_path, issued_on FROM documents "
    "WHERE id IN (SELECT value FROM json_each(?))"
)
_MONEY = """
SELECT m.document_id, m.document, NULL AS issued_on, m.page, m."start", m."end", m.state, m.vnd, m.fund, m.year, m.text
FROM v_money m WHERE m.document_id IN (SELECT value FROM json_each(?)) AND m.counted = 1
AND m.state IN ('planned', 'allocated', 'spent', 'disbursed') ORDER BY m."start"
"""
_MISSED = """
SELECT number_key, issued_on, min(number) AS number, max(issuer) AS issuer, max(subject) AS subject,
  count(DISTINCT document_id) AS documents, document_id, "start", "end", min(page) AS page
FROM citations WHERE target_document_id IS NULL AND (number_key, issued_on) IN (
  SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)) GROUP BY number_key, issued_on
"""
_FILE = "SELECT * FROM v_timeline WHERE day >= ? AND day < ? ORDER BY day, document"


async def timeline(visit: Visit) -> Response:
    """One year, a page at a time."""
    years = await visit.kept("years", _counted)
    known = [row["year"] for row in years]
    held = [row["year"] for row in years if row["documents"]]
    year = visit.whole("year", (held or known or [date.today().year])[-1], 1, 9998)
    first, after = f"{year:04}-01-01", f"{year + 1:04}-01-01"
    if visit.form:
        return visit.file(await visit.frame(_FILE, [first, after]), f"timeline-{year}")
    what = next((name for name in _WHAT if name == visit.one("what")), None)
    given = {"first": first, "after": after, "what": what}
    total = (await visit.rows(_COUNT, given))[0]["items"]
    pages = max(1, -(-total // _A_PAGE))
    page = visit.whole("page", 1, most=pages)
    items = await visit.rows(_PAGE, {**given, "most": _A_PAGE, "from": (page - 1) * _A_PAGE})
    ids = json.dumps([item["id"] for item in items if item["id"]])
    cited = json.dumps([(item["number_key"], item["day"]) for item in items if not item["id"]])
    heads = {row["id"]: row for row in await visit.rows(_HEADS, [ids])}
    missed = {(row["number_key"], row["issued_on"]): row for row in await visit.rows(_MISSED, [cited])}
    money: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in await visit.rows(_MONEY, [ids]):
        money[row["document_id"]].append(row)
    return await visit.page(
        "timeline.html",
        years=years,
        most=max((row["documents"] for row in years), default=1) or 1,
        year=year,
        kinds=_WHAT,
        items=[
            (item, heads[item["id"]] if item["id"] else missed[item["number_key"], item["day"]], money[item["id"]])
            for item in items
        ],
        total=total,
        page=page,
        pages=pages,
    )


def _counted(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    rows = connection.execute(_YEARS).fetchall()
    return [
        {"year": int(year), "documents": documents, "cited": cited} for year, documents, cited in rows if year.isdigit()
    ]


ROUTES: list[tuple[str, View]] = [("/timeline" + FORM, timeline)]
