"""Projects that a sentence tells with a sum: passage in, `Project` mentions out.

Before the sum, 'khởi công cầu X (45 tỷ đồng)', 'xây dựng đập Y, kinh phí 560 triệu đồng', or after it, 'bố trí 900 triệu
đồng sửa chữa bến phà Z'. A work that is done, or begins with a capital, and has a name of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from pipeline.extract.passage import Passage
from pipeline.extract.places import UNIT
from pipeline.extract.project_costs import final
from pipeline.extract.project_items import LISTS_WORKS, MANY, project
from pipeline.extract.works import after_name, has_proper_name, names_work, works_verbs
from pipeline.normalize.letters import UPPER
from pipeline.records import Amount, Project

_BEGUN = re.compile(
    r"(?:^|[\s,;:.])(?P<verb>(?:đã |đang )?(?:khởi công|hoàn thành|đưa vào sử dụng|khánh thành|triển khai|thi công)(?: (?:thi công|xây dựng|đầu tư))?)\s+(?:các công trình:?\s+)?"
    r"(?P<name>[^,;:.()\n]{4,120})\((?:[^()\d\n]{0,40}\s)?$",
    re.IGNORECASE,
)
_WHOLE_COST = re.compile(
    r"(?:\s\(|(?:\s\([^()\n]{3,40}\))?,?\s)(?:với\s)?(?:TMĐT|TMDT|tổng (?:mức(?: đầu tư)?|vốn(?: đầu tư)?|dự toán|kinh phí))\s*(?:là\s|:)?\s*$",
    re.IGNORECASE,
)
"""'Chợ trung tâm Y (TMĐT 6.200 trđ)', 'Cầu treo bản X (xã Z), tổng mức 1.180 trđ': between a name and its whole cost."""
_COST = re.compile(
    r"(?:,?\s(?:với\s)?(?:kinh phí|vốn(?: đầu tư)?|trị giá|dự toán)(?: (?:thực hiện|đầu tư|xây dựng))?\s?(?:là\s|:\s)?|\s\(|\s(?:là\s)?)$",
    re.IGNORECASE,
)
_MEASURES = re.compile(
    r"(?:,?\s(?:dài|rộng|quy mô|diện tích|công suất)\s[^,;()]{1,30}|\s?\([^()]{1,40}\)),?$", re.IGNORECASE
)
_CAPITAL = re.compile(rf"(?<![\w(])[{UPPER}]")
_KIND_BEFORE = re.compile(r"(?:dự án|công trình|mô hình|đề án):?\s(?:[“\"]|đầu tư\s)?$", re.IGNORECASE)
_BUILT = re.compile(
    r"(?<!\w)(?:xây dựng|đầu tư|khởi công|hoàn thành|thi công|nâng cấp|sửa chữa|làm mới)(?!\w)", re.IGNORECASE
)
_LEAD = re.compile(r"\s*(?:và |đã |đang |hoàn thành |khởi công |đưa vào sử dụng )*", re.IGNORECASE)
_GIVEN_FOR = re.compile(r"\s+(?:để\s+|cho\s+)?(?:đầu tư\s+(?!xây|nâng)|thực hiện\s+|hoàn thành\s+)?", re.IGNORECASE)
_NAME_CLOSED = re.compile(r"[,;:()\n]|\.(?:\s|$)")
_STATUS_BEFORE = re.compile(r"hoàn thành|đưa vào|khánh thành", re.IGNORECASE)
_UNENDED = re.compile(
    r"(?:\.|\s(?:và|cho|của|với|là|thêm|để|từ|tại|do|theo|lên|còn|hơn|khoảng|trên|dưới|gần|được|đã|có))$"
)
_REACH, _NAME = 200, 120
_BRACKET_REACH = 42
"""How far before its sum the bracket of `_BEGUN` may open."""


@cache
def _name_begins() -> re.Pattern[str]:
    verbs = works_verbs()
    return re.compile(
        rf"[;:()\n]|,(?!\s+{verbs}(?!\w))|\.\s|\sgồm\s|\svà\s(?=(?-i:[{UPPER}])|{verbs}(?!\w))", re.IGNORECASE
    )


@cache
def _done() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?!bổ sung|thay thế|quy hoạch){works_verbs()}(?!\w)", re.IGNORECASE)


def find_projects_in_prose(passage: Passage) -> Iterator[Project]:
    """The works before or after the sums that sentences tell, in order."""
    for amount in passage.found.amounts:
        if amount.role == "stated":
            found = _begun(passage, amount) or _costing(passage, amount) or _given_for(passage, amount)
            if found:
                yield found


def _begun(passage: Passage, amount: Amount) -> Project | None:
    """'khởi công cầu X (tổng mức đầu tư 45 tỷ đồng), hoàn thành đường Y (12 tỷ đồng)': works with their cost in brackets."""
    before = passage.before(amount.start, _REACH)
    told = _BEGUN.search(before) if "(" in before[-_BRACKET_REACH:] else None
    if told is None:
        return None
    start = amount.start - len(before) + told.start("name")
    name = told["name"].rstrip()
    if not (names_work(name, True) and has_proper_name(name)):
        return None
    found = project(passage, start, start + len(name), "project.prose", amount, None)
    return replace(found, status="done" if _STATUS_BEFORE.search(told["verb"]) else "ongoing")


def _costing(passage: Passage, amount: Amount) -> Project | None:
    """The work whose cost an amount is: done to by a verb of works, in capitals, or where the sentence tells of building."""
    before = passage.before(amount.start, _REACH)
    whole = _WHOLE_COST.search(before)
    cost = whole or _COST.search(before)
    if cost is None:
        return None
    stop = cost.start()
    while measures := _MEASURES.search(before, 0, stop):
        stop = measures.start()
    begin = max((mark.end() for mark in _name_begins().finditer(before, 0, stop)), default=0)
    sentence = passage.sentence_before(amount.start)
    works = whole is not None or LISTS_WORKS.search(sentence) is not None
    starts = [verb.start() for verb in _done().finditer(before, begin, stop)]
    if works:
        starts += [capital.start() for capital in _CAPITAL.finditer(before, begin, stop)]
    if (works or _BUILT.search(sentence)) and (lead := _LEAD.match(before, begin, stop)):
        starts.append(lead.end())
    for at in sorted(starts):
        if _KIND_BEFORE.search(before[:at]):  # found by that word
            return None
        name = before[at:stop].rstrip(" ,")
        listed = whole is not None or _done().match(name) is not None
        if names_work(name, listed) and has_proper_name(name) and not MANY.search(name) and not _UNENDED.search(name):
            start = amount.start - len(before) + at
            found = final(passage, amount)
            return project(passage, start, start + len(name), "project.prose", found, UNIT.search(name))
    return None


def _given_for(passage: Passage, amount: Amount) -> Project | None:
    """'bố trí 900 triệu đồng sửa chữa bến phà X', 'chuyển 1.500 triệu đồng cho Nhà luyện tập Y': no word of the whole cost."""
    lead = _GIVEN_FOR.match(passage.text, amount.end, amount.end + 40)
    if lead is None or "\n" in lead[0]:
        return None
    start = lead.end()
    closed = _NAME_CLOSED.search(passage.text, start, start + _NAME)
    stop = closed.start() if closed else min(len(passage.text), start + _NAME)
    said = after_name().search(passage.text, start, stop)
    name = passage.text[start : said.start() if said else stop].rstrip()
    done = _done().match(name) is not None
    if not done and not name[:1].isupper():
        return None
    if not (names_work(name, done) and has_proper_name(name)) or MANY.search(name):
        return None
    return project(passage, start, start + len(name), "project.prose", None, UNIT.search(name))
