"""Text files whose paragraphs were cut into lines of one width."""

from __future__ import annotations

import io
import textwrap
from email.message import EmailMessage

import docx
import pytest
from reportlab.pdfbase import pdfmetrics

from benchmarks.layouts import FONT
from pipeline.normalize import normalize
from pipeline.read.line_joins import opens_part, runs_over
from pipeline.read.mail import read_mail
from pipeline.read.text.reader import read_text
from pipeline.read.word.docx import read_docx
from pipeline.read.wrapped import joined, wrapping_of

PARAGRAPHS = (
    "Thực hiện Công văn số 1162/SKHĐT-TH ngày 14/11/2016 của Sở Kế hoạch và Đầu tư, huyện báo cáo như sau:",
    "1. Tổng vốn được giao là 12.200 triệu đồng, trong đó: nguồn ngân sách tỉnh 7.300 triệu đồng theo Quyết định số "
    "38/QĐ-UBND ngày 12/01/2016 của UBND tỉnh; ngân sách huyện 4.900 triệu đồng; vốn được bố trí cho 05 công trình.",
    "- Công trình kè bờ suối Nậm Tà: đã đổ bê tông 185 m kè, đạt 51% khối lượng; còn 0,6 km vướng mặt bằng tại bản "
    "Phiêng Ban, dự kiến bàn giao trong quý II năm 2017 theo khoản 2 Điều 3 của Quyết định nêu trên.",
    "- Đường liên xã: đã xong.",
    "Nhân dân trong vùng dự án đồng tình, nhiều hộ đã tự nguyện hiến đất để làm đường, không đòi bồi thường cây trái.",
)


