"""underthesea's words as spaCy tokens, cut where they are asked for."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.extract.tokenizer import UndertheseaTokenizer
from pipeline.extract.words import Cue, Words

TEXT = "Các hộ dân  sản xuất hồ tiêu.\nHợp tác xã trồng cây dược liệu ở miền núi."


def test_every_word_is_cut_and_keeps_its_own_spaces() -> None:
    doc = UndertheseaTokenizer(Vocab())(TEXT)
    tokens = [token.text for token in doc if token.text.strip()]
    assert doc.text == TEXT
    assert "Hợp tác xã" in tokens and "sản xuất" in tokens and "dược liệu" in tokens
    assert "".join(tokens).replace(" ", "") == TEXT.replace(" ", "").replace("\n", "")


def test_words_are_those_that_underthesea_cuts_with_a_model_it_read_itself() -> None:
    code = f"import json, underthesea as u; print(json.dumps(u.word_tokenize({TEXT!r}, use_token_normalize=False)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    tokens = [token.text for token in UndertheseaTokenizer(Vocab())(TEXT) if token.text.strip()]
    assert tokens == json.loads(done.stdout)


@pytest.mark.parametrize(
    ("inside", "word"),
    [
        ("ác", "Các"),
        ("hộ", "hộ"),
        ("sản", "sản xuất"),
        ("xuất", "sản xuất"),
        ("tiêu", "hồ tiêu"),
        ("tác", "tác"),
        ("núi", "núi."),
    ],
)
def test_words_are_cut_from_a_cue_to_its_reach_and_no_further_than_its_line(inside: str, word: str) -> None:
    words = Words(TEXT, Cue(re.compile("sản"), 300), UndertheseaTokenizer(Vocab()))
    span = words.at(TEXT.index(inside))
    assert span and TEXT[slice(*span)] == word


def test_no_word_stands_in_white_space_or_past_the_text() -> None:
    words = Words(TEXT, Cue(re.compile("sản"), 4), UndertheseaTokenizer(Vocab()))
    assert [words.at(TEXT.index(" ")), words.at(TEXT.index("\n")), words.at(len(TEXT))] == [None, None, None]


def test_a_stretch_is_cut_once_and_only_when_asked_for() -> None:
    cut: list[str] = []
    tokenizer = UndertheseaTokenizer(Vocab())

    def counting(text: str) -> Doc:
        cut.append(text)
        return tokenizer(text)

    words = Words(TEXT, Cue(re.compile("sản|cây"), 5), counting)
    assert not cut
    assert words.at(TEXT.index("sản")) == words.at(TEXT.index("xuất"))
    assert cut == ["sản xuất"]
