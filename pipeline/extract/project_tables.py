"""Projects in tables: passage in, `Project` mentions out for the rows of a list of projects.

The column headed 'Tên dự án', 'Danh mục công trình' and the like names them, or whatever column names the rows where
another tells the investor or the whole cost; other headings tell who builds, where, when and for how much. Rows of totals,
groups ('I', 'A') and regions are no projects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.passage import Passage
from pipeline.extract.places import UNIT
from pipeline.extract.project_costs import BY_COLUMN, first_cost
from pipeline.extract.works import has_proper_name, names_one_work, names_work, opens_with_verb, work_done
from pipeline.records import Amount, Project, Table
from pipeline.structure.grid import Grid

_NAMES = re.compile(
    r"(?:tên|danh mục)\s+(?:các\s+)?(?:chương trình(?:,|\s?/|\s+và|\s+hoặc|\s?-)?\s*)?(?:tiểu )?(?P<kind>dự án|công trình|mô hình|đề tài|đề án|nhiệm vụ|hạng mục)|^(?:(?:các|nội dung) )?(?P<alone>mô hình|đề tài)$",
    re.IGNORECASE,
)
_NAMES_OF_WORKS = re.compile(
    r"(?:(?:đơn vị|địa phương|chủ đầu tư|xã),? ?[/-]? ?(?:tên )?(?=dự án|công trình|nội dung|hạng mục|danh mục))?(?:danh mục|việc|(?:các )?(?:dự án|công trình)(?:,? ?/? ?(?:dự án|công trình))?|(?:đơn vị|địa phương)[,/]? ?/? ?nhiệm vụ|(?:tên )?gói thầu(?: ?/ ?hạng mục)?|việc được chi|(?:nội dung|hạng mục)(?:,? ?/? ?(?:dự án|công trình|đầu tư|xây dựng)){0,2}(?: hỗ trợ| thực hiện| công việc| chi)?)$",
    re.IGNORECASE,
)
"""A column that may hold other things too: its rows count where they name a work."""
_MENDED = re.compile(
    r"(?:tên |danh mục |các )?(?:công trình|tuyến đường|tuyến kênh|đoạn đường|hạng mục|điểm|cơ sở|hạ tầng|nội dung|công việc|tên việc|phần việc)\s(?:bị |cần |phải |xin |đã )?(?:hư hỏng|hư hại|hỏng|thiệt hại|sạt lở|sạt|xung yếu|xuống cấp|sửa chữa|khắc phục|khôi phục|sửa|làm|xây dựng|xây|nâng cấp|hỗ trợ|đầu tư|công việc|làm trong năm|thi công|hoàn thành|khởi công|đề nghị)(?!\w)[^>]*$",
    re.IGNORECASE,
)
"""'Công trình hư hỏng', 'Điểm sạt lở', 'Nội dung công việc': the same."""
_ASKED = re.compile(r"(?:nội dung |ý kiến,? ?)?(?:kiến nghị|đề nghị|ý kiến)(?!\w)", re.IGNORECASE)
"""What people ask for: its rows count where they tell what is to be done to which work."""
_BUILT = re.compile(
    r"(?:tên )?(?:các )?(?:tuyến(?: đường| kênh)?|kênh(?: mương)?|đường|cầu|hồ(?: chứa)?|đập|trạm bơm|cống|kè|chợ|cảng|luồng|bãi(?: rác)?|nhà văn hóa|điểm trường)$|(?:địa bàn|xã|huyện) ?/ ?(?:tên )?trường$|(?:địa điểm|vị trí) xây dựng$|vị trí$",
    re.IGNORECASE,
)
"""Works of one kind: projects where the table tells what they cost."""
_PACKAGES = re.compile(r"(?:tên )?gói thầu", re.IGNORECASE)
"""Packages of one work, of which only those are projects that say which part."""
_SITE = re.compile(r"địa điểm|vị trí", re.IGNORECASE)
"""Where works stand names them only where no column before does."""
_MAY_NAME = re.compile(
    r"(?<!\w)(?:danh mục|công trình|dự án|DA|hạng mục|nội dung|nhiệm vụ|công việc|hoạt động|diễn giải|khoản mục)(?!\w)",
    re.IGNORECASE,
)
"""What may head the column of the rows' names where they are works."""
_OF_ROWS = re.compile(
    r"(?:chủ|mã|số|nhóm|loại|tổng|kinh phí|vốn|giá trị|tình hình|quyết định|thời gian|địa điểm|khoản mục chi phí|nội dung chi phí|đơn vị (?:thi công|thực hiện)|nhà thầu|gói thầu|ban)(?!\w)",
    re.IGNORECASE,
)
_WORKS = re.compile(r"(?:các )?(?:dự án|công trình)", re.IGNORECASE)
"""Whatever stands under it with a name of its own is one."""
_OF_WORKS = re.compile(r"(?:công trình|dự án)(?:\s?[,/-]\s?(?:công trình|dự án))+$", re.IGNORECASE)
_ALONE = re.compile(
    r"(?:các )?(?:dự án|đề án|mô hình|đề tài)(?:,? ?(?:/|-|,|và)? ?(?:dự án|tiểu dự án|đề án|mô hình|nhiệm vụ|đề tài|công trình|hạng mục))*$",
    re.IGNORECASE,
)
"""Whatever stands under it is one."""
_INVESTED = re.compile(r"chủ đầu tư|tổng mức đầu tư|tmđt|(?:thời gian )?KC\s?-\s?HT", re.IGNORECASE)
"""Only projects have it."""
_LED = re.compile(r"chủ trì", re.IGNORECASE)
"""Tasks have it too; with a place and a cost it is a project's."""
_SUPPORT = re.compile(r"nội dung(?: dự án)?(?: được)? (?:hỗ trợ|đầu tư|thực hiện|dự án)(?: đầu tư)?$", re.IGNORECASE)
_RECEIVER = re.compile(
    r"chủ thể|HTX|hợp tác xã|(?:đơn vị|đối tượng) (?:được )?(?:thụ hưởng|hỗ trợ)|(?:tên )?cơ sở", re.IGNORECASE
)
"""What is done for each of those who are supported is a project."""
_NO_PROJECTS = re.compile(
    r"gói thầu|chi phí|khoản|chủ|đơn vị|nhà (?:thầu|đầu tư)|địa phương|(?:tên )?(?:xã|huyện|thôn)$|họ|sản phẩm|văn bản|hợp đồng|nguồn|chỉ tiêu|địa (?:bàn|điểm|chỉ)",
    re.IGNORECASE,
)
"""What rows are called in tables of other things."""
_TASK = re.compile(
    r"(?:tổ chức|tham gia|tập huấn|đào tạo|hội (?:nghị|thảo|chợ)|tuyên truyền|kiểm tra|giám sát|quản lý|mua sắm|khen thưởng|sơ kết|tổng kết|chi|hỗ trợ công tác)(?!\w)",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"(?:\d[\d.]*\s(?:xe|máy|bộ|chiếc|cái)|(?:trang )?thiết bị (?:dạy|họp|văn phòng|y tế)|mua (?:sắm|xe)|máy (?:quét|in|vi tính|tính)|tham gia|tập huấn|đào tạo|bình chọn|duy trì|cấp (?:huyện|xã|tỉnh)(?=,|$)|đối ứng|hỗ trợ (?:xã|nhà ở|hộ)|gói (?:thầu )?(?:số )?TV|giám sát|phi dự án)(?!\w)",
    re.IGNORECASE,
)
"""Goods by number, trainings, shows, shares of a programme and advice: no projects, whatever the column is called."""
_HOLDER = re.compile(
    r"chủ đầu tư|đơn vị (?:thực hiện|chủ trì|thụ hưởng)|chủ trì|chủ thể|đối tượng|thụ hưởng", re.IGNORECASE
)
_PLACE = re.compile(r"địa điểm|địa chỉ|địa bàn|nơi thực hiện", re.IGNORECASE)
_COST = re.compile(
    r"tổng mức|tmđt|mức đầu tư|tổng (?:số|vốn|kinh phí|cộng|dự toán)|kinh phí|dự toán|giá trị|vốn|kế hoạch|sau điều chỉnh|số tiền|thành tiền|quy đổi|tương đương|nhu cầu|(?:^|> )(?:tổng|cộng|toàn bộ)$|(?<!\w)(?:DT|KH|KP|GT|QT)(?!\w)",
    re.IGNORECASE,
)
_LIKELY_COST = re.compile(
    r"(?:^|>\s*)(?:tổng|cộng|dự kiến|khái toán|(?:được )?(?:phê )?duyệt|quyết toán(?: được duyệt)?|(?:mức |nhà nước )?hỗ trợ|nhu cầu|phân bổ|bố trí|(?:tổng )?chi phí|(?:mức )?(?:đầu tư|ĐT)|tiền|giá (?:trúng thầu|hợp đồng|HĐ)|(?:năm )?20\d\d)(?: \([^()]*\))?$",
    re.IGNORECASE,
)
"""What a cost is headed by where no heading says so."""
_WHOLE = re.compile(r"tổng mức|tmđt|mức đầu tư|tổng (?:dự toán|DT|giá trị)|(?<!\w)TDT(?!\w)", re.IGNORECASE)
_NEW = re.compile(r"sau (?:khi )?điều chỉnh|điều chỉnh$", re.IGNORECASE)
_NO_COST = re.compile(
    r"chênh lệch|kiểm toán|kiến nghị|sai phạm|vi phạm|thu hồi|giảm trừ|thiệt hại|còn (?:lại|thiếu|nợ)|nợ đọng|(?:>\s*|^)(?:tăng|giảm)",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"tổng|cộng$", re.IGNORECASE)
