"""The flow `audit`: the checks run again over every held document, from its stored text."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from prefect import flow, task

from flows.process import examine
from pipeline.audit.archive import check_subject
from pipeline.errors import NotHeld
from pipeline.store import Database, Tally

_BATCH = 200


@task(name="check-batch")
def check_batch(db: str, document_ids: Sequence[str]) -> None:
    """Check some documents and write what they say."""
    with Database(Path(db), create=False) as database:
        for document_id in document_ids:
            with suppress(NotHeld):  # removed or replaced meanwhile
                database.replace_checks(database.corrected(examine(*database.load(document_id))))


@flow(name="audit", validate_parameters=False)
def audit(db: str) -> None:
    """Run every check over the archive at `db`, in documents and across them."""
    started = time.monotonic()
    with Database(Path(db), create=False) as database:
        run = database.begin_run("audit")
        ids = database.document_ids()
    for at in range(0, len(ids), _BATCH):
        check_batch(db, ids[at : at + _BATCH])
    with Database(Path(db), create=False) as database:
        database.compare_everything_again()
        database.compare(check_subject)
        database.finish_run(run, Tally(), time.monotonic() - started)
