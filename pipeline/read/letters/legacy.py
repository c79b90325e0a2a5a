"""The door for letters from before Unicode. In: a document's runs with their fonts. Out: their text in Unicode, NFC.

Which encoding a stretch of text is in follows from three things weighed together: what its font's name stands
for, whether its words become Vietnamese syllables, and what the text before and after it is in (the cheapest
path through the document, as in Viterbi's decoder). So an English or already-Unicode run stays untouched
beside one in TCVN3, and a short run without a telling font goes with its neighbours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby, repeat

from pipeline.read.letters.syllables import is_syllable
from pipeline.read.letters.symbols import sign
from pipeline.read.letters.tables import MISTAKEN, UNICODE, data, encodings
from pipeline.read.refusals import LegacyLetters

_NAMED = 3.0
"""What a font's name is worth, in words that read well."""
_NAMED_UNICODE = 1.0
_SWITCH = 2.0
_SWITCH_WITH_FONT = 0.5
_RARE = {"VISCII": 1.0, "VPS": 1.0, "VIQR": 3.0}
"""What speaks against an encoding that no font names."""
_ENOUGH = 6
_BYTES = frozenset(bytes(range(256)).decode("cp1252", "ignore") + bytes(range(256)).decode("latin-1"))
"""What a byte from before Unicode may have become."""
_PICTURES = "pictures"
"""What stands for a font whose letters are signs, as Wingdings."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters set in one font, as the file holds them: bytes from before Unicode decoded as Windows-1252."""

    text: str
    font: str | None = None


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A line of a run, or all of it: what is decided as one."""

    run: int
    font: str | None
    text: str


def unicode_runs(runs: Sequence[Run]) -> list[str]:
    """The text of each run of a document in Unicode; raises `LegacyLetters` where that cannot be had.

    Runs are words, lines, cells or whole paragraphs, in reading order; a letter may be split over two. Letters
    are those that were typed: what a font for capitals only draws as capitals stays small.
    """
    stretches = [
        _Stretch(index, run.font, line) for index, run in enumerate(runs) for line in run.text.splitlines(keepends=True)
    ]
    parts: list[list[str]] = [[] for _ in runs]
    for encoding, group in groupby(zip(_choose(stretches), stretches, strict=True), key=lambda pair: pair[0]):
        same = [stretch for _, stretch in group]
        for stretch, text in zip(same, _decode(encoding, same), strict=True):
            parts[stretch.run].append(text)
    out = ["".join(part) for part in parts]
    demand_unicode("\n".join(out))
    return out


def names_legacy_letters(font: str) -> bool:
    """Whether a font's name stands for an encoding from before Unicode."""
    return _encoding_named(font) not in (None, UNICODE, _PICTURES)


def _decode(encoding: str, stretches: Sequence[_Stretch]) -> list[str]:
    if encoding == _PICTURES:
        return ["".join(map(_sign, stretch.text, repeat(stretch.font))) for stretch in stretches]
    pieces = [stretch.text for stretch in stretches]
    if encoding != UNICODE:
        pieces = ["".join(map(_byte, piece)) for piece in pieces]
    if encoding.startswith("TCVN3"):
        pieces = [_without_lookalikes(piece) for piece in pieces]
    return encodings()[encoding].decode(pieces)


def _sign(char: str, font: str | None) -> str:
    is_code = "!" <= char <= "\xff" or "\uf020" <= char <= "\uf0ff"
    return sign(ord(char), font) if is_code else char


def _byte(char: str) -> str:
    """Symbol fonts keep their bytes in Unicode's private area, from U+F020."""
    return chr(ord(char) - 0xF000) if "\uf020" <= char <= "\uf0ff" else char


@cache
def _lookalikes() -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, str] = data()["lookalikes"]
    signs = "[" + "".join(table) + "]"
    return re.compile(rf"(?<=[^\W\d_]){signs}|{signs}(?=[^\W\d_])"), table


def _without_lookalikes(text: str) -> str:
    pattern, table = _lookalikes()
    return pattern.sub(lambda match: table[match[0]], text)


