"""A Word table. In: its `w:tbl`. Out: its cells with row, column and spans as Word lays them out, and whether it is
a table of data or a frame that only places a letterhead or a signature.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from pipeline.read.frames import is_frame
from pipeline.read.refusals import TooLarge
from pipeline.read.word.docx_styles import Styles

_BORDERS = tuple(qn(name) for name in ("w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"))
_NOTHING = ("none", "nil")
_WRAPPERS = (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins"), qn("w:moveTo"))
_WIDEST = 1024
_LARGEST_AREA = 1_000_000


@dataclass(slots=True)
class Placed:
    """A `w:tc` at its place; rows and columns count from 0."""

    tc: Any
    row: int
    column: int
    row_span: int
    column_span: int


def place(table: Any) -> list[Placed]:
    """The cells by row and column: spans across and down put together, deleted rows and cells left out.

    Raises `TooLarge` for spans that cover a million places.
    """
    placed: list[Placed] = []
    above: dict[int, Placed] = {}
    for row, tr in enumerate(line for line in _children(table, qn("w:tr")) if not _deleted(line, "w:trPr", "w:del")):
        column = _number(tr.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
        below: dict[int, Placed] = {}
        for tc in _children(tr, qn("w:tc")):
            if _deleted(tc, "w:tcPr", "w:cellDel"):
                continue
            properties = tc.find(qn("w:tcPr"))
            span = _number(properties.find(qn("w:gridSpan")) if properties is not None else None, 1)
            merge = properties.find(qn("w:vMerge")) if properties is not None else None
            going_on = above.get(column) if merge is not None and merge.get(qn("w:val")) != "restart" else None
            if going_on is not None:
                going_on.row_span = row - going_on.row + 1
                cell = going_on
            else:
                cell = Placed(tc, row, column, 1, span)
                placed.append(cell)
            if merge is not None:
                below[column] = cell
            column += span
        above = below
    if sum(cell.row_span * cell.column_span for cell in placed) > _LARGEST_AREA:
        raise TooLarge("Word", ("ô gộp", "merged cells"))
    return placed


def is_layout(table: Any, styles: Styles, at_edge: bool) -> bool:
    """Whether a table only places things beside each other."""
    cells = place(table)
    return is_frame(
        max((cell.column + cell.column_span for cell in cells), default=0),
        max((cell.row + 1 for cell in cells), default=0),
        ruled=lambda: _has_borders(table, styles),
        at_edge=at_edge,
        cells=((cell.row, _lines(cell.tc)) for cell in cells),
    )


def _lines(cell: Any) -> list[str]:
    """The words of its paragraphs that have some."""
    paragraphs = ("".join(text.text or "" for text in one.iter(qn("w:t"))) for one in cell.iterchildren(qn("w:p")))
    return [words for words in map(str.strip, paragraphs) if words]


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, content controls opened."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)


def _deleted(element: Any, properties: str, mark: str) -> bool:
    return element.find(f"{qn(properties)}/{qn(mark)}") is not None


def _number(element: Any, default: int) -> int:
    value = element.get(qn("w:val")) if element is not None else None
    return min(int(value), _WIDEST) if value is not None and value.isdecimal() else default


def _has_borders(table: Any, styles: Styles) -> bool:
    own = table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
    if own is not None:
        return _draws(own)
    if any(_draws(borders) for borders in table.iter(qn("w:tcBorders"))):
        return True
    style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
    return style is not None and any(map(_draws, styles.table_borders(style.get(qn("w:val")))))


def _draws(borders: Any) -> bool:
    return any(child.tag in _BORDERS and child.get(qn("w:val")) not in _NOTHING for child in borders)
