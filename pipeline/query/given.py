"""How much was given, for what, when and where, and on whose decision."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.normalize import fold
from pipeline.query.evidence import SPAN, linked
from pipeline.query.framed import PLACES, among, having, having_any, typed
from pipeline.query.given_parts import parts_about
from pipeline.query.search import ranked
from pipeline.store import connect_read_only

if TYPE_CHECKING:
    import pandas as pd

GROUPS = ["year", "district", "province", "today_province", "decision", "decided_by"]
"""By which the money given is added up."""
_SUMS = """
SELECT g.amount_id, g.year, g.district, g.province, g.today_province, g.place_code, g.decision, g.decided_by, g.purpose,
  g.subject, g.fund, g.vnd
FROM {narrowed} ORDER BY g.year, g.today_province, g.district, g.issued_on, g.document, g."start"
"""
# From the documents that the words are found in to their amounts, never the other way round.
_OF_FOUND = "json_each(?) j CROSS JOIN documents d ON d.search_rowid = j.value CROSS JOIN v_money_given g ON g.document_id = d.id"
_CHOSEN = "json_each(?) j CROSS JOIN v_money_allocated g ON g.amount_id = j.value"
_ROWS = f"""
SELECT g.year, g.district, g.province, g.today_province, g.place, g.place_code, g.decision, g.decided_by, g.purpose, g.subject, g.fund,
  g.fund_kind, g.vnd, g.document, g.issued_on, g.page, g.text, g.quote, g.document_id, g."start", g."end"
FROM {_CHOSEN} ORDER BY j.key
"""
_REPLACED = """
SELECT DISTINCT coalesce(d.number, d.source_path) AS document, coalesce(r.number, r.source_path) AS replaced_by
FROM citations c JOIN documents d ON d.id = c.target_document_id JOIN documents r ON r.id = c.document_id
WHERE c.relation = 'replaces' AND c.target_document_id IS NOT NULL
  AND (?1 IS NULL OR d.search_rowid IN (SELECT value FROM json_each(?1)))
  AND EXISTS (SELECT 1 FROM ledger_entries e WHERE e.document_id = d.id AND e.act = 'allocated' AND (?2 IS NULL OR e.year = ?2))
ORDER BY d.issued_on, d.id LIMIT 20
"""
_QUOTES = f"SELECT g.amount_id, g.quote FROM {_CHOSEN}"


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
        sums = sums_given(connection, contains, found)
        sums = sums[sums["year"] == year] if year is not None else sums
        sums = having(sums, {"fund": fund, "decided_by": decided_by})
        rows = rows_given(connection, sums["amount_id"])
    return having_any(linked(rows).drop(columns=SPAN), PLACES, place)


def sums_given(connection: sqlite3.Connection, contains: str | None, found: Iterable[int] | None) -> pd.DataFrame:
    """The sums that are about some words, without what each is read from: amount_id, and of `given`'s columns those that it is added
    up and narrowed by. `found` are the search rowids of the documents that have the words.
    """
    narrowed, parameters = ("v_money_given g", ()) if found is None else (_OF_FOUND, (among(map(int, found)),))
    frame = _sums(connection, narrowed, parameters)
    if contains is not None:
        about, parts = _about(connection, frame, fold(contains))
        frame = frame[frame["amount_id"].isin(about)].reset_index(drop=True)
        if parts:
            frame = _sums(connection, _CHOSEN, (among([*frame["amount_id"], *sorted(parts)]),))
    return frame.astype({"year": "Int64", "vnd": "Int64"})


def _sums(connection: sqlite3.Connection, narrowed: str, parameters: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd

    rows = connection.execute(_SUMS.format(narrowed=narrowed), parameters)
    columns = [name for name, *_ in rows.description]
    return pd.DataFrame(rows.fetchall(), columns=columns, dtype="object")


def replaced_givers(
    connection: sqlite3.Connection, contains: str | None = None, year: int | None = None
) -> list[tuple[str, str]]:
    """Documents that gave money, which counts no more as another replaced them, each with that other: of those that have some
    words, and of a year.
    """
    found = None if contains is None else among(map(int, ranked(connection, contains, most=0)))
    return [(document, by) for document, by in connection.execute(_REPLACED, [found, year])]


def replaced_of(db: Path, contains: str, year: int | None = None) -> list[tuple[str, str]]:
    """The same of an archive."""
    with closing(connect_read_only(db)) as connection:
        return replaced_givers(connection, contains, year)


def rows_given(connection: sqlite3.Connection, amount_ids: Iterable[str]) -> pd.DataFrame:
    """Some of the sums in their order, with `given`'s columns; the span of the words (`SPAN`) is in the place of `link`."""
    import pandas as pd

    return typed(pd.read_sql_query(_ROWS, connection, params=(among(amount_ids),), dtype="object"))


def _about(connection: sqlite3.Connection, sums: pd.DataFrame, needle: str) -> tuple[set[str], set[str]]:
    """Which sums have the words in their purpose, subject or quote; and the parts of the others that have them."""
    told = {words: needle in fold(words) for words in {*sums["purpose"], *sums["subject"]} if words}
    each = sums[["amount_id", "purpose", "subject"]].itertuples(index=False)
    about = {id_ for id_, purpose, subject in each if told.get(purpose, False) or told.get(subject, False)}
    # Quotes lie scattered in the documents' texts: they are read only where nothing else has told.
    untold = [id_ for id_ in sums["amount_id"] if id_ not in about]
    quoted = {id_ for id_, quote in connection.execute(_QUOTES, [among(untold)]) if needle in fold(quote)}
    parts, not_own = parts_about(connection, untold, quoted, needle)
    return about | (quoted - not_own), parts


def added_up(frame: pd.DataFrame) -> pd.DataFrame:
    """Money given by year, district and decision: the columns of `GROUPS`, amounts (how many), vnd."""
    groups = frame.groupby(GROUPS, dropna=False, sort=False)
    return groups.agg(amounts=("vnd", "size"), vnd=("vnd", "sum")).astype("Int64").reset_index()
