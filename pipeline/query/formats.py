"""Frames as files: CSV, JSON, XLSX, HTML, Parquet. Text that a spreadsheet would run as a formula is defused."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from html import escape
from typing import Any

import pandas as pd
from openpyxl.utils import get_column_letter

from pipeline.query.evidence import LINK
from pipeline.query.in_words import headings, in_words
from pipeline.records import Lang

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[-+]\d[\d.,]*%?")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What XML, and so XLSX, cannot hold."""
_MONEY = "#,##0"
_DAY = "DD/MM/YYYY"
_DAYS = ("issued_on", "day")
"""How the columns of days end."""
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOST_LINKS = 65_530
"""Excel opens no sheet of more hyperlinks."""


def to_csv(frame: pd.DataFrame, _title: str, lang: Lang = "vi", words: bool = False) -> bytes:
    """UTF-8 with a mark, so that Excel reads the letters."""
    safe, titles = _told(frame, lang, words)
    return safe.to_csv(index=False, header=titles, date_format="%Y-%m-%d").encode("utf-8-sig")


def to_json(frame: pd.DataFrame, _title: str, _lang: Lang = "vi", _words: bool = False) -> bytes:
    """A list of objects; days as ISO text."""
    plain = frame.copy()
    for column in plain.columns:
        if pd.api.types.is_datetime64_any_dtype(plain[column]):
            plain[column] = plain[column].dt.strftime("%Y-%m-%d")
    return (plain.to_json(orient="records", force_ascii=False, indent=2) + "\n").encode()


def to_xlsx(
    frame: pd.DataFrame,
    title: str,
    lang: Lang = "vi",
    words: bool = False,
    more: Mapping[str, pd.DataFrame] | None = None,
) -> bytes:
    """A sheet of the rows, then those of `more` by name, widths fitted, money as numbers; the last says what was
    asked and when.
    """
    buffer = io.BytesIO()
    data, about = ("Data", "About") if lang == "en" else ("Dữ liệu", "Thông tin")
    asked = pd.DataFrame({"vanban": [title, datetime.now().astimezone().isoformat(timespec="seconds"), len(frame)]})
    with pd.ExcelWriter(buffer, engine="openpyxl") as writer:
        for name, rows in {data: frame, **(more or {})}.items():
            _write_sheet(writer, name, *_told(rows, lang, words))
        asked.to_excel(writer, sheet_name=about, index=False)
    return buffer.getvalue()


def _write_sheet(writer: pd.ExcelWriter[Any], name: str, frame: pd.DataFrame, titles: list[str]) -> None:
    frame.to_excel(writer, sheet_name=name, index=False, header=titles)
    sheet = writer.sheets[name]
    sheet.freeze_panes = "A2"
    for index, (column, title) in enumerate(zip(frame.columns, titles, strict=True), 1):
        widest = max([len(title), *(len(str(cell)) for cell in frame[column].head(500))])
        sheet.column_dimensions[get_column_letter(index)].width = min(widest + 2, 70)
        if str(column).endswith(("vnd", "vnd_high")):
            for (cell,) in sheet.iter_rows(min_row=2, min_col=index, max_col=index):
                cell.number_format = _MONEY
        if str(column).endswith(_DAYS):
            for (cell,) in sheet.iter_rows(min_row=2, min_col=index, max_col=index):
                cell.value, cell.number_format = _as_day(cell.value), _DAY
        if column == LINK:
            for (cell,) in sheet.iter_rows(
                min_row=2, min_col=index, max_col=index, max_row=min(sheet.max_row, _MOST_LINKS + 1)
            ):
                cell.hyperlink, cell.style = cell.value, "Hyperlink"


def _as_day(value: Any) -> Any:
    """ISO text as the day that a spreadsheet sorts and filters by; what is none stays what it is."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and _ISO_DAY.fullmatch(value) else value
    except ValueError:
        return value


def to_html(frame: pd.DataFrame, title: str, lang: Lang = "vi", words: bool = False) -> bytes:
    """A page with one table; what documents say is escaped."""
    told = in_words(frame, lang) if words else frame
    table = told.set_axis(headings(told, lang) if words else told.columns, axis=1).to_html(
        index=False, escape=True, border=0, na_rep=""
    )
    style = "body{font-family:sans-serif;margin:2em}td,th{text-align:left;vertical-align:top;padding:.3em .6em;border-bottom:1px solid #ccc}"
    page = f"<!doctype html><html lang={lang}><meta charset=utf-8><title>{escape(title)}</title><style>{style}</style>{table}</html>\n"
    return page.encode()


def to_parquet(frame: pd.DataFrame, _title: str, _lang: Lang = "vi", _words: bool = False) -> bytes:
    """Columns with their types."""
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False)
    return buffer.getvalue()


WRITERS: dict[str, Callable[[pd.DataFrame, str, Lang, bool], bytes]] = {
    "csv": to_csv,
    "json": to_json,
    "xlsx": to_xlsx,
    "html": to_html,
    "parquet": to_parquet,
}
"""Format -> writer of a frame under a title, for a reader of some language, headings and codes in words or not."""
FOR_PEOPLE = ("xlsx", "html")
"""Formats that have words unless told otherwise; programs read the others, by the database's names and codes."""
LABELLED = ("csv", *FOR_PEOPLE)
"""Formats that can have words."""


def speaks(form: str, asked: bool | None = None) -> bool:
    """Whether a format has headings and codes in words: as asked, else where people read it."""
    return form in FOR_PEOPLE if asked is None else asked


def _told(frame: pd.DataFrame, lang: Lang, words: bool) -> tuple[pd.DataFrame, list[str]]:
    """What is written of a frame, defused, and the heading of each column."""
    safe = _defused(in_words(frame, lang) if words else frame)
    return safe, headings(safe, lang) if words else [str(column) for column in safe.columns]


def _defused(frame: pd.DataFrame) -> pd.DataFrame:
    """Text cells and headings that begin like a formula get an apostrophe before them; numbers stay numbers, also as text."""

    def defuse(cell: Any) -> Any:
        if not isinstance(cell, str):
            return cell
        text = _UNSEEN.sub("\ufffd", cell)
        return "'" + text if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text

    safe = frame.rename(columns=defuse)
    for column in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[column]) and not pd.api.types.is_datetime64_any_dtype(safe[column]):
            safe[column] = safe[column].map(defuse)
    return safe
