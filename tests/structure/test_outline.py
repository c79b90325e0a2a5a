"""The form of documents: letterheads in several layouts, numbered parts, signatures."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import as_text

from benchmarks.accuracy.gold import as_text as with_tables
from pipeline.normalize.fold import fold
from pipeline.records import Outline
from pipeline.structure import outline
from pipeline.structure.number.docnumber import number_key, tidy

MODERN = """UBND TỈNH SÔNG MẪU
SỞ NÔNG NGHIỆP VÀ PTNT
-------
Số: 12/BC-SNN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Sông Mẫu, ngày 05 tháng 02 năm 2021

BÁO CÁO
Kết quả thực hiện năm 2020
và kế hoạch năm 2021

Thực hiện Kế hoạch số 3/KH-UBND, Sở báo cáo như sau:
I. KẾT QUẢ
1. Công tác chỉ đạo
1.1. Của tỉnh
- Một việc;
+ Việc nhỏ;
2. Kinh phí
a/ Ngân sách tỉnh
b/ Ngân sách huyện
II. KẾ HOẠCH
1. Mục tiêu

Nơi nhận:
- UBND tỉnh (b/c);
- Lưu: VT.

KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC

(Đã ký)

Trần Văn Mẫu
"""


def letterhead_cases() -> list[Any]:
    """The case files of heads and feet."""
    folder = Path(__file__).parents[1] / "cases"
    names = ("heads", "heads_spoilt", "heads_central", "heads_typed", "heads_web")
    files = [folder / f"{name}.toml" for name in names]
    cases = [case for path in files for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]]
    return [pytest.param(case, id=" ".join(case["text"].split())[:60]) for case in cases]


def form(text: str) -> Outline:
    return outline(as_text(text))


def test_a_report_as_the_decree_lays_it_out() -> None:
    head = form(MODERN).letterhead
    assert head.number and head.number.value == "12/BC-SNN"
    assert head.issuer and head.issuer.value == "Sở Nông nghiệp và PTNT tỉnh Sông Mẫu"
    assert (head.kind, head.kind_name) == ("BC", "Báo cáo")
    assert head.place and head.place.value == "Sông Mẫu"
    assert str(head.issued_on) == "2021-02-05"
    assert head.subject and head.subject.value == "Kết quả thực hiện năm 2020 và kế hoạch năm 2021"


def test_parts_carry_their_path_and_letters_as_printed() -> None:
    found = form(MODERN)
    assert [section.label for section in found.sections] == ["I", "I.1", "I.1.1", "I.2", "a/", "b/", "II", "II.1"]
    parents = [found.sections[s.parent].label if s.parent is not None else None for s in found.sections]
    assert parents == [None, "I", "I.1", "I", "I.2", "I.2", None, "II"]
    assert [(item.mark, item.depth) for item in found.items] == [("-", 0), ("+", 1)]


def test_the_foot() -> None:
    found = form(MODERN)
    assert [field.value for field in found.recipients] == ["UBND tỉnh (b/c)", "Lưu: VT"]
    assert found.signature.title and found.signature.title.value == "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC"
    assert found.signature.signer and found.signature.signer.value == "Trần Văn Mẫu"


@pytest.mark.parametrize(
    "annex", ["QUY CHẾ\nLàm việc", "(Kèm theo Quyết định số 3/QĐ-UBND)", "UBND TỈNH SÔNG MẪU\nPHỤ LỤC I"]
)
def test_a_signature_that_a_long_annex_parts_from_the_end(annex: str) -> None:
    signed = "Số: 3/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề A\n\nĐiều 1. Ban hành.\n\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nTrần Văn Mẫu\n\n"
    articles = "".join(f"Điều {number}. Các đơn vị làm việc theo quy định này.\n" for number in range(2, 120))
    found = form(f"{signed}{annex}\n\n{articles}")
    assert found.signature.signer and found.signature.signer.value == "Trần Văn Mẫu"


def test_the_whole_title_stands_far_above_an_annex() -> None:
    articles = "".join(f"Điều {number}. Các đơn vị làm việc theo quy định này.\n" for number in range(2, 120))
    titles = "TM. ỦY BAN NHÂN DÂN TỈNH SÔNG MẪU\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH THƯỜNG TRỰC"
    signed = f"Số: 3/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề A\n\nĐiều 1. Ban hành.\n\n{titles}\n\n(Đã ký)\n\nTrần Văn Mẫu\n\n"
    found = form(f"{signed}QUY CHẾ\nLàm việc\n\n{articles}")
    assert found.signature.title and found.signature.title.value == titles.replace("\n", " ")


def test_a_foot_without_a_name_is_signed_at_the_end_of_its_long_annex() -> None:
    lines = "".join(f"Dòng {number} của phụ lục kể việc phải làm.\n" for number in range(200))
    foot = "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nPHỤ LỤC\n"
    signed = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n(Đã ký và đóng dấu của cơ quan)\n\nTrần Văn Mẫu\n"
    found = form(f"Số: 3/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề A\n\nĐiều 1. Ban hành.\n\n{foot}{lines}\n{signed}")
    assert found.signature.signer and found.signature.signer.value == "Trần Văn Mẫu"


def test_a_name_under_a_title_signs_nothing_where_the_body_goes_on_some_lines_below() -> None:
    members = "CHỦ TỊCH\nTrần Văn Mẫu\nLàm trưởng ban\nTừ ngày ký\nCùng các ông bà khác\n"
    found = form(f"Số: 3/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề A\n\nĐiều 1. Lập ban.\n\n{members}Điều 2. Quyết định có hiệu lực.\n")
    assert found.signature.signer is None


def test_two_columns_interleaved_by_a_typist() -> None:
    text = (
        "UBND TỈNH SÔNG MẪU\tCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "SỞ Y TẾ\tĐộc lập - Tự do - Hạnh phúc\n"
        "Số:  45 /SYT-KH\tSông Mẫu, ngày  15  tháng  5 năm 2000\n"
        "V/v báo cáo số liệu\nnăm 1999\n\nKính gửi: Bộ Y tế\n\nSở Y tế báo cáo.\n"
    )
    head = form(text).letterhead
    assert head.number and head.number.value == "45/SYT-KH"
    assert head.issuer and head.issuer.value == "Sở Y tế tỉnh Sông Mẫu"
    assert head.kind == "CV"
    assert head.subject and head.subject.value == "báo cáo số liệu năm 1999"
    assert str(head.issued_on) == "2000-05-15"


def test_the_old_form_with_the_number_in_the_title() -> None:
    head = form(
        "Nghị định\ncủa Chính phủ Số 94 /1998/NĐ-CP ngày 17 tháng 11 năm 1998\nQuy định chi tiết một việc\n\n"
        "Chính phủ\n\nCăn cứ Luật Tổ chức Chính phủ;\nNghị định:\nĐiều 1. Phạm vi\nĐiều 2. Hiệu lực\n"
    ).letterhead
    assert head.number and head.number.value == "94/1998/NĐ-CP"
    assert head.issuer and head.issuer.value == "Chính phủ"
    assert head.kind == "NĐ"
    assert head.subject and head.subject.value == "Quy định chi tiết một việc"
    assert str(head.issued_on) == "1998-11-17"


def test_an_issuer_that_the_text_has_lost_is_inferred_from_the_number() -> None:
    head = form(
        "Số: 9/BC-SNN\n\nSông Mẫu, ngày 1 tháng 3 năm 2020\n\nBÁO CÁO\n\nMột việc\n\n"
        "Sở Nông nghiệp và PTNT báo cáo UBND tỉnh Sông Mẫu.\n"
    ).letterhead
    assert head.issuer and head.issuer.value == "Sở Nông nghiệp và PTNT tỉnh Sông Mẫu"


def test_a_draft_has_no_number() -> None:
    head = form(
        "UBND TỈNH SÔNG MẪU\nSố:     /QĐ-UBND\nSông Mẫu, ngày    tháng   năm 2020\n\nQUYẾT ĐỊNH\nVề việc A\n"
    ).letterhead
    assert head.number is None
    assert head.issued_on is None
    assert head.kind == "QĐ"


def test_articles_of_a_decision() -> None:
    found = form(
        "QUYẾT ĐỊNH\nVề việc A\n\nCăn cứ B;\nĐiều 1. Phân bổ\n1. Một\n2. Hai\na) X\nb) Y\nĐiều 2. Thi hành Điều 1 của Quyết định này.\n"
    )
    assert [s.label for s in found.sections] == ["Điều 1", "Điều 1.1", "Điều 1.2", "a)", "b)", "Điều 2"]


@pytest.mark.parametrize(
    ("left", "right"),
    [("490/QĐ-TTg", "490 /QĐ – TTg"), ("490/QĐ-TTg", "0490/qd-ttg"), ("12-KH/TU", "12/KH/TU")],
)
def test_spellings_of_one_number_share_a_key(left: str, right: str) -> None:
    assert number_key(left) == number_key(right)


def test_tidy_keeps_the_letters() -> None:
    assert tidy("490 /QĐ – TTg") == "490/QĐ-TTg"


def test_fold_keeps_the_length() -> None:
    text = "Đường Hồ Tiêu ỘỆ ẩ đ"
    assert fold(text) == "duong ho tieu oe a d"
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("case", letterhead_cases())
def test_heads_and_feet(case: dict[str, str]) -> None:
    text = case["text"].strip() + "\n"
    found = outline(with_tables(text)) if "| " in text else form(text)
    head, signature = found.letterhead, found.signature
    stated = {
        "number": head.number,
        "kind": head.kind,
        "issuer": head.issuer,
        "place": head.place,
        "issued_on": head.issued_on,
        "subject": head.subject,
        "signer": signature.signer,
        "signer_title": signature.title,
    }
    read = {name: str(getattr(value, "value", value) or "") for name, value in stated.items() if name in case}
    assert read == {name: value for name, value in case.items() if name != "text"}
