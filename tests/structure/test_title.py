"""Places and days of the head, looked for before days only."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.structure.head.title import PLACE_DATE, dated_places

WORDS = (
    "Quảng Trị", "Phường 1", "hôm nay", ",", "ngày", "NGÀY", "15", "/3/", "2019", "tháng", "năm", "…", "hồi 8 giờ", "\n", "\t", ":",
)  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=16), st.sampled_from((" ", "", "  ")))
def test_no_place_is_lost_by_looking_before_days_only(words: list[str], joint: str) -> None:
    text = joint.join(words)
    found = [match.span() for match in dated_places(text, 0, len(text))]
    assert found == [match.span() for match in PLACE_DATE.finditer(text)]


def test_a_place_is_found_before_its_day() -> None:
    text = "Số: 5/BC-SNN        Quảng Trị, ngày 15 tháng 3 năm 2019\nĐà Nẵng, ngày 1/2/2019"
    assert [match["place"] for match in dated_places(text, 0, len(text))] == ["BC-SNN        Quảng Trị", "Đà Nẵng"]