# --- which font ------------------------------------------------------------------------------

_SUBSET = re.compile(r"^[a-z]{6}\+")
_STYLE = re.compile(r"(?:[,-]| )*(?:bold|italic|oblique|regular|normal|mt|ps)+$")


@lru_cache(maxsize=1024)
def _encoding_named(name: str | None) -> str | None:
    """What a font's name stands for; `.VnTimeH` is TCVN3, whose small letters it draws as capitals."""
    folded = _SUBSET.sub("", (name or "").strip().lower().replace("#2e", ".").replace("#20", " "))
    while (shorter := _STYLE.sub("", folded)) != folded and shorter:
        folded = shorter
    for font in data()["fonts"]:
        if re.search(font["name"], folded):
            return str(font["encoding"])
    return None


# --- which encoding --------------------------------------------------------------------------

# Whole tokens are found first and judged after, so that a long one costs its length and no more.
_TOKEN = re.compile(r"[A-Za-z\u0080-\u009f\u00a1-\U0010ffff]+")
_VIQR_TOKEN = re.compile(r"[A-Za-z^(+*'`?~.]+")
_VIQR_SIGN = re.compile(r"[A-Za-z][\^(+*'`~]|[dD][dD]")
_MAY_BE_VIQR = re.compile(r"[\^(+*'`~dD](?:(?<=[A-Za-z][^dD])|(?<=[dD])[dD])")
"""What stands in every text with such a sign; it begins with its rarer letter, to which `re` skips."""
_OLD = re.compile(
    "[\u0080-\u009f¡¢£¤¥¦¨©ª¬\u00ad®¯±´µ¶·¸¹º»¼¾¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿŒœŠšŽžŸƒˆ‰‡†\uf020-\uf0ff]"
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u0323])*")


def _choose(stretches: Sequence[_Stretch]) -> list[str]:
    """The encoding of each stretch."""
    named = {_encoding_named(stretch.font) for stretch in stretches}
    if named <= {None, UNICODE} and not any(looks_old(stretch.text) for stretch in stretches):
        return [UNICODE] * len(stretches)
    evidence = [_evidence(stretch) for stretch in stretches]
    names = _candidates(stretches, evidence)
    if len(names) == 1:
        return [_PICTURES if _draws(stretch.font) else names[0] for stretch in stretches]
    habits = _habits(stretches, evidence)
    best = dict.fromkeys(names, 0.0)
    came: list[dict[str, str]] = []
    last: str | None = None
    for stretch, words in zip(stretches, evidence, strict=True):
        switch = _SWITCH if stretch.font == last else _SWITCH_WITH_FONT
        last = stretch.font
        leader = max(names, key=lambda name: best[name])
        step = {name: name if best[name] >= best[leader] - switch else leader for name in names}
        best = {
            name: max(best[name], best[leader] - switch)
            + words.get(name, 0.0)
            + _named(stretch.font, name)
            + habits[stretch.font].get(name, 0.0)
            for name in names
        }
        came.append(step)
    name = max(names, key=lambda name: best[name])
    path: list[str] = []
    for step in reversed(came):
        path.append(name)
        name = step[name]
    return [
        _PICTURES if _draws(stretch.font) else name for stretch, name in zip(stretches, reversed(path), strict=True)
    ]


def _draws(font: str | None) -> bool:
    return _encoding_named(font) == _PICTURES


def _named(font: str | None, encoding: str) -> float:
    named = _encoding_named(font)
    if named == encoding.removesuffix(MISTAKEN):
        return _NAMED_UNICODE if encoding == UNICODE else _NAMED
    return -_RARE.get(encoding, 0.0)


def _candidates(stretches: Sequence[_Stretch], evidence: Sequence[dict[str, float]]) -> list[str]:
    """Unicode, what a font names, and what enough words of the document speak for."""
    named = {_encoding_named(stretch.font) for stretch in stretches}
    won: dict[str, float] = {}
    for words in evidence:
        if words:
            leader = max(words, key=lambda name: words[name])
            won[leader] = won.get(leader, 0.0) + words[leader] - max(words.get(UNICODE, 0.0), 0.0)
    return [name for name in encodings() if name == UNICODE or name in named or won.get(name, 0.0) >= _ENOUGH]


