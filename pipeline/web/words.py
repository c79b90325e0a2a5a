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

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class Words:
    """What templates call `t`: `t("home.title")`, `t.cell("vnd", 1000)`."""

    lang: Lang

    def __call__(self, key: str, **values: object) -> str:
        """The message with a key ('home.title' is `title` of messages/home.toml), its {places} filled; whole numbers are
        grouped. A third text is the English of a `count` of one.
        """
        filled = {name: self.number(v) if type(v) is int else v for name, v in values.items()}
        vi, *english = messages()[key]
        text = vi if self.lang == "vi" else english[-1] if values.get("count") == 1 else english[0]
        return text.format_map(filled)

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

    def month(self, day: str, with_year: bool) -> str:
        """The month of an ISO day."""
        name = f"Tháng {int(day[5:7])}" if self.lang == "vi" else _MONTHS[int(day[5:7]) - 1]
        return name if not with_year else f"{name} năm {day[:4]}" if self.lang == "vi" else f"{name} {day[:4]}"

    def day(self, text: str | None) -> str:
        return labels.day(text or "", self.lang)


@cache
def messages() -> dict[str, tuple[str, ...]]:
    """Every message, Vietnamese, English and, where it differs, English of one, by 'file.name'."""
    return {
        f"{path.stem}.{name}": tuple(texts)
        for path in sorted((Path(__file__).parent / "messages").glob("*.toml"))
        for name, texts in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }
