"""What was given for essential oils, by year and district and on whose decision, out of files as provinces write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import save

from benchmarks.written import as_docx, as_pdf
from flows.process import process_file
from pipeline.audit.archive import check_subject
from pipeline.query.given import given
from pipeline.records import Document
from pipeline.store import Database

NAMES = {"QĐ": "QUYẾT ĐỊNH", "BC": "BÁO CÁO"}


def paper(number: str, day: str, subject: str, body: str, province: str = "Quảng Trị") -> str:
    """The text of a paper of a province's committee; a letter has no name, its subject stands under its number."""
    kind = next((name for code, name in NAMES.items() if f"/{code}-" in number), None)
    about = f"\n{kind}\n{subject}\n" if kind else ""
    return (
        f"ỦY BAN NHÂN DÂN\nTỈNH {province.upper()}\nSố: {number}\n{'' if kind else f'V/v {subject}'}\n"
        f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n{province}, ngày {day}\n{about}\n"
        f"{body}\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn Mẫu\n"
    )


ARTICLE = "QUYẾT ĐỊNH:\n\nĐiều 1. "
PAPERS: dict[str, str] = {
    # The district in the subject, no year but the paper's own, the fund in a line of its own.
    "chu-de.txt": paper(
        "12/QĐ-UBND",
        "04 tháng 5 năm 2012",
        "Về việc phê duyệt dự án chưng cất tinh dầu sả tại huyện Cam Lộ",
        ARTICLE + "Phê duyệt dự án chưng cất tinh dầu sả.\nĐiều 2. Phân bổ 500 triệu đồng để thực hiện dự án.\n"
        "Điều 3. Nguồn kinh phí: ngân sách tỉnh.",
    ),
    # An annex whose columns hold what the province gives, what the cooperatives add, and both.
    "phu-luc.docx": paper(
        "34/QĐ-UBND",
        "20 tháng 7 năm 2019",
        "Phê duyệt danh mục dự án tinh dầu năm 2019",
        ARTICLE + "Phân bổ 1.000 triệu đồng từ ngân sách tỉnh năm 2019 cho các dự án tinh dầu tại phụ lục.\n"
        "PHỤ LỤC\nDANH MỤC DỰ ÁN TINH DẦU NĂM 2019\nĐVT: triệu đồng\n"
        "TT\tDự án\tChủ trì\tĐịa bàn\tTổng kinh phí\tNgân sách tỉnh\tĐối ứng\n"
        "1\tDự án tinh dầu sả\tHTX An Xuân\txã Cam Nghĩa, huyện Cam Lộ\t900\t550\t350\n"
        "2\tDự án tinh dầu tràm\tHTX Gio Mỹ\txã Gio Mỹ, huyện Gio Linh\t740\t450\t290\n"
        "\tTổng cộng\t\t\t1.640\t1.000\t640",
    ),
    # Articles and points of one sum, told again by a report, whole and in parts.
    "danh-sach.pdf": paper(
        "56/QĐ-UBND",
        "11 tháng 8 năm 2008",
        "Về việc phân bổ kinh phí trồng cây lấy tinh dầu",
        ARTICLE + "Phân bổ 850.000.000 đồng (Tám trăm năm mươi triệu đồng) từ ngân sách tỉnh năm 2008, gồm:\n"
        "1. UBND huyện Tiên Phước: 600.000.000 đồng, trồng hương nhu;\n"
        "2. UBND huyện Nam Giang: 250.000.000 đồng, trồng màng tang.",
        "Quảng Nam",
    ),
    "bao-cao.docx": paper(
        "90/BC-UBND",
        "09 tháng 12 năm 2008",
        "Kết quả trồng cây lấy tinh dầu năm 2008",
        "Tại Quyết định số 56/QĐ-UBND ngày 11/8/2008, UBND tỉnh đã phân bổ 850 triệu đồng, gồm:\n"
        "- Huyện Tiên Phước: 600 triệu đồng;\n- Huyện Nam Giang: 250 triệu đồng.\n"
        "Đến nay huyện Tiên Phước đã giải ngân 580 triệu đồng, đạt 96,7%; huyện Nam Giang đã giải ngân 250 triệu đồng.",
        "Quảng Nam",
    ),
    # The beneficiary's seat; a letter is no decision, and what was asked for was not given.
    "cong-van.txt": paper(
        "61/UBND-NN",
        "12 tháng 8 năm 2016",
        "hỗ trợ dự án chiết xuất tinh dầu",
        "Xét đề nghị hỗ trợ 600 triệu đồng của UBND huyện Kỳ Sơn, UBND tỉnh đồng ý trích 450 triệu đồng từ nguồn dự phòng "
        "ngân sách tỉnh năm 2016 hỗ trợ HTX tinh dầu Mường Lống, xã Mường Lống, huyện Kỳ Sơn mua thiết bị.",
        "Nghệ An",
    ),
    # Districts as rows over their projects; only what the province gives.
    "theo-huyen.pdf": paper(
        "74/QĐ-UBND",
        "04 tháng 4 năm 2023",
        "Về việc phân bổ kinh phí hỗ trợ dự án tinh dầu năm 2023",
        ARTICLE
        + "Phân bổ kinh phí cho các dự án tinh dầu theo biểu sau.\nBIỂU PHÂN BỔ KINH PHÍ NĂM 2023\nĐơn vị tính: triệu đồng\n"
        "STT\tNội dung\tChủ đầu tư\tTổng số\tNgân sách tỉnh\tVốn đối ứng\n\tTổng số\t\t4.700\t2.900\t1.800\n"
        "I\tHuyện Bảo Yên\t\t2.900\t1.800\t1.100\n1\tTinh dầu quế\tCông ty Hương Quế\t1.900\t1.200\t700\n"
        "2\tTinh dầu sả\tHTX Xuân Hòa\t1.000\t600\t400\nII\tHuyện Văn Bàn\t\t1.800\t1.100\t700\n"
        "1\tTinh dầu hồi\tHTX Nậm Tha\t1.800\t1.100\t700",
        "Lào Cai",
    ),
}
ANSWERS = [
    (2008, "huyện Nam Giang", "56/QĐ-UBND", "province", 250_000_000),
    (2008, "huyện Tiên Phước", "56/QĐ-UBND", "province", 600_000_000),
    (2012, "huyện Cam Lộ", "12/QĐ-UBND", "province", 500_000_000),
    (2016, "huyện Kỳ Sơn", None, "reserve", 450_000_000),
    (2019, "huyện Cam Lộ", "34/QĐ-UBND", "province", 550_000_000),
    (2019, "huyện Gio Linh", "34/QĐ-UBND", "province", 450_000_000),
    (2023, "huyện Bảo Yên", "74/QĐ-UBND", "province", 1_800_000_000),
    (2023, "huyện Văn Bàn", "74/QĐ-UBND", "province", 1_100_000_000),
]
WRITERS: dict[str, Callable[[str], bytes]] = {".txt": str.encode, ".docx": as_docx, ".pdf": as_pdf}


