"""What bodies, places and people are called, and the one name that a body has in every document."""

from __future__ import annotations

import pytest
from conftest import as_document

from pipeline.extract.places.names import place_code

_PROVINCE = "ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ\nSố: 12/QĐ-UBND\nQuảng Trị, ngày 5 tháng 3 năm 2019\nQUYẾT ĐỊNH\nVề việc giao vốn\n\n"
_MINISTRY = "BỘ TÀI CHÍNH\nSố: 12/QĐ-BTC\nHà Nội, ngày 5 tháng 3 năm 2019\nQUYẾT ĐỊNH\nVề việc giao vốn\n\n"


def _names(head: str, told: str, kind: str) -> set[str | None]:
    """The names of a kind that only the words after the head tell; of bodies the full ones."""
    document = as_document(f"{head}Điều 1. {told}.\n")
    start = document.text.text.index("Điều 1.")
    found = [e for e in document.facts.mentions.entities if e.kind == kind and e.start >= start]
    return {e.full_name if kind == "organisation" else e.name for e in found}


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Giao UBND tỉnh; UBND Tỉnh; Ủy ban nhân dân tỉnh Quảng Trị; Uỷ ban nhân dân tỉnh; ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ", "Ủy ban nhân dân tỉnh Quảng Trị"),
        ("Giao Sở Tài chính; SỞ TÀI CHÍNH; Sở tài chính; Sở Tài chính tỉnh Quảng Trị", "Sở Tài chính tỉnh Quảng Trị"),
        ("Giao Sở NN&PTNT tỉnh; Sở Nông nghiệp & PTNT tỉnh; Sở Nông nghiệp và Phát triển nông thôn tỉnh Quảng Trị", "Sở Nông nghiệp và Phát triển nông thôn tỉnh Quảng Trị"),
        ("Giao Sở LĐ-TB&XH; Sở LĐTBXH; Sở Lao động, Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội tỉnh Quảng Trị"),
        ("Giao UBND huyện Hướng Hoá; Ủy ban nhân dân huyện Hướng Hóa; UBND HUYỆN HƯỚNG HÓA", "Ủy ban nhân dân huyện Hướng Hóa"),
        ("Giao UBND huyện Đakrông; UBND huyện Đa Krông", "Ủy ban nhân dân huyện Đa Krông"),
        ("Giao UBND TP. Đông Hà; UBND TP Đông Hà; UBND thành phố Đông Hà", "Ủy ban nhân dân thành phố Đông Hà"),
        ("Giao Quân đoàn 4; QUÂN ĐOÀN 4", "Quân đoàn 4"),
        ("Giao Quận đoàn Hải Châu", "Quận đoàn Hải Châu"),
        ("Giao HTX Nông nghiệp Bến Ví; Hợp tác xã Nông nghiệp Bến Ví", "Hợp tác xã Nông nghiệp Bến Ví"),
        ("Giao Công ty CP Nông sản Bến Ví; Công ty cổ phần Nông sản Bến Ví", "Công ty Cổ phần Nông sản Bến Ví"),
        ("Giao Ban chỉ đạo các Chương trình MTQG tỉnh; BCĐ các Chương trình mục tiêu quốc gia tỉnh Quảng Trị", "Ban Chỉ đạo các chương trình mục tiêu quốc gia tỉnh Quảng Trị"),
        ("Giao Tỉnh Đoàn; Tỉnh đoàn Quảng Trị; Tỉnh Đoàn Quảng Trị", "Tỉnh đoàn Quảng Trị"),
        ("Giao Sở Tài chính Đà Nẵng; Sở Tài chính thành phố Đà Nẵng", "Sở Tài chính thành phố Đà Nẵng"),
        ("Giao Phòng NN và PTNT huyện Cam Lộ; Phòng NN&PTNT huyện Cam Lộ; Phòng NN & PTNT huyện Cam Lộ", "Phòng Nông nghiệp và Phát triển nông thôn huyện Cam Lộ"),
        ("Giao VP HĐND tỉnh; Văn phòng HĐND tỉnh", "Văn phòng Hội đồng nhân dân tỉnh Quảng Trị"),
        ("Giao Ban QLDA ĐTXD tỉnh; Ban Quản lý dự án đầu tư xây dựng tỉnh", "Ban Quản lý dự án Đầu tư xây dựng tỉnh Quảng Trị"),
        ("Giao BQL RPH Bến Ví; Ban QL RPH Bến Ví; Ban quản lý rừng phòng hộ Bến Ví", "Ban Quản lý rừng phòng hộ Bến Ví"),
    ],
)  # fmt: skip
def test_a_body_has_one_name(told: str, name: str) -> None:
    assert _names(_PROVINCE, told, "organisation") == {name}


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("UBND tỉnh", "UBND tỉnh Quảng Trị"),
        ("UBND Tỉnh", "UBND tỉnh Quảng Trị"),
        ("Uỷ ban nhân dân tỉnh", "UBND tỉnh Quảng Trị"),
        ("Sở NN&PTNT tỉnh", "Sở NN&PTNT tỉnh Quảng Trị"),
        ("Sở Nông nghiệp và PTNT", "Sở Nông nghiệp và PTNT"),
        ("CTCP BENVIPHARM", "CTCP BENVIPHARM"),
        ("CTCP ABC", "CTCP ABC"),
        ("CTCP NÔNG SẢN BẾN VÍ", "CTCP Nông Sản Bến Ví"),
        ("UBND HUYỆN M'ĐRẮK", "UBND huyện M'Đrắk"),
    ],
)
def test_a_body_is_called_in_its_document_as_that_writes_it(told: str, name: str) -> None:
    document = as_document(f"{_PROVINCE}Điều 1. Giao {told}.\n")
    assert name in {e.name for e in document.facts.mentions.entities if e.kind == "organisation"}


