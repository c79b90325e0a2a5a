"""Each check across documents on documents that disagree, and on the same ones put right."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, as_document, save

from pipeline.audit.archive import check_subject
from pipeline.audit.archive.dates import days_differ
from pipeline.audit.archive.identity import same_issuer
from pipeline.audit.registry import ARCHIVE_CHECKS
from pipeline.link.programmes import programmes_in
from pipeline.query import findings
from pipeline.records import Finding, Statement
from pipeline.store import Database, Tally, connect_read_only
from pipeline.store.verdicts import NoSuchFinding

DECISION = """UỶ BAN NHÂN DÂN
TỈNH SÔNG MẪU
Số: 12/QĐ-UBND
Sông Mẫu, ngày 05 tháng 3 năm 2021

QUYẾT ĐỊNH
Về việc phân bổ kinh phí thực hiện chương trình ABC năm 2021

Điều 1. Phân bổ kinh phí thực hiện chương trình ABC năm 2021 là {} triệu đồng.
"""
REPORT = """SỞ NÔNG NGHIỆP VÀ PTNT
TỈNH SÔNG MẪU
Số: {number}/BC-SNN
Sông Mẫu, ngày 10 tháng 12 năm {year}

BÁO CÁO
Kết quả thực hiện chương trình ABC năm {year}

{body}
"""
ALIKE = "Quyết định số {}/QĐ-UBND ngày 05/3/{} của UBND tỉnh Sông Mẫu về việc phân bổ kinh phí phát triển cây dược liệu năm 2021"
HELD = "Quyết định số 12/QĐ-UBND ngày {}/3/2021 của UBND tỉnh Sông Mẫu"
GIVEN = "Năm 2021 đã bố trí chương trình ABC {} triệu đồng tại Quyết định số 12/QĐ-UBND ngày 05/3/2021 của UBND tỉnh."
USED = "Năm 2021 mua máy cho chương trình ABC hết 900 triệu đồng, trong đó ngân sách nhà nước hỗ trợ {} triệu đồng."
SETTLED = "Kinh phí đề nghị quyết toán năm 2021: {} triệu đồng từ nguồn ngân sách tỉnh."
PROJECT = "- Dự án xây dựng nhà kho cho HTX Mẫu Một, kinh phí năm 2021 là {} triệu đồng, địa điểm tại xã Mẫu Hai.\n"
GRANT = """UỶ BAN NHÂN DÂN
TỈNH SÔNG MẪU
Số: {number}/QĐ-UBND
Sông Mẫu, ngày 05 tháng 3 năm 2021

QUYẾT ĐỊNH
Về việc hỗ trợ dự án năm 2021

Điều 1. Phân bổ năm 2021 cho các dự án sau:
- Dự án xây dựng nhà kho cho HTX Mẫu Một, phân bổ {sum} triệu đồng, địa điểm tại xã Mẫu Hai.
"""

ENDING = """ỦY BAN NHÂN DÂN
TỈNH SÔNG MẪU
Số: 7/2020/QĐ-UBND
Sông Mẫu, ngày 10 tháng 12 năm 2020

QUYẾT ĐỊNH
Quy định mức hỗ trợ

