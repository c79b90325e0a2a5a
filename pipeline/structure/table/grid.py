"""A table as a grid: which rows are its head, what heads a column, what a row is called and its ordinal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from pipeline.records import Cell, Table
from pipeline.structure.shared_words import opens_unit_line
from pipeline.structure.table.words import is_ordinal_head, opens_with

LEVELS = " > "
"""What parts the levels of a header path: 'Kinh phí > Ngân sách tỉnh > 2019'."""
FIGURE = re.compile(r"[-–−(]?\s?\d[\d., \u00a0]*\)?\s?%?$")
YEAR = re.compile(r"(?:19|20)\d\d$")
_FORMULA = r"[\d\s+\-–−*/x×:%().,…]{1,80}"
COLUMN_NUMBER = re.compile(rf"\(?(?P<name>\d{{1,2}}|[A-Za-z])\)?\s*(?:=\s*(?P<formula>{_FORMULA}))?$")
ORDINAL = re.compile(
    r"(?:[A-HĐ]|[IVX]{1,5}|\d{1,3}(?:\.\d{1,2}){0,4}|[IVX]{1,5}(?:\.\d{1,2}){1,3}|[a-zđ]|\d{1,2}[a-z])[.)/]?$|[-–_+*•]+$"
)
_LEADING = re.compile(
    r"(?P<ordinal>[A-HĐ]|[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,4}|[a-zđ])\s?(?:[.)/](?!\d)|\s[-–])\s*(?=\S)|(?P<dash>[-–_+*•])\s*(?=[^\W\d])"
)
_NEAR = 3
"""How near to the column of its owner a row's name stands."""
_WIDEST, _DEEPEST = 30, 8
"""Columns under one heading that is not merged, and rows of a head; keeps hostile tables linear."""


