"""What amounts are for, totals and parts, counts, citations completed."""

from __future__ import annotations

import pytest
from conftest import as_document
from grids import document_of, rows_of

from pipeline.link.ledger.added_up import added_up
from pipeline.records import Facts


def facts(text: str) -> Facts:
    return as_document(text).facts


def roles(text: str) -> list[tuple[str, str, str | None, int | None]]:
    return [(a.text, a.role, a.fund, a.fiscal_year) for a in facts(text).mentions.amounts]


def test_allocated_with_its_fund_and_year() -> None:
    assert roles("Kinh phí tỉnh đã bố trí năm 2021 là 700 triệu đồng (Nguồn vốn: Sự nghiệp khoa học).") == [
        ("700 triệu đồng", "allocated", "Sự nghiệp khoa học", 2021)
    ]


def test_parts_in_brackets_share_their_totals_year() -> None:
    assert roles(
        "Năm 2020, tổng chi 30 triệu đồng (nguồn ngân sách xã: 10 triệu đồng, nguồn đóng góp: 20 triệu đồng)."
    ) == [
        ("30 triệu đồng", "total", None, 2020),
        ("10 triệu đồng", "part", "ngân sách xã", 2020),
        ("20 triệu đồng", "part", "đóng góp", 2020),
    ]


def test_planned_from_a_source_and_the_same_in_words() -> None:
    assert roles("Dự kiến nhu cầu từ nguồn ngân sách tỉnh năm 2022 là 2 tỷ đồng (Bằng chữ: Hai tỷ đồng).") == [
        ("2 tỷ đồng", "planned", "ngân sách tỉnh", 2022),
        ("Hai tỷ đồng", "words", None, 2022),
    ]


def test_the_year_of_the_heading_above() -> None:
    assert roles("I. KẾT QUẢ NĂM 2019\n1. Kinh phí\nĐã giải ngân 5 triệu đồng.\nII. KHÁC\n") == [
        ("5 triệu đồng", "disbursed", None, 2019)
    ]


def test_a_rate_is_never_a_part() -> None:
    found = facts("Tổng kinh phí 90 triệu đồng, gồm hỗ trợ 10 triệu đồng/hộ cho 9 hộ.")
    assert [a.role for a in found.mentions.amounts] == ["total", "rate"]
    assert found.sums == ()


def test_a_list_under_its_total() -> None:
    found = facts(
        "Thực hiện 02 dự án, tổng kinh phí 50 triệu đồng, trong đó ngân sách 20 triệu đồng, gồm:\n"
        "- Dự án một cho HTX A, kinh phí 30 triệu đồng;\n- Dự án hai cho HTX B, kinh phí 20 triệu đồng.\n"
    )
    amounts = found.mentions.amounts
    told = {(s.kind, amounts[s.total].text, tuple(amounts[p].text for p in s.parts), s.holds) for s in found.sums}
    assert told == {
        ("full", "50 triệu đồng", ("30 triệu đồng", "20 triệu đồng"), True),
        ("partial", "50 triệu đồng", ("20 triệu đồng",), True),
    }
    assert [len(count.items) for count in found.counts] == [2]
    assert [a.project for a in amounts] == [None, None, 0, 1]


def test_brackets_inside_brackets_belong_to_their_own_total() -> None:
    found = facts(
        "Tổng vốn 10 tỷ đồng, bao gồm: ngân sách tỉnh 6 tỷ đồng (vốn đầu tư: 4 tỷ đồng, vốn sự nghiệp: 2 tỷ đồng), "
        "ngân sách huyện 4 tỷ đồng."
    )
    amounts = found.mentions.amounts
    assert [(amounts[s.total].text, [amounts[p].text for p in s.parts]) for s in found.sums] == [
        ("10 tỷ đồng", ["6 tỷ đồng", "4 tỷ đồng"]),
        ("6 tỷ đồng", ["4 tỷ đồng", "2 tỷ đồng"]),
    ]


def test_the_tolerance_is_what_the_printed_digits_allow() -> None:
    near = facts("Tổng chi 1,3 tỷ đồng, gồm: tỉnh 640 triệu đồng; huyện 650 triệu đồng.").sums[0]
    assert near.holds and near.difference_vnd == 10_000_000
    far = facts("Tổng chi 1,30 tỷ đồng, gồm: tỉnh 640 triệu đồng; huyện 650 triệu đồng.").sums[0]
    assert not far.holds


def test_some_parts_are_no_fault_but_too_many_are() -> None:
    some = facts("Tổng chi 100 triệu đồng, trong đó hội nghị 20 triệu đồng, in ấn 30 triệu đồng.").sums[0]
    assert (some.kind, some.holds) == ("partial", True)
    over = facts("Tổng chi 100 triệu đồng, trong đó hội nghị 80 triệu đồng, in ấn 30 triệu đồng.").sums[0]
    assert not over.holds


def test_a_bare_citation_takes_day_and_issuer_from_its_sibling() -> None:
    found = facts(
        "Thực hiện Quyết định số 7/QĐ-TTg ngày 1/2/2018 của Thủ tướng Chính phủ. Triển khai Quyết định 7/QĐ-TTg ở huyện."
    )
    assert [(str(c.issued_on), c.issuer) for c in found.mentions.citations] == [
        ("2018-02-01", "Thủ tướng Chính phủ")
    ] * 2


