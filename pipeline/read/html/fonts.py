"""How a web page looks. In: its style sheets and elements. Out: an element's font and place, and whether it is set high.

Simple selectors only ('p', '.MsoNormal', 'p.MsoNormal'), which is what Word writes.
"""

from __future__ import annotations

import re
from typing import Any

from pipeline.read.html.sheets import rules_of

_FAMILY = re.compile(r"(?:^|;)\s*font-family\s*:\s*([^;,]+)", re.IGNORECASE)
_ALIGNED = re.compile(r"(?:^|;)\s*text-align\s*:\s*(\w+)", re.IGNORECASE)
_SET_HIGH = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_NOTE = re.compile(r"#_(?:ftn|edn)\d")


class Fonts:
    """The fonts that a page's style sheets give."""

    def __init__(self, sheets: str) -> None:
        self._by_selector: dict[str, str] = {}
        for selectors, declarations, _ in rules_of(sheets):
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


def is_centred(element: Any, inherited: bool) -> bool:
    """Whether a block's lines are set in the middle, inside one where they are `inherited` so."""
    found = _ALIGNED.search(element.get("style") or "")
    own = found[1] if found else element.get("align") or ("center" if element.tag == "center" else "")
    return own.lower() == "center" if own else inherited


def is_raised(element: Any) -> bool:
    """Whether an element sets its letters high, as the call of a note is even where only the page's sheet says so."""
    return (
        element.tag == "sup"
        or bool(_SET_HIGH.search(element.get("style") or ""))
        or (element.tag == "a" and bool(_NOTE.match(element.get("href") or "")))
    )


def _family(declarations: str) -> str:
    found = _FAMILY.search(declarations)
    return found[1].strip().strip("\"'").strip() if found else ""
