"""Names that may be projects' are weighed: where they stand, what speaks for them, and twice."""

from __future__ import annotations

from itertools import pairwise

import pytest
from conftest import as_document
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.log_odds import NAMES, probability, weights
from pipeline.extract.projects.weighing import weighed as project_weighed
from pipeline.extract.projects.weighing.candidates import Candidate, candidates_in, in_later_cell
from pipeline.extract.projects.weighing.features import features_beside, own_features
from pipeline.extract.projects.weighing.weighed import LEAST, RULE, USUAL, chances_in_one
from pipeline.records import Document, Mentions, Project

WORDS = (
    "xây dựng", "nạo vét", "cầu", "kênh", "nhà văn hóa", "thôn", "Bến Gạo", "Khe Nứa", "mô hình", "trồng", "bưởi", "dự án", "hẻm 45/8",
    "tại", "ở", "và", ",", ";", ".", "\n- ", "\n2. ", "\t", "(", ")", "1,2 km", "dự toán 57 triệu đồng", "năm 2019", ":", "có", "đã",
)  # fmt: skip


def found_in(text: str) -> list[str]:
    return [text[start:end] for start, end in candidates_in(text)]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_names_stand_in_their_text_in_order_and_apart(text: str) -> None:
    names = candidates_in(text)
    assert all(text[start:end].strip() == text[start:end] and len(text[start:end].split()) > 1 for start, end in names)
    assert all(one.end <= other.start for one, other in pairwise(names))
    assert len(own_features(text, names, Mentions())) == len(names)
    assert all(list(features_beside(text, name, names)) for name in names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Xã nạo vét kênh Xáng Cụt 2,3 km.", ["nạo vét kênh Xáng Cụt 2,3 km"]),
        ("dừng mô hình hoa ly đỏ tại thị xã", ["hoa ly đỏ"]),
        ("- Nuôi ong lấy mật: 35 triệu đồng", ["Nuôi ong lấy mật"]),
        ("bà con nuôi ong", []),
        ("bà con nuôi ong lấy mật", ["nuôi ong lấy mật"]),
        ("nhựa hóa hẻm 45/8, dài 96 m", ["nhựa hóa hẻm 45/8"]),
        ("làm kho lạnh Bến Gạo, sân khấu lớn", ["làm kho lạnh Bến Gạo"]),
    ],
)
def test_what_may_be_a_name(text: str, names: list[str]) -> None:
    assert found_in(text) == names


def test_a_later_cell_is_one_behind_words() -> None:
    text = "1\tCầu Khe Nứa\tUBND xã"
    assert not in_later_cell(text, text.index("Cầu"))
    assert in_later_cell(text, text.index("UBND"))


def test_what_stands_beside_speaks_for_a_name() -> None:
    text = "Nhà bếp tại trường Bến Gạo.\n- cầu Khe Nứa"
    kitchen, bridge = (text.index(words) for words in ("Nhà bếp", "cầu"))
    first = Candidate(kitchen, kitchen + len("Nhà bếp"))
    school = Candidate(text.index("trường"), text.index("."))
    assert "where another project is" in set(features_beside(text, school, [first]))
    assert "a project in the line above" in set(features_beside(text, Candidate(bridge, len(text)), [first]))
    assert "where another project is" not in set(features_beside(text, first, [school]))


def test_no_name_begins_inside_a_proper_name() -> None:
    assert found_in("UBND huyện Hải Lăng cho huyện Cam Lộ; xã Nông Cống Thượng") == []
    assert found_in("Xây Cầu Bến Gạo. Dự án Lăng Ông Nam Hải") == ["Xây Cầu Bến Gạo", "Lăng Ông Nam Hải"]


def test_a_name_told_again_is_counted() -> None:
    text = "cầu Khe Nứa hỏng. Làm lại cống Bến Gạo. Về cầu Khe Nứa"
    names = candidates_in(text)
    times = {
        text[one.start : one.end]: {f for f in own if f.startswith("told")}
        for one, own in zip(names, own_features(text, names, Mentions()), strict=True)
    }
    assert times["cầu Khe Nứa"] == {"told 2 times"}


def weighed(document: Document) -> list[Project]:
    return [one for one in document.facts.mentions.projects if one.rule == RULE]


def test_a_name_beside_a_likely_one_is_weighed_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    odds = {"": -4.0, USUAL: -1.7, "next: thơm": 5.0, "a project in the line above": 5.0}
    monkeypatch.setattr(project_weighed, "weights", lambda _: odds)
    text = "Cây cối:\ncây cầu Bến Gạo, thơm\ncây cầu Khe Nứa, xanh\ncây cầu Hòn Rơm, vàng\n"
    assert [one.name for one in weighed(as_document(text))] == ["cây cầu Bến Gạo", "cây cầu Khe Nứa"]


@given(st.lists(st.floats(-6, 6), max_size=30))
def test_chances_keep_the_order_of_the_odds(odds: list[float]) -> None:
    chances = chances_in_one(odds, -1.7)
    assert [chance for _, chance in sorted(zip(odds, chances, strict=True))] == sorted(chances)
    assert all(0 < chance < 1 for chance in chances)


def test_a_name_is_likelier_among_likely_ones_than_among_others() -> None:
    usual = weights(NAMES)[USUAL]
    alone, *_ = chances_in_one([usual], usual)
    in_a_list, *_ = chances_in_one([usual] + [3.0] * 10, usual)
    in_a_timetable, *_ = chances_in_one([usual] + [-5.0] * 10, usual)
    assert in_a_timetable < alone < LEAST < in_a_list
    assert alone == pytest.approx(probability(usual)), "one name says nothing of its document that it has not said"


def test_features_of_every_sign_come_back_from_the_table() -> None:
    known = weights(NAMES)
    assert known[""] < 0
    assert any(feature.endswith(" ,") for feature in known)
