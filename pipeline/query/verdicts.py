"""Verdicts on record: those that stand, and those that were followed by another or undone."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pandas as pd

from pipeline.store import connect_read_only

_RECORD = """
SELECT g.id AS given,
  coalesce(d.number, d.source_path, w.number, w.source_path, g.document_id) AS document, g.fingerprint AS key, g.check_name,
  g.message_vi, g.message_en, g.verdict, g.given_by, g.given_at, g.reason,
  EXISTS (SELECT 1 FROM findings f WHERE f.fingerprint = g.fingerprint) AS placed, g.undone_at, g.undone_by
FROM given_verdicts g LEFT JOIN documents d ON d.id = g.document_id LEFT JOIN withdrawn_documents w
  ON w.id = (SELECT max(o.id) FROM withdrawn_documents o WHERE o.document_id = g.document_id)
ORDER BY g.id
"""


def verdicts(db: Path) -> pd.DataFrame:
    """Every verdict in the order they were given. Columns: given (its number), document, key, check_name, message_vi, message_en,
    verdict, given_by, given_at, reason, placed (its finding is still there), undone_at, undone_by.
    """
    with closing(connect_read_only(db)) as connection:
        frame = pd.read_sql_query(_RECORD, connection, dtype="object")
    frame["placed"] = frame["placed"].astype("boolean")
    return frame
