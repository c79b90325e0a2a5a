"""List numbers of Word 97 documents as Word shows them. In: the file's lists (PlfLst, PlfLfo). Out: a paragraph's label."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from pipeline.read.letters.symbols import bullet
from pipeline.read.romans import roman

_UPPER_ROMAN, _LOWER_ROMAN, _UPPER_LETTER, _LOWER_LETTER, _WITH_ZERO, _BULLET = 1, 2, 3, 4, 22, 23
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level counts: its first number, its kind, and its text with the levels' numbers as characters below 9."""

    start: int
    kind: int
    text: str


class ListNumbers:
    """Counts list items through a document; `label` is asked once for each paragraph, in order."""

    def __init__(self, lists: bytes, lists_length: int, overrides: bytes) -> None:
        """`lists` begins with PlfLst, `lists_length` bytes long, and goes on with its levels."""
        self._levels: dict[int, list[_Level]] = {}
        self._counts: dict[int, dict[int, int]] = defaultdict(dict)
        self._read_lists(lists, lists_length)
        count = min(_u32(overrides, 0), len(overrides) // 16)
        self._list_of = [_u32(overrides, 4 + 16 * index) for index in range(count)]

    def _read_lists(self, data: bytes, length: int) -> None:
        count = min(int.from_bytes(data[:2], "little"), length // 28)
        at = length
        for index in range(count):
            head = data[2 + 28 * index : 30 + 28 * index]
            levels = self._levels.setdefault(_u32(head, 0), [])
            for _ in range(1 if head[26] & 1 else _LEVELS):
                if at + 28 > len(data):
                    return
                text_at = at + 28 + data[at + 24] + data[at + 25]
                size = 2 * int.from_bytes(data[text_at : text_at + 2], "little")
                text = data[text_at + 2 : text_at + 2 + size].decode("utf-16-le", "replace")
                levels.append(_Level(_u32(data, at), data[at + 4], text))
                at = text_at + 2 + size

    def label(self, override: int, level: int) -> str:
        """The label of a paragraph by its list's number (from 1) and level, a space after it; '' for none."""
        if not 0 < override <= len(self._list_of):
            return ""
        number = self._list_of[override - 1]
        levels = self._levels.get(number, [])
        if level >= len(levels):
            return ""
        counts = self._counts[number]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            counts.pop(deeper, None)
        text = levels[level].text
        if levels[level].kind == _BULLET:
            return bullet(text) + " "
        shown = "".join(self._shown(counts, levels, ord(char)) if ord(char) < _LEVELS else char for char in text)
        return shown.strip() and shown + " "

    @staticmethod
    def _shown(counts: dict[int, int], levels: list[_Level], level: int) -> str:
        if level >= len(levels):
            return ""
        count, kind = counts.get(level, levels[level].start), levels[level].kind
        if kind in (_UPPER_LETTER, _LOWER_LETTER):
            letter = chr(ord("a") + (count - 1) % 26)
            return letter.upper() if kind == _UPPER_LETTER else letter
        if kind in (_UPPER_ROMAN, _LOWER_ROMAN):
            return roman(count) if kind == _UPPER_ROMAN else roman(count).lower()
        return f"{count:02d}" if kind == _WITH_ZERO else str(count)


def _u32(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")
