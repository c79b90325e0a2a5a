"""What a report tells of a programme without naming the decisions that gave it is held against those that the archive holds."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from click import Command
from click.testing import CliRunner
from conftest import as_document, save
from web.site import Site

from pipeline.commands.auditing import checks as checks_command
from pipeline.commands.auditing import ledger as ledger_command
from pipeline.display import Display
from pipeline.query import ledger
from pipeline.query.left_out import left_out, sums_left_out
from pipeline.query.sql import run_sql
from pipeline.records import Lang
from pipeline.store import Database

COUNCIL = "HỘI ĐỒNG NHÂN DÂN\nHUYỆN CAM LỘ"
DISTRICT = "ỦY BAN NHÂN DÂN\nHUYỆN CAM LỘ"
PROVINCE = "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG TRỊ"
PROGRAMME = "thực hiện Chương trình NTM năm 2022"


def _paper(number: str, day: str, kind: str, about: str, body: str, issuer: str = DISTRICT) -> str:
    return f"{issuer}\nSố: {number}\nQuảng Trị, ngày {day}\n\n{kind}\n{about}\n\n{body}\n"


def _report(number: str, day: str, words: str, about: str = f"Kết quả {PROGRAMME}") -> str:
    return _paper(number, day, "BÁO CÁO", about, words)


PROVINCES = _paper(
    "101/QĐ-UBND",
    "10 tháng 01 năm 2022",
    "QUYẾT ĐỊNH",
    f"Về việc phân bổ kinh phí {PROGRAMME}",
    f"Điều 1. Phân bổ 15.000 triệu đồng từ ngân sách tỉnh {PROGRAMME} (đơn vị tính: triệu đồng):\n\n"
    "TT\tĐơn vị\tKinh phí\n1\tHuyện Cam Lộ\t9.000\n2\tHuyện Gio Linh\t6.000\n\tTổng cộng\t15.000",
    PROVINCE,
)
OWN = _paper(
    "5/NQ-HĐND",
    "20 tháng 01 năm 2022",
    "NGHỊ QUYẾT",
    "Về việc phân bổ ngân sách huyện năm 2022",
    f"Điều 1. Phân bổ 4.000 triệu đồng từ ngân sách huyện năm 2022 để {PROGRAMME}.",
    COUNCIL,
)
MORE = _paper(
    "777/QĐ-UBND",
    "20 tháng 10 năm 2022",
    "QUYẾT ĐỊNH",
    f"Về việc bổ sung kinh phí {PROGRAMME} cho huyện Cam Lộ",
    f"Điều 1. Bổ sung 1.200 triệu đồng từ ngân sách tỉnh cho UBND huyện Cam Lộ để {PROGRAMME}.",
    PROVINCE,
)
HALF = "Tổng kinh phí được phân bổ năm 2022 là {}, trong đó ngân sách tỉnh 9.000 triệu đồng, ngân sách huyện 4.000 triệu đồng."
AFTER_HALF = _report("90/BC-UBND", "30 tháng 6 năm 2022", HALF.format("13.000 triệu đồng"))
AT_END = _report(
    "190/BC-UBND",
    "31 tháng 12 năm 2022",
    "Năm 2022, tổng kinh phí được phân bổ là 14.200 triệu đồng (ngân sách tỉnh 10.200 triệu đồng, ngân sách huyện 4.000 triệu đồng).",
)


def _archive(path: Path, *texts: str, at_once: int = 99) -> Path:
    """Papers that come in together, or some a time."""
    with Database(path) as database:
        for index, text in enumerate(texts):
            save(database, as_document(text, f"{index}.txt"))
            if (index + 1) % at_once == 0:
                database.resolve_citations()
        database.resolve_citations()
    return path


def _given(db: Path) -> list[object]:
    """The millions allocated in all by year, fund and place."""
    views = ("v_money_by_year", "v_money_by_fund", "v_money_by_place")
    sums = (run_sql(db, f"SELECT sum(vnd) / 1000000 FROM {view} WHERE role = 'allocated'") for view in views)
    return [frame.iloc[0, 0] for frame in sums]


def _left_out(db: Path) -> list[list[object]]:
    sql = (
        "SELECT document, vnd / 1000000 AS vnd, why, counted_in FROM v_left_out WHERE role = 'allocated' ORDER BY 1, 2"
    )
    return [list(row) for row in run_sql(db, sql).values]


def test_totals_of_reports_are_what_the_decisions_gave_whatever_order_they_come_in(tmp_path: Path) -> None:
    papers = [PROVINCES, OWN, MORE, AFTER_HALF, AT_END]
    for number in range(4):
        shuffled = random.Random(number).sample(papers, len(papers))
        db = _archive(tmp_path / f"{number}.db", *shuffled, at_once=number + 1)
        assert _given(db) == [20_200] * 3
        assert _left_out(db) == [
            ["190/BC-UBND", 14_200, "decided", "101/QĐ-UBND"],
            ["90/BC-UBND", 13_000, "decided", "101/QĐ-UBND"],
        ]
        assert ledger(db)["may_be_told_in"].isna().all()


@pytest.mark.parametrize(
    ("texts", "given", "left_out"),
    [
        # The sum itself, rounded and without its parts.
        ((PROVINCES, OWN, _report("90/BC-UBND", "30 tháng 6 năm 2022", "Kinh phí được phân bổ năm 2022 là 13 tỷ đồng.")), 19_000, ["decided"]),
        # Another sum of all the programme counts, and is marked.
        ((PROVINCES, OWN, _report("90/BC-UBND", "30 tháng 6 năm 2022", "Kinh phí được phân bổ năm 2022 là 13.500 triệu đồng.")), 32_500, []),
        ((OWN, _report("90/BC-UBND", "30 tháng 6 năm 2022", "Kinh phí được phân bổ năm 2022 là 13.500 triệu đồng.")), 17_500, []),
        # Given after the report's day.
        ((MORE, AFTER_HALF), 14_200, []),
        # Of another programme, another year, another district, or for a purpose of its own.
        ((PROVINCES, AFTER_HALF.replace("NTM", "OCOP")), 28_000, []),
        ((PROVINCES, AFTER_HALF.replace("2022", "2023")), 28_000, []),
        ((PROVINCES, AFTER_HALF.replace("CAM LỘ", "HƯỚNG HÓA")), 28_000, []),
        ((PROVINCES, _report("90/BC-UBND", "30 tháng 6 năm 2022", "Năm 2022 đã phân bổ 700 triệu đồng xây cổng làng An Mỹ.")), 15_700, []),
    ],
)  # fmt: skip
def test_a_report_beside_the_decisions_held(
    tmp_path: Path, texts: tuple[str, ...], given: int, left_out: list[str]
) -> None:
    db = _archive(tmp_path / "x.db", *texts)
    assert _given(db) == [given] * 3
    assert [row[2] for row in _left_out(db)] == left_out


def test_what_is_doubtful_is_marked(tmp_path: Path) -> None:
    for at, own in enumerate((PROVINCES, OWN)):
        words = "Kinh phí được phân bổ năm 2022 là 13.500 triệu đồng."
        frame = ledger(_archive(tmp_path / f"{at}.db", own, _report("90/BC-UBND", "30 tháng 6 năm 2022", words)))
        assert frame["may_be_told_in"].dropna().tolist() == [("101/QĐ-UBND", "5/NQ-HĐND")[at]]
        assert frame["told_in"].isna().all()


def test_of_reports_alone_the_latest_counts(tmp_path: Path) -> None:
    db = _archive(tmp_path / "x.db", AT_END, AFTER_HALF)
    assert _given(db) == [14_200] * 3
    assert _left_out(db) == [["90/BC-UBND", 13_000, "doubtful", "190/BC-UBND"]]


def test_a_report_counts_again_once_the_decision_is_taken_out(tmp_path: Path) -> None:
    db = _archive(tmp_path / "x.db", PROVINCES, OWN, AFTER_HALF)
    with Database(db) as database:
        for number in ("101/QĐ-UBND", "5/NQ-HĐND"):
            [[id_]] = run_sql(db, f"SELECT id FROM documents WHERE number = '{number}'").values
            database.remove(id_, who="a", why="b")
        database.resolve_citations()
    assert _given(db) == [13_000] * 3
    assert _left_out(db) == []


ABOUT = "thực hiện Chương trình phát triển cây dược liệu năm"


def _allots(number: str, day: str, year: int, millions: str, rows: tuple[str, str]) -> str:
    body = (
        f"Điều 1. Phân bổ {millions} triệu đồng từ ngân sách tỉnh {ABOUT} {year} (đơn vị tính: triệu đồng):\n\nTT\tĐơn vị\tKinh phí\n"
        f"1\tHuyện Hướng Hóa\t{rows[0]}\n2\tHuyện Cam Lộ\t{rows[1]}\n\tTổng cộng\t{millions}"
    )
    return _paper(number, f"{day} năm {year}", "QUYẾT ĐỊNH", f"Về việc phân bổ kinh phí {ABOUT} {year}", body, PROVINCE)


WALK = [
    _paper(
        "5/KH-UBND",
        "15 tháng 01 năm 2021",
        "KẾ HOẠCH",
        f"{ABOUT.capitalize()} 2021",
        "Kinh phí thực hiện năm 2021: 9.000 triệu đồng, trong đó: ngân sách tỉnh 8.000 triệu đồng, nhân dân đóng góp 1.000 triệu đồng.",
        PROVINCE,
    ),
    _allots("110/QĐ-UBND", "02 tháng 3", 2021, "8.000", ("5.000", "3.000")),
    _allots("120/QĐ-UBND", "05 tháng 3", 2022, "10.000", ("6.000", "4.000")),
    _allots("130/QĐ-UBND", "07 tháng 3", 2023, "12.000", ("7.000", "5.000")),
    _paper(
        "455/QĐ-UBND",
        "20 tháng 7 năm 2022",
        "QUYẾT ĐỊNH",
        f"Về việc điều chỉnh kinh phí {ABOUT} 2022",
        "Điều 1. Điều chỉnh kinh phí đã phân bổ tại Quyết định số 120/QĐ-UBND ngày 05/3/2022 của UBND tỉnh như sau:\n"
        "- Huyện Hướng Hóa: từ 6.000 triệu đồng xuống còn 5.500 triệu đồng;\n- Huyện Cam Lộ: từ 4.000 triệu đồng lên 4.500 triệu đồng.",
        PROVINCE,
    ),
    _paper(
        "61/BC-UBND",
        "30 tháng 6 năm 2022",
        "BÁO CÁO",
        f"Kết quả {ABOUT} 2022",
        "Năm 2022 Chương trình được phân bổ 10.000 triệu đồng từ ngân sách tỉnh, trong đó: huyện Hướng Hóa 6.000 triệu đồng; "
        "huyện Cam Lộ 4.000 triệu đồng.\nLũy kế giải ngân đến 30/6/2022 là 3.200 triệu đồng.",
        PROVINCE,
    ),
    _paper(
        "140/BC-UBND",
        "28 tháng 12 năm 2022",
        "BÁO CÁO",
        f"Kết quả {ABOUT} 2022",
        "Năm 2022 Chương trình được phân bổ 10 tỷ đồng từ ngân sách tỉnh.\nLũy kế giải ngân đến hết tháng 12/2022 là 9.400 triệu đồng, "
        "trong đó: huyện Hướng Hóa 5.100 triệu đồng; huyện Cam Lộ 4.300 triệu đồng.",
        PROVINCE,
    ),
    _paper(
        "35/BC-UBND",
        "15 tháng 3 năm 2023",
        "BÁO CÁO",
        f"Quyết toán kinh phí {ABOUT} 2022",
        "Kinh phí được giao: 10.000 triệu đồng. Kinh phí quyết toán năm 2022 là 9.600 triệu đồng, trong đó: huyện Hướng Hóa "
        "5.250 triệu đồng; huyện Cam Lộ 4.350 triệu đồng.",
        PROVINCE,
    ),
    _paper(
        "150/BC-UBND",
        "20 tháng 12 năm 2023",
        "BÁO CÁO",
        "Tổng kết Chương trình phát triển cây dược liệu giai đoạn 2021-2023",
        "Tổng kinh phí được phân bổ giai đoạn 2021-2023 là 30.000 triệu đồng, trong đó: năm 2021: 8.000 triệu đồng; năm 2022: "
        "10.000 triệu đồng; năm 2023: 12.000 triệu đồng.",
        PROVINCE,
    ),
]
"""Three years of a programme."""
BY_HAND = [
    [2021, "allocated", 8_000],
    [2021, "planned", 9_000],
    [2022, "allocated", 10_000],
    [2022, "disbursed", 9_400],
    [2022, "spent", 9_600],
    [2023, "allocated", 12_000],
]
BY_DISTRICT = [[2021, 3_000, 5_000], [2022, 4_500, 5_500], [2023, 5_000, 7_000]]


def test_three_years_of_a_programme_come_to_what_an_auditor_adds_up(tmp_path: Path) -> None:
    for number in range(3):
        shuffled = random.Random(number).sample(WALK, len(WALK))
        db = _archive(tmp_path / f"{number}.db", *shuffled, at_once=2 * number + 2)
        for view in ("v_money_by_year", "v_money_by_fund", "v_money_by_place"):
            told = run_sql(db, f"SELECT year, role, sum(vnd) / 1000000 AS vnd FROM {view} GROUP BY 1, 2 ORDER BY 1, 2")
            assert told.values.tolist() == BY_HAND, view
        for at, name in enumerate(("Cam Lộ", "Hướng Hóa"), 1):
            sql = f"SELECT year, sum(vnd) / 1000000 AS vnd FROM v_money_given WHERE district = 'huyện {name}' GROUP BY 1 ORDER BY 1"
            assert run_sql(db, sql).values.tolist() == [[row[0], row[at]] for row in BY_DISTRICT]


OTHER, LATER = (
    _report(number, day, f"Kinh phí được phân bổ năm 2022 là {millions} triệu đồng.")
    for number, day, millions in (
        ("91/BC-UBND", "15 tháng 7 năm 2022", "13.500"),
        ("99/BC-UBND", "15 tháng 9 năm 2022", "13.700"),
    )
)


def test_how_much_is_left_out_is_told_with_why(tmp_path: Path) -> None:
    db = _archive(tmp_path / "x.db", PROVINCES, OWN, AFTER_HALF, OTHER, LATER)
    assert left_out(db)[["year", "role", "why", "amounts", "vnd", "example"]].values.tolist() == [
        [2022, "allocated", "doubtful", 1, 13_500_000_000, "91/BC-UBND"],
        [2022, "allocated", "decided", 1, 13_000_000_000, "90/BC-UBND"],
    ]
    sums = sums_left_out(db, year=2022)
    assert sums[["document", "why", "counted_in", "text"]].values.tolist() == [
        ["90/BC-UBND", "decided", "101/QĐ-UBND", "13.000 triệu đồng"],
        ["91/BC-UBND", "doubtful", "99/BC-UBND", "13.500 triệu đồng"],
    ]
    assert sums_left_out(db, year=2021).empty


@pytest.mark.parametrize(("lang", "words"), [("vi", "nghi là tiền đã tính"), ("en", "probably counted already")])
@pytest.mark.parametrize("command", [ledger_command, checks_command])
def test_both_commands_tell_it_in_both_languages(tmp_path: Path, command: Command, lang: Lang, words: str) -> None:
    db = _archive(tmp_path / "x.db", PROVINCES, OWN, OTHER, LATER)
    arguments = ["--left-out", "--db", str(db), "--format", "csv", "--labels"]
    told = CliRunner().invoke(command, arguments, obj=Display(lang)).output
    assert words in told and "91/BC-UBND" in told and "13500000000" in told


def test_the_page_of_the_ledger_tells_it(tmp_path: Path) -> None:
    page = Site(_archive(tmp_path / "x.db", PROVINCES, OWN, OTHER, LATER)).get("/money/ledger?year=2022").text
    assert "nghi là tiền đã tính" in page and "13.500.000.000" in page


DECISION = "Về việc phân bổ kinh phí thực hiện Chương trình {} năm 2022"


def _gives(number: str, day: str, words: str, programme: str = "NTM") -> str:
    body = f"Điều 1. Phân bổ {words} để thực hiện Chương trình {programme}."
    return _paper(number, f"{day} năm 2022", "QUYẾT ĐỊNH", DECISION.format(programme), body)


FUND = "{} triệu đồng từ ngân sách {} năm 2022"
OF_TWO = [
    _gives("11/QĐ-UBND", "10 tháng 01", FUND.format("1.500", "tỉnh")),
    _gives("12/QĐ-UBND", "10 tháng 02", FUND.format("2.500", "tỉnh")),
    _gives("13/QĐ-UBND", "11 tháng 02", FUND.format("5.000", "huyện")),
    _report(
        "190/BC-UBND",
        "31 tháng 12 năm 2022",
        "Năm 2022, tổng kinh phí được phân bổ thực hiện Chương trình NTM, Chương trình OCOP là 9.000 triệu đồng, trong đó: "
        "ngân sách tỉnh 4.000 triệu đồng, ngân sách huyện 5.000 triệu đồng.",
    ),
    _gives("14/QĐ-UBND", "10 tháng 3", FUND.format("100", "huyện"), "OCOP"),
]
"""A report of two programmes, whose money is one's."""


