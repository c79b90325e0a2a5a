"""What a ledger books of a document's sums."""

from __future__ import annotations

from conftest import as_document

TABLE = (
    "UBND TỈNH SÔNG MẪU\nSố: 12/QĐ-UBND\nSông Mẫu, ngày 05 tháng 3 năm 2021\n\nQUYẾT ĐỊNH\nVề việc phân bổ kinh phí năm 2021\n\n"
    "Điều 1. Phân bổ kinh phí năm 2021 cho các đơn vị như sau (ĐVT: triệu đồng):\n\nTT\tĐơn vị\tKinh phí năm 2021\n"
)


def test_a_row_of_a_place_tells_no_purpose_and_one_of_an_office_does() -> None:
    rows = ["Huyện Cam Lộ", "UBND xã Ái Tử", "Tỉnh ủy", "Huyện ủy Cam Lộ", "Xã đội Ái Tử"]
    told = "".join(f"{index + 1}\t{row}\t{100 + index}\n" for index, row in enumerate(rows))
    document = as_document(TABLE + told)
    amounts = document.facts.mentions.amounts
    purposes = {amounts[entry.amount].row_heading: entry.purpose for entry in document.facts.entries}
    assert {row for row, purpose in purposes.items() if row and not purpose} == {f"{n} {rows[n - 1]}" for n in (1, 2)}
    assert len(purposes) >= len(rows)
