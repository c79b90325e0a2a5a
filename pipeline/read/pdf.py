"""Born-digital PDF. In: the file's bytes. Out: a page of text for each page, with a box for every word.

PDFium reads text and boxes of every page; pdfplumber only the pages that have ruling lines, for their
tables. Boxes are in points from the page's top left. PDFium is not thread-safe: one process, one reader.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from itertools import islice

import pdfplumber
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.errors import DamagedFile, EncryptedFile, NoTextLayer, NoWords
from pipeline.read.letters import demand_unicode
from pipeline.read.pdf_chars import words_of_page
from pipeline.read.pdf_layout import PageLayout, lay_out, lines_of, running_lines
from pipeline.read.pdf_pictures import scan_of
from pipeline.read.pdf_tables import RuledTable, ruled_tables
from pipeline.read.scan import Scan
from pipeline.records import Ocr, Reading

_RULES_OF_A_TABLE = 6


def read_pdf(data: bytes, ocr: Ocr = "auto") -> Reading:
    """The pages of a PDF; raises `EncryptedFile`, `DamagedFile`, `NoTextLayer`, `NoWords`, `OcrMissing` or `LegacyLetters`."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise EncryptedFile("PDF") from error
        raise DamagedFile("PDF", str(error)) from error
    with closing(document):
        layouts, scans, unread = _layouts(document, data, ocr)
    if unread:
        raise NoTextLayer(", ".join(map(str, unread[:10])) + ("…" if len(unread) > 10 else ""))
    running = running_lines([layout.lines for layout in layouts])
    pages = tuple(
        scans[number].on_paper(page) if number in scans else page
        for number, page in ((n, lay_out(n, layout, running)) for n, layout in enumerate(layouts, 1))
    )
    demand_unicode("\n".join(page.text for page in pages))
    if not any(page.text.strip() for page in pages):
        raise NoWords
    return Reading(pages, "ocr" if any(page.ocr_confidence is not None for page in pages) else "text-layer")


def _layouts(
    document: pdfium.PdfDocument, data: bytes, ocr: Ocr
) -> tuple[list[PageLayout], dict[int, Scan], list[int]]:
    """What stands on each page; the pages that OCR read, and those that are pictures and were not to be read."""
    layouts: list[PageLayout] = []
    scans: dict[int, Scan] = {}
    unread: list[int] = []
    ruled: list[int] = []
    for index in range(len(document)):
        try:
            page = document[index]
        except pdfium.PdfiumError as error:
            raise DamagedFile("PDF", f"trang/page {index + 1}") from error
        with closing(page):
            words = words_of_page(page)
            layouts.append(PageLayout(page.get_width(), page.get_height(), lines_of(words)))
            scan = scan_of(page, layouts[-1], ocr)
            if scan is not None:
                scans[index + 1] = scan
                layouts[-1] = scan.layout
            elif not words and _has_image(page):
                unread.append(index + 1)
            if words and (scan is None or not scan.whole) and _has_rules(page):
                ruled.append(index)
    for index, tables in _tables(data, ruled):
        layouts[index].tables.extend(tables)
    return layouts, scans, unread


def _has_image(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]))


def _has_rules(page: pdfium.PdfPage) -> bool:
    """Whether a page has enough drawn lines to hold a table; cheap, since no line is measured."""
    paths = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH], max_depth=3)
    return len(list(islice(paths, _RULES_OF_A_TABLE))) == _RULES_OF_A_TABLE


def _tables(data: bytes, pages: list[int]) -> Iterator[tuple[int, list[RuledTable]]]:
    """The ruled tables of some pages, by pdfplumber."""
    if not pages:
        return
    with pdfplumber.open(io.BytesIO(data), pages=[index + 1 for index in pages]) as document:
        for page in document.pages:
            yield page.page_number - 1, ruled_tables(page)
            page.close()
