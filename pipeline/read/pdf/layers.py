"""Text layers that another's OCR left over a scan. In: the layout of such a layer. Out: whether to read the page again, or the layer mended.

Such a layer is Vietnamese and may be misread all the same ('Sổ: 7/TTr', 'cùa', 'ừiệu'): what shows that it is sends
the page to OCR. A layer that is kept has its slips mended, and says of no word how sure it is.
"""

from __future__ import annotations

from dataclasses import replace

import pypdfium2.raw as pdfium_c

from pipeline.read.page.layout import PageLayout
from pipeline.read.page.lines import Line
from pipeline.read.pdf.calls import page_object_at
from pipeline.read.pdf.objects import PageObjects
from pipeline.read.scan.mends import mended, slips_in

_SLIPS = 2
"""Words of a page that are misread for sure from which its layer is not believed: a clean paper shows one in 30,000."""
_SURE = 0.9
"""How sure a word of another's OCR is, which does not say: its figures may be misread where a sum fails."""


def is_misread(layout: PageLayout) -> bool:
    """Whether a page shows words that no paper prints."""
    slips = 0
    for row in layout.lines:
        for line in row:
            slips += slips_in(line.words)
            if slips >= _SLIPS:
                return True
    return False


def is_unseen(objects: PageObjects) -> bool:
    """Whether a page's text is there to be searched and not seen."""
    return bool(objects.texts) and all(
        pdfium_c.FPDFTextObj_GetTextRenderMode(page_object_at(place)) == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
        for place in objects.texts
    )


def mended_layer(layout: PageLayout) -> PageLayout:
    """A layer as OCR that is no surer than another's: its slips mended."""
    rows = [[line for line in map(_mended, row) if line] for row in layout.lines]
    return replace(layout, lines=[row for row in rows if row])


def _mended(line: Line) -> Line | None:
    words = tuple(replace(word, confidence=_SURE) for word in mended(line.words))
    return Line(words) if words else None
