"""Sheets of .xlsx and .xls: which rows are tables, what their cells say, what is left out."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections import Counter
from typing import Any

import openpyxl
import pytest
from conftest import ROOT
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Border, Font, Side
from tables import ALLOCATION, FILES, cells_of, text_of

from pipeline.normalize import normalize
from pipeline.read.excel.xls import read_xls
from pipeline.read.excel.xlsx import read_xlsx
from pipeline.read.refusals import DamagedFile, EncryptedFile, TooLarge
from pipeline.records import Text

LEGACY = ROOT.parent / "shared" / "legacy"
_BOX = Border(*(Side(style="thin"),) * 4)


def _saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _sheet(rows: list[list[object]], ruled: range = range(0)) -> Text:
    """Rows as a workbook of one sheet, those of `ruled` with borders, as read."""
    book = openpyxl.Workbook()
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            cell = book.active.cell(number + 1, column + 1, value)
            if number in ruled:
                cell.border = _BOX
    return normalize(read_xlsx(_saved(book)))


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_a_sheet_of_allocations_by_libreoffice(suffix: str) -> None:
    text = text_of(FILES / f"phan-bo.{suffix}")
    assert cells_of(text) == ALLOCATION
    first, second = (text.text[page.start : page.end].strip() for page in text.pages)
    assert first.split("\n")[:4] == [
        "UBND XÃ ĐỒNG MẪU\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "",
        "BẢNG PHÂN BỔ KINH PHÍ NĂM 2021",
        "ĐVT: đồng",
    ]
    assert first.split("\n")[-1] == "Người lập\tCHỦ TỊCH"
    assert second.split("\n") == ["Cộng hoà xã hội chủ nghĩa Việt Nam", "Chương trình của tỉnh"]
    assert "không in" not in text.text


def test_two_tables_with_a_title_between() -> None:
    text = _sheet([["A", "B"], ["x", 1], [], ["Biểu 2", None], ["C", "D", "E"], ["y", 2, 3]], ruled=range(6))
    assert [len(table.cells) for table in text.tables] == [4, 8]
    book_without_lines = [["A", "B", "C"], ["x", 1, 2], [], ["Biểu 2"], ["C", "D", "E"], ["y", 2, 3]]
    text = _sheet(book_without_lines)
    assert cells_of(text, 1) == [
        (0, 0, 1, 1, "C"),
        (0, 1, 1, 1, "D"),
        (0, 2, 1, 1, "E"),
        (1, 0, 1, 1, "y"),
        (1, 1, 1, 1, "2"),
        (1, 2, 1, 1, "3"),
    ]
    assert "Biểu 2" in text.text.split("\n")


def test_a_group_name_across_the_table_belongs_to_it() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["TT", "Tên", "Vốn"], ["I. Nguồn tỉnh", None, None], [1, "a", 5]):
        sheet.append(row)
    for row in sheet["A1:C3"]:
        for cell in row:
            cell.border = _BOX
    sheet.merge_cells("A2:C2")
    assert cells_of(normalize(read_xlsx(_saved(book))))[3] == (1, 0, 1, 3, "I. Nguồn tỉnh")


def test_letters_side_by_side_in_broken_cells() -> None:
    text = _sheet([["UBND TỈNH\nSỞ B", None, "CỘNG HÒA\nĐộc lập"], [], ["Báo cáo"]])
    assert text.text.split("\n") == ["UBND TỈNH\tCỘNG HÒA", "SỞ B\tĐộc lập", "", "Báo cáo"]
    assert not text.tables


def test_numbers_kept_as_text_stay_so_and_hidden_rows_count() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["TT", "Mã", "Vốn"], [1, "007", 5], [2, "1.250", 6], [3, "x", 11]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    words = [words for *_, words in cells_of(normalize(read_xlsx(_saved(book))))]
    assert words == ["TT", "Mã", "Vốn", "1", "007", "5", "2", "1.250", "6", "3", "x", "11"]


def test_a_formula_that_nothing_computed_stands_as_written() -> None:
    assert _sheet([["A", "B", "C"], ["Cộng", 1, "=SUM(B2:B2)"]]).text.endswith("=SUM(B2:B2)")


def test_fonts_from_before_unicode_by_run() -> None:
    book = openpyxl.Workbook()
    old = InlineFont(rFont=".VnTime")
    book.active["A1"] = CellRichText(TextBlock(old, "Uû ban nh©n d©n tØnh"), " – Sở Tài chính")
    book.active["A2"] = "Ng©n s¸ch ®Þa ph­¬ng n¨m nay"
    book.active["A2"].font = Font(name=".VnTime")
    book.active["A3"] = "Chương trình đã duyệt"
    assert normalize(read_xlsx(_saved(book))).text.split("\n") == [
        "Uỷ ban nhân dân tỉnh – Sở Tài chính",
        "Ngân sách địa phương năm nay",
        "Chương trình đã duyệt",
    ]


def test_cells_far_apart_cost_nothing() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "đầu", "cuối"
    assert normalize(read_xlsx(_saved(book))).text == "đầu\n\ncuối"


def test_hostile_and_broken_workbooks() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    data = _saved(book)
    with pytest.raises(DamagedFile):
        read_xlsx(data[: len(data) // 2])
    with pytest.raises(DamagedFile):
        read_xls(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Workbook" * 100)
    with pytest.raises(EncryptedFile):
        read_xlsx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    merged = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(merged, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/"):
                cells = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
                part = part.replace(b"</sheetData>", b"</sheetData>" + cells)
            new.writestr(name, part)
    with pytest.raises(TooLarge):
        read_xlsx(merged.getvalue())


@pytest.mark.skipif(not LEGACY.exists(), reason="no legacy files here")
def test_real_sheets_from_before_unicode() -> None:
    for path in sorted(LEGACY.glob("files/*.xls")):
        truth = _marked_words((LEGACY / "truth" / f"{path.stem}.txt").read_text(encoding="utf-8"))
        got = _marked_words(text_of(path).text)
        assert (truth & got).total() > 0.98 * truth.total(), path.name


def _marked_words(text: str) -> Counter[str]:
    """The words that carry Vietnamese marks, without case: .VnTimeH shows small letters as capitals."""
    words = unicodedata.normalize("NFC", text).lower().split()
    return Counter(word for word in words if any(char > "\x7f" for char in word))
