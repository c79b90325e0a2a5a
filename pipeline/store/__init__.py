"""Store: a `Document` in, rows of one SQLite file out; a document in one transaction, one writer.

The schema is `migrations/*.sql`, explained in docs/schema.md; `schema.sql` is what they come to. A change of schema is a new numbered file
there; a new kind of record is its table and its rows in `rows.py`, or in `relation_rows.py` where it joins others.
"""

from typing import TYPE_CHECKING

from pipeline.loading import on_demand

if TYPE_CHECKING:
    from pipeline.store.connection import connect_read_only as connect_read_only
    from pipeline.store.database import Database as Database
    from pipeline.store.landing import Landed as Landed
    from pipeline.store.prepared import Prepared as Prepared
    from pipeline.store.prepared import prepare as prepare
    from pipeline.store.runs import Tally as Tally
    from pipeline.store.seen import HeldDocument as HeldDocument
    from pipeline.store.seen import SeenFile as SeenFile
    from pipeline.store.seen import Version as Version
    from pipeline.store.withdrawn import Replacing as Replacing

__getattr__ = on_demand(
    __name__,
    {
        "connect_read_only": "connection",
        "Database": "database",
        "Landed": "landing",
        "Prepared": "prepared",
        "prepare": "prepared",
        "Tally": "runs",
        "HeldDocument": "seen",
        "SeenFile": "seen",
        "Version": "seen",
        "Replacing": "withdrawn",
    },
)
