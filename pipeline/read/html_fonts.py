"""How a web page looks. In: its style sheets and elements. Out: an element's font, place and visibility.

Simple selectors only ('p', '.MsoNormal', 'p.MsoNormal'), which is what Word writes; a sheet is read in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_FAMILY = re.compile(r"(?:^|;)\s*font-family\s*:\s*([^;,]+)", re.IGNORECASE)
_ALIGNED = re.compile(r"(?:^|;)\s*text-align\s*:\s*(\w+)", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)


class Fonts:
    """The fonts that a page's style sheets give."""

    def __init__(self, sheets: str) -> None:
        self._by_selector: dict[str, str] = {}
        for selectors, declarations in rules_of(sheets):
            if family := _family(declarations):
                for selector in selectors:
                    self._by_selector[selector.strip()] = family

    def of(self, element: Any, inherited: str | None) -> str | None:
        """The font of an element inside one of font `inherited`."""
        own = _family(element.get("style") or "") or (element.get("face") or "").split(",")[0].strip()
        if own:
            return own
        tag = str(element.tag)
        for name in (element.get("class") or "").lower().split():
            for selector in (f"{tag}.{name}", f".{name}"):
                if selector in self._by_selector:
                    return self._by_selector[selector]
        return self._by_selector.get(tag, inherited)


def rules_of(sheets: str) -> Iterator[tuple[list[str], str]]:
    """The rules of style sheets: selectors in small letters, and what is declared of them."""
    *rules, _ = _COMMENT.sub(" ", sheets).split("}")
    for rule in rules:
        before, opened, declarations = rule.rpartition("{")
        if opened:
            yield before.rpartition("{")[2].lower().split(","), declarations


def is_hidden(element: Any) -> bool:
    """Whether a browser shows nothing of an element."""
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


def is_centred(element: Any, inherited: bool) -> bool:
    """Whether a block's lines are set in the middle, inside one where they are `inherited` so."""
    found = _ALIGNED.search(element.get("style") or "")
    own = found[1] if found else element.get("align") or ("center" if element.tag == "center" else "")
    return own.lower() == "center" if own else inherited


def _family(declarations: str) -> str:
    found = _FAMILY.search(declarations)
    return found[1].strip().strip("\"'").strip() if found else ""
