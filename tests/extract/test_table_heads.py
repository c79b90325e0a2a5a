"""What stands over a name: the head of its table and its column."""

from __future__ import annotations

import pytest

from pipeline.extract.tables.heads import column_of, head_of_table

TEXT = "Danh mục:\nTT\tTên công trình\tVốn\n1\tCầu Khe Nứa\t500\n2\tKè Bến Gạo\t700\nTổng cộng 1.200\nTên\tSố hộ\nKhe Nứa\t35"


@pytest.mark.parametrize(
    ("words", "head", "column"),
    [
        ("Cầu Khe Nứa", "TT\tTên công trình\tVốn", 1),
        ("700", "TT\tTên công trình\tVốn", 2),
        ("Tên công trình", "", 1),
        ("Tổng cộng", "", 0),
        ("35", "Tên\tSố hộ", 1),
    ],
)
def test_a_row_is_told_by_the_head_of_its_own_table(words: str, head: str, column: int) -> None:
    offset = TEXT.index(words)
    assert head_of_table(TEXT, offset) == head
    assert column_of(TEXT, offset) == column
