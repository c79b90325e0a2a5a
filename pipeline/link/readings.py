"""What OCR may have misread: facts of a scan in, the same with their confidence lowered and their doubts out.

A figure is in doubt where OCR was not sure of it, or where it breaks a sum that another reading of its print
would satisfy (one glyph that OCR takes for another, a mark that it overlooks). It is listed with both readings and never
changed. An amount whose marks are not set as the document sets them ('5283' among '1.146,7') is less sure.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.extract.numerals import parse_number
from pipeline.records import Amount, Doubt, Facts, Mention, Mentions, SumRelation, Text, Word, Words

SURE = 0.85
"""Confidence of a word from which OCR on clean print is right more than 99 times in 100."""
_FIGURE = re.compile(r"\d[\d.,]*")
_NO_DIGIT = re.compile(r"\D+")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
"""A figure of four digits and more as documents set it."""
_ODD = re.compile(r"\d{4,}(?:[.,]\d*)?|\d{1,3},\d{3}|\d{1,3}(?:\.\d{3})*\.(?:\d{1,2}|\d{4,})")
"""No marks, a comma where groups part, a full stop where decimals begin."""
_HABIT = 3
"""Figures set as documents set them that make a habit, where twice as many are as are not."""
_OUT_OF_HABIT = 0.6
"""How sure a figure is that is set otherwise."""


def with_doubts(text: Text, facts: Facts) -> Facts:
    """The facts of a document, as sure as the words they stand in; unchanged where no OCR was needed."""
    read = (page.words for page in text.pages if Words.of(page.words).readings)
    words = [word for words in read for word in words if word.confidence is not None]
    if not words:
        return facts
    seen = _Seen(words)
    mentions = Mentions(**{kind.name: _as_sure(getattr(facts.mentions, kind.name), seen) for kind in fields(Mentions)})
    mentions = replace(mentions, amounts=_as_set(mentions.amounts, seen))
    failing = [relation for relation in facts.sums if not relation.holds and relation.currency == "VND"]
    by_sum = dict.fromkeys(doubt for relation in failing for doubt in _of_sum(mentions.amounts, relation, seen))
    told = {(doubt.start, doubt.end) for doubt in by_sum}
    unsure = [doubt for doubt in _unsure(text.text, mentions, seen) if (doubt.start, doubt.end) not in told]
    doubts = sorted([*by_sum, *unsure], key=lambda doubt: (doubt.start, doubt.end))
    return replace(facts, mentions=mentions, doubts=tuple(doubts))


class _Seen:
    """The words that OCR read, in the order of the text."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._words = sorted(words, key=lambda word: word.start)
        self._starts = [word.start for word in self._words]

    def within(self, start: int, end: int) -> list[Word]:
        """The words that a span touches."""
        first = bisect_left(self._starts, start)
        first -= bool(first and self._words[first - 1].end > start)
        return self._words[first : bisect_left(self._starts, end)]

    def confidence(self, start: int, end: int) -> float:
        """That of the least sure word of a span; 1 where OCR read none of it."""
        return min((word.confidence or 0.0 for word in self.within(start, end)), default=1.0)

    def figures(self, text: str, start: int, end: int) -> tuple[float, str | None]:
        """How sure the least sure figure of a span is, and how the span may be read instead."""
        words = [word for word in self.within(start, end) if _FIGURE.search(text, word.start, word.end)]
        if not words:
            return 1.0, None
        least = min(words, key=lambda word: word.confidence or 0.0)
        # A word with a bracket or a stop beside the figure is wider than the mention; its other reading then is too.
        reading = text[start : max(least.start, start)] + least.other + text[least.end : end] if least.other else None
        return least.confidence or 0.0, reading


def _as_sure(mentions: Sequence[Any], seen: _Seen) -> tuple[Any, ...]:
    """Mentions no surer than the words that they stand in; a table's cells, which state nothing, as they are."""
    found = []
    for mention in mentions:
        sure = seen.confidence(mention.start, mention.end) if isinstance(mention, Mention) else 1.0
        found.append(replace(mention, confidence=mention.confidence * sure) if sure < SURE else mention)
    return tuple(found)


