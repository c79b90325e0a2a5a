"""The flow `audit`: the checks run again over every held document, from its stored text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from prefect import flow, task

from flows.process import examine
from pipeline.store import Database

_BATCH = 200


@task(name="check-batch")
def check_batch(db: str, document_ids: Sequence[str]) -> int:
    """Check some documents and write their findings; returns how many findings there are."""
    count = 0
    with Database(Path(db), create=False) as database:
        for document_id in document_ids:
            findings = examine(*database.load(document_id)).findings
            database.replace_findings(document_id, findings)
            count += len(findings)
    return count


@flow(name="audit", validate_parameters=False)
def audit(db: str) -> int:
    """Run every check over the archive at `db`; returns how many findings there are."""
    with Database(Path(db), create=False) as database:
        ids = database.document_ids()
    return sum(check_batch(db, ids[at : at + _BATCH]) for at in range(0, len(ids), _BATCH))
