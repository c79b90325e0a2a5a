"""Charts: what was planned, allocated, spent and disbursed by year, fund or place, with the amounts behind each figure."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
from datasette.utils.asgi import Response

from pipeline.query.report.charts import COLOURS, Series, money_bars, short
from pipeline.web import money as totals
from pipeline.web.areas import areas_of
from pipeline.web.filters import filled, listed
from pipeline.web.money import GROUPS, STATES, UNTOLD, Asked, By, Row, asked
from pipeline.web.visit import FORM, View, Visit

_A_PAGE = 50
_MOST_ROWS = 50_000
_MOST_PAGES = 40
_BARS = 12
"""Groups of a chart that can still be read; the table has them all."""
_YEARS = "SELECT DISTINCT year FROM money_totals WHERE year IS NOT NULL ORDER BY 1 DESC"
_FUNDS = "SELECT DISTINCT fund_kind FROM money_totals WHERE counted_by_fund = 1 AND fund_kind IS NOT NULL ORDER BY 1"
_AMOUNTS = """
SELECT m.document, m.issued_on, m.issuer, m.page, m.text, m.vnd, m.role, m.state, m.fund, m.year, m.place, m.district,
  m.today_province, m.project, m.decision, m.quote, m.document_id, m."start", m."end", m.amount_id
FROM (
  SELECT a.id FROM amounts a CROSS JOIN v_money m ON m.amount_id = a.id
  WHERE a.state = :state AND a.counted IS NOT NULL AND a.vnd IS NOT NULL AND {where} ORDER BY a.vnd DESC LIMIT :most OFFSET :from
) l
JOIN v_money m ON m.amount_id = l.id ORDER BY m.vnd DESC, m.amount_id
"""


async def money(visit: Visit) -> Response:
    """The chart and its table."""
    what = asked(visit)
    rows = await _rows(visit, what)
    states = [state for state in STATES if any(state in row.vnd for row in rows)]
    if visit.form:
        return visit.file(_frame(rows, what.by, states), f"money-by-{what.by}")
    return await visit.page(
        "money.html",
        by=what.by,
        groups=GROUPS,
        rows=[(row, _name(visit, what.by, row)) for row in rows],
        states=states,
        bars=min(len(rows), _BARS),
        chart=visit.link(
            "/money/chart.svg", lang=visit.lang, by=what.by, year=what.year, fund=what.fund, place=what.area
        ),
        choices=await visit.kept("choices of money", _choices),
        both=len(what.sides) > 1,
    )


async def chart(visit: Visit) -> Response:
    """The chart as a picture; it is drawn once for each state of the database."""
    what = asked(visit)
    rows = _biggest(await _rows(visit, what))
    states = [state for state in STATES if any(state in row.vnd for row in rows)]
    labels = [short(_name(visit, what.by, row)) for row in rows]
    series = [
        Series(visit.words.code("role", state), COLOURS[state], [row.vnd.get(state) for row in rows])
        for state in states
    ]
    title = visit.words(f"money.by_{what.by}")
    svg = await visit.kept(("chart", what, visit.lang), lambda _: money_bars(labels, series, title, visit.lang).svg)
    return Response(svg, content_type="image/svg+xml")


async def amounts(visit: Visit) -> Response:
    """The amounts that a figure of the chart adds up, the largest first."""
    what = asked(visit)
    state = visit.choice("state", STATES) or STATES[0]
    where, given = what.sql()
    given["state"] = state
    sql = _AMOUNTS.format(where=where)
    if visit.form:
        return visit.file(await visit.frame(sql, {**given, "most": _MOST_ROWS, "from": 0}), "amounts")
    rows = await _rows(visit, what)
    count = sum(row.amounts.get(state, 0) for row in rows)
    page, pages = visit.paged(count, _A_PAGE, _MOST_PAGES)
    shown = await visit.rows(sql, {**given, "most": _A_PAGE, "from": (page - 1) * _A_PAGE})
    return await visit.page(
        "amounts.html",
        rows=shown,
        columns=filled(shown, ("year", "fund", "today_province")),
        count=count,
        total=sum(row.vnd.get(state, 0) for row in rows),
        page=page,
        pages=pages,
        more=count > _MOST_PAGES * _A_PAGE,
        filters=[visit.words.code("role", state), *await _told(visit, what)],
    )


async def _rows(visit: Visit, what: Asked) -> list[Row]:
    return await visit.kept(("money", what), partial(totals.rows, what))


def _biggest(rows: Sequence[Row]) -> list[Row]:
    """As many groups as a chart has room for, those with the most money, in their order."""
    largest = sorted(rows, key=lambda row: -max(row.vnd.values(), default=0))[:_BARS]
    keys = {row.key for row in largest}
    return [row for row in rows if row.key in keys]


def _name(visit: Visit, by: By, row: Row) -> str:
    if row.key == UNTOLD:
        return visit.words(f"money.no_{by}")
    return visit.words.code("fund_kind", row.name) if by == "fund" else row.name


async def _told(visit: Visit, what: Asked) -> list[str]:
    """The filters in words."""
    words = []
    if what.year:
        words.append(visit.words("money.no_year") if what.year == UNTOLD else what.year)
    if what.fund:
        fund = visit.words.code("fund_kind", what.fund.removeprefix("n:"))
        words.append(visit.words("money.no_fund") if what.fund == UNTOLD else fund)
    if what.area:
        words.append(visit.words("money.no_place") if what.area == UNTOLD else await totals.name_of(visit, what.area))
    return words


def _frame(rows: Sequence[Row], by: By, states: Sequence[str]) -> pd.DataFrame:
    columns = [by, *(f"{state}_vnd" for state in states)]
    listed = [[None if row.key == UNTOLD else row.name, *map(row.vnd.get, states)] for row in rows]
    return pd.DataFrame(listed, columns=columns, dtype="object").convert_dtypes()


def _choices(connection: sqlite3.Connection) -> dict[str, Any]:
    return {
        "years": listed(connection, _YEARS),
        "funds": listed(connection, _FUNDS),
        "areas": areas_of(connection, "money_totals WHERE counted_by_place = 1"),
    }


ROUTES: list[tuple[str, View]] = [
    ("/money" + FORM, money),
    (r"/money/chart\.svg$", chart),
    ("/money/amounts" + FORM, amounts),
]
