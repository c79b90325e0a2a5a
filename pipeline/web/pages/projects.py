"""Projects: each once, with all the documents that tell of it, what it costs, where it lies, and who says otherwise."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
from datasette.utils.asgi import NotFound, Response

from pipeline.normalize import fold
from pipeline.web.places import place_of, within
from pipeline.web.visit import FORM, View, Visit

_A_PAGE = 50
_MOST_ROWS = 50_000
_ORDERS = {
    "cost": "highest_vnd IS NULL, highest_vnd DESC, project_key",
    "year": "last_year IS NULL, last_year DESC, project_key",
    "name": "project_key",
}
# The newest document's telling comes first, as in `v_projects`.
_NEWEST = 'd.issued_on IS NULL, d.issued_on DESC, d.id, p."start"'
_LIST = """
SELECT project_key, max(total_vnd) AS highest_vnd, max(year) AS last_year FROM projects
WHERE project_key IS NOT NULL AND {found} GROUP BY project_key ORDER BY {order} LIMIT :most OFFSET :from
"""
_TOTALS = f"""
SELECT year, place_code, count(*) AS projects, sum(total_vnd) AS total_vnd, sum(state_vnd) AS state_vnd FROM (
  SELECT coalesce(p.year, min(p.year) OVER k) AS year, p.place_code, coalesce(p.total_vnd, max(p.total_vnd) OVER k) AS total_vnd,
    coalesce(p.state_vnd, max(p.state_vnd) OVER k) AS state_vnd,
    row_number() OVER (PARTITION BY p.project_key ORDER BY {_NEWEST}) AS nth
  FROM projects p JOIN documents d ON d.id = p.document_id WHERE p.project_key IS NOT NULL AND {{found}}
  WINDOW k AS (PARTITION BY p.project_key)
) WHERE nth = 1 GROUP BY year, place_code
"""
_TOLD = f"""
SELECT p.id AS project_id, p.project_key, p.document_id, p."start", p."end", p.page, p.text, p.name, p.kind, p.beneficiary,
  p.place, p.place_code, p.total_vnd, p.state_vnd, p.year, p.status, coalesce(d.number, d.source_path) AS document,
  d.issued_on, d.issuer, replace(substr(d.text, p."start" + 1, p."end" - p."start" + 200), char(10), ' ') AS quote
FROM projects p JOIN documents d ON d.id = p.document_id
WHERE p.project_key IN (SELECT value FROM json_each(?)) ORDER BY p.project_key, {_NEWEST}
"""
_MONEY = """
SELECT a.document_id, a."start", a."end", a.page, a.text, a.vnd, a.role, a.fund, a.fiscal_year,
  coalesce(d.number, d.source_path) AS document, d.issued_on
FROM projects p JOIN amounts a ON a.project_id = p.id JOIN documents d ON d.id = a.document_id
WHERE p.project_key = ? ORDER BY d.issued_on, d.id, a."start" LIMIT 500
"""
_FINDINGS = """
SELECT DISTINCT f.fingerprint, f.severity, f.message_vi, f.message_en
FROM projects p JOIN finding_evidence e ON e.document_id = p.document_id JOIN findings f ON f.id = e.finding_id
WHERE p.project_key = ?1 AND (e."start" < p."end" AND e."end" > p."start" OR EXISTS (
  SELECT 1 FROM amounts a WHERE a.project_id = p.id AND a."start" = e."start"))
ORDER BY instr('error warning note', f.severity)
"""
_CODES = "SELECT DISTINCT place_code FROM projects WHERE place_code IS NOT NULL"
_KINDS = "SELECT kind, count(DISTINCT project_key) AS projects FROM projects WHERE kind IS NOT NULL GROUP BY kind ORDER BY 2 DESC LIMIT 50"
_YEARS = "SELECT DISTINCT year FROM projects WHERE year IS NOT NULL ORDER BY year DESC"
_FUNDS = "SELECT DISTINCT a.fund FROM amounts a WHERE a.project_id IS NOT NULL AND a.fund IS NOT NULL ORDER BY 1 LIMIT 200"
_COLUMNS = ("year", "place", "today_province", "total_vnd", "state_vnd", "sources", "status")
_COMPARED = ("name", "kind", "beneficiary", "place", "total_vnd", "state_vnd", "year", "status")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of which documents say different things: each value with who says it."""

    field: str
    told: tuple[tuple[Any, tuple[dict[str, Any], ...]], ...]


