"""Rows out of pieces that are written one a line: which piece is which cell, where only one way of reading them is left.

A row opens with the next number of its kind and its name, or with a total; what follows stands in the columns that hold its
like. Where empty cells are empty lines, pieces without one between them stand side by side; where empty cells left no trace,
any column may have been empty. All ways are followed at once, a piece at a time, and counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pipeline.structure.table.stacked_pieces import Held, Kind, Mark, Piece, follows, with_mark

_MOST = 24
"""Ways that are followed at once."""
_USUAL = 2 / 3
"""Share of the rows that have a last column, from which the last row may."""
_REMARK, _STOPS = 50, (".", ":", ";", ",", "/")
"""Characters from which words are more than a remark, and marks that end a line of running text."""
_LABEL = 1
"""The column of the rows' names, behind their numbers."""

Opening = Literal["none", "number", "part", "total", "full", "title"]
"""A row's number, that of a part with rows of its own, a total; nothing, where all other columns are filled, or none is."""
_UNNUMBERED: Mark = ("", ())
"""Stands for a row without a number, behind which numbers begin again."""
_State = tuple[int, Opening, Held]
"""The column of the last piece, how its row opened, the marks before."""
_START: _State = (-1, "none", ())

PlacedRow = dict[int, Piece]
"""The pieces of a row by column."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column may hold, the rows' numbers first and their names next; those that totals leave empty."""

    kinds: Sequence[Collection[Kind]]
    unsummed: Collection[int] = ()
    parts: Collection[str] = ()
    """The styles of number of rows that never fill all columns."""

    def fits(self, column: int, piece: Piece, opening: Opening) -> bool:
        """Whether a piece may stand in a column, in a row that opened so."""
        if column == _LABEL:
            return piece.kind == "words"
        if piece.is_total or (opening in ("total", "part") and column in self.unsummed):
            return False
        held = self.kinds[column]
        return piece.kind in held or (piece.kind == "nothing" and bool(held))


@dataclass(frozen=True, slots=True)
class Placed:
    """The rows that the first pieces make, up to one; no rows where there are several ways."""

    rows: Sequence[PlacedRow]
    end: int


_DOUBTFUL = Placed((), 0)


@dataclass(slots=True)
class _Way:
    """How many ways lead to a state, and the last step of the first of them: from where, to which column, of a new row or not."""

    count: int
    before: _State
    column: int | None
    opens: bool


def is_aside(piece: Piece) -> bool:
    """Whether words behind an empty line are running text, and no remark in a row."""
    return piece.after_gap and (len(piece.words) > _REMARK or piece.words.endswith(_STOPS))


def place(pieces: Sequence[Piece], columns: Columns, *, gapped: bool) -> Placed | None:
    """The rows of some pieces; None where they make none. `gapped` says that an empty line stands for an empty cell."""
    return _Placing(pieces, columns, gapped).placed()


