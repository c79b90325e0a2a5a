"""Documents that left the archive: what each was, when it went, by whom and why, and what has its place."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.query.framed import typed
from pipeline.store import connect_read_only

if TYPE_CHECKING:
    import pandas as pd

WITHDRAWN = """
SELECT w.id, w.document_id, coalesce(w.number, w.source_path) AS document, w.issued_on, w.issuer, w.subject, w.cause,
  w.withdrawn_at, w.withdrawn_by, w.reason, w.replaced_by AS replaced_by_id,
  coalesce(d.number, d.source_path, o.number, o.source_path) AS replaced_by, w.source_path,
  EXISTS (SELECT 1 FROM documents h WHERE h.id = w.document_id) AS held
FROM withdrawn_documents w LEFT JOIN documents d ON d.id = w.replaced_by
LEFT JOIN withdrawn_documents o ON d.id IS NULL
  AND o.id = (SELECT max(l.id) FROM withdrawn_documents l WHERE l.document_id = w.replaced_by)
ORDER BY w.id DESC
"""


def withdrawn(db: Path) -> pd.DataFrame:
    """Every time that a document left, the last first. Columns: id, document_id, document (its number or file), issued_on, issuer,
    subject, cause ('replaced', 'removed'), withdrawn_at, withdrawn_by, reason, replaced_by_id, replaced_by, source_path, held (it has come back since).
    """
    import pandas as pd

    with closing(connect_read_only(db)) as connection:
        return typed(pd.read_sql_query(WITHDRAWN, connection, dtype="object"))
