"""Numbers in Vietnamese official texts: figures ('6.400', '589,72', '1,500.25') and words ('sáu tỷ').

In figures '.' groups thousands and ',' marks the decimals; English usage and spaces as groups occur.
A lone '1.500' is 1500; '1.5' is one and a half, since one digit after the mark is no group.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.normalize.letters import AS_FIGURES

_LONGEST = 40
_GROUPED = re.compile(r"\d{1,3}(?:[ .,]\d{3})+")

_COUNTED = ("khối", "tổ", "thôn", "ấp", "xóm", "khóm", "hẻm", "đội", "kênh")
"""What bears a number as its name; 'ngân sách quận 1 500 triệu' may be either."""
_OF_A_NAME = "|".join(f"(?<={first}{words[1:]} )" for words in _COUNTED for first in (words[0], words[0].upper()))
_ROADS = (
    "Đường Huyện",
    "đường Huyện",
    "Đường huyện",
    "đường huyện",
    "Quốc lộ",
    "quốc lộ",
    "QL",
)
_LETTERS = "(?:ĐT|ĐH|ĐX|TL|HL)"
_BY_LETTERS = (
    rf"(?<={_LETTERS}\.)|(?<={_LETTERS} )(?:(?<![^\n]{_LETTERS} )|(?<=[;,:+-] {_LETTERS} )|(?<=[đĐ]ường {_LETTERS} )"
    rf"|(?<=[tT]uyến {_LETTERS} ))"
)
"""Letters of a road, 'TL 8', which stand in other names too ('Công ty TL 12 500 triệu đồng'): behind a road's word, a mark or a line's end."""
_OF_A_ROAD = "|".join(f"(?<={road}[ .])" for road in (*_ROADS, "Tỉnh lộ", "tỉnh lộ", "Hương lộ", "Huyện lộ"))
_NAMES_NUMBER = rf"(?:(?:{_OF_A_NAME}|(?<=[A-Z]\d-)|(?<=[A-Z]\d\d-))\d{{1,2}}|(?:{_OF_A_ROAD}|{_BY_LETTERS})\d{{1,3}}) \d{{3}}(?! ?\d)"
"""'khối 7 410 triệu', 'kênh N14-1 940 triệu', 'Đường Huyện 58 787 triệu': the first number is the name's."""
NO_FIGURE_BEFORE = rf"(?<![\d.,])(?:(?<!\w)|(?<=VND)|(?<=VNĐ)|(?<=USD))(?!{_NAMES_NUMBER})"
RUN = r"(?>\d{1,3}(?:[ \u00a0]\d{3}){1,5}(?!\d)(?:[.,]\d+)?|[\dlIO]*\d[\dlIO]*(?:[.,][\dlIO]+)*)"
FIGURES = re.compile(NO_FIGURE_BEFORE + RUN)
"""A run of figures, with the letters that OCR reads for 1 and 0; linear on any text."""

LOOSE_FIGURES = re.compile(r"\d{1,3}(?:(?: ?\. ?| )\d{3})+(?!\d)(?: ?, ?\d{1,2}(?!\d))?|\d{1,3} , ?\d{1,2}(?![\d.,])")
"""The same with spaces beside the marks, as old machines and OCR leave them ('6. 400', '2 , 5')."""

DIGITS = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*")
"""A run of figures without spaces or letters in it."""

_ENGLISH_MARKS = re.compile(r",(?<=\d,)\d{3}(?:,\d{3}|\.\d)")
_ENGLISH_BILLIONS = re.compile(r"(?:\d,\d{3},\d{3}|\d,\d{3}\.\d+|\d\.\d{1,2})\s?(?:triệu|t[ỷỉ])", re.IGNORECASE)
_VIETNAMESE_MARKS = re.compile(r"\d\.\d{3}[.,]\d|\d,\d{1,2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed: its exact value, and how many decimals it shows (its precision)."""

    value: Decimal
    decimals: int
    repaired: bool = False
    """Whether letters were read as figures ('l50' as 150)."""


def plain(value: Decimal) -> str:
    """A decimal as plain digits without an exponent or trailing zeros after the mark."""
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


@lru_cache(maxsize=4096)
def parse_number(run: str, whole: bool = False) -> Number | None:
    """The number that a run of figures states; None where it is none ('1.2.3', a phone number).

    `whole` says that the thing counted has no fractions (đồng without 'triệu'): '25,000' is then
    twenty-five thousand, not twenty-five.
    """
    plain = run.translate(AS_FIGURES)
    repaired = plain != run
    plain = plain.replace("\u00a0", " ")
    if len(plain) > _LONGEST:
        return None
    if " " in plain:
        # '15.000 000' has lost a mark, '6. 400' has a space too many.
        lost = "." if "." in plain and "," not in plain else ""
        plain = re.sub(r"(?<=\d) (?=\d)", lost, plain).replace(" ", "")
    marks = [char for char in plain if char in ".,"]
    if not marks:
        return Number(Decimal(plain), 0, repaired)
    last = marks[-1]
    head, _, tail = plain.rpartition(last)
    if len(set(marks)) == 2:
        group = "." if last == "," else ","
        if marks.count(last) > 1 and whole and _GROUPED.fullmatch(plain):  # '1,200.000.000 đồng'
            return Number(Decimal(re.sub("[.,]", "", plain)), 0, repaired)
        if marks.count(last) > 1 or not _GROUPED.fullmatch(head):
            return None
        return Number(Decimal(head.replace(group, "") + "." + tail), len(tail), repaired)
    if _GROUPED.fullmatch(plain) and not plain.startswith("0") and (last == "." or len(marks) > 1 or whole):
        return Number(Decimal(plain.replace(last, "")), 0, repaired)
    if len(marks) > 1:
        return None
    return Number(Decimal(f"{head}.{tail}"), len(tail), repaired)


def writes_english_marks(text: str) -> bool:
    """Whether a text groups thousands by ',' and nowhere by '.': then its '2,750' is no fraction."""
    return _ENGLISH_MARKS.search(text) is not None and _VIETNAMESE_MARKS.search(text) is None


def writes_english_billions(text: str) -> bool:
    """Whether figures before 'triệu' and 'tỷ' have English marks too: beside '12,345,678 đồng' a '1,235 tỷ' may be a fraction."""
    return _ENGLISH_BILLIONS.search(text) is not None


_UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000}
_BILLION = {"tỷ", "tỉ"}
_HALF = "nửa"
_SILENT = {"linh", "lẻ", "chẵn", "tròn"}
_TENS = {"mươi", "mười", "chục"}
_AFTER_TENS = {"lăm", "nhăm", "mốt", "tư"}

