"""The syllable grammar: true texts pass it, and whatever else stands in a text layer does not."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from conftest import ROOT

from pipeline.read.letters.syllables import is_syllable, vietnamese_share

TRUE = sorted((ROOT / "corpus").glob("*.txt")) + sorted((ROOT.parent / "shared" / "legacy" / "truth").glob("*.txt"))


@pytest.mark.parametrize(
    "word", ["nghiêng", "QUYẾT", "khuỷu", "giếng", "oái", "ăn", "Ủy", "quốc", "yếu", "thuở", "gì", "xoong", "huých"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["quyêt", "thuc", "nghiệpp", "xyz", "báò", "hjeu", "wê", "đươcj", "tách1", "hoµ", "coäng"]
)
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("path", TRUE, ids=lambda path: path.name)
def test_a_true_text_is_far_from_a_spoilt_one(path: Path) -> None:
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).replace("đ", "d")
    shifted = "".join(chr(ord(c) + 1) if c.isalpha() else c for c in text)
    share = vietnamese_share(text)
    assert share is not None and share > 0.85
    assert (vietnamese_share(plain) or 0) < 0.2 and (vietnamese_share(shifted) or 0) < 0.4


def test_english_is_no_vietnamese_and_a_few_words_say_nothing() -> None:
    english = "The People's Committee of the province shall allocate the funds to the districts by the end of the year."
    assert vietnamese_share(english) == 0
    assert vietnamese_share("TT 1 2 3 BÁO CÁO") is None


def test_a_lost_letter_spoils_its_word() -> None:
    assert vietnamese_share("H�I Đ�NG nhân dân tỉnh họp kỳ thứ mười để quyết định dự toán") == pytest.approx(12 / 14)
