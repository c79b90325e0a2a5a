"""A Word paragraph. In: its `w:p`. Out: its letters with their fonts as a reader sees them, and what hangs on it.

Tracked changes are read as accepted, fields by their results, hidden text and the prompts of empty form fields
are left out. Text boxes, notes and a deleted paragraph mark are handed on beside the letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from pipeline.read.blocks import Piece
from pipeline.read.word.docx_styles import Look, Styles

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_CODE = re.compile("[0-9A-Fa-f]{2,4}")
_LEFT_OUT = frozenset(
    qn(name)
    for name in ("w:pPr", "w:rPr", "w:sdtPr", "w:del", "w:moveFrom", "w:instrText", "w:delText", "w:delInstrText")
)
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:lastRenderedPageBreak"): "\f",
}


@dataclass(slots=True)
class Paragraph:
    """What a paragraph holds; a page break in its text is a form feed."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    """The `w:txbxContent` of each text box anchored here, once."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """('footnote' or 'endnote', id) of each note called here."""
    joined: bool = False
    """Whether the change that deletes its mark makes it one with the next paragraph."""


def style_of(paragraph: Any) -> str | None:
    """The id of a paragraph's style; None for the default."""
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style.get(qn("w:val")) if style is not None else None


def is_prompt(control: Any) -> bool:
    """Whether a content control shows only the prompt to fill it in."""
    return control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None


class Runs:
    """Reads the paragraphs of one story in order: a field may run over several."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[bool] = []
        """Of each open field, whether its result has begun."""

    def paragraph(self, element: Any) -> Paragraph:
        """A `w:p` read."""
        out = Paragraph()
        mark = element.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        out.joined = mark is not None and any(mark.find(qn(name)) is not None for name in ("w:del", "w:moveFrom"))
        self._walk(element, style_of(element), Look(), out)
        return out

    def _walk(self, element: Any, style: str | None, look: Look, out: Paragraph) -> None:
        for node in element:
            if node.tag in _LEFT_OUT or not isinstance(node.tag, str):
                continue
            if node.tag == qn("w:r"):
                self._walk(node, style, self._styles.look(node, style), out)
            elif node.tag == _MC + "AlternateContent":
                self._walk(_alternative(node), style, look, out)
            elif node.tag == qn("w:txbxContent"):
                out.boxes.append(node)
            elif node.tag == qn("w:sdt") and is_prompt(node):
                continue
            elif node.tag == qn("w:fldChar"):
                self._field(node.get(qn("w:fldCharType")))
            elif node.tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
                kind = "footnote" if node.tag == qn("w:footnoteReference") else "endnote"
                out.notes.append((kind, node.get(qn("w:id"))))
            elif text := _letters(node):
                if all(self._fields) and not look.hidden:
                    font = node.get(qn("w:font")) if node.tag == qn("w:sym") else look.font
                    out.pieces.append(Piece(text, font, look.capitals, look.raised))
            else:
                self._walk(node, style, look, out)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def _letters(node: Any) -> str:
    """The text that an element of a run shows; '' for one that shows none itself."""
    if node.tag == qn("w:t"):
        return node.text or ""
    if node.tag == _MATHS:
        return node.text or ""
    if node.tag == qn("w:br"):
        return "\f" if node.get(qn("w:type")) == "page" else "\n"
    if node.tag == qn("w:sym"):
        code = node.get(qn("w:char")) or ""
        return chr(0xF000 | int(code, 16) & 0xFF) if _CODE.fullmatch(code) else ""
    return _SIGNS.get(node.tag, "")


def _alternative(node: Any) -> Any:
    """Of a drawing given twice, the choice that readers of today take; the fallback where it holds no text."""
    choices: list[Any] = node.findall(_MC + "Choice")
    fallback = node.find(_MC + "Fallback")
    written = next((choice for choice in choices if _has_text(choice)), None)
    if written is not None:
        return written
    return fallback if fallback is not None else ()


def _has_text(element: Any) -> bool:
    return next(_texts(element), None) is not None


def _texts(element: Any) -> Iterator[Any]:
    for name in ("w:t", "w:sym", "w:tab"):
        yield from element.iter(qn(name))
