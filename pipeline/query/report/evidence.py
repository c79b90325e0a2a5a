"""The words that prove a finding: quoted with what stands around them, and drawn on their page."""

from __future__ import annotations

import base64
import io
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageDraw

from pipeline.query.originals import DRAWN, Box, PageWords, original, page_picture
from pipeline.read.formats import PDF

_AROUND = 160
_MARGIN_POINTS = 36
_SCALE = 1.6
_BOX = (200, 30, 30)
_original = lru_cache(maxsize=4)(original)
"""The findings of one document follow one another."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A line of a document, or what of it stands around the evidence; each piece with whether it is evidence."""

    document_id: str
    document: str
    page: int
    start: int
    end: int
    pieces: list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Term:
    """A figure of a finding's arithmetic: its words and what they come to in đồng."""

    words: str
    vnd: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A strip of a page with words boxed, as a data URI of a PNG."""

    document: str
    page: int
    uri: str


@dataclass(frozen=True, slots=True)
class _Row:
    document_id: str
    document: str
    path: Path
    sha256: str
    media_type: str
    text: str
    page: int
    width: float | None
    height: float | None
    start: int
    end: int
    page_words: str | None
    vnd: int | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that evidence stands on, of a file that can be drawn, with the boxes of its words; sizes in points."""

    document_id: str
    document: str
    path: Path
    sha256: str
    media_type: str
    page: int
    width: float
    height: float
    boxes: list[Box]

    @property
    def strip(self) -> tuple[float, float]:
        """The top and the bottom of what is shown of the page, across its whole width."""
        upper = min(box[1] for box in self.boxes) - _MARGIN_POINTS
        lower = max(box[3] for box in self.boxes) + _MARGIN_POINTS
        return max(0.0, upper), min(self.height, lower)


@dataclass(frozen=True, slots=True)
class Proof:
    """All that proves a finding, in the order in which the finding names its evidence."""

    quotes: list[Quote]
    terms: list[Term]
    sheets: list[Sheet]


def proof_of(connection: sqlite3.Connection, key: str) -> Proof:
    """The quotes of the finding with a key, its figures, and each page that can be drawn."""
    rows = [_Row(r[0], r[1], Path(r[2]), *r[3:]) for r in connection.execute(_EVIDENCE, [key])]
    lines: dict[tuple[str, int], list[_Row]] = {}
    for row in rows:
        lines.setdefault((row.document_id, row.text.rfind("\n", 0, row.start)), []).append(row)
    terms = [Term(row.text[row.start : row.end], row.vnd) for row in rows if row.vnd is not None]
    return Proof([_quote(sorted(line, key=lambda r: r.start)) for line in lines.values()], terms, list(_sheets(rows)))


def _quote(line: Sequence[_Row]) -> Quote:
    """A line with its evidence marked, cut where it runs on for long."""
    text, position = line[0].text, line[0].start
    begin = max(text.rfind("\n", 0, position) + 1, position - _AROUND)
    pieces = [(text[begin:position], False)]
    for row in line:
        pieces += [(text[position : row.start], False), (text[max(position, row.start) : row.end], True)]
        position = max(position, row.end)
    after = text[position : position + _AROUND].partition("\n")[0]
    shown = [piece for piece in (*pieces, (after, False)) if piece[0]]
    return Quote(line[0].document_id, line[0].document, line[0].page, line[0].start, line[0].end, shown)


_EVIDENCE = """
SELECT d.id, coalesce(d.number, d.source_path), d.source_path, d.sha256, d.media_type, d.text, p.page, p.width, p.height, e."start",
  e."end", p.words, (SELECT max(a.vnd) FROM amounts a WHERE a.document_id = d.id AND a."start" = e."start" AND a."end" = e."end")
FROM findings f JOIN finding_evidence e ON e.finding_id = f.id JOIN documents d ON d.id = e.document_id
JOIN pages p ON p.document_id = d.id AND e."start" >= p."start" AND e."start" < p."end"
WHERE f.fingerprint = ? ORDER BY e.position
"""


def _sheets(rows: Sequence[_Row]) -> Iterator[Sheet]:
    """Each page that evidence stands on, where its words have places."""
    pages: dict[tuple[str, int], list[_Row]] = {}
    for row in rows:
        if row.page_words and row.width and row.height and row.media_type in DRAWN:
            pages.setdefault((row.document_id, row.page), []).append(row)
    for (id_, page), group in sorted(pages.items()):
        one, words = group[0], PageWords(group[0].page_words)
        boxes = [box for row in sorted(group, key=lambda r: r.start) for box in words.boxes(row.start, row.end)]
        if boxes:
            size = one.width or 0.0, one.height or 0.0
            yield Sheet(id_, one.document, one.path, one.sha256, one.media_type, page, *size, boxes)


def picture_of(sheet: Sheet) -> Picture | None:
    """A sheet's strip of a PDF, drawn; None where its file is not what it was."""
    data = _original(sheet.path, sheet.sha256) if sheet.media_type == PDF else None
    if not data:
        return None
    png = _strip(data, sheet)
    return Picture(sheet.document, sheet.page, "data:image/png;base64," + base64.b64encode(png).decode("ascii"))


def _strip(data: bytes, sheet: Sheet) -> bytes:
    """The part of a page that holds the boxes, as a PNG."""
    image = page_picture(data, PDF, sheet.page, _SCALE)
    draw = ImageDraw.Draw(image)
    for x0, top, x1, bottom in sheet.boxes:
        draw.rectangle([side * _SCALE for side in (x0 - 2, top - 1, x1 + 2, bottom + 1)], outline=_BOX, width=2)
    upper, lower = (int(side * _SCALE) for side in sheet.strip)
    buffer = io.BytesIO()
    image.crop((0, upper, image.width, min(lower, image.height))).quantize(64).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
