"""The cheap look before a person's name is tried."""

from __future__ import annotations

import pytest

from pipeline.extract.names import may_open_name, name_table, person_name

_TEXTS = (
    *(f"{family} Văn Mẫu, {family.upper()} THỊ MẪU" for family in name_table()["surnames"]),
    "ông Khăm Mẫu và bà Mai Sơn, Ông Khăm Mẫu, Bà Mai Sơn",
    "đồng chí Khăm Mẫu, Đồng chí Khăm Mẫu, anh Khăm Mẫu, chị Khăm Mẫu",
    "Pả Thị Mẫu, Pả Văn Mẫu, H’Mẫu Niê, K'Brêu, Y’ Mẫu Niê",
)


@pytest.mark.parametrize("text", _TEXTS)
def test_a_name_is_tried_wherever_one_stands(text: str) -> None:
    """`may_open_name` must know every way in which `person_name` begins."""
    begins = [start for start in range(len(text)) if person_name().match(text, start)]
    assert begins
    assert all(may_open_name(text, start) for start in begins)
