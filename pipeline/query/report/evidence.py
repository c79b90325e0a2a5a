"""The words that prove a finding: quoted with what stands around them, and drawn on their page."""

from __future__ import annotations

import base64
import io
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageDraw

from pipeline.query.originals import Box, PageWords, original, page_picture
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

    document: str
    page: int
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
    start: int
    end: int
    page_words: str | None
    vnd: int | None


@dataclass(frozen=True, slots=True)
class Proof:
    """All that a report shows for a finding, in the order in which the finding names its evidence."""

    quotes: list[Quote]
    terms: list[Term]
    pictures: list[Picture]


def proof_of(connection: sqlite3.Connection, key: str) -> Proof:
    """The quotes of the finding with a key, its figures, and a picture of each page that can be drawn."""
    rows = [_Row(r[0], r[1], Path(r[2]), *r[3:]) for r in connection.execute(_EVIDENCE, [key])]
    lines: dict[tuple[str, int], list[_Row]] = {}
    for row in rows:
        lines.setdefault((row.document_id, row.text.rfind("\n", 0, row.start)), []).append(row)
    terms = [Term(row.text[row.start : row.end], row.vnd) for row in rows if row.vnd is not None]
    return Proof([_quote(sorted(line, key=lambda r: r.start)) for line in lines.values()], terms, list(_pictures(rows)))


def _quote(line: Sequence[_Row]) -> Quote:
    """A line with its evidence marked, cut where it runs on for long."""
    text, position = line[0].text, line[0].start
    begin = max(text.rfind("\n", 0, position) + 1, position - _AROUND)
    pieces = [(text[begin:position], False)]
    for row in line:
        pieces += [(text[position : row.start], False), (text[max(position, row.start) : row.end], True)]
        position = max(position, row.end)
    after = text[position : position + _AROUND].partition("\n")[0]
    return Quote(line[0].document, line[0].page, [piece for piece in (*pieces, (after, False)) if piece[0]])


_EVIDENCE = """
SELECT d.id, coalesce(d.number, d.source_path), d.source_path, d.sha256, d.media_type, d.text, p.page, e."start",
  e."end", p.words, (SELECT max(a.vnd) FROM amounts a WHERE a.document_id = d.id AND a."start" = e."start" AND a."end" = e."end")
FROM findings f JOIN finding_evidence e ON e.finding_id = f.id JOIN documents d ON d.id = e.document_id
JOIN pages p ON p.document_id = d.id AND e."start" >= p."start" AND e."start" < p."end"
WHERE f.fingerprint = ? ORDER BY e.position
"""


def _pictures(rows: Sequence[_Row]) -> Iterator[Picture]:
    """One picture for each page that the evidence stands on, where its file is still what it was."""
    drawn = [row for row in rows if row.page_words and row.media_type == PDF]
    for (_, page), group in groupby(
        sorted(drawn, key=lambda r: (r.document_id, r.page, r.start)), key=lambda r: (r.document_id, r.page)
    ):
        spoken = list(group)
        words = PageWords(spoken[0].page_words)
        boxes = [box for row in spoken for box in words.boxes(row.start, row.end)]
        data = _original(spoken[0].path, spoken[0].sha256)
        if data and boxes:
            png = _strip(data, page, boxes)
            yield Picture(spoken[0].document, page, "data:image/png;base64," + base64.b64encode(png).decode("ascii"))


def _strip(data: bytes, number: int, boxes: Sequence[Box]) -> bytes:
    """The part of a page that holds some boxes, across its whole width, as a PNG."""
    image = page_picture(data, PDF, number, _SCALE)
    draw = ImageDraw.Draw(image)
    for x0, top, x1, bottom in boxes:
        draw.rectangle([side * _SCALE for side in (x0 - 2, top - 1, x1 + 2, bottom + 1)], outline=_BOX, width=2)
    upper = max(0, int((min(box[1] for box in boxes) - _MARGIN_POINTS) * _SCALE))
    lower = min(image.height, int((max(box[3] for box in boxes) + _MARGIN_POINTS) * _SCALE))
    buffer = io.BytesIO()
    image.crop((0, upper, image.width, lower)).quantize(64).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
