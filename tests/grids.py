"""Tables in a small notation: rows of cells parted by '|'; '<' joins a cell to the one before it, '^' to the one above."""

from __future__ import annotations

from pathlib import Path

from flows.process import examine
from pipeline.records import Cell, Document, PageSpan, Source, Table, Text


def rows_of(grid: str) -> list[list[str]]:
    """The words of a grid, row by row."""
    return [[cell.strip() for cell in line.split("|")] for line in grid.strip("\n").split("\n")]


def document_of(*pages: list[list[str]], above: str = "ĐVT: triệu đồng", head: str = "") -> Document:
    """A document with one table for each page, words above the first."""
    text, spans = f"{head}{above}\n", []
    for number, rows in enumerate(pages, 1):
        page_start, start = (0 if number == 1 else len(text)), len(text)
        text, cells = _written(rows, text)
        table = Table(start, len(text) - 1, tuple(cells))
        spans.append(PageSpan(number, page_start, len(text), tables=(table,)))
    return examine(Source(Path("bang.txt"), "0" * 64, "text/plain", 1), Text(text, tuple(spans), "native"))


def _written(rows: list[list[str]], text: str) -> tuple[str, list[Cell]]:
    """A text with a table's rows under it, and their cells."""
    cells: list[Cell] = []
    for row, line in enumerate(rows):
        for column, words in enumerate(line):
            if words in ("<", "^"):
                continue
            across = 1
            while column + across < len(line) and line[column + across] == "<":
                across += 1
            down = 1
            while row + down < len(rows) and column < len(rows[row + down]) and rows[row + down][column] == "^":
                down += 1
            cells.append(Cell(row, column, len(text), len(text) + len(words), down, across))
            text += words + "\t"
        text = text[:-1] + "\n"
    return text, cells


def table_of(rows: list[list[str]]) -> tuple[str, Table]:
    """A text that is one table."""
    text, cells = _written(rows, "")
    return text, Table(0, len(text) - 1, tuple(cells))


def told_sums(document: Document) -> list[str]:
    """Each relation as 'total = part + part', or '>=' where the parts are some."""
    amounts = document.facts.mentions.amounts
    return [
        f"{amounts[s.total].text} {'=' if s.kind == 'full' else '>='} {' + '.join(amounts[p].text for p in s.parts)}"
        for s in document.facts.sums
    ]


def told_amounts(document: Document) -> list[str]:
    """Each amount as 'text = vnd role; fund; year', a range as 'low..high'."""
    return [
        "; ".join(
            [
                f"{a.text} = {a.vnd}{f'..{a.vnd_high}' if a.vnd_high else ''} {a.role}",
                a.fund or "-",
                str(a.fiscal_year or "-"),
            ]
        )
        for a in document.facts.mentions.amounts
    ]
