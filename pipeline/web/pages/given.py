"""How much was given for something, by year, district and decision, with each sum's words."""

from __future__ import annotations

import sqlite3
from functools import partial

import pandas as pd
from datasette.utils.asgi import Response

from pipeline.query.framed import having
from pipeline.query.given import added_up, rows_given
from pipeline.web.archive import MANY, NAME, Archive
from pipeline.web.areas import areas_of, codes_within
from pipeline.web.filters import filled, listed
from pipeline.web.visit import FORM, View, Visit

_A_PAGE = 50
_MOST_GROUPS = 200
_YEARS = "SELECT DISTINCT year FROM money_totals WHERE year IS NOT NULL ORDER BY 1 DESC"


async def given(visit: Visit) -> Response:
    """What was given for the words that are asked for, added up and sum by sum; none before something is asked."""
    words = visit.one("q")
    whole = await _rows(visit, words) if words else None
    rows = None if whole is None else await _narrowed(visit, whole)
    if visit.form:
        return visit.file(pd.DataFrame() if rows is None else rows, "given")
    page, pages = visit.paged(0 if rows is None else len(rows), _A_PAGE)
    told = [] if rows is None else _records(rows[(page - 1) * _A_PAGE : page * _A_PAGE])
    summary = [] if rows is None else _records(added_up(rows))[:_MOST_GROUPS]
    return await visit.page(
        "given.html",
        rows=told,
        columns=["purpose", "year", *filled(told, ("district", "fund", "decision"))],
        summary=summary,
        shown=[*filled(summary, ("today_province", "decision", "decided_by")), "amounts", "vnd"],
        total=0 if rows is None else int(rows["vnd"].sum()),
        count=0 if rows is None else len(rows),
        asked=words is not None,
        too_many=words is not None and rows is None,
        page=page,
        pages=pages,
        choices=await visit.kept("choices of money given", _choices),
    )


async def _rows(visit: Visit, words: str) -> pd.DataFrame | None:
    """The sums given for some words; None where more than `MANY` documents have them."""
    archive: Archive = visit.datasette.get_database(NAME)

    def found(connection: sqlite3.Connection) -> pd.DataFrame | None:
        rowids = archive.found(connection, words, archive.version())
        return None if len(rowids) > MANY else rows_given(connection, words, rowids)

    return await visit.kept(("given", words), found)


async def _narrowed(visit: Visit, rows: pd.DataFrame) -> pd.DataFrame:
    """Those of the year, place and fund that the address asks for."""
    if year := visit.whole("year", 0):
        rows = rows[rows["year"] == year]
    if area := visit.one("place"):
        rows = rows[rows["place_code"].isin(await visit.run(partial(codes_within, area=area)))]
    return having(rows, {"fund": visit.one("fund")})


def _choices(connection: sqlite3.Connection) -> dict[str, object]:
    """What the filters offer."""
    return {"years": listed(connection, _YEARS), "areas": areas_of(connection, "money_totals")}


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Rows for a page: days as ISO text, None where nothing is told."""
    plain = frame.assign(issued_on=frame["issued_on"].dt.strftime("%Y-%m-%d")) if "issued_on" in frame else frame
    plain = plain.astype(object)
    return [dict(zip(frame.columns, row, strict=True)) for row in plain.where(plain.notna(), None).values]


ROUTES: list[tuple[str, View]] = [("/money/given" + FORM, given)]