def unwrapped(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(joined(lines, wrapping_of(lines)))


def _cut(paragraph: str, width: int, first: str = "", later: str = "") -> str:
    lines = textwrap.wrap(
        paragraph, width, initial_indent=first, subsequent_indent=later, break_on_hyphens=False, break_long_words=False
    )
    return "\n".join(lines)


def test_a_text_of_few_lines_that_go_on_in_capitals_comes_back_whole() -> None:
    lines = [
        "     Điều 1: Bổ nhiệm ông Lại Văn Mẫu, sinh ngày 12/7/1951, Phó giám đốc Sở",
        "Tài chính - Vật giá tỉnh Hà Mẫu, vào ngạch chuyên viên chính, bậc lương",
        "4/9, hệ số 4,19 kể từ ngày 1/3/1999.",
        "     Điều 2: Bãi bỏ quyết định bổ nhiệm trước đây, theo đề nghị của Trưởng",
        "Ban Tổ chức chính quyền.",
    ]
    assert unwrapped("\n".join(lines)) == " ".join(lines[:3]) + "\n" + " ".join(lines[3:])


def test_a_short_list_without_marks_stays_a_list() -> None:
    cut = "Trạm y tế xã Tân Mẫu, tổng mức đầu tư là 900 triệu đồng, khởi công quý I năm"
    lines = [
        "Danh mục công trình khởi công mới trên địa bàn huyện Mường Mẫu năm nay gồm",
        "Đường liên thôn Nà Mẫu, xã Tân Mẫu, tổng mức đầu tư là 1.700 triệu đồng",
        "Trường mầm non xã Lũng Mẫu, tổng mức đầu tư là 2.400 triệu đồng, xã đã xin",
        cut,
        "2013",
    ]
    assert unwrapped("\n".join(lines)) == "\n".join([*lines[:3], f"{cut} 2013"])


def test_a_heading_and_a_rule_of_a_short_text_stand_alone() -> None:
    lines = [
        "     1. Tình hình thực hiện kế hoạch vốn đầu tư của huyện Mường Mẫu năm 2011",
        "     Trong năm huyện đã thực hiện được khối lượng lớn theo kế hoạch của Sở",
        "Xây dựng giao, đã nghiệm thu xong phần lớn công trình và bàn giao cho các",
        "đơn vị sử dụng.",
        "     2. Tổng hợp:",
        "                                                       Đơn vị tính: đồng",
        "  ----------------------------------------------------------------------",
    ]
    assert unwrapped("\n".join(lines)) == "\n".join([lines[0], " ".join(lines[1:4]), *lines[4:]])


def test_short_lines_of_one_length_are_no_cut_text() -> None:
    text = "Kính gửi: Ủy ban nhân dân các xã có tên sau đây trong huyện Mường Mẫu\n" * 4
    assert unwrapped(text) == text


@pytest.mark.parametrize("width", range(58, 92))
@pytest.mark.parametrize("apart", ["\n", "\n\n"])
def test_paragraphs_come_back_whole(width: int, apart: str) -> None:
    text = apart.join(_cut(paragraph, width) for paragraph in PARAGRAPHS)
    assert unwrapped(text) == apart.join(PARAGRAPHS)


@pytest.mark.parametrize("width", range(58, 92, 3))
@pytest.mark.parametrize(("first", "later"), [("     ", ""), ("", "  "), ("  ", "  ")])
def test_paragraphs_come_back_whole_from_indents(width: int, first: str, later: str) -> None:
    text = "\n".join(_cut(paragraph, width, first, later) for paragraph in PARAGRAPHS)
    assert [line.strip() for line in unwrapped(text).split("\n")] == list(PARAGRAPHS)


def test_a_text_with_longer_lines_was_not_cut() -> None:
    subject = "Kết quả thực hiện kế hoạch vốn\nđầu tư xây dựng cơ bản năm nay,\ndự kiến kế hoạch vốn năm sau\nvà các năm tiếp theo"
    text = "\n".join((subject, *PARAGRAPHS))
    assert unwrapped(text) == text


def test_columns_and_forms_stay_as_they_are() -> None:
    rows = "| 1 | Đường vào trung tâm xã Tân Khai, đoạn qua bản | 1.846 |\n| 2 | thuỷ lợi | 928 |"
    head = "ỦY BAN NHÂN DÂN HUYỆN LŨNG CHÀM       CỘNG HOÀ XÃ HỘI CHỦ NGHĨA\nviệt nam"
    form = "Họ và tên người đại diện của đơn vị ............................\nchức vụ"
    body = "\n".join(_cut(paragraph, 62) for paragraph in PARAGRAPHS)
    whole = unwrapped("\n".join((head, body, rows, form)))
    assert whole.startswith(f"{head}\n")
    assert whole.endswith(f"\n{rows}\n{form}")


def _set(paragraph: str, room: float) -> list[str]:
    """A paragraph's lines as they are set in Times on a page with some room."""
    lines = [""]
    for word in paragraph.split():
        longer = f"{lines[-1]} {word}".strip()
        if pdfmetrics.stringWidth(longer, FONT, 13) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@pytest.mark.parametrize("room", range(300, 480, 12))
@pytest.mark.parametrize("typed", ["line ends", "paragraphs"])
def test_lines_of_a_page_that_were_typed_in_word_are_paragraphs_again(room: int, typed: str) -> None:
    document = docx.Document()
    for paragraph in PARAGRAPHS:
        lines = _set(paragraph, room)
        for words in ["\n".join(lines)] if typed == "line ends" else lines:
            document.add_paragraph(words)
    buffer = io.BytesIO()
    document.save(buffer)
    (page,) = read_docx(buffer.getvalue()).pages
    assert page.text.splitlines() == list(PARAGRAPHS)


@pytest.mark.parametrize("width", range(58, 92, 5))
def test_lines_of_one_width_that_were_typed_in_word_are_paragraphs_again(width: int) -> None:
    document = docx.Document()
    for paragraph in PARAGRAPHS:
        document.add_paragraph(_cut(paragraph, width))
    buffer = io.BytesIO()
    document.save(buffer)
    (page,) = read_docx(buffer.getvalue()).pages
    assert page.text.splitlines() == list(PARAGRAPHS)


def test_a_hyphen_at_a_cut_keeps_its_word_together() -> None:
    text = "\n".join(_cut(paragraph, 66) for paragraph in PARAGRAPHS)
    text += "\nCác đơn vị gửi số liệu đến trước ngày 20, như Báo cáo số 78/BC-\nSNN đã nêu."
    assert "78/BC-SNN đã nêu" in unwrapped(text)


def test_capitals_are_no_part_of_what_follows() -> None:
    head = "I. TÌNH HÌNH GIAO VỐN VÀ GIẢI NGÂN VỐN ĐẦU TƯ NĂM HAI NGHÌN MƯỜI SÁU"
    text = "\n".join((head, *(_cut(paragraph, len(head)) for paragraph in PARAGRAPHS)))
    assert unwrapped(text).startswith(f"{head}\nThực hiện")


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("trong giai đoạn 2018", "- 2020 và các năm sau"),
        ("theo quy định tại khoản", "2. Các đơn vị"),
        ("vốn được giao trong quý", "II. Riêng"),
        ("phát triển kinh tế", "- xã hội của tỉnh"),
        ("theo quy định tại", "Điều 5. Giao Sở"),
        ("nêu ở Quyết định này,", "Điều 3 của Nghị định"),
        ("vượt đỉnh lũ 0,42", "m. Thực hiện"),
        ("Công ty Xây dựng thuỷ lợi", "27."),
    ],
)
def test_what_looks_like_a_label_may_run_over(line: str, following: str) -> None:
    assert opens_part(following)
    assert runs_over(line, following)


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("Về thuỷ lợi", "2. Các đơn vị"),
        ("- hỗ trợ giống cho các hộ", "- hỗ trợ phân bón"),
        ("Kết quả đạt được", "- Đã cấp 3 tỷ đồng"),
        ("Phạm vi áp dụng", "Điều 5. Giao Sở"),
        ("thuộc nhóm C", "4- Công suất: 16 tấn"),
    ],
)
def test_a_label_opens_a_part(line: str, following: str) -> None:
    assert opens_part(following)
    assert not runs_over(line, following)


