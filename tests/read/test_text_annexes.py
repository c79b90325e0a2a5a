"""Annexes of text files: wide tables whose columns are numbered, and several tables without an empty line between."""

from __future__ import annotations

import pytest
from conftest import calls_of

from pipeline.normalize import normalize
from pipeline.read.text.reader import read_text
from pipeline.read.text.tables import text_tables
from pipeline.structure.table.grid import Grid
from pipeline.structure.table.whole_tables import whole_tables

NUMBERED = """\
                                                                      Đơn vị: triệu đồng
TT  Danh mục dự án            Quy mô   Thời gian  Quyết định phê duyệt                    Vốn đã cấp  Vốn năm 2018  Ghi chú
                                                  Số quyết định        TMĐT
                                                                       Tổng số
1                          2        3          4                    5              6           7             8        9
A   Công trình chuyển tiếp
1   Kênh Mẫu Hạ               2,6 km   2016-2018  248/QĐ-UBND               38.100         5.300        12.700
2   Trạm bơm Mẫu Thượng phía  1,4 km   2016-2018  235/QĐ-UBND               26.900                       9.400
    tả sông
3   Chợ Mẫu                      120   2017-2019  100/QĐ-UBND                9.600                       6.800
4   Trường Mẫu                   340   2017-2019  522/QĐ-UBND               18.600         2.900         3.500
"""


def _tables(text: str) -> list[list[dict[int, str]]]:
    """The words of each table's cells by row and column."""
    (page,) = read_text(text.encode()).pages
    found: list[list[dict[int, str]]] = []
    for table in page.tables:
        rows: list[dict[int, str]] = [{} for _ in range(max(cell.row for cell in table.cells) + 1)]
        for cell in table.cells:
            rows[cell.row][cell.column] = page.text[cell.start : cell.end]
        found.append(rows)
    return found


def test_numbers_of_columns_tell_how_many_there_are_and_where_their_heads_stand() -> None:
    (rows,) = _tables(NUMBERED)
    heads = "TT|Danh mục dự án|Quy mô|Thời gian|Quyết định phê duyệt Số quyết định|TMĐT Tổng số|Vốn đã cấp|Vốn năm 2018|Ghi chú"
    assert rows[0] == dict(enumerate(heads.split("|")))
    assert rows[1] == dict(enumerate("123456789"))
    assert rows[2] == {0: "A", 1: "Công trình chuyển tiếp"}
    assert rows[4] == {
        0: "2", 1: "Trạm bơm Mẫu Thượng phía tả sông", 2: "1,4 km", 3: "2016-2018", 4: "235/QĐ-UBND", 5: "26.900", 7: "9.400"
    }  # fmt: skip
    assert rows[5][2] == "120"


def test_numbers_of_columns_stand_under_a_head_without_a_count_of_rows() -> None:
    (rows,) = _tables(
        "Xã          Hộ    Máy   Giếng    Bể\n"
        "1            2      3      4      5\n"
        "Mẫu Hạ      12     31     24     15\n"
        "Mẫu Trung   11     13     64     25\n"
        "Mẫu Giang   21     33     41     75\n"
    )
    assert rows[1] == {0: "1", 1: "2", 2: "3", 3: "4", 4: "5"}
    assert rows[2] == {0: "Mẫu Hạ", 1: "12", 2: "31", 3: "24", 4: "15"}


def test_each_head_of_numbers_begins_a_table() -> None:
    first, second = _tables(
        "                    Đơn vị: tỷ đồng\n"
        "STT  Nội dung             Dự toán\n"
        "1    Thu nội địa            3.600\n"
        "2    Thu viện trợ           1.000\n"
        "3    Thu chuyển nguồn         250\n"
        "           PHỤ LỤC SỐ 2\n"
        "     CHI CỦA MỘT SỐ ĐƠN VỊ\n"
        "                 Đơn vị: triệu đồng\n"
        "TT  Đơn vị        Tổng số   Đầu tư\n"
        "1   Văn phòng      61.090   12.000\n"
        "2   Thanh tra      42.650    9.800\n"
        "3   Ban Dân tộc    87.720   21.000\n"
    )
    assert first[0] == {0: "STT", 1: "Nội dung", 2: "Dự toán"}
    assert first[-1] == {0: "3", 1: "Thu chuyển nguồn", 2: "250"}
    assert second[0] == {0: "TT", 1: "Đơn vị", 2: "Tổng số", 3: "Đầu tư"}
    assert second[-1] == {0: "3", 1: "Ban Dân tộc", 2: "87.720", 3: "21.000"}


HEAD = "STT   Đơn vị              Kinh phí      Đã chi"


def _rows(*ordinals: int | str) -> list[str]:
    return [f"{ordinal:<5} Xã Mẫu {at:<12} {at * 100:>8}      {at * 90:>6}" for at, ordinal in enumerate(ordinals, 1)]


