"""An ingest: plan, batches to workers, documents to the one writer as they come back.

The batches are tasks of a Prefect flow (`flows/tracked.py`), on this machine or a Dask cluster. The runner `direct` gives
the same batches to the same workers without it: Prefect takes seconds to start, which is much for a few short files.
"""

from __future__ import annotations

import pickle
import queue
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.batches import Batch, Lanes
from flows.cluster import threads_of
from flows.crew import CREW
from flows.plan import Job, Plan, make_plan
from flows.runners import Doing, Options, Orchestrate, Sealed, Submit, do_batch
from flows.stopping import Stop
from flows.worker import Answer, Question
from pipeline.audit.archive import check_subject
from pipeline.errors import ProgramFault
from pipeline.loading import collector_seldom
from pipeline.records import Failure
from pipeline.records.paths import address
from pipeline.store import Database, Prepared, Tally

Listener = Callable[["Progress"], None]

_WORKER_DEATHS = frozenset({"KilledWorker", "CommClosedError"})
"""Dask's own words for a worker that died."""
_LOOK_SECONDS = 0.2
_OPENED_BYTES = 4 << 20
"""Rows that are opened and written together; open they take twice as much."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest has come, in documents; `last` is the one just done; `seconds` are ahead."""

    done: int
    total: int
    last: str = ""
    seconds: float | None = None


@dataclass(slots=True)
class Report:
    """What became of the files of an ingest."""

    tally: Tally = field(default_factory=Tally)
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    """Path, and the number or path of the document that the archive holds with the same content."""
    failures: list[Failure] = field(default_factory=list)
    seconds: float = 0.0
    stopped: bool = False
    """Whether the ingest was asked to end before all was done."""


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
        plan = make_plan(database, paths, options.force)
        if options.runner != "dask":
            options = replace(options, workers=min(options.workers, len(plan.jobs)))
        loading = _Loading(database, plan, options, listener)
        if plan.jobs:
            orchestrate = orchestrate or (_in_threads if options.runner == "direct" else _under_prefect)
            database.expect(len(plan.jobs))
            orchestrate(lambda submit, workers: _collect(plan.jobs, submit, workers, loading, stop), options)
        report = loading.report
        report.stopped = stop.asked
        if not stop.asked and (report.tally.added or report.tally.replaced or database.is_behind(run)):
            database.settle(check_subject)
            database.learn_sizes()
        database.make_indexes()
        report.seconds = time.monotonic() - started
        database.finish_run(run, report.tally, report.seconds, whole=not stop.asked)
    return report


def _in_threads(body: Callable[[Submit, int], None], options: Options) -> None:
    """Give batches out to workers of this process."""
    with ThreadPoolExecutor(options.workers) as executor:
        try:
            body(lambda questions: executor.submit(do_batch, questions, options.limits, options.most), options.workers)
        finally:
            CREW.stop()
            executor.shutdown(cancel_futures=True)
    CREW.open()


def _under_prefect(body: Callable[[Submit, int], None], options: Options) -> None:
    if options.runner == "process":  # the workers load while Prefect does
        CREW.call(options.workers, options.limits)
    from flows.runtime import prefect_runtime

    with prefect_runtime():
        from flows.tracked import as_tasks

        as_tasks(body, options)


