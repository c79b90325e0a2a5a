"""Pages of a PDF that are read from their picture. In: a page and its text layer. Out: a scan, or None for the layer.

A page goes to OCR where it is a picture without words, or where its words are not Vietnamese: garbage glyph maps,
letters from before Unicode in fonts that nobody knows, a layer of another's bad OCR. The layer stays where OCR finds
no better. A picture of text in a page of text adds its words to the page's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from pipeline.read.letters.syllables import vietnamese_share
from pipeline.read.page.layout import PageLayout, lines_of
from pipeline.read.page.tables import RuledTable
from pipeline.read.page.words import PlacedWord
from pipeline.read.pdf.layers import is_misread, is_unseen, mended_layer
from pipeline.read.pdf.objects import PageObjects
from pipeline.read.refusals import OcrMissing
from pipeline.read.scan.reader import Placement, Scan, confidence_of, read_scan, resolution
from pipeline.records import Ocr

_VIETNAMESE = 0.7
"""Share of syllables from which a layer is taken at its word: real texts have above 0.87, garbage below 0.15."""
_WHOLE_PAGE = 0.5
"""Share of the page from which a picture is the page, scanned."""
_TEXT_PICTURE = 0.06
"""Share of the page from which a picture may hold text; seals, emblems and signatures are smaller."""
_MOST_OF_IT = 0.9
"""Share of a layer's words that OCR must see to be read instead."""
_DRAWN_LETTERS = 150
"""Paths of a page without words from which its letters may be drawn."""
_FEWEST_WORDS, _SURE = 5, 0.8
"""What a picture in a page of text must show to be text."""

Box = tuple[float, float, float, float]


def scan_of(page: pdfium.PdfPage, objects: PageObjects, layout: PageLayout, ocr: Ocr) -> Scan | None:
    """The page as OCR reads it, where that is to be believed, wholly or with the layer; raises `OcrMissing`."""
    if ocr == "never":
        return None
    text = _text(layout)
    pictures = list(_pictures(page, objects))
    doubtful = _is_doubtful(page, text, pictures, ocr)
    if not doubtful and not (_covers(page, pictures) and is_misread(layout)):
        return _with_pictures_of_text(page, layout, pictures) if pictures else None
    try:
        scan = read_scan(_draw(page), page.get_width(), page.get_height())
    except OcrMissing:
        if doubtful:
            raise
        return None  # a layer with slips is better than none
    if not text or ocr == "always" or _reads_better(_text(scan.layout), text):
        return scan
    return scan if _covers(page, pictures) and _reads_as_well(scan, text) else None


def layer_of(page: pdfium.PdfPage, objects: PageObjects, layout: PageLayout) -> PageLayout:
    """What a page's text layer says, that of another's OCR mended."""
    return mended_layer(layout) if is_unseen(objects) and _covers(page, _pictures(page, objects)) else layout


def _with_pictures_of_text(page: pdfium.PdfPage, layout: PageLayout, pictures: list[Box]) -> Scan | None:
    """A page of text with the words of its pictures, those that show text and that no words of the page cover."""
    words = [word for row in layout.lines for line in row for word in line.words]
    found: list[PlacedWord] = []
    tables: list[RuledTable] = []
    drawn: Image.Image | None = None
    for box in pictures:
        if _share(box, page) < _TEXT_PICTURE or any(_within(word, box) for word in words):
            continue
        drawn = drawn or _draw(page)
        scale = drawn.width / page.get_width()
        part = drawn.crop(tuple(round(side * scale) for side in box))
        scan = read_scan(part, box[2] - box[0], box[3] - box[1])
        inside = [word for row in scan.layout.lines for line in row for word in line.words]
        if len(inside) >= _FEWEST_WORDS and (scan.confidence or 0) >= _SURE:
            found += [_moved(word, box) for word in inside]
            tables += [_moved_table(table, box) for table in scan.layout.tables]
    if not found:
        return None
    merged = replace(layout, lines=lines_of([*words, *found]), tables=[*layout.tables, *tables])
    return Scan(merged, Placement(layout.width, layout.height), confidence_of(found), whole=False)


def _is_doubtful(page: pdfium.PdfPage, text: str, pictures: list[Box], ocr: Ocr) -> bool:
    if ocr == "always":
        return True
    if not text:
        return bool(pictures) or _has_drawn_letters(page)
    share = vietnamese_share(text)
    if _covers(page, pictures):
        # A digital signature's few words over a scan say nothing of the scan's own.
        return share is None or share < _VIETNAMESE
    return share is not None and share < _VIETNAMESE


def _covers(page: pdfium.PdfPage, pictures: Iterable[Box]) -> bool:
    """Whether a page is a picture."""
    return any(_share(box, page) >= _WHOLE_PAGE for box in pictures)


def _reads_better(seen: str, layer: str) -> bool:
    """Whether OCR's text is Vietnamese and the layer's is less so, or less of it."""
    seen_share, layer_share = vietnamese_share(seen), vietnamese_share(layer)
    if seen_share is None or seen_share < _VIETNAMESE:
        return False
    return layer_share is None or seen_share > layer_share


def _reads_as_well(scan: Scan, layer: str) -> bool:
    """Whether OCR is sure of a page, and sees no less on it than its layer tells."""
    seen = _text(scan.layout)
    seen_share = vietnamese_share(seen)
    if (scan.confidence or 0) < _SURE or (seen_share is not None and seen_share < _VIETNAMESE):
        return False
    return len(seen.split()) >= _MOST_OF_IT * len(layer.split())


def _text(layout: PageLayout) -> str:
    return "\n".join(line.text for row in layout.lines for line in row)


def _draw(page: pdfium.PdfPage) -> Image.Image:
    dpi = resolution(page.get_width(), page.get_height())
    picture: Image.Image = page.render(scale=dpi / 72).to_pil()
    return picture


def _pictures(page: pdfium.PdfPage, objects: PageObjects) -> Iterator[Box]:
    """The boxes of the page's images in points from the top left, inside the page."""
    if not (objects.images or objects.forms):  # a form may hold one
        return
    width, height = page.get_width(), page.get_height()
    for image in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = image.get_bounds()
        box = max(left, 0.0), max(height - top, 0.0), min(right, width), min(height - bottom, height)
        if box[2] > box[0] and box[3] > box[1]:
            yield box


def _has_drawn_letters(page: pdfium.PdfPage) -> bool:
    paths = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH])
    return len(list(islice(paths, _DRAWN_LETTERS))) == _DRAWN_LETTERS


def _share(box: Box, page: pdfium.PdfPage) -> float:
    return float((box[2] - box[0]) * (box[3] - box[1]) / max(page.get_width() * page.get_height(), 1))


def _within(word: PlacedWord, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _shift(sides: Box, box: Box) -> Box:
    return sides[0] + box[0], sides[1] + box[1], sides[2] + box[0], sides[3] + box[1]


def _moved(word: PlacedWord, box: Box) -> PlacedWord:
    x0, top, x1, bottom = _shift((word.x0, word.top, word.x1, word.bottom), box)
    return replace(word, x0=x0, top=top, x1=x1, bottom=bottom)


def _moved_table(table: RuledTable, box: Box) -> RuledTable:
    cells = tuple(replace(cell, box=_shift(cell.box, box)) for cell in table.cells)
    return RuledTable(_shift(table.box, box), cells)
