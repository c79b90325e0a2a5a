"""Word documents (.docx). In: the file's bytes. Out: pages of text in document order with their tables.

Tracked changes are read as accepted, list numbers as Word shows them. A borderless table at the top or
the end is layout (letterhead, signature) and comes out column by column. Pages part where the author or
Word broke them; Word keeps no other pages.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from pipeline.errors import DamagedFile, EncryptedFile
from pipeline.read.docx_numbering import Numbering
from pipeline.read.letters import demand_unicode
from pipeline.records import Cell, Page, Reading, Table

_LARGEST = 512 * 1024 * 1024
_BORDERS = ("w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV")
_NOTHING = ("none", "nil")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(data: bytes) -> Reading:
    """The text of a Word document; raises `EncryptedFile`, `DamagedFile` or `LegacyLetters`."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise EncryptedFile("Word")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _LARGEST:
                raise DamagedFile("Word", "quá lớn khi giải nén/too large when unpacked")
        document = docx.Document(io.BytesIO(data))
        writer = _Writer(Numbering(document))
        writer.body(document)
    except DamagedFile:
        raise
    except Exception as error:  # python-docx and lxml raise a dozen kinds on a broken package
        raise DamagedFile("Word", type(error).__name__) from error
    pages = writer.pages()
    demand_unicode("\n".join(page.text for page in pages))
    return Reading(pages, "native")


class _Writer:
    """Pages as they grow."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._done: list[Page] = []
        self._text = ""
        self._tables: list[Table] = []
        self._centred = False

    def pages(self) -> tuple[Page, ...]:
        """The finished pages, at least one."""
        self._break()
        return tuple(self._done)

    def body(self, document: Any) -> None:
        """Paragraphs and tables in document order."""
        blocks = list(_blocks(document.element.body))
        for index, block in enumerate(blocks):
            if block.tag == qn("w:p"):
                self._paragraph(block)
            else:
                table = WordTable(block, document)
                if _is_layout(table, index, len(blocks)):
                    self._columns(table)
                else:
                    self._table(table)

    def _break(self) -> None:
        if self._text.strip() or not self._done:
            self._done.append(Page(len(self._done) + 1, self._text, tables=tuple(self._tables)))
        self._text, self._tables = "", []

    def _paragraph(self, paragraph: Any) -> None:
        """A paragraph; where centred lines end and running text begins, a gap shows it."""
        justification = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}")
        centred = justification is not None and justification.get(qn("w:val")) == "center"
        if self._centred and not centred:
            self._text += "\n"
        self._centred = centred
        for index, part in enumerate(_text(paragraph).split("\f")):
            if index:
                self._break()
            label = self._numbering.label(paragraph) if index == 0 and part.strip() else ""
            self._text += f"{label}{part}\n"

    def _columns(self, table: WordTable) -> None:
        """A layout table: the first column from top to bottom, then the next."""
        for column in range(len(table.columns)):
            seen: set[Any] = set()
            for row in table.rows:
                cells = row.cells
                if (
                    column < len(cells)
                    and cells[column]._tc not in seen
                    and (column == 0 or cells[column]._tc is not cells[column - 1]._tc)
                ):
                    seen.add(cells[column]._tc)
                    for paragraph in _blocks(cells[column]._tc):
                        if paragraph.tag == qn("w:p"):
                            self._paragraph(paragraph)
            self._text += "\n"

    def _table(self, table: WordTable) -> None:
        """A table of data: cells parted by tabs; a merged cell once, with its span."""
        start = len(self._text)
        grid = [[cell._tc for cell in row.cells] for row in table.rows]
        cells: list[Cell] = []
        seen: set[Any] = set()
        for row, line in enumerate(grid):
            first = True
            for column, tc in enumerate(line):
                if tc in seen:
                    continue
                seen.add(tc)
                if not first:
                    self._text += "\t"
                first = False
                at = len(self._text)
                words = (_text(p).replace("\f", " ").replace("\n", " ").replace("\t", " ") for p in tc.iter(qn("w:p")))
                self._text += " ".join(word.strip() for word in words if word.strip())
                across = sum(1 for other in line if other is tc)
                down = sum(1 for other in grid if column < len(other) and other[column] is tc)
                cells.append(Cell(row, column, at, len(self._text), down, across))
            self._text += "\n"
        if cells:
            self._tables.append(Table(start, len(self._text) - 1, tuple(cells)))


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables under an element, content controls opened."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _blocks(child)


def _text(paragraph: Any) -> str:
    """A paragraph's text with deletions left out; a page break is a form feed."""
    out: list[str] = []
    for node in paragraph.iter():
        if node.tag == qn("w:t") and not _inside(node, paragraph, _FALLBACK):
            out.append(node.text or "")
        elif node.tag in (qn("w:tab"), qn("w:ptab")) and node.getparent().tag == qn("w:r"):
            out.append("\t")
        elif node.tag == qn("w:br"):
            out.append("\f" if node.get(qn("w:type")) == "page" else "\n")
        elif node.tag == qn("w:lastRenderedPageBreak"):
            out.append("\f")
        elif node.tag == qn("w:noBreakHyphen"):
            out.append("-")
    return "".join(out).replace("\f\f", "\f")


def _inside(node: Any, stop: Any, tag: str) -> bool:
    while node is not stop and node is not None:
        if node.tag == tag:
            return True
        node = node.getparent()
    return False


def _is_layout(table: WordTable, index: int, count: int) -> bool:
    """A table without borders, of two or three columns, near the top or the end of the document."""
    at_edge = index < 4 or index >= count - 6
    return at_edge and len(table.columns) <= 3 and not _has_borders(table)


def _has_borders(table: WordTable) -> bool:
    properties = table._tbl.tblPr
    borders = properties.find(qn("w:tblBorders")) if properties is not None else None
    if borders is not None:
        return any(_drawn(borders.find(qn(name))) for name in _BORDERS)
    style = (table.style.name if table.style is not None else "") or ""
    drawn = any(_drawn(b.find(qn(name))) for b in table._tbl.iter(qn("w:tcBorders")) for name in _BORDERS)
    return drawn or ("Grid" in style or "List" in style or "Medium" in style)


def _drawn(border: Any) -> bool:
    return border is not None and border.get(qn("w:val")) not in _NOTHING
