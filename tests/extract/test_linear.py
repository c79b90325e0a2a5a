"""What a long line costs, in calls of Python counted and not in seconds: the same on any machine, however busy."""

from __future__ import annotations

import pytest
from conftest import as_text, calls_of

from benchmarks.accuracy.gold import as_text as as_gold_text
from pipeline.extract import extract
from pipeline.link import link
from pipeline.link.sums.annexes import find_led_tables
from pipeline.records import Letterhead, Outline, Text

SIZE = 8_000


def _calls(text: str) -> int:
    return _calls_of(as_text(text))


def _calls_of(read: Text) -> int:
    """Calls through extract and link."""
    form = Outline(Letterhead())
    return calls_of(lambda: link(read, form, extract(read, form)))


def _growth(piece: str) -> tuple[int, int]:
    """Calls for a line of one piece, and for a line twice as long, once the tables are read."""
    _calls(piece * 50)
    once = piece * (SIZE // len(piece))
    return _calls(once), _calls(once + once)


@pytest.mark.parametrize("piece", ["1", "1.", "1,", "1 ", "1 000 ", "1/", "1-", "1 - ", "1/2/", "12.345 ", "1;"])
def test_figures_that_count_nothing_are_passed_over_without_a_call(piece: str) -> None:
    once, twice = _growth(piece)
    assert twice < once + SIZE / 100


@pytest.mark.parametrize(
    "piece",
    [
        "1 tỷ đồng, ", "((1 tỷ đồng", "5 triệu đồng/", "1 tỷ 1 triệu ", "hai trăm triệu đồng ", "lần lượt 1, 2 tỷ đồng ",
        "1. 000", "12/QĐ-UBND, ", "năm 2018, ", "năm 2018, 1 tỷ đồng, ", "năm 2018 và năm 2019, 1 tỷ đồng, ", "từ 1/1/2019 đến ", "5 hộ dân ", "1% ", "Sở Y tế, ", "- 3 dự án, gồm:\n", "các công trình: cầu Ví, ", "xây dựng cầu Bến Ví 1 tỷ đồng, ", "- Cầu Bến Ví: 1 tỷ đồng\n",
    ],
)  # fmt: skip
def test_dense_facts_take_calls_by_their_number(piece: str) -> None:
    once, twice = _growth(piece)
    assert twice < 2.3 * once


def test_a_row_of_many_cells_costs_as_much_a_cell() -> None:
    def calls(cells: int) -> int:
        row = "| 1 | Cống Tam Chánh | Gãy cánh cửa | Thay mới, 85 triệu đồng "
        read = as_gold_text(f"{row * (cells // 4)}|")
        return _calls_of(read)

    calls(40)
    once, twice = calls(800), calls(1_600)
    assert twice < 2.5 * once


def test_columns_cost_as_much_each_however_many_sums_stand_before_them() -> None:
    def calls(tables: int) -> int:
        table = "Mua máy 9 triệu đồng, hỗ trợ 7 triệu đồng.\n\n| Xã | Kinh phí (triệu đồng) |\n| A | 3 |\n| B | 4 |\n\n"
        mentions = extract(as_gold_text(table * tables), Outline(Letterhead()))
        return calls_of(lambda: list(find_led_tables(mentions.amounts, (), mentions.cells)))

    once, twice = calls(50), calls(100)
    assert twice < 2.2 * once
