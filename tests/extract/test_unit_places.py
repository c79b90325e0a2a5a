"""Where the unit of a whole table is said, and which of two tables it is said of."""

from __future__ import annotations

import pytest
from conftest import as_document
from grids import document_of, rows_of

HEAD = "TT\tCông trình\tKế hoạch\n"
FIRST = f"{HEAD}1\tKênh Hạ\t5.100\n2\tCầu Đá\t6.200\n3\tChợ Mới\t1.500\n"
SECOND = f"{HEAD}4\tKè Nam\t1.100\n5\tĐập Rí\t2.200\n6\tCầu Cạn\t3.500\n"


def _sums(text: str) -> list[int | None]:
    """What the first figures of two tables are worth."""
    amounts = {amount.text: amount.vnd for amount in as_document(text).facts.mentions.amounts}
    return [amounts.get("5.100"), amounts.get("1.100")]


@pytest.mark.parametrize(
    ("over", "between", "under", "sums"),
    [
        ("ĐVT: triệu đồng\n", "\nPHỤ LỤC I (tiếp theo)\n", "", [5_100_000_000, 1_100_000_000]),
        ("ĐVT: triệu đồng\n", "\n(Tiếp theo)\n", "", [5_100_000_000, 1_100_000_000]),
        ("ĐVT: triệu đồng\n", "\n- 12 -\n\f\n", "", [5_100_000_000, 1_100_000_000]),
        ("ĐVT: triệu đồng\n", "\n2. Số hộ nghèo\n", "", [5_100_000_000, None]),
        ("", "\n2. Kinh phí hỗ trợ\nĐVT: triệu đồng\n", "", [None, 1_100_000_000]),
        ("", "\n(tiếp theo)\nĐVT: triệu đồng\n", "", [None, 1_100_000_000]),
        ("ĐVT: triệu đồng\n", "\nPhụ lục II\n", "", [5_100_000_000, None]),
        ("ĐVT: triệu đồng\n", "\n(tiếp theo)\nĐVT: nghìn đồng\n", "", [5_100_000_000, 1_100_000]),
        ("", "Ghi chú: ĐVT triệu đồng\nPhụ lục II\n", "(Đơn vị: 1.000 đồng)\n", [5_100_000_000, 1_100_000]),
        ("", "Ghi chú:\n- Số làm tròn.\n- Đơn vị tính: triệu đồng\n\nPhụ lục II\n", "", [5_100_000_000, None]),
        ("", "\n(tiếp theo)\n", "Ghi chú: ĐVT triệu đồng\n", [5_100_000_000, 1_100_000_000]),
        ("", "\nPhụ lục II\nĐơn vị tính: nghìn đồng\n", "", [None, 1_100_000]),
        ("", "\nĐơn vị tính: nghìn đồng\nPhụ lục II\nĐVT: triệu đồng\n", "", [5_100_000, 1_100_000_000]),
    ],
)
def test_a_unit_is_said_over_a_table_over_its_first_part_or_under_it(
    over: str, between: str, under: str, sums: list[int | None]
) -> None:
    assert _sums(f"Danh mục công trình\n{over}{FIRST}{between}{SECOND}{under}Nơi nhận.\n") == sums


def test_a_note_in_the_last_row_of_a_sheet_says_the_unit() -> None:
    rows = [["TT", "Công trình", "Kế hoạch"], ["1", "Kênh Hạ", "5.100"], ["Ghi chú: ĐVT triệu đồng", "", ""]]
    amounts = document_of(rows, above="Danh mục").facts.mentions.amounts
    assert [(amount.text, amount.vnd) for amount in amounts] == [("5.100", 5_100_000_000)]


def test_a_power_in_a_column_of_units_is_no_quantity() -> None:
    rows = "STT | Chỉ tiêu | ĐVT | Năm 2019\n1 | Xi măng | 1.000 tấn | 250\n2 | Gạch | 1.000 viên | 300"
    mentions = document_of(rows_of(rows), above="Chỉ tiêu").facts.mentions
    assert mentions.quantities == ()
    assert [(cell.text, cell.unit) for cell in mentions.cells if cell.number] == [
        ("250", "1.000 tấn"),
        ("300", "1.000 viên"),
    ]
