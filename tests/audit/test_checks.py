"""Each check on a text that fails it, and on the same text put right."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import as_document
from grids import document_of, rows_of

from benchmarks.documents import audited
from pipeline.audit import CHECKS
from pipeline.audit.registry import ARCHIVE_CHECKS

ALLOCATED = (
    "Kinh phí đã bố trí thực hiện chương trình ABC năm 2021 là 100 triệu đồng (Nguồn vốn: ngân sách tỉnh).\n"
    "Năm 2021 chi cho chương trình ABC 90 triệu đồng, trong đó ngân sách tỉnh hỗ trợ {first} triệu đồng.\n"
    "Năm 2021 mua máy cho chương trình ABC hết 70 triệu đồng, trong đó ngân sách tỉnh hỗ trợ 40 triệu đồng.\n"
)
HEAD = "Số: 5/BC-SNN\nSông Mẫu, ngày 10 tháng 4 năm 2019\n\nBÁO CÁO\nMột việc\n\n"
COMPARED = (
    "ĐVT: triệu đồng\nTT\tChỉ tiêu\tNăm 2018\tNăm 2019\tSo sánh 2019/2018 (%)\n"
    "1\tThu nội địa\t400\t450\t{}\n2\tThu khác\t80\t60\t75\n"
)
CITED = "Quyết định số {}/QĐ-UBND ngày 05/3/2019 của UBND tỉnh Sông Mẫu về việc phân bổ kinh phí phát triển cây dược liệu năm 2019"
FAULTS = [
    ("footing", "error", "Tổng chi 30 triệu đồng, gồm: A {} triệu đồng; B 20 triệu đồng.", "14", "10"),
    ("footing", "error", "Tổng chi 30 triệu đồng, trong đó A {} triệu đồng.", "34", "29"),
    ("words-against-digits", "error", "Chi 6.400 triệu đồng (Bằng chữ: Sáu tỷ, {} trăm triệu đồng).", "năm", "bốn"),
    ("words-against-digits", "error", "Tổng chi 100 triệu đồng, gồm:\n- A: 90 triệu đồng;\n- B: 10 triệu đồng.\n(Bằng chữ: Một trăm {} triệu đồng)", "mười", "không"),
    ("words-against-digits", "error", "Tổng chi 100 triệu đồng, gồm: A 90 triệu đồng (Chín mươi triệu đồng), B 10 triệu đồng (Mười {}triệu đồng).", "một ", ""),
    ("words-against-digits", "error", "Số tiền \"5 triệu đồng\" đọc lại là \"6.400 triệu đồng (Sáu tỷ, {} trăm triệu đồng)\".", "năm", "bốn"),
    ("footing", "error", 'Dự án "Hỗ trợ 5.000 triệu đồng, gồm: cây giống {} triệu đồng; phân bón 2.000 triệu đồng" trở thành "điểm sáng" của tỉnh.', "4.000", "3.000"),
    ("footing", "error", 'Dự án "Hỗ trợ 5.000 triệu đồng, gồm: cây giống {} triệu đồng; phân bón 2.000 triệu đồng" đã thành "điểm sáng" của tỉnh.', "4.000", "3.000"),
    ("footing", "error", 'Mục "Hỗ trợ 5.000 triệu đồng, gồm: cây giống {} triệu đồng; phân bón 2.000 triệu đồng" của báo cáo đã ghi "đạt".', "4.000", "3.000"),
    ("footing", "error", 'Mục "Hỗ trợ 5.000 triệu đồng, gồm: cây giống {} triệu đồng; phân bón 2.000 triệu đồng" được sửa chữa, viết "đạt".', "4.000", "3.000"),
    ("footing", "error", 'Dự án "Hỗ trợ 5.000 triệu đồng, gồm: cây giống {} triệu đồng; phân bón 2.000 triệu đồng" nay là "điểm sáng" của tỉnh.', "4.000", "3.000"),
    ("count-against-list", "error", "Dự {} hội chợ, gồm:\n- Hội chợ A;\n- Hội chợ B.\n", "03", "02"),
    ("count-against-list", "error", "Hỗ trợ {} hợp tác xã, gồm:\n- HTX Cùa;\n- HTX Hải Thượng;\n- HTX Kim Long.\n", "04", "03"),
    ("count-against-list", "error", "Tham dự có {} đại biểu, gồm:\n- Ông Nguyễn Văn An, Chủ tịch;\n- Bà Lê Thị Cúc, công chức;\n- Đồng chí Hồ Văn Dũng.\n", "04", "03"),
    ("count-against-list", "error", "Đã tổ chức {} hội chợ, gồm: hội chợ Xuân, hội chợ Thu và hội chợ làng nghề.", "04", "03"),
    ("listed-twice", "warning", "Tổng chi 30 triệu đồng, gồm:\n- Tập huấn tại xã {}: 10 triệu đồng;\n- Tập huấn tại xã A: 10 triệu đồng;\n- Mua máy cho xã A: 10 triệu đồng.\n", "A", "B"),
    ("listed-twice", "warning", "ĐVT: triệu đồng\nTT\tNội dung\tKinh phí\n1\tTập huấn tại xã {}\t10\n2\tTập huấn tại xã A\t10\n\tTổng cộng\t20\n", "A", "B"),
    ("impossible-date", "error", "Họp ngày {}/2/2019.", "30", "28"),
    ("cited-before-issued", "error", HEAD + "Theo Quyết định số 7/QĐ-UBND ngày 12/{}/2019.", "5", "3"),
    ("plan-dated-early", "warning", "Kế hoạch số 8/KH-SNN ngày 04/3/{} về thực hiện chương trình năm 2019.", "2018", "2019"),
    ("two-dates", "warning", "Quyết định số 7/QĐ-TTg ngày 1/2/2018; Quyết định số 7/QĐ-TTg ngày {}/2/2018.", "3", "1"),
    ("two-numbers", "warning", f"Căn cứ {CITED.format(1420)};\nTheo {CITED}, hai huyện đã nhận vốn.", "1402", "1421"),
    ("percentages", "warning", COMPARED, "113,5", "112,5"),
    ("allocation-against-use", "error", ALLOCATED.replace("{first}", "{}"), "70", "50"),
    ("allocation-against-use", "warning", HEAD + "1. Kinh phí được cấp năm 2019: 320 triệu đồng.\n\n2. Kinh phí đã thực hiện năm 2019: {} triệu đồng.\n", "410", "320"),
    ("allocation-against-use", "warning", HEAD + "Kinh phí được giao năm 2019 là 320 triệu đồng từ nguồn vốn sự nghiệp; đã sử dụng {} triệu đồng từ nguồn vốn sự nghiệp.", "410", "300"),
    ("allocation-against-use", "warning", HEAD + "Dự toán được giao năm 2019 là 320 triệu đồng, thực hiện {} triệu đồng, còn lại 20 triệu đồng.", "410", "300"),
    ("allocation-against-use", "warning", HEAD + "Năm 2019 được giao 320 triệu đồng, đã chi 300 triệu đồng, giải ngân {} triệu đồng.", "410", "290"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "severity", "text", "wrong", "right"), FAULTS, ids=lambda value: str(value)[:30])
def test_a_fault_is_found_and_its_repair_is_silent(name: str, severity: str, text: str, wrong: str, right: str) -> None:
    text = text if text.startswith("Số") else HEAD + text
    faulty = [f for f in as_document(text.format(wrong)).findings if f.severity != "note"]
    assert [(f.check_name, f.severity) for f in faulty] == [(name, severity)]
    assert all(evidence.start < evidence.end for evidence in faulty[0].evidence)
    assert faulty[0].message_vi and faulty[0].message_en
    assert [f for f in as_document(text.format(right)).findings if f.severity != "note"] == []


USES = "Năm 2021 tỉnh đã bố trí chương trình ABC 500 triệu đồng từ nguồn ngân sách tỉnh.\n"


@pytest.mark.parametrize(
    "told",
    [
        "Năm 2021 đã chi cho chương trình ABC 450 triệu đồng từ nguồn ngân sách tỉnh, gồm: mua máy 300 triệu đồng; tập huấn 150 triệu đồng.",
        "Năm 2021 đã chi cho chương trình ABC 450 triệu đồng từ nguồn ngân sách tỉnh; đã giải ngân cho chương trình ABC 440 triệu đồng từ nguồn ngân sách tỉnh.",
        "Nhu cầu của chương trình ABC năm 2021 là 900 triệu đồng, gồm: ngân sách tỉnh 600 triệu đồng; doanh nghiệp 300 triệu đồng.",
    ],
    ids=["a total and its parts", "spent and disbursed", "what is only asked for"],
)
def test_money_used_is_counted_once_and_only_where_it_is_used(told: str) -> None:
    assert [f.message_en for f in as_document(HEAD + USES + told).findings if f.severity != "note"] == []


BESIDE = "Kinh phí được giao năm 2019 là 320 triệu đồng"


@pytest.mark.parametrize(
    "told",
    [
        f"{BESIDE}; lũy kế các năm đã sử dụng 410 triệu đồng.",
        f"{BESIDE}, huyện giao 150 triệu đồng; đã sử dụng 410 triệu đồng.",
        f"{BESIDE}.\n\nHuyện giao năm 2019 là 150 triệu đồng.\n\nĐã sử dụng năm 2019 là 410 triệu đồng.",
        f"{BESIDE}; đã sử dụng 410 triệu đồng, gồm: ngân sách tỉnh 300 triệu đồng; doanh nghiệp 110 triệu đồng.",
        f"{BESIDE} từ ngân sách tỉnh. Tổng kinh phí đã sử dụng là 410 triệu đồng.",
        f"{BESIDE}. Tổng kinh phí thực hiện là 410 triệu đồng.",
        "Năm 2019 được hỗ trợ 320 triệu đồng; đã sử dụng 410 triệu đồng.",
        f"{BESIDE}; đã sử dụng 410 triệu đồng, bao gồm cả vốn huy động.",
        f"{BESIDE}; năm 2018 đã sử dụng 410 triệu đồng.",
        f"{BESIDE}; đã sử dụng khoảng 410 triệu đồng.",
        "Năm 2019 giao bổ sung 320 triệu đồng; đã sử dụng 410 triệu đồng.",
        "Năm 2019 cấp cho UBND xã Kim Ngân 320 triệu đồng; UBND xã Mỹ Thủy đã chi 410 triệu đồng.",
        "Tổng kinh phí được giao năm 2019 là 900 triệu đồng, gồm: huyện A 580 triệu đồng; huyện B 320 triệu đồng; đã sử dụng 410 triệu đồng.",
    ],
)
def test_a_use_that_may_be_of_more_than_the_allocation_before_it_is_not_set_against_it(told: str) -> None:
    assert [f for f in as_document(HEAD + told).findings if f.check_name == "allocation-against-use"] == []


def test_an_allocation_used_to_the_dong_is_noted() -> None:
    found = as_document(ALLOCATED.format(first=60)).findings
    assert [(f.check_name, f.severity, f.difference_vnd) for f in found] == [("allocation-against-use", "note", 0)]


def test_evidence_quotes_the_figures() -> None:
    document = as_document("Tổng chi 30 triệu đồng, gồm: A 14 triệu đồng; B 20 triệu đồng.")
    quotes = [document.text.text[e.start : e.end] for e in document.findings[0].evidence]
    assert quotes == ["30 triệu đồng", "14 triệu đồng", "20 triệu đồng"]
    (found,) = document.findings
    assert (found.found, found.expected, found.difference_vnd) == ("30000000", "34000000", -4_000_000)
    assert document.facts.sums[0].difference_vnd == -4_000_000


def test_a_gap_that_rounding_explains_is_a_note() -> None:
    found = as_document(HEAD + "Tổng chi 1,31 tỷ đồng, gồm: tỉnh 640 triệu đồng; huyện 665 triệu đồng.").findings
    assert [(f.check_name, f.severity, f.difference_vnd) for f in found] == [("footing", "note", 5_000_000)]


SHORT = "Tổng kinh phí là 2.400 triệu đồng, {} huyện A 1.200 triệu đồng; huyện B 700 triệu đồng; {} triệu đồng{}"


@pytest.mark.parametrize(
    ("lead", "last", "end", "notes"),
    [
        ("trong đó:", "huyện C 450", ".", 1),
        ("trong đó:", "huyện C 500", ".", 0),
        ("trong đó:", "huyện C 200", ".", 0),
        ("trong đó:", "huyện C 450", "…", 0),
        ("trong đó:", "huyện C 450", " v.v.", 0),
        ("trong đó:", "huyện C 450", ", phần còn lại để dự phòng.", 0),
        ("trong đó:", "huyện C 450", " và hỗ trợ huyện D.", 0),
        ("trong đó:", "huyện C 450", "; huyện D hỗ trợ bằng hiện vật.", 0),
        ("tiêu biểu, trong đó:", "huyện C 450", ".", 0),
        ("trong đó", "huyện C 450", ".", 0),
        ("trong đó:", "mua máy 450", ".", 0),
    ],
)
def test_like_parts_that_come_short_by_little_are_noted(lead: str, last: str, end: str, notes: int) -> None:
    found = as_document(HEAD + SHORT.format(lead, last, end)).findings
    assert [(f.check_name, f.severity, f.difference_vnd) for f in found] == [("footing", "note", 50_000_000)] * notes


def test_a_later_document_is_one_finding_however_often_it_is_cited() -> None:
    told = "Theo Quyết định số 7/QĐ-UBND ngày 12/5/2019. Quyết định số 7/QĐ-UBND nêu trên giao Sở chủ trì."
    found = as_document(HEAD + told).findings
    assert [f.check_name for f in found] == ["cited-before-issued"]


@pytest.mark.parametrize(
    ("after", "errors"),
    [
        ("", 0),
        ("Trang thông tin điện tử Sở A. Giấy phép số 45/GP-TTĐT ngày 12/8/2021.\n", 0),
        ("PHỤ LỤC\nTheo Quyết định số 8/QĐ-UBND ngày 12/5/2020.\n", 2),
        ("Số 5, đường Hùng Vương, Sông Mẫu. Điện thoại: 0123.\n", 0),
        ("Nước Cộng hòa xã hội chủ nghĩa Việt Nam. Cổng thông tin.\n", 0),
        ("SỞ A\nSố: 9/TTr-SNN\nTheo Quyết định số 8/QĐ-UBND ngày 12/5/2020.\n", 2),
    ],
)
def test_what_a_page_links_to_around_a_document_is_not_cited_by_it(after: str, errors: int) -> None:
    link = "- Quyết định số 7/QĐ-UBND ngày 12/5/2020 về việc giao vốn\n"
    foot = "Nơi nhận:\n- Như trên.\n\nGIÁM ĐỐC\n\nLê Văn Mẫu\n"
    found = as_document(f"{link}{HEAD}Nội dung.\n{foot}{link}{after}").findings
    assert [f.check_name for f in found] == ["cited-before-issued"] * errors


def test_every_check_has_titles_in_both_languages() -> None:
    assert len(CHECKS) >= 8
    assert all(check.title_vi and check.title_en and check.run.__doc__ for check in CHECKS.values())


EXAMPLES = tomllib.loads((Path(__file__).parents[1] / "cases" / "checks.toml").read_text(encoding="utf-8"))["check"]


def test_every_check_has_an_example() -> None:
    assert {case["name"] for case in EXAMPLES} == {*CHECKS, *ARCHIVE_CHECKS}


@pytest.mark.parametrize("case", EXAMPLES, ids=[case["name"] for case in EXAMPLES])
def test_an_example_fails_its_check_and_no_other(case: dict[str, Any]) -> None:
    found = audited(as_document(text.strip() + "\n", f"{at}.txt") for at, text in enumerate(case["documents"]))
    grave = {finding.check_name for finding in found if finding.severity != "note"}
    assert case["name"] in {finding.check_name for finding in found} and grave <= {case["name"]}


RIGHT = tomllib.loads((Path(__file__).parents[1] / "cases" / "no_error.toml").read_text(encoding="utf-8"))["texts"]


@pytest.mark.parametrize("text", RIGHT, ids=lambda text: text[:50])
def test_a_text_that_is_right_raises_no_alarm(text: str) -> None:
    found = as_document(HEAD + text + "\n").findings
    assert [(f.check_name, f.message_en) for f in found if f.severity != "note"] == []


TABLES = tomllib.loads((Path(__file__).parents[1] / "cases" / "no_error_tables.toml").read_text(encoding="utf-8"))[
    "table"
]


@pytest.mark.parametrize("case", TABLES, ids=[case["name"] for case in TABLES])
def test_a_table_that_is_right_raises_no_alarm(case: dict[str, str]) -> None:
    found = document_of(rows_of(case["grid"]), above=case["above"]).findings
    assert [(f.check_name, f.message_en) for f in found if f.severity != "note"] == []


def test_a_tables_figures_are_told_in_its_unit() -> None:
    table = "Đơn vị tính: {}\nTT\tĐơn vị\tKế hoạch giao\tGiải ngân\tTỷ lệ (%)\nTổng cộng\t{}\t{}\t50\n1\tXã A\t{}\t{}\t50\n2\tXã B\t{}\t{}\t{}\n"
    millions = ("4.420", "2.210", "2.200,5", "1.100,25", "1.320", "1.109,75", "90")
    footing, percentage = as_document(HEAD + table.format("triệu đồng", *millions)).findings
    assert footing.message_vi == (
        "Các khoản thành phần không khớp tổng (cột “Kế hoạch giao”, dòng “Tổng cộng”): 2.200,5 + 1.320 (triệu đồng) = 3.520,5 triệu đồng, "
        "văn bản ghi tổng 4.420 triệu đồng; chênh lệch 899,5 triệu đồng."
    )
    assert footing.message_en == (
        "The parts do not add up (column “Kế hoạch giao”, row “Tổng cộng”): 2,200.5 + 1,320 (VND million) = VND 3,520.5 million, "
        "but the stated total is VND 4,420 million; the difference is VND 899.5 million."
    )
    assert percentage.message_vi.startswith("Văn bản ghi “90%”")
    dong = ("78500000", "34250000", "45000000", "22500000", "23500000", "11750000", "50")
    ungrouped, *_ = as_document(HEAD + table.format("đồng", *dong)).findings
    assert "45.000.000 + 23.500.000 (đồng) = 68.500.000 đồng" in ungrouped.message_vi
    assert "45,000,000 + 23,500,000 (VND) = VND 68,500,000" in ungrouped.message_en
