"""Words are grouped by what stands beside them, from texts alone."""

from __future__ import annotations

import sys
from itertools import product

from conftest import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks.accuracy.word_groups import grouped, vectors, words_of_two

VERBS, WORKS = ("sửa", "xây", "vá"), ("cầu", "cống", "kè")


def test_syllables_that_come_together_far_oftener_than_by_chance_are_a_word() -> None:
    texts = ["xã khởi công cầu", "khởi công Cầu", "huyện khởi công kè", "cầu xã", "xã cầu", "kè xã", "xã kè"] * 10
    words = words_of_two(texts)
    assert "khởi công" in words
    assert not words & {"cầu xã", "xã cầu", "kè xã", "xã kè", "công cầu"}


def test_words_that_stand_in_like_places_are_of_one_group() -> None:
    told = [["xã", verb, work, "xong", "."] for verb, work in product(VERBS, WORKS)] * 5
    known = ["xã", "xong", ".", *VERBS, *WORKS]
    rows = grouped(known, vectors(told, known, figures=4), near=5, wide=2)
    groups = {word: near for near, _, words in rows for word in words.split(" / ")}
    assert groups.keys() == set(known)
    assert {groups[verb] for verb in VERBS} == {"sửa"}
    assert {groups[work] for work in WORKS} == {"cầu"}
    assert {wide for _, wide, _ in rows} <= {near for near, _, _ in rows}
