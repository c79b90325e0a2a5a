"""Findings as rows, and the archive's memory of them: which are new, what an auditor said of each.

A finding is known by its fingerprint: its check, its document and the words that prove it. So a verdict
outlives a re-ingest, and a later version that words its message otherwise.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, groupby
from pathlib import Path

from pipeline.records import Checked, Evidence, Finding, Statement
from pipeline.store.inserts import Row, Rows, insert
from pipeline.store.marks import Documents, mark
from pipeline.store.verdicts import fingerprint

_SUBJECTS_AT_ONCE = 500
_NOTHING = "[]"
"""What most statements rest on."""
_AS_STORED = Statement._fields[Statement._fields.index("issuer") :]
"""Fields of a statement that are as their columns have them."""
_SAID = f"""
SELECT document_id, subject, kind, "start", "end", text, day, whole, rests_on, adds, effective, {", ".join(_AS_STORED)}
FROM statements WHERE subject IN (SELECT value FROM json_each(?))
"""
_SPEAKERS = """
SELECT d.id, d.number, d.source_path, d.kind, d.issued_on FROM json_each(?) j CROSS JOIN documents d ON d.id = j.value
"""
_STALE = """
WITH told AS MATERIALIZED (SELECT DISTINCT subject FROM statements WHERE {theirs})
INSERT OR IGNORE INTO stale_subjects SELECT subject FROM told WHERE subject NOT LIKE 'series:%'
  OR EXISTS (SELECT 1 FROM statements g INDEXED BY statements_growth WHERE g.subject = told.subject AND g.kind = 'growth')
"""
"""Nobody tells the growth of most figures; many documents tell some of them."""


def checked_rows(checked: Checked, words: Callable[[Evidence], str]) -> Iterator[tuple[str, list[Row]]]:
    """What checks came to as rows: findings with their evidence, and every answer; `words` are those of a proof."""
    findings: list[Row] = []
    evidence: list[Row] = []
    repeats: Counter[str] = Counter()
    for finding in checked.findings:
        proof = [(evidence.document_id, words(evidence)) for evidence in finding.evidence]
        known_by = fingerprint(finding.check_name, finding.document_id, finding.expected, finding.found, proof)
        repeats[known_by] += 1
        if repeats[known_by] > 1:
            known_by = f"{known_by}-{repeats[known_by]}"
        id_ = f"{finding.document_id}.f{known_by}"
        findings.append(
            {
                "id": id_,
                "document_id": finding.document_id,
                "check_name": finding.check_name,
                "severity": finding.severity,
                "message_vi": finding.message_vi,
                "message_en": finding.message_en,
                "expected": finding.expected,
                "found": finding.found,
                "difference_vnd": finding.difference_vnd,
                "subject": finding.subject,
                "fingerprint": known_by,
            }
        )
        evidence += (
            {"finding_id": id_, "position": position, "document_id": e.document_id, "start": e.start, "end": e.end}
            for position, e in enumerate(finding.evidence)
        )
    yield "findings", findings
    yield "finding_evidence", evidence
    yield (
        "check_results",
        [
            {
                "document_id": result.document_id,
                "subject": result.subject,
                "check_name": result.check_name,
                "answer": result.answer,
                "start": result.start,
                "end": result.end,
                "relations": result.relations,
                "reason_vi": result.reason_vi,
                "reason_en": result.reason_en,
            }
            for result in checked.results
        ],
    )


def remember_findings(connection: sqlite3.Connection, run: int) -> None:
    """Note with a run the findings that no run before it has seen."""
    connection.execute(
        "UPDATE runs SET new_findings = (SELECT json_group_array(fingerprint) FROM (SELECT DISTINCT fingerprint "
        "FROM findings EXCEPT SELECT j.value FROM runs r, json_each(r.new_findings) j)) WHERE id = ?",
        [run],
    )


def mark_stale(connection: sqlite3.Connection, documents: Documents) -> None:
    """Have the subjects of documents compared again."""
    mark(connection, _STALE, documents)


def stale_subjects(connection: sqlite3.Connection, after: str) -> list[str]:
    """Some of the subjects that are to be compared again, in order, those that come `after` one; none when all are done."""
    sql = "SELECT subject FROM stale_subjects WHERE subject > ? ORDER BY subject LIMIT ?"
    rows = connection.execute(sql, [after, _SUBJECTS_AT_ONCE])
    return [subject for (subject,) in rows]


def statements_on(connection: sqlite3.Connection, subjects: Sequence[str]) -> dict[str, list[Statement]]:
    """All that the archive says of some subjects."""
    found: dict[str, list[Statement]] = {subject: [] for subject in subjects}
    said = connection.execute(_SAID, [json.dumps(subjects)]).fetchall()
    speakers = connection.execute(_SPEAKERS, [json.dumps(list({row[0] for row in said}))])
    by_id = {id_: (number or Path(path).name, kind, _day(issued_on)) for id_, number, path, kind, issued_on in speakers}
    for id_, subject, said_as, start, end, text, day, whole, rests_on, adds, effective, *told in said:
        document, kind, document_day = by_id[id_]
        found[subject].append(
            Statement(
                *(subject, said_as, id_, document, start, end, text),
                *(kind, document_day, _day(day), bool(whole)),
                () if rests_on == _NOTHING else tuple(json.loads(rests_on)),
                bool(adds),
                _day(effective),
                *told,
            )
        )
    return found


def settle_subjects(connection: sqlite3.Connection, subjects: Sequence[str], checked: Iterable[Checked]) -> None:
    """Write what the checks say of some subjects in place of what they said."""
    marks = ", ".join("?" * len(subjects))
    for table in ("findings", "check_results"):
        connection.execute(f"DELETE FROM {table} WHERE subject IN ({marks})", list(subjects))
    said = list(checked)
    words = _words(connection, [finding for one in said for finding in one.findings])
    findings: dict[str, Row] = {}
    evidence: dict[str, list[Row]] = {}
    results: list[Row] = []
    for one in said:
        rows = dict(checked_rows(one, words))
        results += rows["check_results"]
        for row in rows["findings"]:  # what two subjects find alike is one
            findings[row["id"]], evidence[row["id"]] = row, []
        for row in rows["finding_evidence"]:
            evidence[row["finding_id"]].append(row)
    insert(connection, [Rows.of("findings", list(findings.values()))], "INSERT OR REPLACE")
    insert(connection, [Rows.of("finding_evidence", list(chain.from_iterable(evidence.values())))])
    insert(connection, [Rows.of("check_results", results)])
    connection.execute(f"DELETE FROM stale_subjects WHERE subject IN ({marks})", list(subjects))


def _words(connection: sqlite3.Connection, findings: Sequence[Finding]) -> Callable[[Evidence], str]:
    """What gives the words of the proofs of some findings: each document's text is looked up once."""
    proofs = sorted({proof for finding in findings for proof in finding.evidence}, key=lambda proof: proof.document_id)
    found: dict[Evidence, str] = {}
    for document, of_it in groupby(proofs, key=lambda proof: proof.document_id):
        (text,) = connection.execute("SELECT text FROM documents WHERE id = ?", [document]).fetchone()
        found |= {proof: text[proof.start : proof.end] for proof in of_it}
    return found.__getitem__


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
