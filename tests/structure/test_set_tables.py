"""Tables without rules: lines of tabs and of pipes, only where it is safe."""

from __future__ import annotations

import pytest
from conftest import as_document
from grids import told_sums

ROWS = ["TT\tNội dung\tKinh phí", "1\tGiống\t10", "2\tMáy\t20", "Tổng cộng\t30"]


def test_lines_of_tabs_under_a_unit_are_a_table() -> None:
    document = as_document("Dự toán như sau:\nĐVT: triệu đồng\n" + "\n".join(ROWS) + "\nNơi nhận.\n")
    assert told_sums(document) == ["30 = 10 + 20"]
    assert [amount.row_heading for amount in document.facts.mentions.amounts] == ["1 Giống", "2 Máy", "Tổng cộng"]


@pytest.mark.parametrize(
    ("table", "names"),
    [
        (
            "TT | Huyện | Công trình | Vốn\n1 | Huyện Bù Mẫu | Cầu Ba | 50\n2 | Huyện Bù Mẫu | Chợ Hai | 40\n | Cộng | | 90",
            "1 Cầu Ba,2 Chợ Hai,Cộng",
        ),
        (
            "TT | Đơn vị | Kinh phí | Nội dung\n1 | Xã A | 50 | Mua máy\n2 | Xã B | 40 | Sửa nhà\n | Cộng | 90 |",
            "1 Xã A,2 Xã B,Cộng",
        ),
        ("Năm | Vốn\n2021 | 50\n2022 | 40\nCộng | 90", "2021,2022,Cộng"),
        (
            "Đơn vị | Hạng mục | Vốn\nXã Mẫu | Cộng | 90\n | Đường A | 50\n | Đường B | 40\n | Cộng | 90",
            "Xã Mẫu,Đường A,Đường B,Cộng",
        ),
    ],
)
def test_a_row_is_called_by_what_names_it(table: str, names: str) -> None:
    rows = "\n".join(f"| {line} |" for line in table.split("\n"))
    document = as_document(f"ĐVT: triệu đồng\n{rows}\n")
    assert [amount.row_heading for amount in document.facts.mentions.amounts] == names.split(",")


def test_lines_of_pipes_are_a_table() -> None:
    lines = [
        "| TT | Nội dung | Kinh phí |",
        "|---|---|---|",
        "| 1 | Giống | 10 |",
        "| 2 | Máy | 20 |",
        "| | Cộng | 31 |",
    ]
    document = as_document("ĐVT: triệu đồng\n" + "\n".join(lines) + "\n")
    assert told_sums(document) == ["31 = 10 + 20"]
    assert [finding.check_name for finding in document.findings] == ["footing"]


@pytest.mark.parametrize(
    "text",
    [
        "UBND TỈNH A\tCỘNG HÒA XÃ HỘI\nSỞ B\tĐộc lập\nSố: 1/BC\tNgày 5\n",
        "ĐVT: triệu đồng\nGiống\t10\nMáy\t20\n",
        "Số điện thoại:\nÔng A\t0905123456\nÔng B\t0905123457\nÔng C\t0905123458\n",
        # Which column a figure stands in can't be told where cells are empty.
        "ĐVT: triệu đồng\nTT\tTên\tTỉnh\tHuyện\n1\tA\t5\t6\n2\tB\t7\n3\tC\t8\t9\n4\tD\t1\t2\n",
    ],
)
def test_other_lines_of_tabs_are_none(text: str) -> None:
    assert as_document(text).facts.mentions.cells == ()
