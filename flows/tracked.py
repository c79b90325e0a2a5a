"""The Prefect flows: an ingest's batches as tasks, on this machine or a Dask cluster, and the ingest as a deployment.

Questions cross as bytes and answers sealed: Prefect looks into every collection that a task takes or gives, word by word.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.crew import CREW, Limits
from flows.ingest import Options, Runner, Sealed, Submit, do_batch, ingest
from flows.runtime import log_to_file
from pipeline.errors import MissingExtra
from pipeline.records import Ocr

Body = Callable[[Submit], None]
_body: ContextVar[Body] = ContextVar("body")


@task(name="process-batch")
def process_batch(questions: bytes, limits: Limits) -> Sealed:
    """Have the workers of the process that runs this task do a batch."""
    log_to_file()
    return Sealed(do_batch(pickle.loads(questions), limits))


@flow(name="load", validate_parameters=False)
def load(limits: Limits) -> None:
    """Submit batches to the flow's runner until there are no more."""
    _give_out(limits)


def _give_out(limits: Limits) -> None:
    """The body of `load`, apart from it and reached by context: Prefect sends a flow's function by value."""
    _body.get()(lambda questions: process_batch.submit(pickle.dumps(questions), limits))


def as_tasks(body: Callable[[Submit, int], None], options: Options) -> None:
    """Run a function that submits batches, inside a flow."""

    def run(submit: Submit) -> None:
        try:
            body(submit, options.workers)
        finally:
            CREW.stop()

    _body.set(run)
    try:
        load.with_options(task_runner=_task_runner(options))(options.limits)
    finally:
        CREW.open()


def _task_runner(options: Options) -> TaskRunner[Any]:
    if options.runner != "dask":
        return ThreadPoolTaskRunner(max_workers=options.workers)
    try:
        from prefect_dask import DaskTaskRunner
    except ImportError as error:
        raise MissingExtra("prefect-dask", "dask") from error
    if options.dask_address:
        return DaskTaskRunner(address=options.dask_address)  # type: ignore[no-any-return]
    cluster = {"n_workers": options.workers, "threads_per_worker": 1, "dashboard_address": None}
    return DaskTaskRunner(cluster_kwargs=cluster)  # type: ignore[no-any-return]


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
