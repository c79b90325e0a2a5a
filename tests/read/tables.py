"""What the tests of readers say about tables: each cell as (row, column, rows down, columns across, words)."""

from __future__ import annotations

from pathlib import Path

from pipeline.normalize import normalize
from pipeline.read import identify, read
from pipeline.records import Text

FILES = Path(__file__).parent / "files"
Cells = list[tuple[int, int, int, int, str]]


def text_of(path: Path) -> Text:
    """A file as the pipeline reads it, its kind told by content."""
    return normalize(read(identify(path)))


def cells_of(text: Text, table: int = 0) -> Cells:
    """The cells of one of a text's tables."""
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span, text.text[cell.start : cell.end])
        for cell in text.tables[table].cells
    ]


REPORT = [
    (0, 0, 2, 1, "TT"),
    (0, 1, 2, 1, "Hạng mục"),
    (0, 2, 1, 2, "Kinh phí (triệu đồng)"),
    (1, 2, 1, 1, "Kế hoạch"),
    (1, 3, 1, 1, "Thực hiện"),
    (2, 0, 1, 1, "1"),
    (2, 1, 1, 1, "Kênh cấp I"),
    (2, 2, 1, 1, "900"),
    (2, 3, 1, 1, "850"),
    (3, 0, 1, 1, ""),
    (3, 1, 1, 1, "Tổng cộng"),
    (3, 2, 1, 1, "900"),
    (3, 3, 1, 1, "850"),
]
"""The table of `bao-cao.*`."""

REPORT_LINES = [
    "ỦY BAN NHÂN DÂN",
    "XÃ ĐỒNG MẪU",
    "Số: 12/BC-UBND",
    "",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Đồng Mẫu, ngày 05 tháng 3 năm 2021",
    "",
    "BÁO CÁO",
    "Kết quả sửa chữa kênh mương",
    "",
    "Ủy ban nhân dân xã báo cáo như sau:",
    "1. Kinh phí đã bố trí là 1.500 triệu đồng.",
    "2. Khối lượng hoàn thành đạt 85%.",
]
"""The lines of `bao-cao.*` above its table."""

ALLOCATION = [
    (0, 0, 2, 1, "TT"),
    (0, 1, 2, 1, "Nội dung"),
    (0, 2, 1, 2, "Kinh phí"),
    (0, 4, 2, 1, "Ngày giao"),
    (1, 2, 1, 1, "Tổng số"),
    (1, 3, 1, 1, "Ngân sách tỉnh"),
    (2, 0, 1, 1, "1"),
    (2, 1, 1, 1, "Sửa kênh"),
    (2, 2, 1, 1, "1.234.567"),
    (2, 3, 1, 1, "1.000.000,50"),
    (2, 4, 1, 1, "05/03/2021"),
    (3, 0, 1, 1, "2"),
    (3, 1, 1, 1, "Làm đường"),
    (3, 2, 1, 1, "500.000"),
    (3, 3, 1, 1, "12,5%"),
    (3, 4, 1, 1, "31/12/2021"),
    (4, 0, 1, 1, ""),
    (4, 1, 1, 1, "Cộng"),
    (4, 2, 1, 1, "1.734.567"),
    (4, 3, 1, 1, "1.000.000,63"),
    (4, 4, 1, 1, ""),
]
"""The table of `phan-bo.*`."""
