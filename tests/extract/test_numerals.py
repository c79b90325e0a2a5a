"""Numbers in figures and in words: reading undoes writing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.numerals import parse_number, parse_words

UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def vietnamese(number: int, decimals: str = "") -> str:
    """'6.400,25' from 6400 and '25'."""
    return f"{number:,}".replace(",", ".") + (f",{decimals}" if decimals else "")


def in_words(number: int) -> str:
    """A number below 10^12 in the words of an official document."""
    if number == 0:
        return "không"
    groups: list[str] = []
    for power, name in ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        value, number = divmod(number, power)
        if value:
            groups.append(f"{_below_thousand(value, bool(groups))} {name}".strip())
    return " ".join(groups)


def _below_thousand(value: int, follows: bool) -> str:
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    out = [f"{UNITS[hundreds]} trăm"] if hundreds or follows else []
    if tens == 0 and ones:
        out += ["linh", UNITS[ones]] if out else [UNITS[ones]]
    elif tens:
        out.append("mười" if tens == 1 else f"{UNITS[tens]} mươi")
        if ones:
            out.append("lăm" if ones == 5 else "mốt" if ones == 1 and tens > 1 else UNITS[ones])
    return " ".join(out)


@given(st.integers(0, 10**15))
def test_grouped_figures_round_trip(number: int) -> None:
    read = parse_number(vietnamese(number))
    assert read is not None
    assert (read.value, read.decimals) == (number, 0)


@given(st.integers(0, 10**9), st.text("0123456789", min_size=1, max_size=6))
def test_decimal_comma_keeps_its_precision(number: int, decimals: str) -> None:
    read = parse_number(vietnamese(number, decimals))
    assert read is not None
    assert (read.value, read.decimals) == (Decimal(f"{number}.{decimals}"), len(decimals))


@given(st.integers(0, 10**12 - 1))
def test_words_round_trip(number: int) -> None:
    assert parse_words(in_words(number)) == number


@pytest.mark.parametrize(
    ("run", "value"),
    [
        ("6.400", "6400"),
        ("589,72", "589.72"),
        ("1.5", "1.5"),
        ("1.500", "1500"),
        ("0.500", "0.5"),
        ("1,500.25", "1500.25"),
        ("1.234.567,8", "1234567.8"),
        ("6 400", "6400"),
        ("l50", "150"),
        ("1O0", "100"),
    ],
)
def test_figures(run: str, value: str) -> None:
    read = parse_number(run)
    assert read is not None
    assert read.value == Decimal(value)


def test_a_lone_comma_groups_only_what_has_no_fractions() -> None:
    assert parse_number("25,000").value == 25  # type: ignore[union-attr]
    assert parse_number("25,000", whole=True).value == 25_000  # type: ignore[union-attr]


@pytest.mark.parametrize("run", ["1.2.3", "1,2,3", "1.23.456", "0912.345.678", "1,234,5.6"])
def test_what_is_no_number(run: str) -> None:
    assert parse_number(run) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Sáu tỷ, bốn trăm triệu", 6_400_000_000),
        ("một tỷ rưỡi", 1_500_000_000),
        ("hai mươi mốt triệu", 21_000_000),
        ("một trăm lẻ năm nghìn", 105_000),
        ("ba trăm linh bốn ngàn", 304_000),
        ("mười lăm", 15),
        ("hai nghìn tỷ chẵn", 2_000_000_000_000),
        ("hai phẩy năm tỷ", 2_500_000_000),
        ("bốn mươi tư", 44),
        ("Sáu nghìn bốn trăm triệu", 6_400_000_000),
        ("Một nghìn hai trăm năm mươi triệu", 1_250_000_000),
        ("hai nghìn năm trăm tỷ ba trăm triệu", 2_500_300_000_000),
        ("Một trăm năm lăm triệu", 155_000_000),
    ],
)
def test_words(words: str, value: int) -> None:
    assert parse_words(words) == value


@pytest.mark.parametrize("words", ["", "hai ba", "con gà", "triệu"])
def test_what_are_no_number_words(words: str) -> None:
    assert parse_words(words) is None


@given(st.integers(0, 10**12 - 1))
def test_southern_words_round_trip(number: int) -> None:
    southern = in_words(number).replace("nghìn", "ngàn").replace("linh", "lẻ").replace("tỷ", "tỉ")
    assert parse_words(southern) == number
    assert parse_words(southern.upper()) == number


@given(st.integers(0, 10**15))
def test_english_groups_round_trip(number: int) -> None:
    read = parse_number(f"{number:,}", whole=True)
    assert read is not None
    assert (read.value, read.decimals) == (number, 0)


@given(st.integers(1000, 10**15), st.sampled_from([" ", "\u00a0", ". ", " ."]))
def test_groups_with_loose_spaces_round_trip(number: int, mark: str) -> None:
    read = parse_number(f"{number:,}".replace(",", mark))
    assert read is not None
    assert read.value == number