async def projects(visit: Visit) -> Response:
    """Projects by year, place, kind, fund and words, with what they come to by year and district."""
    codes = await visit.kept("project places", lambda c: [row[0] for row in c.execute(_CODES)])
    found, given = _found(visit, codes)
    order = visit.one("order") or "cost"
    order = order if order in _ORDERS else "cost"
    groups = await visit.kept(("projects", found, tuple(given.items())), partial(_grouped, found, given))
    summary = _summary(groups)
    total = sum(row["projects"] for row in summary)
    pages = max(1, -(-total // _A_PAGE))
    page = visit.whole("page", 1, most=pages)
    at = {"most": _MOST_ROWS, "from": 0} if visit.form else {"most": _A_PAGE, "from": (page - 1) * _A_PAGE}
    listed = await visit.rows(_LIST.format(found=found, order=_ORDERS[order]), {**given, **at})
    rows = await _told_once(visit, [row["project_key"] for row in listed])
    if visit.form:
        return visit.file(_frame(rows), "projects")
    return await visit.page(
        "projects.html",
        rows=rows,
        columns=[name for name in _COLUMNS if any(row[name] is not None for row in rows)],
        total=total,
        page=page,
        pages=pages,
        order=order,
        summary=summary,
        cost=sum(row["total_vnd"] or 0 for row in summary),
        state=sum(row["state_vnd"] or 0 for row in summary),
        choices=await visit.kept("project choices", partial(_choices, codes)),
    )


async def project(visit: Visit) -> Response:
    """One project: what each document says of it, and where they disagree."""
    key = visit.one("key") or ""
    told = await visit.rows(_TOLD, [json.dumps([key])])
    if not told:
        raise NotFound("")
    money = await visit.rows(_MONEY, [key])
    if visit.form:
        return visit.file(pd.DataFrame(told, dtype="object").convert_dtypes(), "project")
    return await visit.page(
        "project.html",
        one=_merged(told),
        told=told,
        differences=_differences(told),
        money=money,
        findings=await visit.rows(_FINDINGS, [key]),
    )


def _found(visit: Visit, codes: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """The condition on `projects` that the address asks for, and its parameters: a project is found by any telling of it."""
    conditions, given = [], dict[str, Any]()
    if year := visit.whole("year", 0):
        conditions.append("q.year = :year")
        given["year"] = year
    if kind := visit.one("kind"):
        conditions.append("q.kind = :kind")
        given["kind"] = kind
    if area := visit.one("place"):
        conditions.append("q.place_code IN (SELECT value FROM json_each(:codes))")
        given["codes"] = json.dumps(within(codes, area))
    if fund := visit.one("fund"):
        conditions.append("EXISTS (SELECT 1 FROM amounts a WHERE a.project_id = q.id AND a.fund = :fund)")
        given["fund"] = fund
    for nth, word in enumerate(fold(visit.one("q") or "").split()[:8]):
        conditions.append(f"instr(q.project_key, :word{nth}) > 0")
        given[f"word{nth}"] = word
    if not conditions:
        return "1", given
    return f"project_key IN (SELECT q.project_key FROM projects q WHERE {' AND '.join(conditions)})", given


def _grouped(found: str, given: dict[str, Any], connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return connection.execute(_TOTALS.format(found=found), given).fetchall()


def _summary(groups: Sequence[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Count and cost by year and district of June 2025, the newest first."""
    summed: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
    for year, code, *figures in groups:
        place = place_of(code)
        where = (place.today, place.district, place.district_code, place.today_code) if place else (None,) * 4
        for nth, figure in enumerate(figures):
            summed[year, *where][nth] += figure or 0
    rows = [
        {
            "year": year,
            "today_province": today,
            "district": district,
            "area": f"d:{code}" if code else f"p:{today_code}" if today_code else None,
            "projects": figures[0],
            "total_vnd": figures[1] or None,
            "state_vnd": figures[2] or None,
        }
        for (year, today, district, code, today_code), figures in summed.items()
    ]
    return sorted(rows, key=lambda row: (-(row["year"] or 0), row["today_province"] or "~", row["district"] or "~"))


async def _told_once(visit: Visit, keys: Sequence[str]) -> list[dict[str, Any]]:
    """The projects of some keys, in their order."""
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in await visit.rows(_TOLD, [json.dumps(keys)]):
        told[row["project_key"]].append(row)
    return [_merged(told[key]) for key in keys]


def _merged(told: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A project as its newest document tells it; a cost or year that this one leaves out, from the others."""
    one = dict(told[0])
    place = place_of(one["place_code"])
    costs = [row["total_vnd"] for row in told if row["total_vnd"] is not None]
    for name, choose in (("total_vnd", max), ("state_vnd", max), ("year", min)):
        if one[name] is None:
            one[name] = choose((row[name] for row in told if row[name] is not None), default=None)
    for name in ("kind", "beneficiary", "place", "status"):
        one[name] = next((row[name] for row in told if row[name] is not None), None)
    return {
        **one,
        "district": place.district if place else None,
        "province": place.province if place else None,
        "today_province": place.today if place else None,
        "sources": len({row["document_id"] for row in told}),
        "differs": len(set(costs)) > 1,
    }


def _differences(told: Sequence[dict[str, Any]]) -> list[Difference]:
    """The fields of which documents say different things; spelling and case make no difference."""
    found = []
    for field in _COMPARED:
        said: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        for row in told:
            if row[field] is not None:
                value = row[field]
                said[fold(value) if isinstance(value, str) else value].append(row)
        if len(said) > 1:
            found.append(Difference(field, tuple((rows[0][field], tuple(rows)) for rows in said.values())))
    return found


def _frame(rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    columns = ["name", "kind", "beneficiary", "place", "place_code", "district", "province", "today_province", "year", "status",
               "total_vnd", "state_vnd", "sources", "document", "issued_on", "quote", "project_key"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns, dtype="object").convert_dtypes()


def _choices(codes: Sequence[str], connection: sqlite3.Connection) -> dict[str, Any]:
    """What the filters offer."""
    areas: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for place in filter(None, map(place_of, codes)):
        districts = areas[place.today, place.today_code]
        if place.district_code:
            districts[place.district_code] = f"{place.district} ({place.province})"
    return {
        "years": [row[0] for row in connection.execute(_YEARS)],
        "kinds": [row[0] for row in connection.execute(_KINDS)],
        "funds": [row[0] for row in connection.execute(_FUNDS)],
        "areas": [(name, code, sorted(ds.items(), key=lambda d: d[1])) for (name, code), ds in sorted(areas.items())],
    }


ROUTES: list[tuple[str, View]] = [("/projects" + FORM, projects), ("/project" + FORM, project)]