def _collect(jobs: Sequence[Job], submit: Submit, workers: int, loading: _Loading, stop: Stop) -> None:
    """Keep the workers busy and write what comes back, until all is done or an end is asked for.

    No more batches are out than workers can begin on, so that documents never pile up here. While the workers do the last,
    what the others touch is settled.
    """
    lanes = Lanes(jobs, workers)
    done: queue.SimpleQueue[Doing] = queue.SimpleQueue()
    out: dict[int, tuple[Doing, Batch]] = {}

    def take(doing: Doing) -> None:
        _, batch = out.pop(id(doing))
        answers = _answers(doing, batch, loading)
        for job, answer in zip(batch.jobs, answers, strict=False):
            lanes.done(job, answer.seconds)
        lanes.give_back(batch, len(answers))
        loading.take(batch.jobs, answers, lanes.seconds)

    with stop.in_order():
        while not stop.asked:
            while len(out) <= workers:
                batch = lanes.next(slow=sum(one.slow for _, one in out.values()) < workers // 2)
                if batch is None:
                    break
                doing = submit([loading.question(job) for job in batch.jobs])
                out[id(doing)] = doing, batch
                doing.add_done_callback(done.put)
            if not out:
                return
            if len(out) <= workers:  # all are given out
                for _ in loading.settling:
                    if stop.asked or not done.empty():
                        break
            with suppress(queue.Empty):
                take(done.get(timeout=_LOOK_SECONDS))


def _answers(doing: Doing, batch: Batch, loading: _Loading) -> Sequence[Answer]:
    """What a batch came to; one whose worker was lost again and again with its machine is done on this one."""
    try:
        answers = doing.result()
    except Exception as error:
        if type(error).__name__ not in _WORKER_DEATHS:
            raise
        return loading.do([loading.question(job) for job in batch.jobs])
    return answers.take() if isinstance(answers, Sealed) else answers


class _Loading:
    """The documents of one ingest on their way into the archive."""

    def __init__(self, database: Database, plan: Plan, options: Options, listener: Listener | None) -> None:
        self.report = Report(duplicates=plan.duplicates)
        self.options = options
        self.settling = database.settle_ahead()
        """What is settled while the last documents are awaited, step by step."""
        self._database = database
        self._listener = listener
        self._total = plan.total
        self._done = plan.unchanged + len(plan.duplicates)
        self.report.tally.unchanged = plan.unchanged
        self.report.tally.duplicates = len(plan.duplicates)
        for failure in plan.refused:
            self._refuse(failure, None)
        self._tell("", None)

    def question(self, job: Job) -> Question:
        """What a worker is asked about a document."""
        held = self._database.load(job.document_id) if job.held else None
        return Question(Path(job.path), self.options.ocr, held, tuple(self._database.corrections(job.document_id)))

    def do(self, questions: Sequence[Question]) -> Sequence[Answer]:
        """Have documents done by the workers of this process."""
        return do_batch(questions, self.options.limits, self.options.most)

    def take(self, jobs: Sequence[Job], answers: Sequence[Answer], seconds: float | None) -> None:
        """Write what came back of a batch, some megabytes of documents in one transaction."""
        opened: list[tuple[Job, Prepared]] = []
        size = 0
        for job, answer in zip(jobs, answers, strict=False):
            if isinstance(answer.result, Failure):
                self._refuse(answer.result, seconds)
                continue
            opened.append((job, pickle.loads(answer.result)))
            size += len(answer.result)
            if size > _OPENED_BYTES:
                self._land(opened, seconds)
                opened, size = [], 0
        self._land(opened, seconds)

    def _land(self, documents: Sequence[tuple[Job, Prepared]], seconds: float | None) -> None:
        # The search index begins another part of itself wherever a document comes after one with a later id.
        documents = sorted(documents, key=lambda one: one[1].id)
        try:
            landed = self._database.land([document for _, document in documents])
        except ProgramFault as fault:
            if len(documents) > 1:
                for one in documents:
                    self._land([one], seconds)
                return
            (job, _), *_ = documents
            self._refuse(Failure(Path(job.path), None, "store", fault.vi, fault.en), seconds)
            return
        for (job, document), outcome in zip(documents, landed, strict=True):
            if outcome == "outdated":
                again = replace(self.question(job), corrections=tuple(self._database.corrections(document.id)))
                self.take([job], self.do([again]), seconds)
                continue
            self.report.tally.added += outcome == "added"
            self.report.tally.replaced += outcome == "replaced"
            self._count(document.source_path, seconds)

    def _refuse(self, failure: Failure, seconds: float | None) -> None:
        self._database.record_failure(failure)
        self.report.tally.refused += 1
        self.report.failures.append(failure)
        self._count(address(failure.path), seconds)

    def _count(self, path: str, seconds: float | None) -> None:
        self._done += 1
        self._tell(path, seconds)

    def _tell(self, last: str, seconds: float | None) -> None:
        if self._listener:
            self._listener(Progress(self._done, self._total, last, seconds))
