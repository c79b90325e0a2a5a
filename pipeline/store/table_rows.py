"""A document's tables and their cells as rows of the schema, each cell with its box where the page is drawn."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from pipeline.link.meaning.titles import title_lines
from pipeline.records import Cell, Document, PageSpan, Table, TableCell, Words
from pipeline.store.inserts import Row
from pipeline.structure.table.whole_tables import whole_tables

_TITLE = 300


def table_rows(document: Document) -> tuple[list[Row], list[Row]]:
    """The rows of `tables` and of `cells`."""
    tables = whole_tables(document.text)
    cells: dict[int, list[TableCell]] = defaultdict(list)
    for cell in document.facts.mentions.cells:
        cells[cell.table].append(cell)
    titles = [" ".join(title_lines(document.text.text, tables, index))[-_TITLE:] for index in range(len(tables))]
    return (
        [_table(document, index, table, cells[index], titles[index]) for index, table in enumerate(tables)],
        list(_cells(document)),
    )


def _table(document: Document, index: int, table: Table, cells: Sequence[TableCell], title: str) -> Row:
    x0, top, x1, bottom = table.box or (None, None, None, None)
    return {
        "id": f"{document.id}.t{index}",
        "document_id": document.id,
        "page": document.text.page_at(table.start),
        "last_page": document.text.page_at(max(table.start, table.end - 1)),
        "start": table.start,
        "end": table.end,
        "x0": x0,
        "top": top,
        "x1": x1,
        "bottom": bottom,
        "row_count": max((cell.row + cell.row_span for cell in table.cells), default=0),
        "column_count": max((cell.column + cell.column_span for cell in table.cells), default=0),
        "head_rows": max((cell.row + 1 for cell in cells if cell.is_head), default=0),
        "title": title or None,
    }


def _cells(document: Document) -> Iterator[Row]:
    mentions = document.facts.mentions
    amounts = {(amount.start, amount.end): index for index, amount in enumerate(mentions.amounts)}
    pages = {page.number: page for page in document.text.pages}
    for cell in mentions.cells:
        amount = amounts.get((cell.start, cell.end)) if cell.text else None
        page = document.text.page_at(cell.start)
        x0, top, x1, bottom = _box(pages[page], cell) or (None, None, None, None)
        yield {
            "table_id": f"{document.id}.t{cell.table}",
            "document_id": document.id,
            "page": page,
            "row": cell.row,
            "column": cell.column,
            "row_span": cell.row_span,
            "column_span": cell.column_span,
            "start": cell.start,
            "end": cell.end,
            "text": cell.text,
            "is_head": int(cell.is_head),
            "header": cell.header,
            "ordinal": cell.ordinal,
            "row_heading": cell.label,
            "number": cell.number,
            "value": float(cell.number) if cell.number is not None else None,
            "unit": cell.unit,
            "vnd": mentions.amounts[amount].vnd if amount is not None else None,
            "amount_id": f"{document.id}.a{amount}" if amount is not None else None,
            "x0": x0,
            "top": top,
            "x1": x1,
            "bottom": bottom,
        }


def _box(page: PageSpan, cell: TableCell) -> tuple[float, float, float, float] | None:
    """The box around a cell's words, in points; None where the page is not drawn or the cell is empty."""
    words = Words.of(page.words)
    first, last = np.searchsorted(words.offsets[:, 0], (cell.start, cell.end)).tolist()
    if first == last:
        return None
    boxes = words.boxes[first:last]
    sides = (*boxes[:, :2].min(axis=0).tolist(), *boxes[:, 2:].max(axis=0).tolist())
    return tuple(round(side, 1) for side in sides)


def held_tables(connection: sqlite3.Connection, document_id: str) -> dict[int, list[Table]]:
    """The tables of a held document by the page where they begin."""
    found: dict[int, list[Table]] = defaultdict(list)
    tables = connection.execute(
        'SELECT id, page, "start", "end", x0, top, x1, bottom FROM tables WHERE document_id = ? ORDER BY "start"',
        [document_id],
    ).fetchall()
    for table_id, page, start, end, x0, top, x1, bottom in tables:
        box = None if x0 is None else (x0, top, x1, bottom)
        cells = connection.execute(
            'SELECT "row", "column", "start", "end", row_span, column_span FROM cells WHERE table_id = ? '
            'ORDER BY "row", "column"',
            [table_id],
        )
        found[page].append(Table(start, end, tuple(Cell(*cell) for cell in cells), box))
    return found
