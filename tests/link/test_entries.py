"""What a ledger books of a document's sums."""

from __future__ import annotations

import pytest
from conftest import as_document

TABLE = (
    "UBND TỈNH SÔNG MẪU\nSố: 12/QĐ-UBND\nSông Mẫu, ngày 05 tháng 3 năm 2021\n\nQUYẾT ĐỊNH\nVề việc phân bổ kinh phí năm 2021\n\n"
    "Điều 1. Phân bổ kinh phí năm 2021 cho các đơn vị như sau (ĐVT: triệu đồng):\n\nTT\tĐơn vị\tKinh phí năm 2021\n"
)


def test_a_row_of_a_place_tells_no_purpose_and_one_of_an_office_does() -> None:
    rows = ["Huyện Cam Lộ", "UBND xã Ái Tử", "Tỉnh ủy", "Huyện ủy Cam Lộ", "Xã đội Ái Tử"]
    told = "".join(f"{index + 1}\t{row}\t{100 + index}\n" for index, row in enumerate(rows))
    document = as_document(TABLE + told)
    amounts = document.facts.mentions.amounts
    purposes = {amounts[entry.amount].row_heading: entry.purpose for entry in document.facts.entries}
    assert {row for row, purpose in purposes.items() if row and not purpose} == {f"{n} {rows[n - 1]}" for n in (1, 2)}
    assert len(purposes) >= len(rows)


LIST = (
    "UBND TỈNH SÔNG MẪU\nSố: {kind}\nSông Mẫu, ngày 11 tháng 02 năm 2020\n\n{title}\nVề việc hỗ trợ kinh phí năm 2020\n\n"
    "Điều 1. {lead}:\n1. Dự án chế biến nghệ của HTX Mẫu Thủy: 350 triệu đồng.\n2. Dự án lò sấy ngô của HTX Cư Lăng: 200 triệu đồng.\n"
    "Tổng cộng: 550 triệu đồng.\n"
)


@pytest.mark.parametrize(
    ("kind", "title", "lead", "given"),
    [
        ("61/QĐ-UBND", "QUYẾT ĐỊNH", "Hỗ trợ kinh phí năm 2020 từ ngân sách tỉnh cho các dự án sau", 550_000_000),
        ("61/QĐ-UBND", "QUYẾT ĐỊNH", "Phê duyệt tổng mức đầu tư các dự án sau", 0),
        ("61/BC-UBND", "BÁO CÁO", "Các dự án đang thực hiện năm 2020", 0),
    ],
)
def test_a_list_that_a_decision_gives_is_given_though_a_total_closes_it(
    kind: str, title: str, lead: str, given: int
) -> None:
    document = as_document(LIST.format(kind=kind, title=title, lead=lead))
    amounts = document.facts.mentions.amounts
    booked = [
        amounts[entry.amount].vnd or 0 for entry in document.facts.entries if entry.act == "allocated" and entry.counted
    ]
    assert sum(booked) == given


def test_what_was_given_up_to_now_is_not_given_by_the_decision_that_tells_it() -> None:
    head = TABLE.replace("Kinh phí năm 2021\n", "{}\tVốn bố trí năm 2021\n")
    rows = "1\tĐường liên thôn Bản Mẫu\t500\t300\n2\tCầu treo Khe Lá\t600\t200\n"
    for column, booked in [
        ("Lũy kế vốn đã bố trí", ["200", "300"]),
        ("Vốn bố trí đợt 1", ["200", "300", "500", "600"]),
    ]:
        document = as_document(head.format(column) + rows)
        amounts = document.facts.mentions.amounts
        assert sorted({amounts[e.amount].text for e in document.facts.entries if e.act == "allocated"}) == booked


