"""What the headings of a table tell: a grid in, out which column names works, what they are called, and which tell their costs.

The column headed 'Tên dự án', 'Danh mục công trình' and the like names them, or whatever column names the rows where another tells
the investor or the whole cost; other headings tell who builds, where, when and for how much.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.projects.names.works import has_proper_name, names_one_work
from pipeline.normalize.tones import compiled
from pipeline.structure.table.grid import Grid

_NAMES = re.compile(
    r"(?:tên|danh mục)\s+(?:các\s+)?(?:chương trình(?:,|\s?/|\s+và|\s+hoặc|\s?-)?\s*)?(?:tiểu )?(?P<kind>dự án"
    r"|công trình|mô hình|đề tài|đề án|nhiệm vụ|hạng mục)|^(?:(?:các|nội dung) )?(?P<alone>mô hình|đề tài)$",
    re.IGNORECASE,
)
_NAMES_OF_WORKS = re.compile(
    r"(?:(?:đơn vị|địa phương|chủ đầu tư|xã),? ?[/-]? ?(?:tên )?(?=dự án|công trình|nội dung|hạng mục|danh mục))?"
    r"(?:danh mục|việc|(?:các )?(?:dự án|công trình)(?:,? ?/? ?(?:dự án|công trình))?"
    r"|(?:đơn vị|địa phương)[,/]? ?/? ?nhiệm vụ|(?:tên )?gói thầu(?: ?/ ?hạng mục)?|việc được chi"
    r"|(?:nội dung|hạng mục)(?:,? ?/? ?(?:dự án|công trình|đầu tư|xây dựng)){0,2}(?: hỗ trợ| thực hiện| công việc"
    r"| chi)?)$",
    re.IGNORECASE,
)
"""A column that may hold other things too: its rows count where they name a work."""
_MENDED = re.compile(
    r"(?:tên |danh mục |các )?(?:công trình|tuyến đường|tuyến kênh|đoạn đường|hạng mục|điểm|cơ sở|hạ tầng|nội dung"
    r"|công việc|tên việc|phần việc)\s(?:bị |cần |phải |xin |đã )?(?:hư hỏng|hư hại|hỏng|thiệt hại|sạt lở|sạt|xung yếu"
    r"|xuống cấp|sửa chữa|khắc phục|khôi phục|sửa|làm|xây dựng|xây|nâng cấp|hỗ trợ|đầu tư|công việc|làm trong năm"
    r"|thi công|hoàn thành|khởi công|đề nghị)(?!\w)[^>]*$",
    re.IGNORECASE,
)
"""'Công trình hư hỏng', 'Điểm sạt lở', 'Nội dung công việc': the same."""
_ASKED = re.compile(r"(?:nội dung |ý kiến,? ?)?(?:kiến nghị|đề nghị|ý kiến)(?!\w)", re.IGNORECASE)
"""What people ask for: its rows count where they tell what is to be done to which work."""
_BUILT = compiled(
    r"(?:tên )?(?:các )?(?:tuyến(?: đường| kênh)?|kênh(?: mương)?|đường|cầu|hồ(?: chứa)?|đập|trạm bơm|cống|kè|chợ|cảng"
    r"|luồng|bãi(?: rác)?|nhà văn hóa|điểm trường)$|(?:địa bàn|xã|huyện) ?/ ?(?:tên )?trường$"
    r"|(?:địa điểm|vị trí) xây dựng$|vị trí$",
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
    r"(?:chủ|mã|số|nhóm|loại|tổng|kinh phí|vốn|giá trị|tình hình|quyết định|thời gian|địa điểm|khoản mục chi phí"
    r"|nội dung chi phí|đơn vị (?:thi công|thực hiện)|nhà thầu|gói thầu|ban)(?!\w)",
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
    r"gói thầu|(?:nội dung |loại |cơ cấu )?chi phí|khoản|chủ|đơn vị|nhà (?:thầu|đầu tư)|địa phương"
    r"|(?:tên )?(?:xã|huyện|thôn)$|họ|sản phẩm|văn bản|hợp đồng|nguồn|chỉ tiêu|địa (?:bàn|điểm|chỉ)",
    re.IGNORECASE,
)
"""What rows are called in tables of other things."""
_HOLDER = re.compile(
    r"chủ đầu tư|đơn vị (?:thực hiện|chủ trì|thụ hưởng)|chủ trì|chủ thể|đối tượng|thụ hưởng", re.IGNORECASE
)
_PLACE = re.compile(r"địa điểm|địa chỉ|địa bàn|nơi thực hiện", re.IGNORECASE)
_UNIT = re.compile(
    r"(?:(?:tỉnh|thành phố|quận|huyện|thị xã|thị trấn|phường|xã|đặc khu|TP|TX)(?:\s?[,/-]\s?|\s+và\s+|$))+$",
    re.IGNORECASE,
)
"""What heads a column of units by their names alone: 'Huyện', 'Xã, phường'."""
_COST = re.compile(
    r"tổng mức|tmđt|mức đầu tư|tổng (?:số|vốn|kinh phí|cộng|dự toán)|kinh phí|dự toán|giá trị|trị giá|vốn|kế hoạch"
    r"|sau điều chỉnh|số tiền|thành tiền|quy đổi|tương đương|nhu cầu|(?:^|> )(?:tổng|cộng|toàn bộ)$"
    r"|(?<!\w)(?:DT|KH|KP|GT|QT)(?!\w)",
    re.IGNORECASE,
)
_LIKELY_COST = re.compile(
    r"(?:^|>\s*)(?:tổng|cộng|dự kiến|khái toán|(?:được )?(?:phê )?duyệt|quyết toán(?: được duyệt)?"
    r"|(?:mức |nhà nước )?hỗ trợ|nhu cầu|phân bổ|bố trí|(?:tổng )?chi phí|(?:mức )?(?:đầu tư|ĐT)|tiền"
    r"|giá (?:trúng thầu|hợp đồng|HĐ)|(?:năm )?20\d\d)(?: \([^()]*\))?$",
    re.IGNORECASE,
)
"""What a cost is headed by where no heading says so."""
_WHOLE = re.compile(r"tổng mức|tmđt|mức đầu tư|tổng (?:dự toán|DT|giá trị)|(?<!\w)TDT(?!\w)", re.IGNORECASE)
_SHARE = compiled(
    r"(?<!\w)(?:kế hoạch|KH|năm|(?:19|20)\d\d|lũy kế|cộng dồn|đã|giải ngân|thanh toán|bố trí|phân bổ|nhu cầu)(?!\w)",
    re.IGNORECASE,
)
"""What a year gives, or was paid so far: no cost where another column tells the whole."""
_NEW = re.compile(r"sau (?:khi )?điều chỉnh|điều chỉnh$", re.IGNORECASE)
_NO_COST = re.compile(
    r"chênh lệch|kiểm toán|kiến nghị|sai phạm|vi phạm|thu hồi|giảm trừ|thiệt hại|còn (?:lại|thiếu|nợ)|nợ đọng|(?:>\s*|^)(?:tăng|giảm)",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"tổng|cộng$", re.IGNORECASE)
_COUNTERPART = re.compile(r"đối ứng", re.IGNORECASE)
_STATE = re.compile(r"ngân sách|(?<!\w)NS|nhà nước|TW|trung ương", re.IGNORECASE)
_YEARS = re.compile(r"thời gian|năm (?:thực hiện|khởi công)|KC|tiến độ", re.IGNORECASE)
_ANYTHING = re.compile(r"(?:nội dung|hoạt động|khoản)(?! (?:công trình|dự án|đầu tư|xây dựng))(?!\w)", re.IGNORECASE)
"""What may head any rows: those that name a work of their own count."""
_OWNERS = re.compile(r"(?:đơn vị|trường|cơ sở|xã|huyện|địa phương|địa bàn)(?:,? trường)?$", re.IGNORECASE)
"""What heads a column of those whose works the next one names: 'Trường | Công trình'."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What a table's headings tell of its rows.

    Of the column of `names`: whether one is headed so that its rows may be projects (`named`), and are nothing else (`sure`);
    whether the column before tells whose they are (`held`); what the heading calls them (`kind`).
    """

    names: int
    named: bool
    sure: bool
    held: bool
    kind: str | None
    called: bool
    """Whether the heading calls the rows projects."""
    of_works: bool
    """Whether what has a name of its own under it is a project without a cost, too."""
    any_own: bool
    """Whether whatever has a name of its own under it is a work."""
    built: bool
    """Whether its rows are works of one kind, which are projects where the table tells what they cost."""
    asked: bool
    """Whether its rows are what people ask for."""
    packages: bool
    """Whether its rows are packages of a work."""
    anything: bool
    """Whether its rows may be anything: only those count that name a work of their own."""
    costs: tuple[int, ...]
    state: tuple[int, ...]
    """The columns of the state's share."""
    counterpart: tuple[int, ...]
    """The columns of what is added to foreign money, and no cost beside it."""
    shares: frozenset[int]
    """The columns of costs that never stand for the whole, which another tells."""
    holder: int | None
    place: int | None
    unit: int | None
    """The column of names of units of the level that heads it."""
    years: int | None


