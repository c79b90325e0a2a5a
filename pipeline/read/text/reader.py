"""Plain text. In: bytes in UTF-8, UTF-16, UTF-32, Windows-1258, an encoding from before Unicode or another that
is certain. Out: a page for each form feed, without its number (`page_numbers.py`), its paragraphs in one line each
(`wrapped.py`), its tables (`tables.py`); other runs of three spaces and more, which stand for columns, become tabs.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator

from charset_normalizer import from_bytes

from pipeline.read.blocks import Grid, Line, Piece, page_of
from pipeline.read.letters.legacy import Run, unicode_runs
from pipeline.read.letters.syllables import fluency
from pipeline.read.page_numbers import without_page_numbers
from pipeline.read.refusals import LegacyLetters, UnknownEncoding
from pipeline.read.text.sides import text_sides
from pipeline.read.text.tables import text_tables
from pipeline.read.wrapped import joined, wrapping_of
from pipeline.records import Reading

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COLUMNS = re.compile(r"(?<=\S)[ \u00a0]{3,}(?=\S)|(?<=\S)[ \u00a0]*\t[ \t\u00a0]*(?=\S)")
_CONTROL_SHARE = 0.02
_WINDOWS_1252 = [bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]
_SAMPLE = 100_000


def read_text(data: bytes) -> Reading:
    """The text of a file; raises `UnknownEncoding` or `LegacyLetters`."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    text = unicode_runs([Run(text)])[0]
    pages = without_page_numbers(text.rstrip("\f").split("\f"))
    return Reading(tuple(page_of(text_blocks(page), number) for number, page in enumerate(pages, 1)), "native")


def text_blocks(text: str) -> Iterator[Line | Grid]:
    """The paragraphs and tables of a text's lines."""
    lines = unicodedata.normalize("NFC", text).removesuffix("\n").split("\n")
    tables = {table.start: table for table in text_tables(lines)}
    flow = list(lines)
    for table in tables.values():
        flow[table.start : table.end] = [""] * (table.end - table.start)
    sides = {one.start: one for one in text_sides(flow)}
    for one in sides.values():
        flow[one.start : one.end] = [""] * (one.end - one.start)
    wrapping = wrapping_of(flow)
    start = 0
    for at in (*sorted((*tables, *sides)), len(lines)):
        for line in joined(flow[start:at], wrapping):
            yield Line((Piece(_COLUMNS.sub("\t", line)),))
        if at in tables:
            yield tables[at].grid
            start = tables[at].end
        elif at in sides:
            yield from (Line((Piece(line),)) for line in sides[at].lines)
            start = sides[at].end


def decode(data: bytes) -> str:
    """Bytes as text: by their mark, as UTF-8, by their zeros, else as what reads as Vietnamese or is detected."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding) or _refuse()
    for encoding in ("utf-8", *_wide(data)):
        text = _strict(data, encoding)
        if text is not None and _is_text(text):
            return text
    best = from_bytes(data).best()
    windows = "".join(map(_WINDOWS_1252.__getitem__, data))
    guesses = [windows, _strict(data, "cp1258"), _strict(data, best.encoding) if best is not None else None]
    texts = [text for text in guesses if text is not None and _is_text(text)]
    # Vietnamese in its own code page, or in letters from before Unicode; else as another language is read.
    return max(texts, key=_fluency, default="") or _refuse()


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _fluency(text: str) -> int:
    """How much of it reads as Vietnamese, when letters from before Unicode are turned into it."""
    try:
        return max(fluency(unicode_runs([Run(text[:_SAMPLE])])[0]), 0)
    except LegacyLetters:
        return 0


def _wide(data: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark has zeros in every other byte of its spaces and digits."""
    head = data[:4000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) / 10:
        return ()
    return ("utf-16-le",) if odd > even else ("utf-16-be",)


def _is_text(text: str) -> bool:
    """Not binary: hardly any control characters."""
    controls = sum(1 for char in text if unicodedata.category(char) in ("Cc", "Cn", "Co") and char not in "\t\n\r\f\v")
    return controls <= len(text) * _CONTROL_SHARE


def _refuse() -> str:
    raise UnknownEncoding
