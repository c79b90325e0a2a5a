"""How a Word run looks. In: the document's styles and theme. Out: a run's font, and whether it is hidden, capitals or raised.

A property is looked up as Word does: on the run, its character style, its paragraph's style, the defaults,
each style through the ones it is based on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

_OFF = ("0", "false", "off")
_LETTERS = (("w:hAnsiTheme", "w:hAnsi"), ("w:asciiTheme", "w:ascii"))
"""Letters beyond ASCII, which tell one encoding from another, are set in the hAnsi font."""


@dataclass(frozen=True, slots=True)
class Look:
    """A run's font, its visibility and whether it is set high."""

    font: str | None = None
    hidden: bool = False
    capitals: bool = False
    raised: bool = False


class Styles:
    """The styles of one document."""

    def __init__(self, document: Any) -> None:
        root = document.styles.element
        self._styles = {style.get(qn("w:styleId")): style for style in root.findall(qn("w:style"))}
        self._default = next(
            (
                style.get(qn("w:styleId"))
                for style in root.findall(qn("w:style"))
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on")
            ),
            None,
        )
        self._defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self._theme = _theme(document.part)
        self._inherited = cache(self._inherit)

    def look(self, run: Any, paragraph_style: str | None) -> Look:
        """How a `w:r` looks in a paragraph of this style."""
        own = run.find(qn("w:rPr"))
        character = own.find(qn("w:rStyle")) if own is not None else None
        base = self._inherited(character.get(qn("w:val")) if character is not None else None, paragraph_style)
        if own is None:
            return base
        hidden, capitals = _flag(own, "w:vanish"), _flag(own, "w:caps")
        return Look(
            self._font(own) or base.font,
            base.hidden if hidden is None else hidden,
            base.capitals if capitals is None else capitals,
            base.raised if (raised := _raised(own)) is None else raised,
        )

    def paragraph_property(self, style: str | None, name: str) -> Any:
        """A paragraph property (`w:numPr`) of a style or the ones it is based on; None without."""
        for element in self._chain(style or self._default):
            found = element.find(f"{qn('w:pPr')}/{qn(name)}")
            if found is not None:
                return found
        return None

    def table_borders(self, style: str | None) -> Iterator[Any]:
        """Every border definition of a table style and the ones it is based on."""
        for element in self._chain(style):
            yield from element.iter(qn("w:tblBorders"), qn("w:tcBorders"))

    def _inherit(self, character: str | None, paragraph: str | None) -> Look:
        sources = [
            properties
            for style in (*self._chain(character), *self._chain(paragraph or self._default))
            if (properties := style.find(qn("w:rPr"))) is not None
        ]
        sources += [self._defaults] if self._defaults is not None else []
        return Look(
            next((font for source in sources if (font := self._font(source))), None),
            next((flag for source in sources if (flag := _flag(source, "w:vanish")) is not None), False),
            next((flag for source in sources if (flag := _flag(source, "w:caps")) is not None), False),
            next((flag for source in sources if (flag := _raised(source)) is not None), False),
        )

    def _chain(self, style: str | None) -> Iterator[Any]:
        seen: set[str | None] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            element = self._styles[style]
            yield element
            based = element.find(qn("w:basedOn"))
            style = based.get(qn("w:val")) if based is not None else None

    def _font(self, properties: Any) -> str | None:
        fonts = properties.find(qn("w:rFonts"))
        if fonts is None:
            return None
        for theme, name in _LETTERS:
            themed = self._theme.get((fonts.get(qn(theme)) or "")[:5])
            if themed or fonts.get(qn(name)):
                return themed or str(fonts.get(qn(name)))
        return None


def _flag(properties: Any, name: str) -> bool | None:
    found = properties.find(qn(name))
    return None if found is None else found.get(qn("w:val")) not in _OFF


def _raised(properties: Any) -> bool | None:
    found = properties.find(qn("w:vertAlign"))
    return None if found is None else found.get(qn("w:val")) == "superscript"


def _theme(part: Any) -> dict[str, str]:
    """The theme's fonts by the start of their names in a run ('minor', 'major')."""
    try:
        root = parse_xml(part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
    except KeyError:
        return {}
    space = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    found = {kind: root.find(f".//{space}{kind}Font/{space}latin") for kind in ("minor", "major")}
    return {kind: latin.get("typeface") for kind, latin in found.items() if latin is not None and latin.get("typeface")}
