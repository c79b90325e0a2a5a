"""The table that law portals print above a document: 'Số hiệu: 12/QĐ-UBND', 'Ngày ban hành: 5/3/2019'.

What the document's own head states goes before it; a copy that has lost its head still states it here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise

from pipeline.records import Field
from pipeline.structure.alternatives import alternatives
from pipeline.structure.calendar import DAY, day_of
from pipeline.structure.issuer import infer_issuer
from pipeline.structure.number.docnumber import DocumentNumber, find_numbers, kind_named, number_key
from pipeline.structure.openings import Opened, openings_of
from pipeline.structure.tables import DATA, Kind, kind_names

_REACH = 4000
_FEWEST = 3
"""Labels that make a table; fewer are words of the text."""
_LINES = 4
_CELL_ENDS = re.compile(r"[\t\n|]")
_HEAD_ABOVE = re.compile(
    rf"^[ \t|*]*(?:(?:{kind_names()})\s+)?số\s*:\s*\S*\d[^\S\n]?/|độc lập\s*[-–]\s*tự do", re.IGNORECASE | re.MULTILINE
)
"""A letterhead's own line: a table below it lists other documents, or tells what the head has told."""
_PLACE_ONLY = re.compile(r"(?:Tỉnh|Thành phố|Huyện|Quận|Thị xã)\s+\S")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The table's values by field ('number', 'kind', 'issuer', ...), and where it ends; 0 where there is none."""

    values: dict[str, Field] = field(default_factory=dict)
    end: int = 0

    def number(self, text: str) -> DocumentNumber | None:
        """The document's number."""
        told = self.values.get("number")
        return next(find_numbers(text, told.start, told.end), None) if told else None

    def kind(self) -> Kind | None:
        """Its kind."""
        told = self.values.get("kind")
        return kind_named(told.value) if told else None

    def issued_on(self) -> tuple[date | None, tuple[int, int] | None]:
        """Its day and where that stands."""
        told = self.values.get("issued_on")
        day = DAY.match(told.value) if told else None
        return (day_of(day), (told.start, told.start + day.end())) if told and day else (None, None)

    def issuer(self, text: str) -> Field | None:
        """Its issuer; portals name the place alone ('Tỉnh Sông Mẫu') where the number tells the body."""
        told = self.values.get("issuer")
        if told is None or not _PLACE_ONLY.match(told.value):
            return told
        body = infer_issuer(text, self.number(text), None)
        return Field(f"{body.value} {told.value[0].lower()}{told.value[1:]}", told.start, told.end) if body else None


@cache
def _table() -> dict[str, list[str]]:
    labels: dict[str, list[str]] = tomllib.loads((DATA / "form.toml").read_text(encoding="utf-8"))["catalogue"]
    return labels


@cache
def catalogue_labels() -> str:
    """Every label, as a regular expression."""
    return alternatives([label for labels in _table().values() for label in labels])


@cache
def _label() -> Opened:
    """A label before a colon or a cell's end, or alone on its line."""
    pattern = re.compile(rf"(?<!\w)(?P<label>{catalogue_labels()})[ *]*(?::|(?=[\t|\n]))")
    return Opened(pattern)


@cache
def _names() -> dict[str, str]:
    return {" ".join(label.split()): name for name, labels in _table().items() for label in labels}


def read_catalogue(text: str) -> Catalogue:
    """The table at the beginning of a text."""
    labels: list[re.Match[str]] = []
    for match in openings_of(text).find_between(_label(), 0, _REACH + 1):
        if match.end() > _REACH:
            break
        ends_line = not match[0].endswith(":") and text[match.end()] == "\n"
        if ends_line and match.start() and text[match.start() - 1] != "\n":
            continue
        if labels and text.count("\n", labels[-1].end(), match.start()) > _LINES:
            break
        labels.append(match)
    if labels and (columns := _in_columns(text, labels[0].start())):
        return Catalogue() if _of_others(text, labels[0].start(), columns.number(text)) else columns
    if len({match["label"] for match in labels}) < _FEWEST:
        return Catalogue()
    values_told = sum(
        text[match.end() : following.start()].strip(" \t\n:|*") != "" for match, following in pairwise(labels)
    )
    if 2 * values_told < len(labels) - 1:
        return Catalogue()
    values: dict[str, Field] = {}
    end = labels[-1].end()
    for match, following in zip(labels, [*labels[1:], None], strict=True):
        name = _names()[" ".join(match["label"].split())]
        cells = list(_cells(text, match.end(), following.start() if following else None, runs_on=name == "subject"))
        if cells:
            values.setdefault(name, cells[0])
            end = max(end, cells[-1].end)
        if name == "issuer" and len(cells) > 2:
            values.setdefault("signer", cells[-1])
    catalogue = Catalogue(values, end)
    return Catalogue() if _of_others(text, labels[0].start(), catalogue.number(text)) else catalogue


def _in_columns(text: str, start: int) -> Catalogue | None:
    """The table where labels head columns, over the row of one document; several rows list documents."""
    heads, *rows = text[start : start + _REACH].split("\n", 3)[:3]
    names = [_names().get(" ".join(head.split())) for head in _told(heads)]
    if len(names) < _FEWEST or not all(names) or len(rows) < 2 or len(_told(rows[1])) == len(names):
        return None
    cells = list(_cells(text, start + len(heads), None, runs_on=False))
    told = {name: cell for name, cell in zip(names, cells, strict=False) if name}
    return Catalogue(told, cells[-1].end) if len(cells) == len(names) else None


def _told(row: str) -> list[str]:
    """The words of a row's cells."""
    return [cell.strip(" *") for cell in _CELL_ENDS.split(row) if cell.strip(" *")]


def _of_others(text: str, stop: int, number: DocumentNumber | None) -> bool:
    """Whether a letterhead stands above a table; a portal's heading only tells the table's own number: 'Nghị định số: 15/2020/NĐ-CP'."""
    for head in _HEAD_ABOVE.finditer(text, 0, stop):
        told = next(find_numbers(text, head.start(), stop), None) if head[0].endswith("/") else None
        if told is None or number is None or number_key(told.number) != number_key(number.number):
            return True
    return False


def _cells(text: str, start: int, stop: int | None, *, runs_on: bool) -> Iterator[Field]:
    """What a label's row says: the cells of its line, or of the next where its own is empty."""
    while start < len(text) and text[start] in " \t\n:|*":
        start += 1
    line_end = text.find("\n", start)
    last = stop if stop is not None else len(text)
    last = last if runs_on and stop is not None else min(last, line_end if line_end >= 0 else last)
    while start < last:
        cut = None if runs_on else _CELL_ENDS.search(text, start, last)
        end = cut.start() if cut else last
        value = re.sub(r"\s+", " ", text[start:end]).strip(" .;*|")
        if value:
            yield Field(value, start, start + len(text[start:end].rstrip()))
        start = end + 1
