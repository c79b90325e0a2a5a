"""What a web page's style sheets say of its elements. In: sheets and a question of declarations. Out: the answer that decides.

Selectors of tags, classes and ids inside one another ('.bang td', 'table, th, td') are followed; the most specific one
that says anything decides, of two alike the last. A sheet is read in linear time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_COMPOUND = re.compile(r"(?P<tag>[a-z][a-z0-9]*|\*)?(?P<marks>(?:[.#][\w-]+)*)$")
_Part = tuple[str, frozenset[str]]
"""A tag or '*', and the classes and ids beside it."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A selector's parts, outermost first, how specific it is, and what it says."""

    parts: tuple[_Part, ...]
    order: tuple[int, int, int, int]
    """By ids, classes and tags, then by place: the last decides."""
    says: bool


class Rules:
    """What the rules of sheets say to one question, which `asked` answers of declarations: None where they do not tell."""

    def __init__(self, sheets: str, asked: Callable[[str], bool | None], *, everywhere: bool = True) -> None:
        """Unless `everywhere`, rules of some media only ('@media print') and of whole tags are not asked."""
        self._rules: dict[str, list[_Rule]] = defaultdict(list)
        """By a class, an id or the tag of the last part, so that few are tried for an element."""
        self._count = 0
        for selectors, declarations, nested in rules_of(sheets):
            says = None if nested and not everywhere else asked(declarations.strip())
            for selector in selectors if says is not None else ():
                self._add(selector.replace(">", " ").split(), bool(says), everywhere)

    def _add(self, selector: list[str], says: bool, everywhere: bool) -> None:
        found = [_COMPOUND.match(part) for part in selector]
        parts = tuple(
            ((m["tag"] or "*"), frozenset(re.findall(r"[.#][\w-]+", m["marks"]))) for m in found if m is not None
        )
        if parts and len(parts) == len(selector) and (everywhere or parts[-1][1]):
            marks = [mark for _, names in parts for mark in names]
            ids = sum(mark.startswith("#") for mark in marks)
            order = (ids, len(marks) - ids, sum(tag != "*" for tag, _ in parts), self._count)
            tag, own = parts[-1]
            self._rules[min(own, default=tag)].append(_Rule(parts, order, says))
            self._count += 1

    def of(self, element: Any) -> bool | None:
        """What they say of an element; None where they say nothing."""
        if not self._rules:
            return None
        keys = {"*", str(element.tag), *_marks(element)}.intersection(self._rules)
        said = [rule for key in keys for rule in self._rules[key] if _matches(rule.parts, element)]
        return max(said, key=lambda rule: rule.order).says if said else None


def rules_of(sheets: str) -> Iterator[tuple[list[str], str, bool]]:
    """The rules of style sheets: selectors in small letters, what is declared of them, and whether of some media only."""
    depth = 0
    *rules, _ = _COMMENT.sub(" ", sheets).split("}")
    for rule in rules:
        before, opened, declarations = rule.rpartition("{")
        depth += rule.count("{")
        if opened:
            yield before.rpartition("{")[2].lower().split(","), declarations, depth > 1
        depth = max(0, depth - 1)


def _matches(parts: tuple[_Part, ...], element: Any) -> bool:
    *outer, last = parts
    if not _is(last, element):
        return False
    for ancestor in element.iterancestors():
        if not outer:
            return True
        if _is(outer[-1], ancestor):
            outer.pop()
    return not outer


def _is(part: _Part, element: Any) -> bool:
    tag, marks = part
    if tag not in ("*", element.tag):
        return False
    return not marks or marks <= _marks(element)


def _marks(element: Any) -> set[str]:
    """An element's classes and id, as selectors write them."""
    names = {f".{name}" for name in (element.get("class") or "").lower().split()}
    return names | {f"#{(element.get('id') or '').lower()}"}