Điều 2. Quyết định này {} Quyết định số 9/QĐ-UBND ngày 02/02/2019 của UBND tỉnh Sông Mẫu.
"""


def _report(body: str, number: int = 7, year: int = 2021) -> str:
    return REPORT.format(number=number, year=year, body=body)


FAULTS = [
    ("cited-day-differs", "error", [DECISION.format(500), _report("Thực hiện " + HELD + ".")], "06", "05"),
    ("days-differ", "warning", [_report("Theo " + HELD.format("05") + "."), _report("Theo " + HELD + ".", 8)], "07", "05"),
    ("allocation-told-differently", "error", [DECISION.format(500), _report(GIVEN)], "450", "500"),
    *(("allocation-told-differently", "error", [DECISION.format(500), _report(f"Năm 2021 chương trình ABC được phân bổ {told}.")], "550", "500") for told in (
        "{} triệu đồng vốn ngân sách tỉnh tại Quyết định số 12/QĐ-UBND ngày 05/3/2021 của UBND tỉnh",
        "{} triệu đồng để thực hiện các mô hình tại Quyết định số 12/QĐ-UBND ngày 05/3/2021 của UBND tỉnh",
        "{} triệu đồng (Quyết định số 12/QĐ-UBND ngày 05/3/2021 của UBND tỉnh)",
    )),
    ("use-exceeds-decision", "error", [DECISION.format(500), _report(USED)], "600", "400"),
    ("use-exceeds-decision", "error", [DECISION.replace("{} triệu đồng", "500 triệu đồng từ ngân sách tỉnh"), _report(SETTLED).replace("Kết quả thực hiện", "Quyết toán kinh phí")], "600", "400"),
    ("project-costs-differ", "warning", [_report(PROJECT.format(70)), _report(PROJECT, 8)], "90", "70"),
    ("paid-twice", "warning", [GRANT.replace("{number}", "3").replace("{sum}", "80"), GRANT.replace("{number}", "4").replace("{sum}", "{}")], "80", "60"),
    ("numbers-differ", "warning", [_report(f"Thực hiện {ALIKE.format('1420', '2021')}."), _report(f"Theo {ALIKE.format('{}', '2021')}.", 8)], "1402", "1421"),
    ("numbers-differ", "warning", [_report(f"Thực hiện {ALIKE.format('15', '2021')}."), _report(f"Theo {ALIKE.format('{}', '2021')}.", 8)], "380", "16"),
    ("years-differ", "warning", [_report(f"Thực hiện {ALIKE.format('142', '2021')}."), _report(f"Theo {ALIKE.format('142', '{}')}.", 8)], "2020", "2021"),
    ("growth-across-documents", "warning", [_report("- Thu nội địa năm 2020 đạt 400 tỷ đồng."), _report("- Thu nội địa đạt 450 tỷ đồng, tăng {}% so với năm trước.", 8)], "15,5", "12,5"),
    ("growth-across-documents", "warning", [_report("- Thu nội địa năm 2020 đạt 400 tỷ đồng."), _report("- Thu nội địa đạt 450 tỷ đồng, tăng 3% so với kế hoạch, tăng {}% so với năm trước.", 8)], "15,5", "12,5"),
    ("growth-across-documents", "warning", [_report("- Đàn trâu năm 2020 có 400 con."), _report("- Đàn trâu có 300 con, giảm {}% so với cùng kỳ.", 8)], "20", "25"),
    ("growth-across-documents", "warning", [_report("- Thu nội địa năm 2020 đạt 400 tỷ đồng."), _report("- Thu nội địa đạt 480 tỷ đồng, tăng {} lần so với năm 2020.", 8)], "1,4", "1,2"),
    ("basis-no-longer-valid", "warning", [
        ENDING.format("có hiệu lực kể từ ngày ký và thay thế"),
        _report("Căn cứ Quyết định số 9/QĐ-UBND ngày 02/02/{} của UBND tỉnh Sông Mẫu.", 8),
    ], "2019", "2018"),
]  # fmt: skip


def _archive(path: Path, texts: list[str]) -> list[Finding]:
    """The findings across documents of an archive of some texts."""
    with Database(path) as database:
        for index, text in enumerate(texts):
            save(database, as_document(text, f"{index}.txt"))
        database.compare(check_subject)
    connection = connect_read_only(path)
    rows = connection.execute(
        "SELECT document_id, check_name, severity, message_vi, message_en, expected, found, difference_vnd, subject "
        "FROM findings WHERE subject IS NOT NULL ORDER BY check_name, id"
    ).fetchall()
    connection.close()
    return [Finding(*row[:5], (), *row[5:]) for row in rows]


@pytest.mark.parametrize(("name", "severity", "texts", "wrong", "right"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_disagreement_is_found_and_its_repair_is_silent(
    tmp_path: Path, name: str, severity: str, texts: list[str], wrong: str, right: str
) -> None:
    found = _archive(tmp_path / "wrong.db", [*texts[:-1], texts[-1].replace("{}", wrong)])
    assert [(f.check_name, f.severity) for f in found if f.severity != "note"] == [(name, severity)]
    assert _archive(tmp_path / "right.db", [*texts[:-1], texts[-1].replace("{}", right)]) == []


def test_a_report_that_tells_the_decisions_sum_itself_is_found_inside_it_alone(tmp_path: Path) -> None:
    report = _report(f"{GIVEN.format(500)}\n{USED.format(600)}")
    assert [f.check_name for f in as_document(report).findings if f.severity == "error"][:1] == [
        "allocation-against-use"
    ]
    assert [f.check_name for f in _archive(tmp_path / "x.db", [DECISION.format(500), report])] == []


SERIES = "- Thu nội địa {} đạt 400 tỷ đồng."
GROWN = "- Thu nội địa đạt 450 tỷ đồng, tăng 20% so với cùng kỳ."


@pytest.mark.parametrize(
    "texts",
    [
        [_report(SERIES.format("ước năm 2020")), _report(GROWN, 8)],
        [_report(SERIES.format("6 tháng đầu năm 2020")), _report(GROWN, 8)],
        [_report(SERIES.format("năm 2020"), year=2020), _report(GROWN, 8)],
        [
            _report(SERIES.format("năm 2020")),
            _report(SERIES.format("năm 2020").replace("400", "410"), 9),
            _report(GROWN, 8),
        ],
        [_report(SERIES.format("năm 2020")).replace("SỞ NÔNG NGHIỆP VÀ PTNT", "SỞ TÀI CHÍNH"), _report(GROWN, 8)],
        [_report(SERIES.format("năm 2020")), _report(GROWN.replace("so với cùng kỳ", "so với kế hoạch"), 8)],
        [_report(SERIES.format("năm 2020")), _report(GROWN.replace("20%", "khoảng 20%"), 8)],
        [_report("I. Huyện Mẫu Ba\n" + SERIES.format("năm 2020")), _report(GROWN, 8)],
    ],
    ids=[
        "an estimate",
        "half a year",
        "before the year is out",
        "told differently",
        "another body",
        "a plan",
        "about",
        "a district",
    ],
)
def test_growth_that_cannot_be_told_is_no_finding(tmp_path: Path, texts: list[str]) -> None:
    assert [f.message_en for f in _archive(tmp_path / "x.db", texts) if f.severity != "note"] == []


def test_who_cites_both_numbers_knows_two_documents(tmp_path: Path) -> None:
    both = _report(f"Thực hiện {ALIKE.format('15', '2021')} và {ALIKE.format('380', '2021')}.")
    assert _archive(tmp_path / "x.db", [both, _report(f"Theo {ALIKE.format('380', '2021')}.", 8)]) == []


def test_a_decision_that_the_archive_lacks_is_noted(tmp_path: Path) -> None:
    found = _archive(tmp_path / "x.db", [_report(GIVEN.format(500))])
    assert [(f.check_name, f.severity) for f in found] == [("decision-not-held", "note")]


RIGHT = tomllib.loads((ROOT / "tests" / "cases" / "no_error_archives.toml").read_text(encoding="utf-8"))["archive"]


@pytest.mark.parametrize("case", RIGHT, ids=[case["name"] for case in RIGHT])
def test_an_archive_that_agrees_raises_no_alarm(tmp_path: Path, case: dict[str, Any]) -> None:
    found = _archive(tmp_path / "x.db", case["documents"])
    assert [(f.check_name, f.message_en) for f in found if f.severity != "note"] == []


def test_money_without_a_report_on_its_programme_is_noted(tmp_path: Path) -> None:
    found = _archive(tmp_path / "x.db", [DECISION.format(500), _report("Đã họp.", year=2020)])
    assert [(f.check_name, f.severity) for f in found] == [("decision-not-reported", "note")]
    assert _archive(tmp_path / "x.db", [_report("Đã họp.", year=2021)]) == []


def test_a_report_that_tells_of_a_programmes_money_among_others_reports_on_it(tmp_path: Path) -> None:
    report = _report("1. Chương trình ABC: năm 2021 được phân bổ 500 triệu đồng; có 30 sản phẩm.")
    report = report.replace("thực hiện chương trình ABC", "công tác")
    assert _archive(tmp_path / "x.db", [DECISION.format(500), report]) == []


def test_what_a_decision_approves_is_set_against_what_a_report_tells(tmp_path: Path) -> None:
    name = "Đường giao thông từ xã Mẫu Hòa đến xã Mẫu Bình"
    approves = DECISION.partition("Điều 1.")[0] + (
        f"Điều 1. Phê duyệt dự án với các nội dung sau:\n1. Tên dự án: {name}.\n2. Tổng mức đầu tư: 44.780 triệu đồng.\n"
    )
    reports = [_report(f"1. Dự án {name}: tổng mức đầu tư {cost} triệu đồng.") for cost in ("47.780", "44.780")]
    found = _archive(tmp_path / "x.db", [approves, reports[0]])
    assert [(f.check_name, f.expected, f.found) for f in found] == [
        ("project-costs-differ", "44780000000", "47780000000")
    ]
    assert "tổng mức đầu tư" in found[0].message_vi and name in found[0].message_vi
    assert _archive(tmp_path / "y.db", [approves, reports[1]]) == []


def test_two_districts_given_one_sum_each_are_not_paid_twice(tmp_path: Path) -> None:
    one = DECISION.replace("kinh phí thực hiện chương trình ABC năm 2021 là {}", "{}").replace(
        "triệu đồng.", "triệu đồng cho UBND huyện Mẫu Một thực hiện chương trình ABC năm 2021."
    )
    other = one.replace("Mẫu Một", "Mẫu Hai").replace("12/QĐ", "13/QĐ")
    found = _archive(tmp_path / "x.db", [one.format(500), other.format(500), _report("Đã họp.")])
    assert [f.check_name for f in found] == []
    assert _archive(tmp_path / "y.db", [one.format(500), one.format(500).replace("12/QĐ", "13/QĐ"), _report("Đã họp.")])


def test_one_programme_given_one_sum_twice_is_noted_unless_the_second_hands_it_on(tmp_path: Path) -> None:
    again = DECISION.replace("12/QĐ-UBND", "30/QĐ-UBND")
    hands_on = again.replace("Điều 1.", "Căn cứ Quyết định số 12/QĐ-UBND ngày 05/3/2021 của UBND tỉnh;\nĐiều 1.")
    texts = [DECISION.format(500), _report("Đã họp.")]
    found = _archive(tmp_path / "a.db", [*texts, again.format(500)])
    assert [(f.check_name, f.severity) for f in found] == [("paid-twice", "note")]
    assert _archive(tmp_path / "b.db", [*texts, hands_on.format(500)]) == []


def _said(kind: str, *told: dict[str, Any]) -> list[Statement]:
    """What documents say of one subject, a month after each other."""
    return [
        Statement(
            subject="project:kho", kind=kind, document_id=f"d{at}", document=f"{at}/QĐ-X", document_kind="QĐ",  # type: ignore[arg-type]
            document_day=date(2021, 1 + at, 1), start=at, end=at + 1, text="x", **one,
        )
        for at, one in enumerate(told)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("costs", "found"),
    [
        ([(100, 2021), (200, 2021), (300, 2021), (400, 2021)], ["300-400", "200-300", "100-200"]),
        ([(100, 2021), (200, 2021), (100, 2021), (200, 2021)], ["100-200"]),
        ([(100, 2020), (200, 2020), (100, 2021), (200, 2021)], ["100-200", "100-200"]),
        ([(100, 2021), (300, None), (300, 2021), (100, 2021)], ["300-100"]),
    ],
    ids=["four costs", "two costs, told in turn", "two years", "with no year told"],
)
def test_each_cost_of_a_project_is_found_once_against_the_one_before(
    costs: list[tuple[int, int | None]], found: list[str]
) -> None:
    said = _said("cost", *({"vnd": vnd * 10**6, "year": year} for vnd, year in costs))
    told = [f for f in check_subject(said).findings if f.check_name == "project-costs-differ"]
    assert [f"{int(f.expected or 0) // 10**6}-{int(f.found or 0) // 10**6}" for f in told] == found


def test_each_sum_that_is_paid_twice_is_found_once() -> None:
    sums = [(70, 2021), (80, 2021), (70, 2021), (80, 2021), (80, 2021), (80, 2020), (90, 2020)]
    said = _said("allocated", *({"vnd": vnd * 10**6, "year": year} for vnd, year in sums))
    told = check_subject(said)
    assert sorted(f.found or "" for f in told.findings) == ["70000000", "80000000"]
    assert {result.answer for result in told.results} == {"fails"}


def test_each_other_year_of_one_document_is_found_once() -> None:
    about = "ve viec phan bo kinh phi phat trien cay duoc lieu nam 2021"
    days = [date(year, 3, 5) for year in (2021, 2020, 2019, 2020)]
    said = [
        one._replace(subject="document:12/qd/ubnd", day=day, issuer="UBND tỉnh", about=about)
        for one, day in zip(_said("cited", *[{}] * 4), days, strict=True)
    ]
    told = [f.found for f in check_subject(said).findings if f.check_name == "years-differ"]
    assert told == ["2020-03-05", "2019-03-05"]


def test_a_document_that_comes_later_settles_what_it_touches_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    _archive(path, [_report(GIVEN.format(500)), _report(PROJECT.format(70), 8), _report(PROJECT.format(90), 9)])
    found = _archive(path, [DECISION.format(500)])
    assert [f.check_name for f in found] == ["project-costs-differ"]


def test_the_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    texts = [DECISION.format(500), _report(GIVEN.format(450)), _report(USED.format(600), 9)]
    assert _archive(tmp_path / "a.db", texts) == _archive(tmp_path / "b.db", texts[::-1]) != []


def test_a_verdict_outlives_a_re_ingest_and_a_later_run_shows_only_what_is_new(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    wrong = as_document("Tổng chi 30 triệu đồng, gồm: A 14 triệu đồng; B 20 triệu đồng.", "a.txt")
    with Database(path) as database:
        save(database, wrong)
        first = database.begin_run("ingest")
        database.finish_run(first, Tally(), 0)
        key = findings(path)["key"][0]
        database.give_verdict(key[:6], "explained", "Người Mẫu", "Bảng kê kèm theo ghi rõ.")
        save(database, wrong)
        save(database, as_document("Tổng chi 50 triệu đồng, gồm: A 14 triệu đồng; B 20 triệu đồng.", "b.txt"))
        database.finish_run(database.begin_run("ingest"), Tally(), 0)
        with pytest.raises(NoSuchFinding):
            database.give_verdict("khongco", "wrong", "x", "y")
    assert findings(path)[["document", "verdict"]].fillna("").values.tolist() == [["a.txt", "explained"], ["b.txt", ""]]
    assert findings(path, open_only=True)["document"].tolist() == ["b.txt"]
    assert findings(path, since=first)["document"].tolist() == ["b.txt"]


def test_bodies_under_one_number_are_told_apart() -> None:
    assert same_issuer("UBND tỉnh", "Ủy ban nhân dân tỉnh Sông Mẫu")
    assert not same_issuer("UBND huyện A", "UBND tỉnh Sông Mẫu")
    assert not same_issuer(None, "UBND tỉnh Sông Mẫu")


def test_every_check_has_titles_in_both_languages() -> None:
    assert len(ARCHIVE_CHECKS) >= 8
    assert all(check.title_vi and check.title_en and check.run.__doc__ for check in ARCHIVE_CHECKS.values())


def test_many_citations_of_one_document_are_compared_with_one(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counted(one: str | None, other: str | None) -> bool:
        nonlocal compared
        compared += 1
        return same_issuer(one, other)

    monkeypatch.setattr("pipeline.audit.archive.identity.same_issuer", counted)
    said = [
        Statement(
            subject="document:12/QĐ-UBND", kind="cited", document_id=f"d{at // 2}", document=f"{at // 2}/BC-SNN",
            start=at, end=at + 1, text="12/QĐ-UBND", day=date(2021, 3, 5), issuer="UBND tỉnh Sông Mẫu",
        )
        for at in range(500)
    ]  # fmt: skip
    said[-1] = said[-1]._replace(day=date(2021, 3, 7))
    assert [finding.found for finding in days_differ(said)] == ["2021-03-07"]
    assert compared <= 2 * len(said)


def test_a_programmes_name_may_hold_a_syllable_that_ends_others() -> None:
    text = "Chương trình kiên cố hóa kênh mương có 30 km"
    assert programmes_in(text, 0, len(text)) == {"kien co hoa kenh"}


def test_a_programme_is_the_same_by_its_name_and_by_its_acronym(tmp_path: Path) -> None:
    named = DECISION.replace("ABC", "mỗi xã một sản phẩm").format(500)
    assert _archive(tmp_path / "x.db", [named, _report("Đã họp.").replace("ABC", "OCOP")]) == []
    other = _archive(tmp_path / "y.db", [named, _report("Đã họp.").replace("ABC", "MTQG xây dựng nông thôn mới")])
    assert [finding.check_name for finding in other] == ["decision-not-reported"]


@pytest.mark.parametrize(
    "body",
    [
        SETTLED.format(600) + " Sở Tài chính thẩm tra: 480 triệu đồng.",
        "Kinh phí đã sử dụng năm 2021: 450 triệu đồng. " + SETTLED.format(600),
    ],
    ids=["someone has checked it", "what was spent is told beside it"],
)
def test_what_is_asked_to_be_settled_is_not_spent_where_the_report_tells_what_was(tmp_path: Path, body: str) -> None:
    decision = DECISION.replace("{} triệu đồng", "500 triệu đồng từ ngân sách tỉnh")
    report = _report(body).replace("Kết quả thực hiện", "Quyết toán kinh phí")
    assert [f.check_name for f in _archive(tmp_path / "x.db", [decision, report])] in ([], ["decision-not-reported"])


WITH_PLACE = (
    _report("ĐVT: Triệu đồng\n\nTT\tDanh mục dự án\tĐịa điểm\tTMĐT\n1\tTrường THCS Mẫu Hòa\tHuyện Mẫu Một\t{cost}\n"
            "2\tTrạm y tế Mẫu Bình\tHuyện Mẫu Hai\t7.500\n\tTổng cộng\t\t{all}\n")
)  # fmt: skip
NO_PLACE = _report(
    "ĐVT: Triệu đồng\n\nTT\tDự án\tTMĐT\n1\tTrường THCS Mẫu Hòa\t42.000\n2\tTrạm y tế Mẫu Bình\t7.500\n\tCộng\t49.500\n",
    8,
)


def test_a_project_is_one_where_one_of_two_documents_leaves_its_place_out(tmp_path: Path) -> None:
    one = WITH_PLACE.replace("{cost}", "24.000").replace("{all}", "31.500")
    found = _archive(tmp_path / "a.db", [one, NO_PLACE])
    assert [(f.check_name, f.severity, {f.expected, f.found}) for f in found] == [
        ("project-costs-differ", "note", {"24000000000", "42000000000"})
    ]
    assert "không ghi địa điểm" in found[0].message_vi
    assert (
        _archive(tmp_path / "b.db", [WITH_PLACE.replace("{cost}", "42.000").replace("{all}", "49.500"), NO_PLACE]) == []
    )


def test_of_two_places_none_is_told_for_a_project_without_one(tmp_path: Path) -> None:
    one = WITH_PLACE.replace("{cost}", "24.000").replace("{all}", "31.500")
    other = (
        one.replace("Huyện Mẫu Một", "Huyện Mẫu Ba")
        .replace("24.000", "23.000")
        .replace("31.500", "30.500")
        .replace("Số: 7", "Số: 9")
    )
    assert _archive(tmp_path / "a.db", [one, other, NO_PLACE]) == []
    elsewhere = NO_PLACE.replace("SÔNG MẪU", "NÚI MẪU").replace("Sông Mẫu", "Núi Mẫu")
    assert _archive(tmp_path / "b.db", [one, elsewhere]) == []


TO_DISTRICTS = (
    "UỶ BAN NHÂN DÂN\nTỈNH QUẢNG TRỊ\nSố: 1640/QĐ-UBND\nQuảng Trị, ngày 05 tháng 7 năm 2022\n\nQUYẾT ĐỊNH\n"
    "Về việc phân bổ vốn Chương trình ABC năm 2022\n\nĐiều 1. Phân bổ 120.000 triệu đồng thực hiện Chương trình ABC năm 2022 như sau "
    "(ĐVT: triệu đồng):\n\nTT\tĐơn vị\tTổng cộng\tVốn đầu tư\tVốn sự nghiệp\n1\tHuyện Hướng Hóa\t61.400\t45.000\t16.400\n"
    "2\tHuyện Vĩnh Linh\t58.600\t40.000\t18.600\n\tTổng cộng\t120.000\t85.000\t35.000\n"
)
OF_A_DISTRICT = (
    "UỶ BAN NHÂN DÂN\nHUYỆN HƯỚNG HÓA\nSố: 301/BC-UBND\nHướng Hóa, ngày 15 tháng 12 năm 2022\n\nBÁO CÁO\n"
    "Kết quả thực hiện Chương trình ABC năm 2022\n\nNăm 2022, huyện được UBND tỉnh phân bổ {} triệu đồng tại Quyết định số "
    "1640/QĐ-UBND ngày 05/7/2022 của UBND tỉnh Quảng Trị để thực hiện Chương trình ABC.\n"
)


@pytest.mark.parametrize(("told", "found"), [("61.900", ["61400000000"]), ("61.400", []), ("45.000", [])])
def test_what_a_district_tells_is_set_against_its_row(tmp_path: Path, told: str, found: list[str]) -> None:
    differ = _archive(tmp_path / "x.db", [TO_DISTRICTS, OF_A_DISTRICT.format(told)])
    assert [f.expected for f in differ if f.check_name == "allocation-told-differently"] == found


def test_what_a_provinces_report_tells_is_set_against_the_whole(tmp_path: Path) -> None:
    report = (
        OF_A_DISTRICT.format("121.000")
        .replace("HUYỆN HƯỚNG HÓA", "TỈNH QUẢNG TRỊ")
        .replace("Hướng Hóa, ngày", "Quảng Trị, ngày")
    )
    differ = _archive(
        tmp_path / "x.db", [TO_DISTRICTS, report.replace("huyện được", "tỉnh đã").replace("UBND tỉnh phân", "phân")]
    )
    assert [f.expected for f in differ if f.check_name == "allocation-told-differently"] == ["120000000000"]


@pytest.mark.parametrize(("hands_on", "found"), [("71", ["71000000000"]), ("70", []), ("50", [])])
def test_what_is_handed_on_above_the_row_that_gave_it_is_told(tmp_path: Path, hands_on: str, found: list[str]) -> None:
    province = (
        "UỶ BAN NHÂN DÂN\nTỈNH QUẢNG TRỊ\nSố: 1640/QĐ-UBND\nQuảng Trị, ngày 05 tháng 7 năm 2022\n\nQUYẾT ĐỊNH\nVề việc phân bổ vốn "
        "Chương trình ABC năm 2022\n\nĐiều 1. Phân bổ 120.000 triệu đồng thực hiện Chương trình ABC năm 2022 như sau (ĐVT: triệu đồng):"
        "\n\nTT\tĐơn vị\tTổng số\n1\tHuyện Cam Lộ\t70.000\n2\tHuyện Gio Linh\t50.000\n\tTổng cộng\t120.000\n"
    )
    district = (
        "UỶ BAN NHÂN DÂN\nHUYỆN CAM LỘ\nSố: 2011/QĐ-UBND\nCam Lộ, ngày 20 tháng 7 năm 2022\n\nQUYẾT ĐỊNH\nVề việc phân bổ vốn Chương "
        "trình ABC năm 2022\n\nCăn cứ Quyết định số 1640/QĐ-UBND ngày 05/7/2022 của UBND tỉnh Quảng Trị;\nĐiều 1. Phân bổ "
        f"{hands_on} tỷ đồng thực hiện Chương trình ABC năm 2022 trên địa bàn huyện Cam Lộ.\n"
    )
    with Database(tmp_path / "x.db") as database:
        for text in (province, district):
            save(database, as_document(text))
        database.resolve_citations()
        database.compare(check_subject)
    told = findings(tmp_path / "x.db")
    told = told[told["check_name"] == "allocation-told-differently"]
    assert told["found"].tolist() == found and told["difference_vnd"].tolist() == [1_000_000_000] * len(found)


@pytest.mark.parametrize(("second", "found"), [("33", ["73000000000"]), ("30", []), ("72", ["112000000000"])])
def test_what_batches_hand_on_above_the_row_that_gave_it_is_told(tmp_path: Path, second: str, found: list[str]) -> None:
    province = (
        "UỶ BAN NHÂN DÂN\nTỈNH QUẢNG TRỊ\nSố: 1640/QĐ-UBND\nQuảng Trị, ngày 05 tháng 7 năm 2022\n\nQUYẾT ĐỊNH\nVề việc phân bổ vốn "
        "Chương trình ABC năm 2022\n\nĐiều 1. Phân bổ 120.000 triệu đồng thực hiện Chương trình ABC năm 2022 như sau (ĐVT: triệu đồng):"
        "\n\nTT\tĐơn vị\tTổng số\n1\tHuyện Cam Lộ\t70.000\n2\tHuyện Gio Linh\t50.000\n\tTổng cộng\t120.000\n"
    )
    district = (
        "UỶ BAN NHÂN DÂN\nHUYỆN CAM LỘ\nSố: {}/QĐ-UBND\nCam Lộ, ngày 20 tháng {} năm 2022\n\nQUYẾT ĐỊNH\nVề việc phân bổ vốn Chương "
        "trình ABC năm 2022 (đợt {})\n\nCăn cứ Quyết định số 1640/QĐ-UBND ngày 05/7/2022 của UBND tỉnh Quảng Trị;\nĐiều 1. Phân bổ "
        "{} tỷ đồng thực hiện Chương trình ABC năm 2022 trên địa bàn huyện Cam Lộ.\n"
    )
    first = district.format(2011, 8, 1, 40)
    texts = [province, first, district.format(2512, 9, 2, second)]
    told = [f for f in _archive(tmp_path / "x.db", texts) if f.check_name == "allocation-told-differently"]
    assert [f.found for f in told] == found
    again = district.format(2512, 9, 1, 40)
    replacing = (
        district.format(2512, 9, 3, 40) + "Điều 2. Quyết định này thay thế Quyết định số 2011/QĐ-UBND ngày 20/8/2022.\n"
    )
    of_both = district.format(2512, 9, 2, 70).replace("70 tỷ đồng", "70 tỷ đồng (trong đó đợt 1 là 40 tỷ đồng)")
    for number, other in enumerate((again, replacing, of_both)):
        told = _archive(tmp_path / f"{number}.db", [province, first, other])
        assert [f for f in told if f.check_name == "allocation-told-differently"] == []


def test_a_settlement_told_with_its_items_is_set_against_the_decision(tmp_path: Path) -> None:
    report = _report(
        "Kinh phí đề nghị quyết toán: {} triệu đồng từ nguồn ngân sách tỉnh, gồm:\n- Tập huấn: 300 triệu đồng;\n- Hội chợ: 280 triệu đồng."
    )
    report = report.format("580").replace("Kết quả thực hiện", "Quyết toán kinh phí")
    decision = DECISION.format(500).replace("500 triệu đồng", "500 triệu đồng từ nguồn ngân sách tỉnh")
    found = [f for f in _archive(tmp_path / "x.db", [decision, report]) if f.check_name == "use-exceeds-decision"]
    assert [(f.found, f.expected, f.difference_vnd) for f in found] == [("580000000", "500000000", 80_000_000)]
