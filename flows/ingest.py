"""The flow `ingest`: files in batches to worker processes, documents to the one writer as they come back.

A batch whose worker dies is tried again file by file, each in a process of its own; a file that kills
that one too is refused. What is in the archive already, by content, is not read again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import BrokenExecutor
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from prefect import flow, task
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner

from flows.process import process_file
from flows.runtime import follow_the_command, log_to_file
from pipeline import PIPELINE_VERSION
from pipeline.audit.archive import check_subject
from pipeline.errors import MissingExtra, VanbanError
from pipeline.read import find_files, identify
from pipeline.records import Document, Failure, Ocr
from pipeline.store import Database, Tally

Runner = Literal["process", "dask"]
Listener = Callable[["Progress"], None]

follow_the_command()

_WORKER_DEATHS = frozenset({"KilledWorker", "CommClosedError"})
"""Dask's own words for a worker that died."""
_BATCH_BYTES = 4_000_000
_BATCH_FILES = 25
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest has come, in files; `last` is the file just done."""

    done: int
    total: int
    last: str = ""


@dataclass(slots=True)
class Report:
    """What became of the files of an ingest."""

    tally: Tally = field(default_factory=Tally)
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    """Path, and the number or path of the document that the archive holds with the same content."""
    failures: list[Failure] = field(default_factory=list)
    seconds: float = 0.0


def listen(listener: Listener) -> None:
    """Have `listener` told of progress by the ingests of this context."""
    _listener.set(listener)


@task(name="process-batch")
def process_batch(paths: Sequence[str], ocr: Ocr) -> list[Document | Failure]:
    """Read some files, in a worker."""
    log_to_file()
    return [process_file(Path(path), ocr) for path in paths]


@flow(name="ingest", validate_parameters=False)
def ingest(
    paths: Sequence[str],
    db: str,
    *,
    workers: int,
    runner: Runner = "process",
    force: bool = False,
    ocr: Ocr = "auto",
    dask_address: str | None = None,
) -> Report:
    """Load files and folders into the archive at `db`; the report says what became of each file.

    A file that is held is read again, with another `ocr` or the same, only by `force`.
    """
    started = time.monotonic()
    report = Report()
    with Database(Path(db)) as database:
        run = database.begin_run("ingest")
        loading = _Loading(database, report, find_files([Path(path) for path in paths]), ocr)
        batches = _batches(loading.unread(force))
        for batch in _run(batches, _task_runner(runner, workers, len(batches), dask_address), loading):
            # Its worker died: each file alone, so that only the guilty one is refused.
            for path in batch:
                for _ in _run([[path]], ProcessPoolTaskRunner(max_workers=1), loading):
                    loading.take([_killed(Path(path))])
        database.resolve_citations()
        database.compare(check_subject)
        report.seconds = time.monotonic() - started
        database.finish_run(run, report.tally, report.seconds)
    return report


@flow(name="process-batches", validate_parameters=False)
def process_batches(batches: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Submit batches to the flow's runner and take their results; returns the batches whose worker died."""
    return _collect(batches)


def _collect(batches: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The body of `process_batches`, apart from it, and the writer by context and not as a parameter:

    Prefect sends a flow's function by value, and its parameters, to the workers.
    """
    loading = _loading.get()
    futures: dict[PrefectFuture[Any], Sequence[str]] = {
        process_batch.submit(batch, loading.ocr): batch for batch in batches
    }
    dead: list[Sequence[str]] = []
    for future in as_completed(list(futures)):
        batch = futures.pop(future)
        results = _results(future)
        if results is None:
            dead.append(batch)
        else:
            loading.take(results)
    return dead


def _results(future: PrefectFuture[Any]) -> list[Document | Failure] | None:
    """What a batch came to; None where its worker died, which breaks the whole pool."""
    try:
        results: list[Document | Failure] = future.result()
    except Exception as error:
        if isinstance(error, BrokenExecutor) or type(error).__name__ in _WORKER_DEATHS:
            return None
        raise
    return results


def _run(batches: Sequence[Sequence[str]], runner: TaskRunner[Any], loading: _Loading) -> list[Sequence[str]]:
    if not batches:
        return []
    _loading.set(loading)
    return process_batches.with_options(task_runner=runner)(batches)


class _Loading:
    """The files of one ingest on their way into the archive."""

    def __init__(self, database: Database, report: Report, files: Sequence[Path], ocr: Ocr) -> None:
        self.ocr = ocr
        self._database = database
        self._report = report
        self._files = files
        self._done = 0
        self._seen: dict[str, str] = {}

    def unread(self, force: bool) -> list[tuple[Path, int]]:
        """The files to read, with their sizes; what is held already is counted, what cannot be opened refused."""
        found = []
        for path in self._files:
            try:
                source = identify(path)
            except VanbanError as error:
                self.take([Failure(_printable(path), None, error.stage, error.vi, error.en)])
                continue
            held = self._database.held(source.sha256)
            first = self._seen.setdefault(source.sha256, str(path))
            if first != str(path) or (held and held.source_path != str(path)):
                self._report.tally.duplicates += 1
                name = (held and (held.number or held.source_path)) or first
                self._report.duplicates.append((str(path), name))
                self._step(path)
            elif held and held.pipeline_version == PIPELINE_VERSION and not force:
                self._report.tally.unchanged += 1
                self._step(path)
            else:
                found.append((path, source.size))
        return found

    def take(self, results: Iterable[Document | Failure]) -> None:
        """Write what came back."""
        for result in results:
            if isinstance(result, Failure):
                self._database.record_failure(result)
                self._report.tally.refused += 1
                self._report.failures.append(result)
                self._step(result.path)
            else:
                saved = self._database.save(result)
                self._report.tally.added += saved == "added"
                self._report.tally.replaced += saved == "replaced"
                self._step(result.source.path)

    def _step(self, path: Path) -> None:
        self._done += 1
        listener = _listener.get()
        if listener:
            listener(Progress(self._done, len(self._files), str(path)))


_loading: ContextVar[_Loading] = ContextVar("loading")


def _batches(files: Sequence[tuple[Path, int]]) -> list[list[str]]:
    """Files grouped so that a batch is some seconds of work, and a Prefect task costs next to nothing."""
    batches: list[list[str]] = []
    size = 0
    for path, length in files:
        if not batches or size + length > _BATCH_BYTES or len(batches[-1]) >= _BATCH_FILES:
            batches.append([])
            size = 0
        batches[-1].append(str(path))
        size += length
    return batches


def _task_runner(runner: Runner, workers: int, batches: int, address: str | None) -> TaskRunner[Any]:
    if runner == "process":
        return ProcessPoolTaskRunner(max_workers=max(1, min(workers, batches)))
    try:
        from prefect_dask import DaskTaskRunner
    except ImportError as error:
        raise MissingExtra("prefect-dask", "dask") from error
    if address:
        return DaskTaskRunner(address=address)  # type: ignore[no-any-return]
    return DaskTaskRunner(cluster_kwargs={"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None})  # type: ignore[no-any-return]


def _printable(path: Path) -> Path:
    """A path whose bytes are no UTF-8 with those bytes written out: no table and no task takes it otherwise."""
    return Path(os.fsencode(path).decode("utf-8", "backslashreplace"))


def _killed(path: Path) -> Failure:
    return Failure(
        path,
        None,
        "read",
        "Tiến trình đọc tệp này bị dừng đột ngột (hết bộ nhớ hoặc tệp gây lỗi). Hãy kiểm tra tệp hoặc lưu lại dạng khác.",
        "The process that read this file died (out of memory, or the file crashed it). Check it or save it in another form.",
    )
