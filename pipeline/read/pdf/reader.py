"""Born-digital PDF. In: the file's bytes. Out: a page of text for each page, with a box for every word.

PDFium reads text, boxes and ruling lines of every page; pdfplumber's table finder makes tables of the lines.
Boxes are in points from the page's top left, as it is shown. A page is let go before the next is opened, so
that a file of thousands of pages costs what its text costs. PDFium is not thread-safe: one process, one reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.read.letters.legacy import demand_unicode
from pipeline.read.page.aligned import aligned_tables, is_held
from pipeline.read.page.layout import PageLayout, lay_out, lines_of, running_lines
from pipeline.read.page.over_pages import over_pages
from pipeline.read.page.spaced import spaced_tables
from pipeline.read.page.tables import CellFinder, RuledTable, column_rules, ruled_tables
from pipeline.read.page.words import PlacedWord
from pipeline.read.pdf.chars import words_of_page
from pipeline.read.pdf.dots import with_dots
from pipeline.read.pdf.forms import open_page
from pipeline.read.pdf.letters import in_unicode
from pipeline.read.pdf.objects import PageObjects
from pipeline.read.pdf.pictures import layer_of, scan_of
from pipeline.read.pdf.rules import rules_of_page
from pipeline.read.refusals import DamagedFile, EncryptedFile, NoTextLayer, NoWords, PictureOffPage
from pipeline.read.scan.reader import Placement, Scan
from pipeline.records import Ocr, Page, Reading

_BLOCK = 64
"""Pages that are laid out together: enough to tell their running heads, few enough to hold in memory."""

_TURNED, _FEWEST_TURNED = 0.6, 60
"""Share of a page's letters, and how many, that read up or down where the page is to be turned."""


def read_pdf(data: bytes, ocr: Ocr = "auto") -> Reading:
    """The pages of a PDF; raises a `ReadError`."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise EncryptedFile("PDF") from error
        raise DamagedFile("PDF", ("PDFium không mở được", str(error))) from error
    with closing(document):
        pages, unread, damaged = _pages(document, ocr)
    if damaged:
        raise DamagedFile("PDF", (f"trang {_numbers(damaged)}", f"page {_numbers(damaged)}"))
    if unread:
        raise (NoTextLayer if ocr == "never" else PictureOffPage)(_numbers(unread))
    demand_unicode("\n".join(page.text for page in pages))
    if not any(page.text.strip() for page in pages):
        raise NoWords
    return Reading(tuple(pages), "ocr" if any(page.ocr_confidence is not None for page in pages) else "text-layer")


def page_layout(page: pdfium.PdfPage, objects: PageObjects) -> PageLayout:
    """What a page's text layer and ruling lines say."""
    tables = ruled_tables(rules_of_page(page, objects))
    words = in_unicode(page, words_of_page(page, objects.texts, column_rules(tables)))
    words = with_dots(page, objects.paths, words)
    # A chart's grid and the squares of a form hold no words; what is written in a table fills two cells at least.
    tables = [table for table in tables if _is_written_in(table, words)]
    lines = lines_of(words)
    tables += spaced_tables([row for row in lines if not is_held(row, tables)])
    return PageLayout(page.get_width(), page.get_height(), lines, [*tables, *aligned_tables(lines, tables)])


def _is_written_in(table: RuledTable, words: list[PlacedWord]) -> bool:
    finder = CellFinder(table)
    filled = {finder.at((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2) for word in words}
    return len(filled - {None}) > 1


def _way_of(layout: PageLayout) -> int:
    """Which way a page's words read: 0 across, 1 up, -1 down."""
    if {word.turned for row in layout.lines for line in row for word in line.words} <= {0}:
        return 0
    letters = {0: 0, 1: 0, -1: 0}
    for row in layout.lines:
        for line in row:
            for word in line.words:
                letters[word.turned] += len(word.text)
    way = 1 if letters[1] > letters[-1] else -1
    return way if letters[way] > max(_TURNED * sum(letters.values()), _FEWEST_TURNED) else 0


def is_picture(page: pdfium.PdfPage) -> bool:
    """Whether a page holds an image; one without words is a scan."""
    return any(True for _ in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]))


def _pages(document: pdfium.PdfDocument, ocr: Ocr) -> tuple[list[Page], list[int], list[int]]:
    """The pages in order; the numbers of those that are pictures and were not to be read, and of those that cannot be opened.

    A page that cannot be opened fails the file, and the failure names it: an auditor must not take what is left
    for the whole.
    """
    pages: list[Page] = []
    turned: dict[int, Placement] = {}
    scans: dict[int, Scan] = {}
    unread: list[int] = []
    damaged: list[int] = []
    running: frozenset[str] = frozenset()
    for first in range(0, len(document), _BLOCK):
        block = range(first, min(first + _BLOCK, len(document)))
        layouts = list(_layouts(document, block, ocr, turned, scans, unread, damaged))
        # A last block of a few pages does not tell its running heads by itself.
        running |= running_lines([layout.lines for layout in layouts])
        over_pages(layouts, running)
        for number, layout in enumerate(layouts, first + 1):
            page = lay_out(number, layout, running)
            page = scans.pop(number).on_paper(page) if number in scans else page
            pages.append(turned.pop(number).on_paper(page) if number in turned else page)
    return pages, unread, damaged


def _layouts(
    document: pdfium.PdfDocument,
    indices: range,
    ocr: Ocr,
    turned: dict[int, Placement],
    scans: dict[int, Scan],
    unread: list[int],
    damaged: list[int],
) -> Iterator[PageLayout]:
    for index in indices:
        try:
            with closing(open_page(document, index)) as page:
                objects = PageObjects.of_page(page)
                layout = page_layout(page, objects)
                if way := _way_of(layout):
                    # What is set along the page's side, as a wide table is, is read as who turns the page reads it.
                    turned[index + 1] = Placement(layout.width, layout.height, quarter_turns=-way % 4)
                    page.set_rotation((page.get_rotation() + 90 * way) % 360)
                    layout = page_layout(page, objects)
                scan = scan_of(page, objects, layout, ocr)
                if scan is not None:
                    scans[index + 1], layout = scan, scan.layout
                elif not layout.lines and is_picture(page):
                    unread.append(index + 1)
                else:
                    layout = layer_of(page, objects, layout)
                yield layout
        except pdfium.PdfiumError:
            damaged.append(index + 1)


def _numbers(pages: list[int]) -> str:
    return ", ".join(map(str, pages[:10])) + ("…" if len(pages) > 10 else "")
