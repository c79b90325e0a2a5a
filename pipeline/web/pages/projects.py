"""Projects: each once, with all the documents that tell of it, what it costs, where it lies, and who says otherwise."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from datasette.utils.asgi import NotFound, Response

from pipeline.normalize import fold
from pipeline.query.framed import gravest
from pipeline.web.areas import CODES_WITHIN, areas_of
from pipeline.web.filters import filled, holding, listed
from pipeline.web.visit import FORM, View, Visit

_A_PAGE = 50
_MOST_ROWS = 50_000
_ORDERS = {"cost": "highest_vnd DESC, project_key", "year": "last_year DESC, project_key", "name": "project_key"}
# The newest document's telling comes first, as in `v_projects`.
_NEWEST = 'd.issued_on IS NULL, d.issued_on DESC, d.id, p."start"'
_LIST = "SELECT project_key FROM projects_once WHERE {found} ORDER BY {order} LIMIT :most OFFSET :from"
_TOTALS = """
SELECT t.year, u.today_province, u.district, coalesce('d:' || u.district_code, 'p:' || u.today_province_code) AS area,
  sum(t.projects) AS projects, sum(t.total_vnd) AS total_vnd, sum(t.state_vnd) AS state_vnd
FROM (
  SELECT year, place_code, count(*) AS projects, sum(total_vnd) AS total_vnd, sum(state_vnd) AS state_vnd
  FROM projects_once WHERE {found} GROUP BY year, place_code
) t LEFT JOIN places u ON u.code = t.place_code
GROUP BY t.year, u.today_province, u.district, area
ORDER BY t.year IS NULL, t.year DESC, u.today_province IS NULL, u.today_province, u.district IS NULL, u.district
"""
_ONCE = """
SELECT v.*, lowest_vnd < highest_vnd AS differs, d.issued_on, coalesce(d.number, d.source_path) AS document, p."start", p."end",
  p.page
FROM json_each(?) j JOIN v_projects v ON v.project_key = j.value JOIN projects p ON p.id = v.project_id
JOIN documents d ON d.id = v.document_id ORDER BY j.key
"""
_TOLD = f"""
SELECT p.id AS project_id, p.project_key, p.document_id, p."start", p."end", p.page, p.text, p.name, p.kind, p.beneficiary,
  p.place, p.place_code, p.total_vnd, p.state_vnd, p.year, p.status, coalesce(d.number, d.source_path) AS document,
  d.issued_on, d.issuer, replace(substr(d.text, p."start" + 1, p."end" - p."start" + 200), char(10), ' ') AS quote
FROM projects p JOIN documents d ON d.id = p.document_id
WHERE p.project_key = ? ORDER BY {_NEWEST} LIMIT 200
"""
_MONEY = """
SELECT a.document_id, a."start", a."end", a.page, a.text, a.vnd, a.role, a.fund, a.fiscal_year,
  coalesce(d.number, d.source_path) AS document, d.issued_on
FROM projects p JOIN amounts a ON a.project_id = p.id JOIN documents d ON d.id = a.document_id
WHERE p.project_key = ? ORDER BY d.issued_on, d.id, a."start" LIMIT 500
"""
_FINDINGS = f"""
SELECT DISTINCT f.fingerprint, f.severity, f.message_vi, f.message_en
FROM projects p JOIN finding_evidence e ON e.document_id = p.document_id JOIN findings f ON f.id = e.finding_id
WHERE p.project_key = ?1 AND (e."start" < p."end" AND e."end" > p."start" OR EXISTS (
  SELECT 1 FROM amounts a WHERE a.project_id = p.id AND a."start" = e."start"))
ORDER BY {gravest("f.severity")}
"""
_KINDS = "SELECT kind FROM projects WHERE kind IS NOT NULL GROUP BY kind ORDER BY count(*) DESC, kind LIMIT 50"
_YEARS = "SELECT DISTINCT year FROM projects WHERE year IS NOT NULL ORDER BY year DESC"
_FUNDS = (
    "SELECT DISTINCT a.fund FROM amounts a WHERE a.project_id IS NOT NULL AND a.fund IS NOT NULL ORDER BY 1 LIMIT 200"
)
_COLUMNS = ("year", "place", "today_province", "total_vnd", "state_vnd", "decision", "status")
_COMPARED = ("name", "kind", "beneficiary", "place", "total_vnd", "state_vnd", "year", "status")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of which documents say different things: each value with who says it."""

    field: str
    told: tuple[tuple[Any, tuple[dict[str, Any], ...]], ...]


