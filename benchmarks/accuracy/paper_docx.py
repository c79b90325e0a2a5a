"""A gold document as people make it in Word, in the form of Decree 30/2020/NĐ-CP: `docx_of`.

Margins, sizes, first-line indents and page numbers are the decree's. Half of the documents have their bullets and numbers
typed, half by Word's lists, whose lines hang or not; some print a line at the foot of each page.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from benchmarks.accuracy.paper import Block, Frame, Paragraph, Ruled, RuledCell, Turn

FONT = "Times New Roman"
_ALIGN = {
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BULLET = re.compile(r"([-+])\s+")
_ITEM = re.compile(r"(\d{1,2})\.\s+")
_FIGURE = re.compile(r"[-–]|[\d.,]+%?")
_CAPITAL = 0.55 * 2.54 / 72
"""How wide a letter of a table is, in centimetres for each point of its size."""
_MARGINS = 4.5
"""Centimetres left and right together."""


class _Word:
    """A Word document as it grows."""

    def __init__(self, name: str) -> None:
        seed = zlib.crc32(name.encode())
        self._lists = seed % 2 == 0
        self._hangs = seed % 4 == 0
        self._size = 14 if seed % 3 else 13
        self._document = docx.Document()
        self._width = 21 - _MARGINS
        style = self._document.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(self._size)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        _page(self._document.sections[0], landscape=False)
        self._number_pages(self._document.sections[0], "In tại Văn phòng" if seed % 5 == 0 else "")
        self._numbering = self._document.part.numbering_part.element
        self._bullets: dict[str, int] = {}
        self._count, self._item = 0, 0

    def add(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._body(block)
            case Frame():
                self._frame(block)
            case Ruled():
                self._ruled(block)
            case Turn():
                section = self._document.add_section(WD_SECTION.NEW_PAGE)
                _page(section, block.landscape)
                self._width = (29.7 if block.landscape else 21) - _MARGINS

    def data(self) -> bytes:
        buffer = io.BytesIO()
        self._document.save(buffer)
        return buffer.getvalue()

    def _body(self, told: Paragraph) -> None:
        paragraph = self._document.add_paragraph()
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(0 if told.align == "center" else 3)
        form.line_spacing = 1.1
        words = self._listed(paragraph, told.words) if self._lists and told.align == "justify" else told.words
        if told.indent:
            form.left_indent = Cm(2.5)
        elif told.align in ("justify", "left") and words is told.words:
            form.first_line_indent = Cm(1.27)
        _write(paragraph, words, told, self._size)

    def _listed(self, paragraph: Any, words: str) -> str:
        """The words without the bullet or number that Word shows by itself."""
        bullet, item = _BULLET.match(words), _ITEM.match(words)
        if bullet:
            if bullet[1] not in self._bullets:
                self._bullets[bullet[1]] = self._list("bullet", bullet[1])
            _in_list(paragraph, self._bullets[bullet[1]])
            return words[bullet.end() :]
        if item and int(item[1]) in (1, self._count + 1):
            if item[1] == "1":
                self._item = self._list("decimal", "%1.")
            self._count = int(item[1])
            _in_list(paragraph, self._item)
            return words[item.end() :]
        return words

    def _list(self, kind: str, text: str) -> int:
        """A new list of one level; its number."""
        number = 100 + len(self._numbering)
        abstract = _element("w:abstractNum", abstractNumId=number)
        level = _child(abstract, "w:lvl", ilvl=0)
        _child(level, "w:start", val=1)
        _child(level, "w:numFmt", val=kind)
        _child(level, "w:lvlText", val=text)
        _child(level, "w:lvlJc", val="left")
        hanging = {"left": 1080, "hanging": 360} if self._hangs else {"left": 0, "firstLine": 720}
        _child(_child(level, "w:pPr"), "w:ind", **hanging)
        self._numbering.insert(0, abstract)
        instance = _element("w:num", numId=number)
        _child(instance, "w:abstractNumId", val=number)
        self._numbering.append(instance)
        return number

    def _frame(self, frame: Frame) -> None:
        """A borderless table; the letterhead's right half is the wider one, as the State's name is long."""
        columns = max(map(len, frame.rows))
        table = self._document.add_table(len(frame.rows), columns)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        shares = (0.42, 0.58) if columns == 2 else (1 / columns,) * columns
        _widths(table, [share * (self._width + 1) for share in shares])
        for at, row in enumerate(frame.rows):
            for column, told in enumerate(row):
                cell = table.cell(at, column)
                for index, words in enumerate(told):
                    paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
                    paragraph.paragraph_format.space_after = Pt(0)
                    small = words.align == "left" and words.bold == 0
                    _write(paragraph, words.words, words, 11 if small else self._size - 1)

    def _ruled(self, ruled: Ruled) -> None:
        table = self._document.add_table(ruled.rows, ruled.columns)
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        _widths(table, widths_of(ruled, self._width))
        size = size_of(ruled)
        for told in ruled.cells:
            cell = table.cell(told.row, told.column)
            if told.row_span > 1 or told.column_span > 1:
                cell = cell.merge(table.cell(told.row + told.row_span - 1, told.column + told.column_span - 1))
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            align, bold = look_of(told, ruled)
            _write(paragraph, told.words, Paragraph(told.words, align, len(told.words) if bold else 0), size)
        for row in table.rows[: ruled.heads]:
            _child(row._tr.get_or_add_trPr(), "w:tblHeader", val="true")
        for row in table.rows:
            _child(row._tr.get_or_add_trPr(), "w:cantSplit", val="true")

    def _number_pages(self, section: Any, foot: str) -> None:
        """Page numbers in the middle of the top, but on the first page."""
        section.different_first_page_header_footer = True
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            run = paragraph.add_run()._r
            if kind:
                _child(run, "w:fldChar", fldCharType=kind)
            else:
                _child(run, "w:instrText").text = text
        if foot:
            section.footer.paragraphs[0].text = section.first_page_footer.paragraphs[0].text = foot


def docx_of(name: str, blocks: Sequence[Block]) -> bytes:
    """The bytes of a Word document; how it is made in detail follows from its name."""
    word = _Word(name)
    for block in blocks:
        word.add(block)
    return word.data()


def look_of(cell: RuledCell, ruled: Ruled) -> tuple[Any, bool]:
    """How a cell's words are set, and whether they are bold: the head, totals and groups are."""
    if cell.row < ruled.heads:
        return "center", True
    names = [one.words for one in ruled.cells if one.row == cell.row and one.words]
    bold = bool(names) and all(name == name.upper() for name in names[:2])
    if _FIGURE.fullmatch(cell.words):
        return ("center" if cell.column == 0 else "right"), bold
    return ("center" if cell.column == 0 and len(cell.words) < 6 else "left"), bold


