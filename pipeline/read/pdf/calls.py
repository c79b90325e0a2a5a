"""PDFium's functions that are called for each character or object of a page, called by plain addresses.

ctypes checks and converts each argument against a prototype; plain addresses take a third of the time. They are
for these calls only: a wrong address ends the process, where a prototype raises.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium_c


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    # The interpreter's lock is kept: to give it back costs a tenth of such a call, and another thread waits for none so short.
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_POINTER, _INT = ctypes.c_void_p, ctypes.c_int

loose_box = _plain(pdfium_c.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
"""(text page, index, address of an FS_RECTF) -> 0 where there is no such character."""
text_object = _plain(pdfium_c.FPDFText_GetTextObject, _POINTER, _POINTER, _INT)
"""(text page, index) -> the object that draws the character."""
page_object = _plain(pdfium_c.FPDFPage_GetObject, _POINTER, _POINTER, _INT)
"""(page, index) -> object."""
form_object = _plain(pdfium_c.FPDFFormObj_GetObject, _POINTER, _POINTER, ctypes.c_ulong)
"""(form, index) -> object."""
object_kind = _plain(pdfium_c.FPDFPageObj_GetType, _INT, _POINTER)
"""(object) -> one of FPDF_PAGEOBJ_*."""
object_bounds = _plain(pdfium_c.FPDFPageObj_GetBounds, _INT, _POINTER, *[_POINTER] * 4)
"""(object, addresses of left, bottom, right, top as floats) -> 0 where it has none."""
clip_of = _plain(pdfium_c.FPDFPageObj_GetClipPath, _POINTER, _POINTER)
"""(object) -> its clips."""
clip_paths = _plain(pdfium_c.FPDFClipPath_CountPaths, _INT, _POINTER)
"""(clips) -> how many paths they are; -1 for none."""
clip_path_segments = _plain(pdfium_c.FPDFClipPath_CountPathSegments, _INT, _POINTER, _INT)
"""(clips, index) -> how many segments a path has."""


def address(handle: Any) -> int:
    """Where a handle of PDFium points."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def page_object_at(place: int) -> Any:
    """The object at an address, as PDFium's other functions take it."""
    return ctypes.cast(place, pdfium_c.FPDF_PAGEOBJECT)
