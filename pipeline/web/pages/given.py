"""How much was given for something, by year, district and decision, with each sum's words."""

from __future__ import annotations

import sqlite3
from functools import partial

import pandas as pd
from datasette.utils.asgi import Response

from pipeline.query.framed import having
from pipeline.query.given import added_up, replaced_givers, rows_given, sums_given
from pipeline.query.search import ranked
from pipeline.web.archive import MANY
from pipeline.web.areas import areas_of, codes_within
from pipeline.web.filters import filled, listed
from pipeline.web.visit import FORM, View, Visit

_A_PAGE = 50
_MOST_GROUPS = 100
_YEARS = "SELECT DISTINCT year FROM money_totals WHERE year IS NOT NULL ORDER BY 1 DESC"


async def given(visit: Visit) -> Response:
    """What was given for the words that are asked for, added up and sum by sum; none before something is asked."""
    words = visit.one("q")
    whole = await _sums(visit, words) if words else None
    sums = pd.DataFrame({"amount_id": [], "vnd": []}) if whole is None else await _narrowed(visit, whole)
    if visit.form:
        return visit.file(await _rows(visit, sums), "given")
    page, pages = visit.paged(len(sums), _A_PAGE)
    rows = _records(await _rows(visit, sums[(page - 1) * _A_PAGE : page * _A_PAGE]))
    summed = sums if sums.empty else added_up(sums)
    summary = _records(summed[:_MOST_GROUPS])
    return await visit.page(
        "given.html",
        rows=rows,
        columns=["purpose", "year", *filled(rows, ("district", "fund", "decision"))],
        summary=summary,
        more=len(summed) > _MOST_GROUPS,
        shown=[*filled(summary, ("today_province", "decision", "decided_by")), "amounts", "vnd"],
        total=int(sums["vnd"].sum()),
        count=len(sums),
        asked=words is not None,
        replaced=await visit.run(partial(replaced_givers, contains=words))
        if words and whole is not None and sums.empty
        else [],
        too_many=words is not None and whole is None,
        page=page,
        pages=pages,
        choices=await visit.kept("choices of money given", _choices),
    )


async def _sums(visit: Visit, words: str) -> pd.DataFrame | None:
    """The sums given for some words; None where more than `MANY` documents have them."""

    def found(connection: sqlite3.Connection) -> pd.DataFrame | None:
        rowids = ranked(connection, words, most=0)
        return None if len(rowids) > MANY else sums_given(connection, words, rowids)

    return await visit.kept(("given", words), found)


async def _rows(visit: Visit, sums: pd.DataFrame) -> pd.DataFrame:
    return await visit.run(partial(rows_given, amount_ids=sums["amount_id"].tolist()))


async def _narrowed(visit: Visit, rows: pd.DataFrame) -> pd.DataFrame:
    """Those of the year, place and fund that the address asks for."""
    if year := visit.whole("year", 0):
        rows = rows[rows["year"] == year]
    if area := visit.one("place"):
        rows = rows[rows["place_code"].isin(await visit.run(partial(codes_within, area=area)))]
    return having(rows, {"fund": visit.one("fund")})


def _choices(connection: sqlite3.Connection) -> dict[str, object]:
    """What the filters offer."""
    return {
        "years": listed(connection, _YEARS),
        "areas": areas_of(connection, "money_totals WHERE counted_by_place = 1"),
    }


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Rows for a page: days as ISO text, None where nothing is told."""
    plain = frame.assign(issued_on=frame["issued_on"].dt.strftime("%Y-%m-%d")) if "issued_on" in frame else frame
    plain = plain.astype(object)
    return [dict(zip(frame.columns, row, strict=True)) for row in plain.where(plain.notna(), None).values]


ROUTES: list[tuple[str, View]] = [("/money/given" + FORM, given)]
