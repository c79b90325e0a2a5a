"""What a paper is made of: paragraphs, borderless frames, ruled tables, turns of the page. Writers (`paper_docx.py`,
`paper_html.py`) draw them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["justify", "left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words, where they stand, and how many letters at their start are bold (all where `bold` is their length)."""

    words: str
    align: Align = "justify"
    bold: int = 0
    italic: bool = False
    indent: bool = False
    """Whether the whole paragraph stands to the right, as addressees do."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A borderless table: rows of cells of paragraphs."""

    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell of a ruled table at its place; a merged one once."""

    row: int
    column: int
    words: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table: its cells by row and column, its size, and how many rows are its head."""

    cells: tuple[RuledCell, ...]
    rows: int
    columns: int
    heads: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What follows stands on a new page, upright or across."""

    landscape: bool


Block = Paragraph | Frame | Ruled | Turn
