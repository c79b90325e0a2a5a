"""An archive's totals are what an auditor would get by hand: no sum counts twice, whatever paper tells it again."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from conftest import as_document, save

from pipeline.query.sql import run_sql
from pipeline.store import Database

PROVINCE = "UỶ BAN NHÂN DÂN\nTỈNH QUẢNG TRỊ"
COUNCIL = "HỘI ĐỒNG NHÂN DÂN\nTỈNH QUẢNG TRỊ"
ABOUT = "Về việc phân bổ kinh phí thực hiện Chương trình ABC năm 2022"
ROWS = "TT\tĐơn vị\tKinh phí\n1\tHuyện Cam Lộ\t7.000\n2\tHuyện Gio Linh\t5.000\n\tTổng cộng\t12.000\n"


def _paper(number: str, day: str, kind: str, about: str, body: str, issuer: str = PROVINCE) -> str:
    return f"{issuer}\nSố: {number}\nQuảng Trị, ngày {day} năm 2022\n\n{kind}\n{about}\n\n{body}"


def _archive(path: Path, *texts: str) -> Path:
    with Database(path) as database:
        for index, text in enumerate(texts):
            save(database, as_document(text, f"{index}.txt"))
        database.resolve_citations()
    return path


def _total(db: Path, role: str = "allocated", view: str = "v_money_by_year") -> list[int]:
    """The millions of 2022 by a view."""
    told = run_sql(db, f"SELECT sum(vnd) / 1000000 AS vnd FROM {view} WHERE role = '{role}' AND year = 2022")
    return [int(vnd) for vnd in told["vnd"].dropna()]


DECISION = _paper(
    "12/QĐ-UBND",
    "05 tháng 3",
    "QUYẾT ĐỊNH",
    ABOUT,
    "Điều 1. Phân bổ 12.000 triệu đồng thực hiện Chương trình ABC năm 2022 (chi tiết tại Phụ lục kèm theo).\n",
)
WITH_ROWS = f"{DECISION}\nPHỤ LỤC\nPHÂN BỔ KINH PHÍ\n(Đơn vị tính: triệu đồng)\n\n{ROWS}"
ANNEX = (
    "PHỤ LỤC\nPHÂN BỔ KINH PHÍ THỰC HIỆN CHƯƠNG TRÌNH ABC NĂM 2022\n"
    "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/3/2022 của Ủy ban nhân dân tỉnh Quảng Trị)\nĐơn vị tính: triệu đồng\n\n"
    + ROWS
)


OF_NO_YEAR = ANNEX.replace(" NĂM 2022", "")
OPEN_DAY = OF_NO_YEAR.replace("ngày 05/3/2022", "ngày     tháng 3 năm 2022")


@pytest.mark.parametrize(
    "texts",
    [
        *((DECISION, ANNEX), (WITH_ROWS, ANNEX), (ANNEX,)),
        *((DECISION, OF_NO_YEAR), (OF_NO_YEAR,)),
    ],
)
def test_an_annex_in_a_file_of_its_own_counts_with_its_decision(tmp_path: Path, texts: tuple[str, ...]) -> None:
    for number, order in enumerate(permutations(texts)):
        db = _archive(tmp_path / f"{number}.db", *order)
        for view in ("v_money_by_year", "v_money_by_fund", "v_money_by_place"):
            assert _total(db, view=view) == [12_000], view
        told = run_sql(db, "SELECT district, vnd / 1000000 AS vnd FROM v_money_by_place ORDER BY 1")
        assert told.values.tolist() == [["huyện Cam Lộ", 7_000], ["huyện Gio Linh", 5_000]]
        assert {*run_sql(db, "SELECT decision FROM v_money_given")["decision"]} == {"12/QĐ-UBND"}


def test_an_annex_counts_beside_another_decision_and_not_beside_its_own_of_another_sum(tmp_path: Path) -> None:
    other = ANNEX.replace("12/QĐ-UBND ngày 05/3/2022", "13/QĐ-UBND ngày 06/3/2022")
    assert _total(_archive(tmp_path / "x.db", DECISION, other)) == [24_000]
    more = ANNEX.replace("5.000", "5.500").replace("12.000", "12.500")
    assert _total(_archive(tmp_path / "y.db", DECISION, more)) == [12_000]
    assert _total(_archive(tmp_path / "z.db", DECISION, OPEN_DAY)) == [12_000]


@pytest.mark.parametrize(
    ("body", "where"), [("tỉnh Quảng Trị", ["Quảng Trị", None]), ("huyện Cam Lộ", ["Quảng Trị", "huyện Cam Lộ"])]
)
def test_an_annex_that_names_no_places_goes_to_the_place_of_its_decisions_body(
    tmp_path: Path, body: str, where: list[str | None]
) -> None:
    of_works = ANNEX.replace("Huyện Cam Lộ", "Đường liên thôn").replace("Huyện Gio Linh", "Trường mầm non")
    db = _archive(tmp_path / "x.db", of_works.replace("tỉnh Quảng Trị", body))
    told = run_sql(db, "SELECT province, district, vnd / 1000000 AS vnd FROM v_money_by_place WHERE role = 'allocated'")
    assert told.values.tolist() == [[*where, 12_000]]


RESOLUTION = _paper(
    "7/NQ-HĐND",
    "05 tháng 01",
    "NGHỊ QUYẾT",
    "Về việc phân bổ ngân sách năm 2022",
    "Điều 1. Phân bổ kinh phí năm 2022 từ ngân sách tỉnh như sau (ĐVT: triệu đồng):\n\nTT\tNội dung\tKinh phí\n"
    "1\tHỗ trợ sửa chữa trường học\t70.000\n2\tChương trình OCOP\t50.000\n\tTổng cộng\t120.000\n",
    COUNCIL,
)


def _batch(number: int, nth: int, millions: str, what: str = "hỗ trợ sửa chữa trường học") -> str:
    return _paper(
        f"{number}/QĐ-UBND",
        f"20 tháng {nth + 2}",
        "QUYẾT ĐỊNH",
        f"Về việc phân bổ kinh phí {what} năm 2022 (đợt {nth})",
        "Căn cứ Nghị quyết số 7/NQ-HĐND ngày 05/01/2022 của Hội đồng nhân dân tỉnh Quảng Trị;\n"
        f"Điều 1. Phân bổ {millions} triệu đồng (đợt {nth}) từ ngân sách tỉnh để {what} năm 2022.\n",
    )


@pytest.mark.parametrize(
    ("batches", "given"),
    [
        ([_batch(20, 1, "40.000"), _batch(55, 2, "30.000")], 120_000),
        ([_batch(20, 1, "40.000", "thực hiện Chương trình OCOP"), _batch(55, 2, "10.000", "thực hiện Chương trình OCOP")], 120_000),
        ([_batch(20, 1, "40.000", "mua xe cứu thương")], 160_000),
        ([_batch(20, 1, "40.000", "hỗ trợ trường học"), _batch(55, 2, "30.000", "hỗ trợ trường học")], 120_000),
    ],
)  # fmt: skip
def test_batches_out_of_one_row_are_no_new_money(tmp_path: Path, batches: list[str], given: int) -> None:
    for number, order in enumerate(permutations([RESOLUTION, *batches])):
        assert _total(_archive(tmp_path / f"{number}.db", *order)) == [given]


def test_what_a_notice_hands_on_is_of_its_decisions_year_and_no_new_money(tmp_path: Path) -> None:
    notice = _paper(
        "44/TB-SCT",
        "20 tháng 3",
        "THÔNG BÁO",
        "Về việc giao kinh phí thực hiện Chương trình ABC",
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 05/3/2022 của UBND tỉnh Quảng Trị về việc phân bổ kinh phí năm 2022;\n"
        "Sở Công Thương thông báo giao kinh phí cho Trung tâm Khuyến công: 3.000 triệu đồng.\n",
        "UBND TỈNH QUẢNG TRỊ\nSỞ CÔNG THƯƠNG",
    )
    told = run_sql(_archive(tmp_path / "x.db", notice), "SELECT year, vnd / 1000000 AS vnd FROM v_ledger")
    assert told.values.tolist() == [[2022, 3_000]]
    offices = WITH_ROWS.replace("Huyện Cam Lộ", "Sở Công Thương").replace("Huyện Gio Linh", "Sở Y tế")
    for number, order in enumerate(permutations([notice, offices])):
        assert _total(_archive(tmp_path / f"{number}.db", *order)) == [12_000]


GIVES = "Điều 1. Phân bổ 12.000 triệu đồng thực hiện Chương trình ABC năm 2022.\n"
OPEN = _paper("       /QĐ-UBND", "05 tháng 3", "QUYẾT ĐỊNH", ABOUT, GIVES).replace(
    "ngày 05 tháng 3", "ngày     tháng 3"
)
DRAFT = "DỰ THẢO\n" + OPEN


@pytest.mark.parametrize(
    ("texts", "given"),
    [
        ((DRAFT, DECISION), [12_000]),
        ((DRAFT.replace("12.000", "13.000"), DECISION), [12_000]),
        ((DRAFT,), []),
        ((DRAFT.replace("DỰ THẢO\n", "").replace("QUYẾT ĐỊNH\n", "DỰ THẢO QUYẾT ĐỊNH\n"),), []),
        ((OPEN, DECISION), [12_000]),
        ((OPEN.replace("12.000", "13.000"), DECISION), [12_000]),
        ((OPEN.replace("ABC", "XYZ"), DECISION), [24_000]),
        ((OPEN,), [12_000]),
        ((DECISION.replace("Chương trình ABC (", "Chương trình ABC theo dự thảo kế hoạch ("),), [12_000]),
    ],
)
def test_a_draft_does_not_count(tmp_path: Path, texts: tuple[str, ...], given: list[int]) -> None:
    for number, order in enumerate(permutations(texts)):
        db = _archive(tmp_path / f"{number}.db", *order)
        for view in ("v_money_by_year", "v_money_by_fund", "v_money_by_place"):
            assert _total(db, view=view) == given, view


def _gives(number: str, day: str, millions: str, what: str) -> str:
    about = "Về việc phân bổ kinh phí bổ sung cho các huyện năm 2022"
    return _paper(f"{number}/QĐ-UBND", day, "QUYẾT ĐỊNH", about, f"Điều 1. Phân bổ {millions} triệu đồng cho {what}.\n")


ISSUED = _gives("12", "05 tháng 3", "5.000", "huyện Cam Lộ mua máy bơm nước")


@pytest.mark.parametrize(
    ("paper", "given", "doubtful"),
    [
        (_gives("......", "02 tháng 3", "7.300", "huyện Cam Lộ mua máy bơm nước"), 5_000, 0),
        (_gives("......", "    tháng 3", "7.300", "huyện Cam Lộ mua máy bơm nước"), 5_000, 0),
        (_gives("......", "12 tháng 11", "7.300", "huyện Cam Lộ mua máy bơm nước"), 12_300, 0),
        (
            _gives("......", "02 tháng 3", "7.300", "huyện Cam Lộ mua máy bơm nước").replace(
                "tháng 3 năm 2022", "tháng 3 năm 2021"
            ),
            12_300,
            0,
        ),
        (_gives("......", "02 tháng 3", "5.000", "huyện Cam Lộ mua máy bơm nước"), 5_000, 0),
        (_gives("......", "20 tháng 3", "5.000", "huyện Cam Lộ mua máy bơm nước"), 5_000, 0),
        (_gives("......", "12 tháng 11", "5.000", "huyện Cam Lộ mua máy bơm nước"), 10_000, 1),
        (_gives("......", "02 tháng 3", "7.300", "huyện Gio Linh mua máy bơm nước"), 12_300, 0),
        (_gives("......", "02 tháng 3", "7.300", "huyện Cam Lộ sửa chữa trường học"), 12_300, 0),
        (_gives("......", "02 tháng 3", "7.300", "huyện Cam Lộ mua máy bơm chìm"), 12_300, 1),
    ],
)
def test_a_number_left_open_is_of_a_draft_only_where_its_money_was_issued_later(
    tmp_path: Path, paper: str, given: int, doubtful: int
) -> None:
    for number, order in enumerate(permutations((paper, ISSUED))):
        db = _archive(tmp_path / f"{number}.db", *order)
        assert _total(db) == [given]
        assert run_sql(db, "SELECT may_be_told_in FROM v_ledger").may_be_told_in.notna().sum() == doubtful


def test_each_sum_of_a_draft_is_told_by_its_own_of_what_was_issued(tmp_path: Path) -> None:
    about = "Về việc phân bổ kinh phí bổ sung cho các huyện năm 2022"
    draft, issue = (
        _paper(number, "05 tháng 3", "QUYẾT ĐỊNH", about, f"Điều 1. Phân bổ kinh phí (triệu đồng):\n\n{rows}")
        for number, rows in (
            ("......../QĐ-UBND", ROWS.replace("5.000", "5.500").replace("7.000", "6.800").replace("12.000", "12.300")),
            ("12/QĐ-UBND", ROWS),
        )
    )
    db = _archive(tmp_path / "x.db", draft, issue)
    told = run_sql(
        db,
        "SELECT a.vnd / 1000000 AS drafted, b.vnd / 1000000 AS issued FROM retellings r JOIN amounts a ON a.id = r.amount_id "
        "JOIN amounts b ON b.id = r.first_amount_id WHERE r.certain = 1 AND a.counted_by_place ORDER BY 1",
    )
    assert told.values.tolist() == [[5_500, 5_000], [6_800, 7_000]]
    assert _total(db) == _total(db, view="v_money_by_place") == [12_000]
    elsewhere = draft.replace("Cam Lộ", "Hải Lăng").replace("Gio Linh", "Triệu Phong")
    db = _archive(tmp_path / "y.db", elsewhere, issue)
    assert _total(db) == _total(db, view="v_money_by_place") == [24_300]


@pytest.mark.parametrize(
    "table",
    [
        ROWS.replace("12.000", "13.000"),
        "TT\tĐơn vị\tKinh phí\n\tTỔNG SỐ\t13.000\n1\tHuyện Cam Lộ\t7.000\n2\tHuyện Gio Linh\t5.000\n",
        "TT\tNội dung\tKinh phí\nI\tHợp phần một\t8.000\n1\tTập huấn\t4.000\n2\tHội chợ\t3.000\nII\tHợp phần hai\t5.000\n"
        "1\tIn ấn\t2.000\n2\tMua máy\t3.000\n\tTổng cộng\t13.000\n",
    ],
)
def test_a_total_that_its_parts_refute_does_not_count_with_them(tmp_path: Path, table: str) -> None:
    paper = _paper(
        "12/QĐ-UBND",
        "05 tháng 3",
        "QUYẾT ĐỊNH",
        ABOUT,
        f"Điều 1. Phân bổ kinh phí (đơn vị tính: triệu đồng):\n\n{table}",
    )
    db = _archive(tmp_path / "x.db", paper)
    assert _total(db) == _total(db, view="v_money_by_fund") == [13_000]


TABLE = (
    "\nBiểu kết quả (đơn vị tính: triệu đồng)\n\nTT\tNội dung\tKế hoạch năm 2022\tĐã giải ngân\n1\tTập huấn\t7.000\t6.500\n"
    "2\tHội chợ\t5.000\t4.300\n\tTổng cộng\t12.000\t10.800\n"
)


@pytest.mark.parametrize(
    ("words", "used"),
    [
        ("Năm 2022 đã giải ngân 6.500 triệu đồng cho tập huấn và giải ngân 4.300 triệu đồng cho hội chợ.", 10_800),
        ("Năm 2022, tổng kinh phí đã giải ngân là 10.800 triệu đồng.", 10_800),
        ("Năm 2022, tổng kinh phí đã giải ngân là 10,8 tỷ đồng.", 10_800),
        ("Năm 2022 đã giải ngân 6.500 triệu đồng cho sửa đường.", 17_300),
    ],
)
def test_what_a_report_tells_in_its_text_and_its_table_counts_once(tmp_path: Path, words: str, used: int) -> None:
    report = _paper(
        "9/BC-UBND", "05 tháng 12", "BÁO CÁO", "Kết quả thực hiện Chương trình ABC năm 2022", f"{words}\n{TABLE}"
    )
    assert _total(_archive(tmp_path / "x.db", report), "disbursed") == [used]


PLAN = _paper(
    "45/KH-UBND",
    "10 tháng 01",
    "KẾ HOẠCH",
    "Thực hiện Chương trình ABC năm 2022",
    "I. Kinh phí\nKinh phí thực hiện năm 2022: 10.000 triệu đồng, từ ngân sách tỉnh.\n",
)
BY_NUMBER = _paper(
    "60/BC-UBND",
    "10 tháng 6",
    "BÁO CÁO",
    "Kết quả 6 tháng đầu năm 2022",
    "Theo kế hoạch số 45/KH-UBND ngày 10/01/2022, kinh phí thực hiện năm 2022 là 10 tỷ đồng.\n",
)
BY_PROGRAMME = _paper(
    "90/BC-UBND",
    "10 tháng 12",
    "BÁO CÁO",
    "Kết quả năm 2022 thực hiện Chương trình ABC",
    "Kế hoạch vốn năm 2022 thực hiện Chương trình ABC: 10.000 triệu đồng.\n",
)
OTHER_PLAN = PLAN.replace("45/KH", "46/KH").replace("Chương trình ABC", "khuyến công")
PARTED = PLAN.replace(
    "triệu đồng, từ ngân sách tỉnh",
    "triệu đồng, trong đó ngân sách tỉnh 7.000 triệu đồng, ngân sách huyện 3.000 triệu đồng",
)
OTHER_PURPOSE = BY_PROGRAMME.replace("thực hiện Chương trình ABC: 10", "tổ chức hội chợ, triển lãm: 10")


@pytest.mark.parametrize(
    ("texts", "planned"),
    [
        ((PLAN, BY_NUMBER, BY_PROGRAMME), 10_000),
        ((PARTED, BY_NUMBER), 10_000),
        ((PLAN, OTHER_PLAN, BY_NUMBER), 20_000),
        ((PLAN, OTHER_PURPOSE), 20_000),
    ],
)
def test_a_plan_told_again_counts_once(tmp_path: Path, texts: tuple[str, ...], planned: int) -> None:
    for number, order in enumerate(permutations(texts)):
        db = _archive(tmp_path / f"{number}.db", *order)
        for view in ("v_money_by_year", "v_money_by_fund", "v_money_by_place"):
            assert _total(db, "planned", view) == [planned], view
        assert run_sql(db, "SELECT * FROM v_ledger").empty


def test_what_is_asked_for_again_counts_once(tmp_path: Path) -> None:
    what = "10.000 triệu đồng thực hiện Chương trình ABC năm 2022"
    asks, again, other = (
        _paper(number, day, "TỜ TRÌNH", "Về việc bố trí kinh phí", f"{words}\n", "UBND TỈNH QUẢNG TRỊ\nSỞ CÔNG THƯƠNG")
        for number, day, words in (
            ("14/TTr-SCT", "02 tháng 01", f"Sở Công Thương đề nghị UBND tỉnh bố trí {what}."),
            ("24/TTr-SCT", "02 tháng 02", f"Tại Tờ trình số 14/TTr-SCT ngày 02/01/2022, Sở đã đề nghị bố trí {what}."),
            ("34/TTr-SCT", "02 tháng 3", f"Sở đề nghị bố trí {what.replace('ABC', 'XYZ')}."),
        )
    )
    for number, order in enumerate(permutations((asks, again, other))):
        assert _total(_archive(tmp_path / f"{number}.db", *order), "requested") == [20_000]


@pytest.mark.parametrize(
    "heads",
    [
        "Tổng KH vốn\tNTM\tGNBV",
        "Tổng KH vốn năm 2022\tVốn NTM\tVốn GNBV",
        "KH năm 2022\tNTM\tGNBV",
        "Kế hoạch vốn\tNông thôn mới\tGiảm nghèo bền vững",
    ],
)
def test_a_plan_that_a_decision_hands_out_is_given_once_with_the_columns_that_its_rows_add_up_to(
    tmp_path: Path, heads: str
) -> None:
    rows = "1\tHuyện Cam Lộ\t7.000\t4.000\t3.000\n2\tHuyện Gio Linh\t5.000\t3.000\t2.000\n\tTổng cộng\t12.000\t7.000\t5.000\n"
    about = "Về việc giao kế hoạch vốn năm 2022"
    leads = f"Điều 1. Giao kế hoạch vốn năm 2022 theo biểu (đơn vị tính: triệu đồng):\n\nTT\tĐơn vị\t{heads}\n"
    db = _archive(tmp_path / "x.db", _paper("12/QĐ-UBND", "05 tháng 3", "QUYẾT ĐỊNH", about, leads + rows))
    for view in ("v_money_by_year", "v_money_by_place"):
        assert (_total(db, view=view), _total(db, "planned", view)) == ([12_000], []), view


GIVEN = _paper(
    "210/QĐ-UBND",
    "15 tháng 02",
    "QUYẾT ĐỊNH",
    ABOUT,
    "Điều 1. Phân bổ 9.000 triệu đồng từ ngân sách huyện thực hiện Chương trình ABC năm 2022 cho các xã (ĐVT: triệu đồng):\n\n"
    "TT\tĐơn vị\tKinh phí\n1\tXã Cam Hiếu\t5.000\n2\tXã Cam Tuyền\t4.000\n\tTổng cộng\t9.000\n",
    "ỦY BAN NHÂN DÂN\nHUYỆN CAM LỘ",
)
ADJUSTED = _paper(
    "480/QĐ-UBND",
    "10 tháng 6",
    "QUYẾT ĐỊNH",
    "Về việc điều chỉnh kinh phí thực hiện Chương trình ABC năm 2022",
    "Điều 1. Điều chỉnh Quyết định số 210/QĐ-UBND ngày 15/02/2022 của UBND huyện Cam Lộ như sau:\n"
    "- Xã Cam Hiếu: từ 5.000 triệu đồng xuống còn 4.600 triệu đồng;\n- Xã Cam Tuyền: từ 4.000 triệu đồng lên 4.400 triệu đồng.\n",
    "ỦY BAN NHÂN DÂN\nHUYỆN CAM LỘ",
)


def test_rows_adjusted_of_a_sum_that_stays_are_no_new_money(tmp_path: Path) -> None:
    for number, order in enumerate(permutations((GIVEN, ADJUSTED))):
        db = _archive(tmp_path / f"{number}.db", *order)
        for view in ("v_money_by_year", "v_money_by_fund", "v_money_by_place"):
            assert _total(db, view=view) == [9_000], view


def test_parts_by_fund_of_what_is_later_used_further_do_not_count(tmp_path: Path) -> None:
    texts = [
        _paper(
            number, day, "BÁO CÁO", "Kết quả thực hiện Chương trình ABC năm 2022",
            f"Lũy kế giải ngân đến ngày {until}/2022 là {whole} triệu đồng, trong đó ngân sách tỉnh {of_province} triệu đồng, "
            f"ngân sách huyện {of_district} triệu đồng.\n",
        )
        for number, day, until, whole, of_province, of_district in (
            ("90/BC-UBND", "30 tháng 6", "30/6", "5.200", "3.700", "1.500"),
            ("190/BC-UBND", "31 tháng 12", "31/12", "12.900", "9.700", "3.200"),
        )
    ]  # fmt: skip
    for number, order in enumerate(permutations(texts)):
        db = _archive(tmp_path / f"{number}.db", *order)
        for view in ("v_money_by_year", "v_money_by_fund", "v_money_by_place"):
            assert _total(db, "disbursed", view) == [12_900], view


def test_a_settlement_told_by_fund_is_money_spent(tmp_path: Path) -> None:
    report = _paper(
        "40/BC-UBND", "15 tháng 12", "BÁO CÁO", "Quyết toán kinh phí thực hiện Chương trình ABC năm 2022",
        "Kinh phí quyết toán năm 2022 là 13.100 triệu đồng, trong đó ngân sách tỉnh 9.850 triệu đồng, ngân sách huyện 3.250 triệu đồng.\n",
    )  # fmt: skip
    assert _total(_archive(tmp_path / "x.db", report), "spent") == [13_100]


USED = "Năm 2022 đã giải ngân 10.830 triệu đồng thực hiện Chương trình OCOP.\n"


@pytest.mark.parametrize(
    ("words", "used"),
    [
        (f"I. Tóm tắt\n{USED}II. Kết quả\n1. Về kinh phí: {USED}", 10_830),
        (f"I. Tóm tắt\n{USED}II. Kết quả\n1. Kinh phí: Năm 2022 đã giải ngân 10.830 triệu đồng.\n", 10_830),
        # Of another programme, place, or fund; in one paragraph; a round sum.
        (f"I. Tóm tắt\n{USED}II. Kết quả\n1. Về kinh phí: {USED}".replace("OCOP", "NTM", 1), 21_660),
        (f"I. Kết quả\n1. Huyện Cam Lộ: {USED}2. Huyện Gio Linh: {USED}", 21_660),
        (f"{USED}{USED}".replace("năm 2022", "").replace("OCOP", "OCOP từ ngân sách tỉnh", 1).replace("OCOP.", "OCOP từ ngân sách huyện."), 21_660),
        ("Đã hỗ trợ HTX An Xuân, giải ngân 500 triệu đồng.\nĐã hỗ trợ HTX Gio Mỹ, giải ngân 500 triệu đồng.\n", 1_000),
        ("1. Đường A\nĐã giải ngân 500 triệu đồng.\n2. Đường B\nĐã giải ngân 500 triệu đồng.\n", 1_000),
    ],
)  # fmt: skip
def test_what_a_report_sums_up_and_tells_again_counts_once(tmp_path: Path, words: str, used: int) -> None:
    about = "Kết quả thực hiện Chương trình OCOP năm 2022"
    db = _archive(tmp_path / "x.db", _paper("9/BC-UBND", "05 tháng 12", "BÁO CÁO", about, words))
    assert _total(db, "disbursed") == [used]


def test_a_sum_of_the_subject_counts_as_its_article_tells_it(tmp_path: Path) -> None:
    about = "Về việc hỗ trợ 850 triệu đồng trồng cây lấy tinh dầu năm 2022"
    gives = "Điều 1. Phân bổ 850 triệu đồng từ ngân sách tỉnh năm 2022 để trồng cây lấy tinh dầu.\n"
    parts = "Điều 2. Tổng kinh phí phân bổ là 850 triệu đồng, gồm:\n1. Huyện Cam Lộ: 600 triệu đồng;\n2. Huyện Gio Linh: 250 triệu đồng.\n"
    for number, body in enumerate((gives, gives + parts)):
        db = _archive(tmp_path / f"{number}.db", _paper("56/QĐ-UBND", "11 tháng 8", "QUYẾT ĐỊNH", about, body))
        for view in ("v_money_by_year", "v_money_by_fund", "v_money_by_place"):
            assert _total(db, view=view) == [850], view
