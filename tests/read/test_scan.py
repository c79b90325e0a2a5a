"""Scans read by the real Tesseract: turned, skewed, stamped, in files of pictures, among pages of text."""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFont, ImageOps
from rapidfuzz.distance import Levenshtein
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from benchmarks.layouts import FONT
from benchmarks.scanner import FONT as SERIF
from benchmarks.scanner import Scanner, picture_pdf
from flows.process import process_file
from pipeline.doctor import installation
from pipeline.read import identify
from pipeline.read.page.words import PlacedWord
from pipeline.read.pdf.reader import read_pdf
from pipeline.read.refusals import DamagedFile, NoTextLayer, OcrMissing
from pipeline.read.scan import engine
from pipeline.read.scan.files import read_image
from pipeline.records import Failure, Page

Draw = Callable[..., bytes]
LINES = [
    "Căn cứ Quyết định số 15/QĐ-UBND ngày 20/7/2021 của Ủy ban nhân dân tỉnh",
    "Tổng kinh phí thực hiện là 2.450 triệu đồng, trong đó ngân sách huyện",
    "hỗ trợ 1.150 triệu đồng và vốn của người dân 1.300 triệu đồng; các xã",
    "chịu trách nhiệm quyết toán trước ngày 31 tháng 12 năm 2021.",
]
TEXT = " ".join(LINES)


@pytest.fixture
def page(draw_pdf: Draw) -> bytes:
    """A PDF of one page with a paragraph and a signature."""
    lines = [(85, 120 + 20 * index, line) for index, line in enumerate(LINES)]
    return draw_pdf([*lines, (360, 330, "CHỦ TỊCH"), (340, 420, "Nguyễn Văn Mẫu")])


def _scan(data: bytes, **settings: object) -> Image.Image:
    with pdfium.PdfDocument(data) as document:
        return Scanner(**settings).scan(document[0])  # type: ignore[arg-type]


def _file(image: Image.Image, form: str, *more: Image.Image, **options: object) -> bytes:
    buffer = io.BytesIO()
    if more:
        options |= {"save_all": True, "append_images": list(more)}
    image.save(buffer, form, **options)
    return buffer.getvalue()


def _flat(page: Page) -> str:
    return " ".join(page.text.split())


def _accuracy(seen: str, true: str) -> float:
    return 1 - Levenshtein.distance(seen, true) / len(true)


@pytest.mark.parametrize("quarter_turns", [1, 2, 3])
def test_a_page_laid_in_wrongly_is_read_upright(page: bytes, quarter_turns: int) -> None:
    image = _scan(page, quarter_turns=quarter_turns, skew=-1.5)
    (read,) = read_image(_file(image, "PNG", dpi=(200, 200), compress_level=1)).pages
    assert _accuracy(_flat(read)[: len(TEXT)], TEXT) > 0.985
    assert read.width is not None and (read.width > read.height) == bool(quarter_turns % 2)  # type: ignore[operator]
    assert all(0 <= w.x0 <= w.x1 <= read.width and 0 <= w.top <= w.bottom <= read.height for w in read.words)  # type: ignore[operator]


def test_words_of_a_skewed_page_lie_where_they_stand_on_paper(page: bytes) -> None:
    skew = 2.5
    (true,), (seen,) = read_pdf(page).pages, read_pdf(picture_pdf([_scan(page, skew=skew)], 200)).pages
    boxes = {true.text[word.start : word.end]: word for word in true.words}
    turn = math.radians(skew)
    found = 0
    for word in seen.words:
        other = boxes.get(seen.text[word.start : word.end])
        if other is None or true.text.split().count(true.text[other.start : other.end]) > 1:
            continue
        x, y = (other.x0 + other.x1 - A4[0]) / 2, (other.top + other.bottom - A4[1]) / 2
        x, y = x * math.cos(turn) + y * math.sin(turn) + A4[0] / 2, y * math.cos(turn) - x * math.sin(turn) + A4[1] / 2
        assert (word.x0 + word.x1) / 2 == pytest.approx(x, abs=3)
        assert (word.top + word.bottom) / 2 == pytest.approx(y, abs=3)
        found += 1
    assert found > 20