class _Placing:
    def __init__(self, pieces: Sequence[Piece], columns: Columns, gapped: bool) -> None:
        self.pieces = pieces
        self.columns = columns
        self.gapped = gapped
        self.last = len(columns.kinds) - 1
        self.steps: list[dict[_State, _Way]] = [{_START: _Way(1, _START, None, False)}]

    def placed(self) -> Placed | None:
        ends = list[int]()
        for at, piece in enumerate(self.pieces):
            reached: dict[_State, _Way] = {}
            for state, way in self.steps[-1].items():
                for new, column, opens in self._next(state, at, piece):
                    if new in reached:
                        reached[new].count += way.count
                    else:
                        reached[new] = _Way(way.count, state, column, opens)
                    reached[new].count = min(reached[new].count, 2)
            if not reached:
                break
            if len(reached) > _MOST:
                return _DOUBTFUL
            self.steps.append(reached)
            if any(self._is_whole(state, at + 1) and state[1] != "title" for state in reached):
                ends.append(at + 1)
        return self._up_to(ends) if ends else None

    def _up_to(self, ends: Sequence[int]) -> Placed | None:
        end = ends[-1]
        if self._goes_on(end):
            return None
        rows = self._only_way(end)
        if rows and self._may_reach_too_far(rows, end, ends):
            # What stands under the table may be taken into its last row.
            if not is_aside(self.pieces[end - 1]):
                return _DOUBTFUL
            end -= 1
            rows = self._only_way(end)
        return Placed(rows, end) if rows and not self._may_be_a_cell(rows) else _DOUBTFUL

    def _may_be_a_cell(self, rows: Sequence[PlacedRow]) -> bool:
        """Whether a row's number may be a figure of the row before, which has none and left no trace of it: '1 / A / 2 / B'."""
        return not self.gapped and any(
            before.keys() == {0, _LABEL} and 0 in row and before[0].kind == row[0].kind == "figure"
            for before, row in pairwise(rows)
        )

    def _only_way(self, end: int) -> list[PlacedRow]:
        """The rows up to a piece; none where there are several ways."""
        whole = [state for state in self.steps[end] if self._is_whole(state, end) and state[1] != "title"]
        if len(whole) != 1 or self.steps[end][whole[0]].count > 1:
            return []
        state, rows, row = whole[0], list[PlacedRow](), PlacedRow()
        for at in range(end, 0, -1):
            way = self.steps[at][state]
            if way.column is not None:
                row[way.column] = self.pieces[at - 1]
            if way.opens:
                rows.append(row)
                row = {}
            state = way.before
        return rows[::-1]

    def _may_reach_too_far(self, rows: Sequence[PlacedRow], end: int, ends: Sequence[int]) -> bool:
        column, piece = max(rows[-1].items())
        others = [row for row in rows[:-1] if (0 in row) == (0 in rows[-1])]
        return (
            end - 1 in ends
            and piece.kind == "words"
            and column > _LABEL
            and sum(column in row for row in others) < _USUAL * len(others)
        )

    def _goes_on(self, end: int) -> bool:
        """Whether what follows the rows looks like another that could not be placed: it has a figure, or is a total."""
        following = self.pieces[end : end + self.last + 2]
        return any(piece.kind in ("figure", "percent") or piece.is_total for piece in following)

    def _named_after(self, at: int) -> bool:
        following = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        return following is not None and following.kind == "words" and not (self.gapped and following.after_gap)

    def _is_whole(self, state: _State, at: int) -> bool:
        """Whether a row may end in a state."""
        column, opening, _ = state
        if column == self.last or opening == "none":
            return True
        if opening == "full" or column < _LABEL:
            return False
        return not self.gapped or at == len(self.pieces) or self.pieces[at].after_gap

    def _next(self, state: _State, at: int, piece: Piece) -> Iterator[tuple[_State, int | None, bool]]:
        """The states that a piece leads to, its column, and whether it opens a row."""
        column, opening, held = state
        gap = self.gapped and piece.after_gap
        for to in self._columns_after(column, opening, gap):
            if self.columns.fits(to, piece, opening):
                yield (to, opening, held), to, False
        if not self._is_whole(state, at):
            return
        if piece.loose:
            yield state, None, False
        if self._named_after(at):
            for mark in piece.marks:
                if follows(mark, held):
                    numbers: Opening = "part" if mark[0] in self.columns.parts else "number"
                    yield (0, numbers, with_mark(held, mark)), 0, True
        after = with_mark(held, _UNNUMBERED)
        if piece.is_total:
            yield (_LABEL, "total", after), _LABEL, True
            if self.columns.unsummed:
                yield (_LABEL, "full", after), _LABEL, True
        elif gap and held and piece.kind == "words":
            # Another of what the row above holds, whose number, and the name of its owner, are left empty; or a title.
            for to in range(_LABEL, min(3, self.last)):
                yield (to, "full", after), to, True
            yield (_LABEL, "title", after), _LABEL, True

    def _columns_after(self, column: int, opening: Opening, gap: bool) -> range:
        """Where the next piece of a row may stand."""
        if opening in ("none", "title"):
            return range(0)
        following = range(column + 1, self.last + 1)
        if opening == "full" or column < _LABEL:
            return following[: 0 if gap else 1]
        if self.gapped:
            return following[1:] if gap else following[:1]
        return following


def kinds_of(rows: Sequence[Sequence[Piece]], width: int) -> list[frozenset[Kind]]:
    """What each column holds in rows that fill them all; anything where there are none."""
    if not rows:
        return [frozenset[Kind](("figure", "percent", "words"))] * width
    return [frozenset(row[at].kind for row in rows) - {"nothing"} for at in range(len(rows[0]))]


def numbered_rows(pieces: Sequence[Piece]) -> list[Sequence[Piece]]:
    """Pieces cut where the next number and a name stand, and before totals, which are left out."""
    cuts, held = list[int](), Held()
    for at, piece in enumerate(pieces):
        mark = next((one for one in piece.marks if follows(one, held)), None)
        if mark and at + 1 < len(pieces) and pieces[at + 1].kind == "words":
            held = with_mark(held, mark)
            cuts.append(at)
        elif piece.is_total:
            cuts.append(at)
    return [pieces[a:b] for a, b in zip(cuts, [*cuts[1:], len(pieces)], strict=True) if not pieces[a].is_total]
