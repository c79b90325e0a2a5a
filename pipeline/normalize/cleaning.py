"""Cleaning one page's text, with a map from offsets before to offsets after; linear time."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import numpy.typing as npt

_BLANKS = frozenset(" \u00a0\u1680\u202f\u205f\u3000") | {chr(code) for code in range(0x2000, 0x200B)}
_NOTHING = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f") | {chr(c) for c in range(0x202A, 0x202F)}
_BULLETS = frozenset("·●▪■◦○◻∙‣❖➢✓")
"""Marks that open an item as '•' does, which they become at a line's start: the grammar knows one."""
_ORDINARY = "[!-~¡-¬®-¶¸-ʯḀ-ỿ‐-‧‰-⁞]"
_PLAIN = re.compile(rf"{_ORDINARY}++(?:[ \n\t]{_ORDINARY}++)*+")
"""Words parted by single blanks."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Text after cleaning; `before` and `after` are the offsets where each kept piece starts."""

    text: str
    before: tuple[int, ...]
    after: tuple[int, ...]

    def offset(self, before: int) -> int:
        """Where an offset of the text as it was lies now."""
        index = bisect_right(self.before, before) - 1
        if index < 0:
            return 0
        end = self.after[index + 1] if index + 1 < len(self.after) else len(self.text)
        return min(self.after[index] + before - self.before[index], end)

    def offsets(self, before: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
        """The same for many offsets at once."""
        if not self.before:
            return np.zeros_like(before)
        starts, ends = np.array(self.before, np.int32), np.array([*self.after, len(self.text)], np.int32)
        index = np.searchsorted(starts, before, "right") - 1
        moved = np.minimum(ends[index] + before - starts[index], ends[index + 1])
        return np.where(index < 0, 0, moved).astype(np.int32)


def clean(text: str) -> Cleaned:
    """NFC; blanks to one space; control and invisible characters out; at most one empty line in a row.

    Tabs part columns and stay; spaces beside a tab or a line's end go; a line's bullet is '•', whatever its shape.
    """
    out: list[str] = []
    before: list[int] = []
    after: list[int] = []
    length = 0
    for start, end, plain in _pieces(text):
        piece = text[start:end] if plain else _piece(text[start:end])
        if not piece:
            continue
        last = out[-1][-1] if out else "\n"
        if piece in (" ", "\t"):
            if last in ("\n", " ", "\t"):
                if piece == "\t" and last == " ":
                    out[-1] = "\t"
                continue
        elif piece == "\n":
            while out and out[-1] in (" ", "\t"):
                out.pop()
                length -= 1
            while after and after[-1] > length:
                after.pop()
                before.pop()
            if out[-2:] == ["\n", "\n"]:
                continue
        elif piece in _BULLETS and last == "\n":
            piece = "•"
        before.append(start)
        after.append(length)
        out.append(piece)
        length += len(piece)
    while out and out[-1] in " \t":
        out.pop()
        length -= 1
    while after and after[-1] > length:
        after.pop()
        before.pop()
    return Cleaned("".join(out), tuple(before), tuple(after))


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    """Stretches that cleaning leaves as they are (True), and between them one character at a time.

    Text that is not in NFC goes letter by letter, each with the combining marks after it, so that NFC changes
    nothing across pieces.
    """
    if not unicodedata.is_normalized("NFC", text):
        starts = [at for at, char in enumerate(text) if not unicodedata.combining(char) or at == 0]
        yield from zip(starts, [*starts[1:], len(text)], repeat(False), strict=False)
        return
    at = 0
    for plain in _PLAIN.finditer(text):
        yield from ((odd, odd + 1, False) for odd in range(at, plain.start()))
        yield *plain.span(), True
        at = plain.end()
    yield from ((odd, odd + 1, False) for odd in range(at, len(text)))


def _piece(cluster: str) -> str:
    if cluster in _BLANKS:
        return " "
    if len(cluster) == 1 and cluster in _NOTHING:
        return ""
    if cluster in ("\n", "\t"):
        return cluster
    if cluster in ("\v", "\u2028", "\u2029", "\x85"):
        return "\n"
    if len(cluster) == 1 and unicodedata.category(cluster) in ("Cc", "Cs", "Co", "Cn"):
        return ""
    return unicodedata.normalize("NFC", cluster)
