"""The flows as the command runs them: inside the quiet runtime, with a progress bar."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from flows.runtime import log_to_file, prefect_runtime
from pipeline.display import Display, printable
from pipeline.store import Database

if TYPE_CHECKING:
    from flows.ingest import Progress as Step
    from flows.ingest import Report, Runner
    from pipeline.records import Ocr


def run_ingest(
    display: Display,
    paths: Sequence[Path],
    db: Path,
    workers: int,
    runner: str,
    dask_address: str | None,
    force: bool,
    ocr: Ocr,
) -> Report:
    """Run the flow `ingest` with a bar on the standard error."""
    log_to_file()
    Database(db).close()  # a database that cannot be used is told before anything is started
    bar = Progress(
        TextColumn(display.say("Đang nạp", "Loading")),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("[dim]{task.fields[last]}[/]"),
        console=display.err,
        disable=not display.err.is_terminal,
        transient=True,
    )
    with bar, prefect_runtime():
        from flows.ingest import ingest, listen

        job = bar.add_task("", total=None, last="")

        def step(progress: Step) -> None:
            name = printable(Path(progress.last).name)
            bar.update(job, completed=progress.done, total=progress.total, last=name[-40:])

        listen(step)
        return ingest(
            [str(path) for path in paths],
            str(db),
            workers=workers,
            runner=cast("Runner", runner),
            force=force,
            ocr=ocr,
            dask_address=dask_address,
        )


def run_audit(db: Path) -> None:
    """Run the flow `audit`."""
    log_to_file()
    with prefect_runtime():
        from flows.audit import audit

        audit(str(db))
