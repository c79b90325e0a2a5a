"""Changes to Vietnamese administrative text: words, figures, marks and lines of the genre spliced, doubled and misspelt.

The words are those that the grammar listens for (`words.txt`), so that a mutation meets its rules and their edges far
more often than random letters would.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.fuzz.mutations import of_bytes

LONGEST = 4_000
"""Characters of a mutated text."""
PASSAGE = 400
"""Characters of a mutated passage: most faults show in a line or two, and a run is worth by their number."""
WORDS = [
    line.replace("\\n", "\n").replace("\\t", "\t")
    for line in (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split("\n")
    if line
]
"""What is put in, one a line; '\\n' and '\\t' are written out, blanks at the edges count."""
_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
_CONFUSED = str.maketrans({"0": "O", "1": "l", "O": "0", "l": "1", "đ": "d", ".": ",", ",": ".", "–": "-", "5": "S"})
_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323\u200b\u200e\u202e\ufeff\u00a0\u00ad"


def mutate(data: bytes, rng: random.Random, others: Sequence[bytes] = (), longest: int = LONGEST) -> bytes:
    """A text in UTF-8 with one to sixteen changes; one in fifty as bytes that are no text at all.

    One in two hundred repeats itself to twenty times the length of the longest, to show what is superlinear.
    """
    if rng.random() < 0.02:
        return of_bytes(data, rng, others)
    text = data.decode("utf-8", "replace")
    other = rng.choice(others).decode("utf-8", "replace") if others else ""
    if len(text) > longest // 2:
        start = rng.randrange(len(text) - longest // 2)
        text = text[start : start + longest // 2]
    for _ in range(1 << rng.randrange(5)):
        text = rng.choice(_CHANGES)(text or "1", rng, other)[:longest]
    if rng.random() < 0.005:
        stretch = text[: rng.choice((1, 5, 20, 80))]
        text += stretch * (20 * longest // max(len(stretch), 1))
    return text.encode("utf-8", "replace")


def _at(text: str, rng: random.Random) -> tuple[int, int]:
    """The span of some token."""
    start = rng.randrange(len(text))
    token = _TOKEN.match(text, start)
    return (start, token.end()) if token else (start, start + 1)


def _word(text: str, rng: random.Random, _other: str) -> str:
    start, end = _at(text, rng)
    return text[:start] + rng.choice(WORDS) + text[rng.choice((start, end)) :]


def _figure(text: str, rng: random.Random, _other: str) -> str:
    start, end = _at(text, rng)
    groups = [str(rng.randrange(10 ** rng.randrange(1, 5))) for _ in range(rng.randrange(1, 5))]
    return text[:start] + rng.choice((".", ",", " ", "/", "-", "")).join(groups) + text[end:]


def _digit(text: str, rng: random.Random, _other: str) -> str:
    found = [match.start() for match in re.finditer(r"\d", text)]
    if not found:
        return _figure(text, rng, _other)
    at = rng.choice(found)
    return text[:at] + rng.choice(("", ".", ",", *"0123456789")) + text[at + rng.randrange(2) :]


def _drop(text: str, rng: random.Random, _other: str) -> str:
    start, end = _at(text, rng)
    return text[:start] + text[end:]


def _repeat(text: str, rng: random.Random, _other: str) -> str:
    start, length = rng.randrange(len(text)), rng.choice((1, 3, 10, 40, 200))
    return text[: start + length] + text[start : start + length] * rng.choice((1, 1, 2, 5, 40)) + text[start + length :]


def _line(text: str, rng: random.Random, other: str) -> str:
    """A line moved, doubled, or taken from another document."""
    lines = text.split("\n")
    line = rng.choice(rng.choice((lines, other.split("\n"))))
    lines.insert(rng.randrange(len(lines) + 1), line)
    return "\n".join(lines)


def _splice(text: str, rng: random.Random, other: str) -> str:
    """The beginning of this and the end of another."""
    return text[: rng.randrange(len(text))] + other[rng.randrange(len(other) or 1) :][: LONGEST // 2]


def _break(text: str, rng: random.Random, _other: str) -> str:
    start, end = _at(text, rng)
    return text[:start] + rng.choice(("\n", "\n\n", "\t", "  ", "\f", "\n- ", "\r\n", "")) + text[end:]


def _marks(text: str, rng: random.Random, _other: str) -> str:
    """A stretch decomposed, stripped, in capitals, misread by OCR, or with a mark that no eye sees."""
    start, end = rng.randrange(len(text)), rng.randrange(len(text) + 1)
    start, end = min(start, end), max(start, end)
    part = text[start:end]
    part = rng.choice(
        (
            unicodedata.normalize("NFD", part),
            "".join(c for c in unicodedata.normalize("NFD", part) if not unicodedata.combining(c)),
            part.upper(),
            part.lower(),
            part.translate(_CONFUSED),
            part.replace(" ", ""),
            part + rng.choice(_MARKS),
        )
    )
    return text[:start] + part + text[end:]


def _sign(text: str, rng: random.Random, _other: str) -> str:
    at = rng.randrange(len(text))
    return text[:at] + rng.choice("()[]{}\"'“”/-–—.,;:%…•*+=<>&\\|~^đĐ₫$€²³½①😀") + text[at:]


_CHANGES: tuple[Callable[[str, random.Random, str], str], ...] = (
    _word,
    _word,
    _word,
    _figure,
    _digit,
    _drop,
    _repeat,
    _line,
    _line,
    _splice,
    _break,
    _marks,
    _sign,
)
