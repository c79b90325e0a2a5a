"""Who gives a sum, by the words around it; who only receives it, and what only begins as a giver, is none."""

from __future__ import annotations

import time

import pytest

from pipeline.link.funds.beside import fund_beside
from pipeline.link.funds.over import fund_in_title, fund_over
from pipeline.link.funds.sources import fund_under
from pipeline.link.funds.who_gives import who_gives


@pytest.mark.parametrize(
    ("before", "giver"),
    [
        ("Sân chơi thôn Đoài; huyện Đoàn hỗ trợ ", "huyện Đoàn"),
        ("trong đó khách thập phương cúng ", "khách thập phương"),
        ("kinh phí 40 triệu đồng, huyện Ứng Hòa hỗ trợ ", "huyện Ứng Hòa"),
        ("kinh phí 40 triệu đồng; quận 1 hỗ trợ ", "quận 1"),
        ("- Hội trường thôn Đoài hỗ trợ ", None),
        ("- Hạt giống hỗ trợ ", None),
        ("- Phụ nữ sinh con đúng chính sách hỗ trợ ", None),
        ("- Thôn đặc biệt khó khăn hỗ trợ ", None),
        ("Đề nghị UBND huyện cho ", None),
    ],
)
def test_who_gives_stands_before_the_verb(before: str, giver: str | None) -> None:
    assert who_gives(before) == giver


@pytest.mark.parametrize(
    ("after", "fund"),
    [
        (", xã bù", "xã"),
        (" từ phí dịch vụ đô thị.", "phí dịch vụ đô thị"),
        (", nguồn bán 4 trụ sở cũ.", "bán 4 trụ sở cũ"),
        (", nguồn cung ổn định.", None),
        (", vốn điều lệ.", None),
        (", vốn đầu tư.", None),
        (", các hộ dân vay.", None),
    ],
)
def test_a_remark_after_a_sum_tells_whose_it_is(after: str, fund: str | None) -> None:
    assert fund_beside(after) == fund


@pytest.mark.parametrize(
    ("heading", "fund"),
    [
        ("Sửa chữa lớn (vốn sự nghiệp kinh tế)", "vốn sự nghiệp kinh tế"),
        ("Hỗ trợ hộ nghèo (tiền mặt và hiện vật)", None),
        ("Tưới bằng nguồn năng lượng mặt trời", None),
    ],
)
def test_what_closes_a_heading_is_a_fund_where_it_is_one(heading: str, fund: str | None) -> None:
    assert fund_over(heading) == fund


@pytest.mark.parametrize(
    ("line", "fund"),
    [
        ("Nguồn vốn: ngân sách tỉnh.", "ngân sách tỉnh"),
        ("Nguồn vốn: ngân sách trung ương 90 tỷ đồng; ngân sách tỉnh 73 tỷ đồng.", None),
        ("Nơi nhận: UBND tỉnh.", None),
    ],
)
def test_the_line_under_a_table_tells_the_fund_of_all_of_it(line: str, fund: str | None) -> None:
    table = "Trường\tKinh phí\nTrường Tiểu học Nam Hà\t310"
    assert fund_under(f"{table}\n\n{line}\n", len(table)) == fund


def test_long_titles_and_spaces_take_no_longer_than_their_length() -> None:
    started = time.process_time()
    fund_beside(" " * 20_000)
    fund_in_title("thủy lợi phí " * 3_000)
    assert time.process_time() - started < 2