def test_local_issuers_are_completed_with_the_place_that_writes() -> None:
    head = "ỦY BAN NHÂN DÂN\nXÃ MẪU SƠN\nSố: 9/QĐ-UBND\nMẫu Sơn, ngày 5 tháng 8 năm 2025\nQUYẾT ĐỊNH\nVề việc giao dự toán\n\n"
    body = "Điều 1. Thay thế Quyết định số 3/QĐ-UBND ngày 4/7/2025. Căn cứ Kế hoạch số 8/KH-UBND của UBND tỉnh.\n"
    assert [c.issuer for c in facts(head + body).mentions.citations] == ["UBND xã Mẫu Sơn", "UBND tỉnh"]
    province = head.replace("XÃ MẪU SƠN", "TỈNH SÔNG MẪU").replace("Mẫu Sơn", "Sông Mẫu")
    party = "Thực hiện Chương trình số 5/CTr-TU ngày 1/2/2024 của Tỉnh ủy và Thông báo số 6/TB-HU của Huyện ủy.\n"
    assert [c.issuer for c in facts(province + party).mentions.citations] == ["Tỉnh ủy Sông Mẫu", "Huyện ủy"]


def test_a_projects_beneficiary_place_and_cost() -> None:
    project = facts(
        "- Dự án trồng nấm cho Tổ hợp tác Ví Dụ, tổng kinh phí thực hiện 80 triệu đồng, "
        "địa điểm thực hiện tại xã Cam Nghĩa, huyện Cam Lộ, tỉnh Quảng Trị;\n"
    ).mentions.projects[0]
    assert project.name == "Dự án trồng nấm cho Tổ hợp tác Ví Dụ"
    assert project.beneficiary == "Tổ hợp tác Ví Dụ"
    assert project.place == "xã Cam Nghĩa, huyện Cam Lộ, tỉnh Quảng Trị"
    assert project.place_code == "19621"
    assert project.total_vnd == 80_000_000


def test_a_price_of_a_column_is_per_what_its_unit_says() -> None:
    document = document_of(
        rows_of("TT | Sản phẩm | ĐVT | Giá bán (đ/kg) | Thành tiền\n1 | Chè | kg | 15.000 | 180.000"), above=""
    )
    assert [(a.text, a.per) for a in document.facts.mentions.amounts] == [("15.000", "kg"), ("180.000", None)]


@pytest.mark.parametrize(
    ("subject", "words", "year"),
    [
        (
            "Về việc phân bổ kinh phí",
            "Phân bổ 500 triệu đồng thực hiện Đề án phát triển hợp tác xã đến năm 2030.",
            2019,
        ),
        ("Về việc phân bổ kinh phí thực hiện Đề án X đến năm 2030", "Phân bổ 500 triệu đồng.", 2019),
        ("Phân bổ kinh phí năm 2018 thực hiện Đề án X đến năm 2030", "Phân bổ 500 triệu đồng.", 2018),
        ("Phân bổ kinh phí 2018 thực hiện Chương trình OCOP giai đoạn 2018-2020", "Phân bổ 500 triệu đồng.", 2018),
        ("Về việc phân bổ", "Chương trình OCOP giai đoạn 2018-2020, kinh phí 2018: phân bổ 500 triệu đồng.", 2018),
        ("Về việc phân bổ", "Năm 2018, Đề án nuôi tôm đến năm 2025 được phân bổ 500 triệu đồng.", 2018),
        ("Về việc phân bổ", "Phân bổ cho Chương trình OCOP giai đoạn 2018-2020 là 500 triệu đồng.", None),
    ],
)
def test_the_years_of_a_schemes_name_are_not_its_moneys(subject: str, words: str, year: int | None) -> None:
    head = "UBND TỈNH SÔNG MẪU\nSố: 12/QĐ-UBND\nSông Mẫu, ngày 05 tháng 3 năm 2019\n\nQUYẾT ĐỊNH\n"
    document = as_document(f"{head}{subject}\n\nĐiều 1. {words}\n")
    assert [amount.fiscal_year for amount in document.facts.mentions.amounts] == [year]


def test_the_total_of_what_a_table_asks_to_have_settled_stays_one_and_is_added_up_as_spent() -> None:
    document = as_document(
        "ỦY BAN NHÂN DÂN\nHUYỆN CAM LỘ\nSố: 80/BC-UBND\nCam Lộ, ngày 20 tháng 12 năm 2020\n\nBÁO CÁO\n"
        "Quyết toán kinh phí sự nghiệp năm 2020\n\nĐơn vị tính: đồng\nTT\tNội dung\tKinh phí được giao\tĐề nghị quyết toán\n"
        "1\tTập huấn\t500.000.000\t480.000.000\n2\tHội chợ\t100.000.000\t90.000.000\n\tTổng cộng\t600.000.000\t570.000.000\n"
    )
    amounts = document.facts.mentions.amounts
    assert [amount.role for amount in amounts] == ["allocated", "spent"] * 2 + ["total"] * 2
    told = added_up(document.text.text, document.outline, document.facts)
    assert [(a.text, one.state) for a, one in zip(amounts, told, strict=True) if one.by_year] == [
        ("600.000.000", "allocated"),
        ("570.000.000", "spent"),
    ]
