"""Options that commands share."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from pipeline import labels
from pipeline.errors import UsageError, cause_of
from pipeline.language import Bilingual as B
from pipeline.records.paths import address, tells_a_password

Command = TypeVar("Command", bound=Callable[..., Any])
_DIGITS_OF_A_YEAR = 4
MOST = 2**31 - 1
"""The largest whole number that an option takes where nothing else bounds it."""


class Day(click.ParamType):  # type: ignore[type-arg]
    """A year, a month or a day as its first day, or its last."""

    name = "day"

    def __init__(self, *, last: bool) -> None:
        self.last = last

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from pipeline.query.periods import first_day, last_day

        return (last_day if self.last else first_day)(value)


class Year(click.ParamType):  # type: ignore[type-arg]
    """A year that a calendar has."""

    name = "integer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value).strip()
        if not (text.isdecimal() and len(text) <= _DIGITS_OF_A_YEAR and int(text)):
            raise UsageError(f"'{value}' không phải một năm, ví dụ 2019.", f"'{value}' is no year, such as 2019.")
        return int(text)


class Named(click.Path):
    """A file or folder that has a name: '' would be the folder in which the command runs."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not os.fspath(value):
            raise UsageError("Tên tệp hay thư mục để trống.", "The name of a file or folder is empty.")
        return super().convert(value, param, ctx)


class Finite(click.FloatRange):
    """A number within bounds, and one at that: 'nan' lies within any, 'inf' within some."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        number = super().convert(value, param, ctx)
        if not math.isfinite(number):
            raise UsageError(f"'{value}' không phải số hợp lệ.", f"'{value}' is not a valid number.")
        return number


class KindOfDocument(click.ParamType):  # type: ignore[type-arg]
    """The abbreviation of a kind of document, of that ('qd') or of its name ('quyết định')."""

    name = "kind"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from pipeline.normalize import fold
        from pipeline.query.known import no_kind
        from pipeline.structure.number.docnumber import kind_named
        from pipeline.structure.tables import kind_by_symbol

        kind = kind_by_symbol().get(fold(value)) or kind_named(value)
        if kind is None:
            raise no_kind(value)
        return kind.code


class Coded(click.ParamType):  # type: ignore[type-arg]
    """A code of a column, of that ('allocated' of the role) or of what people call it ('bố trí')."""

    name = "code"

    def __init__(self, of: str) -> None:
        self.of = of

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from pipeline.query.known import no_code

        code = code_said(self.of, value)
        if code is None:
            raise no_code(self.of, value)
        return code


def code_said(kind: str, words: str) -> str | None:
    """The code of a kind that a person's words mean: itself, or its name in either language, with or without diacritics."""
    from pipeline.normalize import fold

    said = fold(" ".join(words.split()))
    known = labels.names_of_codes(kind).items()
    return next((code for code, names in known if said in (code, *map(fold, names))), None)


class Vnd(click.ParamType):  # type: ignore[type-arg]
    """Whole đồng, thousands parted by points or not."""

    name = "vnd"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        from pipeline.store.correctable import whole_vnd

        try:
            return whole_vnd(str(value))
        except ValueError as error:
            raise UsageError(
                f"'{value}' không phải số tiền bằng đồng, ví dụ 1.000.000.000 hoặc 1000000000.",
                f"'{value}' is no amount in đồng, such as 1000000000.",
            ) from error


def refuse_absent(paths: Sequence[Path], *, folders: bool = False) -> None:
    """Raises `UsageError` where a path, on disk or an address, is not there or cannot be reached."""
    from pipeline.read import storage

    absent = []
    for path in paths:
        if tells_a_password(path):
            raise UsageError(
                "Địa chỉ có mật khẩu sẽ bị ghi vào kho. Hãy để mật khẩu trong cấu hình của fsspec (docs/scale.md).",
                "An address with a password would be kept in the archive. Put it into fsspec's settings (docs/scale.md).",
            )
        try:
            there = storage.is_folder(path) or (not folders and (storage.is_file(path) or os.path.lexists(path)))
        except OSError as error:
            name, (vi, en) = address(path), cause_of(error)
            raise UsageError(f"Không mở được {name}: {vi}", f"{name} cannot be opened: {en}") from error
        if not there:
            absent.append(address(path))
    names = ", ".join(absent)
    if absent and folders:
        raise UsageError(f"Không có thư mục: {names}", f"No such folder: {names}")
    if absent:
        raise UsageError(f"Không có tệp hay thư mục: {names}", f"No such file or folder: {names}")


def period_options(of_vi: str, of_en: str) -> Callable[[Command], Command]:
    """--from and --to of a view, with what their days are of; refused where the one comes after the other."""

    def add(asked: Command) -> Command:
        @wraps(asked)
        def in_order(*args: Any, **filters: Any) -> Any:
            first, last = filters["first"], filters["last"]
            if first and last and first > last:
                from_, to = (day.isoformat() for day in (first, last))
                raise UsageError(
                    f"--from ({labels.day(from_, 'vi')}) muộn hơn --to ({labels.day(to, 'vi')}).",
                    f"--from ({from_}) is later than --to ({to}).",
                )
            return asked(*args, **filters)

        command: Command = in_order  # type: ignore[assignment]
        command = click.option("--to", "last", type=Day(last=True), metavar=B("NGÀY", "DAY"), help=B(f"{of_vi} đến hết ngày, tháng hay năm này.", f"{of_en} up to this day, month or year."))(command)  # fmt: skip
        return click.option("--from", "first", type=Day(last=False), metavar=B("NGÀY", "DAY"), help=B(f"{of_vi} từ ngày, tháng hay năm này (15/3/2018, 3/2018, 2018).", f"{of_en} from this day, month or year (2018-03-15, 2018-03, 2018)."))(command)  # fmt: skip

    return add


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
            type=Named(),
            default=Path("vanban.db"),
            envvar="VANBAN_DB",
            show_default=True,
            help=B("Tệp cơ sở dữ liệu.", "The database file."),
        )(command)
    )
