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
from pipeline.structure.table.grid import Grid
from pipeline.structure.table.whole_tables import whole_tables


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


def _row(canvas: Canvas, top: float, high: float, cells: list[tuple[float, float, str]]) -> None:
    """Ruled cells of one height, each with its words a line under the other."""
    for left, right, words in cells:
        canvas.rect(left, top - high, right - left, high)
        for at, line in enumerate(words.split("\n")):
            canvas.drawString(left + 4, top - 14 - 13 * at, line)


def test_a_head_that_a_pages_end_parts_heads_the_columns_of_the_next_page() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setFont(FONT, 11)
    canvas.drawString(72, 130, "Đơn vị: triệu đồng")
    # The last row is lower than what it says, as a browser's print leaves it.
    _row(canvas, 120, 40, [(72, 110, "TT"), (110, 250, "Công trình\nchuyển\ntiếp"), (250, 500, "Kinh phí")])
    canvas.showPage()
    canvas.setFont(FONT, 11)
    _row(canvas, 780, 20, [(72, 110, ""), (110, 250, ""), (250, 370, "Dự toán"), (370, 500, "Đã chi")])
    _row(canvas, 760, 20, [(72, 110, "1"), (110, 250, "Cầu Mẫu"), (250, 370, "900"), (370, 500, "750")])
    canvas.save()
    text = normalize(read_pdf(buffer.getvalue()))
    (table,) = whole_tables(text)
    grid = Grid(text.text, table)
    assert [grid.path(column) for column in range(grid.columns)] == [
        ("TT",),
        ("Công trình chuyển tiếp",),
        ("Kinh phí", "Dự toán"),
        ("Kinh phí", "Đã chi"),
    ]
    assert [grid.words(2, column) for column in range(grid.columns)] == ["1", "Cầu Mẫu", "900", "750"]


def test_a_table_under_words_that_stand_between_keeps_its_own_columns() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setFont(FONT, 11)
    _row(canvas, 180, 40, [(72, 110, "TT"), (110, 250, "Công trình"), (250, 500, "Kinh phí")])
    canvas.drawString(72, 120, "Ủy ban nhân dân xã báo cáo để cơ quan cấp trên xem xét, quyết định.")
    canvas.showPage()
    canvas.setFont(FONT, 11)
    _row(canvas, 780, 20, [(72, 110, "TT"), (110, 250, "Nguồn"), (250, 370, "Dự toán"), (370, 500, "Đã chi")])
    canvas.save()
    text = normalize(read_pdf(buffer.getvalue()))
    assert [max(cell.column for cell in table.cells) for table in text.tables] == [2, 3]
