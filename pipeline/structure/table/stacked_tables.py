"""Tables that are written one cell a line, as text comes out of saved pages, of Word and of `pdftotext`.

A head that opens with 'TT', or under a unit with what names the rows ('Nội dung'), and rows of one make under it. Rows with
numbers may have empty cells, where their figures and words leave one way to place them; others fill all columns. What is
doubtful stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from pipeline.records import Cell, Table
from pipeline.structure.shared_words import opens_unit_line, tells_unit
from pipeline.structure.table.grid import YEAR
from pipeline.structure.table.stacked_heads import Head, end_of_head, heads_of, whole_headings
from pipeline.structure.table.stacked_pieces import Kind, Piece, Pieces, opens_head, pieces_of
from pipeline.structure.table.stacked_rows import Columns, PlacedRow, is_aside, kinds_of, numbered_rows, place
from pipeline.structure.table.words import words_of_tables

_TOP = 40
"""Pieces that a head and the first row are looked for in."""
_LEAST = 2
"""Rows, and figures in a column of them."""
_APART = 0.8
"""Share of a head's lines behind an empty one, from which such a line only parts cells."""
_PAGE = re.compile(r"\d{1,4}$")


def stacked_tables(text: str, taken: Sequence[Table]) -> Iterator[Table]:
    """The tables of one cell a line that stand outside others, in order."""
    inside = iter(sorted((table.start, table.end) for table in taken))
    span = next(inside, None)
    start, under_unit = 0, False
    while start < len(text):
        while span and span[1] <= start:
            span = next(inside, None)
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        line = text[start:stop].strip()
        table = None
        if line and not (span and span[0] <= start):
            end = span[0] if span else len(text)
            if opens_head(line):
                table = _numbered(text, start, end)
            elif len(line) < 60 and (under_unit or line.lower() in _label_heads()):
                table = _unnumbered(text, start, end, under_unit)
            under_unit = opens_unit_line().match(line) is not None or (
                line.endswith((")", ":")) and tells_unit().search(line) is not None
            )
        if table:
            yield table
            stop = table.end
        start = stop + 1


@cache
def _label_heads() -> frozenset[str]:
    return frozenset(
        words.lower() for name in ("label_heads", "owner_heads", "name_heads") for words in words_of_tables(name)
    )


# --- rows with numbers ---------------------------------------------------------------------------------------


def _numbered(text: str, start: int, end: int) -> Table | None:
    pieces = Pieces(pieces_of(text, start, end))
    found = end_of_head(pieces[:_TOP])
    if found is None:
        return None
    at, numbered = found
    top, numbers = pieces[:at], pieces[at : at + numbered]
    heads = [head for head in heads_of(whole_headings(top), numbers) if not head.headed_by("pages")]
    body = _body(pieces, [piece.words.lower() for piece in (*top, *numbers)])
    if sum(piece.after_gap for piece in top[1:]) >= _APART * (at - 1):
        body = [replace(piece, after_gap=False) for piece in body]
    for way in _in_pieces(body):
        gaps = any(piece.after_gap for piece in way)
        for head in heads:
            columns = _columns(head, way)
            if way is not body and _has_words(head, columns[0]):
                continue  # they may be what stands under a name
            for gapped in (True, False)[not gaps :]:
                # Where nothing tells what a column holds, only empty lines can tell which cell is empty.
                placed = place(way, columns[0], gapped=gapped) if gapped or columns[1] else None
                if placed is not None:
                    return _table(head, placed.rows, alike=not columns[1])
    return None


def _body(pieces: Pieces, head: Sequence[str]) -> list[Piece]:
    """The pieces under a head, without the head where another page says it again, up to another table's."""
    body, at, again = list[Piece](), len(head), False
    while here := pieces[at : at + 1]:
        piece = here[0]
        if opens_head(piece.words):
            behind = at + len(head)
            following = pieces[behind : behind + 1]
            if [one.words.lower() for one in pieces[at:behind]] != head or not following or following[0].opens_rows:
                break
            if body and _PAGE.match(body[-1].words):
                body[-1] = replace(body[-1], loose=True)
            at, again = behind, True
            continue
        body.append(replace(piece, after_gap=True) if again else piece)
        again = False
        at += 1
    return body


