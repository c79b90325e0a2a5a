"""The auditor's commands: findings and reports."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.commands.options import db_option
from pipeline.display import Display
from pipeline.errors import ExitCode, UsageError
from pipeline.language import Bilingual as B


@click.command(help=B("Kiểm tra số liệu và in các phát hiện kèm trích dẫn.", "Check the figures and print the findings with quotes."))  # fmt: skip
@click.option("--report", type=click.Path(path_type=Path), help=B("Ghi báo cáo (.html, .xlsx, .json, .csv).", "Write a report (.html, .xlsx, .json, .csv)."))  # fmt: skip
@click.option("--fail-on", type=click.Choice(["error", "warning", "note"]), help=B("Thoát với mã 1 khi có phát hiện từ mức này.", "Exit 1 when there is a finding of this severity or above."))  # fmt: skip
@click.option("--recheck", is_flag=True, help=B("Chạy lại mọi phép kiểm tra.", "Run every check again."))
@db_option
@click.pass_obj
def audit(display: Display, db: Path, report: Path | None, fail_on: str | None, recheck: bool) -> None:
    from pipeline.query.formats import WRITERS
    from pipeline.query.frames import findings

    if report and report.suffix.lstrip(".") not in WRITERS:
        raise UsageError(
            f"Không ghi được báo cáo dạng {report.suffix}.", f"No report can be written as {report.suffix}."
        )
    if recheck:
        from flows.command import run_audit

        run_audit(db)
    frame = findings(db)
    display.findings(frame)
    if report:
        report.write_bytes(WRITERS[report.suffix.lstrip(".")](frame, "vanban audit"))
    levels = ("error", "warning", "note")
    if fail_on and frame["severity"].isin(levels[: levels.index(fail_on) + 1]).any():
        sys.exit(ExitCode.FINDINGS)