@pytest.mark.parametrize(
    ("told", "given_by"),
    [
        ("Tại Quyết định số 56/QĐ-UBND ngày 03/02/2021, UBND tỉnh đã phân bổ 850 triệu đồng cho huyện.", 0),
        ("Ủy ban nhân dân tỉnh đã phân bổ 850 triệu đồng tại Quyết định số 56/QĐ-UBND ngày 03/02/2021.", 0),
        ("Năm 2021 đã phân bổ 850 triệu đồng vốn ngân sách tỉnh tại Quyết định số 56/QĐ-UBND.", 0),
        ("UBND tỉnh đã ban hành Quyết định số 56/QĐ-UBND và phân bổ 850 triệu đồng cho huyện.", None),
    ],
)
def test_what_was_given_knows_the_decision_that_its_clause_opens_or_ends_with(told: str, given_by: int | None) -> None:
    document = as_document(f"{LIST.partition('Điều 1')[0].format(kind='9/BC-UBND', title='BÁO CÁO')}{told}\n")
    assert [entry.given_by for entry in document.facts.entries if entry.act == "allocated"] == [given_by]


def test_what_is_still_to_be_given_is_told_beside_what_is_booked() -> None:
    text = (
        "UBND TỈNH SÔNG MẪU\nSố: 7/KH-UBND\nSông Mẫu, ngày 11 tháng 02 năm 2020\n\nKẾ HOẠCH\nPhát triển cây dược liệu năm 2020\n\n"
        "Năm 2019 đã chi 300 triệu đồng mua cây giống. Năm 2020 dự kiến kinh phí thực hiện là 500 triệu đồng.\n"
    )
    facts = as_document(text).facts
    told = facts.mentions.amounts
    assert [(told[one.amount].text, one.act) for one in facts.entries] == [("300 triệu đồng", "spent")]
    assert [(told[one.amount].text, one.act) for one in facts.plans] == [("500 triệu đồng", "planned")]


@pytest.mark.parametrize(
    ("subject", "body", "given"),
    [
        ("850 triệu đồng cho xã Cam An", "Hỗ trợ 850 triệu đồng năm 2022 cho xã Cam An.", 850),
        ("850 triệu đồng cho xã Cam An và 850 triệu đồng cho xã Cam Hiếu", "Hỗ trợ 850 triệu đồng năm 2022 cho xã Cam An.", 1700),
        (
            "850 triệu đồng cho xã Cam An và 850 triệu đồng cho xã Cam Hiếu",
            "1. Hỗ trợ 850 triệu đồng năm 2022 cho xã Cam An.\n2. Hỗ trợ 850 triệu đồng năm 2022 cho xã Cam Hiếu.",
            1700,
        ),
    ],
)  # fmt: skip
def test_as_many_sums_of_a_subject_are_told_again_as_stand_below(subject: str, body: str, given: int) -> None:
    head = "UBND HUYỆN CAM LỘ\nSố: 12/QĐ-UBND\nCam Lộ, ngày 12 tháng 1 năm 2023\n\nQUYẾT ĐỊNH\nVề việc hỗ trợ"
    document = as_document(f"{head} {subject} năm 2022\n\n{body}\n")
    amounts = document.facts.mentions.amounts
    counted = [entry for entry in document.facts.entries if entry.act == "allocated" and entry.counted]
    assert sum(amounts[entry.amount].vnd or 0 for entry in counted) == given * 10**6


@pytest.mark.parametrize(
    ("first", "again", "used"),
    [("", "", 1125), ("", " (đợt 2)", 2250), (" (đợt 1)", " (đợt 2)", 2250), (" (đợt 2)", " đợt 2", 1125)],
)
def test_a_batch_is_not_told_again_by_another(first: str, again: str, used: int) -> None:
    head = "UBND HUYỆN CAM LỘ\nSố: 12/BC-UBND\nCam Lộ, ngày 12 tháng 1 năm 2023\n\nBÁO CÁO\nKết quả năm 2022"
    chapters = f"1. Năm 2022, chi 1.125 triệu đồng{first}.\n\nII. KẾT QUẢ\n1. Năm 2022, chi 1.125 triệu đồng{again}.\n"
    document = as_document(f"{head}\n\n{chapters}")
    amounts = document.facts.mentions.amounts
    counted = [entry for entry in document.facts.entries if entry.act == "spent" and entry.counted]
    assert sum(amounts[entry.amount].vnd or 0 for entry in counted) == used * 10**6
