"""What the audit tested: every check with how many relations held, failed and could not be told, and why not."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import get_args

import pandas as pd

from pipeline.audit import CHECKS
from pipeline.audit.archive import ARCHIVE_CHECKS
from pipeline.audit.footing import NAME as FOOTING
from pipeline.records import Lang
from pipeline.store import connect_read_only

COUNTS = ("tested", "holds", "within", "fails", "cannot_tell")
"""Columns of `checks`: the first is what the others add up to."""


def checks(db: Path) -> pd.DataFrame:
    """Every check, in the register's order. Columns: check_name, title_vi, title_en, tested, holds, within (of parts that
    need not come to their total: they do not exceed it), fails, cannot_tell, in_documents (in how many it tested anything).
    """
    with closing(connect_read_only(db)) as connection:
        told = {row[0]: row[1:] for row in connection.execute(_TOLD)}
    rows = [
        (name, check_title(name, "vi"), check_title(name, "en"), *told.get(name, (0, 0, 0, 0, 0, 0)))
        for name in (*CHECKS, *ARCHIVE_CHECKS)
    ]
    return pd.DataFrame(rows, columns=["check_name", "title_vi", "title_en", *COUNTS, "in_documents"])


def untold(db: Path) -> pd.DataFrame:
    """Why checks could not tell, most frequent first. Columns: check_name, title_vi, title_en, reason_vi, reason_en,
    relations, in_documents (in how many), example (the number of one of these).
    """
    with closing(connect_read_only(db)) as connection:
        frame = pd.read_sql_query(_UNTOLD, connection)
    for at, lang in enumerate(get_args(Lang), 1):
        frame.insert(at, f"title_{lang}", [check_title(name, lang) for name in frame["check_name"]])
    return frame


def check_title(name: str, lang: Lang) -> str:
    """What people call a check; its name where this version no longer has it."""
    registered = CHECKS.get(name) or ARCHIVE_CHECKS.get(name)
    if registered is None:
        return name
    return registered.title_en if lang == "en" else registered.title_vi


_TOLD = f"""
SELECT check_name, tested, holds - within, within, fails, cannot_tell, in_documents FROM (
  SELECT *, CASE WHEN check_name = '{FOOTING}' THEN max(0, holds - (
    SELECT count(*) FROM sums WHERE kind = 'full' AND holds = 1 AND CAST(difference AS REAL) = 0)) ELSE 0 END AS within
  FROM v_checks)
"""
"""Of the sums only those hold whose parts must come to their total, and do."""
_UNTOLD = """
SELECT r.check_name, r.reason_vi, r.reason_en, sum(r.relations) AS relations,
  count(DISTINCT r.document_id) AS in_documents, min(coalesce(d.number, d.source_path)) AS example
FROM check_results r JOIN documents d ON d.id = r.document_id
WHERE r.answer = 'cannot tell'
  AND NOT EXISTS (SELECT 1 FROM findings f WHERE f.document_id = r.document_id AND f.check_name = r.check_name
    AND f.message_vi = r.reason_vi)
GROUP BY r.check_name, r.reason_vi ORDER BY relations DESC, r.check_name, r.reason_vi
"""
"""Without those that are findings themselves."""
