"""Letters from before Unicode on a PDF page. In: a page and its words. Out: the words' text in Unicode.

The font of a word is asked for only on pages whose letters look old: asking costs a call a word.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Protocol

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.read.letters import Run, looks_old, unicode_runs

_ENOUGH = 3


class BoxedWord(Protocol):
    """A word and its box in points from the page's top left."""

    @property
    def text(self) -> str: ...
    @property
    def x0(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def bottom(self) -> float: ...


def unicode_texts(page: pdfium.PdfPage, words: Sequence[BoxedWord]) -> list[str]:
    """The text of each word; raises `LegacyLetters` where it cannot be had."""
    texts = [word.text for word in words]
    if sum(map(looks_old, texts)) < _ENOUGH:
        return texts
    textpage = page.get_textpage()
    try:
        fonts = [_font_at(textpage, word.x0, page.get_height() - (word.top + word.bottom) / 2) for word in words]
    finally:
        textpage.close()
    return unicode_runs([Run(text, font) for text, font in zip(texts, fonts, strict=True)])


def _font_at(textpage: pdfium.PdfTextPage, x: float, y: float) -> str | None:
    """The name of the font of the character that a word begins with."""
    index = pdfium_c.FPDFText_GetCharIndexAtPos(textpage, x + 0.5, y, 2.0, 2.0)
    if index < 0:
        return None
    name = ctypes.create_string_buffer(256)
    length = pdfium_c.FPDFText_GetFontInfo(textpage, index, name, len(name), None)
    return name.value.decode("utf-8", "replace") if 1 < length <= len(name) else None
