"""Tables over several pages: which cells say a head again."""

from __future__ import annotations

from grids import document_of

from pipeline.structure.whole_tables import said_again, whole_tables

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
