"""The columns of tables that run over several pages."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from conftest import calls_of
from PIL import Image

from pipeline.read.page.layout import PageLayout
from pipeline.read.page.over_pages import over_pages
from pipeline.read.page.tables import RuledCell, RuledTable
from pipeline.read.refusals import NoWords
from pipeline.read.scan import files
from pipeline.read.scan.reader import Placement, Scan

FEW, MANY = (50, 100, 300, 550), (50, 100, 200, 300, 400, 550)
OTHER, MORE, WIDER = (50, 100, 250, 550), (50, 100, 200, 300, 400, 475, 550), (50, 100, 200, 300, 400, 560)


def _table(lines: tuple[int, ...], top: float, rows: int = 3) -> RuledTable:
    bands = [*pairwise(range(int(top), int(top) + 20 * (rows + 1), 20))]
    cells = [
        RuledCell(row, column, 1, 1, (left, high, right, low))
        for row, (high, low) in enumerate(bands)
        for column, (left, right) in enumerate(pairwise(lines))
    ]
    return RuledTable((lines[0], bands[0][0], lines[-1], bands[-1][1]), tuple(cells))


def _page(*tables: tuple[int, ...]) -> PageLayout:
    return PageLayout(600, 800, [], [_table(lines, 60 + 200 * at) for at, lines in enumerate(tables)])


def _widths(pages: list[PageLayout]) -> list[list[int]]:
    return [[max(cell.column + cell.column_span for cell in table.cells) for table in page.tables] for page in pages]


@pytest.mark.parametrize(
    ("pages", "widths"),
    [
        ([[FEW], [MANY]], [[5], [5]]),
        ([[MANY], [FEW], [FEW]], [[5], [5], [5]]),
        ([[FEW], [FEW], [MANY]], [[5], [5], [5]]),
        ([[FEW], [MANY], [FEW]], [[5], [5], [5]]),
        ([[FEW], [MANY], [FEW], [MORE], [FEW]], [[6], [6], [6], [6], [6]]),
        # A page with two tables ends one run and begins another.
        ([[FEW], [FEW, FEW], [MANY]], [[3], [3, 5], [5]]),
        ([[MANY], [FEW, FEW], [FEW]], [[5], [5, 3], [3]]),
        # Lines that none before has, another width, a page without a table.
        ([[MANY], [OTHER], [FEW]], [[5], [3], [3]]),
        ([[FEW], [WIDER], [FEW]], [[3], [5], [3]]),
        ([[MANY], [], [FEW]], [[5], [], [3]]),
    ],
)
def test_pieces_have_the_columns_of_all_pages(pages: list[list[tuple[int, ...]]], widths: list[list[int]]) -> None:
    layouts = [_page(*tables) for tables in pages]
    over_pages(layouts, frozenset())
    assert _widths(layouts) == widths


def test_it_takes_calls_by_the_pages() -> None:
    def calls(times: int) -> int:
        pages = [_page(FEW), _page(MANY)] * times
        return calls_of(lambda: over_pages(pages, frozenset()))

    assert calls(100) < 2.3 * calls(50)


def test_pages_of_a_picture_file_share_them_too(monkeypatch: pytest.MonkeyPatch) -> None:
    layouts = [_page(MANY), _page(FEW)]
    scans = iter([Scan(layout, Placement(600, 800), None) for layout in layouts])
    monkeypatch.setattr(files, "read_scan", lambda *_: next(scans))
    written = io.BytesIO()
    Image.new("L", (60, 80)).save(written, "TIFF", save_all=True, append_images=[Image.new("L", (60, 80))])
    with pytest.raises(NoWords):
        files.read_image(written.getvalue())
    assert _widths(layouts) == [[5], [5]]
