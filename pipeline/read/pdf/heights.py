"""Boxes of characters as high as their font, where a file does not say how high that is.

LibreOffice writes fonts whose ascent and descent are 0. PDFium then guesses both from letters that may not be in the
font, or is left with the ink of each letter: a digit after a comma looks raised, and a line has no height of its own.
"""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.read.pdf.calls import address, text_object

_ASCENT, _DESCENT = 0.89, 0.22
"""Shares of the font's size above and below the line, those of Times New Roman."""
_UNEVEN = 0.05
"""Share of neighbours on a line whose boxes end at different heights, from which the font has none of its own."""
_Columns = npt.NDArray[np.float32]


def as_high_as_fonts(textpage: pdfium.PdfTextPage, indices: list[int], boxes: _Columns) -> _Columns:
    """Rows (left, top, right, bottom) in PDF space of some characters, their tops and bottoms even where they are not."""
    return _evened(textpage, indices, boxes) if _are_uneven(boxes) else boxes


def _are_uneven(boxes: _Columns) -> bool:
    bottom, height = boxes[:, 3], np.maximum(boxes[:, 1] - boxes[:, 3], 0.1)
    apart = np.abs(bottom[1:] - bottom[:-1])
    level = apart < 0.5 * height[1:]
    neighbours = np.count_nonzero(level)
    uneven = np.count_nonzero(level & (apart > 0.02 * height[1:]))
    return bool(neighbours and uneven / neighbours > _UNEVEN)


def _evened(textpage: pdfium.PdfTextPage, indices: list[int], boxes: _Columns) -> _Columns:
    """The same, by the line that each text object stands on and the size of its font; turned ones as they are."""
    even = boxes.copy()
    handle = address(textpage.raw)
    lines: dict[int, tuple[float, float] | None] = {}
    for at, index in enumerate(indices):
        written = text_object(handle, index)
        if written not in lines:
            lines[written] = _line(textpage, index)
        line = lines[written]
        if line is not None:
            even[at, 1], even[at, 3] = line
    return even


def _line(textpage: pdfium.PdfTextPage, index: int) -> tuple[float, float] | None:
    """Top and bottom of the line that a character stands on, None where it is turned or has no size."""
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium_c.FS_MATRIX()
    raw: Any = textpage.raw
    told = pdfium_c.FPDFText_GetCharOrigin(raw, index, x, y) and pdfium_c.FPDFText_GetMatrix(raw, index, matrix)
    size = matrix.d * pdfium_c.FPDFText_GetFontSize(raw, index)
    if not told or size <= 0 or abs(matrix.b) > 0.1 * abs(matrix.a):
        return None
    return y.value + _ASCENT * size, y.value - _DESCENT * size