def test_seal_and_pen_are_taken_off_and_the_name_under_them_is_read(page: bytes) -> None:
    (read,) = read_pdf(picture_pdf([_scan(page, stamp=True)], 200)).pages
    assert _flat(read).endswith("CHỦ TỊCH Nguyễn Văn Mẫu")
    assert read.ocr_confidence is not None and read.ocr_confidence > 0.9


def test_print_in_colour_alone_is_text(page: bytes) -> None:
    red = ImageOps.colorize(_scan(page).convert("L"), (200, 20, 30), "white")
    assert _accuracy(_flat(read_image(_file(red, "PNG", dpi=(200, 200))).pages[0])[: len(TEXT)], TEXT) > 0.98


def test_a_picture_file_of_two_pages_and_two_tones(page: bytes) -> None:
    image = _scan(page, dpi=300)
    tones = image.convert("1", dither=Image.Dither.NONE)
    reading = read_image(_file(tones, "TIFF", image.convert("L"), dpi=(300, 300)))
    assert reading.text_source == "ocr" and [page.number for page in reading.pages] == [1, 2]
    assert [_accuracy(_flat(read)[: len(TEXT)], TEXT) > 0.97 for read in reading.pages] == [True, True]
    assert reading.pages[0].width == pytest.approx(A4[0], abs=1)


def test_a_ruled_table_of_a_scan_keeps_its_cells(corpus: Path) -> None:
    data = (corpus / "142-KH-UBND-2021.pdf").read_bytes()
    pages = read_pdf(data).pages[0], read_pdf(picture_pdf([_scan(data, skew=-2)], 200)).pages[0]
    true, seen = (
        [(c.row, c.column, c.row_span, c.column_span, page.text[c.start : c.end]) for c in page.tables[0].cells]
        for page in pages
    )
    assert [cell[:4] for cell in seen] == [cell[:4] for cell in true]
    assert [cell for cell in seen if cell[0] and cell[1] > 1] == [cell for cell in true if cell[0] and cell[1] > 1]


def test_a_table_under_a_seal_keeps_its_rules_and_figures() -> None:
    rows = [("TT", "Công trình", "Thời gian", "Vốn"), ("1", "Cầu treo", "2001-2002", "24.500")]
    rows += [("2", "Kênh", "2001-2005", "118.500"), ("3", "Đê biển", "2001-2003", "30.000")]
    sides, bottom, height = (85, 115, 300, 380, 460), 600, 24
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setFont(FONT, 13)
    canvas.grid(sides, [bottom + height * at for at in range(len(rows) + 1)])
    for at, line in enumerate(reversed(rows)):
        for x, words in zip(sides, line, strict=False):
            canvas.drawString(x + 5, bottom + height * at + 8, words)
    canvas.save()
    image = _scan(buffer.getvalue(), stamp=True, skew=1.5)
    (page,) = read_pdf(picture_pdf([image], 200)).pages
    (table,) = page.tables
    assert [(c.row, c.column) for c in table.cells] == [(at, column) for at in range(4) for column in range(4)]
    assert [page.text[c.start : c.end] for c in table.cells] == [words for line in rows for words in line]


def test_a_digit_that_is_overlooked_in_its_cell_is_read_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Image.new("L", (600, 400), 255)
    ImageDraw.Draw(page).text((300, 180), "2", 0, ImageFont.truetype(str(SERIF), 30), anchor="lt")
    read, widths = engine._read, []

    def overlooking(engine: object, scale: float, left: int = 0, top: int = 0) -> list[list[PlacedWord]]:
        widths.append(left)
        return [] if len(widths) == 2 else read(engine, scale, left, top)

    monkeypatch.setattr(engine, "_read", overlooking)
    (word,) = engine.recognise(np.asarray(page), 200, [(72, 36, 180, 108)])
    assert word.text == "2" and len(widths) == 3
    assert (word.x0, word.top) == pytest.approx((300 * 72 / 200, 180 * 72 / 200), abs=2)