def _whole(lines: list[str]) -> list[list[str]]:
    """What numbers the rows of each table of a document, those over a page's end put together."""
    text = normalize(read_text("\n".join(lines).encode()))
    grids = [Grid(text.text, table) for table in whole_tables(text)]
    return [[grid.words(row, 0) for row in grid.body()] for grid in grids]


@pytest.mark.parametrize(
    "head",
    [
        [HEAD],
        [HEAD, "                           năm 2020     đến nay"],
        [HEAD, "1         2                    3           4"],
        ["                           (Đơn vị: triệu đồng)", HEAD],
        ["                          Vốn của xã Mẫu", HEAD.replace("Kinh phí", "   Được ").replace("Đã chi", "Chi   ")],
    ],
)
@pytest.mark.parametrize("page", [[], ["                       2"], ["                     - 12 -"]])
@pytest.mark.parametrize("cuts", [(5, 7), (2, 4), (2, 7), (6, 7)])
def test_a_head_that_is_said_again_costs_no_rows(head: list[str], page: list[str], cuts: tuple[int, int]) -> None:
    rows, (one, two) = _rows(*range(1, 8)), cuts
    lines = [*head, *rows[:one], *page, *head, *rows[one:two], *([*page, *head, *rows[two:]] if two < 7 else [])]
    assert _whole(lines) == [[*map(str, range(1, 8))]]


def test_a_name_that_goes_on_before_a_head_said_again_is_one() -> None:
    rows = _rows(*range(1, 6))
    (first, second) = _tables("\n".join([HEAD, *rows[:3], "      phía tả sông", HEAD, *rows[3:]]))
    assert (first[-1][1], [row[0] for row in second]) == ("Xã Mẫu 3 phía tả sông", ["STT", "4", "5"])


@pytest.mark.parametrize("title", [[], ["    PHỤ LỤC 2"], ["    Vốn của huyện Mẫu"]])
def test_a_head_over_rows_that_are_numbered_anew_begins_a_table(title: list[str]) -> None:
    lines = [HEAD, *_rows(1, 2, 3, 4), *title, HEAD, *_rows(1, 2, 3)]
    assert [[row[0] for row in table] for table in _tables("\n".join(lines))] == [["STT", *"1234"], ["STT", *"123"]]


@pytest.mark.parametrize("first", ["Loại", "STT"])
def test_a_town_among_the_rows_heads_none(first: str) -> None:
    (rows,) = _tables("\n".join([HEAD.replace("STT", first), *_rows("Xã", "Xã", "TT", "Xã", "TT", "Xã", "Xã")]))
    assert [row[0] for row in rows] == [first, "Xã", "Xã", "TT", "Xã", "TT", "Xã", "Xã"]


@pytest.mark.parametrize(
    "lines", [[HEAD], [HEAD, *_rows(1)], [HEAD, *_rows(2), HEAD, "Mẫu"], [HEAD, HEAD, *_rows(1, 2)]]
)
def test_heads_said_again_take_calls_by_the_lines(lines: list[str]) -> None:
    def calls(times: int) -> int:
        return calls_of(lambda: list(text_tables(lines * times)))

    calls(10)
    assert calls(400) < 2.3 * calls(200)


def test_what_follows_a_letterhead_without_an_empty_line_is_none_of_its_columns() -> None:
    (page,) = read_text(
        "        BỘ TÀI CHÍNH                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "    Số: 65/BTC-TCT                   Độc lập - Tự do - Hạnh phúc\n"
        "V/v xử lý tiền nộp nhầm          Hà Nội, ngày 08 tháng 10 năm 2019\n"
        "                      Kính gửi:\n"
        "     Cục Thuế tỉnh Mẫu.\n"
        "     Bộ nhận được công văn của Cục.\n".encode()
    ).pages
    lines = [line.strip() for line in page.text.splitlines() if line.strip()]
    assert lines[2:7] == [
        "V/v xử lý tiền nộp nhầm",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hà Nội, ngày 08 tháng 10 năm 2019",
        "Kính gửi:",
    ]


def test_a_letterhead_whose_lines_take_turns_is_read_by_columns() -> None:
    (page,) = read_text(
        "   THỦ TƯỚNG CHÍNH PHỦ                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "                                             Độc lập - Tự do - Hạnh phúc\n"
        "Số: 856/QĐ-TTg\n"
        "                                           Hà Nội, ngày 24 tháng 8 năm 2023\n"
        "                                 QUYẾT ĐỊNH\n"
        "Về việc bổ sung dự toán chi thường xuyên nguồn vốn viện trợ cho các tỉnh\n".encode()
    ).pages
    lines = [line.strip() for line in page.text.splitlines() if line.strip()]
    assert lines == [
        "THỦ TƯỚNG CHÍNH PHỦ",
        "Số: 856/QĐ-TTg",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hà Nội, ngày 24 tháng 8 năm 2023",
        "QUYẾT ĐỊNH",
        "Về việc bổ sung dự toán chi thường xuyên nguồn vốn viện trợ cho các tỉnh",
    ]
