"""An ingest: plan, batches to workers, documents to the one writer as they come back.

The batches are tasks of a Prefect flow (`flows/tracked.py`), on this machine or a Dask cluster. The runner `direct` gives
the same batches to the same workers without it: Prefect takes seconds to start, which is much for a few short files.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from flows.ahead import AHEAD, EACH
from flows.cluster import threads_of
from flows.collecting import Collecting, Orchestrate
from flows.crew import CREW
from flows.loading import Listener, Loading, Report
from flows.plan import make_plan
from flows.runners import Options, do_batch, threads
from flows.stopping import Stop
from pipeline.audit.archive import check_subject
from pipeline.loading import collector_seldom
from pipeline.store import Database


def ingest(
    paths: Sequence[Path],
    db: Path,
    options: Options,
    *,
    listener: Listener | None = None,
    stop: Stop | None = None,
    orchestrate: Orchestrate | None = None,
) -> Report:
    """Load files and folders into the archive at `db`; the report says what became of each.

    A document that is held is read again, with another `ocr` or the same, only by `force`; one that an older version
    wrote is read again where its text would be another, else its facts are found again in the text that is held.
    """
    started = time.monotonic()
    stop = stop or Stop()
    if options.runner == "dask" and options.dask_address:
        options = replace(options, workers=threads_of(options.dask_address))
    with collector_seldom(), Database(db) as database:
        run = database.begin_run("ingest")
        # The workers load what they need while the other files are looked at.
        plan = make_plan(database, paths, options.force, None if options.runner == "dask" else CREW.prepare)
        if options.runner != "dask":
            options = replace(options, workers=min(options.workers, len(plan.jobs)))
        loading = Loading(database, plan, options, listener)
        if plan.jobs:
            orchestrate = orchestrate or (_in_threads if options.runner == "direct" else _under_prefect)
            database.expect(len(plan.jobs))
            orchestrate(Collecting(plan.jobs, options.workers, loading, stop), options)
        report = loading.report
        report.run = run
        report.stopped = stop.asked
        if not stop.asked and (report.tally.changes or database.is_behind(run)):
            database.settle(check_subject)
            database.learn_sizes()
            report.left_verdicts = database.drop_unfound_verdicts(run)
        database.make_indexes()
        report.seconds = time.monotonic() - started
        database.finish_run(run, report.tally, report.seconds, whole=not stop.asked)
    return report


def _in_threads(batches: Collecting, options: Options) -> None:
    """Give batches out to workers of this process."""
    with threads(options.workers) as executor:
        batches.run(lambda questions: executor.submit(do_batch, questions, options.limits, options.most))


def _under_prefect(batches: Collecting, options: Options) -> None:
    """Give batches out as tasks; the workers of this process begin while Prefect is imported."""
    with AHEAD.beginning(options) as begin:
        if options.runner == "process":
            CREW.call(options.workers, options.limits)
            batches.begin(begin, EACH * options.workers)
        from flows.runtime import prefect_runtime

        with prefect_runtime():
            from flows.tracked import as_tasks

            as_tasks(batches, options)
