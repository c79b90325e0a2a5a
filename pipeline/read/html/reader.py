"""Web pages (.html) and what Word saves as one (.mht, and .doc files that are HTML). In: bytes. Out: one page of text.

Blocks are lines, tables with their spans are tables. A table that only places things (one that holds other tables,
or a frame of `frames.py`) is layout and comes out column by column. Scripts, styles, deleted words and hidden elements are left out;
fonts are followed through attributes and style sheets for letters from before Unicode.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from lxml import etree, html

from pipeline.read.blocks import Block, Grid, GridCell, Line, Piece, flat, pages_of
from pipeline.read.frames import is_frame
from pipeline.read.html.borders import Borders
from pipeline.read.html.fonts import Fonts, is_centred, is_raised
from pipeline.read.html.hidden import Hidden
from pipeline.read.html.tables import Placed, has_borders, lines_of_cell, place
from pipeline.read.mime import parse_message
from pipeline.read.refusals import DamagedFile, TooLarge, UnsafeFile
from pipeline.read.text.reader import decode, text_blocks
from pipeline.records import Reading

_LARGEST = 64 * 1024 * 1024
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LATIN = frozenset({"iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii", "x-user-defined"})
"""Names under which pages hold Windows-1252, as every browser takes them."""
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
        "td",
        "th",
        "tr",
    ]
)
_LEFT_OUT = frozenset(
    [
        "del",
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "object",
        "iframe",
        "svg",
        "select",
        "textarea",
        "title",
        "xml",
    ]
)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_COLUMNS = re.compile("\u00a0[\u00a0 ]{4,}")
"""Hard spaces in a row stand for columns."""
_DEEPEST = 150
_MOST_TAGS_DEEP = 20_000
_FIRST_LETTERS, _LAST_LETTERS = 300, 400
"""How near the page's ends a borderless table is a letterhead or a signature, in characters."""


def read_html(data: bytes) -> Reading:
    """The text of a web page; raises a `ReadError`."""
    return Reading(pages_of(html_blocks(data)), "native")


def read_mht(data: bytes) -> Reading:
    """The text of a web page saved in one file (.mht); its pictures are left."""
    for part in parse_message(data, "MHT").walk():
        if part.get_content_type() == "text/html" and isinstance(payload := part.get_payload(decode=True), bytes):
            return Reading(pages_of(html_blocks(payload, part.get_content_charset())), "native")
    raise DamagedFile("MHT", ("không có phần HTML", "no HTML part"))


def html_blocks(data: bytes, declared: str | None = None) -> list[Block]:
    """The lines and tables of a page whose encoding may be declared from outside; raises a `ReadError`."""
    if len(data) > _LARGEST:
        raise TooLarge("HTML", f"{_LARGEST >> 20} MB")
    return _Page(_parse(_decode(data, declared))).blocks()


