"""Findings of the audit, each on a page of its own with all that proves it; the checks that make them."""

from __future__ import annotations

import sqlite3
from functools import partial
from typing import Any, get_args

from datasette.utils.asgi import NotFound, Response

from pipeline.audit.archive import ARCHIVE_CHECKS
from pipeline.audit.registry import CHECKS
from pipeline.query.checks import check_title
from pipeline.query.framed import among, gravest, told_once
from pipeline.query.frames import SETTLED
from pipeline.query.report.evidence import Sheet, proof_of
from pipeline.query.show import documents_named
from pipeline.records import Severity
from pipeline.web.pages.documents import file_state
from pipeline.web.visit import FORM, View, Visit

_A_PAGE = 50
_MOST_ROWS = 50_000
_SEVERITIES = get_args(Severity)
_VERDICTS = ("open", "none", "confirmed", "explained", "wrong")
_ORDER = f"{gravest('f.severity')}, d.issued_on DESC, f.id"
_ONCE = told_once("f.id")
_OF_DOCUMENTS = """
(d.id IN (SELECT value FROM json_each(:documents)) OR f.id IN (
  SELECT r.first_finding_id FROM repeated_findings r WHERE r.document_id IN (SELECT value FROM json_each(:documents))))
"""
"""Theirs, and what another file of theirs says first."""
_COUNTS = f"""
SELECT f.severity, f.check_name, count(*) AS findings FROM findings f LEFT JOIN verdicts v ON v.fingerprint = f.fingerprint
LEFT JOIN documents d ON d.id = f.document_id WHERE {{found}} GROUP BY f.severity, f.check_name
ORDER BY {gravest("f.severity")}, 3 DESC
"""
_NEW = "f.fingerprint IN (SELECT j.value FROM runs r, json_each(r.new_findings) j WHERE r.id >= {run})"
_LIST = f"""
SELECT f.id, f.severity, f.check_name, f.fingerprint, f.message_vi, f.message_en, f.document_id,
  coalesce(d.number, d.source_path) AS document, d.issued_on, v.verdict, {_NEW.format(run=":last")} AS is_new,
  e.document_id AS evidence_document_id, e."start", e."end"
FROM findings f JOIN documents d ON d.id = f.document_id LEFT JOIN verdicts v ON v.fingerprint = f.fingerprint
LEFT JOIN finding_evidence e ON e.finding_id = f.id AND e.position = 0
WHERE {{found}} ORDER BY {_ORDER} LIMIT :most OFFSET :from
"""
_FILE = f"""
SELECT v.*, l.is_new FROM ({_LIST}) l JOIN v_findings v ON v.finding_id = l.id
ORDER BY {gravest("v.severity")}, v.issued_on DESC, v.finding_id
"""
_ONE = """
SELECT f.*, coalesce(d.number, d.source_path) AS document, d.source_path, d.issued_on, d.issuer, v.verdict, v.given_by, v.given_at, v.reason,
  r.id AS first_run, substr(r.started_at, 1, 10) AS first_day
FROM findings f JOIN documents d ON d.id = f.document_id LEFT JOIN verdicts v ON v.fingerprint = f.fingerprint
LEFT JOIN runs r ON r.id = (
  SELECT min(s.id) FROM runs s, json_each(s.new_findings) j WHERE s.new_findings != '[]' AND j.value = f.fingerprint)
WHERE f.fingerprint = ? ORDER BY f.id LIMIT 1
"""
_ALSO = """
SELECT DISTINCT d.id, d.source_path FROM repeated_findings r JOIN documents d ON d.id IN (r.document_id, r.first_document_id)
WHERE ?1 IN (r.fingerprint, r.first_fingerprint) AND d.id != ?2 ORDER BY d.source_path
"""
_RUNS = (
    "SELECT id, substr(started_at, 1, 16) AS started_at, json_array_length(new_findings) AS findings FROM runs "
    "WHERE new_findings != '[]' ORDER BY id DESC LIMIT 20"
)


