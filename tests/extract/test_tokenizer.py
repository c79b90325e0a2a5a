"""underthesea's words as spaCy tokens, where they are asked for."""

from __future__ import annotations

import re

from spacy.vocab import Vocab

from pipeline.extract.tokenizer import Cue, UndertheseaTokenizer

TEXT = "Các hộ dân  sản xuất hồ tiêu.\nHợp tác xã trồng cây dược liệu ở miền núi."


def test_without_cues_every_word_is_cut_and_keeps_its_own_spaces() -> None:
    tokens = [token.text for token in UndertheseaTokenizer(Vocab())(TEXT) if token.text.strip()]
    assert "Hợp tác xã" in tokens and "sản xuất" in tokens and "dược liệu" in tokens
    assert "".join(tokens).replace(" ", "") == TEXT.replace(" ", "").replace("\n", "")


def test_words_are_cut_from_a_cue_to_its_reach_and_no_further_than_its_line() -> None:
    tokenizer = UndertheseaTokenizer(Vocab(), (Cue(re.compile("sản"), 300),))
    doc = tokenizer(TEXT)
    tokens = [token.text for token in doc if token.text.strip()]
    assert doc.text == TEXT
    assert tokens[:3] == ["Các", "hộ", "dân"]
    assert tokens[3:5] == ["sản xuất", "hồ tiêu"]
    assert tokens[-2:] == ["miền", "núi."]
