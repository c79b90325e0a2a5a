"""The database's columns, codes and values as people read them, in both languages.

The words stand in `labels.toml`.
"""

from __future__ import annotations

import re
import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.records import Lang

_FILE = re.compile(r"^.*[/\\\\](?P<name>[^/\\\\]+\.\w{2,5})$")
"""Of a document without a number, which is known by its file; the folder is told with the document itself."""
_CUT, _FEW = 100, 4
"""Letters and words of the shortest quote that can have been cut on both sides."""
_VND = re.compile(r"(\d+)(?:\.\.(\d+))? VND")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_FIGURES = (
    "fiscal_year", "year", "page", "mentions", "amounts", "tested", "holds", "within", "fails", "cannot_tell", "in_documents", "projects", "sources",
    "added", "replaced", "unchanged", "duplicates", "refused", "seconds", "findings", "relations",
)  # fmt: skip
_NAMES = ("document", "file", "documents", "example", "replaced_by", "told_in", "may_be_told_in", "counted_in")
_FLAGS = (
    "held", "placed", "old_version", "counted", "counted_by_fund", "counted_by_place", "newest", "is_new", "differs",
)  # fmt: skip
_KINDS = {"account": "fund_kind", "state": "role", "table": "", "value": ""}
"""Columns whose codes are told by another's words, or in a way of their own (`cell`)."""
_YES_OR_NO = {"vi": ("không", "có"), "en": ("no", "yes")}


def _moment(text: str, lang: Lang) -> str:
    """An ISO moment to the minute, by this machine's clock: the database has it in UTC."""
    moment = datetime.fromisoformat(text).astimezone()
    return f"{day(moment.date().isoformat(), lang)} {moment:%H:%M}"


def column(name: str, lang: Lang) -> str:
    """The heading of a column; its own name where it has none."""
    return _said(_labels()["columns"].get(name), lang) or name


def fields(lang: Lang) -> dict[str, str]:
    """The fields of a document's head with their names, in the order in which they are shown."""
    return {name: pair[lang == "en"] for name, pair in _labels()["fields"].items()}


def part(name: str, lang: Lang) -> str:
    """The heading of a part of a document: its outline, amounts ..."""
    return _said(_labels()["parts"].get(name), lang) or name


def code(kind: str, value: str, lang: Lang) -> str:
    """A code ('allocated' of the kind 'role') in words; the code itself where it has none."""
    return _said(_labels()["values"].get(kind, {}).get(value), lang) or value


def names_of_codes(kind: str) -> dict[str, list[str]]:
    """The codes of a kind, each with its names in both languages."""
    known: dict[str, list[str]] = _labels()["values"].get(kind, {})
    return known


def codes(kind: str, lang: Lang) -> str:
    """All codes of a kind, each with its name: 'allocated (bố trí)', in English the codes alone."""
    known = names_of_codes(kind).items()
    return ", ".join(code_ if lang == "en" else f"{code_} ({names[0]})" for code_, names in known)


def cell(name: str, value: Any, lang: Lang) -> str:
    """A value of a column, from a row or a frame, as this language writes it; '' where there is none."""
    if value is None or str(value) in ("<NA>", "NaT", "nan"):
        return ""
    if name.endswith("vnd"):
        return number(int(value), lang)
    if hasattr(value, "strftime"):
        return str(value.strftime("%Y-%m-%d" if lang == "en" else "%d/%m/%Y"))
    if name == "table":
        return part(str(value), lang)
    if name == "quote":
        return excerpt(str(value))
    if name == "seconds":
        return f"{float(value):.1f}" if lang == "en" else f"{float(value):.1f}".replace(".", ",")
    if name.endswith("_at") or name in ("when", "first_seen"):
        return _moment(str(value), lang)
    if name == "confidence":
        return f"{value:.2f}" if lang == "en" else f"{value:.2f}".replace(".", ",")
    if name in _NAMES and not isinstance(value, int):
        return ", ".join(map(document, str(value).split(", ")))
    if name in _FLAGS:
        return "✓" if value else "–"
    if name == "value":
        return _doubted(str(value), lang)
    if kind := _KINDS.get(name):
        return code(kind, str(value), lang)
    if name in _labels()["values"]:
        return code(name, str(value), lang)
    return day(str(value), lang) if name == "day" or name.endswith(("issued_on", "_day")) else str(value)


def is_coded(name: str) -> bool:
    """Whether a column holds codes, or what is yes or no."""
    return name in _FLAGS or name in _KINDS or name in _labels()["values"]


def cell_of_file(name: str, value: Any, lang: Lang) -> str | None:
    """A coded value as a spreadsheet holds it, in words; None where there is none."""
    told = cell(name, value, lang)
    return (_YES_OR_NO[lang][bool(value)] if name in _FLAGS else told) if told else None


def document(name: str) -> str:
    """A document's number as it is; one without is called by its file without the folder."""
    return _FILE.sub(r"\g<name>", name)


def _doubted(text: str, lang: Lang) -> str:
    """A value of the queue: money in groups, a correction's column and code in words; any other as it is."""
    if money := _VND.fullmatch(text):
        told = "..".join(number(int(vnd), lang) for vnd in filter(None, money.groups()))
        return f"VND {told}" if lang == "en" else f"{told} đồng"
    name, equals, value = text.partition(" = ")
    return f"{column(name, lang)} = {cell(name, value, lang)}" if equals and name.isidentifier() else text


def excerpt(quote: str) -> str:
    """A quote that was cut at some letter as one cut between words."""
    words = quote.split(" ")
    return f"…{' '.join(words[1:-1])}…" if len(quote) > _CUT and len(words) > _FEW else quote


def is_figure(name: str) -> bool:
    """Whether a column's values are figures, which stand to the right."""
    return name.endswith("vnd") or name in _FIGURES


def number(value: int, lang: Lang) -> str:
    """A whole number in groups of three digits."""
    grouped = f"{value:,}"
    return grouped if lang == "en" else grouped.replace(",", ".")


def day(text: str, lang: Lang) -> str:
    """An ISO day as this language writes it; any other text as it is."""
    match = _ISO_DAY.fullmatch(text)
    return f"{match[3]}/{match[2]}/{match[1]}" if match and lang == "vi" else text


def _said(pair: list[str] | None, lang: Lang) -> str | None:
    return pair[lang == "en"] if pair else None


@cache
def _labels() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "labels.toml").read_text(encoding="utf-8"))
