"""Tables on the terminal, by rich: widths fit, Vietnamese aligns, plain text when piped."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline import labels

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.records import Lang

_PIPED_WIDTH = 160
_WORD, _GAP = 16, 2
"""Cells of a terminal: what of a word may not be broken, and what stands between two columns."""


class _Screen(Console):
    """Raises `BrokenPipeError` when the reader is gone (`| head`); rich would exit with 1, which means findings."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


class Terminal:
    """Writes to a terminal, or plainly to a pipe, in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        piped = not sys.stdout.isatty()
        self.out = _Screen(soft_wrap=piped, highlight=False, width=_PIPED_WIDTH if piped else None)
        self.err = _Screen(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty())

    def say(self, vi: str, en: str) -> str:
        """The twin in this display's language."""
        return en if self.lang == "en" else vi

    def rows(self, rows: list[dict[Any, Any]], columns: tuple[str, ...]) -> None:
        """Rows as a table, figures to the right; as a block of lines each where the terminal is too narrow for one."""
        told = [[labels.cell(column, row[column], self.lang) for column in columns] for row in rows]
        titles = [labels.column(column, self.lang) for column in columns]
        self._table(titles, told, [labels.is_figure(column) for column in columns])

    def frame(self, frame: pd.DataFrame, columns: tuple[str, ...]) -> None:
        """A frame's chosen columns as a table, with the number of its rows."""
        self.rows([dict(row) for row in frame[list(columns)].to_dict("records")], columns)
        self._count(len(frame))

    def as_asked(self, frame: pd.DataFrame) -> None:
        """The rows of a query under its own names and with the values that are stored, so that both can be used in the next."""
        told = [[self._said(cell) for cell in row] for row in frame.itertuples(index=False, name=None)]
        self._table([str(name) for name in frame.columns], told, [kind.kind in "iuf" for kind in frame.dtypes])
        self._count(len(frame))

    def _count(self, rows: int) -> None:
        self.out.print(self.say(f"{rows} dòng", f"{rows} row{'s' * (rows != 1)}"), style="dim")

    def _table(self, titles: Sequence[str], told: Sequence[Sequence[str]], figures: Sequence[bool]) -> None:
        if told and not self._fits([titles, *told], figures):
            self._blocks(titles, told)
            return
        table = Table(box=None, pad_edge=False, header_style="bold")
        for title, figure in zip(titles, figures, strict=True):
            table.add_column(escape(title), justify="right" if figure else "left", overflow="fold", no_wrap=figure)
        for cells in told:
            table.add_row(*map(escape, cells))
        self.out.print(table)

    def _fits(self, rows: Sequence[Sequence[str]], figures: Sequence[bool]) -> bool:
        """Whether the longest words of all columns stand beside each other, and the whole of what is a figure."""
        narrowest = 0
        for figure, cells in zip(figures, zip(*rows, strict=True), strict=True):
            words = cells if figure else [word for cell in cells for word in cell.split()]
            narrowest += min(max(map(cell_len, words), default=0), _WORD) + _GAP
        return narrowest - _GAP <= self.out.width

    def _blocks(self, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Each row as lines of a name and a value."""
        for cells in rows:
            block = Table(box=None, show_header=False, pad_edge=False)
            block.add_column(style="bold", no_wrap=True)
            block.add_column(overflow="fold")
            for title, cell in zip(titles, cells, strict=True):
                if cell:
                    block.add_row(escape(title), escape(cell))
            self.out.print(block)
            self.out.print()

    def lines(self, pairs: Mapping[str, str]) -> None:
        """Names and values, one pair a line."""
        for name, value in pairs.items():
            self.out.print(f"{escape(name)}: {escape(value)}")

    def _said(self, value: Any) -> str:
        """A value that has no column of its own."""
        return labels.cell("", value, self.lang)


def printable(text: str) -> str:
    """A file's name as it can be shown: control characters and bytes that are no text as '�'."""
    return "".join(char if char.isprintable() else "�" for char in text)
