"""Projects in tables: passage in, `Project` mentions out for the rows of a list of projects.

The column headed 'Tên dự án', 'Danh mục công trình' and the like names them; other headings tell
who builds, where, when and for how much. Rows of totals, groups ('I', 'A') and regions are no projects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.passage import Passage
from pipeline.extract.places import UNIT
from pipeline.extract.works import has_proper_name, names_work
from pipeline.records import Amount, Project, Table
from pipeline.structure.grid import Grid

_NAMES = re.compile(
    r"(?:tên|danh mục)\s+(?:các\s+)?(?:tiểu )?(?P<kind>dự án|công trình|mô hình|đề tài|đề án|nhiệm vụ|hạng mục)|^(?:các )?(?P<alone>mô hình|đề tài)$",
    re.IGNORECASE,
)
_NAMES_OF_WORKS = re.compile(
    r"(?:danh mục|(?:các )?(?:dự án|công trình)(?:,? ?/? ?(?:dự án|công trình))?|(?:nội dung|hạng mục)(?: (?:đầu tư|công trình|xây dựng))?)$",
    re.IGNORECASE,
)
"""A column that may hold other things too: its rows count where they name a work."""
_WORKS = re.compile(r"(?:các )?(?:dự án|công trình)", re.IGNORECASE)
"""Whatever stands under it with a name of its own is one."""
_HOLDER = re.compile(
    r"chủ đầu tư|đơn vị (?:thực hiện|chủ trì|thụ hưởng)|chủ trì|chủ thể|đối tượng|thụ hưởng", re.IGNORECASE
)
_PLACE = re.compile(r"địa điểm|địa chỉ|địa bàn|nơi thực hiện", re.IGNORECASE)
_COST = re.compile(
    r"tổng mức|tmđt|mức đầu tư|tổng (?:số|vốn|kinh phí|cộng|dự toán)|kinh phí|dự toán|giá trị|vốn|kế hoạch|sau điều chỉnh|số tiền|thành tiền",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"tổng mức|tmđt|mức đầu tư|tổng dự toán", re.IGNORECASE)
_NEW = re.compile(r"sau (?:khi )?điều chỉnh|điều chỉnh$", re.IGNORECASE)
_NO_COST = re.compile(r"chênh lệch|kiểm toán|kiến nghị|(?:>\s*|^)(?:tăng|giảm)", re.IGNORECASE)
_STATE = re.compile(r"ngân sách|NS|nhà nước|TW|trung ương", re.IGNORECASE)
_YEARS = re.compile(r"thời gian|năm (?:thực hiện|khởi công)|KC|tiến độ", re.IGNORECASE)
_GROUP = re.compile(
    r"(?:tổng|cộng|dự án (?:chuyển tiếp|khởi công mới|hoàn thành)|nhóm|lĩnh vực|huyện|thị xã|ngành)(?!\w)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?:[IVX]{1,4}\.)?\d{1,3}(?:\.\d{1,2}){0,2}$|[a-zđ]$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FEWEST_WORDS = 3


def find_projects_in_tables(passage: Passage) -> Iterator[Project]:
    """The projects that the document's tables list, in order."""
    for table in passage.tables:
        yield from _in_table(passage, table)


def _in_table(passage: Passage, table: Table) -> Iterator[Project]:
    grid = Grid(passage.text, table)
    headings = [grid.heading(column) for column in range(grid.columns)]
    names = next((column for column, heading in enumerate(headings) if _NAMES.search(heading)), None)
    works_only = names is None
    if names is None:
        names = next((column for column, heading in enumerate(headings) if _NAMES_OF_WORKS.match(heading)), None)
    if names is None or grid.head_rows == 0 or grid.head_rows == grid.rows:
        return
    kind = _NAMES.search(headings[names])
    costs = [
        column
        for column, heading in enumerate(headings)
        if _COST.search(heading) and column != names and not _NO_COST.search(heading)
    ]
    # Of several costs, the whole comes before a year's share, and the new figure before the old.
    costs.sort(key=lambda column: (not _WHOLE.search(headings[column]), not _NEW.search(headings[column])))
    amounts = {amount.start: amount for amount in passage.found.amounts if table.start <= amount.start < table.end}
    for row in grid.body():
        cell = grid.cell(row, names)
        words = grid.words(row, names)
        if cell is None or cell.row != row or _GROUP.match(words):
            continue
        named = has_proper_name(words) and _WORKS.match(headings[names]) is not None
        if not names_work(words, True) and ((works_only and not named) or len(words.split()) < _FEWEST_WORDS):
            continue
        if grid.ordinal_column is not None and not _ORDINAL.match(grid.ordinal(row)):
            continue
        written = passage.text[cell.start : cell.end]
        start = cell.start + len(written) - len(written.lstrip())
        found = [(column, _amount(grid, row, column, amounts)) for column in costs]
        total = next((amount for _, amount in found if amount), None)
        state = next((a for c, a in found if a and a is not total and _STATE.search(headings[c])), None)
        others = [heading if column != names else "" for column, heading in enumerate(headings)]
        holder = _told(grid, row, others, _HOLDER)
        place = UNIT.search(_told(grid, row, others, _PLACE) or "")
        year = _YEAR.search(_told(grid, row, others, _YEARS) or "")
        if not (total or holder or place):
            continue
        yield Project(
            start=start,
            end=start + len(written.strip()),
            text=written.strip(),
            rule="project.row",
            confidence=0.9 if total else 0.75,
            name=words,
            kind=(kind["kind"] or kind["alone"]).capitalize() if kind else None,
            beneficiary=holder,
            place=place[0] if place else None,
            total_vnd=total.vnd if total else None,
            state_vnd=state.vnd if state else None,
            year=int(year[0]) if year else None,
        )


def _told(grid: Grid, row: int, headings: list[str], sought: re.Pattern[str]) -> str | None:
    column = next((column for column, heading in enumerate(headings) if sought.search(heading)), None)
    return (grid.words(row, column) or None) if column is not None else None


def _amount(grid: Grid, row: int, column: int, amounts: dict[int, Amount]) -> Amount | None:
    cell = grid.cell(row, column)
    if cell is None or cell.row != row:
        return None
    return next((amounts[at] for at in range(cell.start, min(cell.end, cell.start + 40)) if at in amounts), None)
