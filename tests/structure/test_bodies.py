"""Names of bodies compared: what is one body, what may be, and what is another."""

from __future__ import annotations

import tomllib

import pytest
from conftest import ROOT

from pipeline.structure.bodies import SameBody, may_issue, same_body, short_name


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("UBND TP Huế", "Ủy ban nhân dân thành phố Huế", "same"),
        ("UBND TP.Huế", "UBND TP. Vinh", "other"),
        ("UBND TX Mỹ Mẫu", "UBND Thị xã Mỹ Mẫu", "same"),
        ("UBND TT Bến Mẫu", "UBND thị trấn Bến Mẫu", "same"),
        ("UBND tỉnh TT Huế", "UBND tỉnh Thừa Thiên Huế", "same"),
        ("UBND TP Huế", "UBND tỉnh Thừa Thiên Huế", "other"),
        ("UBND đặc khu Côn Đảo", "UBND đặc khu Phú Quý", "other"),
        ("Sở Tài chính tỉnh Sông Mẫu", "Sở Y tế tỉnh Sông Mẫu", "other"),
        ("Sở NN&PTNT tỉnh Sông Mẫu", "Sở Nông nghiệp và Phát triển nông thôn tỉnh Sông Mẫu", "same"),
        ("Phòng TC-KH huyện Bến Mẫu", "Phòng Tài chính - Kế hoạch huyện Bến Mẫu", "same"),
        ("Sở Nông nghiệp và PTNT", "Sở Nông nghiệp và Môi trường", "other"),
        ("Sở Nông nghiệp và PTNT", "Sở Nông nghiệp và PTNT tỉnh Sông Mẫu", "may be"),
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh Sông Mẫu", "may be"),
        ("UBND TP", "UBND thành phố Vinh", "may be"),
        ("UBND huyện", "UBND tỉnh Sông Mẫu", "other"),
        ("UBND huyện Bến Mẫu, tỉnh Sông Mẫu", "UBND huyện Bến Mẫu", "same"),
        ("UBND xã Tân Mẫu, huyện Bến Mẫu", "UBND xã Tân Mẫu, huyện Mỹ Mẫu", "other"),
        ("UBND xã Tân Mẫu, huyện Bến Mẫu", "UBND xã Tân Mẫu", "may be"),
        ("Chủ tịch UBND tỉnh Sông Mẫu", "UBND tỉnh Sông Mẫu", "same"),
        ("Thành ủy Vinh", "Thành uỷ Huế", "other"),
        ("Tỉnh ủy", "Tỉnh uỷ Sông Mẫu", "may be"),
        ("Liên Sở Tài chính - Y tế", "Sở Tài chính - Sở Y tế", "may be"),
        ("ỦY BAN NHÂN DÂN TỈNH SÔNG MẪU", "UBND tỉnh Sông Mẫu", "same"),
        ("Sở Y tế TP.HCM", "Sở Y tế Thành phố Hồ Chí Minh", "same"),
        ("Ban QLDA khu vực II", "Ban QLDA khu vực III", "other"),
        ("Thanh tra tỉnh", "Thanh tra Chính phủ", "other"),
        ("BHXH tỉnh Sông Mẫu", "BHXH Việt Nam", "other"),
        ("Thanh tra", "Thanh tra Chính phủ", "may be"),
        ("BHXH Việt Nam", "Bảo hiểm xã hội Việt Nam", "same"),
        (None, "UBND tỉnh Sông Mẫu", "may be"),
    ],
)
def test_two_names(one: str | None, other: str | None, told: SameBody) -> None:
    assert same_body(one, other) == same_body(other, one) == told


def test_a_numbers_symbol_tells_the_body_and_leaves_the_place_open() -> None:
    assert may_issue("Chính phủ", "Thủ tướng Chính phủ", "5/qd/ttg")
    assert not may_issue("UBND TP Huế", "UBND thành phố Vinh", "12/qd/ubnd")
    assert not may_issue("Sở Tài chính", "Sở Y tế", "12/ttr")


def test_a_body_is_listed_under_one_name() -> None:
    assert {short_name(f"{head} tỉnh Sông Mẫu") for head in ("UBND", "Uỷ ban nhân dân", "ỦY BAN NHÂN DÂN")} == {
        "UBND tỉnh Sông Mẫu"
    }


def test_a_head_of_organs_stands_in_one_list() -> None:
    table = tomllib.loads((ROOT / "pipeline" / "structure" / "data" / "issuers.toml").read_text(encoding="utf-8"))
    listed = [name for names in ("organs", "whole", "alone", "whole_before_levels") for name in table["heads"][names]]
    assert sorted(listed) == sorted(set(listed))