class Grid:
    """A table of a document's text, by row and column from 0; a merged cell answers for all it covers."""

    def __init__(self, text: str, table: Table) -> None:
        self.table = table
        self._cut = frozenset(table.cut_rows)
        self._text = text
        self._cells: dict[tuple[int, int], Cell] = {}
        self._said: dict[tuple[int, int], str] = {}
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self._cells[row, column] = cell
        self.rows = 1 + max((row for row, _ in self._cells), default=-1)
        self.columns = 1 + max((column for _, column in self._cells), default=-1)

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell at a place; None where the table has none."""
        return self._cells.get((row, column))

    def own(self, row: int, column: int) -> Cell | None:
        """The cell that begins at a place."""
        cell = self.cell(row, column)
        return cell if cell and (cell.row, cell.column) == (row, column) else None

    def words(self, row: int, column: int) -> str:
        """The words at a place, single spaces between; of a row that a page's end cuts all of them."""
        cell = self.cell(row, column)
        words = self._words_of(cell) if cell else ""
        rest = self.rest(row, column) if row + 1 in self._cut else ""
        return f"{words} {rest}" if rest else words

    def rest(self, row: int, column: int) -> str:
        """What a cell says on the next pages, where its row is cut by the end of its own."""
        parts = []
        while (row := row + 1) in self._cut:
            cell = self.own(row, column)
            parts.append(self._words_of(cell) if cell else "")
        return " ".join(filter(None, parts))

    def _words_of(self, cell: Cell) -> str:
        span = (cell.start, cell.end)
        if span not in self._said:
            self._said[span] = " ".join(self._text[cell.start : cell.end].split())
        return self._said[span]

    def _filled(self, row: int) -> dict[int, str]:
        """The words of the cells that begin in a row, empty ones left out, by column."""
        return {
            column: words
            for column in range(self.columns)
            if self.own(row, column) and (words := self.words(row, column))
        }

    # --- the head ----------------------------------------------------------------------------

    @cached_property
    def head_top(self) -> int:
        """The first row of the head; above it stand titles, as on a sheet."""
        for row in range(min(self.rows, 40)):
            if any(is_ordinal_head(self.words(row, column)) for column in range(min(2, self.columns))):
                while row and self._goes_above(row - 1):
                    row -= 1
                return row
        for row in range(self.rows):
            cells = {id(self.cell(row, column)) for column in self._filled(row)}
            if len(cells) > 1:
                return row
        return 0

    def _goes_above(self, row: int) -> bool:
        """Whether a row over that of 'TT' belongs to the head: headings over the columns of figures alone."""
        filled = self._filled(row)
        return (
            bool(filled) and min(filled) >= 2 and not any(opens_unit_line().match(words) for words in filled.values())
        )

    @cached_property
    def head_rows(self) -> int:
        """How many rows stand before the first row of data."""
        row = self.head_top
        while row < self.rows and self._heads(row):
            row += 1
            if self._numbers_columns(row - 1):
                break
        return row

    def _heads(self, row: int) -> bool:
        """Whether a row under the head's top goes on with the head."""
        top, filled = self.head_top, self._filled(row)
        if self._numbers_columns(row):
            return row > top
        figures = [words for column, words in filled.items() if column and FIGURE.match(words)]
        if any(not YEAR.match(words) for words in figures):
            return False
        if row == top:
            return not (ORDINAL.match(self.words(row, 0)) and 0 in filled and self.columns > 1)
        above = [cell for column in range(self.columns) if (cell := self.cell(row, column)) and cell.row < row]
        if any(cell.row >= top for cell in above):
            return True
        if not filled:
            return row + 1 < self.rows
        if max(filled) <= 1 or (0 in filled and (self.cell(row, 0) or table_cell()).column_span == self.columns):
            return False
        if all(words.startswith("(") and words.endswith(")") for words in filled.values()):
            return True
        upper = [self.cell(row - 1, column) for column in range(self.columns)]
        merged = any(cell and cell.column_span > 1 and cell.row >= top for cell in upper)
        gaps = any(not self.words(row - 1, column) for column in filled)
        return merged or gaps or min(filled) >= 2

    def _numbers_columns(self, row: int) -> bool:
        """A row '(1) (2) (3)' or 'A B 1=2+3 2 3' under the headings."""
        found = [COLUMN_NUMBER.match(words) for words in self._filled(row).values()]
        if len(found) < 3 or not all(found):
            return False
        numbers = [int(match["name"]) for match in found if match and match["name"].isdigit()]
        rising = all(low < high for low, high in pairwise(numbers))
        return len(numbers) > 1 and rising and numbers[0] <= 3 and numbers[-1] <= len(found) + 3

    @cached_property
    def numbering(self) -> dict[int, tuple[str, str]]:
        """Each column's number in the row that numbers them, with the formula printed there ('3', '4+5')."""
        row = self.head_rows - 1
        if row <= self.head_top or not self._numbers_columns(row):
            return {}
        found = {column: COLUMN_NUMBER.match(words) for column, words in self._filled(row).items()}
        return {column: (match["name"], (match["formula"] or "").strip()) for column, match in found.items() if match}

    @cached_property
    def _paths(self) -> list[tuple[Cell, ...]]:
        last = self.head_rows - (1 if self.numbering else 0)
        return [tuple(self._path_cells(column, last)) for column in range(self.columns)]

    def _path_cells(self, column: int, last: int) -> Iterator[Cell]:
        before, said = None, ""
        for row in range(self.head_top, last):
            cell = self._over(row, column, last)
            words = self._words_of(cell) if cell else ""
            if cell and cell is not before and words and words != said and not opens_unit_line().match(words):
                yield cell
                said = words
            before = cell

    def _over(self, row: int, column: int, last: int) -> Cell | None:
        """The cell that heads a column in a row: its own, or where nothing is merged the one that a blank goes on with."""
        cell = self.cell(row, column)
        if (cell and self._words_of(cell)) or not self._has_words_below(row, column, last):
            return cell
        if row in self._merging:
            return cell
        for left in range(column - 1, max(-1, column - _WIDEST), -1):
            if not self._has_words_below(row, left, last):
                return cell
            if self.words(row, left):
                return self.cell(row, left)
        return cell

    def _has_words_below(self, row: int, column: int, last: int) -> bool:
        over = self.cell(row, column)
        return any(
            self.cell(at, column) is not over and self.words(at, column)
            for at in range(row + 1, min(last, row + _DEEPEST))
        )

    @cached_property
    def _merging(self) -> frozenset[int]:
        """The rows with a cell that spans columns."""
        return frozenset(cell.row for cell in self.table.cells if cell.column_span > 1)

    def path(self, column: int) -> tuple[str, ...]:
        """What heads a column, from the top level down, each merged cell once; () outside the grid."""
        return self._said_over[column] if 0 <= column < self.columns else ()

    @cached_property
    def _said_over(self) -> list[tuple[str, ...]]:
        """The words of each column's path."""
        return [tuple(self.words(cell.row, cell.column) for cell in path) for path in self._paths]

    def path_cells(self, column: int) -> tuple[Cell, ...]:
        """The cells of a column's path; columns under one merged heading share its cell."""
        return self._paths[column] if 0 <= column < self.columns else ()

    def heading(self, column: int) -> str:
        """A column's path as one text."""
        return LEVELS.join(self.path(column))

    # --- the rows ----------------------------------------------------------------------------

    def body(self) -> Sequence[int]:
        """The rows under the head, each once."""
        rows = range(self.head_rows, self.rows)
        return [row for row in rows if row not in self._cut] if self._cut else rows

    def begin(self, row: int) -> int:
        """The row itself, or the one that it is the rest of."""
        while row in self._cut:
            row -= 1
        return row

    @cached_property
    def ordinal_column(self) -> int | None:
        """The column of 'TT', or a first column that holds nothing but ordinals."""
        for column in range(min(2, self.columns)):
            path = self.path(column)
            if path and is_ordinal_head(path[0]):
                return column
        filled = [words for row in self.body() if self.own(row, 0) and (words := self.words(row, 0))]
        ordinals = [words for words in filled if ORDINAL.match(words)]
        texts = sum(1 for row in self.body() if re.search(r"[^\W\d]{2}", self.words(row, 1)))
        return 0 if self.columns > 2 and len(ordinals) > 1 and len(ordinals) >= 0.6 * len(filled) <= texts else None

    @cached_property
    def label_column(self) -> int:
        """The column of what the rows are called."""
        start = 0 if self.ordinal_column is None else self.ordinal_column + 1
        for column in range(start, self.columns):
            if any(re.search(r"[^\W\d]{2}", self.words(row, column)) for row in self.body()):
                return column
        return min(start, max(self.columns - 1, 0))

    @cached_property
    def _name_column(self) -> int:
        """The column of labels, or where that tells whose the rows are ('Huyện') the next one that names them ('Công trình')."""
        if self.path(self.label_column)[:1] and opens_with("owner_heads").fullmatch(self.path(self.label_column)[0]):
            for column in range(self.label_column + 1, min(self.columns, self.label_column + _NEAR)):
                if self.path(column)[:1] and opens_with("name_heads").match(self.path(column)[0]):
                    return column
        return self.label_column

    def ordinal(self, row: int) -> str:
        """What numbers a row ('I', '1', '1.1', 'a', '-'), in its own column or before its label; '' for none."""
        column = self.ordinal_column
        if column is not None:
            cell = self.cell(row, column)
            words = self.words(row, column)
            if cell and cell.column_span == 1 and words:
                return words.rstrip(".)/ ") if ORDINAL.match(words) else ""
        leading = _LEADING.match(self._named(row))
        return (leading["ordinal"] or leading["dash"]) if leading else ""

    def label(self, row: int) -> str:
        """What a row is called, without its ordinal."""
        words = self._named(row)
        leading = _LEADING.match(words)
        return words[leading.end() :] if leading else words

    def _named(self, row: int) -> str:
        """The first words of a row that are no figure, from the column of its names on, else of labels, else before it."""
        columns = [self._name_column, *range(self.label_column + 1), *range(self.label_column + 1, self.columns)]
        owner = self.own(row, self.label_column)
        if owner and self.words(row, self.label_column) and opens_with("totals").fullmatch(self.words(row, columns[0])):
            # 'Cam Lộ | Cộng' over its works is called by its owner.
            columns[0] = self.label_column
        for column in columns:
            words = self.words(row, column)
            if words and not FIGURE.match(words) and not (column == self.ordinal_column and ORDINAL.match(words)):
                return words
        year = self.words(row, self.label_column)
        return year if YEAR.match(year) else ""


def table_cell() -> Cell:
    """A cell of nothing, for a place that the table leaves out."""
    return Cell(0, 0, 0, 0)
