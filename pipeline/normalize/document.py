"""Pages joined into one text: offsets of words and cells carried over, sentences joined across pages."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from pipeline.normalize.cleaning import Cleaned, clean
from pipeline.normalize.letters import LOWER, UPPER
from pipeline.records import Cell, Page, PageSpan, Reading, Table, Text, Words

_UNFINISHED = re.compile(r"[^.;:!?…\s]$")
_CONTINUES = re.compile(rf"[{LOWER}\d](?![.)/])")
_MAY_CONTINUE = re.compile(
    rf"(?!(?:Điều|Chương|Mục|Phần|Phụ|Biểu|Căn|Xét|Theo|Nơi|Kính)\b)[{UPPER}][{LOWER}]+\b(?![.)/])"
)
"""How a sentence goes on over a page's end whose last line is full."""
_SIGNED = re.compile(rf"\n[^\S\n]*\n[^\S\n]*[{UPPER}]\w+(?: [{UPPER}]\w+){{1,4}}$")
"""A name alone at a page's end, after which no sentence goes on, though a legacy font has made the next title small."""
_LONGEST_NAME = 80


def normalize(reading: Reading) -> Text:
    """The document's text and where its pages stand in it; pages tile the text."""
    spans: list[PageSpan] = []
    texts: list[str] = []
    start = 0
    cleaned = [clean(page.text) for page in reading.pages]
    for index, (page, clear) in enumerate(zip(reading.pages, cleaned, strict=True)):
        lead = len(clear.text) - len(clear.text.lstrip("\n"))
        body = clear.text.strip("\n")
        following = next((later.text.strip("\n") for later in cleaned[index + 1 :] if later.text.strip()), None)
        end = start + len(body)
        if body and following is not None:
            goes_on = not _ends_in_table(page) and (
                _CONTINUES.match(following) or (_is_open(page) and _MAY_CONTINUE.match(following))
            )
            signed = _SIGNED.search(body, max(0, len(body) - _LONGEST_NAME))
            body += " " if goes_on and not signed and _UNFINISHED.match(body[-1]) else "\n"
        texts.append(body)
        spans.append(_span(page, clear, start - lead, start, start + len(body), end))
        start += len(body)
    return Text("".join(texts), tuple(spans), reading.text_source)


def _is_open(page: Page) -> bool:
    """Whether a drawn page ends in the midst of a paragraph, as its reader saw: without a line's end."""
    return page.width is not None and not page.text.endswith("\n")


def _ends_in_table(page: Page) -> bool:
    """Whether a page's last words are those of a table, whose rows go on in rows."""
    return bool(page.tables) and not page.text[page.tables[-1].end :].strip()


def _span(page: Page, clear: Cleaned, shift: int, start: int, end: int, text_end: int) -> PageSpan:
    def at(offset: int) -> int:
        return min(max(clear.offset(offset) + shift, start), text_end)

    words = Words.of(page.words)
    return PageSpan(
        number=page.number,
        start=start,
        end=end,
        width=page.width,
        height=page.height,
        words=Words(np.clip(clear.offsets(words.offsets) + shift, start, text_end), words.boxes, words.readings),
        tables=tuple(
            Table(at(t.start), at(t.end), tuple(_cell(c, at(c.start), at(c.end)) for c in t.cells), t.box)
            for t in page.tables
        ),
        ocr_confidence=page.ocr_confidence,
    )


def _cell(cell: Cell, start: int, end: int) -> Cell:
    return replace(cell, start=start, end=end)
