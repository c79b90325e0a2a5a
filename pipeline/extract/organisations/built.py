"""Bodies that are only what a project builds: 'xây dựng Trạm y tế xã Bến Mẫu', 'trụ sở làm việc Sở Tư pháp'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.organisations.names import Name
from pipeline.extract.passage import Spans
from pipeline.normalize.fold import fold
from pipeline.records import Project
from pipeline.structure.bodies import is_council
from pipeline.structure.tables import heads_that

_WATCH = "Công an"
_SEAT = re.compile(r"(?<!\w)(?:trụ sở(?: làm việc)?|nhà làm việc)(?: của)? $", re.IGNORECASE)
_ACTS = re.compile(r" (?:để |tự )?(?:sửa chữa|mua|thực hiện|tổ chức|xây dựng|làm chủ|quản lý|lập|đầu tư)(?!\w)")
"""After a school that is given money: '... cho Trường Chính trị Lê Mẫu sửa chữa ký túc xá'."""
_ROOMS_OF = re.compile(r"\d (?:phòng|tầng|lớp)(?: học)? $")
_BUILDS = re.compile(r"(?<!\w)(?:xây dựng|xây|xây mới|nâng cấp|cải tạo|sửa chữa|mở rộng) $", re.IGNORECASE)
_BUILT_IN_PARTS = re.compile(r" (?:\((?:khu|giai đoạn|hạng mục|phần) |giai đoạn (?:[IVX]+|\d)(?![\w]))")
"""Before and after what is built and does not act: '6 phòng Trường THCS Bến Mẫu', 'Nhà máy nước Bến Ví giai đoạn II'."""
_CALLED_WORK = re.compile(
    r"(?<!\w)(?:công trình|hạng mục|gói thầu(?: [A-Z\d.-]{1,8})?:?|mức đầu tư(?: của)?) $", re.IGNORECASE
)
_OPENS_ITEM = re.compile(r"(?:^|\n)[^\n]{0,12}$")
_MEASURED = re.compile(
    r"(?:,| -| –|:| \(|) ?[^.;\n]{0,60}?(?:mức đầu tư|TMĐT|công suất|khởi công mới|\d giường|\d phòng (?:học|ở|thí nghiệm)|\d m2)"
)
"""After what is built, its size or cost: 'Bệnh viện Lao Bến Mẫu, 150 giường, tổng mức đầu tư 96 tỷ đồng'."""
_WORKS_LED = re.compile(
    r"(?<!\w)(?:công trình|hạng mục|trạm|bệnh viện)(?!\w)[^.;\n]{0,90}(?:gồm|là|:) $", re.IGNORECASE
)
_COST = r"(?:,? \(|:? )\d[\d.,]* (?:triệu|tỷ|tỉ|tr\.?đ)"
_COSTS = re.compile(_COST)
_NEXT = re.compile(rf"{_COST}[^,;.\n]{{0,40}}(?:[,;]| và) $")
"""In a list of works with what each costs: 'hai trạm, gồm Trạm y tế xã Bến Mẫu 2.150 triệu đồng, Trạm y tế xã Ví Hạ 1,9 tỷ đồng'."""
_LONGEST = 120
_LEVELS = (" tinh", " huyen", " xa", " phuong", " quan", " thi", " thanh", " tran", " pho")


class Built:
    """What the projects of a text build, and what the text goes on to say of it by its name.

    Names are asked of in the order of the text: what is called a work once is one wherever it is named again.
    """

    def __init__(self, text: str, projects: Sequence[Project]) -> None:
        self._text = text
        self._works = Spans(projects)
        self._starts = frozenset(project.start for project in projects)
        self._names = {name for project in projects for name in _told_as(fold(project.name))}
        self._listed_end = 0
        """Where the last name of a list of works ends."""

    def has(self, name: Name, head: str) -> bool:
        """Whether a body's name is only that of what is built; not of one that acts with what it is given."""
        if name.start in self._starts:
            return not is_council(head)  # no work goes by their names
        if not (head[0].upper() + head[1:]).startswith(heads_that("are_buildings")):
            seat = _SEAT.search(self._text, max(0, name.start - 24), name.start) is not None
            named = is_council(head) or head.startswith(_WATCH)  # whose seat goes by its owner's name
            return seat and not named and self._works.overlap(name.start, name.core_end)
        if self._text.endswith(("cho ", "giao "), 0, name.start) and _ACTS.match(self._text, name.end):
            return False
        before = max(0, name.start - 16)
        if _ROOMS_OF.search(self._text, before, name.start) or _BUILDS.search(self._text, before, name.start):
            return True
        if _BUILT_IN_PARTS.match(self._text, name.end):
            return True
        words = fold(self._text[name.start : name.end])
        if self._is_work(name):
            self._names.add(words)
            return True
        return self._works.overlap(name.start, name.core_end) or words in self._names

    def _is_work(self, name: Name) -> bool:
        """Whether the text calls a name a work, or tells its size or cost: what it says later by this name is said of the work."""
        text, before = self._text, max(0, name.start - 20)
        if _CALLED_WORK.search(text, before, name.start):
            return True
        if _COSTS.match(text, name.end) and self._is_listed(name):
            self._listed_end = name.end
            return True
        if _ACTS.match(text, name.end) or not _OPENS_ITEM.search(text, before, name.start):
            return False
        return _MEASURED.match(text, name.end) is not None

    def _is_listed(self, name: Name) -> bool:
        """Whether a list of works holds a name, as its first or after another."""
        if 0 < name.start - self._listed_end < _LONGEST and _NEXT.fullmatch(self._text, self._listed_end, name.start):
            return True
        return _WORKS_LED.search(self._text, max(0, name.start - _LONGEST), name.start) is not None


def _told_as(name: str) -> Iterator[str]:
    """A work's folded name, and its beginnings of four words or more: 'Bệnh viện Sản Nhi' of 'Bệnh viện Sản Nhi Bến Mẫu'."""
    yield name
    words = name.split(" ")
    for count in range(4, len(words)):
        shorter = " ".join(words[:count])
        if not shorter.endswith(_LEVELS):
            yield shorter
