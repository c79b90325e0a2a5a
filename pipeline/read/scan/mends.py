"""What Tesseract surely misread. In: the words of a line. Out: the same with what no paper prints as papers print it.

A letter given twice ('QĐÐ', 'TỔỐNG'), a Roman label before a title ('IL CÔNG TÁC'), a quarter ('quý 11'), the unit 'trđ', the marks on terms
that are nothing else ('Tống số'), specks and a worn dash before a line ("'Tổng cộng", '~ Ngân sách'). Digits stay as they are read, and a mended word is no surer than it was.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.read.letters.syllables import is_syllable
from pipeline.read.page.words import PlacedWord
from pipeline.read.romans import roman
from pipeline.read.scan.specks import without_specks

_FOREIGN = frozenset("ÐðÑñËëÏïÄäÖöÜüÅåÇçÎîÛû")
"""Letters that the engine knows and Vietnamese does not."""
_LABEL = re.compile(r"[IVXHL1l|]{1,5}[.,:]?$")
_GLYPHS = str.maketrans({"H": "II", "1": "I", "l": "I", "|": "I"})
_MOST_PARTS = 30
_FIGURE = re.compile(r"\(?\d{1,3}(?:\.\d{3})*(?:,\d+)?$")
_MILLIONS = re.compile(r"[Tt]r[aảáàãạâẩấăổốôồỗộơởớôoóòỏõọdđ](?P<end>[.,;:)]*)$")
"""'trđ' as the engine reads it, whose dictionary holds 'trả' and 'trở'; those do not end a sentence after a figure."""
_DONG = re.compile(r"(?P<figure>\(?\d{1,3}(?:\.\d{3})+)3(?P<end>[.,;:)]*)$")
"""'915.000.0003': four digits are no group, and the last stands for 'đ'."""
_DONG_APART = re.compile(r"[ởöôơờðdD](?P<rest>/[^\W\d_].*|[.,;:)]+)$")
"""'ở/tấm' after a figure: 'đ/tấm'."""
_CUBIC = re.compile(r"(?:(?<=/)m[äåãâ°]|^m[äå°])(?P<end>[.,;:)]*)$")
"""'m³', whose raised digit looks like a mark; 'mã' by itself is a word."""
_QUARTER = re.compile(r"(?!1(?!\w))[1lI|VHL]{1,3}(?![^\W_])")
"""'quý 11', which no year has, and 'quý IIL'."""
_TTG = re.compile(r"(?<=-)TT[A-ZĐÐ]g\b")
_TTR = re.compile(r"(?<=\d/)T[Il1]r(?=-)|(?<=-)T[Il1]r\b")
_SLASH = re.compile(r"(?<![\w./-])(?P<serial>\d{1,5})(?=(?:QĐ|NQ|NĐ|KH|BC|TB|CT|TT|TTr|HD|KL|CTr|BB|TTLT)-[A-ZĐ])")
"""'27NQ-HĐND', whose stroke is lost."""
_NOUGHTS = re.compile(r"\(?\d[\d.,/]*O[\dO.,/]*[;:)]*$")
_ONE = re.compile(r"(?<![^(])[Il](?=(?:\.\d{3})+(?!\d))|(?<=^0)[Il]$|(?<=/[12]\d\d)[Il](?!\w)")
"""'I.250 triệu', '0l', '30/9/202l': no label has three digits."""
_CORE = re.compile(r"[^\W\d_]+")
_SURE = 0.85
_WORN_DONG = re.compile(r"[dđ][ôồổỗ]ng(?!\w)")
_GROUPED = re.compile(r"\(?\d{1,3}(?:[.,]\d{3})+$")
_NUMBER_WORD = re.compile(r"^([Ss])[ôồổỗõ](?=[:.]?$)|^(S)[ơo](?=[:.]?$)")
_PAPER_NUMBER = re.compile(r"\d{1,5}[a-z]?(?:/\d{4})?[-/][A-ZĐ]")
_WORN_TR = re.compile(r"[ừưữ](?=[aăâeêioôơuưáắấéếíóốớúứàằầèềìòồờùừảẳẩẻểỉỏổởủửãẵẫẽễĩõỗỡũữạặậẹệịọộợụự])")
"""'ừiệu' and 'ưong': some engines see 'tr' so."""
_HORNS = str.maketrans("oóòỏõọ", "ơớờởỡợ")
_WORN_OFFICES = frozenset({"Sờ", "Sổ", "Sơ", "Sô", "SỜ", "SỔ", "SƠ", "SÔ"})
_OF_PLACES = frozenset({"xã", "huyện", "làng", "suối", "hồ", "sông", "đập", "buôn", "điện"})


def mended(line: Sequence[PlacedWord]) -> list[PlacedWord]:
    """The words of a line with what was surely misread put right."""
    words = [_by_itself(word) for word in without_specks(line)]
    if len(words) > 1 and (label := _roman_label(*(word.text for word in words[:3]))):
        words[0] = replace(words[0], text=label)
    for at in range(1, len(words)):
        before, word = words[at - 1 : at + 1]
        quarter = _QUARTER.match(word.text) if before.text.lower() == "quý" else None
        if quarter and (number := roman_of(quarter[0])):
            words[at] = word = replace(word, text=number + word.text[quarter.end() :])
        if _GROUPED.match(before.text) and (dong := _DONG_APART.match(word.text)):
            words[at] = word = replace(word, text=f"đ{dong['rest']}")
        if _GROUPED.match(before.text) and _WORN_DONG.match(word.text):
            words[at] = word = replace(word, text=f"đồng{word.text[4:]}")
        if _PAPER_NUMBER.match(word.text):
            words[at - 1] = replace(before, text=_NUMBER_WORD.sub(r"\1\2ố", before.text))
        unit = _MILLIONS.match(word.text)
        if unit and _FIGURE.match(before.text) and (unit["end"] or is_unsure(word)):
            words[at] = replace(word, text=f"trđ{unit['end']}")
        elif term := _term(before.text, word.text):
            words[at - 1], words[at] = replace(before, text=term[0]), replace(word, text=term[1])
    for at, word in enumerate(words[:-1]):
        following = words[at + 1].text
        if word.text in _WORN_OFFICES and following[0].isupper() and at + 2 < len(words):
            if (plain(following), plain(words[at + 2].text.rstrip(".,;:)"))) in _departments():
                words[at] = replace(word, text="SỞ" if word.text.isupper() else "Sở")
        elif word.text == "la" and at and words[at - 1].text.lower() in _OF_PLACES and following.istitle():
            words[at] = replace(word, text="Ia")
    return words


def slips_in(line: Sequence[PlacedWord]) -> int:
    """How many words of a line are surely misread."""
    return (Counter(word.text for word in line) - Counter(word.text for word in mended(line))).total()


def _by_itself(word: PlacedWord) -> PlacedWord:
    text = word.text if word.text.isascii() else once(word.text).replace("/⁄", "/").replace("⁄", "/")
    text = _TTR.sub("TTr", text).replace("b/€", "b/c")
    if (core := _CORE.search(text)) and (right := _word(core[0].lower())):
        text = _with(text, core, right)
    text = _SLASH.sub(r"\g<serial>/", _TTG.sub("TTg", _CUBIC.sub(r"m3\g<end>", text)))
    if _NOUGHTS.match(text):
        text = text.replace("O", "0")
    text = _ONE.sub("1", text)
    if is_unsure(word):
        text = _DONG.sub(r"\g<figure>đ\g<end>", text)
    return word if text == word.text else replace(word, text=text)


def once(text: str) -> str:
    """A word with letters that were given twice given once: two marked ones of one base, or a foreign one after its base."""
    kept: list[str] = []
    for char in text:
        if (
            kept
            and plain(kept[-1]) == plain(char)
            and (char in _FOREIGN or (_is_marked(char) and _is_marked(kept[-1]) and kept[-1] != char))
        ):
            continue
        kept.append("Đ" if char == "Ð" else char)
    return "".join(kept)


def _word(read: str) -> str | None:
    """The word that letters which make none are; None where they are one, or nobody knows."""
    if listed := _table()["words"].get(read):
        return str(listed)
    if read.isascii() or is_syllable(read):
        return None
    horned = re.sub(r"(?<=ư)[oóòỏõọ]", lambda vowel: vowel[0].translate(_HORNS), read)
    return next(
        (word for word in (horned, _WORN_TR.sub("tr", read, count=1)) if word != read and is_syllable(word)), None
    )


def _roman_label(word: str, following: str, next_one: str = "") -> str | None:
    """The Roman number that a word before a title in capitals is: 'IL' for 'II.', 'L' for 'I.', 'H' for 'II.'.

    '1. UBND huyện' is the first of a list: a lone stroke is a Roman one only before two words in capitals.
    """
    if not (_LABEL.match(word) and len(following) > 1 and following.isupper()):
        return None
    if word[0] in "1l|" and not next_one.isupper():
        return None
    number = roman_of(word.rstrip(".,:"))
    return f"{number}." if number else None


def roman_of(letters: str) -> str | None:
    """The Roman number that some letters are, or are misread for."""
    number = letters.translate(_GLYPHS)
    # A full stop that touches its letter makes an L of it.
    number = number[:-1] + "I" if number.endswith("L") else number
    return number if number in _romans() else None


@cache
def _romans() -> frozenset[str]:
    return frozenset(map(roman, range(1, _MOST_PARTS)))


def is_unsure(word: PlacedWord) -> bool:
    """Whether the engine is not sure of a word."""
    return word.confidence is not None and word.confidence < _SURE


def _term(first: str, second: str) -> tuple[str, str] | None:
    """Two words with the marks of a term that their letters make; None where they have them, or make none."""
    one, two = _CORE.search(first), _CORE.search(second)
    if one is None or two is None or one.end() < len(first) or (first[0].islower() and two[0].istitle()):
        return None
    read = one[0].lower(), two[0].lower()
    term = _slips().get(read) or _terms().get((plain(one[0]), plain(two[0])))
    if read == ("tổng", "công") and second.endswith(":"):  # and no 'Tổng công ty'
        term = "tổng", "cộng"
    elif term is None or read in _usual() or all(map(_is_spelt_as, read, term)):
        return None
    return _with(first, one, term[0]), _with(second, two, term[1])


def _is_spelt_as(read: str, word: str) -> bool:
    """Whether two words have the same letters and tone, on whichever vowel it stands ('thủy', 'thuỷ')."""
    return sorted(unicodedata.normalize("NFD", read)) == sorted(unicodedata.normalize("NFD", word))


def _with(word: str, core: re.Match[str], right: str) -> str:
    """A word with other letters in its own case."""
    read = core[0]
    cased = right.upper() if read.isupper() else right.capitalize() if read[0].isupper() else right
    return word[: core.start()] + cased + word[core.end() :]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "misread.toml").read_text(encoding="utf-8"))


@cache
def _terms() -> dict[tuple[str, str], tuple[str, str]]:
    pairs = [term.split() for term in _table()["terms"].split(",")]
    return {(plain(first), plain(second)): (first, second) for first, second in pairs}


@cache
def _usual() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words.split()) for words in _table()["usual"].split(","))


@cache
def _slips() -> dict[tuple[str, ...], tuple[str, ...]]:
    return {tuple(read.split()): tuple(right.split()) for read, right in _table()["slips"].items()}


@cache
def _departments() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(plain(name).split()) for name in _table()["departments"]["names"].split(","))


def plain(word: str) -> str:
    """A word in small letters without marks."""
    letters = unicodedata.normalize("NFD", word.lower())
    return "".join(char for char in letters if not unicodedata.combining(char)).replace("đ", "d").replace("ð", "d")


def _is_marked(char: str) -> bool:
    return plain(char) != char.lower()
