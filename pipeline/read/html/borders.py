"""Lines that a web page draws around tables. In: its style sheets and elements. Out: whether a table is ruled."""

from __future__ import annotations

import re
from typing import Any

from pipeline.read.html.sheets import Rules

_BORDER = re.compile(r"(?:^|;)\s*border(?:-(?:top|left|right|bottom))?(?:-style|-width)?\s*:\s*([^;]*)", re.IGNORECASE)
_NO_BORDER = re.compile(r"\s*(?:none|hidden|0(?:px|pt|in|cm)?)(?:\s|$)|\s*$", re.IGNORECASE)


class Borders:
    """The borders that a page's style sheets give."""

    def __init__(self, sheets: str) -> None:
        self._rules = Rules(sheets, _draws)

    def are_drawn(self, element: Any) -> bool:
        """Whether an element has a line around it, by attribute, style or sheet."""
        border = element.get("border")
        if border is not None and border.strip() not in ("", "0"):
            return True
        own = _draws(element.get("style") or "")
        return bool(self._rules.of(element) if own is None else own)


def _draws(declarations: str) -> bool | None:
    values = _BORDER.findall(declarations)
    return any(not _NO_BORDER.match(value) for value in values) if values else None
