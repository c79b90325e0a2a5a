"""Sections over a place, against a plain look at every one."""

from __future__ import annotations

from conftest import as_document

from pipeline.structure.within import Within

TEXT = """I. TÌNH HÌNH
1. Kết quả
a) Thu ngân sách
Thu 5 tỷ đồng.
b) Chi ngân sách
Chi 4 tỷ đồng.
2. Tồn tại
Không có.
II. NHIỆM VỤ
1. Thu
Thu 6 tỷ đồng.
"""


def test_every_offset_has_the_sections_that_hold_it() -> None:
    sections = as_document(TEXT).outline.sections
    assert len(sections) > 5
    within = Within(sections)
    for offset in range(len(TEXT)):
        holding = [at for at, section in enumerate(sections) if section.start <= offset < section.end]
        assert list(within.over(offset)) == holding[::-1]