def test_labels_set_apart_from_their_lines_are_read(draw_pdf: Draw) -> None:
    items = [
        "Về sản xuất, tỉnh mất trắng 1.874 ha lúa",
        "Hạ tầng bị sạt lở 23 km đường",
        "Các xã báo cáo trước ngày 30",
    ]
    lines = [
        (x, 120 + 30 * at, words)
        for at, item in enumerate(items, 2)
        for x, words in ((85, f"{at}." if at < 4 else "-"), (112, item))
    ]
    (read,) = read_pdf(picture_pdf([_scan(draw_pdf(lines), skew=1.5)], 200)).pages
    assert [line[:5] for line in read.text.split("\n") if line] == ["2. Về", "3. Hạ", "- Các"]


def test_commas_and_marks_close_to_a_rule_are_read() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    rows = [("Cộng", "528,3", "150"), ("Giá trị thiệt hại", "182,25", "1.146,7"), ("Hỗ trợ một lần", "79,5", "220,5")]
    canvas.setFont("Test-Serif", 13)
    for row, cells in enumerate(rows):
        for x, words in zip((90, 330, 430), cells, strict=True):
            canvas.drawString(x, 700 - 14.4 * row, words)
    for row in range(len(rows) + 1):
        canvas.line(85, 711 - 14.4 * row, 500, 711 - 14.4 * row)
    for x in (85, 320, 420, 500):
        canvas.line(x, 711, x, 711 - 14.4 * len(rows))
    canvas.save()
    (read,) = read_pdf(picture_pdf([_scan(buffer.getvalue(), skew=-1)], 200)).pages
    assert [tuple(line.split("\t")) for line in read.text.strip().split("\n")] == rows


