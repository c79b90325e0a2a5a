"""The table `given_verdicts`: auditors' verdicts on findings, which outlive every run; all stay on record, the last one
stands.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.errors import UsageError
from pipeline.records import Verdict

_FINDING = """
SELECT f.fingerprint, f.document_id, f.check_name, f.message_vi, f.message_en, coalesce(d.number, d.source_path)
FROM findings f JOIN documents d ON d.id = f.document_id WHERE substr(f.fingerprint, 1, ?) = ?
GROUP BY f.fingerprint
"""


_SPOKEN_OF = """
SELECT f.id, f.fingerprint, f.document_id, f.check_name, f.expected, f.found FROM findings f
WHERE (f.document_id IN (SELECT value FROM json_each(?1)) OR f.id IN (
    SELECT e.finding_id FROM finding_evidence e WHERE e.document_id IN (SELECT value FROM json_each(?1))
  ))
  AND EXISTS (SELECT 1 FROM verdicts v WHERE v.fingerprint = f.fingerprint)
"""
_PROOF = """
SELECT e.document_id, substr(d.text, e."start" + 1, e."end" - e."start") FROM finding_evidence e
JOIN documents d ON d.id = e.document_id WHERE e.finding_id = ? ORDER BY e.position
"""
_CARRY = """
INSERT INTO given_verdicts (fingerprint, verdict, given_by, given_at, reason, document_id, check_name, message_vi, message_en,
  carried_at, origin)
SELECT ?2, g.verdict, g.given_by, g.given_at, g.reason, ?3, g.check_name, g.message_vi, g.message_en, ?4, coalesce(g.origin, g.id)
FROM given_verdicts g WHERE g.fingerprint = ?1 AND g.undone_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM verdicts o WHERE o.fingerprint = ?2 AND o.given_at >= g.given_at)
  AND NOT EXISTS (SELECT 1 FROM given_verdicts o WHERE o.fingerprint = ?2 AND coalesce(o.origin, o.id) = coalesce(g.origin, g.id))
ORDER BY g.id DESC LIMIT 1
"""
_SAME = """
WITH repeats AS MATERIALIZED (SELECT fingerprint, first_fingerprint FROM repeated_findings),
same AS (
  SELECT first_fingerprint AS fingerprint, fingerprint AS other FROM repeats UNION SELECT fingerprint, first_fingerprint FROM repeats
  UNION SELECT a.fingerprint, b.fingerprint FROM repeats a JOIN repeats b USING (first_fingerprint)
)
"""
"""Findings that say the same of two files of a document."""
_SHARE = f"""
{_SAME}
INSERT INTO given_verdicts (fingerprint, verdict, given_by, given_at, reason, document_id, check_name, message_vi, message_en, origin)
SELECT s.other, g.verdict, g.given_by, g.given_at, g.reason, f.document_id, f.check_name, f.message_vi, f.message_en,
  coalesce(g.origin, g.id)
FROM given_verdicts g JOIN same s ON s.fingerprint = g.fingerprint JOIN findings f ON f.fingerprint = s.other
WHERE g.undone_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM given_verdicts o WHERE o.fingerprint = s.other AND coalesce(o.origin, o.id) = coalesce(g.origin, g.id)
  ) AND NOT EXISTS (SELECT 1 FROM verdicts o WHERE o.fingerprint = s.other AND o.given_at > g.given_at)
GROUP BY s.other, coalesce(g.origin, g.id) ORDER BY min(g.id)
"""
_UNFOUND = """
SELECT g.id, g.verdict, g.fingerprint, coalesce(d.number, d.source_path), g.message_vi, g.message_en
FROM given_verdicts g LEFT JOIN documents d ON d.id = g.document_id
WHERE g.undone_at IS NULL AND g.carried_at >= (
    SELECT min(r.started_at) FROM runs r WHERE r.command = 'ingest' AND r.id > (
      SELECT coalesce(max(w.id), 0) FROM runs w WHERE w.command = 'ingest' AND w.finished_at IS NOT NULL AND w.id < ?
    )
  )
  AND NOT EXISTS (SELECT 1 FROM findings f WHERE f.fingerprint = g.fingerprint)
  AND NOT EXISTS (SELECT 1 FROM landed_documents l WHERE l.document_id = g.document_id)
  AND NOT EXISTS (
    SELECT 1 FROM statements s JOIN stale_subjects t ON t.subject = s.subject WHERE s.document_id = g.document_id
  )
