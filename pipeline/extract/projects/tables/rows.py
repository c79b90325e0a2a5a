"""Projects in tables: passage in, `Project` mentions out for the rows of a list of projects.

The headings tell which column names them and what it holds beside them (`columns`). Rows of totals, groups ('I', 'A') and
regions are no projects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.extract.passage import Passage
from pipeline.extract.places.finder import UNIT, province_of
from pipeline.extract.places.names import district_named, unit_of_column
from pipeline.extract.projects.costs.sums import first_cost
from pipeline.extract.projects.names.mentions import place_in
from pipeline.extract.projects.names.works import (
    has_proper_name,
    names_one_work,
    names_work,
    opens_with_verb,
    work_done,
)
from pipeline.extract.projects.tables.columns import Columns, columns_of
from pipeline.extract.tables.columns import says_same
from pipeline.normalize.tones import compiled
from pipeline.records import Amount, Project
from pipeline.structure.table.grid import Grid

_TASK = re.compile(
    r"(?:tổ chức|tham gia|tập huấn|đào tạo|hội (?:nghị|thảo|chợ)|tuyên truyền|kiểm tra|giám sát|quản lý|mua sắm"
    r"|khen thưởng|sơ kết|tổng kết|chi|hỗ trợ công tác)(?!\w)",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"(?:\d[\d.]*\s(?:xe|máy|bộ|chiếc|cái)|(?:trang )?thiết bị (?:dạy|họp|văn phòng|y tế)|mua (?:sắm|xe)"
    r"|máy (?:quét|in|vi tính|tính)|tham gia|tập huấn|đào tạo|bình chọn|duy trì|cấp (?:huyện|xã|tỉnh)(?=,|$)|đối ứng"
    r"|hỗ trợ (?:xã|nhà ở|hộ)|gói (?:thầu )?(?:số )?TV|giám sát|phi dự án)(?!\w)",
    re.IGNORECASE,
)
"""Goods by number, trainings, shows, shares of a programme and advice: no projects, whatever the column is called."""
_GROUP = re.compile(
    r"(?:tổng|cộng|(?:các )?(?:dự án|công trình) (?:chuyển tiếp|khởi công mới|hoàn thành|đã|đang|nhóm)|nhóm|lĩnh vực"
    r"|huyện|thị xã|thị trấn|xã|phường|ngành|vốn|nguồn|ngân sách|trả nợ|thanh toán|chuẩn bị đầu tư|dự phòng"
    r"|chương trình)(?!\w)",
    re.IGNORECASE,
)
_PACKAGE = re.compile(r"Gói (?:thầu )?(?:số )?\d|Gói thầu(?!\w)", re.IGNORECASE)
_LETTERED = re.compile(r"(?:[A-HĐ]|[IVX]{1,4})[.)]\s")
_COMPONENT = re.compile(
    r"\s*(?:Dự án\s\d{1,2}\s?[,;–-]\s*)?(?:Tiểu dự án|Dự án(?: thành phần)?|Hợp phần)\s(?:số\s)?(?:\d{1,2}|[IVX]{1,4})\s?[:.–-]\s*(?=[^\W\d])",
    re.IGNORECASE,
)
"""'Tiểu dự án 2: ...', 'Dự án 4, Tiểu dự án 1: ...' opens the title of a part of a programme."""
_MOST_ALIKE = 100
"""Rows that one cell's words may be meant in."""
_ORDINAL = re.compile(r"(?:[IVX]{1,4}\.)?\d{1,3}(?:\.\d{1,2}){0,2}$|[a-zđ]$")
_DASH = re.compile(r"[-–+*•]")
_SCHEME = re.compile(r"(?:đề tài|dự án|đề án|mô hình)(?: SXTN| KH&CN)?\s?:\s", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2}){0,2}[.)/]\s+(?=[^\W\d])")
_DASHES = re.compile(r"[-–+*•]\s*(?=[^\W\d])")
_BODY = compiled(
    r"(?:UBND|Ủy ban|Sở|Phòng|Ban|Công ty|Chi cục|Hạ tầng|Gói (?:thầu )?(?:số )?[\w.-]{1,6}|XL-?\d{1,2})(?:\s[^:;\n]{2,60})?\s?:\s+(?=[^\W\d])"
)
_GROUP_OF_WORKS = re.compile(
    r"(?<!\w)(?:XDCB|xây dựng cơ bản|đầu tư (?:xây dựng|phát triển)|công trình|dự án)(?!\w)", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURED = re.compile(r"[1-9]\d*(?:[.,]\d+)*$")
"""What stands in a column of costs whose unit nothing tells."""
_FEWEST_WORDS = 3


def find_projects_in_tables(passage: Passage) -> Iterator[Project]:
    """The projects that the document's tables list, in order."""
    for table in passage.tables:
        grid = Grid(passage.text, table)
        if 0 < grid.head_rows < grid.rows:
            columns = columns_of(grid)
            amounts = {
                amount.start: amount for amount in passage.found.amounts if table.start <= amount.start < table.end
            }
            for row, begin in _rows(passage.text, grid, columns):
                if project := _project(passage, grid, columns, row, begin, amounts):
                    yield project


def _rows(text: str, grid: Grid, columns: Columns) -> Iterator[tuple[int, int]]:
    """The rows that may be projects, each with where the name begins: parts of a programme, and works under a heading for them."""
    strict = columns.named and not columns.sure and (columns.packages or not _mostly_works(grid, columns.names))
    built_under = False  # whether what heads the rows '-' speaks of works
    under_project = False  # whether it is a project itself
    for row in grid.body():
        cell = grid.cell(row, columns.names)
        if cell is None or cell.row != row:
            continue
        written = grid.words(row, columns.names)
        dash = _DASH.match(grid.ordinal(row)) is not None
        under_project = under_project and dash
        built_under = built_under if dash else _GROUP_OF_WORKS.search(written) is not None
        if component := _COMPONENT.match(text, cell.start, cell.end):
            yield row, component.end()
            continue
        words = _bare(written)
        if not _is_project(words, columns) or (_heads_dashes(grid, row, columns.names) and not names_work(words, True)):
            continue
        told_beside = columns.held and not columns.anything and has_proper_name(grid.words(row, grid.label_column))
        own = told_beside or has_proper_name(words)
        if (strict or (columns.anything and not opens_with_verb(words))) and not own:
            continue
        if grid.ordinal_column is not None and not _is_listed(grid, row, words, dash, under_project, built_under):
            continue
        under_project = under_project or not dash
        yield row, cell.start


def _heads_dashes(grid: Grid, row: int, names: int) -> bool:
    """Whether a row heads the items below it: its own name has no dash and the next one's has."""
    following = grid.words(row + 1, names) if row + 1 < grid.rows else ""
    return not _DASH.match(grid.words(row, names)) and _DASH.match(following) is not None


def _is_listed(grid: Grid, row: int, words: str, dash: bool, under_project: bool, built_under: bool) -> bool:
    """Whether a row of a table with ordinals is an entry of its list and no group's head or part."""
    if not dash:
        return _ORDINAL.match(grid.ordinal(row)) is not None or (names_one_work(words) and not words.isupper())
    if under_project:
        return names_work(words, True)
    return built_under or (names_one_work(words) and names_work(words, False))


def _project(
    passage: Passage, grid: Grid, columns: Columns, row: int, begin: int, amounts: Mapping[int, Amount]
) -> Project | None:
    """The project that a row tells from an offset on, where it tells enough."""
    cell = grid.cell(row, columns.names)
    assert cell is not None
    written = _bare(passage.text[begin : cell.end].lstrip(" -–+*•"))
    start, told_here = cell.end - len(written), written.strip()
    name = f"{told_here} {grid.rest(row, columns.names)}".rstrip()
    words = _bare(grid.words(row, columns.names))
    costs = [column for column in columns.costs if column not in columns.shares]
    told = {column: amount for column in costs if (amount := _amount(grid, row, column, amounts))}
    figured = any(_FIGURED.match(grid.words(row, column)) for column in columns.costs)
    whole = (amount for column, amount in told.items() if amount.vnd is not None and column not in columns.counterpart)
    total = next(whole, next(iter(told.values()), None))
    shares = (_amount(grid, row, column, amounts) for column in columns.state)
    state = next((share for share in shares if share and share is not total), None)
    holder = _words(grid, row, columns.holder) or None
    where = _words_meant(grid, row, columns.place).strip()
    place = UNIT.search(where)
    year = _YEAR.search(_words(grid, row, columns.years))
    if total is None and not columns.built and (columns.kind or columns.sure):
        end = max(inner.end for column in range(grid.columns) if (inner := grid.own(row, column)))
        total = first_cost(passage, cell.end, end, "whole_costs")
    own = columns.of_works and (names_one_work(words) or _SCHEME.match(words) is not None)
    if columns.asked and not (own and work_done(words)):
        return None
    if not (total or figured or (not columns.built and (holder or place or own))):
        return None
    return Project(
        start=start,
        end=start + len(told_here),
        text=told_here,
        rule="project.row",
        confidence=0.9 if total else 0.75,
        name=re.sub(r"\s+", " ", name),
        kind=columns.kind,
        beneficiary=holder,
        place=place[0] if place else _named_place(passage, grid, columns, row, name, where),
        total_vnd=total.vnd if total else None,
        state_vnd=state.vnd if state else None,
        year=int(year[0]) if year else None,
    )


def _words_meant(grid: Grid, row: int, column: int | None) -> str:
    """A cell's words; of one that says 'nt' those of the row above that it means."""
    above = range(row, max(-1, row - _MOST_ALIKE), -1)
    return next((words for at in above if not says_same(words := _words(grid, at, column))), "")


def _named_place(passage: Passage, grid: Grid, columns: Columns, row: int, name: str, where: str) -> str | None:
    """The place of a row as a district's bare name under 'Địa điểm', a column 'Huyện' or its own name tells it."""
    province = province_of(passage.outline) if where or columns.unit is not None else None
    if where and province and (district := district_named(where, province)):
        return district[0]
    if columns.unit is not None and (
        unit := unit_of_column(grid.heading(columns.unit), grid.words(row, columns.unit).strip(), province)
    ):
        return unit
    told = place_in(name)
    return told[0] if told else None


def _is_project(words: str, columns: Columns) -> bool:
    """Whether a row's name is that of a project; where other things stand too, of a work."""
    if (
        not columns.named
        or _NEVER.match(words)
        or _GROUP.match(_NUMBER.sub("", words, count=1))
        or _PACKAGE.match(words)
        or _LETTERED.match(words)
        or (not columns.called and _TASK.match(words))
    ):
        return False
    if names_work(words, True) or (columns.any_own and has_proper_name(words)):
        return True
    return columns.sure and len(words.split()) >= _FEWEST_WORDS


def _bare(words: str) -> str:
    """A row's words without a dash, a number or a body before the work's name: '- Gia cố X', '8. Trường Y', 'UBND huyện Z: sửa X'."""
    for before in (_DASHES, _NUMBER, _BODY):
        lead = before.match(words)
        rest = words[lead.end() :] if lead else words
        if lead and (names_one_work(rest) if before is _BODY else names_work(rest, True)):
            words = rest
    return words


def _mostly_works(grid: Grid, names: int) -> bool:
    """Whether at least half of a table's rows name works; else 'Sửa chữa nhà làm việc' is one of other expenses."""
    rows = [
        words
        for row in grid.body()
        if len((words := _bare(grid.words(row, names))).split()) > 1 and not _GROUP.match(words)
    ]
    return 2 * sum(names_work(words, True) for words in rows) >= len(rows)


def _words(grid: Grid, row: int, column: int | None) -> str:
    return "" if column is None else grid.words(row, column)


def _amount(grid: Grid, row: int, column: int, amounts: Mapping[int, Amount]) -> Amount | None:
    cell = grid.cell(row, column)
    if cell is None or cell.row != row:
        return None
    return next((amounts[at] for at in range(cell.start, min(cell.end, cell.start + 40)) if at in amounts), None)
