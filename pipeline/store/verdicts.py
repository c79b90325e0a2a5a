"""The table `given_verdicts`: what auditors said of findings, kept through every run; each on record, the last one standing."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from pipeline.errors import UsageError
from pipeline.records import Verdict

_FINDING = """
SELECT f.fingerprint, f.document_id, f.check_name, f.message_vi, f.message_en, coalesce(d.number, d.source_path)
FROM findings f JOIN documents d ON d.id = f.document_id WHERE substr(f.fingerprint, 1, ?) = ?
GROUP BY f.fingerprint
"""


class NoSuchFinding(UsageError):
    """No finding, or more than one, has a key that begins so."""

    def __init__(self, key: str, count: int) -> None:
        super().__init__(
            f"Có {count} phát hiện có mã bắt đầu bằng “{key}”. Xem mã bằng lệnh vanban audit.",
            f"{count} findings have a key that begins with “{key}”. `vanban audit` shows the keys.",
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
    return GivenVerdict(number, verdict, fingerprint, document, message_vi, message_en)


def undo(connection: sqlite3.Connection, number: int, *, who: str, now: str) -> GivenVerdict:
    """Let a verdict stand no more; the one before it stands again. Raises `UsageError`."""
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
    connection.execute("UPDATE given_verdicts SET undone_at = ?, undone_by = ? WHERE id = ?", [now, who, number])
    return GivenVerdict(*row)
