"""How much was given, for what, when and where, and on whose decision."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.query.evidence import SPAN, linked
from pipeline.query.framed import PLACES, having, having_any, typed
from pipeline.query.search import ranked
from pipeline.store import connect_read_only

if TYPE_CHECKING:
    import pandas as pd

GROUPS = ["year", "district", "province", "today_province", "decision", "decided_by"]
"""By which the money given is added up."""
_ABOUT = ("purpose", "subject", "quote")
_GIVEN = """
SELECT g.year, g.district, g.province, g.today_province, g.place, g.place_code, g.decision, g.decided_by, g.purpose, g.subject, g.fund,
  g.fund_kind, g.vnd, g.document, g.issued_on, g.page, g.text, g.quote, g.document_id, g."start", g."end"
FROM {narrowed} ORDER BY g.year, g.today_province, g.district, g.issued_on, g.document, g."start"
"""
# From the documents that the words are found in to their amounts, never the other way round.
_OF_FOUND = """json_each(?) j CROSS JOIN documents d ON d.search_rowid = j.value CROSS JOIN v_money_given g ON g.document_id = d.id"""


def given(
    db: Path,
    *,
    contains: str | None = None,
    year: int | None = None,
    place: str | None = None,
    fund: str | None = None,
    decided_by: str | None = None,
) -> pd.DataFrame:
    """Sums allocated, each once. Columns: year, district, province, today_province, place, place_code, decision, decided_by, purpose
    (the project, the table's row, else what the document is about), subject (of the document), fund, fund_kind, vnd,
    document, issued_on, page, text, quote, link (the words on their page in `vanban serve`). `contains` asks for words of the
    purpose, the subject or the quote.
    """
    with closing(connect_read_only(db)) as connection:
        found = ranked(connection, contains, most=0) if contains else None
        frame = linked(rows_given(connection, contains, found)).drop(columns=SPAN)
    frame = frame[frame["year"] == year].reset_index(drop=True) if year is not None else frame
    return having_any(having(frame, {"fund": fund, "decided_by": decided_by}), PLACES, place)


def rows_given(
    connection: sqlite3.Connection, contains: str | None, found: Iterable[int] | None = None
) -> pd.DataFrame:
    """The same with the span of the words (`SPAN`) in the place of `link`; `found` are the search
    rowids of the documents that have the words.
    """
    import pandas as pd

    if found is None:
        frame = pd.read_sql_query(_GIVEN.format(narrowed="v_money_given g"), connection, dtype="object")
    else:
        rowids = json.dumps([int(rowid) for rowid in found])
        frame = pd.read_sql_query(_GIVEN.format(narrowed=_OF_FOUND), connection, params=(rowids,), dtype="object")
    return having_any(typed(frame), _ABOUT, contains)


def added_up(frame: pd.DataFrame) -> pd.DataFrame:
    """Money given by year, district and decision: the columns of `GROUPS`, amounts (how many), vnd."""
    groups = frame.groupby(GROUPS, dropna=False, sort=False)
    return groups.agg(amounts=("vnd", "size"), vnd=("vnd", "sum")).astype("Int64").reset_index()