def _habits(stretches: Sequence[_Stretch], evidence: Sequence[dict[str, float]]) -> dict[str | None, dict[str, float]]:
    """What each font's words speak for on average over the document, so that its short runs go with the long."""
    totals: dict[str | None, dict[str, float]] = {}
    counts: Counter[str | None] = Counter()
    for stretch, words in zip(stretches, evidence, strict=True):
        total = totals.setdefault(stretch.font, {})
        for name, weight in words.items():
            total[name] = total.get(name, 0.0) + weight
        counts[stretch.font] += bool(words)
    return {
        font: {name: max(min(weight / max(counts[font], 4), 1.0), -1.0) for name, weight in total.items()}
        for font, total in totals.items()
    }


def _evidence(stretch: _Stretch) -> dict[str, float]:
    """For each encoding, the words that it makes syllables less those that it spoils."""
    total: dict[str, float] = {}
    if _draws(stretch.font):
        return total
    text = "".join(_byte(char) for char in stretch.text)
    for token in _telling(text):
        for name, weight in _weights(token).items():
            total[name] = total.get(name, 0.0) + weight
    return total


def looks_old(text: str) -> bool:
    """Whether a text has signs that Vietnamese in Unicode has no use for and older letters have; cheap."""
    return _OLD.search(text) is not None or _viqr_signs(text) > 1


def look_old(texts: Sequence[str], enough: int) -> bool:
    """Whether at least `enough` of some texts look old; most pages are told by one look at them all."""
    together = "\n".join(texts)
    if not _OLD.search(together) and _viqr_signs(together) < 2 * enough:
        return False
    return sum(map(looks_old, texts)) >= enough


def _viqr_signs(text: str) -> int:
    return len(_VIQR_SIGN.findall(text)) if _MAY_BE_VIQR.search(text) else 0


def _telling(text: str) -> Iterator[str]:
    """The words that may tell an encoding: those with more than ASCII, or with the signs of VIQR."""
    yield from (token for token in _TOKEN.findall(text) if not token.isascii())
    yield from (token for token in _VIQR_TOKEN.findall(text) if _VIQR_SIGN.search(token))


@lru_cache(maxsize=65536)
def _weights(token: str) -> dict[str, float]:
    return {name: weight for name in encodings() if (weight := _weight(token, name))}


def _weight(token: str, name: str) -> float:
    encoding = encodings()[name]
    if name == "VIQR" and not token.isascii():
        return -1.5
    decoded = _without_lookalikes(token) if name.startswith("TCVN3") else token
    if name != UNICODE and any(
        char > "\x7f" and char not in encoding.letters and (char.isalpha() or char not in _BYTES) for char in decoded
    ):
        return -2.0
    words = [word for word in _WORD.findall(encoding.decode([decoded])[0]) if not word.isascii()]
    good = sum(1 for word in words if is_syllable(word) and (name.startswith("TCVN3") or _is_evenly_cased(word)))
    bad = len(words) - good
    return good - bad * (0.5 if name == UNICODE else 1.5)


def _is_evenly_cased(word: str) -> bool:
    return word.islower() or word.isupper() or word[1:].islower()


# --- what is left -----------------------------------------------------------------------------


def demand_unicode(text: str) -> None:
    """Raise `LegacyLetters` where most of the words are Vietnamese in an encoding from before Unicode."""
    sample = text[:200_000]
    if not looks_old(sample):
        return
    total = dict.fromkeys(encodings(), 0.0)
    for token in _telling(sample):
        for name, weight in _weights(token).items():
            total[name] += weight
    name = max(total, key=lambda name: total[name])
    if name != UNICODE and total[name] > max(total[UNICODE], 0.0) + max(_ENOUGH, 0.1 * len(sample.split())):
        raise LegacyLetters(name)