def _in_pieces(body: list[Piece]) -> Iterator[list[Piece]]:
    """The lines of the rows as pieces: each one, or the later lines of a cell with its first."""
    yield body
    last = len(body)
    for joins in (_goes_on, lambda _: True):
        joined = list[Piece]()
        for piece in body:
            above = joined[-1] if joined else None
            plain = piece.kind == "words" and not piece.marks and not piece.is_total and not piece.after_gap
            if above and plain and above.kind == "words" and not above.marks and joins(piece):
                joined[-1] = replace(above, end=piece.end, words=f"{above.words} {piece.words}")
            else:
                joined.append(piece)
        if len(joined) < last:
            yield joined
            last = len(joined)


def _has_words(head: Head, columns: Columns) -> bool:
    """Whether a column beside that of the names holds words."""
    return bool(head.headed_by("remarks")) or any("words" in kinds for kinds in columns.kinds[2:])


def _ends_in_figures(row: Sequence[Piece]) -> bool:
    """Whether a row has no remarks; a name alone has none, and running text under the last row is none."""
    end = next((at for at in range(1, len(row)) if is_aside(row[at])), len(row))
    return end <= 2 or row[end - 1].kind != "words"


def _goes_on(piece: Piece) -> bool:
    return piece.words[0].islower() or piece.words[0] == "("


def _columns(head: Head, body: Sequence[Piece]) -> tuple[Columns, bool]:
    """What each column may hold, and whether rows that fill them tell it."""
    width, remarks = len(head.columns), head.headed_by("remarks")
    rows = numbered_rows(body)
    full = [row for row in rows if len(row) == width]
    if not full and remarks == {width - 1} and all(map(_ends_in_figures, rows)):
        full = [row for row in rows if len(row) == width - 1 and not any(piece.after_gap for piece in row[1:])]
    kinds = [*kinds_of(full, width), *(frozenset[Kind]() for _ in range(width - len(full[0]) if full else 0))]
    filling, styles = ({row[0].marks[0][0] for row in some} for some in (full, rows))
    return Columns(kinds, head.headed_by("unsummed"), styles - filling if full else ()), bool(full)


# --- rows without numbers ------------------------------------------------------------------------------------


def _unnumbered(text: str, start: int, end: int, under_unit: bool) -> Table | None:
    pieces = Pieces(pieces_of(text, start, end))
    top = pieces[:_TOP]
    if not top or top[0].words.lower() not in _label_heads():
        return None
    first = next((at for at, piece in enumerate(top) if piece.kind == "figure" and not YEAR.match(piece.words)), 0)
    found = [
        (head, rows)
        for width in range(first - 1, max(first // 2, 1), -1)
        for head in heads_of(whole_headings(top[:width]), ())
        if len(head.columns) == width and (under_unit or any(tells_unit().search(one.words) for one in head.columns))
        if (rows := _full_rows(pieces, width))
    ]
    return _table(*found[0]) if len(found) == 1 else None


def _full_rows(pieces: Pieces, width: int) -> list[PlacedRow]:
    """Rows that fill all columns, each with what its first row holds; none where the last of them is not whole."""
    kinds = [piece.kind for piece in pieces[width : 2 * width]]
    rows: list[PlacedRow] = []
    at = width
    while len(row := pieces[at : at + width]) == width:
        alike = all(piece.kind in (kind, "nothing") for piece, kind in zip(row, kinds, strict=True))
        if row[0].kind != "words" or not alike:
            break
        rows.append(dict(enumerate(row)))
        at += width
    return [] if any(piece.kind in ("figure", "percent") for piece in pieces[at : at + width]) else rows


def _table(head: Head, rows: Sequence[PlacedRow], *, alike: bool = False) -> Table | None:
    """A table of enough rows, with a column of figures; where one heading stands over others they hold nothing else.

    Cells that were placed by nothing but empty lines must be `alike` in each column.
    """
    columns = [[row[at] for row in rows if at in row] for at in range(1, len(head.columns))]
    figures = [sum(piece.kind in ("figure", "percent") for piece in column) for column in columns]
    held = {at for at, count in enumerate(figures, 1) if count}
    words = {at for at, column in enumerate(columns, 1) if any(piece.kind == "words" for piece in column)}
    if (
        len(rows) < _LEAST
        or max(figures, default=0) < _LEAST
        or (set(range(len(head.columns))) if alike else head.under) & words & held
    ):
        return None
    cells = [
        Cell(row, column, piece.start, piece.end)
        for row, placed in enumerate(rows, head.rows)
        for column, piece in sorted(placed.items())
    ]
    return Table(head.cells[0].start, cells[-1].end, (*head.cells, *cells))
