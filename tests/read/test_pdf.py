"""Real PDFs: reading order, paragraphs, doubled characters, tables, boxes, refusals."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipeline.normalize import normalize
from pipeline.read.pdf.reader import read_pdf
from pipeline.read.refusals import DamagedFile, EncryptedFile, NoTextLayer, NoWords, ReadError
from pipeline.records import Text

Draw = Callable[..., bytes]
LEFT, RIGHT = 85, 320


def _text(data: bytes) -> Text:
    return normalize(read_pdf(data))


def test_two_columns_come_one_after_the_other(draw_pdf: Draw) -> None:
    page = [
        (LEFT, 60, "UBND TỈNH A"), (RIGHT, 63, "CỘNG HÒA XÃ HỘI"), (LEFT, 80, "SỞ B"), (RIGHT, 84, "Độc lập - Tự do"),
        (LEFT, 100, "Số: 1/BC-SB"), (RIGHT, 105, "A, ngày 01 tháng 01 năm 2020"), (250, 150, "BÁO CÁO"),
    ]  # fmt: skip
    text = _text(draw_pdf(page)).text
    assert text.splitlines() == [
        "UBND TỈNH A", "SỞ B", "Số: 1/BC-SB", "", "CỘNG HÒA XÃ HỘI", "Độc lập - Tự do", "A, ngày 01 tháng 01 năm 2020", "", "BÁO CÁO",
    ] or text.split("\n\n")[0] == "UBND TỈNH A\nSỞ B\nSố: 1/BC-SB"  # fmt: skip
    assert text.index("Số: 1/BC-SB") < text.index("CỘNG HÒA") < text.index("BÁO CÁO")


def test_lines_of_a_paragraph_are_joined(draw_pdf: Draw) -> None:
    long = "Ủy ban nhân dân tỉnh đã bố trí kinh phí thực hiện chương trình năm 2018 là"
    page = [(LEFT + 20, 100, long), (LEFT, 116, "500 triệu đồng tại quyết định."), (LEFT + 20, 132, "- Một ý khác.")]
    assert _text(draw_pdf(page)).text.splitlines() == [f"{long} 500 triệu đồng tại quyết định.", "- Một ý khác."]


def test_a_preamble_under_a_wide_title_is_a_line_of_its_own(draw_pdf: Draw) -> None:
    title = "Hướng dẫn một số nội dung quản lý đầu tư các công trình năm 2018"
    page = [(LEFT + 20, 100, title), (LEFT, 116, "Căn cứ Luật Đầu tư công;")]
    assert _text(draw_pdf(page)).text.splitlines() == [title, "Căn cứ Luật Đầu tư công;"]


def test_bold_by_printing_twice_counts_once(draw_pdf: Draw) -> None:
    page = [(LEFT, 100, "Tổng cộng 400 triệu đồng"), (LEFT + 0.4, 100, "Tổng cộng 400 triệu đồng")]
    assert _text(draw_pdf(page)).text == "Tổng cộng 400 triệu đồng"


def test_lines_printed_again_below_others_count_once(draw_pdf: Draw) -> None:
    lines = [(LEFT, 100, "Tổng cộng 400 triệu đồng"), (LEFT, 130, "1111 người")]
    again = [(LEFT + 0.4, 130.2, "1111 người"), (LEFT + 0.4, 100, "Tổng cộng 400 triệu đồng")]
    assert _text(draw_pdf(lines + again)).text == _text(draw_pdf(lines)).text


def test_page_numbers_and_running_heads_are_left_out(draw_pdf: Draw) -> None:
    pages = [[(290, 40, str(n)), (LEFT, 60, "BÁO CÁO NĂM 2020"), (LEFT, 200, f"Nội dung {n}.")] for n in (2, 3, 4)]
    assert _text(draw_pdf(*pages)).text.split() == ["Nội", "dung", "2.", "Nội", "dung", "3.", "Nội", "dung", "4."]


def test_words_keep_their_boxes(draw_pdf: Draw) -> None:
    text = _text(draw_pdf([(LEFT, 100, "chi 500 triệu đồng")], [(LEFT, 300, "năm 2019")]))
    assert [text.text[word.start : word.end] for page in text.pages for word in page.words] == [
        "chi", "500", "triệu", "đồng", "năm", "2019",
    ]  # fmt: skip
    first = text.pages[0].words[0]
    assert first.x0 == pytest.approx(LEFT, abs=1.5) and first.top < 100 < first.bottom + 1
    assert (text.pages[0].start, text.pages[0].end, text.pages[1].end) == (0, text.pages[1].start, len(text.text))


def test_a_ruled_table_keeps_cells_and_spans(draw_pdf: Draw) -> None:
    path = ROOT / "corpus" / "142-KH-UBND-2021.pdf"
    text = _text(path.read_bytes())
    (table,) = text.tables
    grid = {(cell.row, cell.column): text.text[cell.start : cell.end] for cell in table.cells}
    assert [grid[0, column] for column in range(5)] == ["TT", "Nhiệm vụ", "Ngân sách tỉnh", "Ngân sách huyện", "Cộng"]
    assert [grid[4, column] for column in range(5)] == ["", "Tổng cộng", "2.000", "500", "2.500"]


def test_a_merged_heading_heads_its_columns() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    rows, columns = (100, 130, 160, 190), (100, 200, 300, 400)
    for y in rows:
        canvas.line(columns[0] if y != 130 else 200, A4[1] - y, 400, A4[1] - y)
    for x in columns:
        top = 130 if x == 300 else 100
        canvas.line(x, A4[1] - top, x, A4[1] - 190)
    for x, y, words in (
        (110, 120, "Name"),
        (240, 120, "Money"),
        (210, 150, "State"),
        (310, 150, "Own"),
        (110, 180, "A"),
        (210, 180, "5"),
        (310, 180, "7"),
    ):
        canvas.drawString(x, A4[1] - y, words)
    canvas.save()
    text = _text(buffer.getvalue())
    cells = {text.text[c.start : c.end]: (c.row, c.column, c.row_span, c.column_span) for c in text.tables[0].cells}
    assert cells["Money"] == (0, 1, 1, 2)
    assert cells["Name"] == (0, 0, 2, 1)
    assert cells["7"] == (2, 2, 1, 1)


def test_a_scan_is_refused_with_its_pages() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawImage(ImageReader(Image.new("RGB", (80, 80), "white")), 50, 50, 300, 300)
    canvas.save()
    with pytest.raises(NoTextLayer, match="1"):
        read_pdf(buffer.getvalue(), "never")
    with pytest.raises(NoWords):
        read_pdf(buffer.getvalue())


def test_a_locked_file_says_so(draw_pdf: Draw) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    with pytest.raises(EncryptedFile):
        read_pdf(draw_pdf([(LEFT, 100, "bí mật")], encrypt=StandardEncryption("khoa")))


def test_a_file_cut_short_is_damaged(draw_pdf: Draw) -> None:
    with pytest.raises(DamagedFile):
        read_pdf(draw_pdf([(LEFT, 100, "một")])[:300])


def test_mutated_files_are_read_or_refused(draw_pdf: Draw) -> None:
    whole = draw_pdf([(LEFT, 100, "Tổng kinh phí 400 triệu đồng")])
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        broken = whole[:at] + b"\x00\xff" + whole[at + 2 :]
        try:
            read_pdf(broken)
        except ReadError as error:
            assert error.vi


def test_the_corpus_reads_as_it_was_written(corpus: Path) -> None:
    text = _text((corpus / "218-QD-UBND-2022.pdf").read_bytes()).text
    assert "Điều 1. Phân bổ 2.000 triệu đồng từ nguồn ngân sách tỉnh năm 2022 để thực hiện" in text
    assert "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n" in text
