"""Tables over several pages: which cells say a head again."""

from __future__ import annotations

import pytest
from grids import document_of

from pipeline.structure.table.grid import Grid
from pipeline.structure.table.whole_tables import said_again, whole_tables

HEAD = ["TT", "Nội dung", "Kinh phí"]
FIRST, SECOND = [["1", "Giống", "10"]], [["2", "Máy", "20"]]


def _again(*pages: list[list[str]]) -> list[tuple[int, str]]:
    text = document_of(*pages).text
    cells = said_again(text, whole_tables(text))
    return [(text.page_at(cell.start), text.text[cell.start : cell.end]) for cell in cells]


def test_a_head_is_said_again_on_each_later_page() -> None:
    pages = _again([HEAD, *FIRST], [HEAD, *SECOND], [HEAD, ["3", "Phân", "30"]])
    assert pages == [(page, words) for page in (2, 3) for words in HEAD]


def test_rows_that_go_on_without_a_head_and_another_table_say_none() -> None:
    assert _again([HEAD, *FIRST], SECOND, [["Xã", "Diện tích", "Hộ", "Ghi chú"], ["Hải An", "12", "3", ""]]) == []


def _rows(*pages: list[list[str]]) -> list[str]:
    """What each row of the one table over some pages is called, and its figure."""
    document = document_of(*pages)
    (table,) = whole_tables(document.text)
    grid = Grid(document.text.text, table)
    held = {(cell.row, cell.column): cell.label for cell in document.facts.mentions.cells if cell.text}
    assert all(label for (row, _), label in held.items() if row >= grid.head_rows)
    return [f"{grid.label(row)}: {grid.words(row, grid.columns - 1)}" for row in grid.body()]


@pytest.mark.parametrize("again", [[HEAD], []])
@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["2", "Đường từ xã", "20"], ["", "Hải An đến chợ", ""]),
        (["2", "Đường", "20"], ["", "từ xã Hải An đến chợ", ""]),
        (["2", "Đường từ", ""], ["", "xã Hải An đến chợ", "20"]),
        (["2", "", "20"], ["", "Đường từ xã Hải An đến chợ", ""]),
        (["2", "Đường từ xã Hải An đến chợ", ""], ["", "", "20"]),
        (["2", "Đường từ xã Hải", "20"], ["", "An đến chợ", ""]),
    ],
)
def test_a_row_that_a_page_cuts_is_one(again: list[list[str]], above: list[str], below: list[str]) -> None:
    rows = _rows([HEAD, *FIRST, ["3", "Cầu", "5"], ["4", "Trạm", "6"], above], [*again, below, ["5", "Máy", "30"]])
    assert rows[-2:] == ["Đường từ xã Hải An đến chợ: 20", "Máy: 30"]


def test_a_row_without_numbers_is_cut_too() -> None:
    head = ["Nội dung", "Kinh phí"]
    assert _rows([head, ["Giống", "10"], ["Mua máy", "20"]], [["cày", ""], ["Phân", "30"]])[1:] == [
        "Mua máy cày: 20",
        "Phân: 30",
    ]


def test_a_row_that_two_pages_ends_cut_is_one() -> None:
    pages = [["2", "Đường từ xã", "20"]], [["", "Hải An đến", ""]], [["", "chợ Phiên", ""], ["3", "Máy", "30"]]
    assert _rows([HEAD, *FIRST, *pages[0]], *pages[1:])[1:] == ["Đường từ xã Hải An đến chợ Phiên: 20", "Máy: 30"]


@pytest.mark.parametrize(
    "below",
    [
        ["", "Huyện Cam Lộ", ""],
        ["", "Huyện Cam Lộ", "50"],
        ["", "trong đó:", ""],
        ["", "- máy cày", ""],
        ["", "Cộng", "30"],
        ["3", "máy cày", ""],
    ],
)
def test_a_row_of_its_own_on_top_of_a_page_is_none_that_is_cut(below: list[str]) -> None:
    pages = [HEAD, ["", "Huyện Hải Lăng", ""], *FIRST, ["2", "Máy ở xã Hải An", "20"]], [HEAD, below]
    assert len(_rows(*pages)) == 4


def test_a_work_that_a_page_cuts_has_its_whole_name_and_quotes_its_first_words() -> None:
    head = ["TT", "Tên công trình", "Tổng mức đầu tư"]
    document = document_of([head, ["1", "Nâng cấp đường liên xã từ", "20"]], [["", "xã Hải An đến chợ", ""]])
    told = [(work.name, work.text, work.total_vnd) for work in document.facts.mentions.projects]
    assert told == [("Nâng cấp đường liên xã từ xã Hải An đến chợ", "Nâng cấp đường liên xã từ", 20_000_000)]
