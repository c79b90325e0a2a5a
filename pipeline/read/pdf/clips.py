"""Characters of a PDF page that are drawn outside what may be seen of them.

Spreadsheets cut what is too long for its cell by a clip, and word processors cut a head that they repeat on a page:
the letters are in the file, over the neighbour's, and nobody sees them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

from pipeline.read.pdf.calls import (
    address,
    clip_of,
    clip_path_segments,
    clip_paths,
    object_bounds,
    page_object_at,
    text_object,
)

_BEYOND = 0.5
"""Points that letters may reach beyond a clip."""
_CORNERS = (4, 5)
"""Segments of a rectangle."""

_Box = tuple[float, float, float, float]


def seen(texts: Sequence[int], textpage: Any, indices: list[int], boxes: npt.NDArray[np.float32]) -> Any:
    """Which characters of some text objects may be seen, by rows (left, top, right, bottom) in PDF space; None where all may."""
    clips = dict(_clipped(texts))
    if not clips:
        return None
    handle = address(textpage.raw)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    shown = np.ones(len(indices), np.bool_)
    for at, index in enumerate(indices):
        clip = clips.get(text_object(handle, index))
        if clip is not None:
            left, bottom, right, top = clip
            shown[at] = left <= x[at] <= right and bottom <= y[at] <= top
    return shown


def _clipped(texts: Sequence[int]) -> Iterator[tuple[int, _Box]]:
    """The text objects that reach beyond their clips, and what is left of those (left, bottom, right, top)."""
    counts = list(map(clip_paths, map(clip_of, texts)))
    if max(counts, default=0) < 1:
        return
    sides = (ctypes.c_float * 4)()
    at = [ctypes.addressof(sides) + 4 * index for index in range(4)]
    for item, count in zip(texts, counts, strict=True):
        if count < 1 or not object_bounds(item, *at):
            continue
        left, bottom, right, top = sides
        for number in range(count):
            if clip_path_segments(clip_of(item), number) in _CORNERS:
                x0, y0, x1, y1 = _rectangle(item, number)
                if x0 > left + _BEYOND or y0 > bottom + _BEYOND or x1 < right - _BEYOND or y1 < top - _BEYOND:
                    yield item, (x0, y0, x1, y1)
                    break


def _rectangle(item: int, number: int) -> _Box:
    """The box of one of an object's clips."""
    path = pdfium_c.FPDFPageObj_GetClipPath(page_object_at(item))
    x, y = ctypes.c_float(), ctypes.c_float()
    corners = []
    for index in (0, 2):
        segment = pdfium_c.FPDFClipPath_GetPathSegment(path, number, index)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        corners.append((x.value, y.value))
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
