"""Which columns of a table a column holds: by the formulas printed in its head, its merged headings, 'Tổng số'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.link.sums.column_kinds import ColumnSum
from pipeline.link.sums.relations import AMENDED
from pipeline.link.sums.siblings import grouped
from pipeline.structure.alternatives import alternatives
from pipeline.structure.table.grid import Grid
from pipeline.structure.table.words import words_of_tables

_TERM = re.compile(r"(?P<sign>[+\-–−])?\s*\(?(?P<name>\d{1,2})\)?\s*")
_LESS = re.compile(r"[\d)]\s*[-–−]")
_RUN = re.compile(r"(?P<first>\d{1,2})\)?\s*\+\s*(?:\.{2,}|…)\s*\+\s*\(?(?P<last>\d{1,2})")


def column_sums(grid: Grid, money: Sequence[int]) -> Iterator[ColumnSum]:
    """Every column that holds others, among those with money; a printed formula goes before what headings suggest."""
    printed = list(_printed(grid, set(money)))
    yield from printed
    # 'Tổng cộng 1=2+3-4' is told, and by no sum of columns.
    less = {column for column, (_, formula) in grid.numbering.items() if _LESS.search(formula)}
    told = less | {found.total for found in printed}
    yield from (found for found in grouped(grid, list(money), 0) if found.total not in told)
    yield from (found for found in _amended(grid, money) if found.total not in told)
    yield from (found for found in _taxed(grid, money) if found.total not in told)


def _amended(grid: Grid, money: Sequence[int]) -> Iterator[ColumnSum]:
    """'Kế hoạch đã giao | Tăng | Giảm | Kế hoạch sau điều chỉnh': what comes of a plan holds the plan and what is added."""
    before, after = (_headed(grid, money, name) for name in ("unamended", "amended"))
    if len(before) != 1 or len(after) != 1:
        return
    between = [column for column in money if before[0] < column < after[0]]
    more, less = (_headed(grid, between, name, whole=True) for name in ("more", "less"))
    if len(more) == 1:
        yield ColumnSum(after[0], (before[0], more[0]), "full", AMENDED, tuple(less))
    if len(less) == 1:
        yield ColumnSum(before[0], (after[0], less[0]), "full", AMENDED, tuple(more))


def _taxed(grid: Grid, money: Sequence[int]) -> Iterator[ColumnSum]:
    """'Giá trị trước thuế | Thuế VAT | Giá trị sau thuế'."""
    before, after = (_headed(grid, money, name) for name in ("untaxed", "taxed"))
    before = [column for column in before if column not in after]
    after = [column for column in after if column not in _headed(grid, money, "untaxed")]
    tax = _headed(grid, money, "tax", whole=True)
    if len(before) == len(after) == len(tax) == 1:
        yield ColumnSum(after[0], (before[0], tax[0]), "full")


def _headed(grid: Grid, columns: Sequence[int], name: str, *, whole: bool = False) -> list[int]:
    """The columns whose heading has words of a list of `data/tables.toml`, or is nothing else but for a bracket."""
    words = alternatives(words_of_tables(name))
    pattern = re.compile(rf"{words}\s*(?:\([^()]*\))?$" if whole else rf"(?:^|.*\s){words}(?!\w)", re.IGNORECASE)
    return [column for column in columns if (path := grid.path(column)) and pattern.match(path[-1])]


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
            yield ColumnSum(column, tuple(plus), "full", "sum.formula")
        elif len(plus) == 1:
            yield ColumnSum(plus[0], (column, *minus), "full", "sum.formula")


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
