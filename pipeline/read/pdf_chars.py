"""Words of a PDF page with their boxes, from PDFium's characters.

Characters that lie on one another (bold drawn by printing twice) count once: else '400' reads '440000'.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_GAP = 0.22
"""Share of a line's height that parts two words where no space is drawn."""


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word and its box in points from the page's top left.

    Where OCR read it, how sure of it that is (0 to 1), and what a second look at a doubtful figure saw.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float | None = None
    other: str | None = None

    @property
    def height(self) -> float:
        """The height of its line, by the font."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class _Char:
    char: str
    x0: float
    top: float
    x1: float
    bottom: float


def words_of_page(page: pdfium.PdfPage) -> list[PlacedWord]:
    """The words in the order of the page's content."""
    textpage = page.get_textpage()
    try:
        return list(_words(_without_overprint(_chars(textpage, page.get_height()))))
    finally:
        textpage.close()


def _chars(textpage: pdfium.PdfTextPage, height: float) -> Iterator[_Char | None]:
    """Characters with their font-high boxes; None for white space."""
    box = pdfium_c.FS_RECTF()
    pointer = ctypes.byref(box)
    surrogate = 0
    for index in range(pdfium_c.FPDFText_CountChars(textpage)):
        code = pdfium_c.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            surrogate = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((surrogate - 0xD800) << 10) + (code - 0xDC00) if surrogate else 0xFFFD
        surrogate = 0
        char = chr(code)
        if code == 0 or char.isspace() or code == 0xFFFE:
            yield None
            continue
        if not pdfium_c.FPDFText_GetLooseCharBox(textpage, index, pointer):
            continue
        yield _Char(char, box.left, height - box.top, box.right, height - box.bottom)


def _without_overprint(chars: Iterator[_Char | None]) -> Iterator[_Char | None]:
    """Leave out a character that lies on the same one."""
    seen: dict[tuple[str, int, int], list[_Char]] = {}
    for char in chars:
        if char is None:
            yield None
            continue
        size = max(char.bottom - char.top, 1.0)
        column, row = int(char.x0 // size), int(char.top // size)
        near = (
            other
            for x in (column - 1, column, column + 1)
            for y in (row - 1, row, row + 1)
            for other in seen.get((char.char, x, y), ())
        )
        reach = max(min(0.3 * (char.x1 - char.x0), 0.15 * size), 0.3)
        if any(abs(other.x0 - char.x0) < reach and abs(other.top - char.top) < reach for other in near):
            continue
        seen.setdefault((char.char, column, row), []).append(char)
        yield char


def _words(chars: Iterator[_Char | None]) -> Iterator[PlacedWord]:
    run: list[_Char] = []
    for char in chars:
        if run and (char is None or _apart(run[-1], char)):
            yield _word(run)
            run = []
        if char is not None:
            run.append(char)
    if run:
        yield _word(run)


def _apart(last: _Char, char: _Char) -> bool:
    height = max(last.bottom - last.top, char.bottom - char.top, 1.0)
    gap = char.x0 - last.x1
    return gap > _GAP * height or gap < -0.6 * height or abs(char.bottom - last.bottom) > 0.5 * height


def _word(run: list[_Char]) -> PlacedWord:
    return PlacedWord(
        "".join(char.char for char in run),
        min(char.x0 for char in run),
        min(char.top for char in run),
        max(char.x1 for char in run),
        max(char.bottom for char in run),
    )