ORDER BY g.id
"""
"""Of what came over since the last ingest before that ended whole, and whose documents are compared."""
_TOTAL_FIRST = "footing"
"""The check whose findings are known by what is found before what is expected: as they were when verdicts on record were given."""


class NoSuchFinding(UsageError):
    """No finding, or more than one, has a key that begins so."""

    def __init__(self, key: str, count: int) -> None:
        super().__init__(
            f"{f'Có {count} phát hiện' if count else 'Không có phát hiện nào'} có mã bắt đầu bằng “{key}”. Xem mã bằng lệnh vanban audit.",
            f"{count or 'No'} findings have a key that begins with “{key}”. `vanban audit` shows the keys.",
        )


class GivenVerdict(NamedTuple):
    """A verdict on record: its number, and the finding that it is about (None of an old one whose finding is gone)."""

    number: int
    verdict: Verdict
    key: str
    document: str | None
    message_vi: str | None
    message_en: str | None


def give(connection: sqlite3.Connection, key: str, verdict: Verdict, *, who: str, why: str, now: str) -> GivenVerdict:
    """Keep what a person said of the finding whose fingerprint begins with `key`; the same said twice is one.

    Raises `NoSuchFinding`, and `UsageError` without a reason.
    """
    if not why.strip():
        raise UsageError("Hãy nêu lý do kết luận: --why '...'", "Say why: --why '...'")
    known = connection.execute(_FINDING, [len(key), key]).fetchall()
    if len(known) != 1 or not key:
        raise NoSuchFinding(key, len(known))
    (fingerprint, document_id, check_name, message_vi, message_en, document), *_ = known
    last = connection.execute(
        "SELECT id, verdict, given_by, reason FROM given_verdicts WHERE fingerprint = ? AND undone_at IS NULL "
        "ORDER BY id DESC LIMIT 1",
        [fingerprint],
    ).fetchone()
    if last and last[1:] == (verdict, who, why):
        number = last[0]
    else:
        cursor = connection.execute(
            "INSERT INTO given_verdicts (fingerprint, verdict, given_by, given_at, reason, document_id, check_name, "
            "message_vi, message_en) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [fingerprint, verdict, who, now, why, document_id, check_name, message_vi, message_en],
        )
        number = int(cursor.lastrowid or 0)
        share(connection)
    return GivenVerdict(number, verdict, fingerprint, document, message_vi, message_en)


def share(connection: sqlite3.Connection) -> None:
    """Let what was said of a finding hold for those that say the same of another file of the document, once each."""
    if connection.execute("SELECT 1 FROM given_verdicts LIMIT 1").fetchone():
        connection.execute(_SHARE)


def undo(connection: sqlite3.Connection, number: int, *, who: str, now: str) -> GivenVerdict:
    """Let a verdict, and its copies in other versions and files of the document, stand no more; the one before stands again.

    Raises `UsageError`.
    """
    row = connection.execute(
        "SELECT g.id, g.verdict, g.fingerprint, coalesce(d.number, d.source_path, g.document_id), g.message_vi, "
        "g.message_en FROM given_verdicts g LEFT JOIN documents d ON d.id = g.document_id "
        "WHERE g.id = ? AND g.undone_at IS NULL",
        [number],
    ).fetchone()
    if row is None:
        raise UsageError(
            f"Không có kết luận số {number} còn hiệu lực. Xem: vanban verdict --list",
            f"No verdict {number} stands. See: vanban verdict --list",
        )
    connection.execute(
        "UPDATE given_verdicts SET undone_at = ?, undone_by = ? WHERE undone_at IS NULL AND coalesce(origin, id) = "
        "(SELECT coalesce(origin, id) FROM given_verdicts WHERE id = ?)",
        [now, who, number],
    )
    return GivenVerdict(*row)


def carry(connection: sqlite3.Connection, going: Mapping[str, str], now: str) -> None:
    """Before documents go: give the verdicts on their findings to the same findings of those that replace them (old id -> new).

    They are known by what their fingerprints will be; the old ones keep theirs.
    """
    if not going:
        return
    for finding_id, known_by, *told in connection.execute(_SPOKEN_OF, [json.dumps(list(going))]).fetchall():
        own, check_name, expected, found = (going.get(one, one) for one in told)
        proof = [(going.get(one, one), words) for one, words in connection.execute(_PROOF, [finding_id])]
        _, again, repeat = known_by.partition("-")
        later = fingerprint(check_name, own, expected, found, proof) + again + repeat
        connection.execute(_CARRY, [known_by, later, own, now])


def drop_unfound(connection: sqlite3.Connection, run: int) -> list[GivenVerdict]:
    """Take away again the verdicts that came over, in an ingest or one before it that was ended before it compared what it loaded,
    and whose findings did not come; they stay with the old documents.
    """
    gone = [GivenVerdict(*row) for row in connection.execute(_UNFOUND, [run])]
    connection.execute(
        "DELETE FROM given_verdicts WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps([g.number for g in gone])],
    )
    return gone


def fingerprint(
    check_name: str, document_id: str, expected: str | None, found: str | None, proof: Sequence[tuple[str, str]]
) -> str:
    """What a finding is known by: its check, its document, both sides, and the documents and words that prove it."""
    if check_name == _TOTAL_FIRST:
        expected, found = found, expected
    known_by = [check_name, document_id, expected or "", found or "", *(part for pair in proof for part in pair)]
    return hashlib.sha256("\0".join(known_by).encode()).hexdigest()[:12]
