"""Store: a `Document` in, rows of one SQLite file out; a document in one transaction, one writer.

The schema is `migrations/*.sql`, explained in docs/schema.md. A change of schema is a new numbered file
there; a new kind of record is its table and its rows in `rows.py`.
"""

from pipeline.store.connection import connect_read_only
from pipeline.store.database import Database, Tally
from pipeline.store.landing import Landed, Saved
from pipeline.store.prepared import Prepared, prepare
from pipeline.store.seen import HeldDocument, SeenFile

__all__ = [
    "Database",
    "HeldDocument",
    "Landed",
    "Prepared",
    "Saved",
    "SeenFile",
    "Tally",
    "connect_read_only",
    "prepare",
]
