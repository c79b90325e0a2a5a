"""Born-digital PDF. In: the file's bytes. Out: a page of text for each page, with a box for every word.

PDFium reads text and boxes of every page; pdfplumber only the pages that have ruling lines, for their
tables. Boxes are in points from the page's top left. PDFium is not thread-safe: one process, one reader.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice

import pdfplumber
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.errors import DamagedFile, EncryptedFile, NoTextLayer
from pipeline.read.letters import demand_unicode
from pipeline.read.pdf_chars import words_of_page
from pipeline.read.pdf_layout import PageLayout, lay_out, lines_of, running_lines
from pipeline.read.pdf_letters import unicode_texts
from pipeline.read.pdf_tables import RuledTable, ruled_tables
from pipeline.records import Reading

_RULES_OF_A_TABLE = 6


def read_pdf(data: bytes) -> Reading:
    """The pages of a PDF; raises `EncryptedFile`, `DamagedFile`, `NoTextLayer` or `LegacyLetters`."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise EncryptedFile("PDF") from error
        raise DamagedFile("PDF", str(error)) from error
    with closing(document):
        layouts, scans = _layouts(document, data)
    if scans:
        raise NoTextLayer(", ".join(map(str, scans[:10])) + ("…" if len(scans) > 10 else ""))
    running = running_lines([layout.lines for layout in layouts])
    pages = tuple(lay_out(number, layout, running) for number, layout in enumerate(layouts, 1))
    demand_unicode("\n".join(page.text for page in pages))
    if not any(page.text.strip() for page in pages):
        raise NoTextLayer(f"1–{len(pages)}" if len(pages) > 1 else "1")
    return Reading(pages, "text-layer")


def _layouts(document: pdfium.PdfDocument, data: bytes) -> tuple[list[PageLayout], list[int]]:
    """What stands on each page, and the numbers of the pages that are pictures without text."""
    layouts: list[PageLayout] = []
    scans: list[int] = []
    ruled: list[int] = []
    for index in range(len(document)):
        try:
            page = document[index]
        except pdfium.PdfiumError as error:
            raise DamagedFile("PDF", f"trang/page {index + 1}") from error
        with closing(page):
            words = words_of_page(page)
            words = [replace(word, text=text) for word, text in zip(words, unicode_texts(page, words), strict=True)]
            layouts.append(PageLayout(page.get_width(), page.get_height(), lines_of(words)))
            if not words and _has_image(page):
                scans.append(index + 1)
            elif words and _has_rules(page):
                ruled.append(index)
    for index, tables in _tables(data, ruled):
        layouts[index].tables.extend(tables)
    return layouts, scans


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