async def projects(visit: Visit) -> Response:
    """Projects by year, place, kind, fund and words, with what they come to by year and district."""
    found, given = _found(visit)
    order = visit.choice("order", _ORDERS) or "cost"
    summary = await visit.kept(("projects", found, tuple(given.items())), partial(_summary, found, given))
    total = sum(row["projects"] for row in summary)
    page, pages = visit.paged(total, _A_PAGE)
    at = {"most": _MOST_ROWS, "from": 0} if visit.form else {"most": _A_PAGE, "from": (page - 1) * _A_PAGE}
    keys = await visit.kept(
        ("listed", found, tuple(given.items()), order, tuple(at.items())), partial(_keys, found, order, {**given, **at})
    )
    if visit.form:
        return visit.file(await visit.frame(_ONCE, [keys]), "projects")
    rows = await visit.rows(_ONCE, [keys])
    return await visit.page(
        "projects.html",
        rows=rows,
        columns=filled(rows, _COLUMNS),
        total=total,
        page=page,
        pages=pages,
        order=order,
        summary=summary,
        cost=sum(row["total_vnd"] or 0 for row in summary),
        state=sum(row["state_vnd"] or 0 for row in summary),
        choices=await visit.kept("choices of projects", _choices),
    )


async def project(visit: Visit) -> Response:
    """One project: what each document says of it, and where they disagree."""
    key = visit.one("key") or ""
    once = await visit.rows(_ONCE, [json.dumps([key])])
    if not once:
        raise NotFound("")
    if visit.form:
        return visit.file(await visit.frame(_TOLD, [key]), "project")
    told = await visit.rows(_TOLD, [key])
    return await visit.page(
        "project.html",
        one=once[0],
        told=told,
        differences=_differences(told),
        money=await visit.rows(_MONEY, [key]),
        findings=await visit.rows(_FINDINGS, [key]),
    )


def _found(visit: Visit) -> tuple[str, dict[str, Any]]:
    """The condition on `projects` that the address asks for, and its parameters: a project is found by any telling of it."""
    conditions, given = [], dict[str, Any]()
    if year := visit.whole("year", 0):
        conditions.append("q.year = :year")
        given["year"] = year
    if kind := visit.one("kind"):
        conditions.append("q.kind = :kind")
        given["kind"] = kind
    if area := visit.one("place"):
        conditions.append(f"q.place_code IN ({CODES_WITHIN})")
        given["area"] = area
    if fund := visit.one("fund"):
        conditions.append(
            "EXISTS (SELECT 1 FROM amounts a WHERE a.project_id = q.id AND a.project_id IS NOT NULL AND a.fund = :fund)"
        )
        given["fund"] = fund
    held, words = holding("q.project_key", visit.one("q"))
    conditions += held
    given |= words
    if not conditions:
        return "1", given
    return f"project_key IN (SELECT q.project_key FROM projects q WHERE {' AND '.join(conditions)})", given


def _keys(found: str, order: str, given: dict[str, Any], connection: sqlite3.Connection) -> str:
    """The keys of a page's projects, as JSON."""
    return json.dumps([row[0] for row in connection.execute(_LIST.format(found=found, order=_ORDERS[order]), given)])


def _summary(found: str, given: dict[str, Any], connection: sqlite3.Connection) -> list[dict[str, Any]]:
    cursor = connection.execute(_TOTALS.format(found=found), given)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, tuple(row), strict=True)) for row in cursor]


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


def _choices(connection: sqlite3.Connection) -> dict[str, Any]:
    """What the filters offer."""
    return {
        "years": listed(connection, _YEARS),
        "kinds": listed(connection, _KINDS),
        "funds": listed(connection, _FUNDS),
        "areas": areas_of(connection, "projects"),
    }


ROUTES: list[tuple[str, View]] = [("/projects" + FORM, projects), ("/project" + FORM, project)]
