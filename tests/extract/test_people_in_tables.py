"""People in the columns of tables: who a list names, and what only bears a person's name there."""

from __future__ import annotations

import pytest
from grids import document_of, rows_of


def _people(grid: str) -> list[str]:
    found = document_of(rows_of(grid)).facts.mentions.entities
    return [entity.name for entity in found if entity.kind == "person" and entity.rule != "person.signer"]


@pytest.mark.parametrize("total", ["TỔNG CỘNG", "CỘNG TRANG", "Cộng Mang Sang", "TỔNG SỐ HỘ", "Bình Quân"])
def test_a_total_under_names_is_no_person(total: str) -> None:
    rows = f"STT | Họ và tên | Số tiền\n1 | Trần Thị Mẫu | 300\n2 | TỐNG VĂN MẪU | 200\n | {total} | 500"
    assert _people(rows) == ["Trần Thị Mẫu", "Tống Văn Mẫu"]


def test_streets_of_a_table_are_no_people() -> None:
    rows = """
        STT | Tên đường | Đoạn đường | < | Giá đất
        ^ | ^ | Từ | Đến | ^
        1 | Nguyễn Thị Minh Khai | Bùi Thị Xuân | Hết nhà ông Tạ Văn Mẫu | 3.200
        2 | Trần Quốc Toản | Ngã tư | Nguyễn Văn Cừ | 1.200
    """
    assert _people(rows) == ["Tạ Văn Mẫu"]


def test_people_beside_streets_are_people() -> None:
    rows = """
        STT | Tuyến đường | Người phụ trách | Từ
        1 | Nguyễn Thị Minh Khai | Trần Thị Mẫu | Chợ
    """
    assert _people(rows) == ["Trần Thị Mẫu"]


def test_who_is_listed_is_no_project() -> None:
    rows = "TT | Họ và tên | Thành tiền\n1 | Lò Thị Mẫu | 4.998\n2 | Đào Đình Mẫu | 5.100"
    document = document_of(rows_of(rows))
    assert document.facts.mentions.projects == ()
    assert len(document.facts.mentions.amounts) == 2
