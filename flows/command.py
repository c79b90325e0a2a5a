"""The flows as the command runs them: inside the quiet runtime, with a progress bar."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from flows.crew import CREW
from flows.runners import Options
from flows.runtime import log_to_file, prefect_runtime
from flows.stopping import Stop
from pipeline.display import Display, printable

if TYPE_CHECKING:
    from flows.loading import Progress as Step
    from flows.loading import Report


def run_ingest(display: Display, paths: Sequence[Path], db: Path, options: Options) -> Report:
    """Run an ingest with a bar on the standard error; Ctrl-C and SIGTERM end it in order."""
    log_to_file()
    with suppress(OSError):  # what may not be looked at is told where it is opened
        if options.runner != "dask" and db.parent.is_dir() and not db.exists():
            CREW.prepare()  # a new archive has work: the workers load what they need while this process does
    from flows.ingest import ingest

    bar = Progress(
        TextColumn(display.say("Đang nạp", "Loading")),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[left]}"),
        TextColumn("[dim]{task.fields[last]}[/]"),
        console=display.err,
        disable=not display.err.is_terminal,
        transient=True,
    )
    stop = Stop()
    with stop.heard(), bar:
        job = bar.add_task("", total=None, last="", left="")

        def step(progress: Step) -> None:
            name = escape(printable(Path(progress.last).name)[-40:])
            left = "" if progress.seconds is None else display.time_left(progress.seconds)
            bar.update(job, completed=progress.done, total=progress.total, last=name, left=left)

        return ingest(paths, db, options, listener=step, stop=stop)


def run_audit(db: Path) -> None:
    """Run the flow `audit`."""
    log_to_file()
    with prefect_runtime():
        from flows.audit import audit

        audit(str(db))
