"""Word documents (.docx, .docm, .dotx). In: the file's bytes. Out: pages of text in document order with their tables.

Read as Word shows them: tracked changes accepted, list numbers and field results as text, a note as a line
'[1] ...' under the paragraph that calls it, a text box under the one it hangs on. A frame (letterhead,
signature; `frames.py`) comes out column by column; a table inside a cell of data is part of that cell's words. Pages part
where the author or Word broke them; Word keeps no other pages.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from docx.oxml.ns import qn

from pipeline.read.blocks import Block, Grid, GridCell, Line, PageBreak, Piece, flat, lines_of_paragraph, pages_of
from pipeline.read.letters.legacy import Run
from pipeline.read.package import check_package
from pipeline.read.refusals import DamagedFile, ReadError
from pipeline.read.word.docx_numbering import Numbering
from pipeline.read.word.docx_parts import bears_letterhead, first_heads, notes, open_document
from pipeline.read.word.docx_runs import Runs, is_prompt
from pipeline.read.word.docx_styles import Styles
from pipeline.read.word.docx_tables import is_layout, place
from pipeline.records import Reading

_WRAPPERS = (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml"))
_FIRST_BLOCKS, _LAST_BLOCKS = 4, 6
"""Where a borderless table may be the letterhead or the signature."""


def read_docx(data: bytes) -> Reading:
    """The text of a Word document; raises a `ReadError`."""
    check_package(data, "Word")
    try:
        document = open_document(io.BytesIO(data))
        return Reading(pages_of(_document(document)), "native")
    except ReadError:
        raise
    except Exception as error:  # python-docx and lxml raise a dozen kinds on a broken package
        raise DamagedFile("Word", type(error).__name__) from error


def _document(document: Any) -> Iterator[Block]:
    styles = Styles(document)
    for head in first_heads(document):
        blocks = list(_Story(document, styles).blocks(head, edges=True))
        if bears_letterhead([Run(piece.text, piece.font) for piece in flat(blocks)]):
            yield from blocks
            yield Line()
    yield from _Story(document, styles).blocks(document.element.body, edges=True)


class _Story:
    """One run of text: the body, or a head."""

    def __init__(self, document: Any, styles: Styles) -> None:
        self._styles = styles
        self._numbering = Numbering(document, styles)
        self._runs = Runs(styles)
        self._notes = notes(document)
        self._called: list[Any] = []
        """Notes that are called and not told yet."""
        self._told = 0
        self._inside = 0
        """How many cells deep the reading stands."""
        self._begun: list[Piece] = []
        """The letters of paragraphs whose mark is deleted."""
        self._centred = False

    def blocks(self, parent: Any, *, edges: bool = False) -> Iterator[Block]:
        """The lines and tables under an element; tables at its `edges` may be layout."""
        outer, self._begun = self._begun, []
        elements = list(_elements(parent))
        for index, element in enumerate(elements):
            if element.tag == qn("w:p"):
                yield from self._paragraph(element)
            elif edges and is_layout(element, self._styles, _at_edge(index, len(elements))):
                yield from self._columns(element)
            else:
                yield self._grid(element)
            if not self._inside:
                yield from self._notes_called()
        if self._begun:
            yield from lines_of_paragraph(self._begun)
        self._begun = outer

    def _paragraph(self, element: Any) -> Iterator[Block]:
        """A paragraph; where centred lines end and running text begins, a gap shows it."""
        justification = element.find(f"{qn('w:pPr')}/{qn('w:jc')}")
        centred = justification is not None and justification.get(qn("w:val")) == "center"
        if self._centred and not centred:
            yield Line()
        self._centred = centred
        if element.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None:
            yield PageBreak()
        paragraph = self._runs.paragraph(element)
        if not self._begun and any(piece.text.strip() for piece in paragraph.pieces):
            paragraph.pieces.insert(0, Piece(self._numbering.label(element)))
        paragraph.pieces[:0] = self._begun
        self._begun = paragraph.pieces if paragraph.joined else []
        if not paragraph.joined:
            yield from lines_of_paragraph(paragraph.pieces)
        self._called += [self._notes[note] for note in paragraph.notes if note in self._notes]
        for box in paragraph.boxes:
            yield from self.blocks(box)
        section = element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if section is not None and not _goes_on(section):
            yield PageBreak()

    def _notes_called(self) -> Iterator[Block]:
        while self._called:
            note = self._called.pop(0)
            self._told += 1
            yield Line((Piece(f"[{self._told}] "), *self._words(note)))

    def _columns(self, table: Any) -> Iterator[Block]:
        """A layout table: the first column from top to bottom, then the next."""
        for _, column in groupby(sorted(place(table), key=lambda cell: (cell.column, cell.row)), lambda c: c.column):
            for cell in column:
                yield from self.blocks(cell.tc)
            yield Line()

    def _grid(self, table: Any) -> Grid:
        return Grid(
            tuple(
                GridCell(cell.row, cell.column, self._words(cell.tc), cell.row_span, cell.column_span)
                for cell in place(table)
            )
        )

    def _words(self, element: Any) -> tuple[Piece, ...]:
        """All that stands in a cell or a note, as one line."""
        self._inside += 1
        words = flat(self.blocks(element))
        self._inside -= 1
        return words


def _elements(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables under an element, content controls opened."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in _WRAPPERS and not is_prompt(child):
            yield from _elements(child)


def _at_edge(index: int, count: int) -> bool:
    return index < _FIRST_BLOCKS or index >= count - _LAST_BLOCKS


def _goes_on(section: Any) -> bool:
    kind = section.find(qn("w:type"))
    return kind is not None and kind.get(qn("w:val")) == "continuous"
