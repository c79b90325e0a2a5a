"""The archive as pandas frames: money (`*vnd`) in Int64 đồng, years and pages Int64, days datetime64, what is yes or
no boolean, `confidence` float64, all else string; nothing is NaN but <NA> and NaT.

Each row carries the document's number and day, the page, the words (`text`) and `quote`, the words
with what stands around them. A place is named as it was until June 2025 (`district`, `province`) and as it is today
(`today_province`); a filter `place` finds a row by any of them, in any spelling. Words that a filter looks for are found
whatever their case and diacritics; `document` is a number in any spelling, an id, or a file; `first` and `last` are days.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.normalize import fold
from pipeline.query.show import documents_named
from pipeline.store import connect_read_only
from pipeline.structure.docnumber import number_key

if TYPE_CHECKING:
    import pandas as pd

QUOTE = (
    'trim(replace(substr(d.text, max(1, x."start" - 60), x."end" - x."start" + 120 + min(0, x."start" - 61)), '
    "char(10), ' '))"
)
HEAD = "coalesce(d.number, d.source_path) AS document, d.issued_on AS issued_on, d.issuer AS issuer"
_INTEGERS = (
    "mentions",
    "vnd",
    "vnd_high",
    "fiscal_year",
    "total_vnd",
    "state_vnd",
    "year",
    "page",
    "difference_vnd",
    "first_run",
)
_YES_OR_NO = ("held", "counted", "counted_by_fund", "counted_by_place", "newest")
PLACES = ("place", "district", "province", "today_province")
_LAST_RUN = 2**62
"""What no run has seen yet is new to all of them."""
_DAYS = ("day", "issued_on", "cited_issued_on")


def figures(
    db: Path,
    *,
    year: int | None = None,
    role: str | None = None,
    fund: str | None = None,
    document: str | None = None,
    contains: str | None = None,
    at_least: int | None = None,
    place: str | None = None,
    project: str | None = None,
    issuer: str | None = None,
    kind: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> pd.DataFrame:
    """Amounts of money. Columns: document, issued_on, issuer, kind (of the document), page, text, vnd, vnd_high, value,
    currency, role, state, per, fund, fund_kind, fiscal_year, project, place, district, province, today_province,
    counted, counted_by_fund, counted_by_place, confidence, quote, id. `at_least` is in đồng; `first` and `last` bound the
    document's day. Add up `vnd` only where it is counted, and within one state (docs/schema.md, v_money).
    """
    frame = _frame(
        db,
        "SELECT x.document, x.issued_on, x.issuer, x.kind, x.page, x.text, x.vnd, x.vnd_high, a.value, a.currency, "
        "x.role, x.state, x.per, x.fund, x.fund_kind, x.year AS fiscal_year, x.project, x.place, x.district, x.province, "
        "x.today_province, x.counted, x.counted_by_fund, x.counted_by_place, x.confidence, x.quote, x.amount_id AS id "
        "FROM v_money x JOIN amounts a ON a.id = x.amount_id JOIN documents d ON d.id = x.document_id",
        {
            "x.year =": year,
            "x.role =": role,
            "x.vnd >=": at_least,
            "d.kind =": kind,
            **bounded("d.issued_on", first, last),
        },
        document=document,
    )
    frame = having(frame, {"fund": fund, "quote": contains, "project": project, "issuer": issuer})
    return having_any(frame, PLACES, place)


def projects(
    db: Path,
    *,
    year: int | None = None,
    place: str | None = None,
    contains: str | None = None,
    document: str | None = None,
    issuer: str | None = None,
    kind: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> pd.DataFrame:
    """Projects, each as each document tells it. Columns: document, issued_on, issuer, page, name, kind, beneficiary,
    place, place_code, place_code_34, district, province, today_province, total_vnd, state_vnd, year, status, decision and
    decided_by (what gave the money), project_key, newest (whether this is the newest document that tells of it: add up
    only these), quote, id. `kind` is the project's, `first` and `last` bound the document's day.
    """
    frame = _frame(
        db,
        f"SELECT {HEAD}, x.page, x.name, x.kind, x.beneficiary, x.place, x.place_code, x.place_code_34, "
        "u.district, u.province, u.today_province, x.total_vnd, x.state_vnd, x.year, x.status, x.decision, x.decided_by, "
        f"x.project_key, x.newest, {QUOTE} AS quote, x.id FROM projects x "
        "JOIN documents d ON d.id = x.document_id LEFT JOIN places u ON u.code = x.place_code",
        {"x.year =": year, **bounded("d.issued_on", first, last)},
        document=document,
    )
    return having_any(having(frame, {"name": contains, "issuer": issuer, "kind": kind}), PLACES, place)


def citations(
    db: Path,
    *,
    number: str | None = None,
    kind: str | None = None,
    issuer: str | None = None,
    year: int | None = None,
    first: date | None = None,
    last: date | None = None,
    held: bool | None = None,
    relation: str | None = None,
    contains: str | None = None,
    document: str | None = None,
    citing_kind: str | None = None,
    citing_year: int | None = None,
    place: str | None = None,
) -> pd.DataFrame:
    """Cited documents. Columns: document, issued_on, issuer, page, number, kind, cited_issued_on, cited_issuer,
    relation, subject, held (whether the archive has the cited document), text, quote, place, district, province,
    today_province (whence the citing document comes), id.

    `number`, `kind`, `issuer`, `year`, `first`, `last` and `held` ask for the cited document; `document`, `citing_kind`,
    `citing_year` and `place` for the one that cites; `contains` for words of the subject or around the citation.
    """
    frame = _frame(
        db,
        f"SELECT {HEAD}, x.page, x.number, x.kind, x.issued_on AS cited_issued_on, x.issuer AS cited_issuer, "
        f"x.relation, x.subject, x.target_document_id IS NOT NULL AS held, x.text, {QUOTE} AS quote, "
        "u.kind || ' ' || u.name AS place, u.district, u.province, u.today_province, x.id "
        "FROM citations x JOIN documents d ON d.id = x.document_id LEFT JOIN places u ON u.code = d.place_code",
        {
            "x.relation =": relation,
            "x.kind =": kind,
            "d.kind =": citing_kind,
            "(x.target_document_id IS NOT NULL) =": held,
            **of_year("x.issued_on", year),
            **of_year("d.issued_on", citing_year),
            **bounded("x.issued_on", first, last),
        },
        document=document,
    )
    frame = numbered(having(frame, {"cited_issuer": issuer}), "number", number)
    return having_any(having_any(frame, ("subject", "quote"), contains), PLACES, place)


def timeline(
    db: Path,
    *,
    year: int | None = None,
    first: date | None = None,
    last: date | None = None,
    event: str | None = None,
    kind: str | None = None,
    issuer: str | None = None,
    number: str | None = None,
    place: str | None = None,
    contains: str | None = None,
) -> pd.DataFrame:
    """What happened when, oldest first: documents issued, documents cited that are not held, money given and used.

    Columns: day, event ('issued', 'cited', 'allocated', 'spent', 'disbursed'), document, kind, issuer, words, vnd, place,
    district, province, today_province (where the money goes, else whence the document comes). Money stands under its
    document's day, each sum once. `year`, `first` and `last` bound the day.
    """
    frame = _frame(
        db,
        "SELECT x.day, x.event, x.document, x.kind, x.issuer, x.words, x.vnd, u.kind || ' ' || u.name AS place, u.district, "
        "u.province, u.today_province FROM v_timeline x LEFT JOIN documents d ON d.id = x.document_id "
        'LEFT JOIN amounts a ON a.document_id = x.document_id AND a."start" = x."start" '
        "LEFT JOIN places u ON u.code = coalesce(a.money_place_code, d.place_code)",
        {
            "x.event =": event,
            "x.kind =": kind,
            **of_year("x.day", year),
            **bounded("x.day", first, last),
        },
        order="x.day, x.document, x.event DESC",
    )
    frame = numbered(having(frame, {"words": contains, "issuer": issuer}), "document", number)
    return having_any(frame, PLACES, place)


def ledger(db: Path, *, year: int | None = None, fund: str | None = None) -> pd.DataFrame:
    """Money given and used, oldest first. Columns: year, fund, paid_from (the fund of the allocation that paid it, where the
    document tells it), role, issued_on, document, page, text, vnd, decision, replaced_by, told_in (the document that told
    the same money first), may_be_told_in (the one that may have), counted, account (the kind of the fund, else its
    name), left_vnd: what is allocated less what is spent, up to and with this row, in its year and account, of the rows
    that are counted.
    """
    frame = _frame(
        db,
        "SELECT x.year, x.fund, x.paid_from, x.role, x.issued_on, x.document, x.page, x.text, x.vnd, x.decision, "
        "x.replaced_by, x.told_in, x.may_be_told_in, x.counted, x.account FROM v_ledger x WHERE (x.year = ? OR ?) "
        'ORDER BY x.year, x.account, x.issued_on, x.document, x."start"',
        {},
        [year or 0, year is None],
    )
    frame = having_any(frame, ("fund", "paid_from"), fund)
    signed = frame["vnd"].where(frame["role"] == "allocated", -frame["vnd"])
    signed = signed.where(frame["counted"] & (frame["role"] != "disbursed"), 0)
    frame["left_vnd"] = signed.groupby([frame["year"], frame["account"]], dropna=False).cumsum()
    return frame


def findings(
    db: Path,
    *,
    severity: Sequence[str] = ("error", "warning", "note"),
    since: int | None = None,
    open_only: bool = False,
) -> pd.DataFrame:
    """Findings of the audit, gravest first. Columns: document, issued_on, issuer, key, severity, check_name,
    message_vi, message_en, expected, found, difference_vnd, subject, verdict, given_by, reason, first_run, page,
    quotes (the words that prove it, by ' | '). `since` leaves out what was there in that run or before,
    `open_only` what an auditor has explained or called wrong.
    """
    marks = ", ".join("?" * len(severity))
    conditions = f"x.severity IN ({marks})"
    conditions += " AND coalesce(s.first_run, ?) > ?" if since is not None else ""
    conditions += " AND coalesce(v.verdict, '') NOT IN ('explained', 'wrong')" if open_only else ""
    frame = _frame(
        db,
        f"SELECT {HEAD}, x.fingerprint AS key, x.severity, x.check_name, x.message_vi, x.message_en, x.expected, "
        "x.found, x.difference_vnd, x.subject, v.verdict, v.given_by, v.reason, s.first_run, "
        '(SELECT min(p.page) FROM finding_evidence e JOIN pages p ON p.document_id = e.document_id AND e."start" >= '
        'p."start" AND e."start" < p."end" WHERE e.finding_id = x.id AND e.document_id = x.document_id) AS page, '
        "(SELECT group_concat(quote, ' | ') FROM (SELECT "
        'trim(replace(substr(t.text, e."start" + 1, min(e."end" - e."start", 160)), char(10), \' \')) AS quote '
        "FROM finding_evidence e JOIN documents t ON t.id = e.document_id WHERE e.finding_id = x.id "
        "ORDER BY e.position)) AS quotes "
        "FROM findings x JOIN documents d ON d.id = x.document_id "
        "LEFT JOIN verdicts v ON v.fingerprint = x.fingerprint LEFT JOIN "
        "(SELECT j.value AS fingerprint, min(r.id) AS first_run FROM runs r, json_each(r.new_findings) j GROUP BY 1) s "
        "ON s.fingerprint = x.fingerprint "
        f"WHERE {conditions} ORDER BY instr('error warning note', x.severity), d.issued_on, d.number, "
        '(SELECT min(e."start") FROM finding_evidence e WHERE e.finding_id = x.id AND e.document_id = x.document_id), x.id',
        {},
        [*severity, *((_LAST_RUN, since) if since is not None else ())],
    )
    return frame.reset_index(drop=True)


def asked_for(conditions: Mapping[str, str | int | None]) -> dict[str, str | int]:
    """The conditions that are given, each with the mark of its value."""
    return {f"{condition} ?": value for condition, value in conditions.items() if value is not None}


def of_year(column: str, year: int | None) -> dict[str, str | None]:
    """The condition that a day is of a year."""
    return {f"substr({column}, 1, 4) =": None if year is None else f"{year:04}"}


def bounded(column: str, first: date | None, last: date | None) -> dict[str, str | None]:
    """The conditions that a day is within bounds."""
    return {f"{column} >=": first.isoformat() if first else None, f"{column} <=": last.isoformat() if last else None}


def _frame(
    db: Path,
    sql: str,
    equal: Mapping[str, str | int | None],
    parameters: Sequence[str | int] = (),
    *,
    document: str | None = None,
    order: str = 'd.issued_on, d.number, x."start"',
) -> pd.DataFrame:
    """The rows of a query, narrowed by the conditions that are given and to a document, in the frames' types."""
    import pandas as pd

    given = asked_for(equal)
    with closing(connect_read_only(db)) as connection:
        if document is not None:
            given["d.id IN (SELECT value FROM json_each(?))"] = json.dumps(documents_named(connection, document))
        if " WHERE " not in sql:
            sql += f" WHERE {' AND '.join(given)}" if given else ""
            sql += f" ORDER BY {order}"
        frame = pd.read_sql_query(sql, connection, params=(*parameters, *given.values()), dtype="object")
    return typed(frame)


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame of objects in the frames' types, by its columns' names."""
    import pandas as pd

    for column in frame.columns:
        if column in _INTEGERS:
            frame[column] = frame[column].astype("Int64")
        elif column in _DAYS:
            frame[column] = pd.to_datetime(frame[column], errors="coerce")
        elif column in _YES_OR_NO:
            frame[column] = frame[column].astype("boolean")
        elif column == "confidence":
            frame[column] = frame[column].astype("float64")
        else:
            frame[column] = frame[column].astype("string")
    return frame


def having(frame: pd.DataFrame, words: Mapping[str, str | None]) -> pd.DataFrame:
    """The rows whose columns contain some words, whatever their case and diacritics."""
    for column, sought in words.items():
        if sought is not None:
            needle = fold(sought)
            frame = frame[[needle in fold(cell) if isinstance(cell, str) else False for cell in frame[column]]]
    return frame.reset_index(drop=True)


def having_any(frame: pd.DataFrame, columns: Sequence[str], sought: str | None) -> pd.DataFrame:
    """The rows of which one of some columns contains the words, whatever their case and diacritics."""
    if sought is None:
        return frame
    needle = fold(sought)
    found = [any(isinstance(cell, str) and needle in fold(cell) for cell in row) for row in frame[list(columns)].values]
    return frame[found].reset_index(drop=True)


def numbered(frame: pd.DataFrame, column: str, sought: str | None) -> pd.DataFrame:
    """The rows whose number of a document contains what is sought, in any spelling of it."""
    if sought is None:
        return frame
    key = number_key(sought)
    return frame[[isinstance(cell, str) and key in number_key(cell) for cell in frame[column]]].reset_index(drop=True)