NUMBER_WORD = "(?:" + "|".join(
    sorted({*_UNITS, *_SCALES, *_BILLION, *_SILENT, *_TENS, _HALF, "trăm", "rưỡi", "rưởi", "phẩy"}, key=len, reverse=True)
) + ")"  # fmt: skip
"""A regular expression for one word of a number."""


def parse_words(words: str) -> Decimal | None:
    """The number written out in `words` ('Sáu tỷ, bốn trăm triệu'); None where they are no number.

    Northern and southern words are read ('nghìn', 'ngàn'; 'linh', 'lẻ'), 'rưỡi' is half of the
    power before it, 'chẵn' says nothing.
    """
    tokens = re.findall(r"[^\W\d_]+", words.lower())
    if not tokens:
        return None
    if tokens[0] == _HALF:
        # 'nửa tỷ', 'nửa triệu'
        whole = parse_words(f"một {tokens[1]}") if len(tokens) == 2 and tokens[1] in {*_SCALES, *_BILLION} else None
        return whole / 2 if whole else None
    if "phẩy" in tokens:
        return _with_decimals(tokens)
    total = section = group = 0
    pending: int | None = None
    half = 0
    power = 1
    for token in tokens:
        if token in _UNITS:
            if pending is not None:
                # 'năm lăm', 'hai tư', 'bảy trăm bốn hai': tens said without 'mươi'.
                if not pending or not (token in _AFTER_TENS or (power == 100 and group)):
                    return None
                group, pending = group + pending * 10, None
            pending = _UNITS[token]
        elif token == "trăm":
            group, pending, power = group + (1 if pending is None else pending) * 100, None, 100
        elif token in _TENS:
            if token == "chục" and pending is None:
                # 'vài chục triệu' is no number.
                return None
            group, pending, power = group + (1 if pending is None else pending) * 10, None, 10
        elif token in _SCALES:
            scale = _SCALES[token]
            group, pending = group + (pending or 0), None
            if not group and not section:
                return None
            if 0 < section < scale:
                # 'sáu nghìn bốn trăm triệu': what stands before is multiplied whole.
                section, group = (section + group) * scale, 0
            else:
                section, group = section + group * scale, 0
            power = scale
        elif token in _BILLION:
            group, pending = group + (pending or 0), None
            section += group
            if not section:
                return None
            total, section, group, power = (total + section) * 10**9 if total else section * 10**9, 0, 0, 10**9
        elif token in ("rưỡi", "rưởi"):
            half += power // 2
        elif token not in _SILENT:
            return None
    return Decimal(total + section + group + (pending or 0) + half)


def _with_decimals(tokens: list[str]) -> Decimal | None:
    """'hai phẩy năm tỷ': the figures after 'phẩy' one by one, then the power."""
    cut = tokens.index("phẩy")
    whole = parse_words(" ".join(tokens[:cut]))
    rest = tokens[cut + 1 :]
    powers = [token for token in rest if token in _SCALES or token in _BILLION]
    digits = rest[: len(rest) - len(powers)]
    if whole is None or not digits or any(token not in _UNITS for token in digits):
        return None
    value = Decimal(f"{whole}.{''.join(str(_UNITS[token]) for token in digits)}")
    for token in powers:
        value *= _SCALES.get(token, 10**9)
    return value


def with_thousands_of(low: Number, high: Number) -> Number:
    """'50 - 100.000' is 50 000 to 100 000: the noughts of the upper end are the lower one's too."""
    whole = int(high.value)  # a remainder of decimals has a largest number
    for power in (6, 3):
        value = low.value.scaleb(power)
        if whole == high.value and whole % 10**power == 0 and high.value / 10 <= value < high.value:
            return Number(value, 0, low.repaired)
    return low
