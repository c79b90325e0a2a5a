"""The batches of an ingest as tasks of a Prefect flow, on this machine or a Dask cluster.

Questions cross as bytes and answers sealed: Prefect looks into every collection that a task takes or gives, word by word.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from prefect import flow, task
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.ahead import AHEAD
from flows.collecting import Collecting
from flows.crew import CREW, Limits
from flows.runners import Options, Sealed, Submit, do_batch
from flows.runtime import log_to_file
from pipeline.errors import MissingExtra

Body = Callable[[Submit], None]
_body: ContextVar[Body] = ContextVar("body")


@task(name="process-batch")
def process_batch(questions: bytes, limits: Limits, most: int) -> Sealed:
    """Have the workers of the process that runs this task do a batch."""
    log_to_file()
    asked = pickle.loads(questions)
    begun = AHEAD.take(asked)
    return Sealed(do_batch(asked, limits, most) if begun is None else begun)


@flow(name="load", validate_parameters=False)
def load(limits: Limits, most: int) -> None:
    """Submit batches to the flow's runner until there are no more."""
    _give_out(limits, most)


def _give_out(limits: Limits, most: int) -> None:
    """The body of `load`, apart from it and reached by context: Prefect sends a flow's function by value."""
    _body.get()(lambda questions: process_batch.submit(pickle.dumps(questions), limits, most))


def as_tasks(batches: Collecting, options: Options) -> None:
    """Give batches out inside a flow."""

    def run(submit: Submit) -> None:
        try:
            batches.run(submit)
        finally:
            CREW.stop()

    _body.set(run)
    try:
        load.with_options(task_runner=_task_runner(options))(options.limits, options.most)
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
