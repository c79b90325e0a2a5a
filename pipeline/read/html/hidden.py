"""What a browser shows nothing of. In: a page's style sheets and elements. Out: whether an element is hidden.

By attribute, by its own style, and by the rules of the page's sheets for classes and ids that hold on every medium.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from pipeline.read.html.sheets import Rules

_WAYS = tuple(
    (re.compile(rf"(?:^|;)\s*{name}\s*:\s*([\w-]+)", re.IGNORECASE), hides)
    for name, hides in (("display", "none"), ("visibility", "hidden"), ("mso-hide", "all"))
)


class Hidden:
    """What the style sheets of a page hide, with what its elements say themselves."""

    def __init__(self, sheets: str) -> None:
        self._rules = [Rules(sheets, partial(_hides, way=way), everywhere=False) for way in _WAYS]

    def holds(self, element: Any) -> bool:
        """Whether a browser shows nothing of an element."""
        if element.get("hidden") is not None:
            return True
        style = element.get("style") or ""
        for way, rules in zip(_WAYS, self._rules, strict=True):
            own = _hides(style, way)
            if rules.of(element) if own is None else own:
                return True
        return False


def _hides(declarations: str, way: tuple[re.Pattern[str], str]) -> bool | None:
    """Whether declarations hide in one way; None where they say nothing of it, the last goes before."""
    told, hides = way
    values = told.findall(declarations)
    return values[-1].lower() == hides if values else None
