"""Numbers as Excel in Việt Nam shows them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.numbers import is_date_format, shown, whole


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1234567, "#,##0", "1.234.567"),
        (1234567.5, "#,##0.0", "1.234.567,5"),
        (0.1234, "0.0%", "12,3%"),
        (-1234.5, "#,##0.00;(#,##0.00)", "(1.234,50)"),
        (-5, "#,##0;[Red]-#,##0", "-5"),
        (0, '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', "-"),
        (0, "#", ""),
        (1672, "General", "1672"),
        (119.617224880382, "General", "119,6172249"),
        (0.1 + 0.2, "General", "0,3"),
        (123456789012.0, "General", "123456789012"),
        (1500000, "#,##0,", "1.500"),
        (12, '#,##0 "đ"', "12 đ"),
        (1234, "#,##0 [$₫-42A]", "1.234 ₫"),
        (7, '"Mã "00', "Mã 07"),
        (12345.678, "#,##0.##", "12.345,68"),
        (2.5, "# ?/?", "2,5"),
        (2.675, "0.00", "2,68"),
        (-0.001, "0.0", "0,0"),
        (True, None, "TRUE"),
        ("1.250", "0", "1.250"),
        (None, "0", ""),
        (datetime(2019, 3, 28), "m/d/yyyy", "28/03/2019"),
        (date(2019, 3, 1), "mm/yyyy", "03/2019"),
        (datetime(2019, 3, 28, 8, 30), "dd/mm/yyyy hh:mm", "08:30 28/03/2019"),
    ],
)
def test_as_printed(value: object, number_format: str | None, text: str) -> None:
    assert shown(value, number_format) == text


@given(st.integers(-(10**15), 10**15))
def test_whole_numbers_keep_every_digit(number: int) -> None:
    assert int(shown(number, "#,##0").replace(".", "")) == number
    assert int(shown(float(number), "General")) == number


@given(st.floats(), st.text(alphabet='#0?.,;%"E+-_*[]@ /dmyhs', max_size=12))
def test_any_number_in_any_format_is_text(number: float, number_format: str) -> None:
    assert isinstance(shown(number, number_format), str)


def test_formats_of_days() -> None:
    assert is_date_format("[$-409]d-mmm-yy;@") and is_date_format("dd/mm/yyyy")
    assert not any(map(is_date_format, ("General", '#,##0 "đồng"', "[Red]0", "0.00%")))


@pytest.mark.parametrize("cell", ["1.234.567.\n000", "1.234.\n567.000", "1.234.567\n.000", "1.234.567.0 \n00"])
def test_a_figure_that_a_cell_cuts_is_one(cell: str) -> None:
    assert whole(cell) == "1.234.567.000"


@pytest.mark.parametrize(
    "cell", ["1. 500", "1.234 567.000", "12.500 3.400", "1.234,5 67", "1. 2.345", "12.345 đồng", "1.234. 50"]
)
def test_figures_that_stand_alone_are_not_joined(cell: str) -> None:
    assert whole(cell) == cell
