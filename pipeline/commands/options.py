"""Options that commands share, and how a frame leaves: on the terminal or as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.display import Display
from pipeline.errors import UsageError
from pipeline.language import Bilingual as B

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("table", "csv", "json", "xlsx", "parquet")


def lang_option(command: Any) -> Any:
    """--lang; read before the command line is parsed, so that help is in the language asked for."""
    return click.option(
        "--lang", type=click.Choice(["vi", "en"]), expose_value=False, help=B("Ngôn ngữ.", "Language.")
    )(command)


def db_option(command: Any) -> Any:
    """--db, and --lang."""
    return lang_option(
        click.option(
            "--db",
            type=click.Path(path_type=Path),
            default=Path("vanban.db"),
            envvar="VANBAN_DB",
            show_default=True,
            help=B("Tệp cơ sở dữ liệu.", "The database file."),
        )(command)
    )


def output_options(command: Any) -> Any:
    """--format and --output of the views, --db and --lang."""
    command = click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help=B("Định dạng.", "Format."),
    )(command)
    return db_option(
        click.option("--output", type=click.Path(path_type=Path), help=B("Ghi vào tệp này.", "Write to this file."))(
            command
        )
    )


def emit(
    display: Display, frame: pd.DataFrame, columns: tuple[str, ...], form: str, output: Path | None, title: str
) -> None:
    """A frame to the terminal, or as a file of some format to a file or the standard output."""
    if form == "table" and output is None:
        display.frame(frame, columns)
        return
    from pipeline.query.formats import WRITERS

    form = output.suffix.lstrip(".") if output and form == "table" else form
    if form not in WRITERS:
        raise UsageError(f"Không ghi được dạng {form}.", f"Cannot write the format {form}.")
    data = WRITERS[form](frame, title)
    if output:
        output.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
