"""Names are found by any of the ways in which people write them."""

from __future__ import annotations

import pytest

from pipeline.structure.written_out import asked


@pytest.mark.parametrize(
    ("sought", "name"),
    [
        ("ubnd", "Ủy ban nhân dân tỉnh Sông Mẫu"),
        ("uy ban nhan", "Ủy ban nhân dân tỉnh Sông Mẫu"),
        ("ủy ban nhân dân tỉnh", "UBND tỉnh Sông Mẫu"),
        ("UBND TỈNH sông mẫu", "Uỷ ban nhân dân tỉnh Sông Mẫu"),
        ("so nn&ptnt", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Sở Nông nghiệp và Phát triển nông thôn", "Sở Nông nghiệp & PTNT tỉnh Sông Mẫu"),
        ("tp. ben mau", "thành phố Bến Mẫu"),
        ("thành phố Hồ Chí Minh", "TP.Hồ Chí Minh"),
        ("nstw", "vốn đầu tư ngân sách trung ương"),
        ("ngân sách tỉnh", "NST"),
        ("ngân sách", "NS huyện"),
        ("hdnd", "Hội đồng nhân dân xã Bến Mẫu"),
        ("kbnn", "Kho bạc Nhà nước huyện Bến Mẫu"),
        ("Ban quản lý dự án huyện", "BQLDA huyện Bến Mẫu"),
        ("mặt trận tổ quốc", "UBMTTQ xã Bến Mẫu"),
        ("sở kh&đt", "Sở Kế hoạch và Đầu tư"),
        ("ngân sách tỉnh", "NS cấp tỉnh"),
        ("mtqg", "CTMTQG giảm nghèo"),
        ("thị xã Bến Mẫu", "UBND TX. Bến Mẫu"),
    ],
)
def test_a_name_is_found_however_it_is_shortened(sought: str, name: str) -> None:
    assert asked(sought, name)


@pytest.mark.parametrize(
    ("sought", "name"),
    [
        ("ubnd", "Hội đồng nhân dân tỉnh Sông Mẫu"),
        ("ngân sách tỉnh", "ngân sách trung ương"),
        ("thành phố Bến Mẫu", "thị xã Bến Mẫu"),
        ("nsh", "ngân sách tỉnh"),
        ("nst", "ngân sách trung ương"),
        ("sở kh&cn", "Sở Kế hoạch và Đầu tư"),
    ],
)
def test_other_names_are_not(sought: str, name: str) -> None:
    assert not asked(sought, name)
