"""The words of the pages in one language: messages by key, and the database's columns, codes and values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from pipeline import labels
from pipeline.records import Lang


@dataclass(frozen=True, slots=True)
class Words:
    """What templates call `t`: `t("home.title")`, `t.cell("vnd", 1000)`."""

    lang: Lang

    def __call__(self, key: str, **values: object) -> str:
        """The message with a key ('home.title' is `title` of messages/home.toml), its {places} filled; whole numbers are grouped."""
        filled = {name: self.number(v) if type(v) is int else v for name, v in values.items()}
        return messages()[key][self.lang == "en"].format_map(filled)

    def either(self, row: Mapping[str, Any], name: str) -> str:
        """The text of a row that has its twin: `name_vi` or `name_en`, or `name` and `name_en`."""
        text = row[f"{name}_en"] if self.lang == "en" else row.get(f"{name}_vi", row.get(name))
        return str(text)

    def column(self, name: str) -> str:
        return labels.column(name, self.lang)

    def part(self, name: str) -> str:
        return labels.part(name, self.lang)

    def fields(self) -> dict[str, str]:
        return labels.fields(self.lang)

    def code(self, kind: str, value: str) -> str:
        return labels.code(kind, value, self.lang)

    def cell(self, name: str, value: Any) -> str:
        return labels.cell(name, value, self.lang)

    def shown(self, name: str, cell: str) -> str:
        """A cell that Datasette has made text already, as `cell` writes it; links stay what they are."""
        if isinstance(cell, Markup) or not cell:
            return cell
        return labels.cell(name, int(cell) if cell in ("0", "1") else cell, self.lang)

    def number(self, value: int) -> str:
        return labels.number(value, self.lang)

    def day(self, text: str | None) -> str:
        return labels.day(text or "", self.lang)


@cache
def messages() -> dict[str, tuple[str, str]]:
    """Every message, Vietnamese and English, by 'file.name'."""
    return {
        f"{path.stem}.{name}": (vi, en)
        for path in sorted((Path(__file__).parent / "messages").glob("*.toml"))
        for name, (vi, en) in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }
