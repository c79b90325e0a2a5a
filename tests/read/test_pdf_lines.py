"""Lines of PDFs as word processors and browsers set them: lists, margins, titles in the middle, bullets, ends of pages."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from benchmarks.layouts import FONT
from pipeline.normalize import normalize
from pipeline.read.pdf.reader import read_pdf
from pipeline.records import Text

Line = tuple[float, float, str]
LEFT, FIRST, RIGHT, SIZE = 85.0, 121.0, 553.0, 13.0
"""The left margin, where first lines begin, and the right margin, which full lines reach."""


def _read(*pages: list[Line], draw: Callable[[Canvas], object] = lambda canvas: None) -> Text:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for page in pages:
        for x, y, words in page:
            canvas.setFont(FONT, SIZE)
            canvas.drawString(x, A4[1] - y, words)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return normalize(read_pdf(buffer.getvalue()))


def _full(x: float, words: str) -> str:
    """The words with more syllables at their start, as many as reach the right margin."""
    while x + pdfmetrics.stringWidth(f"là {words}", FONT, SIZE) <= RIGHT:
        words = f"là {words}"
    return words


def _centred(y: float, words: str) -> Line:
    return (LEFT + RIGHT - pdfmetrics.stringWidth(words, FONT, SIZE)) / 2, y, words


def test_letters_drawn_one_by_one_on_a_page_of_few_words_are_words() -> None:
    figure = "12.345.000"
    places = [x + pdfmetrics.stringWidth(figure[:at], FONT, SIZE) for x in (50, 400) for at in range(len(figure))]
    letters = [(x, 100 + SIZE * row, letter) for row in range(4) for x, letter in zip(places, figure * 2, strict=True)]
    assert _read(letters).text.split() == [figure] * 8


def test_a_lists_labels_stay_with_their_words_and_its_lines_hang() -> None:
    hang = 139.0
    first = _full(hang, "với điểm chỉ đạo của Ban Quản")
    second = _full(hang, "tiền phạt 60 triệu đồng; mức phạt cao nhất là 20 triệu;")
    lines: list[Line] = [
        (FIRST, 100, "1."), (hang, 100, first), (hang, 116, "Lý rừng phòng hộ."),
        (FIRST, 132, "-"), (hang, 132, second), (hang, 148, "còn lại nộp năm sau."),
        (FIRST, 164, "2."), (hang, 164, "Ý khác."),
    ]  # fmt: skip
    assert _read(lines).text.splitlines() == [
        f"1. {first} Lý rừng phòng hộ.", f"- {second} còn lại nộp năm sau.", "2. Ý khác.",
    ]  # fmt: skip


def test_what_goes_on_at_the_margin_is_told_from_what_stands_further_out() -> None:
    first, second = _full(FIRST, "phải gửi Phòng"), _full(FIRST, "do UBND huyện Bến")
    lines: list[Line] = [
        (FIRST, 100, first), (LEFT, 116, "Tài chính trước ngày 10."),
        (FIRST, 132, second), (LEFT, 148, "Mẫu thực hiện."), (LEFT - 14, 180, "Nơi nhận:"), (LEFT - 14, 196, "- Như trên."),
    ]  # fmt: skip
    assert _read(lines).text.splitlines()[:2] == [f"{first} Tài chính trước ngày 10.", f"{second} Mẫu thực hiện."]


@pytest.mark.parametrize(
    ("end", "start"),
    [
        ("kế hoạch năm 2021 (đợt", "1) với tổng số vốn 5 tỷ đồng."),
        ("lắp 01 cầu phao dài 42", "m."),
        ("vốn 12", "tỷ đồng."),
    ],
)
def test_what_only_looks_like_a_label_goes_on(end: str, start: str) -> None:
    line = _full(FIRST, end)
    assert _read([(FIRST, 100, line), (LEFT, 116, start)]).text == f"{line} {start}"


@pytest.mark.parametrize("start", ["1- Các đơn vị cấp tỉnh: 5 tỷ đồng", "II- NỘI DUNG HỖ TRỢ", "2. Kinh phí"])
def test_labels_open_a_line_under_a_full_one(start: str) -> None:
    line = _full(FIRST, "cho các đơn vị, cụ thể như sau:")
    assert _read([(FIRST, 100, line), (LEFT, 116, start)]).text.splitlines() == [line, start]


@pytest.mark.parametrize("more", ["và kế hoạch năm 2002", "- Cảng Mẫu, huyện Mẫu"])
def test_a_title_ends_where_an_office_in_capitals_or_the_text_begins(more: str) -> None:
    title = _full(LEFT + 6, "về giao vốn năm 2001")
    office, body = "BỘ TRƯỞNG BỘ THỦY SẢN", _full(FIRST, "để triển khai ngay")
    unit = "Đơn vị tính: đồng"
    lines = [
        (RIGHT - pdfmetrics.stringWidth(unit, FONT, SIZE), 60, unit),
        _centred(100, title),
        _centred(116, more),
        _centred(132, office),
        (FIRST, 148, body),
        (LEFT, 164, "từ nay."),
    ]
    assert _read(lines).text.splitlines()[2:] == [f"{title} {more}", office, "", f"{body} từ nay."]


def test_a_subject_begins_under_a_kind_in_capitals_that_is_as_wide_as_the_page() -> None:
    kind, subject = "QUYẾT ĐỊNH CỦA BỘ TRƯỞNG BỘ NÔNG NGHIỆP VÀ THỰC PHẨM MẪU", "V/v giao vốn năm 2001"
    assert _read([_centred(100, kind), _centred(116, subject)]).text.splitlines() == [kind, subject]


def test_a_bracket_of_a_caption_is_closed_on_its_next_line() -> None:
    caption = "(Kèm theo Nghị quyết số 19/NQ-HĐND ngày 21/12/2022 của HĐND huyện Tràm"
    lines = [_centred(100, caption), _centred(116, "Mẫu)"), _centred(132, "ĐVT: triệu đồng")]
    assert _read(lines).text.splitlines() == [f"{caption} Mẫu)", "ĐVT: triệu đồng"]


def test_bullets_that_are_drawn_are_read() -> None:
    lines: list[Line] = [(FIRST, 100, "Gồm:"), (FIRST, 120, "Thuế: 5 tỷ đồng"), (FIRST, 140, "Phí: 2 tỷ đồng")]

    def dots(canvas: Canvas) -> None:
        for y in (120, 140):
            canvas.circle(FIRST - 11, A4[1] - y + 4, 2.2, stroke=0, fill=1)
        canvas.circle(400, A4[1] - 500, 2.2, stroke=0, fill=1)

    text = _read(lines, draw=dots)
    assert text.text.splitlines() == ["Gồm:", "• Thuế: 5 tỷ đồng", "• Phí: 2 tỷ đồng"]
    bullet = next(word for word in text.pages[0].words if text.text[word.start : word.end] == "•")
    assert bullet.x0 < FIRST - 8 and bullet.top < 120 < bullet.bottom + 1


def test_the_foot_of_two_pages_is_left_out_and_their_sentence_goes_on() -> None:
    foot: Line = (LEFT, 800, "In tại Văn phòng")
    first = _full(FIRST, "theo công văn của")
    pages: list[list[Line]] = [
        [(FIRST, 724, "Mở đầu."), (FIRST, 740, first), foot],
        [(LEFT, 60, "Bộ Công Thương."), foot],
    ]
    assert _read(*pages).text.splitlines() == ["Mở đầu.", f"{first} Bộ Công Thương."]


def test_a_heading_on_the_next_page_does_not_go_on_a_full_line() -> None:
    first = _full(FIRST, "theo văn bản của Bộ")
    for heading in ("Điều 3. Tổ chức thực hiện", "QUYẾT ĐỊNH:", "II. KIẾN NGHỊ"):
        pages: list[list[Line]] = [[(FIRST, 724, "Mở đầu."), (FIRST, 740, first)], [(LEFT, 60, heading)]]
        assert _read(*pages).text.splitlines() == ["Mở đầu.", first, heading]


@pytest.mark.parametrize("count", [2, 3, 5])
def test_a_head_that_changes_sides_with_the_number_of_its_page_is_left_out(count: int) -> None:
    gazette = "CÔNG BÁO/Số 123 + 124/Ngày 12-3-2019"
    pages: list[list[Line]] = [
        [(LEFT if number % 2 else 340, 40, gazette), (540 if number % 2 else LEFT, 40, str(number)), (LEFT, 100 + number, f"Điều {number}. Vốn.")]
        for number in range(11, 11 + count)
    ]  # fmt: skip
    assert _read(*pages).text.splitlines() == [f"Điều {number}. Vốn." for number in range(11, 11 + count)]


def test_signers_side_by_side_have_room_to_sign() -> None:
    lines: list[Line] = [
        (100, 100, "KT. BỘ TRƯỞNG BỘ A"), (350, 100, "KT. BỘ TRƯỞNG BỘ B"), (120, 116, "THỨ TRƯỞNG"), (370, 116, "THỨ TRƯỞNG"),
        (110, 200, "Lê Văn Mẫu"), (360, 200, "Trần Văn Thử"),
    ]  # fmt: skip
    columns = _read(lines).text.split("\n\n")
    assert columns == ["KT. BỘ TRƯỞNG BỘ A\nTHỨ TRƯỞNG\nLê Văn Mẫu", "KT. BỘ TRƯỞNG BỘ B\nTHỨ TRƯỞNG\nTrần Văn Thử"]


def test_addressees_are_in_neither_column_of_the_letterhead() -> None:
    lines: list[Line] = [
        (100, 60, "BỘ THỦY LỢI"), (330, 60, "CỘNG HÒA XÃ HỘI"), (90, 76, "Số: 2781/BNL"), (320, 76, "Hà Nội, ngày 09"),
        (156, 96, "Kính gửi:"), (156, 112, "- Ban Quản lý các dự án."),
    ]  # fmt: skip
    text = _read(lines).text
    assert text.index("Hà Nội") < text.index("Kính gửi:") < text.index("- Ban Quản lý")


def test_a_title_close_under_a_column_is_not_in_it() -> None:
    def centred(x: float, y: float, words: str) -> Line:
        return x - pdfmetrics.stringWidth(words, FONT, SIZE) / 2, y, words

    left = ["UBND HUYỆN SƠN KỲ TRUNG", "PHÒNG TÀI CHÍNH", "Số: 7/BC-TCKH"]
    right = ["CỘNG HÒA XÃ HỘI", "CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do"]
    columns = [(180.0, left), (450.0, right), ((LEFT + RIGHT) / 2, ["", "", "", "BÁO CÁO", "Tình hình"])]
    page = [centred(x, 60 + 15 * at, words) for x, lines in columns for at, words in enumerate(lines) if words]
    page += [(LEFT, 150 + 15 * at, _full(LEFT, "báo cáo như sau")) for at in range(3)]
    text = _read(page).text
    assert text[: text.index("là ")].split() == " ".join([*left, *right, "BÁO CÁO", "Tình hình"]).split()


def test_columns_whose_gutter_is_narrow_stay_apart() -> None:
    lines: list[Line] = [
        (97, 81, "BỘ NÔNG NGHIỆP - BỘ TÀI CHÍNH"), (401, 81, "CỘNG HÒA XÃ HỘI"), (133, 99, "VÀ BỘ KHOA HỌC"), (389, 99, "CHỦ NGHĨA VIỆT NAM"),
    ]  # fmt: skip
    wide = _full(97, "BỘ KHOA HỌC")
    lines[0] = (97, 81, wide[: len(wide) // 2 + 18])
    assert _read(lines).text.split("\n\n")[1] == "CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM"


def test_lines_ended_by_hand_in_the_midst_of_a_sentence_go_on() -> None:
    typed = [
        "Tổng vốn được giao năm 2021 cho huyện là 2.400 triệu đồng, trong",
        "đó ngân sách tỉnh 1.500 triệu đồng; đến nay đã giải ngân được",
        "2.000 triệu đồng theo Quyết định số 12/QĐ-UBND ngày 05/3/2021 của",
        "UBND tỉnh và các văn bản hướng dẫn.",
        "Các chủ đầu tư đã nghiệm thu, bàn giao các công trình cho xã",
        "Trong năm 2022 đề nghị bố trí tiếp.",
    ]
    full = _full(LEFT, "đã nghiệm thu.")
    text = _read([*((LEFT, 100 + 17 * at, words) for at, words in enumerate(typed)), (LEFT, 300, full)]).text
    assert [line for line in text.split("\n") if line] == [" ".join(typed[:4]), *typed[4:], full]
