"""Which columns of a table a column holds: by the formulas printed in its head, its merged headings, 'Tổng số'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.extract.columns import class_of
from pipeline.link.headings import fund_named, role_of
from pipeline.records import SumKind
from pipeline.structure.grid import Grid, opens_with, total_members

_TERM = re.compile(r"(?P<sign>[+\-–−])?\s*\(?(?P<name>\d{1,2})\)?\s*")
_RUN = re.compile(r"(?P<first>\d{1,2})\)?\s*\+\s*(?:\.{2,}|…)\s*\+\s*\(?(?P<last>\d{1,2})")
_YEAR = re.compile(r"(?:năm|kế hoạch|KH|dự toán|vốn)?\s*(?:năm\s*)?(?:19|20)\d\d\b", re.IGNORECASE)
_SO_FAR = re.compile(
    r"(?:ước\s+)?(?:TH\s+|thực hiện\s+)?(?:\d{1,2}|ba|sáu|chín)\s+tháng(?!\s+cuối)|đến\s", re.IGNORECASE
)
"""'6 tháng' is part of '9 tháng'."""
_NATURE = re.compile(r"đầu tư|sự nghiệp|ĐTPT|thường xuyên|(?<!\w)SN(?!\w)", re.IGNORECASE)
_LEVEL = re.compile(r"trung ương|(?<!\w)(?:NS)?TW|địa phương|NSĐP|(?<!\w)(?:tỉnh|huyện|xã)(?!\w)", re.IGNORECASE)
_TOTAL_OF = re.compile(r"tổng(?!\s+(?:hợp|thể))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ColumnSum:
    """A column that holds others; `printed` where the head prints the formula."""

    total: int
    parts: tuple[int, ...]
    kind: SumKind
    printed: bool = False


def column_sums(grid: Grid, money: Sequence[int]) -> Iterator[ColumnSum]:
    """Every column that holds others, among those with money; a printed formula goes before what headings suggest."""
    printed = list(_printed(grid, set(money)))
    yield from printed
    told = {found.total for found in printed}
    yield from (found for found in _grouped(grid, list(money), 0) if found.total not in told)


def _printed(grid: Grid, money: set[int]) -> Iterator[ColumnSum]:
    """'3=4+5', '(5)=(3)-(4)': a difference is the sum of what it leaves and what it takes away."""
    named = {name: column for column, (name, _) in grid.numbering.items()}
    for column, (_, formula) in grid.numbering.items():
        terms = sum_terms(formula)
        if not terms or any(name not in named for _, name in terms):
            continue
        plus = [named[name] for sign, name in terms if sign > 0]
        minus = [named[name] for sign, name in terms if sign < 0]
        if not {column, *plus, *minus} <= money or column in (*plus, *minus):
            continue
        if not minus:
            yield ColumnSum(column, tuple(plus), "full", printed=True)
        elif len(plus) == 1:
            yield ColumnSum(plus[0], (column, *minus), "full", printed=True)


def sum_terms(formula: str) -> list[tuple[int, str]]:
    """The terms of a formula of sums and differences with their signs; [] for any other formula."""
    run = _RUN.search(formula)
    if run:
        middle = "+".join(str(number) for number in range(int(run["first"]), int(run["last"]) + 1))
        formula = formula[: run.start()] + middle + formula[run.end() :]
    terms: list[tuple[int, str]] = []
    position = 0
    formula = formula.strip()
    while position < len(formula):
        match = _TERM.match(formula, position)
        if not match or (terms and not match["sign"]):
            return []
        terms.append((-1 if match["sign"] in ("-", "–", "−") else 1, match["name"]))
        position = match.end()
    return terms if len(terms) > 1 else []


def _grouped(grid: Grid, columns: list[int], level: int) -> Iterator[ColumnSum]:
    """The sums among columns under one heading, and under the headings below it."""
    groups = [list(group) for _, group in groupby(columns, key=lambda column: _cell_at(grid, column, level))]
    yield from _siblings(grid, groups, level)
    for group in groups:
        if len(group) > 1 and _cell_at(grid, group[0], level) is not None:
            yield from _grouped(grid, group, level + 1)


def _cell_at(grid: Grid, column: int, level: int) -> tuple[int, int] | None:
    path = grid.path_cells(column)
    return (path[level].row, path[level].column) if level < len(path) else None


def _siblings(grid: Grid, groups: list[list[int]], level: int) -> Iterator[ColumnSum]:
    """'Tổng số' beside its siblings, and a column before a heading 'Trong đó' or 'Chia ra' that is merged."""
    names = [_name(grid, group, level) for group in groups]
    before = groups[0] if groups else []
    for last, (group, name) in enumerate(zip(groups[1:], names[1:], strict=True)):
        kind = _opened(name)
        # 'Tổng vốn | Trong đó: A | Trong đó: B': both are of the column before them.
        before = before if _opened(names[last]) == "partial" else groups[last]
        whole = _whole(grid, before, level)
        if kind is None or whole is None or not _heads(grid, whole, name):
            continue
        parts = _wholes(grid, group, level + 1)
        if parts and _alike(grid, parts):
            yield ColumnSum(whole, tuple(parts), kind if len(parts) > 1 else "partial")
    if any(_opened(name) for name in names):
        return
    yield from _totals(grid, groups, names, level)


def _name(grid: Grid, group: Sequence[int], level: int) -> str:
    path = grid.path(group[0])
    return path[level] if level < len(path) else ""


def _opened(name: str) -> SumKind | None:
    if opens_with("some").match(name):
        return "partial"
    return "full" if opens_with("all").match(name) else None


def _heads(grid: Grid, whole: int, opener: str) -> bool:
    """A heading 'Nguồn vốn' parts only what is called a total; 'Trong đó' whatever stands before it."""
    return bool(opens_with("some").match(opener)) or _TOTAL_OF.match(grid.path(whole)[-1]) is not None


def _whole(grid: Grid, group: Sequence[int], level: int) -> int | None:
    """The column that stands for a group: itself, or its 'Tổng số'."""
    if len(group) == 1:
        return group[0]
    totals = [column for column in group if len(grid.path(column)) == level + 2 and _is_total(grid.path(column)[-1])]
    return totals[0] if len(totals) == 1 else None


def _wholes(grid: Grid, group: Sequence[int], level: int) -> list[int]:
    """The columns right under a heading, a group among them as its total; all of a group without one."""
    found: list[int] = []
    for _, inner in groupby(group, key=lambda column: _cell_at(grid, column, level)):
        columns = list(inner)
        whole = _whole(grid, columns, level)
        found += columns if whole is None else [whole]
    return found


def _is_total(words: str) -> bool:
    return total_members(re.sub(r"\s*\([^()+]*\)$", "", words)) is not None


def _totals(grid: Grid, groups: list[list[int]], names: Sequence[str], level: int) -> Iterator[ColumnSum]:
    """'Tổng số | NSTW | NSĐP', the total first or last, once or for each of several stretches."""
    at = [index for index, group in enumerate(groups) if len(group) == 1 and _is_total(names[index])]
    if not at or (at[0] != 0 and at[-1] != len(groups) - 1):
        return
    first = at[0] == 0
    if first and len(at) > 1 and at[-1] == len(groups) - 1 and len(at) == 2:
        # A total at either end: one of another kind, or said twice.
        return
    for position, index in enumerate(at):
        if first:
            stop = at[position + 1] if position + 1 < len(at) else len(groups)
            members = groups[index + 1 : stop]
        else:
            members = groups[(at[position - 1] + 1 if position else 0) : index]
        parts = [column for group in members for column in _wholes(grid, group, level)]
        if len(parts) > 1 and _alike(grid, [groups[index][0], *parts]):
            yield ColumnSum(groups[index][0], tuple(parts), "full")


def _alike(grid: Grid, columns: Sequence[int]) -> bool:
    """Whether columns tell one thing: no difference or running total among them, not planned beside spent."""
    lowest = [grid.path(column)[-1] if grid.path(column) else "" for column in columns]
    if any(opens_with("aside").match(words) for words in lowest):
        return False
    if any(class_of(words) in ("price", "percent", "count", "code") for words in lowest):
        return False
    parts = [words for words in lowest if not _is_total(words)]
    if any(map(_SO_FAR.match, parts)):
        return False
    years = sum(1 for words in parts if _YEAR.match(words))
    natures = [words for words in parts if _NATURE.search(words) and not _LEVEL.search(words)]
    levels = [words for words in parts if _LEVEL.search(words) and not _NATURE.search(words)]
    two_views = 0 < years < len(parts) or (len(natures) > 1 and len(levels) > 1)
    return not two_views and _one_state(parts)


def _one_state(parts: Sequence[str]) -> bool:
    """Whether no two columns tell different states; 'Đề nghị tỉnh hỗ trợ' stands beside 'Dân góp'."""
    roles = {role_of((words,)) for words in parts}
    if len(roles) == 2 and None in roles:
        return all(_LEVEL.search(words) if role_of((words,)) else fund_named(words) for words in parts)
    return len(roles) <= 1
