"""Excel workbooks (.xlsx, .xlsm, .xltx). In: the file's bytes. Out: a page for each visible sheet.

Cells hold what is printed: numbers in their formats, formulas by the values saved with them (a formula that no
program has computed yet stands as written, '=SUM(B2:B9)'). Hidden sheets are left out; hidden rows and columns stay,
because the totals beside them count them.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.cell import range_boundaries

from pipeline.read.blocks import Block, PageBreak, Piece, pages_of
from pipeline.read.excel.sheets import SheetCell, blocks_of
from pipeline.read.numbers import shown
from pipeline.read.package import check_package
from pipeline.read.refusals import DamagedFile, ReadError, TooLarge
from pipeline.records import Reading

_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?c\s(?![^>]*t=\"str\")[^>]*>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_MOST_MERGED = 1_000_000


def read_xlsx(data: bytes) -> Reading:
    """The sheets of a workbook; raises a `ReadError`."""
    check_package(data, "Excel")
    try:
        uncomputed = _inspect(data)
        book = _open(data, values=True)
        formulas = _open(data, values=False) if uncomputed else None
        return Reading(pages_of(_book(book, formulas)), "native")
    except ReadError:
        raise
    except Exception as error:  # openpyxl raises a dozen kinds on a broken package
        raise DamagedFile("Excel", type(error).__name__) from error


def _inspect(data: bytes) -> bool:
    """Whether formulas stand without a value; refuses merged areas that openpyxl would fill memory with."""
    area, uncomputed = 0, False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                part = archive.read(name)
                uncomputed = uncomputed or _UNCOMPUTED.search(part) is not None
                for found in _MERGE.finditer(part):
                    left, top, right, bottom = range_boundaries(found[1].decode())
                    area += (int(right) - int(left) + 1) * (int(bottom) - int(top) + 1)
    if area > _MOST_MERGED:
        raise TooLarge("Excel", ("ô gộp", "merged cells"))
    return uncomputed


def _open(data: bytes, *, values: bool) -> Any:
    # openpyxl warns of drawings and validations that it can't write back, and prints what styles it misses.
    with warnings.catch_warnings(action="ignore"), redirect_stdout(io.StringIO()):
        return openpyxl.load_workbook(io.BytesIO(data), data_only=values, rich_text=True, keep_links=False)


def _book(book: Any, formulas: Any) -> Iterator[Block]:
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            written = formulas[sheet.title] if formulas is not None else None
            yield from blocks_of(_cells(sheet, written))
            yield PageBreak()


def _cells(sheet: Any, formulas: Any) -> Iterator[SheetCell]:
    spans = {
        (merge.min_row, merge.min_col): (merge.max_row - merge.min_row + 1, merge.max_col - merge.min_col + 1)
        for merge in sheet.merged_cells.ranges
    }
    # By the cells that are there: a sheet's rows times its columns may be billions.
    for (row, column), cell in sheet._cells.items():
        if isinstance(cell, MergedCell):
            continue
        value = cell.value
        if value is None and formulas is not None:
            value = _formula(formulas, row, column)
        border = cell.border
        ruled = any(side is not None and side.style is not None for side in (border.left, border.right))
        yield SheetCell(row - 1, column - 1, tuple(_pieces(cell, value)), ruled, *spans.get((row, column), (1, 1)))


def _formula(sheet: Any, row: int, column: int) -> str | None:
    cell = sheet._cells.get((row, column))
    if cell is None or cell.data_type != "f":
        return None
    return str(getattr(cell.value, "text", cell.value))


def _pieces(cell: Any, value: object) -> Iterator[Piece]:
    """A cell's letters by font: rich text changes it on the way."""
    font = cell.font.name
    for part in value if isinstance(value, CellRichText) else (value,):
        if isinstance(part, TextBlock):
            yield Piece(part.text, part.font.rFont or font)
        else:
            yield Piece(shown(part, cell.number_format), font)
