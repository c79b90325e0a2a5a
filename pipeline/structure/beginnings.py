"""The words that a pattern's matches may begin with, read off the pattern itself.

Whoever writes a pattern would have to keep such a list in step by hand, and an alternative that the list forgets is dead
without a sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from pipeline.normalize.letters import LOWER, UPPER

_LETTERS = frozenset(filter(re.compile(f"[{UPPER}{LOWER}]").match, map(chr, range(0x1F00))))
_SMALL = frozenset(letter.lower() for letter in _LETTERS)
_OF_LETTERS = {code.CATEGORY_WORD, code.CATEGORY_NOT_DIGIT, code.CATEGORY_NOT_SPACE}
_REPEATS = {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}
_BOUNDS = {code.AT_BOUNDARY, code.AT_END, code.AT_END_STRING}
_LOOKS = {code.ASSERT, code.ASSERT_NOT}
_MOST = 5000
"""Beginnings from which a pattern counts as one that may begin with any word."""


@dataclass(frozen=True, slots=True)
class FirstWords:
    """The words, in small letters, and whether a match may begin with a figure or a mark too."""

    words: frozenset[str]
    others: bool


def first_words_of(pattern: re.Pattern[str]) -> FirstWords:
    """What the matches of a pattern may begin with; a word ends where the pattern does.

    Raises `ValueError` for a pattern that may begin with any word.
    """
    reader = _Reader(pattern.pattern)
    rest = reader.read(parser.parse(pattern.pattern, pattern.flags), {""})
    return FirstWords(frozenset(reader.words | (rest - {""})), reader.others or "" in rest)


@dataclass(slots=True)
class _Reader:
    """Follows a parsed pattern until every way through it has left its first word."""

    pattern: str
    words: set[str] = field(default_factory=set)
    others: bool = False

    def read(self, items: Iterable[tuple[Any, Any]], begun: set[str]) -> set[str]:
        """What is begun behind some items where `begun` was before them."""
        for operator, argument in items:
            if not begun:
                break
            begun = self._behind(operator, argument, begun)
            self._bound(begun)
        return begun

    def _behind(self, operator: Any, argument: Any, begun: set[str]) -> set[str]:
        if operator is code.SUBPATTERN:
            return self.read(argument[-1], begun)
        if operator is code.ATOMIC_GROUP:
            return self.read(argument, begun)
        if operator is code.BRANCH:
            return set().union(*(self.read(branch, begun) for branch in argument[1]))
        if operator is code.GROUPREF_EXISTS:  # a group that took nothing is not there
            there = self.read(argument[1], begun - {""})
            return there | (self.read(argument[2], begun) if argument[2] else begun)
        if operator in _REPEATS:
            return self._repeated(begun, *argument)
        if operator is code.AT:
            return self._closed(begun) if argument in _BOUNDS else begun
        if operator in _LOOKS:
            return self._looked(begun, operator, *argument)
        letters, others = _letters_of(operator, argument)
        if others:
            self._closed(begun)
            self.others = self.others or "" in begun
        return {word + letter for word in begun for letter in letters}

    def _repeated(self, begun: set[str], least: int, most: int, body: Any) -> set[str]:
        reached = begun if least == 0 else set()
        for turn in range(1, most + 1):
            begun = self.read(body, begun)
            if turn >= least:
                if begun <= reached:
                    break
                reached = reached | begun
                self._bound(reached)
        return reached

    def _looked(self, begun: set[str], operator: Any, direction: int, items: Any) -> set[str]:
        """Behind a look around: `(?!\\w)` and `(?=\\d)` end a word, and no word is begun where `(?<=[ .])` holds."""
        if operator is code.ASSERT_NOT:
            return self._closed(begun) if direction > 0 and _takes_any_letter(items) else begun
        if not items or not _is_of_no_letter(items[0 if direction > 0 else -1]):
            return begun
        if direction < 0:
            return begun & {""}
        self.others = self.others or "" in begun
        self._closed(begun)
        return set()

    def _bound(self, begun: set[str]) -> None:
        if len(begun) + len(self.words) > _MOST:
            raise ValueError(f"may begin with any word: {self.pattern[:80]}")

    def _closed(self, begun: set[str]) -> set[str]:
        """What is still to begin; the rest are words now."""
        self.words |= begun - {""}
        return begun & {""}


def _is_of_no_letter(item: Any) -> bool:
    return item[0] in (code.LITERAL, code.IN) and not _letters_of(*item)[0]


def _takes_any_letter(items: Any) -> bool:
    if len(items) != 1:
        return False
    operator, argument = items[0]
    if operator is code.BRANCH:
        return any(map(_takes_any_letter, argument[1]))
    return operator is code.IN and len(_letters_of(operator, argument)[0]) == len(_SMALL)


def _letters_of(operator: Any, argument: Any) -> tuple[frozenset[str], bool]:
    """The small letters that one character of a pattern may be, and whether it may be anything else."""
    if operator is code.LITERAL:
        letter = chr(argument)
        return (frozenset(letter.lower()), False) if letter in _LETTERS else (frozenset(), True)
    if operator is not code.IN:
        return _SMALL, True
    letters: set[str] = set()
    others = negated = False
    for kind, value in argument:
        if kind is code.NEGATE:
            negated = True
        elif kind is code.CATEGORY:
            letters |= _LETTERS if value in _OF_LETTERS else set()
            others = True
        else:
            first, last = value if kind is code.RANGE else (value, value)
            told = set(map(chr, range(first, last + 1)))
            letters |= told & _LETTERS
            others = others or not told <= _LETTERS
    if negated:
        letters, others = set(_LETTERS) - letters, True
    return frozenset(letter.lower() for letter in letters), others