@pytest.mark.parametrize(
    "line", ["Phần Lan tài trợ", "Mục tiêu quốc gia", "Phần việc còn lại", "Điều kiện khác", "Điều 2 Quyết định số 3"]
)
def test_words_like_labels_open_no_part(line: str) -> None:
    assert not opens_part(line)


@pytest.mark.parametrize(
    "line",
    ["Phần thứ hai", "Phần I. Kết quả", "Mục 2. Vốn", "Chương A. Thu", "Điều 7. Giao Sở", "Điều 3 Quyết định này có"],
)
def test_labels_in_words_open_a_part(line: str) -> None:
    assert opens_part(line)


@pytest.mark.parametrize(("indent", "whole"), [("     ", True), ("", False)])
def test_a_dash_at_the_margin_is_no_bullet_where_bullets_stand_in_from_it(indent: str, whole: bool) -> None:
    line = "- Sửa nhà học và xây lại tường rào Trường Tiểu học Hoa Mai"
    paragraphs = [*PARAGRAPHS[1:], "- Cống Ba Xã: 12 triệu.", "- Đê Hải Mai: 15 triệu."]
    cut = [_cut(paragraph, len(indent + line), indent) for paragraph in paragraphs]
    text = unwrapped("\n".join((*cut, indent + line, "- 745 triệu đồng.")))
    assert (f"{line} - 745 triệu" in text) is whole


def test_files_and_messages_are_joined_page_by_page() -> None:
    pages = ["\n\n".join(_cut(paragraph, 70) for paragraph in PARAGRAPHS)] * 2
    read = read_text("\f".join(pages).encode())
    assert [page.text.rstrip() for page in read.pages] == ["\n\n".join(PARAGRAPHS)] * 2
    message = EmailMessage()
    message["Subject"] = "Báo cáo"
    message.set_content(pages[0].replace("\n", "\r\n"))
    assert normalize(read_mail(message.as_bytes())).text.endswith("\n\n".join(PARAGRAPHS))


@pytest.mark.parametrize(("end", "joint"), [("\n\nLê Văn Mẫu", "\n"), (" và Lê Văn Mẫu", " ")])
def test_no_sentence_goes_on_over_a_page_that_a_name_closes(end: str, joint: str) -> None:
    text = normalize(read_text(f"Kính trình Chủ tịch{end}\fqui định tạm thời".encode())).text
    assert f"Mẫu{joint}qui" in text


def test_a_paragraph_of_many_lines_costs_its_length() -> None:
    text = _cut(PARAGRAPHS[4].strip(".") * 4000, 72)
    assert unwrapped(text).count("\n") == 0
