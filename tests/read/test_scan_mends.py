"""What Tesseract surely misread on a scan, and what only looks so."""

from __future__ import annotations

import pytest

from pipeline.read.page.tables import RuledCell, RuledTable
from pipeline.read.page.words import PlacedWord
from pipeline.read.scan.mends import mended, once, roman_of
from pipeline.read.scan.ordinals import with_ordinals


def _line(text: str, *unsure: str) -> list[PlacedWord]:
    return [
        PlacedWord(word, at * 50.0, 0, at * 50.0 + 40, 12, 0.4 if word in unsure else 0.96)
        for at, word in enumerate(text.split())
    ]


def _mended(text: str, *unsure: str) -> str:
    read = _line(text, *unsure)
    words = mended(read)
    assert [word.confidence for word in words] == [word.confidence for word in read][len(read) - len(words) :]
    return " ".join(word.text for word in words)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("38/QĐÐ-UBND", "38/QĐ-UBND"),
        ("TỔỐNG", "TỔNG"),
        ("NÑS", "NS"),
        ("Mẩãy", "Mẩy"),
        ("Ðường", "Đường"),
    ],
)
def test_a_letter_given_twice_stands_once(read: str, printed: str) -> None:
    assert once(read) == printed


@pytest.mark.parametrize("word", ["cứu", "hưu", "Ưu", "xoong", "được", "thuỷ", "ngoài", "QĐ-UBND", "Đắk"])
def test_letters_that_follow_one_another_stay(word: str) -> None:
    assert once(word) == word


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("IL CÔNG TÁC KHẮC PHỤC", "II. CÔNG TÁC KHẮC PHỤC"),
        ("L TÌNH HÌNH CHUNG", "I. TÌNH HÌNH CHUNG"),
        ("HL GIẢI PHÁP", "III. GIẢI PHÁP"),
        ("VL KIẾN NGHỊ", "VI. KIẾN NGHỊ"),
        ("bố trí 3.100 trả, còn lại 2.470 trở; nợ 530 trổ.", "bố trí 3.100 trđ, còn lại 2.470 trđ; nợ 530 trđ."),
        ("Tống số: 5 hộ, TỔNG CỘNG, thấm đỉnh, Chỉ phí", "Tổng số: 5 hộ, TỔNG CỘNG, thẩm định, Chi phí"),
        ("giá 27.500 ở/tấm và 1.200 ö;", "giá 27.500 đ/tấm và 1.200 đ;"),
        ("giá 18.500 đồng/mä, quý II/⁄2006", "giá 18.500 đồng/m3, quý II/2006"),
        ("Số: 27NQ-HĐND theo 135/1998/QĐ-TTEg", "Số: 27/NQ-HĐND theo 135/1998/QĐ-TTg"),
        ("Tờ trình số 63/TIr-TCKH", "Tờ trình số 63/TTr-TCKH"),
        ("ỦY BẠN NHÂN DÂN, Úy ban, BẠN GIÁM SÁT, Ủy bạn", "ỦY BAN NHÂN DÂN, Ủy ban, BAN GIÁM SÁT, Ủy ban"),
        ("Căn cử Luật, Cãn cứ Nghị", "Căn cứ Luật, Căn cứ Nghị"),
        ("UBNĐ TỈNH, UBND tinh và HĐNĐ tinh; ngân sách tinh", "UBND TỈNH, UBND tỉnh và HĐND tỉnh; ngân sách tỉnh"),
        ("SỔ GIAO THÔNG VẬN TẢI, Sờ Tài chính", "SỞ GIAO THÔNG VẬN TẢI, Sở Tài chính"),
        ("theo Nghị quyết sổ 12-NQ/HU, Sổ: 5/QĐ-UBND", "theo Nghị quyết số 12-NQ/HU, Số: 5/QĐ-UBND"),
        ("Huyên Ia Mơ, Huyện la Mơ", "Huyện Ia Mơ, Huyện Ia Mơ"),
        ("5 ừiệu đổng cùa tỉnh, ưong năm vói nưóc", "5 triệu đồng của tỉnh, trong năm với nước"),
        ("chi 56.360.000 đông và 1,2 tý đồng", "chi 56.360.000 đồng và 1,2 tỷ đồng"),
        ("Tổng công: 12.000", "Tổng cộng: 12.000"),
        ("'Tổng số 5.120", "Tổng số 5.120"),
        ("' Tổng số 5.120", "Tổng số 5.120"),
        ("~ Ngân sách tỉnh: 2 tỷ đồng_", "- Ngân sách tỉnh: 2 tỷ đồng"),
        ("EINT", "PTNT"),
        (
            "I.250 triệu, (l.250.400 đồng), 12.OOO người, 2O17; 3O/6/2O17",
            "1.250 triệu, (1.250.400 đồng), 12.000 người, 2017; 30/6/2017",
        ),
        ("ngày 0l tháng 4, 30/9/202l", "ngày 01 tháng 4, 30/9/2021"),
        ("* ỦY BAN ☆", ""),
        ("N D *", ""),
        ("/⁄ \\ ' Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu"),
    ],
)
def test_what_no_paper_prints_is_put_right(read: str, printed: str) -> None:
    assert _mended(read) == printed