def test_what_one_programme_found_stays_whatever_comes_in_of_the_other(tmp_path: Path) -> None:
    for number in range(5):
        shuffled = OF_TWO if number == 0 else random.Random(number).sample(OF_TWO, len(OF_TWO))
        db = _archive(tmp_path / f"{number}.db", *shuffled, at_once=1 + number % 2)
        assert _given(db) == [9_100] * 3
        assert _left_out(db) == [["190/BC-UBND", 9_000, "decided", "11/QĐ-UBND"]]
    with Database(db) as database:
        [[id_]] = run_sql(db, "SELECT id FROM documents WHERE number = '14/QĐ-UBND'").values
        database.remove(id_, who="a", why="b")
        database.resolve_citations()
    assert _given(db) == [9_000] * 3


def _year(db: Path) -> object:
    return _given(db)[0]


SPENT = [
    # A sum given is told again once by a paper: as one part of three, as one sum of two.
    ((_gives("11/QĐ-UBND", "10 tháng 01", "500 triệu đồng năm 2022"),
      _report("190/BC-UBND", "31 tháng 12 năm 2022", "Năm 2022, tổng kinh phí được phân bổ là 1.500 triệu đồng, trong đó: ngân sách trung ương 500 triệu đồng, ngân sách tỉnh 500 triệu đồng, ngân sách huyện 500 triệu đồng.")),
     2_000),
    # Several sums, each another than what was given, of the same fund or of one that the decision doesn't name.
    ((_gives("11/QĐ-UBND", "10 tháng 01", "1.000 triệu đồng năm 2022"),
      _report("190/BC-UBND", "31 tháng 12 năm 2022", "Tháng 2/2022 được phân bổ 2.000 triệu đồng thực hiện Chương trình NTM.\nTháng 4/2022 được phân bổ 1.900 triệu đồng thực hiện Chương trình NTM.")),
     4_900),
    ((_gives("11/QĐ-UBND", "10 tháng 01", "10.000 triệu đồng năm 2022"),
      _report("190/BC-UBND", "31 tháng 12 năm 2022", "Năm 2022, ngân sách huyện bố trí 3.000 triệu đồng thực hiện Chương trình NTM.")),
     13_000),
    # Batches are no retellings of each other, nor is what comes on top.
    ((_report("90/BC-UBND", "30 tháng 6 năm 2022", "Đợt 1 năm 2022, huyện được phân bổ 2.000 triệu đồng thực hiện Chương trình NTM."),
      _report("190/BC-UBND", "31 tháng 12 năm 2022", "Đợt 2 năm 2022, huyện được phân bổ 3.000 triệu đồng thực hiện Chương trình NTM.")),
     5_000),
    ((_report("90/BC-UBND", "30 tháng 6 năm 2022", "Năm 2022, huyện được phân bổ 2.000 triệu đồng thực hiện Chương trình NTM."),
      _report("190/BC-UBND", "31 tháng 12 năm 2022", "Năm 2022, huyện được phân bổ bổ sung 3.000 triệu đồng thực hiện Chương trình NTM.")),
     5_000),
    # What a body tells later holds what it told before, whether or not a decision gave some of it.
    ((_gives("11/QĐ-UBND", "10 tháng 01", "1.000 triệu đồng năm 2022"),
      _report("90/BC-UBND", "30 tháng 6 năm 2022", "Năm 2022, tổng kinh phí được phân bổ thực hiện Chương trình NTM là 5.000 triệu đồng."),
      _report("190/BC-UBND", "31 tháng 12 năm 2022", "Năm 2022, tổng kinh phí được phân bổ thực hiện Chương trình NTM là 6.000 triệu đồng.")),
     7_000),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "given"), SPENT)
