"""Charts: what was planned, allocated, spent and disbursed by year, fund or place, with the amounts behind each figure."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
from datasette.utils.asgi import Response

from pipeline.query.report.charts import COLOURS, Series, money_bars, short
from pipeline.web.areas import areas
from pipeline.web.money import GROUPS, STATES, UNTOLD, By, Row, grouping, narrowed, sums
from pipeline.web.visit import FORM, View, Visit

_A_PAGE = 50
_MOST_ROWS = 50_000
_BARS = 24
"""Groups of a chart that can still be read; the table has them all."""
_YEARS = "SELECT DISTINCT fiscal_year FROM amounts WHERE fiscal_year IS NOT NULL ORDER BY 1 DESC"
_FUNDS = "SELECT DISTINCT fund_kind FROM amounts WHERE fund_kind IS NOT NULL ORDER BY 1"
_AREAS = (
    "SELECT DISTINCT u.today_province, u.today_province_code, u.district, u.district_code, u.province FROM ("
    "SELECT DISTINCT place_code FROM amounts WHERE place_code IS NOT NULL UNION SELECT place_code FROM documents) c "
    "JOIN places u ON u.code = c.place_code ORDER BY u.today_province, u.province, u.district"
)
_AREA_NAME = (
    "SELECT CASE WHEN :area LIKE 'd:%' THEN district || ', ' ELSE '' END || today_province AS name FROM places "
    "WHERE :area IN ('d:' || district_code, 'p:' || today_province_code) LIMIT 1"
)
_COUNT = "SELECT count(*), sum(m.vnd) FROM v_money m WHERE {where}"
_AMOUNTS = """
SELECT m.document, m.issued_on, m.issuer, m.page, m.text, m.vnd, m.role, m.state, m.fund, m.year, m.place, m.district,
  m.today_province, m.project, m.decision, m.quote, m.document_id, m."start", m."end", m.amount_id
FROM (SELECT m.amount_id FROM v_money m WHERE {where} ORDER BY m.vnd DESC, m.amount_id LIMIT :most OFFSET :from) l
JOIN v_money m ON m.amount_id = l.amount_id ORDER BY m.vnd DESC, m.amount_id
"""


async def money(visit: Visit) -> Response:
    """The chart and its table."""
    by = grouping(visit)
    rows = await _rows(visit, by)
    states = [state for state in STATES if any(state in row.vnd for row in rows)]
    if visit.form:
        return visit.file(_frame(rows, by, states), f"money-by-{by}")
    return await visit.page(
        "money.html",
        by=by,
        groups=GROUPS,
        rows=[(row, _name(visit, by, row)) for row in rows],
        states=states,
        bars=min(len(rows), _BARS),
        chart=visit.link("/money/chart.svg", lang=visit.lang, **{n: visit.one(n) for n in ("by", "year", "fund", "place")}),
        choices=await visit.kept("choices of money", _choices),
        both=bool(by != "place" and visit.one("place")) and bool(by == "fund" or visit.one("fund")),
    )


async def chart(visit: Visit) -> Response:
    """The chart as a picture; it is drawn once for each state of the database."""
    by = grouping(visit)
    where, given = narrowed(visit, by)

    def drawn(connection: sqlite3.Connection) -> bytes:
        rows = _biggest(sums(by, where, given, connection))
        states = [state for state in STATES if any(state in row.vnd for row in rows)]
        labels = [short(_name(visit, by, row)) for row in rows]
        series = [
            Series(visit.words.code("role", state), COLOURS[state], [row.vnd.get(state) for row in rows])
            for state in states
        ]
        return money_bars(labels, series, visit.words(f"money.by_{by}"), visit.lang).svg

    svg = await visit.kept(("chart", by, where, tuple(given.items()), visit.lang), drawn)
    return Response(svg, content_type="image/svg+xml")


async def amounts(visit: Visit) -> Response:
    """The amounts that a figure of the chart adds up, the largest first."""
    by = grouping(visit)
    where, given = narrowed(visit, by)
    state = next((state for state in STATES if state == visit.one("state")), None)
    where += " AND m.state = :state" if state else f" AND m.state IN ({', '.join(map(repr, STATES))})"
    given |= {"state": state} if state else {}
    sql = _AMOUNTS.format(where=where)
    if visit.form:
        return visit.file(await visit.frame(sql, {**given, "most": _MOST_ROWS, "from": 0}), "amounts")
    count, total = await visit.kept(("amounts", where, tuple(given.items())), partial(_counted, where, given))
    pages = max(1, -(-count // _A_PAGE))
    page = visit.whole("page", 1, most=pages)
    return await visit.page(
        "amounts.html",
        rows=await visit.rows(sql, {**given, "most": _A_PAGE, "from": (page - 1) * _A_PAGE}),
        state=state,
        count=count,
        total=total if state else None,
        page=page,
        pages=pages,
        filters=[*([visit.words.code("role", state)] if state else []), *await _told(visit)],
    )


async def _rows(visit: Visit, by: By) -> list[Row]:
    where, given = narrowed(visit, by)
    return await visit.kept(("money", by, where, tuple(given.items())), partial(sums, by, where, given))


def _biggest(rows: Sequence[Row]) -> list[Row]:
    """As many groups as a chart has room for, those with the most money, in their order."""
    largest = sorted(rows, key=lambda row: -max(row.vnd.values(), default=0))[:_BARS]
    keys = {row.key for row in largest}
    return [row for row in rows if row.key in keys]


def _name(visit: Visit, by: By, row: Row) -> str:
    if row.key == UNTOLD:
        return visit.words(f"money.no_{by}")
    if by == "fund" and not row.key.startswith("n:"):
        return visit.words.code("fund_kind", row.key)
    return row.name or row.key


async def _told(visit: Visit) -> list[str]:
    """The filters in words."""
    words = []
    if year := visit.one("year"):
        words.append(visit.words("money.no_year") if year == UNTOLD else year)
    if fund := visit.one("fund"):
        unnamed = visit.words("money.no_fund")
        words.append(unnamed if fund == UNTOLD else visit.words.code("fund_kind", fund.removeprefix("n:")))
    if area := visit.one("place"):
        named = await visit.rows(_AREA_NAME, {"area": area})
        words.append(named[0]["name"] if named else visit.words("money.no_place") if area == UNTOLD else area)
    return words


def _counted(where: str, given: dict[str, Any], connection: sqlite3.Connection) -> tuple[int, int]:
    count, total = connection.execute(_COUNT.format(where=where), given).fetchone()
    return count, total or 0


def _frame(rows: Sequence[Row], by: By, states: Sequence[str]) -> pd.DataFrame:
    columns = [by, *(f"{state}_vnd" for state in states)]
    listed = [[None if row.key == UNTOLD else row.name or row.key, *map(row.vnd.get, states)] for row in rows]
    return pd.DataFrame(listed, columns=columns, dtype="object").convert_dtypes()


def _choices(connection: sqlite3.Connection) -> dict[str, Any]:
    return {
        "years": [row[0] for row in connection.execute(_YEARS)],
        "funds": [row[0] for row in connection.execute(_FUNDS)],
        "areas": areas(connection.execute(_AREAS)),
    }


ROUTES: list[tuple[str, View]] = [
    ("/money" + FORM, money),
    (r"/money/chart\.svg$", chart),
    ("/money/amounts" + FORM, amounts),
]
