"""What documents touch, marked to be settled: that of some documents, or of all at once, which is a fraction of the work."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

Documents = Sequence[str] | None
"""Ids, or None for all that the archive holds."""
_AMONG = "{column} IN (SELECT value FROM json_each(?1))"


def mark(connection: sqlite3.Connection, sql: str, documents: Documents) -> None:
    """Run a statement that marks what documents touch: '{they}' asks of their own rows, '{theirs}' of those that hang on them."""
    if documents is None:
        connection.execute(sql.format(they="TRUE", theirs="TRUE"))
    else:
        they, theirs = (_AMONG.format(column=column) for column in ("id", "document_id"))
        connection.execute(sql.format(they=they, theirs=theirs), [json.dumps(documents)])
