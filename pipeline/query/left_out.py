"""What the totals leave out and why: sums told again, replaced, doubtful ..., each with the document that counts instead."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.query.framed import framed, typed
from pipeline.store import connect_read_only

if TYPE_CHECKING:
    import pandas as pd

_TOTALS = """
SELECT t.year, t.role, t.why, t.amounts, t.vnd, (
  SELECT l.document FROM v_left_out l WHERE l.year IS t.year AND l.role = t.role AND l.why = t.why ORDER BY l.vnd DESC, l.amount_id LIMIT 1
) AS example
FROM left_out_totals t ORDER BY t.year, t.role, t.vnd DESC, t.why
"""
_SUMS = """
SELECT x.year, x.role, x.why, x.vnd, x.document, x.issued_on, x.counted_in, x.page, x.text, x.document_id, x."start", x."end"
FROM v_left_out x
"""


def left_out(db: Path) -> pd.DataFrame:
    """How much the totals by year leave out. Columns: year, role, why, amounts (how many sums), vnd, example (the document of the
    largest of them).
    """
    import pandas as pd

    with closing(connect_read_only(db)) as connection:
        return typed(pd.read_sql_query(_TOTALS, connection, dtype="object"))


def sums_left_out(db: Path, *, year: int | None = None) -> pd.DataFrame:
    """Each sum that they leave out, by year; the ledger counts by fund. Columns: year, role, why, vnd, document, issued_on, counted_in (the document that counts
    instead), page, text, link.
    """
    return framed(db, _SUMS, {"x.year =": year}, order='x.year, x.role, x.why, x.issued_on, x.document, x."start"')
