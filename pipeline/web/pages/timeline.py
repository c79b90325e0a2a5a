"""The programme's timeline: a year's documents with the money that they tell, and what they cite that is not held."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from datasette.utils.asgi import Response

from pipeline.errors import UsageError
from pipeline.query.periods import first_day, last_day
from pipeline.structure.written_out import asked
from pipeline.web.archive import NAME
from pipeline.web.areas import CODES_WITHIN, areas_of
from pipeline.web.filters import holding, listed
from pipeline.web.visit import FORM, View, Visit

_A_PAGE = 60
_WHAT = ("decision", "plan", "report", "other", "money", "cited")
_YEARS = """
SELECT year, sum(documents) AS documents, sum(cited) AS cited FROM (
  SELECT substr(issued_on, 1, 4) AS year, count(*) AS documents, 0 AS cited FROM documents WHERE issued_on IS NOT NULL GROUP BY 1
  UNION ALL
  SELECT substr(issued_on, 1, 4), 0, count(*) FROM missing_documents WHERE issued_on IS NOT NULL GROUP BY 1
) GROUP BY year ORDER BY year
"""
_ITEMS = """
SELECT * FROM (
  SELECT d.issued_on AS day, CASE WHEN d.kind IN ('QĐ', 'NQ', 'NĐ', 'TT', 'TTLT', 'CT', 'L', 'PL') THEN 'decision'
    WHEN d.kind IN ('KH', 'ĐA', 'CTr', 'PA') THEN 'plan' WHEN d.kind = 'BC' THEN 'report' ELSE 'other' END AS what,
    d.id AS id, NULL AS missing_id FROM documents d
  WHERE d.issued_on >= :first AND d.issued_on <= :last AND {documents} AND (:what IS NOT 'money' OR EXISTS (
    SELECT 1 FROM amounts a WHERE a.document_id = d.id AND a.counted = 1 AND a.state IN ('planned', 'allocated', 'spent', 'disbursed')))
  UNION ALL
  SELECT m.issued_on, 'cited', NULL, m.id FROM missing_documents m
  WHERE m.issued_on >= :first AND m.issued_on <= :last AND {missing}
) WHERE :what IS NULL OR what = :what OR (:what = 'money' AND id IS NOT NULL)
"""
_PAGE = f"SELECT * FROM ({_ITEMS}) ORDER BY day, id, missing_id LIMIT :most OFFSET :from"
_COUNT = f"SELECT count(*) AS items FROM ({_ITEMS})"
_ISSUERS = "SELECT issuer FROM documents WHERE issuer IS NOT NULL UNION SELECT issuer FROM missing_documents WHERE issuer IS NOT NULL"
_KINDS = "SELECT kind FROM documents WHERE kind IS NOT NULL UNION SELECT kind FROM missing_documents WHERE kind IS NOT NULL ORDER BY 1"
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
SELECT m.id, m.number_key, m.issued_on, m.number, m.issuer, m.subject, m.documents, c.document_id, c."start", c."end"
FROM missing_documents m JOIN citations c ON c.id = (SELECT min(id) FROM citations WHERE missing_id = m.id)
WHERE m.id IN (SELECT value FROM json_each(?))
"""
_FILE = f"""
SELECT v.* FROM v_timeline v WHERE v.day >= :first AND v.day <= :last AND (
  v.document_id IN (SELECT id FROM ({_ITEMS})) OR (v.document_id IS NULL AND EXISTS (
    SELECT 1 FROM ({_ITEMS}) i JOIN missing_documents m ON m.id = i.missing_id WHERE m.number = v.document AND m.issued_on = v.day))
) ORDER BY v.day, v.document
"""


