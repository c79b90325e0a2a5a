"""Vietnamese as it was written before Unicode: the encodings turned round, for tests to read back."""

from __future__ import annotations

import unicodedata
from functools import cache

from pipeline.read.letters.tables import data, encodings

ALPHABET = "".join(
    unicodedata.normalize("NFC", base + tone)
    for base in ("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
)
"""The vowels with every tone, small."""


@cache
def codes(encoding: str) -> dict[str, str]:
    """Letter -> how the encoding writes it, as Windows-1252 shows the bytes."""
    if encoding == "VIQR":
        marks = {
            mark: sign for kind in ("shapes", "tones") for sign, mark in data()["viqr"][kind].items() if sign != "*"
        }
        table = {}
        for letter in ALPHABET + ALPHABET.upper():
            base, *own = unicodedata.normalize("NFD", letter)
            table[letter] = base + "".join(
                marks[mark] for mark in sorted(own, key=lambda mark: mark in "\u0300\u0301\u0303\u0309\u0323")
            )
        return {**table, "đ": "dd", "Đ": "DD"}
    table = {}
    for code in sorted(encodings()[encoding].letters):
        for base in "aeiouyôöAEIOUYÔÖ" if encoding == "VNI" else "":
            letter = encodings()[encoding].decode([base + code])[0]
            if len(letter) == 1 and base.islower() == code.islower():
                table[letter] = base + code
        letter = encodings()[encoding].decode([code])[0]
        if letter != code or encoding != "VNI" or code in "ìíÌÍ":
            table.setdefault(letter, code)
    return {letter: code for letter, code in table.items() if letter in ALPHABET + ALPHABET.upper() + "đĐ"}


def encoded(text: str, encoding: str) -> str:
    """The text as a file in the encoding holds it; a letter that it lacks stays as it is."""
    return "".join(codes(encoding).get(char, char) for char in unicodedata.normalize("NFC", text))
