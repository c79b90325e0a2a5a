"""Numbers of pages in plain text."""

from __future__ import annotations

import pytest

from pipeline.read.page_numbers import without_page_numbers

OVER = "Dự án cải tạo đường liên xã có tổng mức đầu tư 14.950"
UNDER = "triệu đồng, từ ngân sách tỉnh."


@pytest.mark.parametrize(
    "pages",
    [
        [f"Mở đầu\n{OVER}\n1", f"{UNDER}\nHết.\n2"],
        [f"Mở đầu\n{OVER}\n", f"\n   2\n\n{UNDER}\nHết."],
        [f"Mở đầu\n{OVER}\n- 7 -", f"{UNDER}\nHết.\nTrang 8/9"],
    ],
)
def test_the_number_on_a_pages_edge_is_left_out(pages: list[str]) -> None:
    words = "\n".join(without_page_numbers(pages)).split()
    assert words == f"Mở đầu {OVER} {UNDER} Hết.".split()


@pytest.mark.parametrize("number", ["\n   2\n", "- 4 -", "\n- 4 -\n", "Trang 2"])
def test_a_number_in_the_middle_of_a_sentence_is_left_out(number: str) -> None:
    assert without_page_numbers([f"{OVER}\n{number}\n{UNDER}"]) == [f"{OVER}\n{UNDER}"]


@pytest.mark.parametrize(
    "page",
    [f"{OVER}.\n- 4 -\n{UNDER}", "Tên\n\n2\n\nđồng", f"{OVER}\n2\n{UNDER}", f"Số lượng:\n- 4 -\n{UNDER}", "2", ""],
)
def test_other_figures_stay(page: str) -> None:
    assert without_page_numbers([page]) == [page]


def test_a_figure_on_a_pages_edge_that_numbers_no_page_stays() -> None:
    pages = ["Mở đầu\nSố hộ\n120", "Tiếp\nSố hộ\n35", "3\nXã Mẫu\nCộng\n\n3"]
    assert without_page_numbers(pages) == pages
