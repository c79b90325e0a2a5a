"""Words that stand in like places are of one group, and say the same of a name."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from pipeline.extract.projects.weighing.candidates import candidates_in
from pipeline.extract.projects.weighing.features import own_features
from pipeline.extract.word_groups import APART, GROUPS, tokens_in, word_groups
from pipeline.records import Mentions


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Đã khởi công cầu Khe Nứa", ["đã", "khởi công", "cầu", "^", "^"]),
        ("khởi Công", ["khởi", "^"]),
        ("vốn 1,2 tỷ.\nXã làm", ["vốn", "0", "tỷ", ".", ".", "xã", "làm"]),
        ("(UBND): Làm", ["(", "ubnd", ")", ":", "làm"]),
        ("thi khởi công", ["thi", "khởi công"]),
        ("khởi", ["khởi"]),
        ("", []),
    ],
)
def test_words_are_of_one_syllable_or_two(text: str, words: list[str]) -> None:
    assert [*tokens_in(text, {"khởi công", "thi công"})] == words


def test_a_group_bears_the_name_of_a_word_of_its_own_and_a_word_is_of_one_group() -> None:
    with GROUPS.open(encoding="utf-8", newline="") as lines:
        groups = {near: (wide, words.split(APART)) for near, wide, words in csv.reader(lines)}
    assert all(near in words and groups[wide][0] == wide for near, (wide, words) in groups.items())
    assert max(Counter(word for _, words in groups.values() for word in words).values()) == 1


def test_like_words_say_the_same_of_a_name() -> None:
    groups = word_groups()
    assert groups["khởi công"].near == groups["hoàn thành"].near != groups["ngập"].near
    like = f"like {groups['khởi công'].near}"
    for word, where in (("Xã sắp {} cầu Khe Nứa", "ahead"), ("Cầu Khe Nứa (bắc suối Lạnh) chưa {}", "behind")):
        for said in ("khởi công", "hoàn thành"):
            text = word.format(said)
            name = next(one for one in candidates_in(text) if "Khe Nứa" in text[one.start : one.end])
            assert f"{where}: {like}" in own_features(text, [name], Mentions())[0]
    text = "Đã hoàn thành; xã qua cầu Khe Nứa\nSắp khởi công"
    assert not {f"ahead: {like}", f"behind: {like}"} & own_features(text, candidates_in(text)[-1:], Mentions())[0]
