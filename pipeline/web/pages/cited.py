"""The list of citations: which document cites which, in what relation, with the words that do so."""

from __future__ import annotations

import sqlite3
from typing import Any, get_args

from datasette.utils.asgi import Response

from pipeline.query.framed import among
from pipeline.query.show import documents_named
from pipeline.records import Relation
from pipeline.structure.number.docnumber import number_key
from pipeline.web.areas import CODES_WITHIN, areas_of
from pipeline.web.filters import listed, of_year
from pipeline.web.visit import FORM, View, Visit

_A_PAGE = 50
_MOST_ROWS = 50_000
# The order of the index that holds all by which the list is narrowed.
_ORDER = "c.number_key, c.issued_on, c.kind, c.relation, c.target_document_id, c.document_id, c.rowid"
_LIST = f"""
SELECT v.document, v.issued_on, v.relation, v.number, v.kind, v.cited_issued_on, v.cited_issuer, v.subject, v.held, v.page, v.quote,
  v.document_id, v.target_document_id, v."start", v."end", c.number_key
FROM (SELECT c.id FROM citations c WHERE {{found}} ORDER BY {_ORDER} LIMIT :most OFFSET :from) l
JOIN citations c ON c.id = l.id JOIN v_citations v ON v.citation_id = l.id ORDER BY {_ORDER}
"""
_COUNT = "SELECT count(*) AS found FROM citations c WHERE {found}"
_KINDS = "SELECT DISTINCT kind FROM citations WHERE kind IS NOT NULL ORDER BY 1"
_YEARS = "SELECT DISTINCT substr(issued_on, 1, 4) FROM {table} WHERE issued_on IS NOT NULL ORDER BY 1 DESC"
_HELD = {"yes": "c.target_document_id IS NOT NULL", "no": "c.target_document_id IS NULL"}


async def cited(visit: Visit) -> Response:
    """Citations by what is cited (number, kind, year, held or not), by relation, and by who cites (document, year, place)."""
    found, given = await _found(visit)
    if visit.form:
        frame = await visit.frame(_LIST.format(found=found), {**given, "most": _MOST_ROWS, "from": 0})
        return visit.file(frame.drop(columns=["number_key"]), "citations")
    total = (await visit.rows(_COUNT.format(found=found), given))[0]["found"]
    page, pages = visit.paged(total, _A_PAGE)
    at = {"most": _A_PAGE, "from": (page - 1) * _A_PAGE}
    return await visit.page(
        "cited.html",
        rows=await visit.rows(_LIST.format(found=found), {**given, **at}),
        total=total,
        page=page,
        pages=pages,
        relations=get_args(Relation),
        choices=await visit.kept("choices of citations", _choices),
    )


async def _found(visit: Visit) -> tuple[str, dict[str, Any]]:
    """The condition on `citations c` that the address asks for, and its parameters."""
    conditions, given = ["1"], dict[str, Any]()
    if key := number_key(visit.one("q") or ""):
        conditions.append("instr(c.number_key, :key) > 0")
        given["key"] = key
    for name in ("kind", "relation"):
        if value := visit.one(name):
            conditions.append(f"c.{name} = :{name}")
            given[name] = value
    if held := visit.read("held", _HELD.get):
        conditions.append(held)
    if year := visit.whole("year", 0, most=9998):
        condition, bounds = of_year("c.issued_on", year)
        conditions.append(condition)
        given |= bounds
    if year := visit.whole("citing_year", 0, most=9998):
        condition, bounds = of_year("issued_on", year, "citing")
        conditions.append(f"c.document_id IN (SELECT id FROM documents WHERE {condition})")
        given |= bounds
    if area := visit.one("place"):
        conditions.append(f"c.document_id IN (SELECT id FROM documents WHERE place_code IN ({CODES_WITHIN}))")
        given["area"] = area
    if document := visit.one("document"):
        conditions.append("c.document_id IN (SELECT value FROM json_each(:documents))")
        given["documents"] = among(await visit.run(lambda connection: documents_named(connection, document)))
    return " AND ".join(conditions), given


def _choices(connection: sqlite3.Connection) -> dict[str, Any]:
    """What the filters offer."""
    return {
        "kinds": listed(connection, _KINDS),
        "years": listed(connection, _YEARS.format(table="citations")),
        "citing_years": listed(connection, _YEARS.format(table="documents")),
        "areas": areas_of(connection, "documents"),
    }


ROUTES: list[tuple[str, View]] = [("/citations/list" + FORM, cited)]
