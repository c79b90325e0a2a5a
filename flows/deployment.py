"""The ingest as a Prefect deployment (`prefect.yaml`): on its schedule, with the server of whoever deploys it."""

from __future__ import annotations

from pathlib import Path

from prefect import flow

from flows.ingest import ingest
from flows.runners import Options, Runner
from flows.tracked import as_tasks
from pipeline.records import Ocr


@flow(name="ingest")
def ingest_folder(
    paths: list[str],
    db: str,
    workers: int = 2,
    runner: Runner = "process",
    dask_address: str | None = None,
    ocr: Ocr = "auto",
) -> dict[str, int]:
    """An ingest as a deployment runs it, on its schedule; returns what became of the documents, in numbers."""
    options = Options(workers, runner, dask_address, ocr)
    report = ingest([Path(path) for path in paths], Path(db), options, orchestrate=as_tasks)
    return {name: getattr(report.tally, name) for name in report.tally.__slots__}
