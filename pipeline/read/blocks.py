"""What the readers of office formats share. In: lines, tables and page breaks in reading order, letters with their fonts.
Out: pages of Unicode text with their tables.

The letters of a whole file are turned into Unicode at once, because one font's encoding shows over many runs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

from pipeline.read.letters.legacy import Run, unicode_runs
from pipeline.read.letters.raised import SUPERSCRIPTS, calls_note
from pipeline.read.numbers import whole
from pipeline.read.wrapped import Wrapping, joined, wrapping_of
from pipeline.records import Cell, Page, Table


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters in one font; `capitals` where the font's style shows them as capitals whatever was typed, `raised` set high."""

    text: str
    font: str | None = None
    capitals: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; '\\n' in it breaks the line, '\\t' parts columns. One without pieces is an empty line."""

    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell at its place, rows and columns from 0; a merged one once, at its first place."""

    row: int
    column: int
    pieces: tuple[Piece, ...]
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of data; its cells in any order."""

    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows stands on a new page."""


Block = Line | Grid | PageBreak
_SPACE = Piece(" ")


def pages_of(blocks: Iterable[Block]) -> tuple[Page, ...]:
    """The pages, at least one; raises `LegacyLetters`."""
    layout = [_ordered(block) for block in blocks]
    groups = [_merged(pieces) for pieces in _texts(layout)]
    unicode = iter(unicode_runs([Run(piece.text, piece.font) for group in groups for piece in group]))
    texts = [_shown([(next(unicode), piece) for piece in group]) for group in groups]
    wrapping = wrapping_of(list(_flow(layout, iter(texts))), typeset=True)
    words = iter(texts)
    pages: list[Page] = []
    for is_break, run in groupby(layout, key=lambda block: isinstance(block, PageBreak)):
        page = None if is_break else _laid_out(run, words, len(pages) + 1, wrapping)
        if page and page.text.strip():
            pages.append(page)
    return tuple(pages) or (Page(1, ""),)


def page_of(blocks: Iterable[Line | Grid], number: int) -> Page:
    """A page of letters that are Unicode already."""
    layout = [_ordered(block) for block in blocks]
    words = iter(["".join(piece.text for piece in pieces) for pieces in _texts(layout)])
    return _laid_out(layout, words, number)


def _flow(layout: Iterable[Block], words: Iterator[str]) -> Iterator[str]:
    """The lines outside tables; an empty one where a table or a page's end stands between."""
    for block in layout:
        if isinstance(block, Line):
            yield from next(words).split("\n")
            continue
        if isinstance(block, Grid):
            deque(islice(words, len(block.cells)), maxlen=0)
        yield ""


def _laid_out(layout: Iterable[Block], words: Iterator[str], number: int, wrapping: Wrapping | None = None) -> Page:
    parts, tables = list[str](), list[Table]()
    length = 0
    for is_line, run in groupby(layout, key=lambda block: isinstance(block, Line)):
        if is_line:
            lines = [line for _ in run for line in next(words).split("\n")]
            whole = [f"{line}\n" for line in joined(lines, wrapping)]
            parts += whole
            length += sum(map(len, whole))
            continue
        for block in run:
            if isinstance(block, Grid):
                words_of_table, found = _table(block, words, length)
                parts.append(words_of_table)
                length += len(words_of_table)
                tables += found
    return Page(number, "".join(parts), tables=tuple(tables))


def flat(blocks: Iterable[Block]) -> tuple[Piece, ...]:
    """Blocks as the words of one cell: a space between lines and between the cells of a table inside it."""
    pieces: list[Piece] = []
    for group in _texts(map(_ordered, blocks)):
        if any(piece.text.strip() for piece in group):
            pieces += [_SPACE, *group] if pieces else group
    return tuple(pieces)


def _ordered(block: Block) -> Block:
    return (
        Grid(tuple(sorted(block.cells, key=lambda cell: (cell.row, cell.column)))) if isinstance(block, Grid) else block
    )


def _texts(blocks: Iterable[Block]) -> Iterator[tuple[Piece, ...]]:
    for block in blocks:
        if isinstance(block, Line):
            yield block.pieces
        elif isinstance(block, Grid):
            yield from (cell.pieces for cell in block.cells)


def _merged(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours of one font as one piece: a word is often cut in two by Word's own bookkeeping."""
    return [
        Piece("".join(piece.text for piece in same), *look)
        for look, same in groupby(pieces, key=lambda piece: (piece.font, piece.capitals, piece.raised))
    ]


def _shown(letters: Iterable[tuple[str, Piece]]) -> str:
    """The words of a line or cell; a raised figure that calls a note is no part of them."""
    parts = list[str]()
    before = ""
    for text, piece in letters:
        if piece.raised and calls_note(text, before):
            continue
        if piece.raised and before.endswith("10"):
            text = text.translate(SUPERSCRIPTS)
        parts.append(text.upper() if piece.capitals else text)
        before = (before + text)[-8:]
    return "".join(parts)


def _table(grid: Grid, words: Iterator[str], start: int) -> tuple[str, tuple[Table, ...]]:
    """A table's text, cells parted by tabs and rows by line ends, and its places in the text that it begins in at `start`.

    The text is put together at the end: to add cell by cell to a long text would copy it for each.
    """
    parts: list[str] = []
    cells: list[Cell] = []
    at = start
    for _, row in groupby(grid.cells, key=lambda cell: cell.row):
        for index, cell in enumerate(row):
            text = whole(next(words))
            at += index > 0
            cells.append(Cell(cell.row, cell.column, at, at + len(text), cell.row_span, cell.column_span))
            at += len(text)
            parts += ("\t", text) if index else (text,)
        parts.append("\n")
        at += 1
    return "".join(parts), (Table(start, at - 1, tuple(cells)),) if cells else ()


def lines_of_paragraph(pieces: Sequence[Piece]) -> Iterator[Block]:
    """A paragraph's line; several, on as many pages, where pages break inside it."""
    line: list[Piece] = []
    for piece in pieces:
        for index, text in enumerate(piece.text.split("\f")):
            if index:
                if line:
                    yield Line(tuple(line))
                yield PageBreak()
                line = []
            if text:
                line.append(replace(piece, text=text))
    yield Line(tuple(line))