@pytest.mark.parametrize("order", [list(PAPERS), list(reversed(PAPERS))], ids=["as they came", "the reports first"])
def test_the_whole_answer(tmp_path: Path, order: list[str]) -> None:
    db = tmp_path / "x.db"
    with Database(db) as database:
        for name in order:
            path = tmp_path / name
            path.write_bytes(WRITERS[path.suffix](PAPERS[name]))
            document = process_file(path)
            assert isinstance(document, Document), document
            save(database, document)
        database.resolve_citations()
        database.compare(check_subject)
    frame = given(db, contains="tinh dau")
    asked = frame[["year", "district", "decision", "fund_kind", "vnd"]].astype(object)
    rows = asked.where(frame[asked.columns].notna(), None).itertuples(index=False, name=None)
    assert sorted(rows, key=str) == ANSWERS


WORKS = [
    "\n1. Chi cục Phát triển nông thôn\tTập huấn\t300",
    "\n2. Văn phòng điều phối\tMua máy sấy trái cây\t620",
    "\n3. Trung tâm Khuyến nông\tMua máy sấy trái cây, đóng gói\t380",
    "\n4. Trung tâm Xúc tiến thương mại\tHội chợ\t700",
]
HEADS = "\nĐVT: triệu đồng\nTT\tĐơn vị\tNội dung\tKinh phí"
LISTED = "".join(row.replace(". ", "\t", 1) for row in WORKS) + "\n\tTổng cộng\t\t2.000"
GIVES = (
    "Phân bổ 2.000 triệu đồng từ nguồn ngân sách tỉnh năm 2022 để thực hiện Chương trình mỗi xã một sản phẩm, "
    "chi tiết theo bảng sau."
)
ABOUT = "Về việc phân bổ kinh phí thực hiện Chương trình mỗi xã một sản phẩm năm 2022"
IN_A_TABLE = paper("218/QĐ-UBND", "14 tháng 02 năm 2022", ABOUT, ARTICLE + GIVES + HEADS + LISTED)


def archive(path: Path, *papers: str) -> Path:
    """A database of papers as Word files."""
    with Database(path / "x.db") as database:
        for number, text in enumerate(papers):
            file = path / f"{number}.docx"
            file.write_bytes(as_docx(text))
            document = process_file(file)
            assert isinstance(document, Document), document
            save(database, document)
        database.resolve_citations()
        database.compare(check_subject)
    return path / "x.db"


def millions(db: Path, words: str | None) -> list[int]:
    """What was given for some words, sum by sum."""
    return sorted(vnd // 10**6 for vnd in given(db, contains=words)["vnd"])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (None, [2_000]),
        ("mot san pham", [2_000]),
        ("trung tam xuc tien", [700]),
        ("hoi cho", [700]),
        ("Trung tâm", [380, 700]),
        ("say trai cay", [380, 620]),
        ("hoi truong", []),
    ],
)
def test_parts_count_where_the_whole_has_not_the_words(tmp_path: Path, words: str | None, expected: list[int]) -> None:
    assert millions(archive(tmp_path, IN_A_TABLE), words) == expected


