"""The language of what people read: Vietnamese, or English where asked for or where the locale is English."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import click

if TYPE_CHECKING:
    from pipeline.records import Lang

_CLICK = {
    "Usage:": "Cách dùng:",
    "Options": "Tùy chọn",
    "Commands": "Lệnh",
    "Arguments": "Tham số",
    "Show this message and exit.": "In hướng dẫn này rồi thoát.",
    "Error: {message}": "Lỗi: {message}",
    "Try '{command} {option}' for help.": "Xem hướng dẫn: {command} {option}",
    "No such option: {name}": "Không có tùy chọn {name}",
    "No such option {name!r}.": "Không có tùy chọn {name}.",
    "No such command {name!r}.": "Không có lệnh {name}.",
    "Missing argument": "Thiếu tham số",
    "Missing option": "Thiếu tùy chọn",
    "Missing parameter": "Thiếu tham số",
    "Missing command.": "Thiếu lệnh.",
    "Invalid value: {message}": "Giá trị không hợp lệ: {message}",
    "Invalid value for {param_hint}: {message}": "Giá trị của {param_hint} không hợp lệ: {message}",
    "Option {name!r} requires an argument.": "Tùy chọn {name} cần một giá trị.",
    "Option {name!r} does not take a value.": "Tùy chọn {name} không nhận giá trị.",
    "{value!r} is not a valid {number_type}.": "“{value}” không phải số hợp lệ.",
    "Choose from:\n\t{choices}": "Chọn một trong:\n\t{choices}",
    "{name} {filename!r} does not exist.": "Không có {filename}.",
    "{value} is not in the range {range}.": "{value} không nằm trong khoảng {range}.",
    "{value!r} is not one of {choices}.": "Không có “{value}”. Hãy chọn một trong: {choices}.",
    "{value!r} is not {choice}.": "Không có “{value}”; chỉ có {choice}.",
    "default: {default}": "mặc định: {default}",
    "required": "bắt buộc",
    "(Did you mean one of: {possibilities}?)": "(Có phải: {possibilities}?)",
    "Did you mean {possibility}?": "Có phải {possibility}?",
    "Got unexpected extra argument ({args})": "Thừa tham số ({args})",
    "Aborted!": "Đã dừng.",
}

_METAVARS = {"text": "CHỮ", "integer": "SỐ", "integer range": "SỐ", "float range": "SỐ", "path": "TỆP"}
"""What stands for an option's value in its help, by the name of click's type."""


class Bilingual(str):
    """Vietnamese text that has an English twin, also once click has made a text of its own of it."""

    twins: ClassVar[dict[str, str]] = {}

    def __new__(cls, vi: str, en: str) -> Bilingual:
        cls.twins[vi] = en
        return super().__new__(cls, vi)


def choose(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Lang:
    """The language that a command line and environment ask for."""
    for index, argument in enumerate(arguments):
        if (argument == "--lang" and arguments[index + 1 : index + 2] == ["en"]) or argument == "--lang=en":
            return "en"
        if argument.startswith("--lang"):
            return "vi"
    named = environment.get("VANBAN_LANG")
    locale = next((environment[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(key)), "")
    return "en" if (named or locale).lower().startswith("en") else "vi"


def localise(command: click.Command, lang: Lang) -> None:
    """Put a command's help, and that of all under it, into a language."""
    if lang == "vi":
        command.options_metavar = "[TÙY CHỌN]"
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.metavar is None and not parameter.is_flag:
                parameter.metavar = _METAVARS.get(parameter.type.name)
    else:
        command.help = _english(command.help)
        command.short_help = _english(command.short_help)
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                parameter.help = _english(parameter.help)
            parameter.metavar = _english(parameter.metavar)
    if isinstance(command, click.Group):
        if lang == "vi":
            command.subcommand_metavar = "LỆNH [THAM SỐ]..."
        for inner in command.commands.values():
            localise(inner, lang)


def _english(text: str | None) -> str | None:
    return text if text is None else Bilingual.twins.get(text, text)


def translate_click() -> None:
    """Have click's own messages in Vietnamese; it looks each up through a name `_` in its modules."""

    def vietnamese(message: str) -> str:
        return _CLICK.get(message, message)

    modules: list[Any] = [click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types]
    for module in modules:
        if hasattr(module, "_"):
            module._ = vietnamese
        if hasattr(module, "ngettext"):
            module.ngettext = lambda one, many, count: vietnamese(one if count == 1 else many)
