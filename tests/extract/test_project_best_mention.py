"""Where projects are told that a text names more than once: at their cost, and never at another's money."""

from __future__ import annotations

from conftest import as_document

from pipeline.extract.projects.retold import without_retellings
from pipeline.records import Project


def found_in(text: str) -> list[Project]:
    projects = as_document(text).facts.mentions.projects
    assert all(one.text == text[one.start : one.end] for one in projects)
    return list(projects)


def test_a_project_is_told_at_its_last_mention_before_its_cost() -> None:
    text = "1. Cống Bà Sáu: cánh hở, mặn lọt vô. Thay cánh cống Bà Sáu bằng inox, kinh phí 78 triệu đồng.\n"
    (sluice,) = found_in(text)
    assert (sluice.total_vnd, text.index("Thay") <= sluice.start) == (78_000_000, True)


def test_the_name_of_a_place_alone_takes_no_money_told_elsewhere() -> None:
    text = (
        "Năm 2019 xã hoàn thành xây mới 3 chợ (Kim Sơn, Bình Minh, Cầu Đất).\n\n"
        "Khen thưởng các thôn.\nBình Minh, 350 triệu đồng tiền thưởng.\n"
    )
    assert [(one.name, one.total_vnd) for one in found_in(text)] == [
        ("Kim Sơn", None),
        ("Bình Minh", None),
        ("Cầu Đất", None),
    ]


def test_two_works_told_as_one_are_told_each_once() -> None:
    text = "Danh mục công trình:\n- Hồ Đồng Bể và hồ Cống Khê: rút khỏi danh mục.\n- Hồ Cống Khê: 3 tỷ đồng\n"
    names = [one.name.lower() for one in found_in(text)]
    assert names.count("hồ cống khê") == 1


def test_a_project_whose_cost_is_told_under_a_longer_name_is_told_once() -> None:
    text = (
        "+ Cầu tàu Đảo Bé: mất 1 nhịp dẫn 8 m; đề nghị tỉnh cấp tiền sửa cầu tàu Đảo Bé, khái toán 2,3 tỷ đồng.\n"
        "+ Cầu tàu Đảo Lớn: đang thi công, xong 80%.\n"
    )
    assert [one.total_vnd for one in found_in(text)] == [2_300_000_000, None]


def test_a_stage_told_with_its_cost_leaves_the_other_its_own_project() -> None:
    text = "Danh mục công trình:\n- Kè sông Mã giai đoạn 2: tổng mức đầu tư 12 tỷ đồng\n- Kè sông Mã giai đoạn 1: đã nghiệm thu\n"
    assert [one.total_vnd for one in found_in(text)] == [12_000_000_000, None]


def test_a_school_stays_beside_its_gate_that_costs_something() -> None:
    (gate,) = found_in("Danh mục công trình:\n- Cổng trường tiểu học Nam Hà: 320 triệu đồng\n")
    (school,) = found_in("Danh mục công trình:\n- Trường tiểu học Nam Hà: đang thi công\n")
    assert (gate.total_vnd, school.total_vnd) == (320_000_000, None)
    assert list(without_retellings([gate, school])) == [gate, school]