def test_a_part_is_told_with_its_row_its_decision_and_its_place_on_the_page(tmp_path: Path) -> None:
    [row] = given(archive(tmp_path, IN_A_TABLE), contains="hoi cho").to_dict("records")
    assert (row["purpose"], row["decision"], row["year"], row["text"]) == (
        "Trung tâm Xúc tiến thương mại", "218/QĐ-UBND", 2022, "700"
    )  # fmt: skip
    assert row["quote"] == "Trung tâm Xúc tiến thương mại, Hội chợ: 700 triệu đồng"
    assert "?at=" in row["link"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("cay an qua", [1_200]),
        ("say chuoi", [500]),
        ("say", [500, 700]),
        ("che bien", [500, 700, 800]),
        ("kho lanh", [800]),
    ],
)
def test_of_levels_the_highest_that_has_the_words_counts(tmp_path: Path, words: str, expected: list[int]) -> None:
    table = (
        "\nĐVT: triệu đồng\nTT\tNội dung\tĐơn vị\tKinh phí\nI\tCây ăn quả\t\t1.200\n1\tMáy chế biến, sấy chuối\tHội Nông dân\t500\n"
        "2\tMáy chế biến, sấy mít\tHội Nông dân\t700\nII\tThủy sản\t\t800\n1\tKho lạnh cho chế biến\tHội Nghề cá\t800\n"
        "\tTổng cộng\t\t2.000"
    )
    db = archive(tmp_path, paper("218/QĐ-UBND", "14 tháng 02 năm 2022", ABOUT, ARTICLE + GIVES + table))
    assert millions(db, words) == expected


def test_words_of_the_parts_next_to_a_sum_are_not_its_own(tmp_path: Path) -> None:
    body = "Phân bổ 2.000 triệu đồng năm 2022 như sau:" + HEADS + LISTED
    db = archive(tmp_path, paper("218/QĐ-UBND", "14 tháng 02 năm 2022", ABOUT, ARTICLE + body))
    assert millions(db, "tap huan") == [300]
    own = body.replace("năm 2022", "năm 2022 cho tập huấn và hội chợ", 1)
    (tmp_path / "own").mkdir()
    db = archive(tmp_path / "own", paper("218/QĐ-UBND", "14 tháng 02 năm 2022", ABOUT, ARTICLE + own))
    assert millions(db, "tap huan") == [2_000]


TELLS_AGAIN = paper(
    "402/BC-SNN", "15 tháng 12 năm 2022", "Kết quả thực hiện Chương trình mỗi xã một sản phẩm năm 2022",
    "Tại Quyết định số 218/QĐ-UBND ngày 14/02/2022, UBND tỉnh đã phân bổ 2.000 triệu đồng từ nguồn ngân sách tỉnh năm 2022, "
    "chi tiết theo bảng sau." + HEADS + LISTED,
)  # fmt: skip
REPLACES = paper(
    "300/QĐ-UBND", "14 tháng 3 năm 2022", ABOUT,
    ARTICLE + "Phân bổ 70 triệu đồng năm 2022 cho truyền thông.\n"
    "Điều 2. Quyết định này thay thế Quyết định số 218/QĐ-UBND ngày 14/02/2022 của UBND tỉnh.",
)  # fmt: skip


@pytest.mark.parametrize("turned", [False, True])
def test_parts_of_a_sum_told_again_or_replaced_do_not_count(tmp_path: Path, turned: bool) -> None:
    for number, (other, expected) in enumerate(((TELLS_AGAIN, [700]), (REPLACES, []))):
        (tmp_path / str(number)).mkdir()
        papers = [IN_A_TABLE, other]
        db = archive(tmp_path / str(number), *(reversed(papers) if turned else papers))
        assert millions(db, "hoi cho") == expected


IN_A_LIST = (
    "Phân bổ 850 triệu đồng từ ngân sách tỉnh năm 2022, gồm:\n1. Hội Nông dân: 600 triệu đồng, mua máy sấy trái cây;\n"
    "2. Trung tâm Khuyến nông: 250 triệu đồng, mở lớp tập huấn kỹ thuật."
)


@pytest.mark.parametrize(
    ("words", "expected"), [("hoi nong dan", [600]), ("say trai cay", [600]), ("lop tap huan", [250]), ("gom", [850])]
)
def test_items_of_a_list_count_for_their_own_words(tmp_path: Path, words: str, expected: list[int]) -> None:
    db = archive(tmp_path, paper("218/QĐ-UBND", "14 tháng 02 năm 2022", ABOUT, ARTICLE + IN_A_LIST))
    assert millions(db, words) == expected