async def findings(visit: Visit) -> Response:
    """Findings by severity, check, document, verdict, and by the run in which they are new."""
    found, given = await _found(visit)
    counts = await visit.kept(("findings", found, tuple(given.items())), partial(_counted, found, given))
    total = sum(row["findings"] for row in counts)
    page, pages = visit.paged(total, _A_PAGE)
    runs = await visit.rows(_RUNS)
    # Without a run that is asked for, the last one that found any tells what is new.
    last = given.get("since") or (runs[0]["id"] if len(runs) > 1 else 1 << 60)
    if visit.form:
        at = {"last": last, "most": _MOST_ROWS, "from": 0}
        return visit.file(await visit.frame(_FILE.format(found=found), given | at), "findings")
    at = {"last": last, "most": _A_PAGE, "from": (page - 1) * _A_PAGE}
    return await visit.page(
        "findings.html",
        rows=await visit.rows(_LIST.format(found=found), given | at),
        severities={name: sum(row["findings"] for row in counts if row["severity"] == name) for name in _SEVERITIES},
        checks=[(name, check_title(name, visit.lang)) for name in (*CHECKS, *ARCHIVE_CHECKS)],
        verdicts=_VERDICTS,
        runs=runs,
        total=total,
        page=page,
        pages=pages,
        title_of=partial(check_title, lang=visit.lang),
    )


async def finding(visit: Visit) -> Response:
    """One finding: both quotes, their pages with the figures boxed, the arithmetic, the check, the verdict."""
    key = visit.part("key")
    rows = await visit.rows(_ONE, [key])
    if not rows:
        raise NotFound("")
    proof = await visit.run(lambda connection: proof_of(connection, key))
    return await visit.page(
        "finding.html",
        one=rows[0],
        also_in=await visit.rows(_ALSO, [key, rows[0]["document_id"]]),
        title=check_title(rows[0]["check_name"], visit.lang),
        quotes=proof.quotes,
        terms=proof.terms,
        sheets=[sheet for sheet in proof.sheets if await _drawn(visit, sheet)],
    )


async def checks(visit: Visit) -> Response:
    """Every check with what it tests, why it may err, and how many findings it has."""
    counts = await visit.kept(("findings", _ONCE, ()), partial(_counted, _ONCE, {}))
    told = [
        {
            "name": name,
            "title": check_title(name, visit.lang),
            "findings": {row["severity"]: row["findings"] for row in counts if row["check_name"] == name},
        }
        for name in (*CHECKS, *ARCHIVE_CHECKS)
    ]
    return await visit.page("checks.html", checks=told)


async def _found(visit: Visit) -> tuple[str, dict[str, Any]]:
    """The condition on findings that the address asks for, and its parameters."""
    conditions, given = [_ONCE], dict[str, Any]()
    for name, column in (("severity", "f.severity"), ("check", "f.check_name")):
        if value := visit.one(name):
            conditions.append(f"{column} = :{name}")
            given[name] = value
    if document := visit.one("document"):
        conditions.append(_OF_DOCUMENTS)
        given["documents"] = among(await visit.run(lambda connection: documents_named(connection, document)))
    verdict = visit.one("verdict")
    if verdict == "open":
        conditions.append("coalesce(v.verdict, '') NOT IN (SELECT value FROM json_each(:settled))")
        given["settled"] = among(SETTLED)
    elif verdict == "none":
        conditions.append("v.verdict IS NULL")
    elif verdict:
        conditions.append("v.verdict = :verdict")
        given["verdict"] = verdict
    if since := visit.whole("since", 0):
        conditions.append(_NEW.format(run=":since"))
        given["since"] = since
    return " AND ".join(conditions), given


def _counted(found: str, given: dict[str, Any], connection: sqlite3.Connection) -> list[dict[str, Any]]:
    names = ("severity", "check_name", "findings")
    return [dict(zip(names, tuple(row), strict=True)) for row in connection.execute(_COUNTS.format(found=found), given)]


async def _drawn(visit: Visit, sheet: Sheet) -> bool:
    head = {"source_path": str(sheet.path), "sha256": sheet.sha256}
    return await visit.ask(file_state, head) == "held"


ROUTES: list[tuple[str, View]] = [
    ("/findings" + FORM, findings),
    (r"/findings/(?P<key>[0-9a-f]{1,64})$", finding),
    ("/checks$", checks),
]
