"""Datasette's tables and queries as files: CSV and XLSX whose cells no spreadsheet runs, all rows up to a bound."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pandas as pd
from datasette.utils import InvalidSql, validate_sql_select
from datasette.utils.asgi import BadRequest, NotFound, Response

from pipeline.web.archive import NAME
from pipeline.web.canned import questions
from pipeline.web.visit import View, Visit

_MOST_ROWS = 100_000


async def query_file(visit: Visit) -> Response:
    """The rows of a query that a person wrote."""
    sql = (visit.one("sql") or "").rstrip(";")
    try:
        validate_sql_select(sql)
    except InvalidSql as error:
        raise BadRequest(visit.words("error.sql", detail=visit.words("error.select"))) from error
    return visit.file(await _answer(visit, sql), "vanban", words=False)


async def named_file(visit: Visit) -> Response:
    """The rows of a ready-made question, or of a table as it is filtered."""
    name = visit.part("name")
    question = questions(visit.lang).get(name)
    if question:
        return visit.file(await _answer(visit, question.sql), name, words=False)
    return visit.file(await _filtered(visit, name), name, words=False)


async def document_row(visit: Visit) -> Response:
    """Where Datasette links to a document's row by its id: its page."""
    found = await visit.rows(
        "SELECT id FROM documents WHERE id = ?1 OR search_rowid = CAST(?1 AS INTEGER) ORDER BY id != ?1",
        [visit.part("id")],
    )
    if not found:
        raise NotFound("")
    return Response.redirect(f"/documents/{found[0]['id']}")


async def _answer(visit: Visit, sql: str) -> pd.DataFrame:
    """A query's rows, its named parameters taken from the address."""
    given = {name: visit.request.args.get(name) for name in visit.request.args if name != "sql"}
    return await visit.frame(f"SELECT * FROM (\n{sql}\n) LIMIT {_MOST_ROWS}", _Given(given))


class _Given(dict[str, Any]):
    """Parameters of which those not given are empty, as on Datasette's page."""

    def __missing__(self, name: str) -> str:
        return ""


async def _filtered(visit: Visit, table: str) -> pd.DataFrame:
    """A table's rows through Datasette's own filters, page after page."""
    asked = [(name, value) for name in visit.request.args for value in visit.request.args.getlist(name)]
    kept = [(name, value) for name, value in asked if name not in ("_next", "_size", "_shape")]
    rows: list[list[Any]] = []
    following: str | None = None
    while True:
        more = [("_next", following)] if following else []
        address = (
            f"/{NAME}/{table}.json?{urlencode([*kept, *more, ('_size', 'max'), ('_nocount', '1'), ('_nofacet', '1')])}"
        )
        answer = await visit.datasette.client.get(address)
        if answer.status_code == 404:
            raise NotFound("")
        page = answer.json()
        if answer.status_code != 200:
            raise BadRequest(page.get("error", ""))
        rows += page["rows"]
        following = page.get("next")
        if not following or len(rows) >= _MOST_ROWS:
            return pd.DataFrame(rows, columns=page["columns"], dtype="object").convert_dtypes()


ROUTES: list[tuple[str, View]] = [
    (rf"/{NAME}\.(?P<form>csv|xlsx)$", query_file),
    (rf"/{NAME}/(?P<name>\w+)\.(?P<form>csv|xlsx)$", named_file),
    (rf"/{NAME}/documents/(?P<id>[0-9a-f]{{16}})$", document_row),
]
