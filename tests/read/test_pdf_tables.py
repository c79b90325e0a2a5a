"""Ruled tables of fifty generated layouts, and what drawn lines may and may not make a table of."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from benchmarks.layouts import FONT, ruled_layout
from pipeline.normalize import normalize
from pipeline.read.pdf.objects import PageObjects
from pipeline.read.pdf.reader import read_pdf
from pipeline.read.pdf.rules import rules_of_page


@pytest.mark.parametrize("seed", range(50))
def test_a_generated_table_is_read_cell_by_cell(seed: int) -> None:
    layout = ruled_layout(seed)
    text = normalize(read_pdf(layout.data))
    read = [
        [(c.row, c.column, c.row_span, c.column_span, text.text[c.start : c.end]) for c in table.cells]
        for table in text.tables
    ]
    assert read == layout.tables


def _cell(canvas: Canvas, x: float, y: float, wide: float, high: float) -> None:
    """A cell's border as a browser prints 'border="1"': each side filled by itself, its ends cut askew to meet the next."""
    corners = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
    inner = [
        (x + 0.75, y + 0.75),
        (x + wide - 0.75, y + 0.75),
        (x + wide - 0.75, y + high - 0.75),
        (x + 0.75, y + high - 0.75),
    ]
    for at in range(4):
        side = canvas.beginPath()
        side.moveTo(*corners[at])
        for point in (corners[(at + 1) % 4], inner[(at + 1) % 4], inner[at]):
            side.lineTo(*point)
        side.close()
        canvas.drawPath(side, stroke=0, fill=1)


def test_borders_whose_sides_are_filled_askew_make_a_table() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setFont(FONT, 11)
    rows = [("Loại xã", "Giá"), ("Đồng bằng", "60.000"), ("Trung du", "55.000")]
    for row, words in enumerate(rows):
        for column, word in enumerate(words):
            _cell(canvas, 72 + 152 * column, 600 - 26 * row, 150, 24)
            canvas.drawString(80 + 152 * column, 608 - 26 * row, word)
    canvas.save()
    text = normalize(read_pdf(buffer.getvalue()))
    (table,) = text.tables
    assert [text.text[cell.start : cell.end] for cell in table.cells] == [word for words in rows for word in words]


def test_rounded_boxes_that_are_filled_have_no_rules() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setFont(FONT, 11)
    for row in range(3):
        for column in range(3):
            canvas.setFillGray(0.9)
            canvas.roundRect(72 + 150 * column, 600 - 26 * row, 150, 26, 4, stroke=0, fill=1)
            canvas.setFillGray(0)
            canvas.drawString(80 + 150 * column, 608 - 26 * row, f"Ô {row}{column}")
    canvas.save()
    page = pdfium.PdfDocument(buffer.getvalue())[0]
    assert rules_of_page(page, PageObjects.of_page(page)) == []
