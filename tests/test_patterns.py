"""No pattern repeats what is repeated itself: a line that it nearly matches would take time without bound (CWE-1333)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from held import held

MANY = 20
"""Turns from which a repetition counts as one without bound."""


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that a module of the project holds or makes once, under where it is."""
    for name, value in held().items():
        for one in (value, getattr(value, "pattern", None)):
            if isinstance(one, re.Pattern):
                yield name, one


def _repeats(items: Any) -> Iterator[tuple[int, int, Any]]:
    """Every repetition that may give back what it took, however deep."""
    for operator, argument in items:
        if operator in (code.MAX_REPEAT, code.MIN_REPEAT):
            yield argument
        for part in argument if isinstance(argument, tuple) else (argument,):
            for inner in part if isinstance(part, list) else (part,):
                if isinstance(inner, parser.SubPattern):
                    yield from _repeats(inner)


def _is_many_alone(items: Any) -> bool:
    """Whether a repetition without bound can be all that a turn takes."""
    for index, (operator, argument) in enumerate(items):
        rest = [one for at, one in enumerate(items) if at != index]
        if any(_width(one) for one in rest):
            continue
        if operator in (code.MAX_REPEAT, code.MIN_REPEAT) and argument[1] >= MANY:
            return True
        if operator is code.SUBPATTERN and _is_many_alone(argument[-1]):
            return True
        if operator is code.BRANCH and any(_is_many_alone(branch) for branch in argument[1]):
            return True
    return False


def _width(item: Any) -> int:
    """The fewest letters that an item takes."""
    single = parser.SubPattern(parser.State(), [item])
    return int(single.getwidth()[0])


def _faults(pattern: re.Pattern[str]) -> bool:
    parsed = parser.parse(pattern.pattern, pattern.flags)
    return any(most >= MANY and _is_many_alone(body) for _, most, body in _repeats(parsed))


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        (r"(?:\d+\s?)+", True),
        (r"(?:ab|(\d+))*x", True),
        (r"(?:\d++\s?)+", False),
        (r"(?:\d+\s)+", False),
        (r"(?:\d{1,3}\s?)+", False),
        (r"(?:\w+ ?){0,3}", False),
    ],
)
def test_a_repetition_of_repetitions_is_seen(pattern: str, fault: bool) -> None:
    assert _faults(re.compile(pattern)) is fault


def test_no_pattern_repeats_a_repetition() -> None:
    patterns = dict(_patterns())
    assert len(patterns) > 500
    assert [name for name, pattern in patterns.items() if _faults(pattern)] == []
