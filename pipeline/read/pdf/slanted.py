"""Letters that are written askew over a PDF page: a watermark's, or a stamp's, which belong to no line."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_OFF = math.sin(math.radians(2 * 8))
"""Sine of twice the angle from which letters are askew: a page may lie a little so itself."""
_MOST = 0.3
"""Share of a page's letters from which they are its text."""


def askew(textpage: pdfium.PdfTextPage, places: Any, boxes: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_] | None:
    """Which of some characters are written askew, by their boxes from the top left; None where none are.

    Only those that step up or down to the next as they go on are asked.
    """
    x0, top, _, bottom = boxes.T
    height = np.maximum(bottom - top, 1.0)[1:]
    middle = (top + bottom) / 2
    along, down = x0[1:] - x0[:-1], np.abs(middle[1:] - middle[:-1])
    stepping = np.flatnonzero(
        (np.abs(along) < 2 * height) & (down > 0.1 * np.abs(along)) & (down > 0.08 * height) & (down < 2 * height)
    )
    if not len(stepping):
        return None
    found = np.zeros(len(boxes), np.bool_)
    raw: Any = textpage.raw
    for at in {*stepping.tolist(), *(stepping + 1).tolist()}:
        found[at] = abs(math.sin(2 * pdfium_c.FPDFText_GetCharAngle(raw, int(places[at])))) > _OFF
    return found if found.any() and found.mean() < _MOST else None
