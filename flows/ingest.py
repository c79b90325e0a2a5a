"""An ingest, or a recheck of all held documents: plan, batches to workers, results to the one writer as they complete.

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
from flows.plan import Plan, held_plan, make_plan
from flows.runners import Options, do_batch, threads
from flows.stopping import Stop
from pipeline.audit.archive import check_subject
from pipeline.extract.places.gazetteer import gazetteer
from pipeline.loading import collector_seldom, two_heaps
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
    if options.runner == "dask" and options.dask_address:
        options = replace(options, workers=threads_of(options.dask_address))
    # The workers load what they need while the other files are looked at.
    has_work = None if options.runner == "dask" else CREW.prepare
    two_heaps()
    orchestrate = orchestrate or (_in_threads if options.runner == "direct" else _under_prefect)
    with collector_seldom(), Database(db) as database:
        gazetteer.cache_clear()  # a new archive's tables of places were made of it; else the workers ask it, and they have theirs
        run = _Run(database, "ingest", options, listener, stop or Stop())
        return run.over(make_plan(database, paths, options.force, has_work), orchestrate)


def recheck(db: Path, options: Options, *, listener: Listener | None = None, stop: Stop | None = None) -> Report:
    """Find the facts of every held document again in its text, as this version does, and run every check on them.

    No file is opened; what people corrected stands. A document that fails keeps the rows that it had.
    """
    two_heaps()
    with collector_seldom(), Database(db, create=False) as database:
        run = _Run(database, "audit", options, listener, stop or Stop())
        plan = held_plan(database)
        if plan.jobs:
            CREW.prepare()
        database.compare_everything_again()
        return run.over(plan, _in_threads)


class _Run:
    """One run over an archive, from its row in `runs` on."""

    def __init__(
        self, database: Database, command: str, options: Options, listener: Listener | None, stop: Stop
    ) -> None:
        self._started = time.monotonic()
        self._database = database
        self._options = options
        self._listener = listener
        self._stop = stop
        self._number = database.begin_run(command)

    def over(self, plan: Plan, orchestrate: Orchestrate) -> Report:
        """Do what is planned, and settle what it touches."""
        database, options, stop = self._database, self._options, self._stop
        if options.runner != "dask":
            options = replace(options, workers=min(options.workers, len(plan.jobs)))
        loading = Loading(database, plan, options, self._listener)
        if plan.jobs:
            database.expect(len(plan.jobs))
            orchestrate(Collecting(plan.jobs, options.workers, loading, stop), options)
        report = loading.report
        report.run = self._number
        report.stopped = stop.asked
        if not stop.asked and (report.tally.changes or database.is_behind(self._number)):
            database.settle(check_subject)
            database.learn_sizes()
            report.left_verdicts = database.drop_unfound_verdicts(self._number)
            database.share_verdicts()
        database.make_indexes()
        report.copies = database.copies(report.landed)
        report.seconds = time.monotonic() - self._started
        database.finish_run(self._number, report.tally, report.seconds, whole=not stop.asked)
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
