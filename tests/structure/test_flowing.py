"""Paragraphs typed line by line, and lines that stay apart."""

from __future__ import annotations

from pipeline.structure.flowing import flowing

TYPED = """Thực hiện kế hoạch năm 2003, Ủy ban nhân dân huyện đã chỉ đạo các xã
triển khai xây dựng 21 công trình thuộc nguồn vốn hỗ trợ, trong đó đã
hoàn thành 17 công trình, gồm đường vào khu sản xuất, thủy lợi Khe Ví,
nước sinh hoạt bản Mẫu và 5 phòng học; riêng công trình đập dâng Suối
Mẫu do mưa lũ nên mới đạt 40% khối lượng, còn lại sẽ làm tiếp trong năm
sau. Các xã đề nghị:
- Bố trí đủ vốn trả nợ;
- Cấp kinh phí duy tu."""


def test_a_paragraph_typed_line_by_line_flows_and_its_list_stays() -> None:
    lines = flowing(TYPED).split("\n")
    assert [line[:20] for line in lines] == ["Thực hiện kế hoạch n", "- Bố trí đủ vốn trả ", "- Cấp kinh phí duy t"]
    assert "đập dâng Suối Mẫu do mưa lũ" in lines[0]


def test_no_offset_moves() -> None:
    assert len(flowing(TYPED)) == len(TYPED)
    assert flowing(TYPED).replace("\n", " ") == TYPED.replace("\n", " ")


def test_lines_of_their_own_stay_apart() -> None:
    text = "Kính gửi: Sở Tài chính\nV/v phân bổ vốn đầu tư xây dựng cơ bản năm 2010 cho các huyện\ntrên địa bàn\n" * 3
    assert flowing(text) is text


def test_rows_of_a_table_stay_apart() -> None:
    row = "Đường liên xã Mẫu Sơn - Ví Hạ dài hơn mười cây số\t1.200\tchuyển tiếp từ năm trước sang\n"
    assert flowing(TYPED + "\n" + row * 2).count("\n") == 5