@pytest.mark.parametrize(
    "text",
    [
        "H Công trình mới",
        "Năm 2016 trả nợ 12 tỷ",
        "đã cấp 2.200 trả nợ",
        "cho 1.200 ở các xã",
        "tổng hợp số liệu",
        "đội 27NQ và 300 m",
        "Tổng công ty Xây dựng",
        "hoàn thành toàn bộ hệ thống tự chảy và bê tông dự kiến",
        "cấp mã số cho 3 ô, mỗi ô một cây",
        "1. UBND huyện chủ trì",
        "Số: 12/BC-ĐĐBQH, Văn Lêê",
        "hỗ trợ phân bò, thừa kế từ cha mẹ, các bạn nhân ái",
        "nghị đình chỉ và tồn tại chính sau",
        "Trạm thủy lợi, trạm thuỷ lợi",
        "xã nghị trú, sổ 12 trang, ghi sổ giao nhận",
        "con la mạnh, xã La Hiên",
        "'Vì người nghèo' năm 2019",
        "= 12.000 đồng",
        "mục I.1.2 và I.12; 5l nước, 500l dầu, lO, H2O",
        "* Ghi chú",
        "*",
        "a b c",
        "được chính Phú Ninh nêu, cán bộ trường học",
        "Báo cáo UBND tình hình",
    ],
)
def test_what_papers_print_stays(text: str) -> None:
    assert _mended(text) == text


def test_only_where_the_engine_is_unsure_a_figure_ends_in_its_unit() -> None:
    assert _mended("Tạm: 915.000.0003.", "915.000.0003.") == "Tạm: 915.000.000đ."
    assert _mended("Tạm: 915.000.0003.") == "Tạm: 915.000.0003."
    assert _mended("đã cấp 2.200 trả nợ", "trả") == "đã cấp 2.200 trđ nợ"


def test_roman_numbers_of_what_looks_like_them() -> None:
    assert [roman_of(letters) for letters in ("H", "IH", "ll", "IV", "XL", "K")] == [
        "II",
        "III",
        "II",
        "IV",
        "XI",
        None,
    ]


def _column(*texts: str, unsure: str = "") -> list[str]:
    """The first column's words after their numbers were looked at, of a table with as many rows."""
    cells = [
        RuledCell(row, column, 1, 1, (100.0 * column, 20.0 * row, 100.0 * column + 100, 20.0 * row + 20))
        for row in range(len(texts))
        for column in range(2)
    ]
    table = RuledTable((0, 0, 200, 20.0 * len(texts)), tuple(cells))
    words = [
        PlacedWord(text, 10, 20.0 * row + 4, 40, 20.0 * row + 16, 0.4 if text == unsure else 0.96)
        for row, text in enumerate(texts)
        if text
    ]
    return [word.text for word in with_ordinals(words, [table])]


def test_numbers_of_rows_are_told_by_their_neighbours() -> None:
    assert _column("TT", "I", "1", "2", "H", "3", "4", "bộ", unsure="bộ") == ["TT", "I", "1", "2", "II", "3", "4", "5"]


def test_a_second_roman_one_of_which_the_engine_is_not_sure_is_two() -> None:
    assert _column("TT", "I", "1", "2", "I", "1", "2", unsure="I") == ["TT", "I", "1", "2", "II", "1", "2"]
    assert _column("TT", "I", "1", "2", "I", "1", "2") == ["TT", "I", "1", "2", "I", "1", "2"]


def test_a_letter_out_of_its_order_is_a_figure_and_the_first_of_two_ones_is_roman() -> None:
    assert _column("TT", "A", "3", "4", "Đ", "B", "6") == ["TT", "A", "3", "4", "5", "B", "6"]
    assert _column("TT", "1", "1", "2", "H", "3") == ["TT", "I", "1", "2", "II", "3"]


def test_a_letter_in_the_place_of_a_number_is_the_number() -> None:
    assert _column("TT", "1", "2", "K", "4") == ["TT", "1", "2", "3", "4"]
    assert _column("TT", "A", "1", "2", "B", "3", "4") == ["TT", "A", "1", "2", "B", "3", "4"]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Quý 11/2021", "Quý II/2021"),
        ("quý 111 năm", "quý III năm"),
        ("quý Il.", "quý II."),
        ("quý IIL/2019", "quý III/2019"),
        ("quý 1/2019",) * 2,
        ("57/KL-TIr ngày", "57/KL-TTr ngày"),
        ("Tháng 11/2021",) * 2,
    ],
)
def test_a_quarter_is_a_roman_number(read: str, printed: str) -> None:
    assert _mended(read) == printed


def test_a_letter_under_specks_is_the_one_that_comes_next() -> None:
    assert _column("TT", "Ẩ", "1", "2", "B", "3") == ["TT", "A", "1", "2", "B", "3"]
    assert _column("TT", "A", "1", "Ế", "2", "3") == ["TT", "A", "1", "Ế", "2", "3"]


def test_letters_and_names_in_a_first_column_stay() -> None:
    assert _column("TT", "G", "1", "2", "H", "3") == ["TT", "G", "1", "2", "H", "3"]
    assert _column("Tên", "Cầu", "Kè", "bộ", unsure="bộ") == ["Tên", "Cầu", "Kè", "bộ"]
    assert _column("TT", "1", "2", "bộ", "3", unsure="bộ") == ["TT", "1", "2", "bộ", "3"]
