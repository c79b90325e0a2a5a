"""Projects named by the work that they build: passage in, `Project` mentions out.

Three forms: an item of a list with its cost ('- Sửa chữa hồ X, xã Y: 1.870 triệu đồng'); the decision's list of
facts, which opens with 'Tên dự án: X' and tells the cost below; the one work that a document's subject is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.passage import Passage
from pipeline.extract.places import UNIT
from pipeline.extract.project_costs import GIVEN_FOR, NO_COST, first_cost, project_at, sums_between
from pipeline.extract.project_lines import MARK
from pipeline.extract.project_lists import LED, Item
from pipeline.extract.works import MANY, name_at, names_one_work, names_work
from pipeline.records import Amount, Project

_LABEL = re.compile(
    r"Tên (?:dự án|công trình|tiểu dự án|hạng mục|đề tài|đề án|nhiệm vụ|mô hình|chương trình)(?: KH&CN| khoa học và công nghệ)?(?:\s*[/,]?\s*(?:và\s+)?(?:dự án|công trình|báo cáo kinh tế[^:\n]{0,20}))?\s*:\s*(?=\w)",
    re.IGNORECASE,
)
_HOLDER = re.compile(
    rf"^(?:{MARK})?(?:Chủ đầu tư|Đơn vị (?:thực hiện|chủ trì))\s*:\s*(?P<holder>[^\n;.]{{3,150}})", re.M
)
_PLACED = re.compile(rf"^(?:{MARK})?Địa điểm[^:\n]{{0,30}}:\s*(?P<place>[^\n;]{{3,200}})", re.MULTILINE)
_SUBJECT = re.compile(
    r"(?<!các )(?<!những )(?<!\w)(?:dự án|công trình)(?:\s+(?:đầu tư|xây dựng|công trình|dự án|hoàn thành)){0,4}\s*[:“\"]?\s*(?P<name>(?:(?!dự án|công trình)\S).*)",
    re.IGNORECASE | re.DOTALL,
)
_SCHEME = re.compile(
    r"(?<!các )(?<!\w)(?:đề án|dự án)\s+(?P<name>[“\"][^“”\"]{12,250}[”\"]|(?-i:[A-ZĐ])\w.*)", re.IGNORECASE | re.DOTALL
)
"""'Phê duyệt Đề án \"Bảo vệ rừng đầu nguồn sông X giai đoạn 2008 - 2015\"': a title, no work."""
_BUILDS = re.compile(r"(?<!\w)(?:đầu tư xây dựng|xây dựng|đầu tư|chủ trương)\s", re.IGNORECASE)
_OF_SCHEME = re.compile(
    r"(?:tổng (?:kinh phí|vốn|mức đầu tư|nhu cầu|dự toán)|kinh phí)[^.;\n\d]{0,40}(?:đề án|dự án)[^.;\n\d]{0,60}(?:giai đoạn 20\d\d\s?[-–]\s?20\d\d[^.;\n\d]{0,20})?$",
    re.IGNORECASE,
)
_REACH = 3000
_SET_APART = re.compile(r"\s*[:(–]|,\s|\s-\s|[ \t]*$")
"""What parts a name from what is said of it, where no line tells that works are listed."""
_MANY_OF = re.compile(r"(?:Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười)\s")
"""'Ba cầu yếu trên đường X: cầu A ..., cầu B ...': each is told behind."""
_IN_USE = re.compile(
    r"(?:\s\([^()\n]*\))?(?:\s?:)?\s(?:là\s(?=(?-i:[A-ZĐ]))|bình thường|mạch sủi|tràn nước|thông thoáng|nước (?:thông|đen|tràn)|mở (?:liên tục|cửa)|dân tự đắp|xã tự quản|doanh thu|đón \d|tiếp nhận|chia lô|cho thuê|thường họp|không (?:xả|đi qua|mở rộng)|chưa có chủ trương|chưa tới hạn|giữ nguyên|đề nghị thanh lý|\d[\d.]* (?:sạp|ki ốt|gian hàng|hộ kinh doanh)|dư nợ)",
    re.IGNORECASE,
)
"""What is said of a work that stands and is used, leaks or is called so, and not of its building."""
_RECKONED = re.compile(r"(?:=|[;,]\s(?:tổng )?cộng(?: là)?:?)\s*$", re.IGNORECASE)
"""What a sum of what stands before it is led in by: '320 ha x 2,5 triệu đồng = 800 triệu đồng'."""
_LONGEST, _TITLE_WORDS = 300, 4


def find_project_items(passage: Passage, items: Sequence[Item]) -> Iterator[Project]:
    """The works that the text lists with their cost, labels or is about, in no order."""
    labelled = list(_labelled(passage))
    yield from labelled
    yield from _listed(passage, items)
    if not labelled and (one := _of_subject(passage) or _scheme(passage) or _built(passage)):
        yield one


def _listed(passage: Passage, items: Sequence[Item]) -> Iterator[Project]:
    """Items that name a work and tell one cost, or their whole cost."""
    for item in items:
        if cost := _cost(passage, item):
            place = UNIT.search(passage.text, item.end, max(item.end, cost.start))
            yield project_at(passage, item.start, item.end, "project.listed", cost, place)


def _cost(passage: Passage, item: Item) -> Amount | None:
    """What an item tells to be the cost: the sum called so, else the first or only one that is no change or debt."""
    if item.given:
        return item.given
    told = _sums(passage, item)
    if not told or told[0].start < item.end or _to_holder(passage, item, told[0]):
        return None
    if reckoned := next((amount for amount in told[1:] if _RECKONED.search(passage.before(amount.start))), None):
        return reckoned
    beside = LED.fullmatch(passage.text, item.end, told[0].start) is not None
    whole = first_cost(passage, item.end, item.stop, "whole_costs")
    if whole and not (beside and (whole.vnd or 0) < (told[0].vnd or 0)):  # no whole is less than its part
        # '... dài 920 m: 207 triệu đồng. Xã góp xi măng trị giá 83 triệu đồng': what a colon leads comes first.
        worth = passage.before(whole.start, 10).endswith("trị giá ")
        return told[0] if worth and LED.fullmatch(passage.text, item.end, told[0].start) else whole
    if item.topic:
        return first_cost(passage, item.end, item.stop, "costs")
    if item.title:
        beside = beside or passage.text[item.end] in '”"'
        return told[0] if beside and not NO_COST.search(passage.text, item.end, told[0].start) else None
    sure = item.led or len(told) == 1
    return told[0] if sure and not NO_COST.search(passage.text, item.end, told[0].start) else None


def _to_holder(passage: Passage, item: Item, amount: Amount) -> bool:
    """Whether a sum is given to a body for something else: 'Trường Cao đẳng X: 5 tỷ đồng đầu tư xưởng thực hành'."""
    name = passage.text[item.start : item.end]
    return GIVEN_FOR.match(passage.text, amount.end) is not None and not names_work(name, False)


def find_uncosted_items(passage: Passage, items: Sequence[Item]) -> Iterator[Project]:
    """The works with names of their own that a list of works holds, and no sum beside them."""
    for item in items:
        name = passage.text[item.start : item.end]
        if (
            not item.led
            or _MANY_OF.match(name)
            or not (item.told or _SET_APART.match(passage.text, item.end, item.stop))
            or _told_behind(passage.text, item)
            or _IN_USE.match(passage.text, item.end, item.stop)
        ):
            continue
        owed = item.told and bool(_sums(passage, item))  # with a sum that is no cost, a common noun says enough
        if (item.title or ((owed or names_one_work(name)) and not MANY.search(name))) and not _cost(passage, item):
            place = UNIT.search(passage.text, item.end, item.stop)
            yield project_at(passage, item.start, item.end, "project.listed", None, place)


def _told_behind(text: str, item: Item) -> bool:
    """Whether an item only opens with where it is, and tells behind what is done there: '- Kênh X: cạn. Đề nghị nạo vét kênh X, 364 triệu'."""
    name, behind = text[item.start : item.end].lower(), text[item.end : item.stop].lower()
    return name in behind and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", behind) is not None


def _sums(passage: Passage, item: Item) -> list[Amount]:
    return [amount for amount in sums_between(passage, item.start, item.stop) if amount.role == "stated"]


def _labelled(passage: Passage) -> Iterator[Project]:
    """'Tên dự án: X' with the cost, the place and the investor in the lines below."""
    labels = list(_LABEL.finditer(passage.text))
    for index, label in enumerate(labels):
        following = labels[index + 1].start() if index + 1 < len(labels) else len(passage.text)
        stop = min(following, label.end() + _REACH)
        start = label.end()
        end = start + len(name_at(passage.text, start, min(stop, start + _LONGEST)))
        holder = _HOLDER.search(passage.text, end, stop)
        place = _PLACED.search(passage.text, end, stop)
        unit = UNIT.search(passage.text, *place.span("place")) if place else None
        cost = first_cost(passage, end, stop, "whole_costs") or first_cost(passage, end, stop, "costs")
        if end > start and (cost or holder or place):
            yield project_at(
                passage, start, end, "project.label", cost, unit, holder["holder"].strip() if holder else None
            )


def _scheme(passage: Passage) -> Project | None:
    """The scheme that the document's subject is about, where the text tells what it costs in all."""
    head = passage.outline.letterhead
    told = _SCHEME.search(head.subject.value) if head.subject else None
    if told is None:
        return None
    name = told["name"].strip(' “”"').rstrip(" .,;")
    cost = next(
        (amount for amount in passage.found.amounts if _OF_SCHEME.search(passage.before(amount.start, 160))), None
    )
    found = _written(name).search(passage.text) if cost and cost.start > head.end else None
    if found is None or len(name.split()) < _TITLE_WORDS:
        return None
    return project_at(passage, *found.span(), "project.subject", cost, None)


