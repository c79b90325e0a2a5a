"""What tells the head of a further document in one file, and the number that a document bears, from all that only looks so."""

from __future__ import annotations

import pytest

from pipeline.structure.number.labels import is_labelled, labelled_numbers
from pipeline.structure.second_heads import bears_title, numbers_of_second_heads, second_heads

MOTTO = "Độc lập - Tự do - Hạnh phúc"
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (f"{STATE}\n{MOTTO}", True),
        (f"UBND XÃ MẪU\t{STATE}\n\t{MOTTO}", True),
        ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập – Tự do – Hạnh phúc", True),
        ("ĐẢNG BỘ TỈNH MẪU\tĐẢNG CỘNG SẢN VIỆT NAM\n", True),
        (f"CHÍNH PHỦ NƯỚC {STATE}\nvà Chính phủ nước X", False),
        (f"nước Cộng hòa xã hội chủ nghĩa Việt Nam\n{MOTTO}", False),
        ("kỷ niệm ngày thành lập ĐẢNG CỘNG SẢN VIỆT NAM của xã", False),
        (MOTTO, False),
    ],
)
def test_a_further_head_bears_its_title_in_capitals_over_the_motto(head: str, found: bool) -> None:
    text = f"Nội dung.\n{head}\n"
    assert list(second_heads(text, 5)) == [10] * found


@pytest.mark.parametrize(
    "cell", ["Cộng hòa xã hội chủ nghĩa Việt Nam", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", MOTTO, "ĐẢNG CỘNG SẢN VIỆT NAM của xã"]
)
def test_a_cell_of_the_head_bears_what_it_may_alone(cell: str) -> None:
    assert bears_title(f"UBND XÃ MẪU\t{cell}\n", 0, 60)
    assert not bears_title(f"UBND XÃ MẪU\tNội dung\n{cell}\n", 0, 20)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 12/BC-SNN", "12/"),
        ("* Số 12-QĐ/TU", "12-"),
        ("UBND XÃ\tSỐ: 7/2018/QĐ-UBND", "7/"),
        ("Số hợp đồng: 05/HĐXD", "05/"),
        ("Số: 34 TTr/UB", "34 "),
        ("Số 5, đường Hùng Vương", None),
        ("Số 12/5 đường Hùng Vương", None),
        ("số 12/QĐ-UBND ngày 3/4/2018", None),
        ("Theo Quyết định Số: 12/QĐ-UBND", None),
    ],
)
def test_a_label_opens_the_line_of_a_number_with_symbols(line: str, number: str | None) -> None:
    text = f"Nội dung\n{line}\n"
    assert [text[at : at + len(number or "")] for at in labelled_numbers(text, 0, len(text))] == [number] * bool(number)
    assert is_labelled(text, next(at for at, letter in enumerate(text) if letter.isdigit())) is bool(number)


def test_the_number_nearest_to_a_further_title_is_its_documents() -> None:
    text = f"Nội dung.\nUBND XÃ MẪU\nSố: 8/BC-UBND\n{STATE}\n{MOTTO}\nThực hiện\nSố: 9/KH-UBND\n"
    assert numbers_of_second_heads(text, 3) == {text.index("8/BC")}