def test_a_figure_that_a_second_look_gives_a_comma_is_not_sure(draw_pdf: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.read.scan.engine._larger", lambda *_: "82,4")
    lines = [(85, 120, "Trung bình được 824 điểm và 825 điểm trong năm 2020 và 2.824 điểm năm sau")]
    (read,) = read_pdf(picture_pdf([_scan(draw_pdf(lines))], 200)).pages
    told = {read.text[word.start : word.end]: (word.confidence, word.other) for word in read.words}
    assert told["824"] == (0.6, "82,4")
    assert all(told[words][0] > 0.85 and told[words][1] is None for words in ("825", "2020", "2.824"))  # type: ignore[operator]


def test_a_seal_is_taken_off_a_page_that_holds_only_the_name(draw_pdf: Draw) -> None:
    (read,) = read_pdf(picture_pdf([_scan(draw_pdf([(360, 160, "Nguyễn Văn Mẫu")]), stamp=True)], 200)).pages
    assert _flat(read) == "Nguyễn Văn Mẫu"


def _layered(
    image: Image.Image, words: str, *, box: tuple[float, float, float, float] = (0, 0, *A4), mode: int = 3
) -> bytes:
    """A page with a picture and a text layer, invisible unless `mode` is 0."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.drawImage(ImageReader(image), *box)
    text = canvas.beginText(85, A4[1] - 120)
    text.setFont("Test-Serif", 13)
    text.setTextRenderMode(mode)
    for line in words.splitlines():
        text.textLine(line)
    canvas.drawText(text)
    canvas.save()
    return buffer.getvalue()


def _without_marks(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def test_a_good_layer_over_a_scan_is_kept(page: bytes) -> None:
    reading = read_pdf(_layered(_scan(page, dpi=100), "\n".join(LINES)))
    assert reading.text_source == "text-layer" and _flat(reading.pages[0]) == TEXT


@pytest.mark.parametrize(
    "spoil", [_without_marks, lambda text: "".join(chr(ord(c) + 1) if c > " " else c for c in text)]
)
def test_a_layer_that_lies_is_read_again(page: bytes, spoil: Callable[[str], str]) -> None:
    layered = _layered(_scan(page), "\n".join(map(spoil, LINES)))
    reading = read_pdf(layered)
    assert reading.text_source == "ocr" and _accuracy(_flat(reading.pages[0])[: len(TEXT)], TEXT) > 0.985
    assert spoil("huyện") in _flat(read_pdf(layered, "never").pages[0])


def _misread(text: str) -> str:
    for printed, seen in (("Căn cứ", "Căn cử"), ("nhân dân tỉnh", "nhân dân tinh"), ("của", "cùa"), ("1.300", "1.800")):
        text = text.replace(printed, seen)
    return text


def test_a_layer_that_shows_slips_of_another_ocr_is_read_again(page: bytes) -> None:
    layered = _layered(_scan(page), "\n".join(map(_misread, LINES)))
    reading = read_pdf(layered)
    assert reading.text_source == "ocr" and "1.300 triệu đồng" in _flat(reading.pages[0])


def test_without_ocr_a_layer_with_slips_is_mended(page: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    layered = _layered(_scan(page, dpi=100), "\n".join(map(_misread, LINES)))
    mended = TEXT.replace("1.300", "1.800")
    assert _flat(read_pdf(layered, "never").pages[0]) == mended
    monkeypatch.setattr(engine, "language_folder", lambda: None)
    reading = read_pdf(layered)
    assert reading.text_source == "text-layer" and _flat(reading.pages[0]) == mended


@pytest.mark.parametrize("mode", [3, 0])
def test_figures_of_a_layer_that_is_only_searched_are_those_of_ocr(page: bytes, mode: int) -> None:
    reading = read_pdf(_layered(_scan(page, dpi=100), "\n".join(LINES), mode=mode))
    assert {word.confidence for word in reading.pages[0].words} == ({0.9} if mode else {None})


def test_a_short_page_with_a_bad_layer_is_read_again(draw_pdf: Draw) -> None:
    signed = draw_pdf([(360, 130, "KT. CHỦ TỊCH"), (360, 150, "PHÓ CHỦ TỊCH"), (340, 240, "Nguyễn Văn Mẫu")])
    reading = read_pdf(_layered(_scan(signed), "KT. CH\ufffd T\ufffdCH\nPHO CHU TJCH\nNguy\ufffdn V\ufffdn M\ufffdu"))
    assert reading.text_source == "ocr" and _flat(reading.pages[0]) == "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Văn Mẫu"


def test_a_picture_of_text_in_a_page_of_text_adds_its_words(page: bytes) -> None:
    part = _scan(page).crop((200, 280, 1500, 580))
    box = (70.0, 100.0, part.width * 0.36, part.height * 0.36)
    reading = read_pdf(_layered(part, "\n".join(["Phụ lục kèm theo báo cáo", *LINES]), box=box, mode=0))
    text = _flat(reading.pages[0])
    assert reading.text_source == "ocr" and text.startswith("Phụ lục kèm theo báo cáo Căn cứ")
    assert text.count("2.450 triệu đồng") == 2
    assert reading.pages[0].ocr_confidence is not None


def test_pictures_are_told_by_their_bytes(page: bytes, tmp_path: Path) -> None:
    image = _scan(page, dpi=50)
    for form, media_type in (
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("TIFF", "image/tiff"),
        ("BMP", "image/bmp"),
    ):
        path = tmp_path / form
        path.write_bytes(_file(image.copy(), form))
        assert identify(path).media_type == media_type
    path.write_text("BM 01 - Biểu mẫu", encoding="utf-8")
    assert identify(path).media_type == "text/plain"


def test_without_its_language_a_scan_is_refused_with_the_remedy(
    page: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    path = tmp_path / "quet.png"
    path.write_bytes(_file(_scan(page, dpi=50), "PNG"))
    failure = process_file(path)
    assert isinstance(failure, Failure) and failure.stage == "read"
    assert "tesseract-ocr-vie" in failure.reason_vi and "tesseract-ocr-vie" in failure.reason_en
    assert "tesseract-ocr-vie" in installation("vi")["tesseract vie"]
    with pytest.raises(OcrMissing):
        read_pdf(picture_pdf([_scan(page, dpi=50)], 50))
    with pytest.raises(NoTextLayer):
        read_image(path.read_bytes(), "never")


def test_a_broken_picture_is_refused(page: bytes) -> None:
    whole = _file(_scan(page, dpi=50), "PNG")
    for data in (whole[:200], whole[: len(whole) // 2], b"\x89PNG" + bytes(50), b"II*\x00" + b"\xff" * 200):
        with pytest.raises(DamagedFile):
            read_image(data)
