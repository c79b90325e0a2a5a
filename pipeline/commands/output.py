"""How rows leave a command: on the terminal or as a file, with the database's names and codes or in words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from pipeline.commands.options import Command, Named, db_option
from pipeline.display import Display
from pipeline.errors import UsageError, cause_of
from pipeline.language import Bilingual as B

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("table", "csv", "json", "xlsx", "parquet")
_BINARY = ("xlsx", "parquet")


@dataclass(frozen=True, slots=True)
class Out:
    """Where rows go and in what form: --format, --output, and --labels or --codes."""

    form: str
    output: Path | None
    labels: bool | None

    @property
    def on_screen(self) -> bool:
        """Whether it is a table on the terminal."""
        return self.form == "table" and self.output is None

    def named(self) -> str:
        """The form of the file; raises `UsageError` where none is meant, or it cannot be so."""
        from pipeline.query.formats import LABELLED, WRITERS

        form = self.output.suffix.lower().lstrip(".") if self.output else self.form
        if self.form not in ("table", form):
            raise UsageError(
                f"Tệp {self.output} không phải dạng {self.form}. Hãy bỏ --format hoặc đổi đuôi tệp.",
                f"The file {self.output} is not of the format {self.form}. Leave out --format or name the file so.",
            )
        if self.output and (not form or self.output.is_dir()):
            raise UsageError(
                f"{self.output} {'là một thư mục' if self.output.is_dir() else 'không có đuôi tệp'}. Hãy nêu một tệp, ví dụ so-lieu.xlsx.",
                f"{self.output} {'is a folder' if self.output.is_dir() else 'has no suffix'}. Name a file, such as figures.xlsx.",
            )
        if form not in WRITERS:
            known = ", ".join(f".{one}" for one in WRITERS)
            raise UsageError(f"Không ghi được dạng .{form}. Các dạng: {known}.", f".{form} cannot be written. Formats: {known}.")  # fmt: skip
        if self.labels and form not in LABELLED:
            raise UsageError(
                f"Dạng {form} luôn giữ tên cột và mã của cơ sở dữ liệu; --labels dùng với {', '.join(LABELLED)}.",
                f"{form} always keeps the database's names and codes; --labels goes with {', '.join(LABELLED)}.",
            )
        if form in _BINARY and self.output is None and sys.stdout.isatty():
            raise UsageError(f"Hãy ghi dạng {form} ra tệp: --output TỆP.{form}", f"Write {form} to a file: --output FILE.{form}")  # fmt: skip
        return form

    def in_words(self, form: str) -> bool:
        """Whether headings and codes are told in words: as asked, else in the forms that people open."""
        from pipeline.query.formats import speaks

        return speaks(form, self.labels)

    def write(self, data: bytes) -> None:
        """To the file, or the standard output."""
        if self.output:
            write_file(self.output, data)
        else:
            sys.stdout.buffer.write(data)


def output_options(command: Command) -> Command:
    """--format, --output, --labels or --codes of the views, given to the command as `out`; --db and --lang."""

    @wraps(command)
    def with_out(*args: Any, form: str, output: Path | None, labels: bool | None, **others: Any) -> Any:
        return command(*args, out=Out(form, output, labels), **others)

    formats = click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help=B("Định dạng.", "Format."))  # fmt: skip
    file = click.option("--output", type=Named(), help=B("Ghi vào tệp này, theo định dạng của đuôi tệp.", "Write to this file, in the format of its name."))  # fmt: skip
    labels = click.option("--labels/--codes", default=None, help=B("Đầu cột và mã (vai trò, tình trạng ...) bằng lời, hoặc như trong cơ sở dữ liệu. Mặc định: xlsx bằng lời, csv, json và parquet như trong cơ sở dữ liệu.", "Headings and codes (role, state ...) in words, or as the database has them. By default xlsx has words; csv, json and parquet keep the database's."))  # fmt: skip
    return cast("Command", db_option(formats(file(labels(with_out)))))


def emit(
    display: Display,
    frame: pd.DataFrame,
    columns: tuple[str, ...],
    out: Out,
    title: str,
    writers: Mapping[str, Callable[[bool], bytes]] | None = None,
) -> None:
    """A frame to the terminal, or as a file of some format to a file or the standard output; `writers` replaces the writer of
    some formats, each told whether to use words.
    """
    if out.on_screen:
        display.frame(frame, columns)
        return
    from pipeline.query.formats import WRITERS

    form = out.named()
    words = out.in_words(form)
    write = (writers or {}).get(form)
    out.write(write(words) if write else WRITERS[form](frame, title, display.lang, words))


def filled(frame: pd.DataFrame, *columns: str) -> tuple[str, ...]:
    """Those of some columns that any row fills."""
    return tuple(column for column in columns if frame[column].notna().any())


def write_file(path: Path, data: bytes) -> None:
    """Raises `UsageError` where nothing can be written."""
    try:
        path.write_bytes(data)
    except OSError as error:
        vi, en = cause_of(error)
        raise UsageError(f"Không ghi được {path}: {vi}", f"{path} cannot be written: {en}") from error