def _parse(text: str) -> Any:
    """The page's tree; libxml2 cuts what nests deeper than 256 unless told to go on, which costs square time."""
    data = text.encode("utf-8", "replace")
    for huge in (False, True):
        parser = html.HTMLParser(
            encoding="utf-8", huge_tree=huge, remove_comments=True, remove_pis=True, no_network=True
        )
        try:
            root = html.document_fromstring(data, parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
            raise DamagedFile("HTML", type(error).__name__) from error
        if not any("depth" in entry.message.lower() for entry in parser.error_log):
            return root
        if data.count(b"<") > _MOST_TAGS_DEEP:
            break
    raise UnsafeFile("HTML", ("lồng quá sâu", "nested too deeply"))


def _decode(data: bytes, declared: str | None = None) -> str:
    """Bytes as text: by their mark, as UTF-8 where they are, as declared, else as a text file's."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    found = _DECLARED.search(data[:8192])
    name = (declared or (found[1].decode("ascii", "replace") if found else "")).lower()
    for encoding in ("utf-8", *(("cp1252", "latin-1") if name in _LATIN else (name,))):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace") if name in ("utf-8", "utf8") else decode(data)


class _Page:
    """A web page or one of its cells, as blocks."""

    def __init__(self, root: Any) -> None:
        self._root = root
        sheets = "\n".join(sheet.text or "" for sheet in root.iter("style"))
        self._fonts, self._borders, self._hidden = Fonts(sheets), Borders(sheets), Hidden(sheets)
        self._placed, self._letters = _offsets(root)
        self._bullet = ""
        """The mark of a list item whose words are still to come."""
        self._centred = self._was_centred = False
        """Whether the line that grows, and the one before it, are set in the middle."""
        self._raised = 0
        """How many of the elements that are open set their letters high."""
        self._items: dict[Any, int] = {}
        """The number of the last item of each numbered list."""
        self._out: list[Block] = []
        self._line: list[Piece] = []

    def blocks(self) -> list[Block]:
        """The page's lines and tables."""
        return self._inside(self._root, None, 0)

    def _inside(self, element: Any, font: str | None, depth: int) -> list[Block]:
        """The blocks of a cell, read apart from the page around it."""
        outer = self._out, self._line, self._centred, self._was_centred
        self._out, self._line, self._centred, self._was_centred = [], [], False, False
        self._element(element, font, depth)
        self._end()
        inner = self._out
        self._out, self._line, self._centred, self._was_centred = outer
        return inner

    def _element(self, element: Any, font: str | None, depth: int) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _LEFT_OUT or self._hidden.holds(element):
            return
        font = self._fonts.of(element, font)
        raised = is_raised(element)
        self._raised += raised
        if depth > _DEEPEST:
            self._text(" ".join(element.itertext()), font)
        elif tag == "br":
            self._end(keep=True)
        elif tag == "table":
            self._end()
            self._table(element, font, depth)
        elif tag == "pre" and not len(element):
            self._end()
            self._out += text_blocks(element.text or "")
        elif tag in _BLOCKS:
            self._end()
            outer, self._centred = self._centred, is_centred(element, self._centred)
            if tag == "li":
                self._bullet = self._next_bullet(element)
            self._children(element, font, depth)
            self._end()
            self._centred = outer
        else:
            self._children(element, font, depth)
        self._raised -= raised

    def _children(self, element: Any, font: str | None, depth: int) -> None:
        self._text(element.text, font)
        for child in element:
            self._element(child, font, depth + 1)
            self._text(child.tail, font)

    def _text(self, text: str | None, font: str | None) -> None:
        if text and self._bullet and text.strip():
            self._line.append(Piece(self._bullet))
            self._bullet = ""
        if text:
            self._line.append(Piece(_COLUMNS.sub("\t", _SPACES.sub(" ", text)), font, raised=self._raised > 0))

    def _end(self, *, keep: bool = False) -> None:
        """End the line; one of blanks alone is dropped, unless hard spaces or a break keep it open.

        Where centred lines end and running text begins, a gap shows it.
        """
        text = "".join(piece.text for piece in self._line)
        if text.strip():
            if self._was_centred and not self._centred:
                self._out.append(Line())
            self._was_centred = self._centred
            self._out.append(Line(tuple(self._line)))
        elif keep or "\u00a0" in text:
            self._out.append(Line())
        self._line = []

    def _table(self, table: Any, font: str | None, depth: int) -> None:
        cells = place(table)
        if self._is_layout(table, cells):
            cells.sort(key=lambda cell: (cell.column, cell.row))
            for _, column in groupby(cells, key=lambda cell: cell.column):
                for cell in column:
                    self._out += self._inside(cell.element, font, depth + 3)
                self._out.append(Line())
            return
        for caption in table.iterchildren("caption"):
            self._out += self._inside(caption, font, depth + 1)
        words = [flat(self._inside(cell.element, font, depth + 3)) for cell in cells]
        self._out.append(
            Grid(
                tuple(
                    GridCell(cell.row, cell.column, text, cell.row_span, cell.column_span)
                    for cell, text in zip(cells, words, strict=True)
                )
            )
        )

    def _next_bullet(self, item: Any) -> str:
        """What a browser shows before a list item."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return "- "
        start = parent.get("start") or "1"
        number = self._items.get(parent, (int(start) if start.isdecimal() and len(start) < 6 else 1) - 1) + 1
        self._items[parent] = number
        return f"{number}. "

    def _is_layout(self, table: Any, cells: Sequence[Placed]) -> bool:
        columns = max((cell.column + cell.column_span for cell in cells), default=0)
        if columns < 2 or next(table.iterdescendants("table"), None) is not None:
            return True
        start, end = self._placed[table]
        return is_frame(
            columns,
            max((cell.row + 1 for cell in cells), default=0),
            ruled=lambda: has_borders(table, cells, self._borders),
            at_edge=start < _FIRST_LETTERS or self._letters - end < _LAST_LETTERS,
            cells=((cell.row, lines_of_cell(cell.element)) for cell in cells),
            headed=any(cell.element.tag == "th" for cell in cells),
        )


def _offsets(root: Any) -> tuple[dict[Any, tuple[int, int]], int]:
    """Where each table begins and ends, in characters that are no blanks, and how many the page has."""
    starts: dict[Any, int] = {}
    spans: dict[Any, tuple[int, int]] = {}
    at = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if element.tag == "table":
                starts[element] = at
            at += len("".join((element.text or "").split())) if element.tag not in _LEFT_OUT else 0
        else:
            if element.tag == "table":
                spans[element] = (starts[element], at)
            at += len("".join((element.tail or "").split()))
    return spans, at
