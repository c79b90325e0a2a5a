"""Numbers of a scanned table's rows, which Tesseract reads without their neighbours: 'H' for 'II', 'bộ' for '5'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.read.page.tables import CellFinder, RuledTable
from pipeline.read.page.words import PlacedWord
from pipeline.read.scan.mends import is_unsure, plain, roman_of

_ORDINAL = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[A-ZĐa-zđ])[.)]?")
_OF_ORDINALS = 0.6
"""Share of the first column's cells that show it to number the rows."""
_LONGEST = 3
_LETTERS = "ABCDĐEGHIKLM"
_LIKE_ROMANS = ("H", "IH", "HI", "IL")


def with_ordinals(words: Sequence[PlacedWord], tables: Sequence[RuledTable]) -> list[PlacedWord]:
    """The words, those that stand for the number of a row as that number."""
    found = list(words)
    for table in tables:
        finder = CellFinder(table)
        first: dict[int, list[int]] = {}
        for at, word in enumerate(found):
            cell = finder.at((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2)
            if cell is not None and table.cells[cell].column == 0 and table.cells[cell].column_span == 1:
                first.setdefault(cell, []).append(at)
        column = [inside[0] for _, inside in sorted(first.items()) if len(inside) == 1]
        if sum(_ORDINAL.fullmatch(found[at].text) is not None for at in column) >= _OF_ORDINALS * max(len(first), 1):
            for at, text in _numbered([found[at] for at in column]):
                found[column[at]] = replace(found[column[at]], text=text)
    return found


def _numbered(column: Sequence[PlacedWord]) -> Iterator[tuple[int, str]]:
    """Which words of a column of ordinals are other ones than they read."""
    texts = [word.text.rstrip(".)") for word in column]
    has_romans = (
        any((roman_of(text) == text and text != "I") or text in _LIKE_ROMANS for text in texts) and "G" not in texts
    )
    last, letter = 0, ""
    for at, (text, word) in enumerate(zip(texts, column, strict=True)):
        following = next((int(later) for later in texts[at + 1 :] if later.isdecimal()), None)
        # A second 'I' over a first row is the next Roman number, which lost a stroke.
        if text == "I" and last and following in (1, last + 1) and "I" in texts[:at] and is_unsure(word):
            yield at, "II"
        # '1' right before another is the Roman one over it.
        elif has_romans and text == "1" and texts[at + 1 : at + 2] == ["1"]:
            yield at, "I"
        elif text.isdecimal():
            last = int(text)
        elif has_romans and (label := roman_of(text)):
            if label != text:
                yield at, label
        elif last and following == last + 2 and text in _LETTERS:
            last += 1
            yield at, str(last)
        elif text in _LETTERS and (not letter or text == _after(letter)):
            letter = text
        elif text not in _LETTERS and len(text) == 1 and text.isupper() and plain(text).upper() == _after(letter):
            letter = _after(letter)  # specks over 'A' make 'Ẩ' of it
            yield at, letter
        elif last and len(text) <= _LONGEST and following in (None, 1, last + 2) and _is_no_ordinal(word):
            last += 1
            yield at, str(last)


def _after(letter: str) -> str:
    """The letter that comes next; 'A' after none."""
    return _LETTERS[_LETTERS.index(letter) + 1 : _LETTERS.index(letter) + 2] if letter else _LETTERS[0]


def _is_no_ordinal(word: PlacedWord) -> bool:
    """Whether a word is no number of a row, or a letter out of its order, of which the engine is not sure."""
    text = word.text.rstrip(".)")
    return text == "Đ" or (is_unsure(word) and not (_ORDINAL.fullmatch(text) and text not in _LETTERS))