def test_what_is_not_certainly_told_again_counts(tmp_path: Path, texts: tuple[str, ...], given: int) -> None:
    for at, papers in enumerate((texts, texts[::-1])):
        assert _year(_archive(tmp_path / f"{at}.db", *papers, at_once=1 + 98 * at)) == given


def test_a_whole_whose_parts_are_known_to_be_told_again_is_too(tmp_path: Path) -> None:
    about = "mua thiết bị trường học thuộc Chương trình NTM"
    gives = [
        _paper(f"{number}/QĐ-UBND", "10 tháng 01 năm 2022", "QUYẾT ĐỊNH", f"Về việc hỗ trợ kinh phí {about} năm 2022",
               f"Điều 1. Phân bổ {FUND.format(*given)} để {about}.")
        for number, given in ((11, ("4.000", "tỉnh")), (12, ("5.000", "huyện")))
    ]  # fmt: skip
    words = f"Năm 2022, tổng kinh phí được phân bổ để {about} là 9.000 triệu đồng, trong đó: ngân sách tỉnh 4.000 triệu đồng, ngân sách huyện 5.000 triệu đồng."
    assert (
        _given(_archive(tmp_path / "x.db", *gives, _report("190/BC-UBND", "31 tháng 12 năm 2022", words)))
        == [9_000] * 3
    )


