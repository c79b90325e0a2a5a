"""Letters from before Unicode: every encoding read back, run by run, and what is Unicode left alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from old_letters import ALPHABET, codes, encoded

from pipeline.read.letters.legacy import Run, unicode_runs
from pipeline.read.letters.syllables import is_syllable
from pipeline.read.text.reader import read_text

SENTENCE = (
    "Ủy ban nhân dân huyện quyết định phân bổ kinh phí hỗ trợ sản xuất lúa nước, trồng cây ăn quả và chăn nuôi bò sữa"
)
SMALL = SENTENCE.lower()
ENGLISH = (
    "The Asian Development Bank's résumé of the café project (Phase 2) costs US$ 3.5 million; e.g. a_b@example.org."
)
FONTS = {"TCVN3": ".VnTime", "VNI": "VNI-Times", "VPS": "VPS Times", "VISCII": "VI Times"}
WORDS = st.lists(
    st.tuples(
        st.sampled_from(["", "b", "đ", "ng", "tr", "h"]), st.sampled_from(ALPHABET), st.sampled_from(["", "n", "m"])
    )
    .map("".join)
    .filter(is_syllable),
    min_size=1,
    max_size=12,
).map(" ".join)


@pytest.mark.parametrize(("encoding", "font"), FONTS.items())
@given(text=WORDS)
def test_what_a_font_names_is_read_back(encoding: str, font: str, text: str) -> None:
    assert unicode_runs([Run(encoded(text, encoding), font)]) == [text]


@pytest.mark.parametrize("encoding", [*FONTS, "VIQR"])
@given(words=WORDS)
def test_without_a_font_the_letters_tell(encoding: str, words: str) -> None:
    text = f"{SMALL}, {words}, {SMALL}, {SMALL}"
    assert unicode_runs([Run(encoded(text, encoding))]) == [text]


@pytest.mark.parametrize("encoding", ["VNI", "VISCII", "VPS", "VIQR"])
def test_capitals_with_tones(encoding: str) -> None:
    text = f"{SENTENCE}. {SENTENCE.upper()}. " * 2
    assert unicode_runs([Run(encoded(text, encoding))]) == [text]


def test_every_letter_of_the_alphabet_has_a_code() -> None:
    for encoding in ("TCVN3", "VNI", "VISCII", "VPS", "VIQR"):
        missing = [letter for letter in ALPHABET + "đ" if letter not in codes(encoding) and not letter <= "\xff"]
        assert not missing, encoding


@pytest.mark.parametrize(
    "font", [".VnTimeH", ".VnArial NarrowH", ".vntimeh", "ABCDEF+.VnTimeH,Bold", ".VnArialH-Italic"]
)
def test_letters_are_kept_as_typed_in_a_font_for_capitals(font: str) -> None:
    assert unicode_runs([Run(encoded(SMALL, "TCVN3"), font)]) == [SMALL]


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("ñY BAN NH¢N D¢N", "ỦY BAN NHÂN DÂN"),
        ("VÒ VIÖC PH£ DUYÖT", "VỀ VIỆC PHÊ DUYỆT"),
        ("VÒ viÖc cña Bé Tµi chÝnh", "Về việc của Bộ Tài chính"),
        ("Sè: 12/Q§-UB", "Số: 12/QĐ-UB"),
        ("Tæng diÖn tÝch: 25 m², nhiÖt ®é 30°C – “lín nhÊt”", "Tổng diện tích: 25 m², nhiệt độ 30°C – “lớn nhất”"),
    ],
)
def test_tcvn3_as_typists_wrote_it(typed: str, seen: str) -> None:
    assert unicode_runs([Run(typed, ".VnTime")]) == [seen]


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])
def test_runs_of_several_encodings_stay_apart(encoding: str) -> None:
    other = "VNI" if encoding == "TCVN3" else "TCVN3"
    runs = [
        Run(encoded(SMALL, encoding), FONTS[encoding]),
        Run(ENGLISH, "Times New Roman"),
        Run(SENTENCE, "Times New Roman"),
        Run(encoded(SMALL, other), FONTS[other]),
        Run(SENTENCE, FONTS[encoding]),
        Run(encoded("đơn vị", encoding), FONTS[encoding]),
    ]
    assert unicode_runs(runs) == [SMALL, ENGLISH, SENTENCE, SMALL, SENTENCE, "đơn vị"]


def test_a_font_that_misleads_is_outweighed() -> None:
    runs = [Run(encoded(SMALL, "VNI"), "VNSTCVN3"), Run(encoded(SMALL, "TCVN3"), "VNSTCVN3"), Run("stt", "VNSTCVN3")]
    assert unicode_runs(runs) == [SMALL, SMALL, "stt"]


def test_short_cells_go_with_their_font_and_their_neighbours() -> None:
    cells = ["stt", "đơn vị", "năm", "tổng số", "ở", "xã", "1.234,5", "ý", "huyện", "thị trấn", "m²"]
    for encoding, font in (("TCVN3", ".VnTime"), ("TCVN3", None), ("VNI", "VNI-Helve"), ("VNI", None)):
        runs = [Run(encoded(cell, encoding), font) for cell in cells]
        assert unicode_runs(runs) == cells, (encoding, font)


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])
def test_bytes_that_windows_took_for_its_own_code_page(encoding: str) -> None:
    text = f"{SMALL}; có thể sử dụng từ lúc đó, ý kiến của hộ gia đình về giá bán lẻ và thời hạn trả nợ"
    data = encoded(text, encoding).encode("cp1252")
    shown = "".join(bytes((byte,)).decode("cp1258", "ignore") or chr(byte) for byte in data)
    assert shown != data.decode("cp1252")
    for font in (FONTS[encoding], "Arial"):
        assert unicode_runs([Run(f"{shown}. {shown}", font)] * 2) == [f"{text}. {text}"] * 2


def test_a_letter_split_over_runs() -> None:
    runs = [Run("Coäng ho", "VNI-Times"), Run("øa xaõ hoäi", "VNI-Helve"), Run(" chuû nghóa", "VNI-Times")]
    assert "".join(unicode_runs(runs)) == "Cộng hòa xã hội chủ nghĩa"


@given(st.text(alphabet="abcxyz ®©§µ·¹²³«»±°–“”…éèôüñ", max_size=60))
def test_signs_and_foreign_letters_stay(text: str) -> None:
    assert unicode_runs([Run(text, "Times New Roman")]) == [unicodedata.normalize("NFC", text)]


@given(
    st.lists(st.tuples(st.text(max_size=30), st.sampled_from([None, ".VnTimeH", "VNI-Times", "Arial", "Wingdings"])))
)
def test_any_runs_come_back_one_for_one(runs: list[tuple[str, str | None]]) -> None:
    assert len(unicode_runs([Run(text, font) for text, font in runs])) == len(runs)


def test_unicode_in_parts_and_in_the_wrong_order() -> None:
    assert unicode_runs([Run(unicodedata.normalize("NFD", SENTENCE))]) == [SENTENCE]
    assert unicode_runs([Run("e\u0301\u0302 \u00e9\u0302 \u00d0\u1ea1i h\u1ed9i")]) == ["ế ế Đại hội"]


def test_picture_fonts_show_their_signs() -> None:
    assert unicode_runs([Run("\uf0b7", "Symbol"), Run("®¬n vÞ", ".VnTime"), Run("\xfc ", "Wingdings")]) == [
        "•",
        "đơn vị",
        "✓ ",
    ]


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI", "VISCII", "VPS", "VIQR"])
def test_text_files_in_old_letters(encoding: str) -> None:
    lines = f"{SMALL}.\n{ENGLISH}\n{SMALL}.\n"
    data = "".join(
        encoded(line, encoding) if line.startswith("ủy") else line for line in lines.splitlines(keepends=True)
    )
    raw = bytes(ord(char) if ord(char) < 0x100 else char.encode("cp1252")[0] for char in data.replace("é", "e"))
    assert read_text(raw).pages[0].text == lines.replace("é", "e")
