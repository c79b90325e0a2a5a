"""Tables and columns of text files, set with tabs or spaces."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from pipeline.normalize import normalize
from pipeline.read.html.reader import read_html
from pipeline.read.text.reader import read_text
from pipeline.records import Page

ALIGNED = """\
ĐVT: triệu đồng
TT   Tên công trình            Chủ đầu tư           Kế hoạch vốn năm      Giải
                                                          2016           ngân
                                             Tổng số    Tỉnh     Huyện
I    Chuyển tiếp                                 7.900   5.400    2.500     7.115
1    Đường từ thị trấn Chàm    Ban QLDA          5.200   3.800    1.400     4.935
     đi xã Pù Nhi Hạ           huyện
2    Trường Tả Sin             UBND xã           2.700   1.600    1.100     2.180
     TỔNG CỘNG                                   7.900   5.400    2.500     7.115
Riêng vốn huyện đã giải ngân 1.200 triệu đồng, đạt gần một nửa kế hoạch được giao.
"""


def _page(text: str) -> Page:
    (page,) = read_text(text.encode()).pages
    return page


def _rows(text: str) -> list[dict[int, str]]:
    """The words of the only table's cells by row and column, and '<' where a cell reaches."""
    page = _page(text)
    (table,) = page.tables
    rows: list[dict[int, str]] = [{} for _ in range(max(cell.row for cell in table.cells) + 1)]
    for cell in table.cells:
        rows[cell.row][cell.column] = page.text[cell.start : cell.end]
        rows[cell.row] |= {cell.column + more: "<" for more in range(1, cell.column_span)}
    return rows


def test_columns_of_spaces_are_a_table() -> None:
    head = {0: "TT", 1: "Tên công trình", 2: "Chủ đầu tư", 3: "Kế hoạch vốn năm 2016", 4: "<", 5: "<", 6: "Giải ngân"}
    assert _rows(ALIGNED) == [
        head,
        {3: "Tổng số", 4: "Tỉnh", 5: "Huyện"},
        {0: "I", 1: "Chuyển tiếp", 3: "7.900", 4: "5.400", 5: "2.500", 6: "7.115"},
        {0: "1", 1: "Đường từ thị trấn Chàm đi xã Pù Nhi Hạ", 2: "Ban QLDA huyện", 3: "5.200", 4: "3.800", 5: "1.400", 6: "4.935"},
        {0: "2", 1: "Trường Tả Sin", 2: "UBND xã", 3: "2.700", 4: "1.600", 5: "1.100", 6: "2.180"},
        {1: "TỔNG CỘNG", 3: "7.900", 4: "5.400", 5: "2.500", 6: "7.115"},
    ]  # fmt: skip
    text = normalize(read_text(ALIGNED.encode())).text
    assert text.startswith("ĐVT: triệu đồng\nTT\t")
    assert text.endswith("\nRiêng vốn huyện đã giải ngân 1.200 triệu đồng, đạt gần một nửa kế hoạch được giao.")


def test_a_total_under_numbers_and_names_leaves_both_columns() -> None:
    ruled = ALIGNED.replace("     TỔNG CỘNG", "TỔNG CỘNG     ").replace("I    Chuyển", "-" * 79 + "\nI    Chuyển")
    rows = _rows(ruled)
    assert rows[-1] == {0: "TỔNG CỘNG", 1: "<", 3: "7.900", 4: "5.400", 5: "2.500", 6: "7.115"}
    assert rows[:-1] == _rows(ALIGNED)[:-1]


def test_names_in_the_first_column_go_on_where_they_had_no_room() -> None:
    rows = _rows(
        "Tên công trình            Dự toán    Đã cấp\n"
        "Đường vào trung tâm xã      1.846     1.100\n"
        "Tân Khai\n"
        "Ngầm tràn                     762       400\n"
        "Vốn bổ sung\n"
        "Điện sinh hoạt              1.215       500\n"
    )
    assert [row[0] for row in rows] == [
        "Tên công trình",
        "Đường vào trung tâm xã Tân Khai",
        "Ngầm tràn",
        "Vốn bổ sung",
        "Điện sinh hoạt",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Họ tên:  Lê Văn A    Chức vụ: Giám đốc\nHọ tên:  Lê Văn B    Chức vụ: Kế toán\nHọ tên:  Lê Văn C    Chức vụ: Thủ quỹ",
        "Tổng  vốn  12  tỷ,  trong  đó  tỉnh  cấp  7  tỷ  và\nhuyện  cấp  5  tỷ  cho  3  xã  vùng  cao  của  huyện  nhà\n"
        "để  làm  4  cầu,  mỗi  cầu  dài  20  m  và  rộng  3  m  nữa",
        "1    a    2\n3    b    4",
    ],
)
def test_what_has_no_column_of_figures_is_no_table(text: str) -> None:
    assert _page(text).tables == ()