async def timeline(visit: Visit) -> Response:
    """A year, or the days from one to another, a page at a time; narrowed by what, words, kind, issuer and place."""
    years = await visit.kept("years", _counted)
    known = [row["year"] for row in years]
    held = [row["year"] for row in years if row["documents"]]
    year = visit.whole("year", (held or known or [date.today().year])[-1], 1, 9998)
    period = _period(visit, known or [year])
    first, last = period or (date(year, 1, 1), date(year, 12, 31))
    what = visit.choice("what", _WHAT)
    conditions, given = await _narrowed(visit)
    given |= {"first": first.isoformat(), "last": last.isoformat(), "what": what}
    if visit.form:
        name = f"timeline-{first}-{last}" if period else f"timeline-{year}"
        return visit.file(await visit.frame(_FILE.format_map(conditions), given), name)
    total = (await visit.rows(_COUNT.format_map(conditions), given))[0]["items"]
    page, pages = visit.paged(total, _A_PAGE)
    at = {"most": _A_PAGE, "from": (page - 1) * _A_PAGE}
    items = await visit.rows(_PAGE.format_map(conditions), {**given, **at})
    ids = json.dumps([item["id"] for item in items if item["id"]])
    heads = {row["id"]: row for row in await visit.rows(_HEADS, [ids])}
    cited = json.dumps([item["missing_id"] for item in items if not item["id"]])
    missed = {row["id"]: row for row in await visit.rows(_MISSED, [cited])}
    money: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in await visit.rows(_MONEY, [ids]):
        money[row["document_id"]].append(row)
    return await visit.page(
        "timeline.html",
        years=years,
        most=max((row["documents"] for row in years), default=1) or 1,
        year=None if period else year,
        period=(first, last),
        kinds=_WHAT,
        items=[(item, heads[item["id"]] if item["id"] else missed[item["missing_id"]], money[item["id"]]) for item in items],
        total=total,
        page=page,
        pages=pages,
        choices=await visit.kept("choices of the timeline", _choices),
    )  # fmt: skip


def _period(visit: Visit, years: Sequence[int]) -> tuple[date, date] | None:
    """The days from one to another that the address asks for, within the years that there are; None where it asks for
    none that can be read.
    """
    since, until = visit.read("from", partial(_day, first_day)), visit.read("to", partial(_day, last_day))
    if since is None and until is None:
        return None
    return since or date(max(1, years[0]), 1, 1), until or date(max(1, years[-1]), 12, 31)


def _day(read: Callable[[str], date], text: str) -> date | None:
    try:
        return read(text)
    except UsageError:
        return None


async def _narrowed(visit: Visit) -> tuple[dict[str, str], dict[str, Any]]:
    """The conditions on `documents d` and `missing_documents m` that the address asks for, and their parameters."""
    documents, missing, given = ["1"], ["1"], dict[str, Any]()
    if words := (visit.one("q") or "")[:200]:
        archive = visit.datasette.get_database(NAME)
        found = await visit.run(partial(archive.found, words=words, version=archive.version()))
        documents.append("d.search_rowid IN (SELECT value FROM json_each(:found))")
        given["found"] = json.dumps(found.tolist())
        held, sought = holding("m.words", words)
        missing += held
        given |= sought
    if kind := visit.one("kind"):
        documents.append("d.kind = :kind")
        missing.append("m.kind = :kind")
        given["kind"] = kind
    if issuer := visit.one("issuer"):
        issuers = (await visit.kept("choices of the timeline", _choices))["issuers"]
        for alias, conditions in (("d", documents), ("m", missing)):
            conditions.append(f"{alias}.issuer IN (SELECT value FROM json_each(:issuers))")
        given["issuers"] = json.dumps([name for name in issuers if asked(issuer, name)])
    if area := visit.one("place"):
        documents.append(f"d.place_code IN ({CODES_WITHIN})")
        missing.append("0")
        given["area"] = area
    return {"documents": " AND ".join(documents), "missing": " AND ".join(missing)}, given


def _choices(connection: sqlite3.Connection) -> dict[str, Any]:
    """What the filters offer, and every issuer."""
    return {
        "kinds": listed(connection, _KINDS),
        "issuers": listed(connection, _ISSUERS),
        "areas": areas_of(connection, "documents"),
    }


def _counted(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    rows = connection.execute(_YEARS).fetchall()
    return [
        {"year": int(year), "documents": documents, "cited": cited} for year, documents, cited in rows if year.isdigit()
    ]


ROUTES: list[tuple[str, View]] = [("/timeline" + FORM, timeline)]
