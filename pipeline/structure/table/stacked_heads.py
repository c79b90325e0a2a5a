"""The head of a table that is written one cell a line: its cells, also where one heading stands over the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.records import Cell
from pipeline.structure.shared_words import opens_unit_line
from pipeline.structure.table.grid import COLUMN_NUMBER, YEAR
from pipeline.structure.table.stacked_pieces import Piece, opens_head
from pipeline.structure.table.words import opens_with

_LONGEST = 30
"""Lines of a head."""
_LEAST = 3
"""Columns that a row of their numbers shows."""
_CERTAIN, _POSSIBLE = ("some", "divided"), ("all", "groups")
"""Lists of words that only stand over other headings, and that may."""
_REST = re.compile(r"\((?!\d{1,2}\))[^()]*\)$")
"""'(đồng/lượt)': the rest of the heading over it."""


@dataclass(frozen=True, slots=True)
class Head:
    """The cells of a head, how many rows and columns they take, and what heads each column at the bottom."""

    cells: tuple[Cell, ...]
    rows: int
    columns: tuple[Piece, ...]
    under: frozenset[int] = frozenset()
    """The columns under one heading, which hold figures."""

    def headed_by(self, name: str) -> frozenset[int]:
        """The columns whose heading opens with one of a list of `data/tables.toml`."""
        return frozenset(at for at, piece in enumerate(self.columns) if opens_with(name).match(piece.words))


def end_of_head(pieces: Sequence[Piece]) -> tuple[int, int] | None:
    """How many pieces the head takes before rows with numbers, and how many after them number its columns."""
    for at in range(2, min(len(pieces) - 1, _LONGEST)):
        piece = pieces[at]
        if opens_head(piece.words):
            return None
        numbers = _numbers_of_columns(pieces[at:])
        if numbers:
            return at, numbers
        following, after_total = pieces[at + 1], pieces[at - 1].is_total
        named = following.kind == "words" and not (after_total and following.marks)
        if named and piece.marks and piece.opens_rows:
            # A total behind the head's only empty line may be a row of nothing.
            doubtful = after_total and pieces[at - 1].after_gap and not any(one.after_gap for one in pieces[1 : at - 1])
            return None if doubtful else (at, 0)
        if piece.kind == "figure" and not YEAR.match(piece.words):
            return (at - 1, 0) if after_total else None
    return None


def _numbers_of_columns(pieces: Sequence[Piece]) -> int:
    """How many pieces are 'A', 'B', '1', '2', '3=1+2'; 0 where they are another thing."""
    count, letter, number = 0, "A", 0
    for piece in pieces[:_LONGEST]:
        told = COLUMN_NUMBER.match(piece.words)
        if told is None:
            break
        name = told["name"]
        if name.isdigit():
            if int(name) <= number:
                break
            number = int(name)
        elif number or name.upper() != letter:
            break
        else:
            letter = chr(ord(letter) + 1)
        count += 1
    return count if count >= _LEAST and number else 0


def whole_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Headings in one piece where their last words stand on a line of their own."""
    found: list[Piece] = []
    for piece in pieces:
        rest = not piece.after_gap and (_REST.match(piece.words) or piece.words[0].islower())
        # A unit right after 'TT' and 'Nội dung' heads a column of its own.
        if len(found) > 2 if opens_unit_line().match(piece.words) else rest and len(found) > 1:
            above = found[-1]
            found[-1] = replace(above, end=piece.end, words=f"{above.words} {piece.words}")
        else:
            found.append(piece)
    return found


def heads_of(pieces: Sequence[Piece], numbers: Sequence[Piece]) -> Iterator[Head]:
    """The heads that some headings may be, with the row that numbers their columns."""
    width = len(numbers) or None
    parents = [at for at, piece in enumerate(pieces) if at > 1 and _is_parent(piece, _CERTAIN)]
    if width == len(pieces) or (width is None and not parents):
        cells = tuple(Cell(0, at, piece.start, piece.end) for at, piece in enumerate(pieces))
        yield _with_numbers(Head(cells, 1, tuple(pieces)), numbers)
    repeated = _repeated(pieces)
    if repeated and width in (None, len(repeated.columns)):
        yield _with_numbers(repeated, numbers)
    elif width is None or width == len(pieces) - 1:
        parents = parents or [at for at, piece in enumerate(pieces) if at > 1 and _is_parent(piece, _POSSIBLE)]
        if len(parents) == 1 and (head := _parted(pieces, parents[0])):
            yield _with_numbers(head, numbers)


def _is_parent(piece: Piece, names: Sequence[str]) -> bool:
    """Whether a heading stands over others: 'Trong đó', 'Mức thu'."""
    words = piece.words.rstrip(" :")
    return any((found := opens_with(name).match(words)) and found.end() == len(words) for name in names)


def _parted(pieces: Sequence[Piece], parent: int) -> Head | None:
    """A head of two rows: one heading over all after it, two at least, but remarks, which come before those or last."""
    below = list(pieces[parent + 1 :])
    remarks = [piece for piece in (*below[:1], *below[-1:]) if opens_with("remarks").match(piece.words)][:1]
    below = [piece for piece in below if piece not in remarks]
    if len(below) < 2:
        return None
    end = parent + len(below)
    cells = [Cell(0, at, piece.start, piece.end, row_span=2) for at, piece in enumerate(pieces[:parent])]
    cells.append(Cell(0, parent, pieces[parent].start, pieces[parent].end, column_span=len(below)))
    cells += [Cell(1, at, piece.start, piece.end) for at, piece in enumerate(below, parent)]
    cells += [Cell(0, end, piece.start, piece.end, row_span=2) for piece in remarks]
    columns = (*pieces[:parent], *below, *remarks)
    return Head(tuple(cells), 2, columns, frozenset(range(parent, end)))


def _repeated(pieces: Sequence[Piece]) -> Head | None:
    """A head of two rows: several headings next to each other, each over the same ones, which are the last."""
    words = [piece.words.lower() for piece in pieces]
    for size in range(2, len(words) // 3 + 1):
        groups = 1
        while words[-size * (groups + 1) : len(words) - size * groups] == words[-size:]:
            groups += 1
        first = len(words) - groups * (size + 1)
        if groups > 1 and first > 1:
            cells = [Cell(0, at, piece.start, piece.end, row_span=2) for at, piece in enumerate(pieces[:first])]
            cells += [
                Cell(0, first + at * size, piece.start, piece.end, column_span=size)
                for at, piece in enumerate(pieces[first : first + groups])
            ]
            below = pieces[first + groups :]
            cells += [Cell(1, at, piece.start, piece.end) for at, piece in enumerate(below, first)]
            return Head(tuple(cells), 2, (*pieces[:first], *below), frozenset(range(first, first + len(below))))
    return None


def _with_numbers(head: Head, numbers: Sequence[Piece]) -> Head:
    cells = (Cell(head.rows, at, piece.start, piece.end) for at, piece in enumerate(numbers))
    return replace(head, cells=(*head.cells, *cells), rows=head.rows + bool(numbers))
