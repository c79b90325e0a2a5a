"""What the columns of a table are to each other: one the sum of others (`ColumnSum`), or states, years and views that do not add up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.extract.tables.columns import class_of
from pipeline.link.funds.cells import fund_named
from pipeline.link.heading_words import role_of
from pipeline.records import AmountRole, SumKind
from pipeline.structure.table.words import stands_aside, total_members

View = Literal["year", "nature", "level"]

_YEAR = re.compile(r"(?:năm|kế hoạch|KH|dự toán|vốn)?\s*(?:năm\s*)?(?:19|20)\d\d\b", re.IGNORECASE)
_SO_FAR = re.compile(
    r"(?:ước\s+)?(?:TH\s+|thực hiện\s+)?(?:\d{1,2}|ba|sáu|chín)\s+tháng(?!\s+cuối)|đến\s", re.IGNORECASE
)
"""'6 tháng' is part of '9 tháng'."""
_NATURE = re.compile(r"đầu tư|sự nghiệp|ĐTPT|thường xuyên|(?<!\w)SN(?!\w)", re.IGNORECASE)
_LEVEL = re.compile(r"trung ương|(?<!\w)(?:NS)?TW|địa phương|NSĐP|(?<!\w)(?:tỉnh|huyện|xã)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ColumnSum:
    """A column that holds others, and the rule that tells so."""

    total: int
    parts: tuple[int, ...]
    kind: SumKind
    rule: str = "sum.row"
    unless: tuple[int, ...] = ()
    """Columns that say otherwise of a row that fills one of them."""
    agreeing: bool = False
    """Whether no word tells that the parts are all: they are where nearly every row adds up."""
    beside: bool = False
    """Whether only their place beside the total tells which columns are parts: where few rows add up, fewer may be."""
    first: int = 0
    """How many of the parts are all of them where rows add up: funds, before a programme that has a share of the same money."""
    farther: tuple[int, ...] = ()
    """The columns before the total that may hold the parts instead of it, nearest first."""

    def nearest(self, parts: int) -> ColumnSum:
        """The same with so many of its parts, those nearest to the total."""
        near = self.parts[:parts] if self.total < self.parts[0] else self.parts[-parts:]
        return replace(self, parts=near)


def is_total(words: str) -> bool:
    """Whether a column is called a total, a unit in brackets left out."""
    return total_members(re.sub(r"\s*\([^()+]*\)$", "", words)) is not None


def view_of(words: str) -> View | None:
    """By what a column parts a sum: years, the nature of the money, the level of the budget; None for another."""
    if _YEAR.match(words):
        return "year"
    nature, level = _NATURE.search(words) is not None, _LEVEL.search(words) is not None
    return "nature" if nature and not level else "level" if level and not nature else None


def parts_money(words: str) -> bool:
    """Whether a column is a fund, a level of the budget, a year: what any total of money may be parted into."""
    return view_of(words) is not None or fund_named(words) is not None


def parts_end(groups: Sequence[Sequence[Sequence[str]]]) -> int:
    """How many groups of columns beside a total may be its parts; each column as its headings from that level down.

    0 where more that may be parts follow one that is none.
    """
    states = {role_of(tuple(path)) for group in groups for path in group}
    free = [not any(_is_outsider(path, states) for path in group) for group in groups]
    end = free.index(False) if False in free else len(groups)
    return 0 if any(free[end:]) else end


def _is_outsider(path: Sequence[str], states: AbstractSet[AmountRole | None]) -> bool:
    """Whether a column beside parts is surely none: a count, a rate, what is left, a running total, another state."""
    if any(_apart(words) for words in path):
        return True
    state = role_of(tuple(path))
    own = any(_LEVEL.search(words) or _YEAR.match(words) or fund_named(words) for words in path)
    return state is not None and len(states) > 1 and not own


def _apart(words: str) -> bool:
    return (
        stands_aside(words)
        or _SO_FAR.match(words) is not None
        or class_of(words) in ("price", "percent", "count", "code")
    )


def are_parts(columns: Sequence[str]) -> bool:
    """Whether columns, by their lowest headings, tell one thing: in one state, parted in one view."""
    if any(map(_apart, columns)):
        return False
    views = [view_of(words) for words in columns]
    years = views.count("year")
    two_views = 0 < years < len(columns) or (views.count("nature") > 1 and views.count("level") > 1)
    return not two_views and _one_state(columns)


def _one_state(parts: Sequence[str]) -> bool:
    """Whether no two columns tell different states; 'Đề nghị tỉnh hỗ trợ' stands beside 'Dân góp'."""
    roles = {role_of((words,)) for words in parts}
    if len(roles) == 2 and None in roles:
        return all(_LEVEL.search(words) if role_of((words,)) else fund_named(words) for words in parts)
    return len(roles) <= 1
