"""Excel 97-2003 workbooks (.xls), and those from before. In: the file's bytes. Out: a page for each visible sheet.

Cells hold what is printed: numbers in their formats, formulas by the values saved with them. Hidden sheets
are left out; hidden rows and columns stay, because the totals beside them count them.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import olefile
import xlrd

from pipeline.read.blocks import Block, PageBreak, Piece, pages_of
from pipeline.read.excel.sheets import SheetCell, blocks_of
from pipeline.read.numbers import is_date_format, shown
from pipeline.read.refusals import DamagedFile, EncryptedFile, ReadError, TooLarge
from pipeline.records import Reading

_MOST_MERGED = 1_000_000


def read_xls(data: bytes) -> Reading:
    """The sheets of a workbook; raises `EncryptedFile`, `DamagedFile`, `TooLarge` or `LegacyLetters`."""
    try:
        with Path(os.devnull).open("w") as log:
            book = xlrd.open_workbook(file_contents=_stream(data), formatting_info=True, ragged_rows=True, logfile=log)
        return Reading(pages_of(_book(book)), "native")
    except ReadError:
        raise
    except Exception as error:  # xlrd raises assertions and index errors on broken files
        if "encrypted" in str(error).lower():
            raise EncryptedFile("Excel") from error
        raise DamagedFile("Excel", type(error).__name__) from error


def _stream(data: bytes) -> bytes:
    """The workbook without its OLE container, which xlrd would follow in rings for ever."""
    if not data.startswith(olefile.MAGIC):
        return data
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        name = next((name for name in ("Workbook", "Book") if container.exists(name)), None)
        if name is None:
            raise DamagedFile("Excel", "Workbook")
        stream: bytes = container.openstream(name).read()
        return stream


def _book(book: Any) -> Iterator[Block]:
    for sheet in book.sheets():
        if sheet.visibility == 0:
            yield from blocks_of(_cells(book, sheet))
            yield PageBreak()


def _cells(book: Any, sheet: Any) -> Iterator[SheetCell]:
    merged = {
        (top, left): (bottom - top, right - left)
        for top, bottom, left, right in sheet.merged_cells
        if top < bottom and left < right  # a damaged record may run backwards
    }
    if sum(down * across for down, across in merged.values()) > _MOST_MERGED:
        raise TooLarge("Excel", ("ô gộp", "merged cells"))
    covered = {
        (row, column)
        for (top, left), (down, across) in merged.items()
        for row in range(top, top + down)
        for column in range(left, left + across)
        if (row, column) != (top, left)
    }
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            if (row, column) not in covered and (cell.ctype != xlrd.XL_CELL_EMPTY or cell.xf_index):
                borders = book.xf_list[cell.xf_index].border
                ruled = bool(borders.left_line_style or borders.right_line_style)
                pieces = tuple(_pieces(book, sheet, row, column))
                yield SheetCell(row, column, pieces, ruled, *merged.get((row, column), (1, 1)))


def _pieces(book: Any, sheet: Any, row: int, column: int) -> Iterator[Piece]:
    """A cell's letters by font: a text cell may change it on the way."""
    cell = sheet.cell(row, column)
    form = book.xf_list[cell.xf_index]
    text = _text(book, cell, form)
    runs = sheet.rich_text_runlist_map.get((row, column), []) if cell.ctype == xlrd.XL_CELL_TEXT else []
    changes = [(0, form.font_index), *runs, (len(text), 0)]
    for (start, font), (end, _) in pairwise(changes):
        if end > start:
            yield Piece(text[start:end], book.font_list[font].name)


def _text(book: Any, cell: Any, form: Any) -> str:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERR"))
    if cell.ctype not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return ""
    number_format = book.format_map[form.format_key].format_str
    if cell.ctype == xlrd.XL_CELL_DATE and is_date_format(number_format):
        try:
            return shown(xlrd.xldate_as_datetime(cell.value, book.datemode), number_format)
        except (ValueError, OverflowError):
            return shown(cell.value)
    return shown(cell.value, number_format)