def _built(passage: Passage) -> Project | None:
    """The one work that the document's subject wants built, where the text calls what it costs in all."""
    head = passage.outline.letterhead
    for verb in _BUILDS.finditer(head.subject.value) if head.subject else ():
        name = name_at(verb.string, verb.end(), min(len(verb.string), verb.end() + _LONGEST))
        found = (
            _written(name).search(passage.text, head.end) if names_one_work(name) and not MANY.search(name) else None
        )
        cost = first_cost(passage, head.end, head.end + _REACH, "whole_costs") if found else None
        if found and cost:
            return project_at(passage, *found.span(), "project.subject", cost, None)
    return None


def _written(name: str) -> re.Pattern[str]:
    """A name in whatever case, over lines as they fall."""
    return re.compile(re.escape(name).replace(r"\ ", r"\s+"), re.IGNORECASE)


def _of_subject(passage: Passage) -> Project | None:
    """The one work that the document's subject names, where the text names it first, with its cost."""
    head = passage.outline.letterhead
    told = _SUBJECT.search(head.subject.value) if head.subject else None
    if told is None or head.subject is None:
        return None
    name = name_at(told["name"], 0, min(len(told["name"]), _LONGEST))
    if not (names_one_work(name) and len(name.split()) > 2) or MANY.search(name):
        return None
    written = _written(name)
    found = written.search(passage.text, head.end) or written.search(passage.text, head.subject.start, head.end)
    if found is None:
        return None
    cost = first_cost(passage, max(found.end(), head.end), head.end + _REACH, "costs")
    cost = cost or first_cost(passage, head.end, head.end + _REACH, "costs")
    return project_at(passage, *found.span(), "project.subject", cost, None)
