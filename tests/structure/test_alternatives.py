"""Names told apart letter by letter match what a plain list of them matches."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.structure.alternatives import alternatives

NAME = st.text(alphabet="abc. -", min_size=1, max_size=6).map(lambda name: " ".join(name.split())).filter(bool)


@given(st.lists(NAME, min_size=1, max_size=14), st.text(alphabet="abc. -", max_size=12))
def test_the_longest_name_that_a_text_begins_with_is_found(names: list[str], text: str) -> None:
    words = " ".join(text.split())
    pattern = re.compile(alternatives(names))
    found = pattern.match(words)
    begun = [name for name in names if words.startswith(name)]
    assert all(pattern.fullmatch(name) for name in names)
    if begun:
        assert found is not None
        assert found.end() >= len(max(begun, key=len))


def test_a_shorter_name_is_found_where_the_longer_one_does_not_end() -> None:
    pattern = re.compile(rf"{alternatives(['con', 'con bò', 'con bò sữa'])}(?!\w)")
    assert [match[0] for match in pattern.finditer("con bò sữa, con bò sữatươi, con bòn")] == [
        "con bò sữa",
        "con bò",
        "con",
    ]


def test_white_space_and_dashes_are_as_free_as_in_print() -> None:
    pattern = re.compile(alternatives(["Công nghiệp - Xây dựng"]))
    assert all(map(pattern.fullmatch, ("Công nghiệp–Xây  dựng", "Công\nnghiệp -Xây dựng")))


def test_a_joint_of_ones_own_stands_for_what_it_says() -> None:
    pattern = re.compile(alternatives(["giao … thực hiện", "giao vốn"], {" … ": r"(?:\s+\w+){0,2}\s+"}))
    assert all(map(pattern.fullmatch, ("giao cho xã thực hiện", "giao thực hiện", "giao vốn")))