def test_each_tab_parts_two_cells() -> None:
    rows = _rows(
        "TT\tTên\tNăm 2003\t\tGhi chú\n\t\tTỉnh\tHuyện\t\n1\tCầu Na\t300\t\tnợ\n2\tKè Tà\t\t150\n\tCộng\t300\t150\n"
    )
    assert rows[1:] == [
        {0: "", 1: "", 2: "Tỉnh", 3: "Huyện", 4: ""},
        {0: "1", 1: "Cầu Na", 2: "300", 3: "", 4: "nợ"},
        {0: "2", 1: "Kè Tà", 2: "", 3: "150", 4: ""},
        {0: "", 1: "Cộng", 2: "300", 3: "150", 4: ""},
    ]


def test_letterhead_and_signature_are_read_column_by_column() -> None:
    text = normalize(
        read_text(
            """\
     UBND TỈNH MẪU            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
  SỞ KẾ HOẠCH VÀ ĐẦU TƯ          Độc lập - Tự do - Hạnh phúc

  Số: 12/SKHĐT-TH            Mẫu, ngày 05 tháng 12 năm 2016
V/v báo cáo tiến độ

                       Kính gửi: UBND tỉnh

Sở báo cáo như sau: đã xong.

Nơi nhận:                        KT. GIÁM ĐỐC
- Như trên;                      PHÓ GIÁM ĐỐC
- Lưu: VT.


                                 Lê Văn Sỹ
""".encode()
        )
    ).text
    assert text == (
        "UBND TỈNH MẪU\nSỞ KẾ HOẠCH VÀ ĐẦU TƯ\n\nSố: 12/SKHĐT-TH\nV/v báo cáo tiến độ\n\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nMẫu, ngày 05 tháng 12 năm 2016\n\n"
        "Kính gửi: UBND tỉnh\n\nSở báo cáo như sau: đã xong.\n\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nLê Văn Sỹ"
    )


def test_a_merged_head_reaches_over_the_heads_below_it_and_a_total_stands_with_names_in_the_middle() -> None:
    rows = _rows(
        "       Năm            Tổng                           Nguồn vốn\n"
        "                                   Ngân sách tỉnh   Doanh nghiệp       Nhân dân đóng\n"
        "                                                                            góp\n"
        "             2021        1.204,5            310,0              450,0            444,5\n"
        "             2022        2.380,0            500,0            1.025,0            855,0\n"
        "Cộng                     9.872,5          2.130,5            4.225,0          3.517,0\n"
    )
    assert rows[:2] == [
        {0: "Năm", 1: "Tổng", 2: "Nguồn vốn", 3: "<", 4: "<"},
        {2: "Ngân sách tỉnh", 3: "Doanh nghiệp", 4: "Nhân dân đóng góp"},
    ]
    assert [row[0] for row in rows[2:]] == ["2021", "2022", "Cộng"]


def test_heads_a_blank_apart_part_over_their_columns() -> None:
    rows = _rows(
        "                        Số hộ nghèo                                                                    Số khẩu\n"
        "TT        Tên xã                                                      Trong đó\n"
        "                            (hộ)    Tổng số                                                            (người)\n"
        "                                                 Vốn ĐTPT Vốn sự nghiệp Ngân sách huyện Dân góp\n"
        "  1 Xã Bản Hon                    80     1.550       1.200             310                 40      -       320\n"
        "  2 Xã Cò Nòi Thượng             111     1.786       1.337             363                 69    17        445\n"
        "     Tổng cộng                   191     3.336       2.537             673                109    17        765\n"
    )
    assert rows[:2] == [
        {
            0: "TT Tên xã",
            1: "Số hộ nghèo (hộ)",
            2: "Tổng số",
            3: "Trong đó",
            4: "<",
            5: "<",
            6: "<",
            7: "Số khẩu (người)",
        },
        {3: "Vốn ĐTPT", 4: "Vốn sự nghiệp", 5: "Ngân sách huyện", 6: "Dân góp"},
    ]


def test_a_figure_may_stand_a_blank_behind_another() -> None:
    rows = _rows(
        "Khoản mục           Đã duyệt    Điều chỉnh       Tăng\n"
        "Xây dựng          71.450.230    78.120.445 +6.670.215\n"
        "Thiết bị           3.210.000     3.210.000          0\n"
        "Tư vấn             4.980.115     5.210.338   +230.223\n"
    )
    assert rows[1] == {0: "Xây dựng", 1: "71.450.230", 2: "78.120.445", 3: "+6.670.215"}


