"""The tree of numbered parts ('I', '1', '1.1', 'a/', 'Điều 3') and the bullets of a document.

A line opens a part when its label continues a list already open (the successor of its last label)
or starts a new one ('I', '1', 'a', '1.1'); a number that fits nowhere is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.read.romans import roman
from pipeline.records import Item, Section
from pipeline.structure.sentences import line_spans

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_NUMBER_OF_WORD = {word: index for index, word in enumerate(_ORDINALS, 1)}

_NAMED = re.compile(
    r"(?P<name>Phần|Chương|Mục|Tiểu mục|Điều|Phụ lục)\s+(?:thứ\s+)?"
    r"(?P<value>\d{1,3}[a-zđ]?|[IVXLC]{1,7}|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\b(?P<mark>[.:)]?)",
    re.IGNORECASE,
)
_LETTERED_CAPITAL = re.compile(r"(?P<value>[A-HĐ])(?P<mark>\.|\s?[-–/)])\s?(?=\S)")
_ROMANS = re.compile(r"(?P<value>[IVXLC]{1,7})(?P<mark>\s?[.)/]\s?[-–]?|\s?[-–:])\s*(?=\S)")
_DECIMAL = re.compile(r"(?P<value>\d{1,2}(?:\.\d{1,2}){1,4})(?P<mark>\s?[.)/]?-?)(?:\s*(?=[^\W\d])|\s+(?=\S))")
_ARABIC = re.compile(r"(?P<value>\d{1,3})(?P<mark>\s?[.)/]\s?-?|\s?-\s)\s*(?=[^\d\s])")
_LETTER = re.compile(r"(?P<value>[a-zđ])(?P<mark>[./)]|\s\))\s*(?=\S)")
_BULLET = re.compile(r"(?P<mark>[-–—+*•●○▪■◦·\uf0b7\uf02d>])\s*(?=[^\s\d.,*-]|\d)")
_MARK_DEPTH = {"+": 1, "○": 1, "◦": 1, "*": 0}

# The order in which kinds of label nest; a decimal's depth adds its dots.
_RANK = {
    "Phụ lục": 0,
    "Phần": 1,
    "A": 2,
    "Chương": 3,
    "Mục": 4,
    "Tiểu mục": 5,
    "I": 6,
    "Điều": 7,
    "1": 8,
    "a": 20,
}
_HEADING_LENGTH = 300


@dataclass(frozen=True, slots=True)
class _Label:
    """A label as one reading of a line has it: its rank, place in its list, name and width."""

    rank: int
    ordinals: tuple[int, ...]
    name: str
    width: int


@dataclass(slots=True)
class _Open:
    """A part that is still open while lines are read; `ordinals` is its place in its list."""

    rank: int
    ordinals: tuple[int, ...]
    label: str
    index: int


def sections_and_items(text: str, start: int, end: int) -> tuple[tuple[Section, ...], tuple[Item, ...]]:
    """The numbered parts and bullets between two offsets; a part ends where its next sibling begins."""
    found: list[Section] = []
    items: list[Item] = []
    open_parts: list[_Open] = []
    for line_start, line_end in line_spans(text[start:end]):
        at, stop = start + line_start, start + line_end
        line = text[at:stop]
        if placed := _place(open_parts, line):
            parts, label = placed
            _close(found, open_parts[len(parts) :], at)
            parent = parts[-1] if parts else None
            path = _path(parts, label.name, label.rank)
            open_parts = [*parts, _Open(label.rank, label.ordinals, path, len(found))]
            heading, heading_end = _heading(line, label.width, at)
            found.append(
                Section(
                    label=path,
                    heading=heading,
                    level=len(open_parts),
                    start=at,
                    end=end,
                    heading_end=heading_end,
                    parent=parent.index if parent else None,
                )
            )
        elif match := _BULLET.match(line):
            items.append(Item(match["mark"], _MARK_DEPTH.get(match["mark"], 0), at, stop))
    _close(found, open_parts, end)
    return tuple(found), tuple(items)


def _place(open_parts: list[_Open], line: str) -> tuple[list[_Open], _Label] | None:
    """The first reading of the line's label that fits the lists that are open, and what encloses it."""
    for label in _labels(line):
        parts = _fit(open_parts, label.rank, label.ordinals)
        if parts is not None:
            return parts, label
    return None


