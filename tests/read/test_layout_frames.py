"""Frames of head and signature against tables of data, as sites write them without borders."""

from __future__ import annotations

import pytest

from pipeline.read.frames import is_frame

_HEAD = ["ỦY BAN NHÂN DÂN\nXÃ SÔNG MẪU|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"]
_LINE_BY_LINE = [
    "UBND XÃ MẪU|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "TRẠM Y TẾ|Độc lập - Tự do - Hạnh phúc",
    "---|---",
    "Số: 3/BC|",
]
_LEGACY = ["së y tÕ|CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "Sè|§éc lËp - Tù do - H¹nh phóc", "|Mẫu, 2001", "12|x"]
_SIGNED = ["NGƯỜI LẬP|KẾ TOÁN|CHỦ TỊCH", "(Ký)|(Ký)|(Ký)", "||", "||", "Lê Thị A|Lê Văn B|Trần C", "Ghi chú||"]
_RECIPIENTS = ["Nơi nhận:|CHỦ TỊCH", "- Như trên;|", "- Lưu: VT.|", "2|", "|Lê Văn Mẫu"]
_ON_BEHALF = ["|TM. ỦY BAN", "|KT. CHỦ TỊCH", "|PHÓ CHỦ TỊCH", "|Lê Văn Mẫu"]
_PARTY = ["ĐẢNG BỘ TỈNH MẪU|ĐẢNG CỘNG SẢN VIỆT NAM", "HUYỆN ỦY MẪU|", "*|", "Số 12-QĐ/HU|Mẫu, ngày 5 tháng 3 năm 2019"]
_YOUTH = ["TỈNH ĐOÀN MẪU|ĐOÀN TNCS HỒ CHÍ MINH", "HUYỆN ĐOÀN MẪU|", "***|", "Số 12-QĐ/HĐ|Mẫu, ngày 5 tháng 3 năm 2019"]
_OLD_PARTY = ["HuyÖn ñy MÉu|§¶NG CéNG S¶N VIÖT NAM", "V¨n phßng|", "*|", "Sè 12|MÉu, ngµy 5 th¸ng 3"]
_SIDES = ["ĐẠI DIỆN BÊN A|ĐẠI DIỆN BÊN B", "CHỦ TỊCH|GIÁM ĐỐC", "Ký tên|Ký tên", "Trần Văn Mẫu|Lê Thị Mẫu"]
_HAS_SIGNED = ["- Như trên|GIÁM ĐỐC", "- UBND xã|", "- Lưu VT|(đã ký)", "|Trần Văn Mẫu"]
_TO_SIGN = ["Người lập biểu|Kế toán", "(Ký, họ tên)|(Ký, họ tên)", "Lê Thị Mẫu|Lê Mẫu", "Xã Mẫu|Xã Mẫu"]
_PROPERTIES = ["Loại văn bản|Quyết định", "Người ký|Lê Văn Mẫu", "Nơi ban hành|Xã Mẫu", "Trích yếu|Về giá\nnước sạch"]
_TREATY = [*_PROPERTIES, "Bên ký|Chính phủ nước Cộng hòa xã hội chủ nghĩa Việt Nam"]
_PRICES = ["Mặt hàng|Giá (đồng)", "Gạo|15.000"]
_PEOPLE = ["Họ tên|Chức vụ|Điện thoại", "Lê Thị A|Chủ tịch|0912 345 678"]
_HELD = ["Đợt|Việc", "(kỳ 1)|Rà soát", "(kỳ 2)|Nghiệm thu", "Đại diện bên mua|Lê Văn Mẫu"]
_BUDGET = ["Đơn vị|Dự toán", "Đảng Cộng sản Việt Nam|120", "Đoàn TNCS Hồ Chí Minh|60", "Hội Nông dân|50"]
_DAYS = ["Số hiệu|3/QĐ-UBND", "Ngày ký|14/9/2016"]


def _is_frame(rows: list[str], *, at_edge: bool = True, headed: bool = False) -> bool:
    cells = [
        (at, [line for line in cell.split("\n") if line]) for at, row in enumerate(rows) for cell in row.split("|")
    ]
    columns = max(row.count("|") + 1 for row in rows)
    return is_frame(columns, len(rows), ruled=lambda: False, at_edge=at_edge, cells=cells, headed=headed)


_HEADS = [_HEAD, _LINE_BY_LINE, _LEGACY, _PARTY, _YOUTH, _OLD_PARTY]


@pytest.mark.parametrize("rows", [*_HEADS, _SIGNED, _RECIPIENTS, _ON_BEHALF, _SIDES, _HAS_SIGNED, _TO_SIGN])
def test_heads_and_signatures_are_frames(rows: list[str]) -> None:
    assert _is_frame(rows)


@pytest.mark.parametrize("rows", [_PROPERTIES, _TREATY, _PRICES, _PEOPLE, _HELD, _BUDGET, _DAYS])
def test_rows_of_data_are_none(rows: list[str]) -> None:
    assert not _is_frame(rows)


def test_cells_that_a_page_calls_heads_are_data_but_in_a_head_of_the_form() -> None:
    rows = ["Tên\nđơn vị|Ghi chú", "Sở A|đủ"]
    assert _is_frame(rows)
    assert not _is_frame(rows, headed=True)
    assert _is_frame(_HEAD, headed=True)


def test_in_the_midst_of_a_text_only_few_rows_of_several_lines_are_a_frame() -> None:
    assert not _is_frame(_LINE_BY_LINE, at_edge=False)
    assert _is_frame(["Nơi nhận:\n- Như trên.|CHỦ TỊCH\nLê Văn Mẫu"], at_edge=False)
    assert not _is_frame(["Nội dung|Số tiền", "Mua tôn\nvà gỗ|500"], at_edge=False)


def test_a_whole_sheet_is_no_frame() -> None:
    assert not _is_frame([*_LINE_BY_LINE, *(f"Mục {at}|{at}.000" for at in range(20))])
