"""Figures and days as machines without a 1, OCR and the dots of forms leave them."""

from __future__ import annotations

import pytest

from pipeline.structure.typed_figures import figured


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Nghị định số 74/20I3/NĐ-CP, số I24/QĐ-UBND", "Nghị định số 74/2013/NĐ-CP, số 124/QĐ-UBND"),
        ("ngày 15/I2/2013", "ngày 15/12/2013"),
        ("ngày..01..tháng..8..năm 2013", "ngày  01  tháng  8  năm 2013"),
        ("Ngảy 10 thóng 12 nẽm 2015", "Ngày 10 tháng 12 năm 2015"),
        ("ngày 01, tháng 8, năm 201 3", "ngày 01, tháng 8, năm  2013"),
        ("ngày 15/7/201 3", "ngày 15/7/ 2013"),
        ("Tháng 7/201 3", "Tháng 7/ 2013"),
    ],
)
def test_a_worn_day_or_number_is_read_in_its_place(written: str, meant: str) -> None:
    assert figured(written) == meant
    assert len(meant) == len(written)


@pytest.mark.parametrize(
    "text",
    [
        "ngày 10 tháng 12 năm 2015, ngày 5/6/2013",
        "giao 10 thùng 8 năm 2015",
        "Phần I. Mục II.1 của Chương III/2013, mẫu I/QĐ",
        "đạt 15/201 3.500 hộ",
        "Đạt 150/200 5 xã",
        "đạt 5/200 8 xã, lô 31/5/20/201 3",
        "ngay 10 thùng vào 8 năm 2015",
    ],
)
def test_what_is_no_day_stays(text: str) -> None:
    assert figured(text) == text
