"""Letters from before Unicode on a PDF page. In: a page and its words. Out: the words' text in Unicode.

The font of a word is asked for only on pages whose letters look old: asking costs a call a word.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.read.letters.legacy import Run, look_old, unicode_runs
from pipeline.read.page.words import PlacedWord
from pipeline.read.pdf.chars import HYPHEN
from pipeline.read.pdf.space import PageSpace

_ENOUGH = 3


def in_unicode(page: pdfium.PdfPage, words: Sequence[PlacedWord]) -> list[PlacedWord]:
    """The words with their text in Unicode; raises `LegacyLetters` where it cannot be had."""
    drawn = [word.text for word in words]
    old = look_old(drawn, _ENOUGH)
    if not old and HYPHEN not in "".join(drawn):
        return list(words)
    texts = [text.replace(HYPHEN, "-") for text in (_texts(page, words) if old else drawn)]
    return [word if word.text == text else replace(word, text=text) for word, text in zip(words, texts, strict=True)]


def _texts(page: pdfium.PdfPage, words: Sequence[PlacedWord]) -> list[str]:
    """The words' text by the fonts that they are in."""
    textpage = page.get_textpage()
    space = PageSpace.of(page)
    try:
        # On a page that is turned no font is found, and the letters alone decide.
        fonts = [_font_at(textpage, space.left + w.x0, space.top - (w.top + w.bottom) / 2) for w in words]
    finally:
        textpage.close()
    return unicode_runs([Run(word.text, font) for word, font in zip(words, fonts, strict=True)])


def _font_at(textpage: pdfium.PdfTextPage, x: float, y: float) -> str | None:
    """The name of the font of the character that a word begins with."""
    index = pdfium_c.FPDFText_GetCharIndexAtPos(textpage, x + 0.5, y, 2.0, 2.0)
    if index < 0:
        return None
    name = ctypes.create_string_buffer(256)
    length = pdfium_c.FPDFText_GetFontInfo(textpage, index, name, len(name), None)
    return name.value.decode("utf-8", "replace") if 1 < length <= len(name) else None
