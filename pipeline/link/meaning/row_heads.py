"""What a table's rows state of their money in columns of their own: the year under 'Năm', the fund under 'Nguồn vốn'."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.link.funds.who_gives import opens_as_who
from pipeline.link.funds.words import distinct_names, is_giver, without_trailing
from pipeline.records import TableCell
from pipeline.structure.table.grid import LEVELS
from pipeline.structure.table.words import opens_with, stands_aside, total_members

_YEARS = re.compile(r"(?:năm(?:\s+(?:kế hoạch|ngân sách|thực hiện|cấp|bố trí))?|niên độ|kế hoạch năm)$", re.IGNORECASE)
_YEAR = re.compile(r"(?:(?:kế hoạch|KH|dự toán|DT)\s+)?(?:năm\s+)?(?P<year>(?:19|20)\d\d)$", re.IGNORECASE)
_FUNDS = re.compile(
    r"(?:các\s+|đề xuất\s+|dự kiến\s+)?(?:nguồn(?:\s+(?:vốn|kinh phí|ngân sách|NS|chi|tiền))|loại\s+(?:nguồn\s+)?vốn"
    r"|loại nguồn)(?:\s+(?:đầu tư|thực hiện|hỗ trợ|cấp|bố trí|đề nghị|đề xuất|chi))?$",
    re.IGNORECASE,
)
_ALONE = re.compile(r"(?:đề xuất\s+|dự kiến\s+)?nguồn(?:\s+(?:đề nghị|đề xuất|thực hiện))?$", re.IGNORECASE)
"""Heads funds where the rows have names of their own beside them."""
_BRACKET = re.compile(r"\s*\([^()]*\)")
_SAME = re.compile(r'(?:["”″\']+|-?\s?nt\s?-?|như trên)$', re.IGNORECASE)
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class RowHead:
    """The year and the fund that a row tells; None where it tells none."""

    year: int | None = None
    fund: str | None = None


def row_heads(cells: Sequence[TableCell]) -> dict[tuple[int, int], RowHead]:
    """What each row tells, by table and row; an empty cell and a ditto say what the one above does, not in a total."""
    years: dict[tuple[int, int], str] = {}
    funds: dict[tuple[int, int], str] = {}
    last: dict[tuple[int, int], str] = {}
    sources = _lists_of_sources(cells)
    for cell in cells:
        if cell.is_head:
            continue
        is_year, is_fund, is_fund_beside_label = _heads(cell.header)
        is_fund = is_fund or (
            is_fund_beside_label and (cell.label not in cell.text or (cell.table, cell.column) in sources)
        )
        if not (is_year or is_fund):
            continue
        column = (cell.table, cell.column)
        words = cell.text.strip()
        if words and not _SAME.match(words):
            last[column] = (_year(words) if is_year else _fund(cell)) or ""
        elif total_members(cell.label) is not None:
            last[column] = ""
        if told := last.get(column):
            for row in range(cell.row, cell.row + cell.row_span):
                (years if is_year else funds)[cell.table, row] = told
    return {
        place: RowHead(int(years[place]) if place in years else None, funds.get(place)) for place in {*years, *funds}
    }


def _lists_of_sources(cells: Sequence[TableCell]) -> set[tuple[int, int]]:
    """The columns 'Nguồn' that name the rows of which most are known funds."""
    known: dict[tuple[int, int], list[bool]] = defaultdict(list)
    for cell in cells:
        if not cell.is_head and cell.text.strip() and _ALONE.match(cell.header.strip(" :")):
            words = cell.text.strip()
            named = distinct_names().match(words) is not None or is_giver(words) or opens_as_who(words)
            known[cell.table, cell.column].append(named)
    return {column for column, named in known.items() if 2 * sum(named) >= len(named) > 1}


@lru_cache(maxsize=1024)
def _heads(header: str) -> tuple[bool, bool, bool]:
    """Whether a column holds years, funds, or funds where the rows have names of their own."""
    heading = _BRACKET.sub("", header.rpartition(LEVELS)[2]).strip(" :")
    return (
        _YEARS.match(heading) is not None,
        _FUNDS.match(heading) is not None,
        _ALONE.match(heading) is not None,
    )


def _year(words: str) -> str | None:
    match = _YEAR.match(words)
    return match["year"] if match else None


def _fund(cell: TableCell) -> str | None:
    """The fund that a cell under 'Nguồn vốn' names; None for a total, a share and what is no name."""
    words = cell.label if cell.label and cell.label in cell.text else cell.text
    told = _BRACKET.sub("", words).strip(" :;.-–+*•")
    name = without_trailing(told)
    name = told if name.endswith(",") else name
    if cell.number or total_members(words) is not None or stands_aside(name) or opens_with("some").match(name):
        return None
    return name if any(letter.isalpha() for letter in name) and len(name) <= _LONGEST else None
