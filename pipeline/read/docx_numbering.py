"""List numbers of Word documents as Word shows them ('1.', 'a)', 'II.', '-'), from numbering.xml."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from docx.oxml.ns import qn

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_BULLETS = {"o": "+", "\uf0a7": "+"}


class Numbering:
    """Counts list items through a document; `label` is asked once for each paragraph, in order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, Any]] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles = {s.style_id: s.element for s in document.styles}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {a.get(qn("w:abstractNumId")): a for a in root.findall(qn("w:abstractNum"))}
        for num in root.findall(qn("w:num")):
            ref = num.find(qn("w:abstractNumId"))
            levels = abstract.get(ref.get(qn("w:val"))) if ref is not None else None
            if levels is not None:
                number = num.get(qn("w:numId"))
                self._levels[number] = {int(lvl.get(qn("w:ilvl"))): lvl for lvl in levels.findall(qn("w:lvl"))}

    def label(self, paragraph: Any) -> str:
        """The label of a list paragraph with a space after it; '' for any other."""
        place = self._place(paragraph)
        if place is None or place[0] not in self._levels or place[1] not in self._levels[place[0]]:
            return ""
        number, level = place
        counts = self._counts[number]
        counts[level] = counts.get(level, self._start(number, level) - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        form = self._value(self._levels[number][level], "w:numFmt")
        text = self._value(self._levels[number][level], "w:lvlText")
        if form == "none" or not text:
            return ""
        if form == "bullet":
            return (_BULLETS.get(text, "-") if text not in "-–+*•" else text) + " "
        shown = re.sub(r"%(\d)", lambda m: self._shown(number, int(m[1]) - 1), text)
        return shown + " "

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        properties = paragraph.find(qn("w:pPr"))
        found = properties.find(qn("w:numPr")) if properties is not None else None
        if found is None and properties is not None and (style := properties.find(qn("w:pStyle"))) is not None:
            element = self._styles.get(style.get(qn("w:val")))
            found = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") if element is not None else None
        if found is None or found.find(qn("w:numId")) is None:
            return None
        level = found.find(qn("w:ilvl"))
        return found.find(qn("w:numId")).get(qn("w:val")), int(level.get(qn("w:val"))) if level is not None else 0

    def _start(self, number: str, level: int) -> int:
        return int(self._value(self._levels[number][level], "w:start") or 1)

    def _shown(self, number: str, level: int) -> str:
        definition = self._levels[number].get(level)
        count = self._counts[number].get(level, self._start(number, level) if definition is not None else 1)
        form = self._value(definition, "w:numFmt") if definition is not None else "decimal"
        if form in ("lowerLetter", "upperLetter"):
            letter = chr(ord("a") + (count - 1) % 26)
            return letter.upper() if form == "upperLetter" else letter
        if form in ("lowerRoman", "upperRoman"):
            return _roman(count).lower() if form == "lowerRoman" else _roman(count)
        return f"{count:02d}" if form == "decimalZero" else str(count)

    @staticmethod
    def _value(parent: Any, name: str) -> str:
        child = parent.find(qn(name))
        return (child.get(qn("w:val")) or "") if child is not None else ""


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        while number >= value:
            out, number = out + letters, number - value
    return out
