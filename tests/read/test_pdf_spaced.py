"""Tables that a page draws without rules, whose rows have several lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.normalize import normalize
from pipeline.read.pdf.reader import read_pdf
from pipeline.structure.table.grid import Grid
from pipeline.structure.table.whole_tables import whole_tables

HEAD = [
    (60, 100, "TT"),
    (90, 100, "Tên công trình"),
    (280, 100, "Địa điểm"),
    (390, 100, "Tổng mức"),
    (480, 100, "Kế hoạch"),
]
NAMES = (
    ["Nâng cấp đường giao thông liên", "xã Hải An - Mai Lâm"],
    ["Sửa chữa kênh mương nội đồng", "thôn Hạ"],
    ["Trạm y tế"],
)


def _rows(data: bytes) -> list[list[str]]:
    """The words of the one table, row by row."""
    text = normalize(read_pdf(data))
    (table,) = whole_tables(text)
    grid = Grid(text.text, table)
    assert all(word.start < word.end for page in text.pages for word in page.words)
    return [[grid.words(row, column) for column in range(grid.columns)] for row in range(grid.rows)]


@pytest.mark.parametrize("middle", [True, False])
def test_names_over_two_lines_stand_in_the_row_of_their_figures(draw_pdf: Callable[..., bytes], middle: bool) -> None:
    page, y = [*HEAD], 118.0
    for at, name in enumerate([*NAMES, *NAMES], 1):
        across = y + 7 * (len(name) - 1) if middle else y
        page += [(90, y + 14 * line, words) for line, words in enumerate(name)]
        page += [
            (64, across, str(at)),
            (280, across, "Xã Mai Lâm"),
            (400, across, f"{at}.100"),
            (490, across, f"{at}.000"),
        ]
        y += 14 * len(name) + 2
    rows = _rows(draw_pdf(page, size=12))
    assert rows == [
        [words for _, _, words in HEAD],
        *(
            [str(at), " ".join(name), "Xã Mai Lâm", f"{at}.100", f"{at}.000"]
            for at, name in enumerate([*NAMES, *NAMES], 1)
        ),
    ]


def test_numbers_of_rows_and_places_touch_the_names_beside_them(draw_pdf: Callable[..., bytes]) -> None:
    page = [*HEAD]
    for at in range(1, 12):
        y = 100.0 + 16 * at
        name = "Nâng cấp đường liên xã Mai Lâm đến" if at % 4 == 1 else "Sửa chữa kênh mương nội đồng"
        page += [(82 - 6 * len(str(at)), y, str(at)), (88, y, name), (280, y, "Xã Mai Lâm"), (400, y, f"{at}.100")]
        page += [(490, y, f"{at}.000")]
    rows = _rows(draw_pdf(page, size=12))
    assert [row[0] for row in rows] == ["TT", *(str(at) for at in range(1, 12))]
    assert {row[1] for row in rows[1:]} == {"Nâng cấp đường liên xã Mai Lâm đến", "Sửa chữa kênh mương nội đồng"}
    assert {row[2] for row in rows[1:]} == {"Xã Mai Lâm"}


def test_a_head_over_two_columns_spans_them(draw_pdf: Callable[..., bytes]) -> None:
    page = [(60, 100, "TT"), (90, 100, "Tên công trình"), (340, 100, "Kế hoạch vốn"), (480, 100, "Ghi chú")]
    page += [(310, 116, "Tỉnh"), (400, 116, "Huyện")]
    for at in range(1, 5):
        y = 116.0 + 16 * at
        page += [(62, y, str(at)), (90, y, f"Cầu Khe Nứa {at}"), (310, y, f"{at}.100"), (400, y, f"{at}.000")]
        page += [(480, y, "Mới")]
    text = normalize(read_pdf(draw_pdf(page, size=12)))
    grid = Grid(text.text, whole_tables(text)[0])
    assert [grid.path(column) for column in range(grid.columns)] == [
        ("TT",),
        ("Tên công trình",),
        ("Kế hoạch vốn", "Tỉnh"),
        ("Kế hoạch vốn", "Huyện"),
        ("Ghi chú",),
    ]
    assert grid.words(grid.rows - 1, 2) == "4.100"
