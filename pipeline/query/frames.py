"""The archive as pandas frames: money (`*vnd`) in Int64 đồng, years and pages Int64, days datetime64, what is yes or
no boolean, `confidence` float64, all else string; nothing is NaN but <NA> and NaT.

Each row carries the document's number and day, the page, the words (`text`) and `quote`, the words
with what stands around them; `link` shows them on their page in `vanban serve`; `file` is filled where the archive holds
several files of the document. A place is named as it was until June 2025 (`district`, `province`) and as it is today
(`today_province`); a filter `place` finds a row by any of them, in any spelling. Words that a filter looks for are found
whatever their case and diacritics; `document` is a number in any spelling, an id, or a file; `first` and `last` are days. A
code that no row could have is refused (`UsageError`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.query.framed import PLACES, bounded, framed, gravest, having, having_any, numbered, of_year, told_once
from pipeline.query.known import expect_code, expect_kind

if TYPE_CHECKING:
    import pandas as pd

QUOTE = (
    'trim(replace(substr(d.text, max(1, x."start" - 60), x."end" - x."start" + 120 + min(0, x."start" - 61)), '
    "char(10), ' '))"
)
HEAD = "coalesce(d.number, d.source_path) AS document, d.issued_on AS issued_on, d.issuer AS issuer"
SETTLED = ("explained", "wrong")
"""Verdicts that close a finding."""
_LAST_RUN = 2**62
"""What no run has seen yet is new to all of them."""


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
    counted, counted_by_fund, counted_by_place, confidence, role_rule, fund_rule, year_rule, quote, id, link. `at_least` is in đồng;
    `first` and `last` bound the document's day. Add up `vnd` only where it is counted, and within one state (docs/schema.md, v_money).
    """
    expect_code("role", role)
    expect_kind(kind)
    frame = framed(
        db,
        "SELECT x.document, x.issued_on, x.issuer, x.kind, x.page, x.text, x.vnd, x.vnd_high, a.value, a.currency, "
        "x.role, x.state, x.per, x.fund, x.fund_kind, x.year AS fiscal_year, x.project, x.place, x.district, x.province, "
        "x.today_province, x.counted, x.counted_by_fund, x.counted_by_place, x.confidence, a.role_rule, "
        'a.fund_rule, a.year_rule, x.quote, x.amount_id AS id, x.document_id, x."start", x."end" '
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
    only these), quote, id, link. `kind` is the project's, `first` and `last` bound the document's day.
    """
    frame = framed(
        db,
        f"SELECT {HEAD}, x.page, x.name, x.kind, x.beneficiary, x.place, x.place_code, x.place_code_34, "
        "u.district, u.province, u.today_province, x.total_vnd, x.state_vnd, x.year, x.status, x.decision, x.decided_by, "
        f"x.project_key, x.newest, {QUOTE} AS quote, x.id, "
        'x.document_id, x."start", x."end" FROM projects x '
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
    today_province (whence the citing document comes), id, link.

    `number`, `kind`, `issuer`, `year`, `first`, `last` and `held` ask for the cited document; `document`, `citing_kind`,
    `citing_year` and `place` for the one that cites; `contains` for words of the subject or around the citation.
    """
    expect_code("relation", relation)
    expect_kind(kind)
    expect_kind(citing_kind)
    frame = framed(
        db,
        f"SELECT {HEAD}, x.page, x.number, x.kind, x.issued_on AS cited_issued_on, x.issuer AS cited_issuer, "
        f"x.relation, x.subject, x.target_document_id IS NOT NULL AS held, x.text, {QUOTE} AS quote, "
        "u.kind || ' ' || u.name AS place, u.district, u.province, u.today_province, x.id, "
        'x.document_id, x."start", x."end" '
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
    district, province, today_province (where the money goes, else whence the document comes), link. Money stands under its
    document's day, each sum once. `year`, `first` and `last` bound the day.
    """
    expect_code("event", event)
    expect_kind(kind)
    frame = framed(
        db,
        "SELECT x.day, x.event, x.document, x.kind, x.issuer, x.words, x.vnd, u.kind || ' ' || u.name AS place, u.district, "
        'u.province, u.today_province, x.document_id, x."start", x."end" '
        "FROM v_timeline x LEFT JOIN documents d ON d.id = x.document_id "
        'LEFT JOIN amounts a ON a.document_id = x.document_id AND a."start" = x."start" '
        "LEFT JOIN places u ON u.code = coalesce(a.money_place_code, d.place_code)",
        {
            "x.event =": event,
            "x.kind =": kind,
            **of_year("x.day", year),
            **bounded("x.day", first, last),
        },
        order="x.day, x.document, x.event != 'issued', x.event",
    )
    frame = numbered(having(frame, {"words": contains, "issuer": issuer}), "document", number)
    return having_any(frame, PLACES, place)


def ledger(db: Path, *, year: int | None = None, fund: str | None = None) -> pd.DataFrame:
    """Money given and used, oldest first. Columns: year, fund, paid_from (the fund of the allocation that paid it, where the
    document tells it), role, issued_on, document, page, text, vnd, decision, replaced_by, told_in (the document that told
    the same money first), may_be_told_in (the one that may have), counted, account (the kind of the fund, else its
    name), left_vnd: what is allocated less what is spent, up to and with this row, in its year and account, of the rows
    that are counted, whatever `fund` leaves out; link.
    """
    frame = framed(
        db,
        "SELECT x.year, x.fund, x.paid_from, x.role, x.issued_on, x.document, x.page, x.text, x.vnd, x.decision, "
        "x.replaced_by, x.told_in, x.may_be_told_in, x.counted, x.account, l.left_vnd, "
        'x.document_id, x."start", x."end" '
        "FROM ledger_lines l JOIN v_ledger x ON x.amount_id = l.amount_id",
        {"l.year =": year},
        order="l.year, l.position",
    )
    return having_any(frame, ("fund", "paid_from"), fund)


def findings(
    db: Path,
    *,
    severity: Sequence[str] = ("error", "warning", "note"),
    since: int | None = None,
    open_only: bool = False,
) -> pd.DataFrame:
    """Findings of the audit, gravest first. Columns: document, issued_on, issuer, key, severity, check_name,
    message_vi, message_en, expected, found, difference_vnd, subject, verdict, given_by, reason, first_run, page,
    quotes (the words that prove it, by ' | '), file, copies (how many other files of the document are held), also_in
    (those of them that say the same, by ' | '; it is told once). `since` leaves out what was there in that run or
    before, `open_only` what an auditor has explained or called wrong.
    """
    for one in severity:
        expect_code("severity", one)
    marks = ", ".join("?" * len(severity))
    conditions = f"x.severity IN ({marks}) AND {told_once('x.id', 'repeated')}"
    conditions += " AND coalesce(s.first_run, ?) > ?" if since is not None else ""
    frame = framed(
        db,
        f"WITH repeated AS MATERIALIZED (SELECT * FROM repeated_findings) SELECT {HEAD}, x.fingerprint AS key, x.severity, x.check_name, x.message_vi, x.message_en, x.expected, "
        "x.found, x.difference_vnd, x.subject, v.verdict, v.given_by, v.reason, s.first_run, "
        '(SELECT min(p.page) FROM finding_evidence e JOIN pages p ON p.document_id = e.document_id AND e."start" >= '
        'p."start" AND e."start" < p."end" WHERE e.finding_id = x.id AND e.document_id = x.document_id) AS page, '
        "(SELECT group_concat(quote, ' | ') FROM (SELECT "
        'trim(replace(substr(t.text, e."start" + 1, min(e."end" - e."start", 160)), char(10), \' \')) AS quote '
        "FROM finding_evidence e JOIN documents t ON t.id = e.document_id WHERE e.finding_id = x.id "
        "ORDER BY e.position)) AS quotes, d.source_path AS file, (SELECT count(*) FROM document_copies c "
        "WHERE c.document_id = d.id) AS copies, a.also_in "
        "FROM findings x JOIN documents d ON d.id = x.document_id "
        "LEFT JOIN verdicts v ON v.fingerprint = x.fingerprint LEFT JOIN "
        "(SELECT j.value AS fingerprint, min(r.id) AS first_run FROM runs r, json_each(r.new_findings) j GROUP BY 1) s "
        "ON s.fingerprint = x.fingerprint LEFT JOIN (SELECT r.first_finding_id AS id, group_concat(o.source_path, ' | ') AS also_in "
        "FROM repeated r JOIN documents o ON o.id = r.document_id WHERE r.document_id != r.first_document_id "
        "GROUP BY 1) a ON a.id = x.id",
        {},
        [*severity, *((_LAST_RUN, since) if since is not None else ())],
        where=conditions,
        order=f"{gravest('x.severity')}, d.issued_on, d.number, "
        '(SELECT min(e."start") FROM finding_evidence e WHERE e.finding_id = x.id AND e.document_id = x.document_id), x.id',
    )
    return still_open(frame) if open_only else frame.reset_index(drop=True)


def still_open(found: pd.DataFrame) -> pd.DataFrame:
    """Of some findings those that no auditor has explained or called wrong."""
    return found[~found["verdict"].isin(SETTLED)].reset_index(drop=True)
