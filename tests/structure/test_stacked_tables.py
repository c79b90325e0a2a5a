"""Tables that are written one cell a line: they come back as they were, or stay text."""

from __future__ import annotations

import tomllib

import pytest
from conftest import ROOT, as_document, as_text, calls_of
from grids import rows_of, table_of, told_amounts, told_sums
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.structure.table.grid import Grid
from pipeline.structure.table.stacked_tables import stacked_tables

GRIDS = {
    case["name"]: (case["grid"], case.get("above", "ĐVT: triệu đồng"))
    for path in sorted((ROOT / "tests" / "cases").glob("tables*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
}
WAYS = ("lost", "kept", "apart")
"""What becomes of an empty cell: nothing, an empty line; or there is one behind each cell, whatever it holds."""
TAIL = "\n\nNơi nhận:\n- Như trên.\n"
UNIT = "Đơn vị tính: triệu đồng\n"

Rows = list[list[str]]


def stacked(rows: Rows, way: str) -> str:
    """The words of a table's own cells, one a line."""
    words = [cell for row in rows for cell in row if cell not in ("<", "^") and (cell or way == "kept")]
    return ("\n\n" if way == "apart" else "\n").join(words)


def said(grid: Grid) -> Rows:
    """The headings and the rows of a grid; a total's name stands with the names, whatever it was merged with."""
    body = [[grid.words(row, column) for column in range(grid.columns)] for row in grid.body()]
    body = [["", row[0], *row[2:]] if row[0].lower().startswith(("cộng", "tổng")) else row for row in body]
    return [[" ".join(grid.path(column)).lower() for column in range(grid.columns)], *body]


def found(text: str) -> list[Rows]:
    """The tables of a text; their cells slice to their words."""
    read = as_text(text)
    tables = [Grid(read.text, table) for table in stacked_tables(read.text, ())]
    for grid in tables:
        assert all(
            grid.table.start <= cell.start < cell.end <= grid.table.end and read.text[cell.start : cell.end].strip()
            for cell in grid.table.cells
        )
    return [said(grid) for grid in tables]


def _true(rows: Rows) -> Rows:
    text, table = table_of(rows)
    told = said(Grid(text, table))
    # A line of words in letters closes the table.
    return [row for row in told if not row[1].startswith("Bằng chữ")]


@pytest.mark.parametrize("way", WAYS)
def test_the_tables_of_offices_come_back_as_they_were_or_stay_text(way: str) -> None:
    back, wrong = 0, list[str]()
    for name, (grid, above) in GRIDS.items():
        rows = rows_of(grid)
        if not rows[0][0] or rows[0][0] == "|":
            continue  # titles over the head are no part of it
        told = found(f"{above}\n{stacked(rows, way)}{TAIL}")
        back += bool(told)
        wrong += [name] if told and told != [_true(rows)] else []
    assert wrong == []
    assert back > 0.7 * len(GRIDS)


HEADS = ["Đơn vị", "Địa điểm", "Tổng số", "Ngân sách tỉnh", "Vốn khác", "Số lượng", "Tỷ lệ (%)", "Ghi chú"]
OF_WORDS = {"Đơn vị", "Địa điểm", "Ghi chú"}
UNSUMMED = {*OF_WORDS, "Số lượng", "Tỷ lệ (%)"}
"""What a total, and a part over its rows, leave empty."""
SMALL, LARGE = (
    st.integers(*ends).map(lambda number: f"{number:,}".replace(",", ".")) for ends in ((1, 30_000), (1_000, 2_000_000))
)
"""Figures that may be the number of a row, and that can't."""
WORDS = st.lists(st.sampled_from(["Cam", "Hiếu", "xã", "Gio", "trường", "kè"]), min_size=1, max_size=3).map(
    lambda words: f"Nhà {' '.join(words)}"
)


@st.composite
def tables(draw: st.DrawFn, *, full: bool) -> Rows:
    """A table of rows with numbers, some of them under Roman ones, with a total at the end, on top or nowhere."""
    others = draw(st.lists(st.sampled_from(HEADS[1:]), min_size=1, max_size=5, unique=True))
    heads = ["TT", HEADS[0], *sorted(others, key=HEADS.index)]
    blank, figures = (st.just(False), LARGE) if full else (st.booleans(), SMALL)

    def cells() -> list[str]:
        return ["" if draw(blank) else draw(WORDS if head in OF_WORDS else figures) for head in heads[2:]]

    def sums(name: str) -> list[str]:
        return ["" if head in UNSUMMED or (name and draw(blank)) else draw(figures) for head in heads[2:]]

    groups = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    rows = []
    for group, size in enumerate(groups):
        if len(groups) > 1:
            name = draw(WORDS)
            rows.append([("I", "II", "III")[group], name, *(cells() if full else sums(name))])
        rows += [[str(number), draw(WORDS), *cells()] for number in range(1, size + 1)]
    total = ["", "Tổng cộng", *sums("")]
    where = draw(st.sampled_from(["top", "end", "nowhere"]))
    return [heads, *([total] if where == "top" else []), *rows, *([total] if where == "end" else [])]


@given(tables(full=False), st.sampled_from(WAYS))
def test_a_table_comes_back_as_it_was_or_stays_text(rows: Rows, way: str) -> None:
    assert found(f"{UNIT}{stacked(rows, way)}{TAIL}") in ([], [_true(rows)])


@given(tables(full=True), st.sampled_from(WAYS))
def test_a_table_whose_rows_have_all_cells_comes_back(rows: Rows, way: str) -> None:
    numbered = [row for row in rows[1:] if row[0]]
    assume(len(numbered) > 1 and any(head not in OF_WORDS for head in rows[0][2:]))
    assume(all(any(row[2:]) for row in rows))  # a total of nothing
    assert found(f"{UNIT}{stacked(rows, way)}{TAIL}") == [_true(rows)]


@pytest.mark.parametrize(
    "grid",
    [
        # Numbers of columns, parts, a name's later words on a line of their own, remarks that no row has.
        "TT|Nội dung|Dự toán|Ghi chú\nA|B|1|2\nI|Chi đầu tư|30|Đợt 1\n1|Đường|30|Đợt 1\nII|Chi khác|5|Đợt 2",
        "STT|Huyện|Kinh phí|Ghi chú\n1|Cam Lộ|30|\n2|Gio Linh|5|\n|Cộng|35|",
        "TT|Đối tượng|Mức thu|<\n^|^|Vé lượt (đồng/lượt)|Vé tháng (đồng/tháng)\n1|Xe máy|2.000|30.000\n2|Xe con|10.000|150.000",
        "TT|Đơn vị|Tổng số|Trong đó|<\n^|^|^|NSTW|NST\n1|Sở A|9|6|3\n2|Sở B|8|6|2\n|Tổng số|17|12|5",
        "TT|Nội dung|ĐVT|SL|Đơn giá|Thành tiền\n1|Giống|kg|20|15|300\n2|Công|công|10|50|500\n|Cộng||||800",
        # The unit alone heads the figures.
        "TT|Nội dung|ĐVT: triệu đồng\n1|Giống|30\n2|Máy|5\n|Cộng|35",
        "TT|Nội dung|(Đơn vị tính: đồng)\n|Tổng số|35\nI|Giống|30\nII|Máy|5",
        "Hạng mục|2008 - 2010|2011 - 2015|Tổng số\nXi măng|40|60|100\nGiấy|10|20|30\nTổng cộng|50|80|130",
    ],
)
@pytest.mark.parametrize("way", WAYS)
def test_these_tables_come_back(grid: str, way: str) -> None:
    rows = rows_of(grid)
    assert found(f"{UNIT}{stacked(rows, way)}{TAIL}") == [_true(rows)]


def test_a_second_product_of_one_owner_is_a_row_where_empty_cells_are_empty_lines() -> None:
    rows = rows_of("""
        STT | Chủ thể | Sản phẩm | ĐVT | Doanh thu
        1 | HTX Gà đồi | Gà thả vườn | tấn | 9.600
        2 | HTX Nấm | Nấm sò khô | kg | 525
         | | Mộc nhĩ | kg | 306
         | Tổng cộng | | | 10.431""")
    assert found(f"{UNIT}{stacked(rows, 'kept')}{TAIL}") == [_true(rows)]
    assert found(f"{UNIT}{stacked(rows, 'lost')}{TAIL}") == []


@pytest.mark.parametrize("page", ["\n3\n", "\n", "\n\n12\n\n"])
def test_a_head_that_each_page_repeats_is_said_once(page: str) -> None:
    head = "TT\nNội dung\nKinh phí"
    (rows,) = found(f"{UNIT}{head}\n1\nGiống\n10\n2\nMáy\n20{page}{head}\n3\nPhân\n30\n4\nThuốc\n5\nCộng\n65{TAIL}")
    assert [row[-1] for row in rows] == ["kinh phí", "10", "20", "30", "5", "65"]


def test_two_tables_of_one_head_stay_two() -> None:
    table = "TT\nNội dung\nKinh phí\n1\nGiống\n10\n2\nMáy\n20\n"
    assert len(found(f"{UNIT}{table}Xã Cam An\n{table}{TAIL}")) == 2


def test_words_of_a_cell_on_two_lines_are_one_cell() -> None:
    (rows,) = found(
        f"{UNIT}TT\nTên dự án\nKinh phí\n(triệu đồng)\n1\nĐường liên xã\nCam An đi Cam Thanh\n10\n2\nKè\n20{TAIL}"
    )
    assert rows[0][2] == "kinh phí (triệu đồng)"
    assert [row[1] for row in rows[1:]] == ["Đường liên xã Cam An đi Cam Thanh", "Kè"]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_unit_under_the_heading_of_the_figures_is_the_rest_of_it(gap: str) -> None:
    (rows,) = found(f"TT\nNội dung\nKinh phí{gap}ĐVT: đồng{gap}1\nGiống\n10\n2\nMáy\n20{TAIL}")
    assert [len(row) for row in rows] == [3, 3, 3]


@pytest.mark.parametrize(
    "text",
    [
        # A unit that more headings, or a line of words, stand under; one behind rows; one that rows have two columns for.
        "TT\nNội dung\nĐVT: đồng\nSố tiền\n1\nGiống\n500\n\n2\nMáy\n400\n",
        "TT\nNội dung\nĐVT: đồng\nGhi chú\n1\nGiống\n500\nĐợt 1\n2\nMáy\n400\nĐợt 2\n",
        "TT\nNội dung\nĐVT: đồng\nCác mức hỗ trợ như sau\n1\nGiống\n500\n2\nMáy\n400\n",
        "TT\nNội dung\n1\nGiống\nĐVT: đồng\n2\nMáy\n400\n",
        "TT\nNội dung\nĐVT: đồng\n1\nGiống\n500\n600\n2\nMáy\n400\n300\n",
        # A total that is the last column's heading, or a row without figures.
        f"{UNIT}TT\nĐơn vị\nSố lượng\nTỷ lệ (%)\n\nTổng cộng\n\n\n1\nXã Cam\n1\n\n2\nXã Hiếu\n1\n\n",
        # What is one item a line and no table.
        "Nơi nhận:\n- Như trên;\n- UBND tỉnh;\n- Lưu: VT.\nCHỦ TỊCH\nNguyễn Văn A\n",
        "Kính gửi:\nSở Tài chính\nSố 5\nHùng Vương\nĐông Hà\n",
        "Nguyễn Văn A\nChủ tịch\nTrần Thị B\nPhó Chủ tịch\nLê Văn C\nỦy viên\n",
        "1\nNguyễn Văn A\nChủ tịch\n2\nTrần Thị B\nPhó Chủ tịch\n3\nLê Văn C\nỦy viên\n",
        "TT\nHọ và tên\nChức vụ\n1\nNguyễn Văn A\nChủ tịch\n2\nTrần Thị B\nPhó Chủ tịch\n",
        "TT\nThời gian\nNội dung\n1\n8h00\nKhai mạc\n2\n9h30\nBáo cáo\n3\n11h00\nBế mạc\n",
        "TT\nNội dung\nTrang\n1\nMở đầu\n3\n2\nThực trạng\n7\n3\nGiải pháp\n25\n",
        "Mục lục\nNội dung\nMở đầu\n3\nThực trạng\n7\nGiải pháp\n25\n",
        "Đơn vị tính: triệu đồng\nTổng thu\n500\nTổng chi\n400\n",
        "Địa chỉ: số 5\nHùng Vương\nĐiện thoại\n0233 3852 000\nFax\n0233 3852 001\n",
        # Numbers out of their order, and rows of which some have too many lines.
        f"{UNIT}TT\nNội dung\nKinh phí\n1\nGiống\n10\n3\nMáy\n20\n4\nPhân\n30\n",
        f"{UNIT}TT\nNội dung\nKinh phí\n1\nGiống\n10\n2\nMáy\n20\n25\n3\nPhân\n30\n",
        # Which column is empty can't be told.
        f"{UNIT}TT\nNội dung\nNSTW\nNST\n1\nGiống\n10\n5\n2\nMáy\n20\n3\nPhân\n30\n7\n",
        # Whether the last words go on with a name or are a remark can't be told.
        f"{UNIT}TT\nNội dung\nKinh phí\nGhi chú\n1\nGiống\n10\n2\nMáy\n20\n3\nPhân\nChuyển sang năm sau\n",
        # What two headings stand under can't be told.
        f"{UNIT}TT\nNội dung\nVốn\nĐợt một\nĐợt hai\n1\nGiống\n10\n5\n2\nMáy\n20\n6\n",
        # No unit.
        "Nội dung\nSố liệu\nGiống\n10\nMáy\n20\nPhân\n5\n",
    ],
)
def test_what_is_no_table_or_can_be_read_in_two_ways_stays_text(text: str) -> None:
    assert found(f"{text}\n") == []


def test_its_figures_are_money_as_in_any_table() -> None:
    document = as_document(
        f"{UNIT}STT\nHuyện\nSố tiền\n1\nCam Lộ\n12.000\n2\nGio Linh\n15.300\n\nTổng cộng\n27.300{TAIL}"
    )
    assert told_sums(document) == ["27.300 = 12.000 + 15.300"]
    assert [amount.row_heading for amount in document.facts.mentions.amounts] == ["1 Cam Lộ", "2 Gio Linh", "Tổng cộng"]
    assert told_amounts(document)[0].startswith("12.000 = 12000000000")
    assert all(document.text.text[a.start : a.end] == a.text for a in document.facts.mentions.amounts)


def _calls(piece: str, times: int) -> int:
    text = piece * times
    return calls_of(lambda: list(stacked_tables(text, ())))


@pytest.mark.parametrize(
    "piece",
    [
        "TT\n", "TT\nA\nB\n", "TT\nNội dung\nVốn\n1\nA\n5\n", "TT\nNội dung\nVốn\n1\nA\n5\n2\nB\n6\n", "1\nA\n", "ĐVT:\n", "TT\nA\nĐVT:\n", "TT\nA\nĐVT:\n1\n", "TT\nA\nĐVT:\n\n\n", "ĐVT: đồng\nNội dung\nVốn\n", "Nội dung\n",
        "TT\nNội dung\nVốn\nA\nB\n1\n2\n1\nA\n5\n", "Nội dung\nVốn (đồng)\nA\n1\nB\n2\n", "TT\nA\nB\n2\nC\n5\n", "I\nA\n1\nB\n", "Tỉnh\nXã\n",
    ],
)  # fmt: skip
def test_it_takes_calls_by_the_length_of_the_text(piece: str) -> None:
    _calls(piece, 10)
    once, twice = _calls(piece, 300), _calls(piece, 600)
    assert twice < 2.3 * once
