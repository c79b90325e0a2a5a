"""Columns that hold others beside them, by merged headings ('Trong đó', 'Chia ra'), by 'Tổng số' and by funds; a grid in, `ColumnSum` out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, takewhile

from pipeline.extract.tables.columns import class_of
from pipeline.link.funds.cells import fund_named
from pipeline.link.heading_words import role_of
from pipeline.link.programmes import is_programme
from pipeline.link.sums.column_kinds import ColumnSum, are_parts, is_total, parts_end, parts_money
from pipeline.records import SumKind
from pipeline.structure.shared_words import up_to_now
from pipeline.structure.table.grid import Grid
from pipeline.structure.table.words import opens_with, stands_aside

_UP_TO = re.compile(rf"(?<!\w)(?:{up_to_now()}|đến\s(?:năm|\d))", re.IGNORECASE)
"""What says of money that it is added up to some day."""
_TOTAL_OF = re.compile(r"tổng(?!\s+(?:hợp|thể))", re.IGNORECASE)
_OF_A_PROGRAMME = re.compile(r"[Vv]ốn\s+(?:CT\s?)?(?:[A-ZĐ&]{2,}|\d{2,3}a?)(?!\w)")
"""'Vốn OCOP' may be a fund that no list names."""


def grouped(grid: Grid, columns: list[int], level: int) -> Iterator[ColumnSum]:
    """The sums among columns under one heading, and under the headings below it."""
    groups = [list(group) for _, group in groupby(columns, key=lambda column: _cell_at(grid, column, level))]
    yield from _siblings(grid, groups, level)
    for group in groups:
        if len(group) > 1 and _cell_at(grid, group[0], level) is not None:
            yield from grouped(grid, group, level + 1)


def _cell_at(grid: Grid, column: int, level: int) -> tuple[int, int] | None:
    path = grid.path_cells(column)
    return (path[level].row, path[level].column) if level < len(path) else None


@dataclass(frozen=True, slots=True)
class _Siblings:
    """Columns under one heading, those below a merged one as a group, each group with its name and what it opens."""

    grid: Grid
    level: int
    groups: list[list[int]]
    names: list[str]
    openers: list[SumKind | None]

    def opened(self) -> list[range]:
        """Each that opens parts, with those after it that go on with it: 'Tổng vốn | Trong đó: A | Trong đó: B'."""
        found, at = [], 1
        while at < len(self.groups):
            stop = at + 1
            while self.openers[at] and stop < len(self.groups) and self._goes_on(at, stop):
                stop += 1
            found += [range(at, stop)] if self.openers[at] else []
            at = stop
        return found

    def _goes_on(self, opened: int, column: int) -> bool:
        """Whether a column is one more part of what stands before an opener.

        'Được hưởng | Chia ra: A | Chia ra: B', 'Tổng số | Trong đó: vốn TPCP | Vốn nước ngoài', whose heads are not merged; merged ones
        that open all parts may part it in another way.
        """
        partial = self.openers[opened] == "partial"
        single = len(self.groups[opened]) == len(self.groups[column]) == 1
        if self.openers[column]:
            return self.openers[opened] == self.openers[column] and (partial or single)
        funds = fund_named(self.names[opened]) is not None and fund_named(self.names[column]) is not None
        return partial and single and funds and not stands_aside(self.names[column])

    def parted(self, opened: range) -> Iterator[ColumnSum]:
        """The column before an opener, with the parts that it and those that go on with it hold."""
        grid, at = self.grid, opened.start
        whole = _whole(grid, self.groups[at - 1], self.level)
        whole = _named_in(grid, self.groups[at - 1], self.names[at]) if whole is None else whole
        parts = [column for one in opened for column in _wholes(grid, self.groups[one], self.level + 1)]
        if whole is None or not parts or not _heads(grid, whole, self.names[at], parts):
            return
        if not are_parts([grid.path(column)[-1] for column in parts]):
            return
        kind, farther = self.openers[at], tuple[int, ...]()
        if kind == "partial":
            before = takewhile(lambda index: self.openers[index] is None, range(at - 2, -1, -1))
            farther = _farther(grid, whole, [self.groups[index] for index in before], self.level)
        yield ColumnSum(whole, tuple(parts), kind if kind and len(parts) > 1 else "partial", farther=farther)

    def totals(self) -> Iterator[ColumnSum]:
        """'Tổng số' beside the others, where none opens parts."""
        return _totals(self.grid, self.groups, self.names, self.level)

    def totals_beside(self, opened: Sequence[range]) -> Iterator[ColumnSum]:
        """'Tổng số | Dự án 1 | Dự án 2 | Trong đó vốn đầu tư': only where the rows say so."""
        free = [0, *(at for at in range(1, len(self.groups)) if not any(at in one for one in opened))]
        if len(free) > 2:
            names = [self.names[index] for index in free]
            for found in _totals(self.grid, [self.groups[index] for index in free], names, self.level):
                yield replace(found, agreeing=True)


def _siblings(grid: Grid, groups: list[list[int]], level: int) -> Iterator[ColumnSum]:
    """'Tổng số' beside its siblings, and a column before a heading 'Trong đó' or 'Chia ra' that is merged."""
    names = [_name(grid, group, level) for group in groups]
    openers = [_opened(name, group) for name, group in zip(names, groups, strict=True)]
    siblings = _Siblings(grid, level, groups, names, openers)
    if not any(openers):
        yield from siblings.totals()
        return
    opened = siblings.opened()
    for one in opened:
        yield from siblings.parted(one)
    yield from siblings.totals_beside(opened)


def _farther(grid: Grid, nearest: int, before: Sequence[list[int]], level: int) -> tuple[int, ...]:
    """The columns before one and its 'Trong đó' that may be parted instead: none where its state is its own.

    'Tổng số | Dự án 1 | Dự án 2 | Trong đó {NSTW, NST}', but not 'Kế hoạch | Giải ngân | Trong đó {NSTW, NST}'.
    """
    wholes = [whole for group in before if (whole := _whole(grid, group, level)) is not None]
    wholes = [whole for whole in wholes if class_of(grid.path(whole)[-1]) in (None, "money")]
    state = role_of(grid.path(nearest)[level:])
    if state is not None and all(role_of(grid.path(whole)[level:]) != state for whole in wholes):
        return ()
    return tuple(wholes)


def _name(grid: Grid, group: Sequence[int], level: int) -> str:
    path = grid.path(group[0])
    return path[level] if level < len(path) else ""


def _opened(name: str, group: Sequence[int]) -> SumKind | None:
    """Whether a heading opens all parts, or some; 'Nguồn vốn 135' over one column is a part itself."""
    if opens_with("some").match(name):
        return "partial"
    if len(group) == 1 and fund_named(name):
        return None
    return "full" if opens_with("all").match(name) or (len(group) > 1 and opens_with("sources").match(name)) else None


def _heads(grid: Grid, whole: int, opener: str, parts: Sequence[int]) -> bool:
    """A heading 'Nguồn vốn' parts what is called a total or a cost; 'Trong đó' and 'Chia ra' whatever stands before them."""
    name = grid.path(whole)[-1]
    if opens_with("some").match(opener) or _TOTAL_OF.match(name) or _names(opener, name):
        return True
    if stands_aside(name) or class_of(name) not in (None, "money"):
        return False
    if opens_with("divided").match(opener):
        return True
    of_funds = opens_with("sources").match(opener) and all(parts_money(grid.path(column)[-1]) for column in parts)
    return bool(of_funds) and len(parts) > 1 and opens_with("wholes").match(name) is not None


def _names(opener: str, name: str) -> bool:
    return len(name) > 4 and name.lower() in opener.lower()


def _named_in(grid: Grid, group: Sequence[int], opener: str) -> int | None:
    """Of several columns the one that a heading after them names: 'Điều chỉnh' of 'Cơ cấu vốn sau điều chỉnh'."""
    named = [column for column in group if _names(opener, grid.path(column)[-1])]
    return named[0] if len(named) == 1 else None


def _whole(grid: Grid, group: Sequence[int], level: int) -> int | None:
    """The column that stands for a group: itself, or its 'Tổng số'."""
    if len(group) == 1:
        return group[0]
    totals = [column for column in group if len(grid.path(column)) == level + 2 and is_total(grid.path(column)[-1])]
    return totals[0] if len(totals) == 1 else None


def _wholes(grid: Grid, group: Sequence[int], level: int) -> list[int]:
    """The columns right under a heading, a group among them as its total; all of a group without one."""
    found: list[int] = []
    for _, inner in groupby(group, key=lambda column: _cell_at(grid, column, level)):
        columns = list(inner)
        whole = _whole(grid, columns, level)
        found += columns if whole is None else [whole]
    return found


def _totals(grid: Grid, groups: list[list[int]], names: Sequence[str], level: int) -> Iterator[ColumnSum]:
    """'Tổng số | NSTW | NSĐP', the total before its parts or after them, once or for each of several stretches."""
    at = [index for index, group in enumerate(groups) if len(group) == 1 and _is_named_total(names[index])]
    if not at:
        yield from _funds_beside(grid, groups, level, names)
        return
    if len(at) == 2 and at[0] == 0 and at[-1] == len(groups) - 1:
        # A total at either end: one of another kind, or said twice.
        return
    after = [range(low + 1, high) for low, high in pairwise([*at, len(groups)])]
    before = [range(high - 1, low, -1) for low, high in pairwise([-1, *at])]
    for stretches in (after, before):
        found = [
            found
            for index, stretch in zip(at, stretches, strict=True)
            if (found := _total_beside(grid, [groups[member] for member in stretch], level, groups[index][0]))
        ]
        if found:
            yield from found
            return
    yield from _funds_beside(grid, groups, level, names)


def _funds_beside(grid: Grid, groups: list[list[int]], level: int, names: Sequence[str]) -> Iterator[ColumnSum]:
    """'Thành tiền | Ngân sách | Đối ứng': funds right after what something costs are some of it at least.

    After any other column of money they are all of it, where every row says so; so are programmes: 'KH năm 2022 | NTM | GNBV'.
    """
    for at, group in enumerate(groups):
        if len(group) > 1 or stands_aside(names[at]):
            continue
        if fund_named(names[at]) or class_of(names[at]) not in (None, "money"):
            continue
        after = (other[0] for other in takewhile(lambda other: len(other) == 1, groups[at + 1 :]))
        parts = tuple(takewhile(lambda column: _is_fund(grid.path(column)[-1]), after))
        funds = tuple(takewhile(lambda column: fund_named(grid.path(column)[-1]), parts))
        if len(parts) > 1 and are_parts([grid.path(column)[-1] for column in parts]):
            whole = (
                parts == funds
                and opens_with("wholes").match(names[at]) is not None
                and not _OF_A_PROGRAMME.match(names[at])
            )
            first = len(funds) if len(parts) > len(funds) > 1 else 0
            yield ColumnSum(group[0], parts, "partial" if whole else "full", agreeing=not whole, first=first)


def _is_fund(name: str) -> bool:
    """Whether a column is called a fund, or a programme, whose money it has."""
    return fund_named(name) is not None or is_programme(name)


def _is_named_total(name: str) -> bool:
    return is_total(name) or (_TOTAL_OF.match(name) is not None and class_of(name) in (None, "money"))


def _tell_some(grid: Grid, parts: Sequence[int]) -> bool:
    """Whether columns are called what is never all of a sum: 'Thu hồi vốn ứng trước'."""
    return any(opens_with("never_all").match(grid.path(column)[-1]) for column in parts)


def _total_beside(grid: Grid, groups: Sequence[list[int]], level: int, whole: int) -> ColumnSum | None:
    """A total with the columns that it holds of those beside it, from the nearest on; None where it cannot be told.

    What is surely no part ('Đã giải ngân', 'Còn lại') ends them, and nothing that may be one follows it.
    """
    wholes = [_wholes(grid, group, level) for group in groups]
    names = [[grid.path(column)[level:] for column in columns] for columns in wholes]
    total = grid.path(whole)[level]
    end = min(parts_end(names), _states_end(total, names))
    parts = [column for columns in wholes[:end] for column in columns]
    told = [path[-1] if path else "" for paths in names[:end] for path in paths]
    if len(parts) < 2 or not (are_parts(told) or _are_parts_by_groups(names[:end])):
        return None
    # 'Tổng kinh phí thực hiện' holds funds and years that follow it, anything else where the rows say so: 'Tổng KH vốn | NTM | GNBV'.
    agreeing = not is_total(total) and not all(map(parts_money, told))
    if not is_total(total) and end < len(groups) and (agreeing or stands_aside(total)):
        return None
    kind: SumKind = "partial" if _tell_some(grid, parts) else "full"
    return ColumnSum(whole, tuple(sorted(parts)), kind, agreeing=agreeing, beside=not agreeing)


def _states_end(total: str, groups: Sequence[Sequence[Sequence[str]]]) -> int:
    """How many groups beside a total stand before one whose merged head tells another state, or that it goes up to a day.

    'Tổng số vốn giao | Giải ngân {2022, 2023}', 'Tổng mức đầu tư | Vốn cấp đến 31/10/2010 {NSTW, NST}'.
    """
    own, up_to = role_of((total,)), _UP_TO.search(total)
    heads = [paths[0][0] if len(paths) > 1 and len(paths[0]) > 1 else "" for paths in groups]
    states = [role_of((head,)) if head else None for head in heads]
    return next(
        (
            at
            for at, (head, state) in enumerate(zip(heads, states, strict=True))
            if (state and own and state != own) or (not up_to and _UP_TO.search(head))
        ),
        len(groups),
    )


def _are_parts_by_groups(names: Sequence[Sequence[Sequence[str]]]) -> bool:
    """Whether headings part a sum, and the columns under each of them part it again: 'NSTW > Đầu tư, Sự nghiệp | NSĐP > Tỉnh, Huyện'."""
    heads = [paths[0][0] for paths in names if paths and paths[0]]
    lower = [[path[-1] for path in paths] for paths in names if len(paths) > 1]
    return len(heads) == len(names) > 1 and are_parts(heads) and bool(lower) and all(map(are_parts, lower))