def widths_of(ruled: Ruled, room: float) -> list[float]:
    """A width for each column: no word is cut, and what is left goes where much is written."""
    words, cells = [4] * ruled.columns, [4] * ruled.columns
    for cell in ruled.cells:
        if cell.column_span == 1:
            words[cell.column] = max(words[cell.column], 4 + max(map(len, cell.words.split()), default=0))
            cells[cell.column] = max(cells[cell.column], 2 + min(len(cell.words), 60))
    narrow = [_CAPITAL * size_of(ruled) * count for count in words]
    left = room - sum(narrow)
    if left < 0:
        return [room * width / sum(narrow) for width in narrow]
    more = [max(wide - least, 0) for wide, least in zip(cells, words, strict=True)]
    return [width + left * share / max(sum(more), 1) for width, share in zip(narrow, more, strict=True)]


def size_of(ruled: Ruled) -> int:
    """The size of a table's letters in points."""
    return 12 if ruled.columns < 6 else 11 if ruled.columns < 8 else 10


def _page(section: Any, landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    width, height = (29.7, 21.0) if landscape else (21.0, 29.7)
    section.page_width, section.page_height = Cm(width), Cm(height)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)


def _write(paragraph: Any, words: str, told: Paragraph, size: float) -> None:
    """The words as runs, as many letters bold as are told from the start of all the paragraph's words."""
    paragraph.alignment = _ALIGN[told.align]
    bold = max(told.bold - (len(told.words) - len(words)), 0)
    for part, is_bold in ((words[:bold], True), (words[bold:], False)):
        if part:
            run = paragraph.add_run(part)
            run.bold, run.italic, run.font.size = is_bold, told.italic, Pt(size)


def _widths(table: Any, widths: Sequence[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _in_list(paragraph: Any, number: int) -> None:
    properties = _child(paragraph._p.get_or_add_pPr(), "w:numPr")
    _child(properties, "w:ilvl", val=0)
    _child(properties, "w:numId", val=number)


def _element(tag: str, **attributes: object) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def _child(parent: Any, tag: str, **attributes: object) -> Any:
    child = _element(tag, **attributes)
    parent.append(child)
    return child
