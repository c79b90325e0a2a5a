"""Works that a sentence tells of and says, however far behind, what they cost: passage in, `Project` mentions out.

'Tuyến kè X dài 1,8 km, do Ban QLDA huyện làm chủ đầu tư, hoàn thành tháng 11/2022 với giá trị quyết toán 46 tỷ đồng': of the works
told before a sum that is called a cost it is the last one's which the sentence is not only said to be near, for or from.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from pipeline.extract.passage import Passage, Spans
from pipeline.extract.projects.costs.sums import NO_COST, newer, sums_between
from pipeline.extract.projects.names.mentions import work_at
from pipeline.extract.projects.names.works import (
    MANY,
    goes_on,
    has_proper_name,
    names_own_work,
    names_work,
    starts_of_works,
    work_done,
    works_verbs,
)
from pipeline.extract.projects.prose.sentence_names import BODY_BEFORE, UNENDED, name_from
from pipeline.normalize.letters import UPPER
from pipeline.records import Amount, Project

_COST = re.compile(
    r"(?<!\w)(?:tổng mức(?: vốn)?(?: đầu tư)?|TMĐT|tổng (?:dự toán|vốn|chi phí"
    r"|giá trị (?:công trình|quyết toán|thực hiện|đầu tư|xây lắp)|đầu tư)|vốn (?:đầu tư|đăng ký)"
    r"|(?<=[,(;:] )(?:vốn(?: (?:địa phương|tự có|doanh nghiệp|vay|ODA|(?:ngân sách )?(?:xã|huyện|tỉnh|trung ương)))?"
    r"|dự kiến)|giá (?:trị hợp đồng|trúng thầu|gói thầu)|giá trị (?:quyết toán|xây lắp|công trình|đầu tư)|dự toán"
    r"|(?:tổng )?(?:kinh phí|giá trị|số tiền)|trị giá|khái toán|chi phí|hết)"
    r"(?:\s(?:sơ bộ|toàn (?:bộ )?dự án|không quá|không vượt quá|tối đa|sau điều chỉnh|của (?:dự án|công trình)|đầu tư"
    r"|được duyệt|được phê duyệt|xây dựng|thực hiện|quyết toán|dự kiến|ước tính|là|khoảng|trên|gần|hơn|ước|đạt|ước đạt"
    r"|bằng|lên tới|lên đến|từ)){0,4}\s?:?\s$",
    re.IGNORECASE,
)
"""What calls a sum the cost of what is told before."""
_LEADS = re.compile(r"\s(?:với|là|khoảng|hết|được duyệt)\s(?:(?:số vốn|gần|hơn|khoảng|trên)\s)?$", re.IGNORECASE)
"""Leads in the cost of what is said to be built, or whose cost is spoken of."""
_COST_OF = re.compile(
    r"(?<!\w)(?:kinh phí|tổng mức(?: đầu tư)?|tổng (?:kinh phí|dự toán|vốn|chi phí)|dự toán|vốn đầu tư)"
    r"(?:\s(?:của|cho|để|dự án|công trình)){0,2}\s$",
    re.IGNORECASE,
)
_IS = re.compile(
    r"(?:\s(?:được duyệt|được phê duyệt|dự kiến|ước tính|ước|là|khoảng|hết|trên|gần|hơn)){1,3}:?\s", re.IGNORECASE
)
"""'Tổng dự toán xây dựng trạm X được duyệt là 1.960 triệu đồng': what calls a sum a cost may stand before the work."""
_BUILT = re.compile(
    r"(?<!\w)(?:xây|dựng|xong|mới|lại|đầu tư|khởi công|khánh thành|hoàn thành|thi công|nâng cấp|cải tạo|sửa chữa"
    r"|mở rộng|làm|sử dụng|hoạt động|khai thác|vận hành|công trình|dự án|hạng mục)\s[“\"]?$",
    re.IGNORECASE,
)
"""What stands before a body where its house is meant."""
_IS_BUILT = re.compile(
    rf"(?:\s\([^()\n]{{1,80}}\))?\s(?:(?:đã|đang|sẽ|vừa|mới)\s){{0,2}}(?:được\s(?:[^\W\d_]+\s){{0,3}}{works_verbs()}"
    r"|(?:xây dựng|xây|làm|thi công)\sxong)(?!\w)",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?<!\w)(?:trên|tại|ở|qua|gần|từ|đến|tới|cho|của|do|thuộc|vào|theo|bởi|về|nối|với|phục vụ|thay(?: thế)?|cùng"
    r"|ngoài|giáp|cạnh|khu vực|phía|trước|sau|quản lý|các|những|nhiều|mọi|\d{1,3})\s(?:dự án\s|công trình\s)?$",
    re.IGNORECASE,
)
"""What makes of what follows a place, a user or a part of what is told; or many of a kind."""
_OF_OTHER = re.compile(
    r"(?<!\w)(?:thiệt hại|hư hại|phạt|nộp|doanh thu|thuế|hỗ trợ|bố trí|đóng góp|còn lại|mỗi|bình quân|học bổng|lương"
    r"|phụ cấp|đào tạo|tập huấn|mua sắm|tặng|lãi|nợ|sản lượng|thu mua|mua|bán|xuất khẩu|tiếp nhận|đón|tấn|suất|lượt"
    r"|tổ chức)(?!\w)",
    re.IGNORECASE,
)
_FINED = re.compile(r"(?<!\w)(?:phạt|truy thu|thiệt hại|thu phí|vi phạm|quỹ đất)(?!\w)", re.IGNORECASE)
_CAPITAL_BEFORE = re.compile(rf"(?<!\w)[{UPPER}][\w-]*\s$")
_OF_OWNER = re.compile(
    r"\scủa\s(?:xã|huyện|tỉnh|thị xã|thành phố|phường|thị trấn|thôn|làng|bản)(?!\w)(?:\s(?-i:[A-ZĐ]\w*))*",
    re.IGNORECASE,
)
_IN_BODY = re.compile(
    r"(?:Công ty|Xí nghiệp|DNTN|HTX|Hợp tác xã|Liên danh|Đoạn|Ban QLDA|Ban Quản lý|Chi cục|Trung tâm|Viện)"
    r"(?:\s(?!(?:đã|đang|sẽ|thi công|xây|làm|đầu tư|hoàn thành|khởi công|sửa|nâng)(?!\w))[^\s,;.()]+){0,5}\s$"
)
_NEXT = re.compile(r"\)?(?:[,;]|,?\svà)\s")
_FARTHEST, _NEAR, _SHORT = 420, 90, 16


def find_projects_with_cost_behind(passage: Passage, costed: Iterable[Project]) -> Iterator[Project]:
    """The works whose cost a sentence tells behind other words, in order, but those of other mentions."""
    others = list(costed)
    taken, told = Spans(others), {(passage.sentences.at(one.end - 1)[0], one.total_vnd) for one in others}
    works = starts_of_works(passage.text)
    tables, head = Spans(passage.tables), passage.outline.letterhead.end
    reached = head
    for amount in passage.found.amounts:
        if amount.role != "stated" or amount.start < head or tables.overlap(amount.start, amount.end):
            continue
        sentence = passage.sentences.at(amount.start)[0]
        begin = max(reached, sentence, amount.start - _FARTHEST)
        starts = works[bisect_left(works, begin) : bisect_left(works, amount.start)]
        known = (sentence, amount.vnd) in told
        if not (known or starts):
            continue
        before = passage.before(amount.start, _NEAR)
        called = _COST.search(before)
        if not (called or _LEADS.search(before)):
            continue
        if known:
            reached = amount.end
            continue
        found = _last_told(passage, begin, starts, amount, reached)
        if found and not called and not _says_cost(passage, found, amount):
            continue
        if found and not taken.overlap(found.start, found.end):
            reached = amount.end
            yield found


def _says_cost(passage: Passage, found: Project, amount: Amount) -> bool:
    """Whether a sum that nothing calls a cost is one: of what is built with it, or that is said to cost it."""
    if _COST_OF.search(passage.before(found.start)):
        return _IS.fullmatch(passage.text, found.end, amount.start) is not None
    return "với " in passage.before(amount.start, _SHORT) and _IS_BUILT.match(passage.text, found.end) is not None


def _last_told(passage: Passage, begin: int, starts: tuple[int, ...], amount: Amount, reached: int) -> Project | None:
    """The last work that words before a sum tell of."""
    last, after, beside = "", begin, False
    for start in starts:
        if start < after:
            continue
        further = _NEXT.fullmatch(passage.text, reached, start) is not None
        name = _name(passage, start, further)
        if not name:
            continue
        beside = _BESIDE.search(passage.before(start, 20)) is not None or (
            beside and _NEXT.fullmatch(passage.text, after, start) is not None
        )
        after = start + len(name)
        if not beside:
            last, at = name, start
    if not last:
        return None
    end = at + len(last)
    between = passage.text[end : amount.start]
    if (
        (NO_COST.search(between) and not between.endswith(" từ "))
        or _OF_OTHER.search(between)
        or _closes(between)
        or _FINED.search(passage.text, begin, at)
    ):
        return None
    following = next(sums_between(passage, amount.end, amount.end + _FARTHEST), None)
    cost = newer(passage, amount, following)
    if cost is amount and between.endswith(" từ "):  # 'tổng mức đầu tư từ ngân sách'
        return None
    return work_at(passage, at, last, "project.prose", cost)


def _name(passage: Passage, start: int, further: bool) -> str:
    """The name at `start` where it tells which work is built: by a name of its own, or by whose it is; behind another work's cost a body is one too."""
    before = passage.before(start, 40)
    name = name_from(passage, start)
    first, comma, further_words = name.partition(", ")
    if comma and names_own_work(first) and not goes_on(further_words):
        name = first
    if (owner := _OF_OWNER.match(passage.text, start + len(name))) and not has_proper_name(name):
        name += owner[0]
    if BODY_BEFORE.search(before) or _IN_BODY.search(before) or MANY.search(name) or UNENDED.search(name):
        return ""
    done = work_done(name)
    if done and name[:1].islower() and _CAPITAL_BEFORE.search(before):  # 'Công ty Tư vấn Xây dựng X'
        return ""
    if not names_own_work(name):
        return ""
    house = (
        done
        or further
        or names_work(name, False)
        or _BUILT.search(before)
        or _IS_BUILT.match(passage.text, start + len(name))
    )
    return name if house else ""


def _closes(words: str) -> bool:
    """Whether words close a bracket that they do not open."""
    depth = 0
    for sign in words:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return True
    return False
