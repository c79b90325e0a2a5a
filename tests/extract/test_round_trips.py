"""Money and days of every notation: extraction undoes writing, whatever stands around."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from conftest import as_text
from hypothesis import given, settings
from hypothesis import strategies as st
from test_numerals import in_words, vietnamese

from pipeline.extract import extract
from pipeline.extract.amounts.finder import find_amounts
from pipeline.extract.components import language
from pipeline.extract.dates.finder import find_dates
from pipeline.extract.passage import Passage
from pipeline.extract.quantities.counted import noun_cue
from pipeline.extract.words import Words
from pipeline.records import Amount, DateMention, Letterhead, Outline

UNITS = {
    "đồng": 1, " đồng": 1, "đ": 1, " VNĐ": 1, " nghìn đồng": 10**3, " ngàn đồng": 10**3, " triệu đồng": 10**6, " trđ": 10**6, " tr.đ": 10**6,
    " tỷ đồng": 10**9, " tỉ đồng": 10**9, " nghìn tỷ đồng": 10**12, " ngàn tỉ đồng": 10**12, " TRIỆU ĐỒNG": 10**6, "\ntriệu đồng": 10**6,
}  # fmt: skip
BEFORE = st.sampled_from(["", "Kinh phí: ", "là ", "khoảng ", "(", "năm 2018 ", "năm 2019: ", "trong đó ", "hỗ trợ\n"])
AFTER = st.sampled_from(["", ".", ";", " cho xã A", ")", ", trong đó", "\n", " năm 2019", "1", " (năm 2020)"])
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
WRITTEN_DAYS = (
    "ngày {d} tháng {m} năm {y}", "ngày {d:02} tháng {m:02} năm {y}", "{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "ngày {d}-{m}-{y}", "ngày {d}.{m}.{y}",
    "ngày {d} / {m} / {y}", "ngày {d:02} tháng {m} năm{y}", "ngày {d} tháng {m}/{y}", "NGÀY {d} THÁNG {m} NĂM {y}", "ngày  {d}  tháng  {m}  năm  {y}",
)  # fmt: skip


def passage(text: str) -> Passage:
    return Passage(text, Outline(Letterhead()), Words(text, noun_cue(), language().make_doc))


def amounts(text: str) -> tuple[Amount, ...]:
    return find_amounts(passage(text))


def dates(text: str) -> tuple[DateMention, ...]:
    return find_dates(passage(text))


@settings(max_examples=300)
@given(
    st.integers(100, 999_999), st.sampled_from(["", ",5", ",25", ",125"]), st.sampled_from(sorted(UNITS)), BEFORE, AFTER
)
def test_money_in_figures_round_trips(number: int, decimals: str, unit: str, before: str, after: str) -> None:
    factor = UNITS[unit]
    if factor == 1:
        decimals = ""
    if unit.startswith("\n"):
        # A figure alone on its line is a cell of a table, whatever stands on the next one.
        before = "chi "
    text = f"{before}{vietnamese(number, decimals.strip(','))}{unit}{after}"
    found = amounts(text)
    assert [amount.vnd for amount in found] == [int(Decimal(f"{number}{decimals.replace(',', '.')}") * factor)], text
    assert found[0].text == f"{vietnamese(number, decimals.strip(','))}{unit}"


@settings(max_examples=300)
@given(st.integers(1, 999), st.integers(1, 999), BEFORE, AFTER)
def test_two_powers_round_trip(billions: int, millions: int, before: str, after: str) -> None:
    assert [a.vnd for a in amounts(f"{before}{billions} tỷ {millions} triệu đồng{after}")] == [
        billions * 10**9 + millions * 10**6
    ]


@settings(max_examples=300)
@given(st.integers(10, 10**12 - 1))
def test_money_in_words_round_trips(number: int) -> None:
    words = in_words(number)
    found = amounts(f"(Bằng chữ: {words.capitalize()} đồng chẵn)")
    # A sum without a power ('bảy đồng') is no sum in words.
    assert [amount.vnd for amount in found] == [number]


@settings(max_examples=300)
@given(st.integers(1, 9_999), st.integers(1, 9_999), st.sampled_from([" - ", "-", " đến ", " – "]))
def test_ranges_round_trip(one: int, other: int, link: str) -> None:
    low, high = sorted((one, other))
    found = amounts(f"mức {vietnamese(low)} triệu đồng{link}{vietnamese(high)} triệu đồng")
    if low < high:
        assert [(a.vnd, a.vnd_high) for a in found] == [(low * 10**6, high * 10**6)]
    else:
        assert [(a.vnd, a.vnd_high) for a in found] == [(low * 10**6, None)] * 2


@settings(max_examples=300)
@given(
    DAYS,
    st.sampled_from(WRITTEN_DAYS),
    st.sampled_from(["", "Hà Nội, ", "từ ", "(", "ký\n"]),
    st.sampled_from(["", ".", ";", ")", " của", "\n"]),
)
def test_days_round_trip(day: date, form: str, before: str, after: str) -> None:
    words = form.format(d=day.day, m=day.month, y=day.year)
    found = dates(f"{before}{words}{after}")
    assert [(d.text, d.first_day, d.last_day) for d in found] == [(words, day, day)]


@settings(max_examples=300)
@given(DAYS, st.integers(1, 27))
def test_spans_of_days_round_trip(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    if last.year != first.year:
        return
    found = dates(f"từ ngày {first.day}/{first.month} đến ngày {last.day}/{last.month}/{last.year}")
    assert [(d.first_day, d.last_day, d.precision) for d in found] == [(first, last, "range")]


@given(
    st.integers(1, 12),
    st.integers(1900, 2099),
    st.sampled_from(["tháng {m}/{y}", "tháng {m:02} năm {y}", "tháng {m}-{y}", "Tháng {m:02}/{y}"]),
)
def test_months_round_trip(month: int, year: int, form: str) -> None:
    found = dates("trong " + form.format(m=month, y=year))
    assert [d.first_day for d in found] == [date(year, month, 1)]
    assert found[0].last_day is not None
    assert (found[0].last_day + timedelta(days=1)).day == 1


@settings(max_examples=300)
@given(st.text("0123456789.,-/ \n\t()%đ\u00a0lO", max_size=60) | st.text(max_size=40))
def test_no_text_breaks_an_extractor(text: str) -> None:
    found = extract(as_text(text), Outline(Letterhead()))
    for mention in (*found.amounts, *found.dates, *found.quantities):
        assert text[mention.start : mention.end] == mention.text
        assert mention.text.strip()
