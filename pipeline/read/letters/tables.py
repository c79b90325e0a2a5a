"""The encodings from before Unicode as decoders: text as the file holds it in, Vietnamese in Unicode out.

Byte encodings are told apart by `Encoding.decode` alone; which one a text is in, `letters` decides.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from viparse.normalize.encodings import CHARMAPS

from pipeline.read.letters.syllables import is_syllable

UNICODE = "Unicode"
_WORDS = re.compile(r"[^\W\d_]+")
_SHARED = {letter: letter for letter in "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý"}
"""What VISCII and VPS have where Latin-1 has it, unless their tables say otherwise."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """One way to write Vietnamese.

    `decode` takes consecutive pieces of text and returns as many; a letter split over two pieces falls to
    the first. `letters` are the characters beyond ASCII that it gives a meaning of its own.
    """

    name: str
    decode: Callable[[Sequence[str]], list[str]]
    letters: frozenset[str]


@cache
def encodings() -> dict[str, Encoding]:
    """Every encoding by name; 'Unicode' first."""
    plain = Encoding(UNICODE, lambda pieces: [_composed(piece) for piece in pieces], frozenset())
    tables = {
        "TCVN3": _by_character("TCVN3", dict(CHARMAPS["tcvn3"].pairs), _tcvn3_case),
        "VNI": _by_sequence("VNI", {**dict(CHARMAPS["vni"].pairs), **data()["vni"]}),
        "VISCII": _by_character("VISCII", {**_SHARED, **dict(CHARMAPS["viscii"].pairs)}),
        "VPS": _by_character("VPS", {**_SHARED, **dict(CHARMAPS["vps"].pairs)}),
        "VIQR": Encoding("VIQR", lambda pieces: [_from_viqr(piece) for piece in pieces], frozenset()),
    }
    mistaken = {name: _mistaken(tables[name]) for name in ("TCVN3", "VNI")}
    return {UNICODE: plain, **tables, **{encoding.name: encoding for encoding in mistaken.values()}}


@cache
def data() -> dict[str, Any]:
    """The tables of `data/letters.toml`."""
    return tomllib.loads((Path(__file__).parent / "data" / "letters.toml").read_text(encoding="utf-8"))


MISTAKEN = " read as 1258"
_AS_1252 = {
    ord(shown): bytes((byte,)).decode("cp1252")
    for byte in range(0xC0, 0x100)
    if (shown := bytes((byte,)).decode("cp1258", "ignore")) and shown != bytes((byte,)).decode("cp1252")
}


def _mistaken(encoding: Encoding) -> Encoding:
    """An encoding whose bytes a Vietnamese Windows took for its own code page: 'có' in TCVN3 is then 'că', not 'cã'."""
    changed = {chr(code) for code, meant in _AS_1252.items() if meant in encoding.letters}
    return Encoding(
        encoding.name + MISTAKEN,
        lambda pieces: encoding.decode([piece.translate(_AS_1252) for piece in pieces]),
        encoding.letters - set(_AS_1252.values()) | changed,
    )


def _by_character(name: str, pairs: dict[str, str], mend: Callable[[str], str] = str) -> Encoding:
    """A byte a letter. Bytes 80 to 9F come as Windows-1252 shows them or as control characters."""
    table = {ord(legacy): letter for legacy, letter in pairs.items()}
    for legacy, letter in pairs.items():
        if 0x80 <= ord(legacy) < 0xA0:
            shown = legacy.encode("latin-1").decode("cp1252", "ignore")
            table.update({ord(char): letter for char in shown})
    return Encoding(name, lambda pieces: [mend(piece.translate(table)) for piece in pieces], frozenset(map(chr, table)))


def _by_sequence(name: str, pairs: dict[str, str]) -> Encoding:
    """A base letter and its mark; the base tells the case where typists mixed the two."""
    both = {legacy[0] + legacy[1].swapcase(): letter for legacy, letter in pairs.items() if len(legacy) == 2}
    table = {**both, **pairs}
    pattern = re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True))))

    def decode(pieces: Sequence[str]) -> list[str]:
        whole = list(pieces)
        for index in range(1, len(whole)):
            if whole[index - 1][-1:] + whole[index][:1] in table:
                whole[index - 1] += whole[index][0]
                whole[index] = whole[index][1:]
        return [_composed(pattern.sub(lambda match: table[match[0]], piece)) for piece in whole]

    return Encoding(name, decode, frozenset(char for legacy in table for char in legacy if ord(char) > 0x7F))


# Unicode as programs of the turn of the century wrote it: the tone before the letter's shape, Icelandic eth for Đ.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MARKS = re.compile(f"[{_TONES}\u0302\u0306\u031b]{{2,}}")


def _composed(text: str) -> str:
    """NFC; a Vietnamese word keeps no eth."""
    if not unicodedata.is_normalized("NFC", text) or _has_marks(text):
        parts = unicodedata.normalize("NFD", text)
        text = unicodedata.normalize("NFC", _MARKS.sub(_shapes_first, parts))
    return _WORDS.sub(_without_eth, text) if "Ð" in text or "ð" in text or "\u0189" in text else text


def _shapes_first(marks: re.Match[str]) -> str:
    return "".join(sorted(marks[0], key=_TONES.__contains__))


def _has_marks(text: str) -> bool:
    return any("\u0300" <= char <= "\u0323" for char in text)


def _without_eth(match: re.Match[str]) -> str:
    word = match[0].replace("Ð", "Đ").replace("\u0189", "Đ").replace("ð", "đ")
    return word if is_syllable(word) or match[0] in ("Ð", "\u0189") else match[0]


# A word of capitals whose toned vowels, which TCVN3 has in small letters only, were typed as such.
_BARE_CAPITAL = re.compile("[A-ZĂÂÊÔƠƯĐ]")
_BARE_SMALL = re.compile("[a-zăâêôơưđ]")


def _tcvn3_case(text: str) -> str:
    """Capitals throughout where a word shows two, or one after a small letter, or one among words of capitals."""
    words = list(_WORDS.finditer(text))
    shown = [_is_capitals(match[0]) for match in words]
    out: list[str] = []
    last = 0
    for index, match in enumerate(words):
        if shown[index] or (_may_be_capitals(match[0]) and _stands_among_capitals(text, words, shown, index)):
            out += text[last : match.start()], match[0].upper()
            last = match.end()
    return "".join([*out, text[last:]])


def _stands_among_capitals(text: str, words: Sequence[re.Match[str]], shown: Sequence[bool], index: int) -> bool:
    """Whether the words that only a blank parts from this one are in capitals, and there is one."""
    beside = [
        shown[other]
        for other in (index - 1, index + 1)
        if 0 <= other < len(words) and text[words[min(index, other)].end() : words[max(index, other)].start()].isspace()
    ]
    return bool(beside) and all(beside)


def _may_be_capitals(word: str) -> bool:
    return not _BARE_SMALL.search(word)


def _is_capitals(word: str) -> bool:
    capitals = len(_BARE_CAPITAL.findall(word))
    return _may_be_capitals(word) and (capitals > 1 or (capitals == 1 and len(word) > 1 and word[0].islower()))


# A syllable in VIQR, and an escaped sign. A full stop or question mark is no tone where a sentence ends.
_VIQR_WORD = re.compile(
    r"(?:[aeiouyAEIOUY][\^(+*]?(?:['`~]|[.?](?!\s*$|\s+[A-Z][a-z]|\s*\n))?|[A-Za-z])+|\\[\^(+*'`~.?\\dD]"
)
_VIQR_VOWEL = re.compile(r"([aeiouyAEIOUY])([\^(+*]?)(['`~.?]?)")
_VIQR_D = re.compile("dd|D[dD]")
_HORN_ONCE = re.compile("[uU](?=[ơớờởỡợƠỚỜỞỠỢ][a-zA-Z])")


def _from_viqr(text: str) -> str:
    """Each word that VIQR makes a Vietnamese syllable; addresses, English and sums stay as they are."""
    return _VIQR_WORD.sub(_viqr_word, text)


def _viqr_word(match: re.Match[str]) -> str:
    written = match[0]
    if written.startswith("\\"):
        return written[1:]
    for end in (len(written), len(written) - (written[-1] in ".?")):
        word = _VIQR_VOWEL.sub(_viqr_vowel, _VIQR_D.sub(lambda d: "đ" if d[0] == "dd" else "Đ", written[:end]))
        word = _HORN_ONCE.sub(lambda u: "ư" if u[0] == "u" else "Ư", word)
        if is_syllable(word):
            return word + written[end:]
    return written


def _viqr_vowel(match: re.Match[str]) -> str:
    marks: dict[str, dict[str, str]] = data()["viqr"]
    shape, tone = marks["shapes"].get(match[2], ""), marks["tones"].get(match[3], "")
    return unicodedata.normalize("NFC", match[1] + shape + tone)
