"""Pages as producers make them: turned, cropped, decomposed, spaced out, hyphenated, filled in, damaged."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from benchmarks.layouts import FONT
from benchmarks.pages import text_document
from pipeline.normalize import normalize
from pipeline.read.pdf.reader import read_pdf
from pipeline.read.refusals import DamagedFile
from pipeline.records import Page, Reading, Text, Word, Words

LEFT, RIGHT = 85, 320
LONG = "Ủy ban nhân dân tỉnh đã bố trí kinh phí thực hiện chương trình năm 2018"


def _page(*lines: tuple[float, float, str], prepare: Callable[[Canvas], object] = lambda canvas: None) -> Text:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    prepare(canvas)
    for x, y, words in lines:
        canvas.setFont(FONT, 13)
        canvas.drawString(x, A4[1] - y, words)
    canvas.save()
    return normalize(read_pdf(buffer.getvalue()))


def test_words_in_columns_are_the_words_that_were_put_in() -> None:
    words = [Word(0, 3, 1, 2, 3, 4), Word(4, 7, 5, 6, 7, 8, 0.5, "400"), Word(8, 9, 9, 9, 9, 9, 0.25)]
    held = Words.of(words)
    assert list(held) == words and held == words and held[-2:] == words[-2:] and held[-1] == words[-1]
    moved = normalize(Reading((Page(1, "  abc  def g", words=[*words[:1], Word(7, 10, 5, 6, 7, 8, 0.5, "x")]),), "ocr"))
    assert moved.pages[0].words[1] == Word(4, 7, 5, 6, 7, 8, 0.5, "x")


def test_generated_pages_are_read_letter_by_letter() -> None:
    document = text_document(10)
    text = normalize(read_pdf(document.data))
    read = [" ".join(text.text[page.start : page.end].split()) for page in text.pages]
    assert read == [" ".join(page.split()) for page in document.pages]


def test_columns_whose_lines_are_not_level_stay_whole() -> None:
    left = [(LEFT, 60, "ỦY BAN NHÂN DÂN"), (LEFT, 77, "TỈNH A"), (LEFT, 94, "SỞ B"), (LEFT, 111, "Số: 1/BC-SB")]
    right = [(RIGHT, 68, "CỘNG HÒA XÃ HỘI"), (RIGHT, 85, "Độc lập - Tự do"), (RIGHT, 102, "A, ngày 01")]
    drawn_in_turns = sorted([*left, *right], key=lambda line: line[1])
    for lines in ([*left, *right], drawn_in_turns):
        text = _page(*lines, (262, 140, "BÁO CÁO"), (210, 157, "Kết quả thực hiện")).text
        assert [line for line in text.splitlines() if line] == [
            *(words for _, _, words in left), *(words for _, _, words in right), "BÁO CÁO", "Kết quả thực hiện",
        ]  # fmt: skip


def test_a_list_of_names_and_figures_is_read_across() -> None:
    rows = [("Ngân sách tỉnh", "400 triệu đồng"), ("Ngân sách huyện", "300 triệu đồng")]
    drawn = [(x, 60 + 17 * at, row[side]) for at, row in enumerate(rows) for side, x in enumerate((LEFT, RIGHT))]
    assert _page(*drawn).text.splitlines() == ["\t".join(row) for row in rows]


def test_a_justified_line_with_wide_gaps_is_one_line() -> None:
    words = [(LEFT, 60, "Căn"), (170, 60, "cứ"), (230, 60, "Luật"), (310, 60, "tổ"), (380, 60, "chức")]
    assert _page(*words, (LEFT, 77, "chính quyền")).text == "Căn cứ Luật tổ chức chính quyền"


@pytest.mark.parametrize(
    ("first", "second", "read"),
    [
        ("báo cáo 78/BC-", "SNN về việc", "báo cáo 78/BC-SNN về việc"),
        ("kinh tế-", "xã hội", "kinh tế-xã hội"),
        ("rural develop-", "ment plan", "rural development plan"),
        ("rural develop\u00ad", "ment plan", "rural development plan"),
        ("quý I", "- II năm", "quý I - II năm"),
        ("giá 5", "đ/kg", "giá 5 đ/kg"),
        ("giá 5", "- Hỗ trợ", "giá 5\n- Hỗ trợ"),
    ],
)
def test_what_is_cut_at_a_lines_end_is_joined(first: str, second: str, read: str) -> None:
    text = _page((LEFT, 60, f"{LONG} {first}"), (LEFT, 77, second))
    assert text.text == f"{LONG} {read}"
    boxed = [text.text[word.start : word.end] for word in text.pages[0].words]
    assert "".join(boxed) == "".join(text.text.split())


def test_a_raised_digit_is_no_digit_of_its_word_and_a_notes_mark_no_part_of_a_figure() -> None:
    def write(canvas: Canvas) -> None:
        text = canvas.beginText(LEFT, A4[1] - 60)
        for words, mark in (("Diện tích 100 m", "2"), (" và 6.400", "1"), (" triệu đồng", "12")):
            text.setFont(FONT, 13)
            text.textOut(words)
            text.setFont(FONT, 8)
            text.setRise(5)
            text.textOut(mark)
            text.setRise(0)
        canvas.drawText(text)

    assert _page(prepare=write).text == "Diện tích 100 m² và 6.400 triệu đồng"


def test_lines_that_read_up_the_page_come_in_their_order() -> None:
    def write(canvas: Canvas) -> None:
        canvas.setFont(FONT, 13)
        canvas.translate(200, 300)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Biểu tổng hợp kinh phí")
        canvas.drawString(40, -17, "năm 2018 của tỉnh")

    assert _page(prepare=write).text.split() == ["Biểu", "tổng", "hợp", "kinh", "phí", "năm", "2018", "của", "tỉnh"]


def test_letters_set_apart_for_emphasis_are_words() -> None:
    assert _page((200, 60, "Q U Y Ế T  Đ Ị N H :")).text == "QUYẾT ĐỊNH :"


@pytest.mark.parametrize("spacing", [0.8, 1.3, 2.5])
def test_spacing_between_letters_parts_no_words(spacing: float) -> None:
    def prepare(canvas: Canvas) -> None:
        canvas.setFont(FONT, 10)
        line = canvas.beginText(LEFT, A4[1] - 60)
        line.setCharSpace(spacing)
        line.textOut("Điều 3. ")
        line.setCharSpace(0)
        line.textOut("Quyết định này có hiệu lực; ")
        line.setCharSpace(spacing)
        line.textOut("chi 1.250 triệu đồng")
        canvas.drawText(line)
        x = float(LEFT)
        for word in ("Bãi", "bỏ", "Quyết", "định", "số", "17/QĐ-UBND"):
            line = canvas.beginText(x, A4[1] - 90)
            line.setCharSpace(spacing)
            line.textOut(word)
            canvas.drawText(line)
            x += canvas.stringWidth(word, FONT, 10) + spacing * len(word) + 4

    read = _page(prepare=prepare).text.splitlines()
    assert [line for line in read if line] == [
        "Điều 3. Quyết định này có hiệu lực; chi 1.250 triệu đồng", "Bãi bỏ Quyết định số 17/QĐ-UBND",
    ]  # fmt: skip


def test_decomposed_letters_keep_one_box_for_a_word() -> None:
    text = _page((LEFT, 60, unicodedata.normalize("NFD", "kỹ thuật hỗ trợ")))
    assert [text.text[word.start : word.end] for word in text.pages[0].words] == ["kỹ", "thuật", "hỗ", "trợ"]


def test_boxes_are_where_a_cropped_page_shows_the_words() -> None:
    whole = _page((LEFT, 160, "Trong khung")).pages[0]
    cropped = _page((LEFT, 160, "Trong khung"), prepare=lambda c: c.setCropBox((50, 100, 550, 800))).pages[0]
    assert (cropped.width, cropped.height) == (500, 700)
    assert cropped.words[0].x0 == pytest.approx(whole.words[0].x0 - 50, abs=0.1)
    assert cropped.words[0].top == pytest.approx(whole.words[0].top - (A4[1] - 800), abs=0.1)


def test_figures_that_touch_a_rule_stay_in_their_cells() -> None:
    def rule(canvas: Canvas) -> None:
        canvas.lines([(100, A4[1] - y, 300, A4[1] - y) for y in (100, 130, 160)])
        canvas.lines([(x, A4[1] - 100, x, A4[1] - 160) for x in (100, 200, 300)])

    text = _page((173.7, 120, "1234"), (200.2, 120, "789"), (110, 150, "a"), (310, 125, "bên cạnh"), prepare=rule)
    (table,) = text.tables
    assert [text.text[cell.start : cell.end] for cell in table.cells] == ["1234", "789", "a", ""]
    assert text.text.endswith("bên cạnh")


def test_words_in_a_hole_of_a_table_are_not_lost() -> None:
    def rule(canvas: Canvas) -> None:
        canvas.lines([(100, A4[1] - 100, 400, A4[1] - 100), (100, A4[1] - 130, 400, A4[1] - 130)])
        canvas.lines([(100, A4[1] - 160, 300, A4[1] - 160), (400, A4[1] - 100, 400, A4[1] - 130)])
        canvas.lines([(x, A4[1] - 100, x, A4[1] - 160) for x in (100, 200, 300)])

    text = _page((110, 120, "a"), (310, 120, "b"), (110, 150, "c"), (310, 150, "ngoài ô"), prepare=rule)
    assert "ngoài ô" in text.text and len(text.tables[0].cells) == 5


def test_a_charts_grid_is_no_table() -> None:
    def rule(canvas: Canvas) -> None:
        canvas.lines([(100, A4[1] - y, 400, A4[1] - y) for y in (300, 330, 360)])
        canvas.lines([(x, A4[1] - 300, x, A4[1] - 360) for x in (100, 200, 300, 400)])

    assert not _page((80, 330, "5"), (150, 380, "2020"), (250, 380, "2021"), prepare=rule).tables


def test_what_is_filled_in_a_form_is_read() -> None:
    def field(canvas: Canvas) -> None:
        canvas.acroForm.textfield(name="amount", value="400.000", x=160, y=A4[1] - 64, width=150, height=20)

    assert "400.000" in _page((LEFT, 60, "Số tiền:"), prepare=field).text


def test_a_page_that_cannot_be_opened_is_named(draw_pdf: Callable[..., bytes]) -> None:
    whole = draw_pdf([(LEFT, 100, "một")], [(LEFT, 100, "hai")], [(LEFT, 100, "ba")])
    second = [at for at in range(len(whole)) if whole.startswith(b"/Type /Page\n", at)][1]
    with pytest.raises(DamagedFile, match=r"page 2\)"):
        read_pdf(whole[:second] + b"/Type /Paga" + whole[second + 11 :])


def test_a_drawing_of_many_strokes_costs_no_search_for_tables() -> None:
    def paper(canvas: Canvas) -> None:
        canvas.lines([(x, 0, x, 800) for x in range(0, 600, 3)] + [(0, y, 600, y) for y in range(0, 800, 3)])

    text = _page((LEFT, 60, "Bản đồ"), prepare=paper)
    assert text.text == "Bản đồ" and not text.tables


_ROWS = (
    ("TT", "Nội dung", "Kế hoạch", "Thực hiện"),
    ("1", "Đường giao thông", "1.200", "1.000"),
    ("2", "Kênh mương", "800", "-"),
    ("3", "Trường học", "400", "350"),
)


def test_columns_of_figures_without_rules_are_a_table() -> None:
    places = ((85, 140, 320, 430), (17, 34, 51, 68))
    drawn = [
        (x, 100 + y, words)
        for row, y in zip(_ROWS, places[1], strict=True)
        for x, words in zip(places[0], row, strict=True)
    ]
    text = _page((LEFT, 60, f"{LONG}."), *drawn, (LEFT, 220, "Đoạn sau bảng."))
    (table,) = text.tables
    assert [text.text[c.start : c.end] for c in table.cells] == [words for row in _ROWS for words in row]
    assert text.text.startswith(LONG) and text.text.endswith("Đoạn sau bảng.")


def test_columns_of_words_without_rules_are_no_table() -> None:
    names = ("Nguyễn Văn A", "Trần Thị B", "Lê Văn C")
    drawn = [(x, y, name) for y in (100, 117, 134) for x, name in zip((85, 250, 420), names, strict=True)]
    assert not _page(*drawn).tables


def test_what_a_cell_cuts_off_is_not_read() -> None:
    def cut(canvas: Canvas) -> None:
        for x, width, words in ((90, 100, "Kè chống sạt lở bờ sông"), (190, 60, "1.500"), (250, 60, "900")):
            canvas.saveState()
            clip = canvas.beginPath()
            clip.rect(x, A4[1] - 110, width, 20)
            canvas.clipPath(clip, stroke=0)
            canvas.setFont(FONT, 13)
            canvas.drawString(x + 2, A4[1] - 104, words)
            canvas.drawString(x + 2, A4[1] - 124, "3.000")
            canvas.restoreState()

    text = _page((LEFT, 60, f"{LONG}."), prepare=cut)
    assert text.text.replace("\t", " ").split("\n")[1] == "Kè chống sạt lở bờ 1.500 900"
    assert "3.000" not in text.text
    figure = next(word for word in text.pages[0].words if text.text[word.start : word.end] == "1.500")
    assert figure.x0 == pytest.approx(192, abs=1.5)
