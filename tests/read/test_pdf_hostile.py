"""Layouts that offices hand in: tables along a page's side, without rules, cut by a page's end; watermarks; notes' marks."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from benchmarks.layouts import FONT
from pipeline.normalize import normalize
from pipeline.read.pdf.reader import read_pdf
from pipeline.records import Text

SIZE = 11
HEAD = ("TT", "Công trình", "Kế hoạch", "Thực hiện", "Còn lại")
ROWS = (
    ("1", "Đường giao thông xã Tân Mẫu", "1.200", "1.000", "200"),
    ("2", "Kênh mương nội đồng", "800", "650", "150"),
    ("3", "Trường tiểu học", "400", "350", "50"),
    ("", "Cộng", "2.400", "2.000", "400"),
)
SIDES = (85, 115, 300, 370, 440, 510)


def _drawn(*pages: Callable[[Canvas], object]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for page in pages:
        canvas.setFont(FONT, SIZE)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _table(canvas: Canvas, rows: Sequence[Sequence[str]], top: float, *, ruled: bool = True) -> None:
    """Rows 20 points high from `top` down, figures on the right of their columns."""
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            if column > 1 and words[0].isdigit():
                canvas.drawRightString(SIDES[column + 1] - 4, top - 20 * at - 14, words)
            else:
                canvas.drawString(SIDES[column] + 4, top - 20 * at - 14, words)
    if ruled:
        canvas.grid(SIDES, [top - 20 * at for at in range(len(rows) + 1)])


def _rows(text: Text, table: int = 0) -> list[tuple[str, ...]]:
    cells = text.tables[table].cells
    return [
        tuple(text.text[cell.start : cell.end] for cell in cells if cell.row == row)
        for row in range(1 + max(cell.row for cell in cells))
    ]


@pytest.mark.parametrize("way", [90, 270])
def test_a_table_along_the_pages_side_is_read_and_lies_where_it_is_drawn(way: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.translate(*((A4[0], 0) if way == 90 else (0, A4[1])))
        canvas.rotate(way)
        canvas.drawString(85, 560, "Biểu phân bổ vốn (đơn vị tính: triệu đồng)")
        _table(canvas, (HEAD, *ROWS), 540)

    data = _drawn(page)
    text = normalize(read_pdf(data))
    assert _rows(text) == [HEAD, *ROWS]
    (read,) = text.pages
    assert (read.width, read.height) == pytest.approx(A4, abs=0.1)
    ink = pdfium.PdfDocument(data)[0].render(scale=1).to_numpy().min(axis=2) < 128
    for word in read.words:
        box = ink[round(word.top) : round(word.bottom) + 1, round(word.x0) : round(word.x1) + 1]
        assert box.any(), text.text[word.start : word.end]
    table = read.tables[0].box
    assert table is not None and table[3] - table[1] == pytest.approx(SIDES[-1] - SIDES[0], abs=1)


def test_a_table_without_rules_keeps_its_head() -> None:
    text = normalize(read_pdf(_drawn(lambda canvas: _table(canvas, (HEAD, *ROWS), 600, ruled=False))))
    assert _rows(text) == [HEAD, *ROWS]


def test_words_set_close_in_a_head_without_rules_are_parted_by_the_columns_under_them() -> None:
    def page(canvas: Canvas) -> None:
        _table(canvas, ROWS, 600, ruled=False)
        canvas.drawString(SIDES[0] + 4, 606, "TT")
        canvas.drawString(SIDES[1], 606, "Công trình")
        for column in (2, 3, 4):
            canvas.drawString(SIDES[column] + 4, 606, HEAD[column])

    assert _rows(normalize(read_pdf(_drawn(page)))) == [HEAD, *ROWS]


def test_a_tables_rows_on_the_next_page_begin_a_line() -> None:
    first, second = ((lambda canvas, rows=rows: _table(canvas, rows, 600)) for rows in ((HEAD, *ROWS[:2]), ROWS[2:]))
    text = normalize(read_pdf(_drawn(first, second)))
    assert "150\n3\tTrường tiểu học" in text.text
    assert [*_rows(text), *_rows(text, 1)] == [HEAD, *ROWS]


def test_figures_that_touch_the_next_column_are_parted_without_rules() -> None:
    rows = [("1", "Đường", "12.345.678", "11.345.678"), ("2", "Kênh", "8.000.000", "6.500.000")]
    rows += [("3", "Chợ", "2.000.000", "1.000.000")]

    def page(canvas: Canvas) -> None:
        for at, (number, name, first, second) in enumerate(rows):
            for x, words in ((85, number), (120, name)):
                canvas.drawString(x, 600 - 16 * at, words)
            canvas.drawRightString(256, 600 - 16 * at, first)
            canvas.drawRightString(312, 600 - 16 * at, second)

    assert _rows(normalize(read_pdf(_drawn(page)))) == rows


def test_a_watermark_across_the_page_is_in_no_line() -> None:
    lines = ["Tổng kinh phí đã bố trí là 2.400 triệu đồng, trong đó ngân sách tỉnh 1.500 triệu đồng."] * 9

    def page(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFont(FONT, 60)
        canvas.setFillGray(0.85)
        canvas.translate(140, 420)
        canvas.rotate(40)
        canvas.drawString(0, 0, "BẢN SAO 500")
        canvas.restoreState()
        for at, words in enumerate(lines):
            canvas.drawString(85, 700 - 30 * at, words)

    text = normalize(read_pdf(_drawn(page)))
    assert [line for line in text.text.split("\n") if line] == lines
    assert len(text.pages[0].words) == sum(len(line.split()) for line in lines)


def test_powers_of_ten_and_units_keep_their_raised_digits() -> None:
    def page(canvas: Canvas) -> None:
        text = canvas.beginText(85, 700)
        for words, mark in (("Dung tích 2,4x10", "6"), (" m", "3"), (", vốn 6.400", "12"), (" triệu đồng", "")):
            text.setFont(FONT, SIZE)
            text.textOut(words)
            text.setFont(FONT, 7)
            text.setRise(4)
            text.textOut(mark)
            text.setRise(0)
        canvas.drawText(text)

    assert normalize(read_pdf(_drawn(page))).text == "Dung tích 2,4x10⁶ m³, vốn 6.400 triệu đồng"


def test_letters_that_are_drawn_without_height_cost_nothing_else() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(85, 760, "Dòng thứ nhất của trang.")
        canvas.saveState()
        canvas.transform(1, 0, 0, 0, 0, 700)
        canvas.drawString(85, 0, "bẹp")
        canvas.restoreState()
        canvas.drawString(85, 640, "Dòng cuối của trang.")

    lines = read_pdf(_drawn(page)).pages[0].text.split("\n")
    assert lines[0] == "Dòng thứ nhất của trang." and lines[-2] == "Dòng cuối của trang."
