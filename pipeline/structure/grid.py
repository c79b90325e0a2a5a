"""A table as a grid: which rows are its head, what heads a column, what a row is called and its ordinal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from pipeline.records import Cell, Table, Text

_ORDINAL_HEAD = re.compile(r"(?:TT|STT|Số\s*TT|Số thứ tự)\.?$", re.IGNORECASE)
_FIGURE = re.compile(r"-?\d[\d.,]*$")
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?(?:\s?=\s?[\d+\-()]+)?$|[A-Z]$")
_TOTAL = re.compile(r"(?:tổng\s*(?:cộng|số|kinh phí|vốn)?|cộng|tổng)\s*(?:\([^)]*\))?\s*:?$", re.IGNORECASE)


def whole_tables(text: Text) -> tuple[Table, ...]:
    """The document's tables, those that run over a page's end put together, their repeated heads left out."""
    found: list[Table] = []
    for table in text.tables:
        last = found[-1] if found else None
        if last and _goes_on(text.text, last, table):
            found[-1] = _together(text.text, last, table)
        else:
            found.append(table)
    return tuple(found)


def _goes_on(text: str, last: Table, table: Table) -> bool:
    """Nothing stands between two tables of one width."""
    between = text[last.end : table.start]
    return not between.strip() and Grid(text, last).columns == Grid(text, table).columns


def _together(text: str, last: Table, table: Table) -> Table:
    upper, lower = Grid(text, last), Grid(text, table)

    def words(grid: Grid, row: int) -> list[str]:
        return [grid.words(row, column) for column in range(grid.columns)]

    repeated = 0
    while repeated < min(upper.head_rows, lower.rows) and words(upper, repeated) == words(lower, repeated):
        repeated += 1
    shift = upper.rows - repeated
    below = tuple(replace(cell, row=cell.row + shift) for cell in table.cells if cell.row >= repeated)
    return Table(last.start, table.end, (*last.cells, *below), last.box)


def _numbers_columns(words: list[str]) -> bool:
    """A row '(1) (2) (3)' or 'A B 1 2' under the headings."""
    if len(words) < 3 or not all(_COLUMN_NUMBER.match(word) for word in words):
        return False
    numbers = [int(digits[0]) for word in words if (digits := re.search(r"\d+", word))]
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 2


class Grid:
    """A table of a document's text, by row and column from 0; a merged cell answers for all it covers."""

    def __init__(self, text: str, table: Table) -> None:
        self.table = table
        self._text = text
        self._cells: dict[tuple[int, int], Cell] = {}
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self._cells[row, column] = cell
        self.rows = 1 + max((row for row, _ in self._cells), default=-1)
        self.columns = 1 + max((column for _, column in self._cells), default=-1)

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell at a place; None where the table has none."""
        return self._cells.get((row, column))

    def words(self, row: int, column: int) -> str:
        """The words at a place."""
        cell = self.cell(row, column)
        return self._text[cell.start : cell.end].strip() if cell else ""

    @cached_property
    def head_rows(self) -> int:
        """How many rows head the table: those before the first with a figure, and a row that numbers the columns."""
        for row in range(self.rows):
            words = [self.words(row, column) for column in range(self.columns)]
            filled = [word for word in words if word]
            if row and _numbers_columns(filled):
                return row + 1
            if any(_FIGURE.match(word) for word in words[1:]):
                return row
        return self.rows

    def heading(self, column: int) -> str:
        """All that heads a column, from the top, each merged cell once."""
        words: list[str] = []
        for row in range(self.head_rows):
            word = self.words(row, column)
            if word and word not in words:
                words.append(word)
        return " ".join(words)

    @cached_property
    def ordinal_column(self) -> int | None:
        """The column of 'TT', if the table has one."""
        return (
            0
            if self.columns and _ORDINAL_HEAD.match(self.heading(0).split(" ")[0] if self.heading(0) else "")
            else None
        )

    def ordinal(self, row: int) -> str:
        """What numbers a row ('I', '1', 'a'); '' for none."""
        return self.words(row, self.ordinal_column).rstrip(".") if self.ordinal_column is not None else ""

    def label(self, row: int) -> str:
        """What a row is called: its first words that are no figure."""
        for column in range(self.columns):
            word = self.words(row, column)
            if column != self.ordinal_column and word and not _FIGURE.match(word):
                return word
        return self.ordinal(row)

    def is_total(self, row: int) -> bool:
        """Whether a row is 'Tổng cộng', 'Cộng'."""
        return _TOTAL.match(self.label(row)) is not None

    def is_total_heading(self, column: int) -> bool:
        """Whether a column is 'Tổng số', 'Cộng'."""
        return _TOTAL.match(self.heading(column)) is not None

    def body(self) -> Iterator[int]:
        """The rows under the head."""
        yield from range(self.head_rows, self.rows)
