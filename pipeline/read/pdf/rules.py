"""Ruling lines of a PDF page, from PDFium's path objects: no character is parsed again for them.

Out come level and upright strokes in points from the page's top left, however a producer draws a border:
as a line, as a side of a rectangle, as a thin filled rectangle, in a form within the page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.read.page.tables import Rule
from pipeline.read.pdf.calls import page_object_at
from pipeline.read.pdf.objects import PageObjects
from pipeline.read.pdf.space import PageSpace

_THIN = 3.0
"""Points: what is no wider is a stroke, however it was drawn; what is no longer is none."""
_DEPTH = 4
"""Forms within forms that are followed."""
_MOST = 20_000
"""Strokes after which a page is a drawing (a map, a plan) and no table is looked for."""

_Point = tuple[float, float]
_Box = tuple[float, float, float, float]
_Matrix = tuple[float, float, float, float, float, float]
_UNMOVED: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def rules_of_page(page: pdfium.PdfPage, objects: PageObjects) -> list[Rule]:
    """The page's ruling lines; none where there are too few to hold a table, or so many that it is a drawing."""
    space = PageSpace.of(page)
    width, height = space.size
    boxes: list[_Box] = []
    for box in _boxes(objects, _UNMOVED, 0):
        boxes.append(box)
        if len(boxes) > _MOST:
            return []
    if not boxes:
        return []
    shown = space.shown(np.array(boxes, np.float32)).tolist()
    rules = [rule for box in shown if not _covers(box, width, height) for rule in _sides(*box)]
    level = sum(rule.level for rule in rules)
    return rules if level > 1 and len(rules) - level > 1 else []


def _covers(box: list[float], width: float, height: float) -> bool:
    """A page's background or frame."""
    return box[2] - box[0] > 0.95 * width and box[3] - box[1] > 0.95 * height


def _sides(x0: float, top: float, x1: float, bottom: float) -> Iterator[Rule]:
    wide, high = x1 - x0, bottom - top
    if high <= _THIN:
        if wide > _THIN:
            yield Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
    elif wide <= _THIN:
        yield Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)
    else:
        yield from (Rule(x0, top, x1, top), Rule(x0, bottom, x1, bottom))
        yield from (Rule(x0, top, x0, bottom), Rule(x1, top, x1, bottom))


def _boxes(objects: PageObjects, matrix: _Matrix, depth: int) -> Iterator[_Box]:
    """A box (left, top, right, bottom; y upwards) for each stroke and each rectangle of a page or form."""
    for path in objects.paths:
        yield from _strokes(page_object_at(path), matrix)
    for form in objects.forms if depth < _DEPTH else ():
        inner = _after(_matrix_of(page_object_at(form)), matrix)
        yield from _boxes(PageObjects.of_form(form), inner, depth + 1)


def _strokes(path: Any, outer: _Matrix) -> Iterator[_Box]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    matrix = _after(_matrix_of(path), outer)
    for points in _outlines(path, matrix, closed=bool(fill.value)):
        straight = all(abs(a[0] - b[0]) < 0.5 or abs(a[1] - b[1]) < 0.5 for a, b in pairwise(points))
        four_sided = len(points) == 5 and points[0] == points[-1]
        if four_sided and (straight or _is_thin(_box_of(points))):  # a browser's sides of a border meet askew
            yield _box_of(points)
        elif stroke.value:
            yield from (
                _box_of(side)
                for side in pairwise(points)
                if abs(side[0][0] - side[1][0]) < 0.5 or abs(side[0][1] - side[1][1]) < 0.5
            )


def _outlines(path: Any, matrix: _Matrix, closed: bool) -> Iterator[list[_Point]]:
    """The path's lines, parted where it is moved or bends; those of a filled path end where they began."""
    points: list[_Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium_c.FPDFPath_CountSegments(path)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix[0] * x.value + matrix[2] * y.value + matrix[4],
            matrix[1] * x.value + matrix[3] * y.value + matrix[5],
        )
        if pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_LINETO:
            points.append(point)
        else:
            if len(points) > 1:
                yield [*points, points[0]] if closed and points[0] != points[-1] else points
            points = [point]
        if pdfium_c.FPDFPathSegment_GetClose(segment) and points[0] != point:
            points.append(points[0])
    if len(points) > 1:
        yield [*points, points[0]] if closed and points[0] != points[-1] else points


def _box_of(points: Sequence[_Point]) -> _Box:
    x, y = [point[0] for point in points], [point[1] for point in points]
    return min(x), max(y), max(x), min(y)


def _is_thin(box: _Box) -> bool:
    x0, top, x1, bottom = box
    return min(x1 - x0, top - bottom) <= _THIN


def _matrix_of(item: Any) -> _Matrix:
    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, matrix):
        return _UNMOVED
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _after(first: _Matrix, then: _Matrix) -> _Matrix:
    """One matrix for two, the inner first."""
    (a, b, c, d, e, f), (g, h, i, j, k, m) = first, then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
