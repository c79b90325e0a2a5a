"""Lines that a web page draws around tables. In: its style sheets and elements. Out: whether a table is ruled.

Selectors of tags, classes and ids inside one another ('.bang td', 'table, th, td') are followed; the most specific one
that says anything of a border decides, of two alike the last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pipeline.read.html_fonts import rules_of

_BORDER = re.compile(r"(?:^|;)\s*border(?:-(?:top|left|right|bottom))?(?:-style|-width)?\s*:\s*([^;]*)", re.IGNORECASE)
_NO_BORDER = re.compile(r"\s*(?:none|hidden|0(?:px|pt|in|cm)?)(?:\s|$)|\s*$", re.IGNORECASE)
_COMPOUND = re.compile(r"(?P<tag>[a-z][a-z0-9]*|\*)?(?P<marks>(?:[.#][\w-]+)*)$")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A selector's parts, outermost first, how specific it is, and whether it draws a border."""

    parts: tuple[tuple[str, frozenset[str]], ...]
    weight: tuple[int, int]
    draws: bool


class Borders:
    """The borders that a page's style sheets give."""

    def __init__(self, sheets: str) -> None:
        self._rules: list[_Rule] = []
        for selectors, declarations in rules_of(sheets):
            if values := _BORDER.findall(declarations.strip()):
                draws = not all(_NO_BORDER.match(value) for value in values)
                for selector in selectors:
                    self._add(selector.replace(">", " ").split(), draws)

    def _add(self, selector: list[str], draws: bool) -> None:
        found = [_COMPOUND.match(part) for part in selector]
        parts = tuple(
            ((m["tag"] or "*"), frozenset(re.findall(r"[.#][\w-]+", m["marks"]))) for m in found if m is not None
        )
        if parts and len(parts) == len(selector):
            marks = sum(len(names) for _, names in parts)
            self._rules.append(_Rule(parts, (marks, sum(tag != "*" for tag, _ in parts)), draws))

    def are_drawn(self, element: Any) -> bool:
        """Whether an element has a line around it, by attribute, style or sheet."""
        border = element.get("border")
        if border is not None and border.strip() not in ("", "0"):
            return True
        if own := _BORDER.findall(element.get("style") or ""):
            return any(not _NO_BORDER.match(value) for value in own)
        said = [rule for rule in self._rules if _matches(rule.parts, element)]
        return bool(said) and max(enumerate(said), key=lambda pair: (pair[1].weight, pair[0]))[1].draws


def _matches(parts: tuple[tuple[str, frozenset[str]], ...], element: Any) -> bool:
    *outer, last = parts
    if not _is(last, element):
        return False
    for ancestor in element.iterancestors():
        if not outer:
            return True
        if _is(outer[-1], ancestor):
            outer.pop()
    return not outer


def _is(part: tuple[str, frozenset[str]], element: Any) -> bool:
    tag, marks = part
    if tag not in ("*", element.tag):
        return False
    names = {f".{name}" for name in (element.get("class") or "").lower().split()}
    return marks <= names | {f"#{(element.get('id') or '').lower()}"}
