"""Pages whose form fields are filled in: what stands in a field is drawn into the page, in memory only.

A digital signature's field is left out: its stamp lies over the words of the signature block.
"""

from __future__ import annotations

import ctypes

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_NAME = 16
"""Bytes for a field's kind: 'Tx', 'Btn', 'Ch' or 'Sig' in UTF-16."""


def open_page(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """A page with its filled fields as text; raises `pdfium.PdfiumError` where the page is damaged."""
    page = document[index]
    if document.get_formtype() == pdfium_c.FORMTYPE_NONE or not _keep_fields(page):
        return page
    pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
    page.close()
    return document[index]  # PDFium shows what was drawn in only to a page opened again


def _keep_fields(page: pdfium.PdfPage) -> bool:
    """Take from a page all notes but filled fields; whether any is left."""
    for index in reversed(range(pdfium_c.FPDFPage_GetAnnotCount(page))):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
        kind = (ctypes.c_ushort * (_NAME // 2))()
        pdfium_c.FPDFAnnot_GetStringValue(annotation, b"FT", kind, _NAME)
        field = pdfium_c.FPDFAnnot_GetSubtype(annotation) == pdfium_c.FPDF_ANNOT_WIDGET
        pdfium_c.FPDFPage_CloseAnnot(annotation)
        if not field or bytes(kind).decode("utf-16-le").startswith("Sig"):
            pdfium_c.FPDFPage_RemoveAnnot(page, index)
    return bool(pdfium_c.FPDFPage_GetAnnotCount(page) > 0)
