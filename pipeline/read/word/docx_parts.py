"""What a Word package holds beside its body. In: the document part. Out: its notes, and a head that bears the letterhead.

Running heads and feet repeat on every page and say nothing of their own, so they stay out of the text; only a
head of the first section that carries the state's name or the document's number is the document's own beginning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import PartFactory
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.document import DocumentPart

from pipeline.read.letters.legacy import Run, unicode_runs

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN_TYPES = (
    CONTENT_TYPE.WML_DOCUMENT_MAIN,
    _WORD + "template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
"""Documents and templates, with and without macros: one text."""
for _type in MAIN_TYPES:
    PartFactory.part_type_for[_type] = DocumentPart

_LETTERHEAD = re.compile(
    r"c(?:ộ|ô\u0323)ng\s+h\w\w\s+x(?:ã|a\u0303)\s+h|đảng\s+cộng\s+sản|số\s*:\s*[\d.…\s]*/", re.IGNORECASE
)


def open_document(stream: Any) -> Any:
    """python-docx's document, whatever kind of Word package it is."""
    return Package.open(stream).main_document_part.document


def notes(document: Any) -> dict[tuple[str, str], Any]:
    """The elements of foot- and endnotes by ('footnote', id)."""
    found = {}
    for kind, relation in (("footnote", RELATIONSHIP_TYPE.FOOTNOTES), ("endnote", RELATIONSHIP_TYPE.ENDNOTES)):
        try:
            root = parse_xml(document.part.part_related_by(relation).blob)
        except KeyError:
            continue
        for note in root.findall(qn(f"w:{kind}")):
            found[kind, note.get(qn("w:id"))] = note
    return found


def first_heads(document: Any) -> list[Any]:
    """The head of the first page, as a list of none or one: its own, or else the running one."""
    section = next(document.element.body.iter(qn("w:sectPr")), None)
    if section is None:
        return []
    kind = "first" if section.find(qn("w:titlePg")) is not None else "default"
    references = (r for r in section.findall(qn("w:headerReference")) if r.get(qn("w:type")) == kind)
    parts = [document.part.related_parts.get(reference.get(qn("r:id"))) for reference in references]
    return [part.element for part in parts if part is not None]


def bears_letterhead(runs: Sequence[Run]) -> bool:
    """Whether a head's letters are a letterhead's and no page number or title."""
    return _LETTERHEAD.search("".join(unicode_runs(runs))) is not None
