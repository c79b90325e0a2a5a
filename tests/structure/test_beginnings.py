"""The words that a pattern may begin with are read off it."""

from __future__ import annotations

import re

import pytest

from pipeline.structure.beginnings import FirstWords, first_words_of


@pytest.mark.parametrize(
    ("pattern", "words", "others"),
    [
        (r"(?<!\w)(?:từ )?tháng \d", "từ tháng", False),
        (r"Dự án|[Cc]ông trình", "dự công", False),
        (r"đô[\s-]?la", "đô đôla", False),
        (r"quý\s*(?:I{1,3}|\d)", "quý quýi quýii quýiii", False),
        (r"(?:đã |đang )*(?P<only>xong)?(?(only)|hết)(?!\w)", "đã đang xong hết xonghết", False),
        (r"bên(?!\w)[^:]{0,9}:", "bên", False),
        (r"chủ\b.*", "chủ", False),
        (r"tháng(?:\s+|(?=\d))(?:\d|hai)", "tháng", False),
        (r"xã ?(?<=[ .])\w+", "xã", False),
        (r"(?>khu (?i:vực))|x{1,2}+ã", "khu xã xxã", False),
        (r"(?:từ\s+|(?=\d))(?:năm )?\d", "từ", True),
        (r"ngày \d|\(\d", "ngày", True),
        (r"(?:các )?\d", "các", True),
        (r"[^\W\dA-ZÀ-ỹb-z_]n|[a-c]", "an a b c", True),
    ],
)
def test_what_a_pattern_may_begin_with(pattern: str, words: str, others: bool) -> None:
    assert first_words_of(re.compile(pattern)) == FirstWords(frozenset(words.split()), others)


@pytest.mark.parametrize("pattern", [r"\w+ xã", r"(?:xã)?.{3}", r"xã[^\W\d_]{1,10} ", r"x++"])
def test_a_pattern_that_may_begin_with_any_word_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="any word"):
        first_words_of(re.compile(pattern))
