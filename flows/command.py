"""The flows as the command line runs them: in the quiet runtime, with a progress bar."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from flows.crew import CREW
from flows.runners import Options
from flows.runtime import log_to_file
from flows.stopping import Stop
from pipeline.display import Display
from pipeline.terminal import printable

if TYPE_CHECKING:
    from flows.loading import Listener, Report
    from flows.loading import Progress as Step


def run_ingest(display: Display, paths: Sequence[Path], db: Path, options: Options) -> Report:
    """Run an ingest with a bar on the standard error; Ctrl-C and SIGTERM end it in order."""
    log_to_file()
    with suppress(OSError):  # what may not be looked at is told where it is opened
        if options.runner != "dask" and db.parent.is_dir() and not db.exists():
            CREW.prepare()  # a new archive has work: the workers load what they need while this process does
    from flows.ingest import ingest

    return _with_bar(
        display, ("Đang nạp", "Loading"), lambda step, stop: ingest(paths, db, options, listener=step, stop=stop)
    )


def run_recheck(display: Display, db: Path) -> Report:
    """Find the facts of all that is held again, and check them, in the same way; without Prefect, whose start takes seconds."""
    log_to_file()
    from flows.ingest import recheck

    options = Options(os.cpu_count() or 1, "direct")
    return _with_bar(
        display,
        ("Đang kiểm tra lại", "Checking again"),
        lambda step, stop: recheck(db, options, listener=step, stop=stop),
    )


def _with_bar(display: Display, doing: tuple[str, str], work: Callable[[Listener, Stop], Report]) -> Report:
    bar = Progress(
        TextColumn(display.say(*doing)),
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

        return work(step, stop)