def test_of_what_no_ledger_books_it_is_told_too_why_it_is_left_out(tmp_path: Path) -> None:
    words = "Năm 2022, tổng thu ngân sách là 4.567 triệu đồng."
    report = _report("190/BC-UBND", "31 tháng 12 năm 2022", words, "Kết quả thu ngân sách năm 2022")
    db = _archive(tmp_path / "x.db", report, report + "\nNơi nhận: như trên.\n")
    told = run_sql(db, "SELECT role, why, vnd / 1000000 AS vnd FROM v_left_out").values.tolist()
    assert told == [["revenue", "copy", 4_567]]


def test_a_batch_that_its_body_may_later_tell_with_more_counts_and_is_marked(tmp_path: Path) -> None:
    words = "{} năm 2022, huyện được phân bổ {} triệu đồng thực hiện Chương trình NTM."
    texts = [
        _report("90/BC-UBND", "30 tháng 6 năm 2022", words.format("Đợt 1", "2.000")),
        _report("190/BC-UBND", "31 tháng 12 năm 2022", words.format("Trong", "3.000")),
    ]
    for number in range(2):
        db = _archive(tmp_path / f"{number}.db", *texts[:: 1 - 2 * number], at_once=1)
        assert _given(db) == [5_000] * 3
        assert ledger(db)["may_be_told_in"].dropna().tolist() == ["190/BC-UBND"]
