"""The places of words as a page's row holds them."""

from __future__ import annotations

import json

import numpy as np
import pytest

from pipeline.records import Words
from pipeline.store.words import as_json, of_json


@pytest.mark.parametrize("side", [0.0, 0.05, 0.25, 43.6499, 43.65, 99.95, 841.89, 1e9, -12.34])
def test_sides_are_rounded_as_print_rounds_them(side: float) -> None:
    written = as_json(Words([(0, 4)], [(side, 1, 2, 3)]))
    assert written == f"[[0,4,{np.float32(side):.1f},1.0,2.0,3.0]]"


def test_what_is_no_place_is_nought_and_nought_has_no_sign() -> None:
    written = as_json(Words([(0, 1)], [(float("inf"), float("nan"), -0.01, 7)]))
    assert written == "[[0,1,0.0,0.0,0.0,7.0]]"


def test_words_come_back_with_what_ocr_read() -> None:
    words = Words([(0, 4), (5, 9)], [(70, 43.6, 104, 54.5), (107, 41.7, 135.6, 54.5)], {1: (0.5, "400")})
    back = of_json(as_json(words))
    assert (back.offsets.tolist(), back.readings) == (words.offsets.tolist(), words.readings)
    assert np.allclose(back.boxes, words.boxes)
    assert [row[2] for row in json.loads(as_json(words) or "")] == [70.0, 107.0]
