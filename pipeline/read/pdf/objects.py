"""What stands on a PDF page, by kind: its objects are gone through once for all that look at some of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Self

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.read.pdf.calls import address, form_object, object_kind, page_object, page_object_at

_KINDS = (
    pdfium_c.FPDF_PAGEOBJ_TEXT,
    pdfium_c.FPDF_PAGEOBJ_PATH,
    pdfium_c.FPDF_PAGEOBJ_IMAGE,
    pdfium_c.FPDF_PAGEOBJ_FORM,
)


@dataclass(frozen=True, slots=True)
class PageObjects:
    """Addresses of what a page or form draws, in its order; they hold while the page is open.

    What is within a form on the page is that form's.
    """

    texts: Sequence[int]
    paths: Sequence[int]
    images: Sequence[int]
    forms: Sequence[int]

    @classmethod
    def of_page(cls, page: pdfium.PdfPage) -> Self:
        """The objects of a page."""
        return cls._by_kind(map(page_object, repeat(address(page.raw)), range(pdfium_c.FPDFPage_CountObjects(page))))

    @classmethod
    def of_form(cls, form: int) -> Self:
        """The objects of a form, which is one itself."""
        count = pdfium_c.FPDFFormObj_CountObjects(page_object_at(form))
        return cls._by_kind(map(form_object, repeat(form), range(count)))

    @classmethod
    def _by_kind(cls, objects: Iterable[int]) -> Self:
        found: dict[int, list[int]] = defaultdict(list)
        for place in objects:
            found[object_kind(place)].append(place)
        return cls(*map(found.__getitem__, _KINDS))