def test_other_bodies_keep_names_of_their_own() -> None:
    told = "Giao Sở Tài chính tỉnh Quảng Bình; Sở Tài chính; Công ty TNHH Bến Ví; NAMRUCO; UBND huyện; Sở Tài chính Nghệ An, Bộ Tài chính"
    assert _names(_PROVINCE, told, "organisation") == {
        "Sở Tài chính tỉnh Quảng Bình",
        "Sở Tài chính tỉnh Quảng Trị",
        "Sở Tài chính tỉnh Nghệ An",
        "Công ty TNHH Bến Ví",
        "Ủy ban nhân dân huyện",
        "Bộ Tài chính",
    }


def test_an_issuer_is_meant_by_its_name_without_its_place() -> None:
    head = _PROVINCE.replace("ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ", "UBND TỈNH QUẢNG TRỊ\nSỞ TÀI CHÍNH").replace(
        "UBND\n", "STC\n"
    )
    assert _names(head, "Sở Tài chính giao Sở Xây dựng", "organisation") == {
        "Sở Tài chính tỉnh Quảng Trị",
        "Sở Xây dựng tỉnh Quảng Trị",
    }


def test_a_ministrys_paper_means_no_provinces_offices() -> None:
    told = "Giao Sở Tài chính báo cáo; UBND TP.HCM và UBND thành phố Hồ Chí Minh"
    assert _names(_MINISTRY, told, "organisation") == {"Sở Tài chính", "Ủy ban nhân dân thành phố Hồ Chí Minh"}


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Tại huyện Hướng Hoá; huyện Hướng Hóa; HUYỆN HƯỚNG HÓA", "huyện Hướng Hóa"),
        ("Tại huyện Đakrông và huyện Đa Krông", "huyện Đa Krông"),
        ("Tại TP. Đông Hà, TP Đông Hà và thành phố Đông Hà", "thành phố Đông Hà"),
        ("Tại tỉnh Đắc Lắc, tỉnh tỉnh Đăk Lăk", "tỉnh Đắk Lắk"),
        ("Tại tỉnh Thừa Thiên - Huế, tỉnh Thừa Thiên Huế", "tỉnh Thừa Thiên Huế"),
        ("Tại xã Hoà Ví, xã Hòa Ví", "xã Hòa Ví"),
        ("Tại xã Cam Thanh", "xã Cam Thanh"),
        ("Tại xã Thành An", "xã Thành An"),
        ("Tại xã Hải Ấn", "xã Hải Ấn"),
        ("Tại phường Thuận Hóa", "phường Thuận Hóa"),
    ],
)
def test_a_place_has_one_name(told: str, name: str) -> None:
    assert _names(_PROVINCE, told, "place") == {name}


def test_a_place_has_the_code_of_the_era_that_spells_it_so() -> None:
    assert place_code("phường Thuận Hóa", "Thừa Thiên Huế") != place_code("phường Thuận Hòa", "Thừa Thiên Huế")
    assert place_code("phường Thuận Hoà", "Thừa Thiên Huế") == place_code("PHƯỜNG THUẬN HÒA", "Thừa Thiên Huế")


def test_a_person_has_one_name() -> None:
    told = "Ông Nguyễn Trường Giang, Giám đốc Sở Tài chính; đồng chí Nguyễn Trường Giang; bà TRẦN THỊ MẬN\nNguyễn Trường Giang"
    assert _names(_PROVINCE, told, "person") == {"Nguyễn Trường Giang", "Trần Thị Mận"}
    assert _names(_PROVINCE, told, "organisation") == {"Sở Tài chính tỉnh Quảng Trị"}