_STATE = re.compile(r"ngân sách|(?<!\w)NS|nhà nước|TW|trung ương", re.IGNORECASE)
_YEARS = re.compile(r"thời gian|năm (?:thực hiện|khởi công)|KC|tiến độ", re.IGNORECASE)
_GROUP = re.compile(
    r"(?:tổng|cộng|(?:các )?(?:dự án|công trình) (?:chuyển tiếp|khởi công mới|hoàn thành|đã|đang|nhóm)|nhóm|lĩnh vực|huyện|thị xã|thị trấn|xã|phường|ngành|vốn|nguồn|ngân sách|trả nợ|thanh toán|chuẩn bị đầu tư|dự phòng|chương trình)(?!\w)",
    re.IGNORECASE,
)
_ANYTHING = re.compile(r"(?:nội dung|hoạt động|khoản)(?! (?:công trình|dự án|đầu tư|xây dựng))(?!\w)", re.IGNORECASE)
"""What may head any rows: those that name a work of their own count."""
_PACKAGE = re.compile(r"Gói (?:thầu )?(?:số )?\d|Gói thầu(?!\w)", re.IGNORECASE)
_LETTERED = re.compile(r"(?:[A-HĐ]|[IVX]{1,4})[.)]\s")
COMPONENT = re.compile(
    r"\s*(?:Tiểu dự án|Dự án(?: thành phần)?|Hợp phần)\s(?:số\s)?(?:\d{1,2}|[IVX]{1,4})\s?[:.–-]\s*(?=[^\W\d])",
    re.IGNORECASE,
)
"""'Tiểu dự án 2: ...' opens the title of a part of a programme."""
_ORDINAL = re.compile(r"(?:[IVX]{1,4}\.)?\d{1,3}(?:\.\d{1,2}){0,2}$|[a-zđ]$")
_DASH = re.compile(r"[-–+*•]")
_SCHEME = re.compile(r"(?:đề tài|dự án|đề án|mô hình)(?: SXTN| KH&CN)?\s?:\s", re.IGNORECASE)
_OWNERS = re.compile(r"(?:đơn vị|trường|cơ sở|xã|huyện|địa phương|địa bàn)(?:,? trường)?$", re.IGNORECASE)
"""What heads a column of those whose works the next one names: 'Trường | Công trình'."""
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2}){0,2}[.)/]\s+(?=[^\W\d])")
_DASHES = re.compile(r"[-–+*•]\s*(?=[^\W\d])")
_BODY = re.compile(
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
        yield from _in_table(passage, table)


def _in_table(passage: Passage, table: Table) -> Iterator[Project]:
    grid = Grid(passage.text, table)
    if grid.head_rows == 0 or grid.head_rows == grid.rows:
        return
    headings = [grid.heading(column) for column in range(grid.columns)]
    named = _column_of_names(grid, headings)
    names, sure = named or (grid.label_column, False)
    held = names != grid.label_column and _OWNERS.match(headings[grid.label_column]) is not None
    if named and not (sure or held) and names != grid.label_column and _names_better(grid, grid.label_column, names):
        names = grid.label_column
    strict = named is not None and not sure and (_PACKAGES.match(headings[names]) or not _mostly_works(grid, names))
    anything = named is not None and not sure and _ANYTHING.match(headings[names]) is not None
    kind, built = _NAMES.search(headings[names]), _BUILT.match(headings[names])
    costs = _columns_of_costs(headings, names)
    amounts = {amount.start: amount for amount in passage.found.amounts if table.start <= amount.start < table.end}
    built_under = False  # whether what heads the rows '-' speaks of works
    under_project = False  # whether it is a project itself
    for row in grid.body():
        cell = grid.cell(row, names)
        words = grid.words(row, names)
        if cell is None or cell.row != row:
            continue
        dash = _DASH.match(grid.ordinal(row)) is not None
        under_project = under_project and dash
        built_under = built_under if dash else _GROUP_OF_WORKS.search(words) is not None
        heads = not _DASH.match(words) and row + 1 < grid.rows and _DASH.match(grid.words(row + 1, names)) is not None
        words = _bare(words)
        component = COMPONENT.match(passage.text, cell.start, cell.end)
        if component is None:
            if (
                named is None
                or not _is_project(words, headings[names], sure)
                or (heads and not names_work(words, True))
            ):
                continue
            beside = held and not anything and has_proper_name(grid.words(row, grid.label_column))  # which one it is
            if (strict or (anything and not opens_with_verb(words))) and not (beside or has_proper_name(words)):
                continue
            if dash:
                listed = built_under or (names_one_work(words) and names_work(words, False))
                listed = names_work(words, True) if under_project else listed
            else:
                listed = _ORDINAL.match(grid.ordinal(row)) is not None or (
                    names_one_work(words) and not words.isupper()
                )
            if grid.ordinal_column is not None and not listed:
                continue
            under_project = under_project or not dash
        begin = component.end() if component else cell.start
        written = passage.text[begin : cell.end]
        written = _bare(written[len(written) - len(written.lstrip(" -–+*•")) :])
        start = cell.end - len(written)
        found = [(column, _amount(grid, row, column, amounts)) for column in costs]
        told = [amount for _, amount in found if amount]
        figured = any(_FIGURED.match(grid.words(row, column)) for column in costs)
        total = next((amount for amount in told if amount.vnd is not None), next(iter(told), None))
        shares = (_amount(grid, row, c, amounts) for c, heading in enumerate(headings) if _STATE.search(heading))
        state = next((share for share in shares if share and share is not total), None)
        others = [heading if column != names else "" for column, heading in enumerate(headings)]
        holder = _told(grid, row, others, _HOLDER)
        place = UNIT.search(_told(grid, row, others, _PLACE) or "")
        year = _YEAR.search(_told(grid, row, others, _YEARS) or "")
        if total is None and not built and (kind or sure):
            end = max(inner.end for column in range(grid.columns) if (inner := grid.own(row, column)))
            total = first_cost(passage, cell.end, end, "whole_costs")
        asked = _ASKED.match(headings[names]) is not None
        of_works = kind is not None or asked or _OF_WORKS.match(headings[names]) is not None
        own = of_works and (names_one_work(words) or _SCHEME.match(words) is not None)
        if asked and not (own and work_done(words)):
            continue
        if not (total or figured or (not built and (holder or place or own))):
            continue
        yield Project(
            start=start,
            end=start + len(written.strip()),
            text=written.strip(),
            rule=BY_COLUMN,
            confidence=0.9 if total else 0.75,
            name=re.sub(r"\s+", " ", written.strip()),
            kind=(kind["kind"] or kind["alone"]).capitalize() if kind else None,
            beneficiary=holder,
            place=place[0] if place else None,
            total_vnd=total.vnd if total else None,
            state_vnd=state.vnd if state else None,
            year=int(year[0]) if year else None,
        )


def _column_of_names(grid: Grid, headings: Sequence[str]) -> tuple[int, bool] | None:
    """The column that names projects, and whether it holds nothing else; None where a table lists none."""
    columns = range(len(headings))
    if (called := next((column for column in columns if _NAMES.search(headings[column])), None)) is not None:
        return called, True
    if (alone := next((column for column in columns if _ALONE.match(headings[column])), None)) is not None:
        return alone, True
    works = next(
        (
            column
            for column in columns
            if any(words.match(headings[column]) for words in (_NAMES_OF_WORKS, _BUILT, _MENDED, _ASKED))
            and not (_SITE.match(headings[column]) and column != grid.label_column)
        ),
        None,
    )
    label = grid.label_column if works is None else works
    if works is None and _MAY_NAME.search(headings[label]) and not _OF_ROWS.match(headings[label]):
        works = label
    others = [heading for column, heading in enumerate(headings) if column != label]
    supported = next((column for column in columns if _SUPPORT.match(headings[column])), None)
    if supported is not None and all(
        any(sought.search(heading) for column, heading in enumerate(headings) if column != supported)
        for sought in (_RECEIVER, _COST)
    ):
        return supported, True
    invested = any(map(_INVESTED.search, others))
    led = all(any(map(sought.search, others)) for sought in (_LED, _PLACE, _COST))
    if (invested or led) and not _NO_PROJECTS.match(headings[label]):
        return label, True
    return None if works is None else (works, False)


def _columns_of_costs(headings: Sequence[str], names: int) -> list[int]:
    """The columns of costs: the whole before a year's share, the new figure before the old, a total before its parts."""
    told = [(column, heading) for column, heading in enumerate(headings) if column != names]
    costs = [column for column, heading in told if _COST.search(heading) and not _NO_COST.search(heading)]
    costs = costs or [column for column, heading in told if _LIKELY_COST.search(heading)]
    return sorted(
        costs,
        key=lambda column: tuple(not words.search(headings[column]) for words in (_WHOLE, _NEW, _TOTAL)),
    )


def _is_project(words: str, heading: str, sure: bool) -> bool:
    """Whether a row's name is that of a project; where other things stand too, of a work."""
    called = _NAMES.search(heading) or _ALONE.match(heading)
    if (
        _NEVER.match(words)
        or _GROUP.match(_NUMBER.sub("", words, count=1))
        or _PACKAGE.match(words)
        or _LETTERED.match(words)
        or (not called and _TASK.match(words))
    ):
        return False
    if names_work(words, True) or (has_proper_name(words) and (_WORKS.search(heading) or _BUILT.match(heading))):
        return True
    return sure and len(words.split()) >= _FEWEST_WORDS


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


def _names_better(grid: Grid, column: int, names: int) -> bool:
    """Whether a column names works where another only says what is done to them: 'TH Nguyễn Trãi | Xây 6 phòng học'."""
    rows = [(grid.words(row, column), grid.words(row, names)) for row in grid.body()]
    named = sum(names_one_work(own) for own, _ in rows)
    return named > 1 and 2 * named >= len(rows) and not any(has_proper_name(done) for _, done in rows)


def _told(grid: Grid, row: int, headings: list[str], sought: re.Pattern[str]) -> str | None:
    column = next((column for column, heading in enumerate(headings) if sought.search(heading)), None)
    return (grid.words(row, column) or None) if column is not None else None


def _amount(grid: Grid, row: int, column: int, amounts: dict[int, Amount]) -> Amount | None:
    cell = grid.cell(row, column)
    if cell is None or cell.row != row:
        return None
    return next((amounts[at] for at in range(cell.start, min(cell.end, cell.start + 40)) if at in amounts), None)