def columns_of(grid: Grid) -> Columns:
    """What the headings of a table with a head and rows tell."""
    headings = [grid.heading(column) for column in range(grid.columns)]
    named = _column_of_names(grid, headings)
    names, sure = named or (grid.label_column, False)
    held = names != grid.label_column and _OWNERS.match(headings[grid.label_column]) is not None
    if named and not (sure or held) and names != grid.label_column and _names_better(grid, grid.label_column, names):
        names = grid.label_column
    heading = headings[names]
    kind, asked = _NAMES.search(heading), _ASKED.match(heading) is not None
    built = _BUILT.match(heading) is not None
    others = [(column, words) for column, words in enumerate(headings) if column != names]
    costs = _columns_of_costs(others)
    whole = [column for column in costs if _WHOLE.search(headings[column])]
    return Columns(
        names,
        named is not None,
        sure,
        held,
        kind=(kind["kind"] or kind["alone"]).capitalize() if kind else None,
        called=kind is not None or _ALONE.match(heading) is not None,
        of_works=kind is not None or asked or _OF_WORKS.match(heading) is not None,
        any_own=built or _WORKS.search(heading) is not None,
        built=built,
        asked=asked,
        packages=_PACKAGES.match(heading) is not None,
        anything=named is not None and not sure and _ANYTHING.match(heading) is not None,
        costs=costs,
        state=tuple(column for column, words in enumerate(headings) if _STATE.search(words)),
        counterpart=tuple(column for column, words in enumerate(headings) if _COUNTERPART.search(words)),
        shares=frozenset(at for at in costs if whole and at not in whole and _SHARE.search(headings[at])),
        holder=_first(others, _HOLDER),
        place=_first(others, _PLACE),
        unit=next((column for column, words in others if _UNIT.match(words)), None),
        years=_first(others, _YEARS),
    )


def _first(headings: Sequence[tuple[int, str]], sought: re.Pattern[str]) -> int | None:
    return next((column for column, words in headings if sought.search(words)), None)


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


def _columns_of_costs(told: Sequence[tuple[int, str]]) -> tuple[int, ...]:
    """The columns of costs: the whole before a year's share, the new figure before the old, a total before its parts."""
    heading = dict(told)
    costs = [column for column, words in told if _COST.search(words) and not _NO_COST.search(words)]
    costs = costs or [column for column, words in told if _LIKELY_COST.search(words)]
    return tuple(
        sorted(costs, key=lambda column: tuple(not sought.search(heading[column]) for sought in (_WHOLE, _NEW, _TOTAL)))
    )


def _names_better(grid: Grid, column: int, names: int) -> bool:
    """Whether a column names works where another only says what is done to them: 'TH Nguyễn Trãi | Xây 6 phòng học'."""
    rows = [(grid.words(row, column), grid.words(row, names)) for row in grid.body()]
    named = sum(names_one_work(own) for own, _ in rows)
    return named > 1 and 2 * named >= len(rows) and not any(has_proper_name(done) for _, done in rows)