@pytest.mark.parametrize("figure", ["7.300 triệu đồng", "45 - 60 đ/viên"])
def test_figures_beside_their_names_are_read_across(figure: str) -> None:
    text = f"- Ngân sách tỉnh:       {figure}\n- Ngân sách huyện:      4.900 triệu đồng"
    assert normalize(read_text(text.encode())).text == text.replace(":       ", ":\t").replace(":      ", ":\t")


def test_a_web_page_keeps_the_lines_that_it_shows_as_typed() -> None:
    page = f"<p>Biểu kèm theo</p><pre>{ALIGNED}</pre>"
    (read,) = read_html(page.encode()).pages
    assert len(read.tables) == 1
    assert "5.200\t3.800\t1.400\t4.935" in read.text


def test_a_line_set_otherwise_ends_columns() -> None:
    side = "SỞ CÔNG THƯƠNG          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/BC-SCT            Độc lập - Tự do - Hạnh phúc\n"
    words = "Kinh phí hỗ trợ các xã trong năm là\t1 tỷ đồng cho các xã"
    assert words in _page(f"{side}{words}\n{side}").text


def _steps(text: str) -> int:
    """Lines of Python that reading takes."""
    steps = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> object:
        nonlocal steps
        steps += event == "line"
        return trace

    sys.settrace(trace)
    try:
        read_text(text.encode())
    finally:
        sys.settrace(None)
    return steps


def test_a_line_as_long_as_a_file_takes_steps_by_its_length() -> None:
    line = "a    b    " * 200
    assert _steps(line * 2) < 2.3 * _steps(line)


@pytest.mark.parametrize(
    ("corner", "level", "upright"), [("+", "-", "|"), ("┼", "─", "│"), ("|", "-", "|"), ("╬", "═", "║")]
)
@pytest.mark.parametrize("parted", [True, False])
def test_strokes_part_cells(corner: str, level: str, upright: str, parted: bool) -> None:
    rows = [("TT", "Công trình", "Vốn"), ("1", "Cầu Ba", "500"), ("2", "Chợ Mới", "30"), ("", "Cộng", "530")]
    rule = corner + corner.join(level * width for width in (4, 12, 5)) + corner + "\n"
    lines = [f"{upright} {a:2} {upright} {b:10} {upright} {c:>3} {upright}\n" for a, b, c in rows]
    if parted:
        lines.insert(2, f"{upright}    {upright} Thung      {upright}     {upright}\n")
        rows[1] = ("1", "Cầu Ba Thung", "500")
        drawn = rule + lines[0] + rule + "".join(lines[1:3]) + rule + lines[3] + rule + lines[4] + rule
    else:
        drawn = rule + lines[0] + rule + "".join(lines[1:])
    assert _rows(f"Đơn vị: triệu đồng\n{drawn}Nơi nhận:") == [dict(enumerate(row)) for row in rows]


def test_figures_stand_in_the_middle_of_their_rows() -> None:
    rows = _rows(
        "                                                     Tổng mức    Kế hoạch\n"
        "TT Tên công trình                     Địa điểm\n"
        "                                                     đầu tư      năm 2019\n"
        "    Nâng cấp tuyến đường giao\n"
        "    thông liên xã từ trung tâm\n"
        "                                      Xã Hải An,\n"
        "1   xã Hải An đến ngã ba Đồng                            5.100          2.000\n"
        "                                      huyện Cam Hạ\n"
        "    Dâu và thôn Cây Sung, mặt\n"
        "    đường bê tông\n"
        "    Sửa kênh nội đồng thôn Hạ         Xã Hải An,\n"
        "2                                                        6.101          3.000\n"
        "    và thôn Thượng                    huyện Cam Hạ\n"
        "3   Trạm y tế                         Xã Mai Lâm         1.100            500\n"
        "    Xây dựng trường mầm non xã\n"
        "4   Vĩnh Trung, hạng mục nhà          Xã Vĩnh Trung      7.102          4.000\n"
        "    lớp học 2 tầng\n"
    )
    assert [(row[0], row[1], row[2], row[3]) for row in rows[1:]] == [
        ("1", "Nâng cấp tuyến đường giao thông liên xã từ trung tâm xã Hải An đến ngã ba Đồng Dâu và thôn Cây Sung, mặt đường bê tông", "Xã Hải An, huyện Cam Hạ", "5.100"),
        ("2", "Sửa kênh nội đồng thôn Hạ và thôn Thượng", "Xã Hải An, huyện Cam Hạ", "6.101"),
        ("3", "Trạm y tế", "Xã Mai Lâm", "1.100"),
        ("4", "Xây dựng trường mầm non xã Vĩnh Trung, hạng mục nhà lớp học 2 tầng", "Xã Vĩnh Trung", "7.102"),
    ]  # fmt: skip
    assert rows[0] == {0: "TT", 1: "Tên công trình", 2: "Địa điểm", 3: "Tổng mức đầu tư", 4: "Kế hoạch năm 2019"}