def _labels(line: str) -> Iterator[_Label]:
    """The labels that a line may open with ('C.' is the letter or a hundred)."""
    if match := _NAMED.match(line):
        name = match["name"].capitalize()
        value = _value(match["value"])
        if value and _names_a_part(line, match):
            yield _Label(_RANK[name], (value,), f"{name} {match['value']}", match.end())
    if match := _DECIMAL.match(line):
        numbers = tuple(int(n) for n in match["value"].split("."))
        if all(numbers):
            yield _Label(_RANK["1"] + len(numbers) - 1, numbers, match["value"], match.end())
    if match := _ARABIC.match(line):
        yield _Label(_RANK["1"], (int(match["value"]),), match["value"], match.end())
    if (match := _ROMANS.match(line)) and (value := _roman(match["value"])):
        yield _Label(_RANK["I"], (value,), match["value"], match.end())
    if (match := _LETTERED_CAPITAL.match(line)) and match["value"].lower() in _LETTERS:
        ordinal = _LETTERS.index(match["value"].lower()) + 1
        yield _Label(_RANK["A"], (ordinal,), match["value"], match.end())
    if (match := _LETTER.match(line)) and match["value"] in _LETTERS:
        printed = f"{match['value']}{match['mark'].strip()}"
        yield _Label(_RANK["a"], (_LETTERS.index(match["value"]) + 1,), printed, match.end())


def _names_a_part(line: str, match: re.Match[str]) -> bool:
    """'Điều 3.' or 'Chương I' alone or before a title; not 'Điều 3 của Nghị định này'."""
    rest = line[match.end() :].lstrip(" .:-–")
    return bool(match["mark"]) or not rest or rest[0].isupper()


def _fit(open_parts: list[_Open], rank: int, ordinals: tuple[int, ...]) -> list[_Open] | None:
    """The open parts that would enclose this label; None if it continues no list and starts none."""
    depth = next((i for i, part in enumerate(open_parts) if part.rank >= rank), len(open_parts))
    sibling = open_parts[depth] if depth < len(open_parts) and open_parts[depth].rank == rank else None
    parts = open_parts[:depth]
    if sibling and sibling.ordinals[:-1] == ordinals[:-1]:
        # A number may be left out or typed twice; a jump further than that is no list.
        return (
            parts
            if sibling.ordinals[-1] <= ordinals[-1] <= sibling.ordinals[-1] + 3
            else (parts if ordinals[-1] == 1 else None)
        )
    if len(ordinals) > 1:
        # '2.1' belongs under '2', whether or not a line carries that label.
        inside = parts and parts[-1].ordinals == ordinals[:-1]
        return parts if inside or ordinals[-1] <= 2 else None
    return parts if ordinals[0] <= 2 or rank == _RANK["Điều"] else None


def _path(parts: list[_Open], name: str, rank: int) -> str:
    """'II.2.1' from the enclosing labels; letters and named parts stand as printed."""
    if rank >= _RANK["a"] or " " in name or not parts:
        return name
    if "." in name:
        outer = next((part.label for part in reversed(parts) if part.rank < _RANK["1"]), None)
        return f"{outer}.{name}" if outer else name
    return f"{parts[-1].label}.{name}"


def _close(found: list[Section], parts: list[_Open], at: int) -> None:
    for part in parts:
        found[part.index] = replace(found[part.index], end=at)


def _heading(line: str, width: int, at: int) -> tuple[str, int]:
    """The heading's words and where they end: the line, or its first sentence where it runs on."""
    stop = len(line)
    if stop > _HEADING_LENGTH:
        cut = re.search(r"[.:;]\s", line[width:])
        stop = width + cut.start() if cut else stop
    return line[width:stop].strip().rstrip(".:;").strip(), at + stop


def _value(word: str) -> int | None:
    lowered = word.lower()
    if lowered in _NUMBER_OF_WORD:
        return _NUMBER_OF_WORD[lowered]
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else _roman(word.upper())


def _roman(word: str) -> int | None:
    """The value of a Roman numeral; None where it is not one ('IIX')."""
    total = 0
    values = [_ROMAN[letter] for letter in word]
    for value, following in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < following else value
    return total if roman(total) == word else None
