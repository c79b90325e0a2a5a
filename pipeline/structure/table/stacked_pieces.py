"""What a table that is written one cell a line is made of: lines as pieces, by what they hold, and the numbers of its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import Literal

from pipeline.read.romans import roman
from pipeline.structure.shared_words import opens_unit_line
from pipeline.structure.table.words import is_ordinal_head, opens_with

Kind = Literal["figure", "percent", "nothing", "words"]
Mark = tuple[str, tuple[int, ...]]
"""What numbers a row: the style of its number, and the number."""
Held = tuple[Mark, ...]
"""The last mark of each style, the newest last."""

_FIGURE = re.compile(r"[-–−+(]?\s?\d[\d., ]*\)?\s?(?P<percent>%)?$")
_NOTHING = re.compile(r"[-–−_.…]{1,5}$")
_CLOSES = re.compile(
    r"(?:Điều\s+\d|(?:Chương|Phần|Mục)\s+[IVX\d]+\b|(?:TM|KT|TL|TUQ|Q)\.\s?[A-ZĐ]"
    r"|(?:\d{1,2}|[IVX]{1,4}|[a-zđ])[.)/-]\s*[^\W\d])"
)
"""What opens an article, a numbered part or a signature."""
_LONGEST = 300
"""Characters of a cell."""
_MOST = 6000
"""Pieces of a table."""
_NUMBER = re.compile(
    r"\(?(?:(?P<number>\d{1,3})|(?P<path>\d{1,3}(?:\.\d{1,2}){1,3})|(?P<letters>[A-Za-zĐđ]{1,5}))[.)/]?$"
)
_ROMANS = {roman(number): number for number in range(1, 51)}
_NEXT = {pair for letters in ("abcdefghiklmnopq", "abcdđeghiklmnopq") for pair in pairwise(letters)}
"""Letters that follow each other, in lists with and without 'đ'."""


@dataclass(frozen=True)
class Piece:
    """A line, or lines, that may be a cell; whether an empty line stands before it, and whether it may be a page's number."""

    start: int
    end: int
    words: str
    kind: Kind
    after_gap: bool = False
    loose: bool = False

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """What row it may number."""
        return marks_of(self.words)

    @cached_property
    def is_total(self) -> bool:
        """Whether it names a total."""
        return self.kind == "words" and opens_with("totals").match(self.words) is not None

    @property
    def opens_rows(self) -> bool:
        """Whether the rows of a table may begin with it: a total, or the first number of any kind."""
        return self.is_total or any(follows(mark, Held()) for mark in self.marks)


def pieces_of(text: str, start: int, end: int) -> Iterator[Piece]:
    """The lines from one offset to another, up to one that no cell is; a unit is one right above the first row."""
    gap, in_head = False, True
    unit: Piece | None = None
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        line = text[start:stop]
        words = line.strip()
        if not words:
            gap = True
        elif "\t" in words or "|" in words or len(words) > _LONGEST or _closes(words):
            return
        else:
            at = start + line.index(words)
            piece = Piece(at, at + len(words), words, kind_of(words), gap)
            if unit:
                if not piece.opens_rows:
                    return
                yield unit
                unit = None
            if not opens_unit_line().match(words):
                yield piece
            elif in_head:
                unit = piece
            else:
                return
            gap, in_head = False, in_head and not piece.opens_rows
        start = stop + 1


class Pieces:
    """Pieces that are read as far as one asks."""

    def __init__(self, lines: Iterator[Piece]) -> None:
        self._lines = lines
        self._read: list[Piece] = []

    def __getitem__(self, part: slice) -> list[Piece]:
        self._read += islice(self._lines, max(0, min(part.stop, _MOST) - len(self._read)))
        return self._read[part]


def kind_of(words: str) -> Kind:
    """What a cell holds."""
    if _NOTHING.match(words):
        return "nothing"
    figure = _FIGURE.match(words)
    return "words" if figure is None else "percent" if figure["percent"] else "figure"


def opens_head(line: str) -> bool:
    """Whether a line is the head of the rows' numbers."""
    return len(line) < 14 and is_ordinal_head(line)


def _closes(words: str) -> bool:
    return bool(_CLOSES.match(words) or opens_with("under_tables").match(words))


def marks_of(words: str) -> tuple[Mark, ...]:
    """What a cell may number its row as: 'I' as a Roman one or a letter, '1.2', a dash."""
    if words in ("-", "–", "+", "*", "•"):
        return (("-", ()),)
    told = _NUMBER.match(words)
    if told is None:
        return ()
    if told["number"]:
        return (("1", (int(told["number"]),)),)
    if told["path"]:
        path = tuple(map(int, told["path"].split(".")))
        return ((f"1{'.1' * (len(path) - 1)}", path),)
    letters, found = told["letters"], list[Mark]()
    if letters in _ROMANS:
        found.append(("I", (_ROMANS[letters],)))
    if len(letters) == 1:
        found.append(("a" if letters.islower() else "A", (ord(letters.lower()),)))
    return tuple(found)


def follows(mark: Mark, held: Held) -> bool:
    """Whether a mark may come next: the first of another style, or the one after the last of its own."""
    style, value = mark
    if not value:
        return bool(style and held)
    last = next((other for of, other in held if of == style), None)
    if style in ("a", "A"):
        following = last is not None and (chr(last[0]), chr(value[0])) in _NEXT
        first = value[0] == ord("a")
    else:
        following = last is not None and last == (*value[:-1], value[-1] - 1)
        first = value[-1] == 1
    if len(value) > 1 and first:
        return (style.removesuffix(".1"), value[:-1]) in held
    return following or (first and (not held or held[-1][0] != style))


def with_mark(held: Held, mark: Mark) -> Held:
    """The marks that are held when one came."""
    return (*(one for one in held if one[0] != mark[0]), mark)
