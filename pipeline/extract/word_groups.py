"""Words that occur in like contexts ('khởi công', 'hoàn thành', 'bàn giao'): words in, the names of their groups out.

`data/word_groups.csv` holds a group a line under its commonest word, and the commonest of the wider group that it is of.
`python -m benchmarks.accuracy.word_groups` learns them from texts alone, without annotations.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Container, Iterator
from functools import cache
from typing import NamedTuple

from pipeline.extract.data_folder import DATA

GROUPS = DATA / "word_groups.csv"
APART = " / "
"""What stands between the words of a group in the table."""
FIGURE, NAME, END = "0", "^", "."
"""What stands for any figure, any proper name, and any end of a sentence, a line or a cell."""
_TOKEN = re.compile(r"[^\W\d_]+|\d[\d.,/]*|[.,;:()\n|\t]")
_OPENS = frozenset((END, ":", ")"))
"""Behind what a capital makes no proper name."""


class Group(NamedTuple):
    """Whose like a word is, closely and widely, each by the commonest word of all that are."""

    near: str
    wide: str


@cache
def word_groups() -> dict[str, Group]:
    """The group of each word that has one."""
    with GROUPS.open(encoding="utf-8", newline="") as lines:
        return {word: Group(near, wide) for near, wide, words in csv.reader(lines) for word in words.split(APART)}


def tokens_in(text: str, twos: Container[str]) -> Iterator[str]:
    """The words and marks of a text in small letters; those of two syllables that are among `twos` whole."""
    tokens, at, opens = _TOKEN.findall(text), 0, True
    while at < len(tokens):
        word = f"{tokens[at].lower()} {tokens[at + 1]}" if at + 1 < len(tokens) else ""
        if word in twos:
            at += 2
        else:
            word = _plain(tokens[at], opens)
            at += 1
        opens = word in _OPENS
        yield word


def _plain(token: str, opens: bool) -> str:
    if token.isalpha():
        return NAME if not opens and token[0].isupper() and not token.isupper() else token.lower()
    return FIGURE if token[0].isdigit() else END if token in "\n|\t" else token
