"""The ledger counts each sum once, however often it is told."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from conftest import as_document, save

from pipeline.link.errata import corrections
from pipeline.query import ledger, timeline
from pipeline.query.given import replaced_of
from pipeline.query.sql import run_sql
from pipeline.store import Database

HEAD = "UỶ BAN NHÂN DÂN\nTỈNH SÔNG MẪU\nSố: {number}\nSông Mẫu, ngày {day} năm 2021\n\n{kind}\nVề chương trình ABC\n\n"
GIVES = "Điều 1. Phân bổ năm 2021 cho chương trình ABC 500 triệu đồng từ nguồn ngân sách tỉnh.\n"
TELLS = (
    "Năm 2021 đã bố trí 500 triệu đồng tại Quyết định số 12/QĐ-UBND ngày 05/3/2021 của UBND tỉnh Sông Mẫu.\n"
    "Năm 2021 đã chi 120 triệu đồng từ nguồn ngân sách tỉnh.\n"
)
DECISION = HEAD.format(number="12/QĐ-UBND", day="05 tháng 3", kind="QUYẾT ĐỊNH") + GIVES
REPORT = HEAD.format(number="7/BC-UBND", day="10 tháng 9", kind="BÁO CÁO") + TELLS
REPLACING = (
    HEAD.format(number="40/QĐ-UBND", day="01 tháng 10", kind="QUYẾT ĐỊNH")
    + GIVES.replace("500", "450")
    + "Điều 2. Quyết định này thay thế Quyết định số 12/QĐ-UBND ngày 05/3/2021 của UBND tỉnh Sông Mẫu.\n"
)


def _database(path: Path, *texts: str) -> Path:
    with Database(path) as database:
        for index, text in enumerate(texts):
            save(database, as_document(text, f"{index}.txt"))
        database.resolve_citations()
    return path


def _allocated(db: Path) -> int:
    return int(run_sql(db, "SELECT sum(allocated_vnd) FROM v_allocation_vs_spending").iloc[0, 0])


def test_a_decision_and_the_report_that_tells_of_it_count_once(tmp_path: Path) -> None:
    db = _database(tmp_path / "x.db", REPORT, DECISION)
    assert _allocated(db) == 500_000_000
    frame = ledger(db, fund="ngan sach tinh")
    assert frame[["document", "role", "left_vnd"]].values.tolist() == [
        ["12/QĐ-UBND", "allocated", 500_000_000],
        ["7/BC-UBND", "spent", 380_000_000],
    ]


def test_two_reports_of_a_decision_that_is_not_held_count_once(tmp_path: Path) -> None:
    assert _allocated(_database(tmp_path / "x.db", REPORT, REPORT.replace("7/BC", "8/BC"))) == 500_000_000


def test_a_replaced_decision_counts_no_more(tmp_path: Path) -> None:
    db = _database(tmp_path / "x.db", DECISION, REPLACING)
    assert _allocated(db) == 450_000_000
    assert ledger(db, year=2021)["replaced_by"].dropna().tolist() == ["40/QĐ-UBND"]
    assert ledger(db, year=2020).empty


def test_whose_money_counts_no_more_is_told(tmp_path: Path) -> None:
    db = _database(tmp_path / "x.db", DECISION, REPLACING)
    assert replaced_of(db, "chương trình ABC") == [("12/QĐ-UBND", "40/QĐ-UBND")]
    assert replaced_of(db, "chương trình DEG") == []


def test_a_sum_revised_in_the_same_words_counts_as_revised_and_goes_where_it_went(tmp_path: Path) -> None:
    article = "Giảm kinh phí chương trình ABC năm 2021 của huyện Cam Lộ từ 500 triệu đồng xuống còn 450 triệu đồng (giảm 50 triệu đồng).\n"
    db = _database(tmp_path / "x.db", _head("30/QĐ-UBND", "Điều 1. " + article, kind="QUYẾT ĐỊNH"))
    counted = run_sql(db, "SELECT vnd, district FROM v_money WHERE counted = 1")
    assert counted.values.tolist() == [[450_000_000, "huyện Cam Lộ"]]


def test_two_reports_of_an_uncommon_sum_of_a_programme_count_once(tmp_path: Path) -> None:
    one = _head("8/BC-UBND", "Năm 2021 chương trình ABC đã giải ngân 83,21 tỷ đồng.\n")
    other = _head("9/BC-UBND", "Đến cuối năm 2021 đã giải ngân 83.210 triệu đồng cho chương trình ABC các huyện.\n")
    assert ledger(_database(tmp_path / "x.db", one, other))["told_in"].dropna().tolist() == ["8/BC-UBND"]
    round_sums = [text.replace("83,21", "83").replace("83.210", "83.000") for text in (one, other)]
    assert ledger(_database(tmp_path / "y.db", *round_sums))["counted"].all()


RETELLS = "Thực hiện Quyết định phân bổ năm 2021, đã bố trí chương trình ABC 500 triệu đồng.\n"
SPENT = "Năm 2021 đã chi hội chợ thủ công chương trình ABC 120 triệu đồng từ nguồn ngân sách tỉnh.\n"


def _head(number: str, body: str, place: str = "Sông Mẫu", kind: str = "BÁO CÁO") -> str:
    """A document of the day that its number says."""
    return (
        HEAD.format(number=number, day=f"{number.partition('/')[0]} tháng 9", kind=kind).replace(
            "Sông Mẫu, ngày", f"{place}, ngày"
        )
        + body
    )


def test_a_retelling_without_the_decisions_number_counts_once_and_names_the_first(tmp_path: Path) -> None:
    db = _database(tmp_path / "x.db", DECISION, _head("8/BC-UBND", RETELLS))
    assert _allocated(db) == 500_000_000
    assert ledger(db)["told_in"].dropna().tolist() == ["12/QĐ-UBND"]


def test_a_summary_beside_its_report_counts_nothing_again(tmp_path: Path) -> None:
    summary = _head("9/BC-UBND", SPENT.replace("đã chi", "đã sử dụng để chi"))
    db = _database(tmp_path / "x.db", _head("8/BC-UBND", SPENT), summary)
    assert ledger(db)[["vnd", "counted", "told_in"]].fillna("").values.tolist() == [
        [120_000_000, True, ""],
        [120_000_000, False, "8/BC-UBND"],
    ]


def test_a_sum_that_may_be_a_retelling_counts_and_is_marked(tmp_path: Path) -> None:
    other = _head("9/BC-UBND", "Năm 2021 đã chi tập huấn chương trình ABC 120 triệu đồng từ nguồn ngân sách tỉnh.\n")
    db = _database(tmp_path / "x.db", _head("8/BC-UBND", SPENT), other)
    assert ledger(db)["may_be_told_in"].dropna().tolist() == ["8/BC-UBND"]
    assert ledger(db)["counted"].all()


@pytest.mark.parametrize(
    "other",
    [
        _head("9/BC-UBND", SPENT.replace("ABC", "DEG")),
        _head("9/BC-UBND", SPENT.replace("ngân sách tỉnh", "vốn vay")),
        _head("9/BC-UBND", SPENT, "Núi Thử"),
        _head("9/BC-UBND", SPENT.replace("2021", "2020")),
        _head("9/BC-UBND", SPENT.replace("thủ công", "thủ công đợt 2")),
    ],
    ids=["another programme", "another fund", "another place", "another year", "another instalment"],
)
def test_money_of_another_matter_is_no_retelling(tmp_path: Path, other: str) -> None:
    db = _database(tmp_path / "x.db", _head("8/BC-UBND", SPENT), other)
    assert ledger(db)["told_in"].isna().all() and ledger(db)["counted"].all()


def test_the_parts_that_tell_a_fund_are_spent_and_their_total_is_not_counted_beside_them(tmp_path: Path) -> None:
    report = _head("8/BC-UBND", (
        "Năm 2021 tỉnh đã bố trí chương trình ABC 500 triệu đồng từ nguồn ngân sách tỉnh.\n"
        "Tổng kinh phí thực hiện chương trình ABC năm 2021: 900 triệu đồng, trong đó ngân sách tỉnh hỗ trợ 400 triệu đồng.\n"
        "Năm 2021 mua máy cho chương trình ABC hết 90 triệu đồng (ngân sách tỉnh: 60 triệu đồng, doanh nghiệp: 30 triệu đồng).\n"
    ))  # fmt: skip
    db = _database(tmp_path / "x.db", report)
    frame = ledger(db)
    province = frame[frame["account"] == "province"]
    assert province[["role", "vnd", "left_vnd"]].values.tolist() == [
        ["allocated", 500_000_000, 500_000_000],
        ["spent", 400_000_000, 100_000_000],
        ["spent", 60_000_000, 40_000_000],
    ]
    assert frame[~frame["counted"]]["vnd"].tolist() == [900_000_000, 90_000_000]
    spending = run_sql(db, "SELECT spent_vnd FROM v_allocation_vs_spending WHERE fund_kind = 'province'")
    by_fund = run_sql(db, "SELECT vnd FROM v_money_by_fund WHERE fund_kind = 'province' AND role = 'spent'")
    assert spending.iloc[0, 0] == by_fund.iloc[0, 0] == 460_000_000


AMENDS = "Điều 2. Quyết định này sửa đổi Quyết định số 12/QĐ-UBND ngày 05/3/2021 của UBND tỉnh Sông Mẫu.\n"


@pytest.mark.parametrize(
    ("article", "allocated"),
    [
        ("Điều 1. Điều chỉnh kinh phí chương trình ABC năm 2021 từ 500 triệu đồng xuống còn 450 triệu đồng từ nguồn ngân sách tỉnh.\n", 450),
        ("Điều 1. Phân bổ năm 2021 cho chương trình ABC 430 triệu đồng từ nguồn ngân sách tỉnh.\n", 430),
        ("Điều 1. Phân bổ bổ sung năm 2021 cho chương trình ABC 100 triệu đồng từ nguồn ngân sách tỉnh.\n", 600),
        ("Điều 1. Phân bổ năm 2021 cho chương trình DEG 100 triệu đồng từ nguồn ngân sách tỉnh.\n", 600),
    ],
    ids=["from and to", "told anew", "on top", "another programme"],
)  # fmt: skip
def test_an_amended_decision_counts_as_amended(tmp_path: Path, article: str, allocated: int) -> None:
    amending = _head("30/QĐ-UBND", article + AMENDS, kind="QUYẾT ĐỊNH")
    db = _database(tmp_path / "x.db", DECISION, amending, REPORT)
    assert _allocated(db) == allocated * 1_000_000
    assert ledger(db)["replaced_by"].dropna().tolist() == (["30/QĐ-UBND"] if allocated < 500 else [])


def test_the_timeline_tells_documents_citations_and_money_in_order(tmp_path: Path) -> None:
    db = _database(tmp_path / "x.db", REPORT)
    assert timeline(db)[["event", "document"]].values.tolist() == [
        ["cited", "12/QĐ-UBND"],
        ["issued", "7/BC-UBND"],
        ["allocated", "7/BC-UBND"],
        ["spent", "7/BC-UBND"],
    ]
    assert timeline(db, year=2020).empty
    assert timeline(db, contains="ngan sach")["vnd"].tolist() == [120_000_000]


def _told(path: Path) -> list[tuple[str, int]]:
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM stale_tellings").fetchone() == (0,)
        return connection.execute("SELECT id, told_first FROM amounts ORDER BY id").fetchall()


def test_what_is_told_first_follows_from_the_documents_and_not_from_their_order(tmp_path: Path) -> None:
    documents = [
        as_document(text, f"{i}.txt")
        for i, text in enumerate([DECISION, REPORT, REPORT.replace("7/BC", "8/BC"), REPLACING])
    ]
    seen = []
    for number, order in enumerate(permutations(documents)):
        path = tmp_path / f"{number}.db"
        with Database(path) as database:
            for document in order:
                save(database, document)
                if number % 2:
                    database.resolve_citations()
            database.resolve_citations()
        seen.append(_told(path))
    assert all(told == seen[0] for told in seen)
    assert {flag for _, flag in seen[0]} == {0, 1}


def test_what_a_decision_hands_on_follows_from_the_documents_and_not_from_their_order(tmp_path: Path) -> None:
    handing_on = (
        HEAD.format(number="30/QĐ-UBND", day="20 tháng 8", kind="QUYẾT ĐỊNH")
        + "Căn cứ Quyết định số 12/QĐ-UBND ngày 05/3/2021 của UBND tỉnh Sông Mẫu;\n"
        + GIVES
    )
    held = _database(tmp_path / "held.db", DECISION, handing_on)
    assert ledger(held)["told_in"].dropna().tolist() == ["12/QĐ-UBND"]
    documents = [as_document(text, f"{i}.txt") for i, text in enumerate([DECISION, handing_on, REPLACING])]
    for number, order in enumerate(permutations(documents)):
        path = tmp_path / f"{number}.db"
        with Database(path) as database:
            for document in order:
                save(database, document)
                database.resolve_citations()
        assert ledger(path)["told_in"].dropna().empty
        assert _allocated(path) == 950_000_000


def test_a_decision_counts_again_when_nothing_replaces_it_any_more(tmp_path: Path) -> None:
    replacing = as_document(REPLACING)
    db = _database(tmp_path / "x.db", DECISION)
    with Database(db) as database:
        save(database, replacing)
        database.resolve_citations()
        assert _allocated(db) == 450_000_000
        bare = replace(replacing.facts.mentions, citations=())
        save(database, replace(replacing, facts=replace(replacing.facts, mentions=bare)))
        database.resolve_citations()
    assert _allocated(db) == 950_000_000


TABLE = (
    "UỶ BAN NHÂN DÂN\nTỈNH QUẢNG TRỊ\nSố: 2987/QĐ-UBND\nQuảng Trị, ngày 09 tháng 12 năm 2022\n\nQUYẾT ĐỊNH\n"
    "Về việc giao dự toán kinh phí năm 2023\n\nĐiều 1. Giao dự toán kinh phí thực hiện chương trình nông thôn mới năm 2023 "
    "cho các huyện với tổng số tiền là 7.950 triệu đồng, chi tiết theo biểu sau:\nĐơn vị tính: triệu đồng\n"
    "TT\tĐơn vị\tTổng số\tNgân sách trung ương\tNgân sách tỉnh\nTổng cộng\t7.950\t5.300\t2.650\n"
    "1\tHuyện Cam Lộ\t3.150\t2.100\t1.050\n2\tHuyện Gio Linh\t4.800\t3.200\t1.600\n"
)
CARRIES_OUT = (
    "UBND TỈNH QUẢNG TRỊ\nUBND HUYỆN {district}\nSố: 245/BC-UBND\n{place}, ngày 15 tháng 01 năm 2024\n\nBÁO CÁO\n"
    "Kết quả sử dụng kinh phí năm 2023\n\n{cites}, UBND huyện {place} báo cáo như sau:\n"
    "Tổng kinh phí được giao năm 2023 là {sum} triệu đồng.\n"
)
CITES = "Thực hiện Quyết định số 2987/QĐ-UBND ngày 09/12/2022 của UBND tỉnh về việc giao dự toán kinh phí"


@pytest.mark.parametrize(
    ("report", "allocated", "may_be"),
    [
        (CARRIES_OUT.format(district="CAM LỘ", place="Cam Lộ", cites=CITES, sum="3.150"), 7_950_000_000, []),
        (CARRIES_OUT.format(district="CAM LỘ", place="Cam Lộ", cites=CITES, sum="3.200"), 11_150_000_000, []),
        (CARRIES_OUT.format(district="VĨNH LINH", place="Vĩnh Linh", cites=CITES, sum="3.150"), 11_100_000_000, []),
        (CARRIES_OUT.format(district="CAM LỘ", place="Cam Lộ", cites="Thực hiện chế độ báo cáo", sum="3.150"), 11_100_000_000, ["2987/QĐ-UBND"]),
    ],
    ids=["told again", "another sum", "another place", "no word of the decision"],
)  # fmt: skip
def test_a_sum_that_a_report_carries_out_is_the_decisions(
    tmp_path: Path, report: str, allocated: int, may_be: list[str]
) -> None:
    db = _database(tmp_path / "x.db", TABLE, report)
    by_year = run_sql(db, "SELECT vnd FROM v_money_by_year WHERE year = 2023 AND role = 'allocated'")
    assert by_year["vnd"].tolist() == [allocated]
    assert ledger(db)["may_be_told_in"].dropna().unique().tolist() == may_be


def test_as_much_for_something_else_is_not_told_again(tmp_path: Path) -> None:
    decision = (
        "UBND TỈNH QUẢNG TRỊ\nSố: 31/QĐ-UBND\nQuảng Trị, ngày 9 tháng 3 năm 2022\n\nQUYẾT ĐỊNH\nVề việc bố trí kinh phí\n\n"
        "Điều 1. Bố trí 500 triệu đồng năm 2022 cho sửa chữa trạm y tế xã Cam An.\n"
    )
    plan = (
        "UBND TỈNH QUẢNG TRỊ\nSố: 77/KH-UBND\nQuảng Trị, ngày 9 tháng 5 năm 2022\n\nKẾ HOẠCH\nPhòng, chống lụt bão\n\n"
        "Thực hiện Quyết định số 31/QĐ-UBND ngày 09/3/2022 của UBND tỉnh, năm 2022 bố trí 500 triệu đồng mua thuyền cứu hộ.\n"
    )
    db = _database(tmp_path / "x.db", decision, plan)
    by_year = run_sql(db, "SELECT vnd FROM v_money_by_year WHERE year = 2022 AND role = 'allocated'")
    assert by_year["vnd"].tolist() == [1_000_000_000]


def test_a_decisions_table_is_given_by_its_funds(tmp_path: Path) -> None:
    db = _database(
        tmp_path / "x.db", TABLE, CARRIES_OUT.format(district="CAM LỘ", place="Cam Lộ", cites=CITES, sum="3.150")
    )
    frame = run_sql(db, "SELECT fund_kind, vnd FROM v_money_by_fund WHERE role = 'allocated' ORDER BY vnd")
    assert frame.values.tolist() == [["province", 2_650_000_000], ["central", 5_300_000_000]]
    assert run_sql(db, "SELECT role FROM v_money_by_year WHERE year = 2023")["role"].tolist() == ["allocated"]


SO_FAR = "Lũy kế giải ngân {what} từ đầu năm đến {day}/2021 là {vnd} triệu đồng từ nguồn ngân sách tỉnh.\n"


def _so_far(number: int, day: str, vnd: str, what: str = "vốn chương trình ABC") -> str:
    return _head(f"{number}/BC-UBND", SO_FAR.format(what=what, day=day, vnd=vnd))


def _disbursed(db: Path) -> int:
    return int(run_sql(db, "SELECT sum(vnd) / 1000000 FROM v_money_by_year WHERE role = 'disbursed'").iloc[0, 0])


def test_of_sums_added_up_to_later_and_later_days_the_latest_counts(tmp_path: Path) -> None:
    reports = [_so_far(4, "31/3", "1.000"), _so_far(7, "30/6", "3.000"), _so_far(10, "30/9", "7.000")]
    for number, order in enumerate(permutations(reports)):
        db = _database(tmp_path / f"{number}.db", *order)
        assert _disbursed(db) == 7_000
        assert ledger(db)["replaced_by"].fillna("").tolist() == ["10/BC-UBND", "10/BC-UBND", ""]


@pytest.mark.parametrize(
    ("other", "disbursed", "marked"),
    [
        (_so_far(7, "30/6", "3.000", "vốn chương trình DEG"), 4_000, 0),
        (_so_far(7, "30/6", "3.000").replace("ngân sách tỉnh", "vốn vay"), 4_000, 0),
        (_so_far(7, "30/6", "900"), 1_900, 1),
        (_so_far(7, "30/6", "3.000").replace("TỈNH SÔNG MẪU", "TỈNH NÚI MẪU"), 4_000, 0),
        (_head("7/BC-UBND", "Trong quý II năm 2021 giải ngân vốn chương trình ABC 3.000 triệu đồng từ nguồn ngân sách tỉnh.\n"), 4_000, 0),
        (_so_far(7, "30/6", "3.000").replace("Lũy kế giải ngân", "Giải ngân").replace("đầu năm", "đầu quý"), 4_000, 0),
    ],
    ids=["another programme", "another fund", "less than before", "another body", "of a quarter", "since a quarter began"],
)  # fmt: skip
def test_a_later_sum_that_need_not_hold_an_earlier_one_counts_beside_it(
    tmp_path: Path, other: str, disbursed: int, marked: int
) -> None:
    db = _database(tmp_path / "x.db", _so_far(4, "31/3", "1.000"), other)
    assert _disbursed(db) == disbursed
    assert ledger(db)["may_be_told_in"].notna().sum() == marked


def test_what_a_years_report_tells_of_all_of_it_holds_what_was_added_up_before(tmp_path: Path) -> None:
    of_year = _head("7/BC-UBND", "Năm 2021 giải ngân vốn chương trình ABC 3.000 triệu đồng từ nguồn ngân sách tỉnh.\n")
    of_year = of_year.replace("tháng 9 năm 2021", "tháng 02 năm 2022")
    assert _disbursed(_database(tmp_path / "x.db", _so_far(4, "31/3", "1.000"), of_year)) == 3_000


def test_sums_of_two_months_count_beside_each_other(tmp_path: Path) -> None:
    since = "Từ đầu tháng {month} đến ngày 30/{month}/2021 đã giải ngân vốn chương trình ABC {vnd} triệu đồng từ nguồn ngân sách tỉnh.\n"
    months = [_head(f"{month}/BC-UBND", since.format(month=month, vnd=vnd)) for month, vnd in ((6, 300), (8, 400))]
    assert _disbursed(_database(tmp_path / "x.db", *months)) == 700


COUNCIL = (
    "HỘI ĐỒNG NHÂN DÂN\nTỈNH QUẢNG TRỊ\nSố: 12/NQ-HĐND\nQuảng Trị, ngày 09 tháng 12 năm 2021\n\nNGHỊ QUYẾT\n"
    "Về phân bổ kinh phí Chương trình ABC năm 2022\n\nĐiều 1. Phân bổ kinh phí Chương trình ABC năm 2022 là 5.000 triệu đồng, "
    "trong đó: ngân sách trung ương 3.000 triệu đồng, ngân sách tỉnh 2.000 triệu đồng.\n"
)
HANDS_ON = (
    "UỶ BAN NHÂN DÂN\nTỈNH QUẢNG TRỊ\nSố: 118/QĐ-UBND\nQuảng Trị, ngày 18 tháng 01 năm 2022\n\nQUYẾT ĐỊNH\n"
    "Về việc phân bổ kinh phí Chương trình ABC năm 2022\n\nCăn cứ Nghị quyết số 12/NQ-HĐND ngày 09/12/2021 của HĐND tỉnh;\n"
    "Điều 1. Phân bổ kinh phí Chương trình ABC năm 2022 là 5.000 triệu đồng cho các huyện như sau (ĐVT: triệu đồng):\n\n"
    "TT\tĐơn vị\tTổng cộng\tNgân sách trung ương\tNgân sách tỉnh\n1\tHuyện Cam Lộ\t3.000\t1.800\t1.200\n"
    "2\tHuyện Gio Linh\t2.000\t1.200\t800\n\tTổng cộng\t5.000\t3.000\t2.000\n"
)
REPLACES_IT = (
    HANDS_ON.replace("118/QĐ", "300/QĐ").replace("18 tháng 01", "18 tháng 3").partition("Điều 1.")[0]
    + "Điều 1. Phân bổ kinh phí Chương trình DEG năm 2022 là 70 triệu đồng.\n"
    "Điều 2. Quyết định này thay thế Nghị quyết số 12/NQ-HĐND ngày 09/12/2021 của HĐND tỉnh.\n"
)


def test_the_parts_of_a_sum_told_again_count_in_each_way_once(tmp_path: Path) -> None:
    for number, order in enumerate(permutations([COUNCIL, HANDS_ON])):
        db = _database(tmp_path / f"{number}.db", *order)
        for view, told, expected in (
            ("v_money_by_year", "year", [[2022, 5_000]]),
            ("v_money_by_fund", "fund_kind", [["central", 3_000], ["province", 2_000]]),
            ("v_money_by_place", "district", [["huyện Cam Lộ", 3_000], ["huyện Gio Linh", 2_000]]),
            ("v_money_given", "district", [["huyện Cam Lộ", 3_000], ["huyện Gio Linh", 2_000]]),
            ("v_allocation_vs_spending", "fund_kind", [["central", 3_000], ["province", 2_000]]),
        ):
            vnd = "allocated_vnd" if view == "v_allocation_vs_spending" else "vnd"
            frame = run_sql(db, f"SELECT {told}, {vnd} / 1000000 AS vnd FROM {view} ORDER BY {told}")
            assert frame.values.tolist() == expected, view


def test_what_is_handed_on_down_three_levels_counts_once(tmp_path: Path) -> None:
    district = HANDS_ON.replace("118/QĐ", "45/QĐ").replace("18 tháng 01", "18 tháng 02").partition("Căn cứ")[0].replace(
        "TỈNH QUẢNG TRỊ", "HUYỆN CAM LỘ"
    ).replace("Quảng Trị, ngày", "Cam Lộ, ngày") + (
        "Căn cứ Quyết định số 118/QĐ-UBND ngày 18/01/2022 của UBND tỉnh Quảng Trị;\nĐiều 1. Phân bổ kinh phí Chương trình ABC năm "
        "2022 là 3.000 triệu đồng như sau:\n- Xã Cam Nghĩa: 1.600 triệu đồng;\n- Xã Cam Chính: 1.400 triệu đồng.\n"
    )  # fmt: skip
    for number, order in enumerate(permutations([COUNCIL, HANDS_ON, district])):
        db = _database(tmp_path / f"{number}.db", *order)
        frame = run_sql(db, "SELECT place, vnd / 1000000 AS vnd FROM v_money_given ORDER BY vnd")
        assert frame.values.tolist() == [["xã Cam Chính", 1_400], ["xã Cam Nghĩa", 1_600], ["huyện Gio Linh", 2_000]]
        assert run_sql(db, "SELECT sum(vnd) / 1000000 AS vnd FROM v_money_by_fund")["vnd"].tolist() == [5_000]


def test_parts_count_again_when_what_they_were_told_after_is_gone_or_replaced(tmp_path: Path) -> None:
    first = as_document(COUNCIL)
    db = tmp_path / "x.db"
    with Database(db) as database:
        for document in (first, as_document(HANDS_ON, "1.txt")):
            save(database, document)
        database.resolve_citations()
        save(database, as_document(REPLACES_IT, "2.txt"))
        database.resolve_citations()
    by_place = run_sql(
        db, "SELECT district, sum(vnd) / 1000000 AS vnd FROM v_money_given WHERE vnd > 1e9 GROUP BY 1 ORDER BY 1"
    )
    assert by_place.values.tolist() == [["huyện Cam Lộ", 3_000], ["huyện Gio Linh", 2_000]]
    assert run_sql(db, "SELECT sum(vnd) / 1000000 AS vnd FROM v_money_by_fund WHERE vnd > 1e9")["vnd"].tolist() == [
        5_000
    ]


def test_a_report_on_what_a_decision_handed_on_tells_the_first_ones_sum_again(tmp_path: Path) -> None:
    report = (
        HANDS_ON.replace("118/QĐ-UBND", "215/BC-SNN")
        .replace("QUYẾT ĐỊNH", "BÁO CÁO")
        .replace("18 tháng 01", "10 tháng 7")
    )
    report = report.partition("Căn cứ")[0] + (
        "Thực hiện Quyết định số 118/QĐ-UBND ngày 18/01/2022 của UBND tỉnh.\n1. Kinh phí đã phân bổ năm 2022: 5.000 triệu đồng.\n"
    )
    for number, order in enumerate(permutations([COUNCIL, HANDS_ON, report])):
        db = _database(tmp_path / f"{number}.db", *order)
        assert run_sql(db, "SELECT vnd / 1000000 AS vnd FROM v_money_by_year")["vnd"].tolist() == [5_000]


def test_what_takes_the_place_of_a_part_counts_where_the_part_did(tmp_path: Path) -> None:
    amends = HANDS_ON.replace("118/QĐ", "300/QĐ").replace("18 tháng 01", "18 tháng 8").partition("Căn cứ")[0] + (
        "Điều 1. Điều chỉnh kinh phí Chương trình ABC năm 2022 đã phân bổ tại Quyết định số 118/QĐ-UBND ngày 18/01/2022 của UBND "
        "tỉnh như sau:\n1. Giảm kinh phí của huyện Cam Lộ từ 3.000 triệu đồng xuống còn 2.500 triệu đồng (giảm 500 triệu đồng).\n"
        "2. Tăng kinh phí của huyện Gio Linh từ 2.000 triệu đồng lên 2.500 triệu đồng (tăng 500 triệu đồng).\n"
    )
    for number, order in enumerate(permutations([COUNCIL, HANDS_ON, amends])):
        db = _database(tmp_path / f"{number}.db", *order)
        for view in ("v_money_by_year", "v_money_by_fund", "v_money_given"):
            assert run_sql(db, f"SELECT sum(vnd) / 1000000 AS vnd FROM {view}")["vnd"].tolist() == [5_000], view
        by_place = run_sql(db, "SELECT district, vnd / 1000000 AS vnd FROM v_money_given ORDER BY 1")
        assert by_place.values.tolist() == [["huyện Cam Lộ", 2_500], ["huyện Gio Linh", 2_500]]


ROUNDS = "Năm 2021 chương trình ABC được phân bổ {told} từ nguồn ngân sách tỉnh.\n"


@pytest.mark.parametrize(
    ("told", "allocated", "marked"),
    [
        ("8,4 tỷ đồng", 8_437, 0),
        ("8,44 tỷ đồng", 8_437, 0),
        ("8,5 tỷ đồng", 16_937, 1),
        ("8.400 triệu đồng", 16_837, 1),
    ],
)
def test_a_sum_told_again_rounded_counts_once(tmp_path: Path, told: str, allocated: int, marked: int) -> None:
    decision = DECISION.replace("500 triệu", "8.437 triệu")
    for number, order in enumerate(permutations([decision, _head("8/BC-UBND", ROUNDS.format(told=told))])):
        db = tmp_path / f"{number}.db"
        with Database(db) as database:
            for text in order:
                save(database, as_document(text))
                database.resolve_citations()
        assert _allocated(db) == allocated * 1_000_000
        assert ledger(db)["may_be_told_in"].notna().sum() == marked


def test_a_rounded_sum_that_may_be_of_two_is_marked(tmp_path: Path) -> None:
    texts = [
        DECISION.replace("500 triệu", "8.437 triệu"),
        DECISION.replace("500 triệu", "8.391 triệu").replace("12/QĐ", "14/QĐ"),
    ]
    db = _database(tmp_path / "x.db", *texts, _head("8/BC-UBND", ROUNDS.format(told="8,4 tỷ đồng")))
    assert _allocated(db) == (8_437 + 8_391 + 8_400) * 1_000_000
    assert ledger(db)["may_be_told_in"].dropna().tolist() == ["12/QĐ-UBND"]


@pytest.mark.parametrize(("total", "allocated", "marked"), [("800", 800, []), ("900", 1_700, ["12/QĐ-UBND"])])
def test_what_two_decisions_gave_told_as_one_counts_once(
    tmp_path: Path, total: str, allocated: int, marked: list[str]
) -> None:
    second = DECISION.replace("12/QĐ", "51/QĐ").replace("05 tháng 3", "05 tháng 6").replace("500", "300")
    report = _head(
        "8/BC-UBND",
        "Thực hiện Quyết định số 12/QĐ-UBND ngày 05/3/2021 và Quyết định số 51/QĐ-UBND ngày 05/6/2021 của UBND tỉnh Sông Mẫu, tổng kinh "
        f"phí chương trình ABC được phân bổ năm 2021 là {total} triệu đồng.\n",
    )
    for number, order in enumerate(permutations([DECISION, second, report])):
        db = tmp_path / f"{number}.db"
        with Database(db) as database:
            for text in order:
                save(database, as_document(text))
                database.resolve_citations()
        by_year = run_sql(
            db, "SELECT vnd / 1000000 AS vnd FROM v_money_by_year WHERE year = 2021 AND role = 'allocated'"
        )
        assert by_year["vnd"].tolist() == [allocated]
        assert ledger(db)["may_be_told_in"].dropna().tolist() == marked


@pytest.mark.parametrize(
    "words",
    [
        'Tại Điều 1 Quyết định số 12/QĐ-UBND ngày 05/3/2021 đã ghi "500 triệu đồng", nay sửa lại là "550 triệu đồng".\n',
        "Tại Điều 1 Quyết định số 12/QĐ-UBND ngày 05/3/2021 đã in “tổng số tiền 500 triệu đồng”, nay đính chính thành “tổng số tiền 550 triệu đồng”.\n",
    ],
)  # fmt: skip
def test_a_letter_of_correction_puts_its_sum_in_the_decisions_place(tmp_path: Path, words: str) -> None:
    letter = (
        "UỶ BAN NHÂN DÂN\nTỈNH SÔNG MẪU\nSố: 812/UBND-TH\nV/v đính chính Quyết định số 12/QĐ-UBND ngày 05/3/2021\n"
        "Sông Mẫu, ngày 20 tháng 3 năm 2021\n\nKính gửi: Sở Tài chính\n\nDo sơ suất, UBND tỉnh đính chính như sau:\n"
        + words
    )
    for number, order in enumerate(permutations([DECISION, letter])):
        db = tmp_path / f"{number}.db"
        with Database(db) as database:
            for text in order:
                save(database, as_document(text))
                database.resolve_citations()
        by_year = run_sql(db, "SELECT year, role, vnd / 1000000 AS vnd FROM v_money_by_year").values.tolist()
        assert by_year == [[2021, "allocated", 550]]
        assert ledger(db)["replaced_by"].dropna().tolist() == ["812/UBND-TH"]


def test_a_letter_of_correction_that_tells_sums_of_several_places_corrects_none_of_them() -> None:
    words = "Đính chính số liệu báo cáo: huyện Cam Lộ 500 triệu đồng, thành phố Đông Hà 600 triệu đồng; sửa chữa cầu 700 triệu đồng.\n"
    amounts = as_document(words).facts.mentions.amounts
    assert not list(corrections(words, amounts))
    words = "Đính chính số tiền từ 500 triệu đồng thành 550 triệu đồng.\n"
    assert list(corrections(words, as_document(words).facts.mentions.amounts)) == [1]


CENTRAL = (
    "THỦ TƯỚNG CHÍNH PHỦ\nSố: 652/QĐ-TTg\nHà Nội, ngày 28 tháng 5 năm 2022\n\nQUYẾT ĐỊNH\nVề việc giao vốn ngân sách trung ương năm "
    "2022 thực hiện Chương trình ABC\n\nĐiều 1. Giao 300 tỷ đồng vốn ngân sách trung ương năm 2022 thực hiện Chương trình ABC cho các "
    "địa phương: tỉnh Quảng Trị 120 tỷ đồng, tỉnh Quảng Bình 100 tỷ đồng, tỉnh Hà Tĩnh 80 tỷ đồng.\n"
)
PROVINCE = (
    "UỶ BAN NHÂN DÂN\nTỈNH QUẢNG TRỊ\nSố: 1640/QĐ-UBND\nQuảng Trị, ngày 05 tháng 7 năm 2022\n\nQUYẾT ĐỊNH\nVề việc phân bổ vốn Chương "
    "trình ABC năm 2022\n\nCăn cứ Quyết định số 652/QĐ-TTg ngày 28/5/2022 của Thủ tướng Chính phủ;\nĐiều 1. Phân bổ 120 tỷ đồng vốn "
    "ngân sách trung ương năm 2022 thực hiện Chương trình ABC: huyện Cam Lộ 70 tỷ đồng, huyện Gio Linh 50 tỷ đồng.\n"
)
DISTRICT = (
    "UỶ BAN NHÂN DÂN\nHUYỆN CAM LỘ\nSố: 2011/QĐ-UBND\nCam Lộ, ngày 20 tháng 7 năm 2022\n\nQUYẾT ĐỊNH\nVề việc phân bổ vốn Chương trình "
    "ABC năm 2022\n\nCăn cứ Quyết định số 1640/QĐ-UBND ngày 05/7/2022 của UBND tỉnh Quảng Trị;\nĐiều 1. Phân bổ 71 tỷ đồng vốn thực "
    "hiện Chương trình ABC năm 2022: xã Cam Nghĩa 40 tỷ đồng, xã Cam Chính 31 tỷ đồng.\n"
)
LESS = PROVINCE.replace("120 tỷ", "60 tỷ").replace("70 tỷ", "40 tỷ").replace("50 tỷ", "20 tỷ")
OWN_MONEY = "vốn ngân sách trung ương năm 2022 thực hiện", "vốn ngân sách tỉnh năm 2022 thực hiện"


@pytest.mark.parametrize(
    ("decisions", "given", "in_cam_lo"),
    [
        ([CENTRAL, PROVINCE, DISTRICT], 300, 71),  # a little above its row: that is to be found fault with
        ([CENTRAL, PROVINCE, DISTRICT.replace("71 tỷ", "60 tỷ").replace("31 tỷ", "20 tỷ")], 300, 70),
        ([CENTRAL, PROVINCE, DISTRICT.replace("71 tỷ", "91 tỷ").replace("31 tỷ", "51 tỷ")], 391, 161),
        ([CENTRAL, LESS, LESS.replace("1640/", "1740/").replace("05 tháng", "15 tháng")], 300, 0),
        ([CENTRAL, PROVINCE.replace(*OWN_MONEY)], 420, 70),
        ([CENTRAL, PROVINCE.replace("Chương trình ABC", "Chương trình DEG")], 420, 70),
        ([CENTRAL, PROVINCE.replace("Căn cứ Quyết định số 652/QĐ-TTg", "Căn cứ Quyết định số 653/QĐ-TTg")], 420, 70),
    ],
)
def test_what_a_decision_hands_on_of_what_its_body_was_given_is_no_new_money(
    tmp_path: Path, decisions: list[str], given: int, in_cam_lo: int
) -> None:
    for number, order in enumerate(permutations(decisions)):
        db = tmp_path / f"{number}.db"
        with Database(db) as database:
            for index, text in enumerate(order):
                save(database, as_document(text, f"{index}.txt"))
                if number % 2:
                    database.resolve_citations()
            database.resolve_citations()
        for view, vnd in (("v_money_by_year", "vnd"), ("v_money_by_fund", "vnd"), ("v_allocation_vs_spending", "allocated_vnd")):  # fmt: skip
            assert run_sql(db, f"SELECT sum({vnd}) / 1000000000 AS vnd FROM {view}")["vnd"].tolist() == [given], view
        by_place = run_sql(
            db, "SELECT total(vnd) / 1000000000 AS vnd FROM v_money_given WHERE district = 'huyện Cam Lộ'"
        )
        assert by_place["vnd"].tolist() == [in_cam_lo]
        assert run_sql(db, "SELECT sum(vnd) / 1000000000 AS vnd FROM v_money_given")["vnd"].tolist()[0] in (
            given,
            given + 1,
        )


def test_what_was_handed_on_counts_where_what_was_given_is_held_no_more(tmp_path: Path) -> None:
    central = as_document(CENTRAL)
    with Database(tmp_path / "x.db") as database:
        for document in (central, as_document(PROVINCE, "1.txt")):
            save(database, document)
        database.resolve_citations()
        database.remove(central.id, who="an", why="nhầm")
        database.resolve_citations()
    assert _allocated(tmp_path / "x.db") == 120_000_000_000


@pytest.mark.parametrize("used", ["83,21 tỷ", "80 tỷ"])
def test_a_sum_told_with_its_fund_and_without_counts_once(tmp_path: Path, used: str) -> None:
    with_fund = _head("8/BC-UBND", f"Năm 2021 chương trình ABC đã giải ngân {used} đồng từ ngân sách trung ương.\n")
    without = _head("9/BC-UBND", f"Chương trình ABC năm 2021 đã giải ngân {used} đồng.\n")
    for number, texts in enumerate(permutations([with_fund, without])):
        db = _database(tmp_path / f"{number}.db", *texts)
        counted = run_sql(db, "SELECT fund_kind FROM v_money_by_fund WHERE role = 'disbursed'")
        assert counted["fund_kind"].tolist() == ["central"]


def test_a_table_of_a_trades_fund_tells_the_decisions_sum_again(tmp_path: Path) -> None:
    decision = _head("5/QĐ-UBND", "Điều 1. Giao dự toán kinh phí sự nghiệp thủy lợi năm 2021 với tổng số tiền 11.300 triệu đồng cho các đơn vị.\n", kind="QUYẾT ĐỊNH")  # fmt: skip
    report = _head("9/BC-UBND", "Quyết toán kinh phí sự nghiệp thủy lợi năm 2021 như sau (ĐVT: triệu đồng):\n\nTT\tĐơn vị\tDự toán giao năm 2021\tSố quyết toán\n1\tTrạm A\t8.800\t8.500\n2\tTrạm B\t2.500\t2.300\n\tTổng cộng\t11.300\t10.800\n")  # fmt: skip
    db = _database(tmp_path / "x.db", decision, report)
    assert run_sql(db, "SELECT vnd FROM v_money_by_year WHERE role = 'allocated'")["vnd"].tolist() == [11_300_000_000]


def test_what_the_years_came_to_is_not_counted_beside_a_years_money(tmp_path: Path) -> None:
    report = _head("9/BC-UBND", "Tình hình các dự án như sau (ĐVT: triệu đồng):\n\nTT\tDự án\tLũy kế vốn đã giao\tLũy kế giải ngân từ khởi công\tVốn giao năm 2021\tGiải ngân năm 2021\n1\tĐường A\t5.000\t4.000\t1.000\t900\n2\tĐường B\t4.000\t3.000\t500\t400\n\tTổng cộng\t9.000\t7.000\t1.500\t1.300\n")  # fmt: skip
    told = run_sql(_database(tmp_path / "x.db", report), "SELECT year, role, vnd / 1000000 AS vnd FROM v_money_by_year")
    assert told.values.tolist() == [[2021, "allocated", 1_500], [2021, "disbursed", 1_300]]


@pytest.mark.parametrize(
    ("article", "given"),
    [
        ("Điều chỉnh giảm 150 triệu đồng kinh phí năm 2021 của huyện A; bổ sung 150 triệu đồng cho huyện B.", 500),
        ("Điều chỉnh kinh phí năm 2021 như sau:\n1. Giảm 150 triệu đồng của huyện A.\n2. Bổ sung 150 triệu đồng cho huyện B.", 500),
        ("Điều chuyển 150 triệu đồng kinh phí năm 2021 từ huyện A sang huyện B.", 500),
        ("Điều chỉnh kinh phí năm 2021 như sau (ĐVT: triệu đồng):\n\nTT\tĐơn vị\tTăng\tGiảm\n1\tHuyện A\t\t150\n2\tHuyện B\t150\t\n", 500),
        ("Điều chỉnh giảm 150 triệu đồng kinh phí năm 2021 của huyện A; bổ sung 250 triệu đồng cho huyện B.", 750),
        ("Điều chuyển 150 triệu đồng kinh phí năm 2021 từ nguồn dự phòng ngân sách tỉnh sang huyện B.", 650),
    ],
)  # fmt: skip
def test_what_is_taken_from_one_and_given_to_another_is_no_new_money(tmp_path: Path, article: str, given: int) -> None:
    db = _database(tmp_path / "x.db", DECISION, _head("15/QĐ-UBND", f"Điều 1. {article}\n", kind="QUYẾT ĐỊNH"))
    told = run_sql(db, "SELECT sum(vnd) / 1000000 AS vnd FROM v_money_by_year WHERE role = 'allocated'")
    assert told["vnd"].tolist() == [given]