def _as_set(amounts: Sequence[Amount], seen: _Seen) -> tuple[Amount, ...]:
    """Amounts, those less sure whose marks are not set as those of the document's others."""
    read = [figure[0] for one in amounts if (figure := _FIGURE.search(one.text)) and seen.within(one.start, one.end)]
    told = [figure.rstrip(".,") for figure in read]
    usual, odd = (sum(shape.fullmatch(figure) is not None for figure in told) for shape in (_GROUPED, _ODD))
    if usual < max(_HABIT, 2 * odd):
        return tuple(amounts)
    return tuple(
        replace(one, confidence=one.confidence * _OUT_OF_HABIT)
        if (figure := _FIGURE.search(one.text))
        and _ODD.fullmatch(figure[0].rstrip(".,"))
        and seen.within(one.start, one.end)
        else one
        for one in amounts
    )


def _unsure(text: str, mentions: Mentions, seen: _Seen) -> Iterator[Doubt]:
    """The figures that OCR was not sure of, each in the widest mention that holds it."""
    kinds = (mentions.amounts, mentions.citations, mentions.dates, mentions.quantities)
    end = 0
    for mention in sorted((m for kind in kinds for m in kind), key=lambda m: (m.start, -m.end)):
        confidence, reading = seen.figures(text, mention.start, mention.end)
        if confidence < SURE and mention.end > end:
            end = mention.end
            yield Doubt(mention.start, mention.end, mention.text, reading, "low-confidence", confidence)


def _of_sum(amounts: Sequence[Amount], relation: SumRelation, seen: _Seen) -> Iterator[Doubt]:
    """The figures of a sum that fails, each of which could by another reading make it hold."""
    if relation.kind != "full":
        return
    for index in (relation.total, *relation.parts):
        amount = amounts[index]
        short = -int(relation.difference) if index == relation.total else int(relation.difference)
        if amount.vnd and seen.within(amount.start, amount.end) and (reading := read_as(amount, amount.vnd + short)):
            sure = seen.confidence(amount.start, amount.end)
            yield Doubt(amount.start, amount.end, amount.text, reading, "sum", sure)


def read_as(amount: Amount, vnd: int) -> str | None:
    """An amount's print with one glyph or mark read otherwise, so that it comes to `vnd`; None where no such reading does."""
    if not amount.vnd or len(_FIGURE.findall(amount.text)) != 1:
        return None
    return next((reading for reading in _readings(amount.text) if _value(amount, reading) == vnd), None)


def is_likely(text: str, reading: str, confidence: float) -> bool:
    """Whether OCR may well have taken `reading` for `text`: they differ in marks alone, or it was not sure of the digits."""
    return _NO_DIGIT.sub("", text) == _NO_DIGIT.sub("", reading) or confidence < SURE


def _value(amount: Amount, reading: str) -> Decimal | None:
    """What an amount comes to with its figures read otherwise; its unit stays."""
    before, after = _FIGURE.search(amount.text), _FIGURE.search(reading)
    if before is None or after is None or amount.vnd is None:
        return None
    old, new = _number(before[0]), _number(after[0])
    return amount.vnd * new / old if old and new is not None else None


def _number(figures: str) -> Decimal | None:
    try:
        number = parse_number(figures.rstrip(".,"))
    except (ValueError, InvalidOperation):
        return None
    return number.value if number else None


def _readings(text: str) -> Iterator[str]:
    """A text with one glyph of its first figure read as another, or with a mark more between two of its digits."""
    figure = _FIGURE.search(text)
    for at in range(figure.start(), figure.end()) if figure else ():
        for glyph in _confusions().get(text[at], ()):
            yield text[:at] + glyph + text[at + 1 :]
    for at in range(figure.start() + 1, figure.end()) if figure else ():
        if text[at - 1 : at + 1].isdecimal():
            yield from (f"{text[:at]}{mark}{text[at:]}" for mark in ",.")


@cache
def _confusions() -> dict[str, list[str]]:
    pairs = tomllib.loads((Path(__file__).parent / "data" / "confusions.toml").read_text(encoding="utf-8"))["pairs"]
    table: dict[str, list[str]] = {}
    for first, second in pairs:
        table.setdefault(first, []).append(second)
        table.setdefault(second, []).append(first)
    return table