def test_words_that_a_long_name_moves_stand_in_their_column() -> None:
    rows = _rows(
        "TT  Tên công trình                 Địa điểm    Tổng mức\n"
        "8   Trạm y tế                      Xã Mai Lâm  1.100\n"
        "9   Chợ thôn Hạ                    Xã Hải An   2.300\n"
        "    mở rộng                        và Mai Lâm\n"
        "10 Sửa chữa kênh mương nội đồng Xã Hải An, 6.101\n"
        "    thôn Hạ                        huyện Cam\n"
        "11 Cầu                             Xã Hải An   4.200\n"
    )
    assert [list(row.values()) for row in rows[1:]] == [
        ["8", "Trạm y tế", "Xã Mai Lâm", "1.100"],
        ["9", "Chợ thôn Hạ mở rộng", "Xã Hải An và Mai Lâm", "2.300"],
        ["10", "Sửa chữa kênh mương nội đồng thôn Hạ", "Xã Hải An, huyện Cam", "6.101"],
        ["11", "Cầu", "Xã Hải An", "4.200"],
    ]


def test_the_rest_of_a_row_that_a_page_cuts_is_no_head() -> None:
    rows = _rows(
        "TT  Tên công trình          Kế hoạch    Giải\n"
        "                                        ngân\n"
        "    liên xã từ trung tâm\n"
        "    đến ngã ba, đoạn qua\n"
        "    thôn Hạ\n"
        "8   Trạm y tế               1.100         900\n"
        "9   Chợ                     2.300       1.800\n"
        "10  Cầu                     6.101       5.000\n"
    )
    assert rows[:3] == [
        {0: "TT", 1: "Tên công trình", 2: "Kế hoạch", 3: "Giải ngân"},
        {1: "liên xã từ trung tâm đến ngã ba, đoạn qua thôn Hạ"},
        {0: "8", 1: "Trạm y tế", 2: "1.100", 3: "900"},
    ]


def test_what_stands_over_the_head_of_numbers_is_none_of_the_table() -> None:
    rows = _rows(
        "Bà: Lã Thị Duyên     Chức vụ: Giám đốc\n"
        "   STT     Công việc        ĐVT        Thành tiền\n"
        "    1      Móng             m3         30.625.000\n"
        "    2      Tường            m3         94.600.000\n"
        "    3      Nền              m2         31.175.000\n"
    )
    assert rows[0] == {0: "STT", 1: "Công việc", 2: "ĐVT", 3: "Thành tiền"}


def test_a_head_over_figures_does_not_reach_back_over_the_names() -> None:
    text = (
        "                        Số hộ nghèo                                                                    Số khẩu\n"
        "TT        Tên xã                                                      Trong đó\n"
        "                            (hộ)    Tổng số                                                            (người)\n"
        "                                                 Vốn ĐTPT Vốn sự nghiệp Ngân sách huyện Dân góp\n"
        "  1 Xã Bản Hạ                     80     1.550       1.200             310                 40      -       320\n"
        "  2 Xã Cò Mẫu Thượng             111     1.786       1.337             363                 69    17        445\n"
        "  3 Xã Chiềng Ví                 142     2.022       1.474             416                 98    34        570\n"
        "  4 Xã Đin Dụ                    173     2.258       1.611             469                 127   51        695\n"
    )
    head, below, first, *_ = _rows(text)
    assert [head[at] for at in range(5)] == ["TT", "Tên xã", "Số hộ nghèo (hộ)", "Tổng số", "Trong đó"]
    assert [below[at] for at in range(4, 8)] == ["Vốn ĐTPT", "Vốn sự nghiệp", "Ngân sách huyện", "Dân góp"]
    assert [first[at] for at in range(5)] == ["1", "Xã Bản Hạ", "80", "1.550", "1.200"]


def test_a_blank_first_cell_counts_without_a_frame() -> None:
    rows = _rows("TT | Nội dung | Kinh phí\n1 | Mua sắm | 1.200\n2 | Sửa chữa | 800\n | Cộng | 2.000\n")
    assert rows[1] == {0: "1", 1: "Mua sắm", 2: "1.200"}
    assert rows[3] == {0: "", 1: "Cộng", 2: "2.000"}
