"""List numbers of Word documents as Word shows them ('1.', 'a)', 'II.', '-'), from numbering.xml."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from docx.oxml.ns import qn

from pipeline.read.letters.symbols import bullet
from pipeline.read.romans import roman
from pipeline.read.word.docx_runs import style_of
from pipeline.read.word.docx_styles import Styles


class Numbering:
    """Counts list items through a document; `label` is asked once for each paragraph, in order."""

    def __init__(self, document: Any, styles: Styles) -> None:
        self._levels: dict[str, dict[int, Any]] = {}
        self._lists: dict[str, str] = {}
        """The list that a number belongs to: numbers of one list count on from one another."""
        self._restarts: dict[str, dict[int, int]] = {}
        """Where a number starts its levels anew; used up at its first item."""
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles = styles
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
                self._lists[number] = ref.get(qn("w:val"))
                self._restarts[number] = _restarts(num)
                self._levels[number] = {int(lvl.get(qn("w:ilvl"))): lvl for lvl in levels.findall(qn("w:lvl"))}

    def label(self, paragraph: Any) -> str:
        """The label of a list paragraph with a space after it; '' for any other."""
        place = self._place(paragraph)
        if place is None or place[0] not in self._levels or place[1] not in self._levels[place[0]]:
            return ""
        number, level = place
        counts = self._counts[self._lists[number]]
        if level in self._restarts[number]:
            counts[level] = self._restarts[number].pop(level) - 1
        counts[level] = counts.get(level, self._start(number, level) - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        form = self._value(self._levels[number][level], "w:numFmt")
        text = self._value(self._levels[number][level], "w:lvlText")
        if form == "none" or not text:
            return ""
        if form == "bullet":
            return bullet(text) + " "
        shown = re.sub(r"%(\d)", lambda m: self._shown(number, int(m[1]) - 1), text)
        return shown + " "

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if found is None:
            found = self._styles.paragraph_property(style_of(paragraph), "w:numPr")
        if found is None or found.find(qn("w:numId")) is None:
            return None
        level = found.find(qn("w:ilvl"))
        return found.find(qn("w:numId")).get(qn("w:val")), int(level.get(qn("w:val"))) if level is not None else 0

    def _start(self, number: str, level: int) -> int:
        return int(self._value(self._levels[number][level], "w:start") or 1)

    def _shown(self, number: str, level: int) -> str:
        definition = self._levels[number].get(level)
        count = self._counts[self._lists[number]].get(
            level, self._start(number, level) if definition is not None else 1
        )
        form = self._value(definition, "w:numFmt") if definition is not None else "decimal"
        if form in ("lowerLetter", "upperLetter"):
            letter = chr(ord("a") + (count - 1) % 26)
            return letter.upper() if form == "upperLetter" else letter
        if form in ("lowerRoman", "upperRoman"):
            return roman(count).lower() if form == "lowerRoman" else roman(count)
        return f"{count:02d}" if form == "decimalZero" else str(count)

    @staticmethod
    def _value(parent: Any, name: str) -> str:
        child = parent.find(qn(name))
        return (child.get(qn("w:val")) or "") if child is not None else ""


def _restarts(num: Any) -> dict[int, int]:
    """The levels that a `w:num` starts anew, and at what."""
    found = {}
    for override in num.findall(qn("w:lvlOverride")):
        start = override.find(qn("w:startOverride"))
        if start is not None:
            found[int(override.get(qn("w:ilvl")))] = int(start.get(qn("w:val")))
    return found
