"""Works that a phrase of what is done to them tells: passage in, `Project` mentions out.

'làm ngầm tạm qua suối X, ..., hết 385 triệu đồng', 'sửa mái Trường Y và dựng lại nhà bia Z': a verb of works and right
behind it what it is done to. The cost is called so in the same clause, whatever is told between.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from pipeline.extract.passage import Passage, Spans
from pipeline.extract.projects.costs.sums import NO_COST, newer, sums_between, whole_cost_before
from pipeline.extract.projects.names.mentions import work_at
from pipeline.extract.projects.names.works import (
    FULL_STOP,
    JOINT,
    MANY,
    has_proper_name,
    name_said_of,
    names_one_work,
    names_work,
    work_done,
    work_words,
)
from pipeline.extract.projects.prose.sentence_names import UNENDED, name_from
from pipeline.normalize.letters import LOWER, UPPER
from pipeline.normalize.tones import compiled
from pipeline.records import Amount, Project
from pipeline.structure.alternatives import alternatives
from pipeline.structure.openings import Opened

_COST = re.compile(
    r"(?:(?<!\w)(?:lập dự án|hết|mất|tốn|cần|khái toán|dự toán(?: sửa chữa| khôi phục| xây dựng)?|tổng mức(?: đầu tư)?"
    r"|TMĐT|tổng (?:kinh phí|vốn|dự toán|giá trị|chi phí)|kinh phí|chi phí|(?:tổng )?số tiền|trị giá|vốn"
    r"|giá trị(?= (?:thực hiện|quyết toán|hợp đồng|dự toán|khái toán|công trình))|ước(?: tính)?)"
    r"(?:\s(?:là|khoảng|không quá|không vượt quá|tối đa|hết|dự kiến|khái toán|dự toán|thực hiện|sửa chữa|xây dựng|ước"
    r"|ước đạt|đầu tư|quyết toán|công trình|trên|gần|hơn))*\s?:?\s*|\((?:[^();\n]{1,60},\s)?)$",
    re.IGNORECASE,
)
"""What leads in the cost of the work that a clause begins with."""
_RIGHT_BEHIND = re.compile(r"(?:,?\s[^,;:()\n]{1,50})?[,:]\s|\s")
_SIZED = re.compile(
    r"(?<!\w)(?:(?:cỡ|công suất|dung tích|sức chứa)\s\d|\d[\d.,]*\s(?:phòng|chỗ|giường|kWp?)(?!\w))",
    re.IGNORECASE,
)
_BUILT = re.compile(r"(?:xây|làm|đào|khoan|lắp|dựng|đóng|kéo|đắp|đúc)(?!\w)", re.IGNORECASE)
"""What makes a new thing: what it is and what it costs say enough. Mending what has no name is upkeep."""
_CLAUSE_END = re.compile(r"[;\n]|\.(?=\s|$)")
_ENDS = re.compile(r"\s*(?:[.;,)\n(]|$|và(?!\w))")
_OF_OTHER = re.compile(
    r"(?<!\w)(?:thiệt hại|hư hại|phạt|nộp|thu|doanh thu|hỗ trợ|bố trí|tổng giá trị|giá trị còn lại|mỗi|đóng góp"
    r"|còn lại|dự án(?=\s[^\W\d_])(?!\s(?:này|trên|đã))|đã (?:chi|cấp|thanh toán))(?!\w)",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"(?<!\w)(?:(?i:không|không được|cấm|nên|chớ|khi|nếu|được|hộ kinh doanh|ban vận động|(?:các|mỗi|từng) hộ tự"
    r"|thu hồi(?: đất)?(?: để)?)|Công ty|CP|[Cc]ổ phần|TNHH|MTV|Sở|Bộ|Xí nghiệp|Tư vấn|Đầu tư|Viện|Đội|Ban|quản lý"
    r"|thợ)\s(?:và\s)?$"
)
"""What stands before a verb that tells of nothing done, or of what somebody else does, or that belongs to a body's name."""
_AGREED = re.compile(
    r"(?<!\w)(?:nhất trí|đồng ý|thống nhất|cho phép|chấp thuận|cho chủ trương)\s(?!(?:với )?các(?!\w))", re.IGNORECASE
)
_ASKED = re.compile(
    r"(?<!\w)(?:cử tri|bà con|nhân dân|người dân)\s[^.\n]*(?:đề nghị|kiến nghị|phản ánh|mong muốn|yêu cầu)(?!\w)"
    r"|(?:^|[-+•]\s|\d[.)]\s)Kiến nghị\s(?:về\s|việc\s|sớm\s){0,2}$|(?:hướng dẫn|khuyến cáo|tập huấn"
    r"|tuyên truyền)\s[^.;\n]*$",
    re.IGNORECASE,
)
"""What people ask for is told again where it is built; what is taught to many is no work."""
_OPENS = re.compile(r"(?:^|[.:;)–+•-])\s*(?:[a-zđ]?\d{0,2}[.)/]\s*)?[“\"]?$")
_COUNTED = re.compile(r"\d\s(?:công trình|dự án|hạng mục|nhà (?:tình|đại))|(?:cho|của)\s\d", re.IGNORECASE)
_KIND_BEFORE = re.compile(r"(?:dự án|công trình|mô hình|đề án|gói thầu|hạng mục)[:,]?\s[“\"]?$", re.IGNORECASE)
"""'dự án xây dựng hầm X' is found by that word."""
_PLACED = re.compile(
    rf"\s(?:tại|ở)\s(?:[^\W\d_]+\s){{1,3}}(?:[{UPPER}][{LOWER}]+\s){{0,3}}[{UPPER}][{LOWER}]+(?:\s-\s(?:[{UPPER}][{LOWER}]+\s?){{1,3}}(?<!\s))?"
)
"""The place that tells which work a common noun is."""
_FOR = re.compile(r"\s(?:ngăn|tưới|phục vụ|giúp|cho|ra khỏi|trước ngày|từ ngày)\s")
"""What is told of a phrase whose name is told: 'san nền khu tái định cư X cho 24 hộ'."""
_CALLED = re.compile(
    r"(?<!\w)(?:(?P<weak>kinh phí|vốn)|(?:cần|phải) (?:thay|sửa|làm lại|xây|đắp|gia cố|khôi phục"
    r"|sửa chữa)[^,;.\d]{0,30}:|(?<=, )cần|lập dự án|(?:lập |phê duyệt )?dự toán(?: sửa chữa| khôi phục| xây dựng"
    r"| thay thế| làm lại)?|khái toán|tổng mức(?: đầu tư)?|TMĐT)(?: là| khoảng)?\s$",
    re.IGNORECASE,
)
_IS_BUILT = re.compile(r"\s(?:(?:đã|đang|sẽ)\s)?được\s(?:đầu tư|xây|sửa|nâng cấp|cải tạo|mở rộng|tu bổ|làm)(?!\w)")
"""What tells of a body that its house is meant: 'Trường X được sửa chữa khu nội trú, kinh phí ...'."""
_CLAUSE = re.compile(rf"[;\n]|{FULL_STOP}\s|^\s*(?:Trả lời:\s)?-\s")
_LEAD = re.compile(r"\s*(?:(?:riêng|đối với|về|công trình|dự án)\s){0,2}", re.IGNORECASE)
_BODY = compiled(r"(?:UBND|UBMTTQ|HĐND|MTTQ|Ủy ban|Hội đồng|Đảng ủy|Công an|Ban Chỉ huy)(?!\w)")
"""'trụ sở HĐND và UBND xã X': the name goes on."""
_LONGEST, _FEWEST_WORDS, _SAYS_ENOUGH, _CLAUSE_REACH, _NEAR = 200, 3, 4, 300, 40


@cache
def _opening() -> Opened:
    """A verb of works; what may be done to anything ('bổ sung', 'thay thế') tells none."""
    verbs = [verb for verb in work_words("verbs") if verb not in work_words("of_anything")]
    none = alternatives(work_words("no_works"))
    return Opened(re.compile(rf"(?<!\w)(?!{none}(?!\w)){alternatives(verbs)}(?!\w)", re.IGNORECASE))


def find_projects_done(passage: Passage) -> Iterator[Project]:
    """The works that phrases tell, in order, with their cost where the clause calls it."""
    starts = list(_starts(passage))
    reached = 0
    for index, start in enumerate(starts):
        before = passage.before(start, 30)
        if start < reached or _NOT_DONE.search(before) or _KIND_BEFORE.search(before):
            continue
        name = _name(passage, start)
        if not work_done(name) or MANY.search(name) or UNENDED.search(name):
            continue
        end = start + len(name)
        clause = _CLAUSE_END.search(passage.text, end)
        following = bisect_left(starts, end, index)
        stops = [clause.start() if clause else len(passage.text), *starts[following : following + 1]]
        cost = _cost(passage, end, min(stops))
        if place := _PLACED.match(passage.text, end) if not has_proper_name(name) else None:
            end, name = place.end(), name + place[0]
        told = passage.text[end : cost.start] if cost else ""
        new = cost and ":" not in before[-2:] and (_is_new(name, told) or _is_agreed(passage, start, name))
        if _is_own(name) or new:
            if cost is None and _ASKED.search(passage.sentence_before(start)):
                continue
            reached = end
            yield work_at(passage, start, name, "project.done", cost)
            joint = JOINT.match(passage.text, end)
            further = (
                name_said_of(passage.text, joint.end(), joint.end() + _LONGEST).partition("\n")[0] if joint else ""
            )
            if joint and names_work(further, False) and not work_done(further) and _is_own(further):
                reached = joint.end() + len(further)
                yield work_at(passage, joint.end(), further, "project.done")


def _starts(passage: Passage) -> Iterator[int]:
    """Where a phrase begins in the text's sentences: a verb with what it is done to, a capital only where a clause opens."""
    tables, head = Spans(passage.tables), passage.outline.letterhead.end
    for verb in passage.find(_opening()):
        start = verb.start()
        if start < head or tables.overlap(start, start + 1):
            continue
        opens = passage.text[start].islower() or _OPENS.search(passage.before(start, 20))
        if opens and work_done(passage.text, start):
            yield start


def _name(passage: Passage, start: int) -> str:
    """What is done and to what, up to what is told of it: to the comma behind a whole phrase."""
    name = name_from(passage, start)
    told = _FOR.search(name)
    if told and has_proper_name(name[: told.start()]):
        name = name[: told.start()]
    for joint in JOINT.finditer(name):
        first, further = name[: joint.start()], name[joint.end() :]
        apart = "," in joint[0] if has_proper_name(first) else not (names_work(further, True) or _BODY.match(further))
        if work_done(first) and (apart or work_done(further)):
            return first
    return name


def _is_own(name: str) -> bool:
    """Whether a phrase tells which work it is."""
    return names_one_work(name) and len(name.split()) >= _FEWEST_WORDS


def _is_new(name: str, told: str) -> bool:
    """Whether a phrase tells a new thing by a common noun, which its size or its whole cost makes one; mending one is upkeep."""
    new = _BUILT.match(name) and len(name.split()) >= _SAYS_ENOUGH and not _COUNTED.search(name)
    sized = _SIZED.search(name + told) or whole_cost_before(told)
    return bool(new and sized) and not told.startswith(":")


def _is_agreed(passage: Passage, start: int, name: str) -> bool:
    """Whether the sentence agrees to what is done: one work, whatever it is called."""
    return _AGREED.search(passage.sentence_before(start)) is not None and not _COUNTED.search(name)


def find_projects_of_clauses(passage: Passage) -> Iterator[Project]:
    """Works that open a clause which tells what they cost at its end, whatever is told of them between."""
    for amount in passage.found.amounts:
        called = _CALLED.search(passage.before(amount.start, _NEAR)) if amount.role == "stated" else None
        if called is None:
            continue
        before = passage.before(amount.start, _CLAUSE_REACH)
        begin = max((mark.end() for mark in _CLAUSE.finditer(before)), default=0)
        lead = _LEAD.match(before, begin)
        begin = lead.end() if lead else begin
        name = name_said_of(before, begin, len(before))
        start = amount.start - len(before) + begin
        end = start + len(name)
        built = _IS_BUILT.match(passage.text, end) is not None
        work = built or (names_work(name, False) and not called["weak"])
        own = work and _is_own(name) and not MANY.search(name)
        if own and (cost := _cost(passage, end, amount.end)):
            yield work_at(passage, start, name, "project.done", cost)


def _cost(passage: Passage, end: int, stop: int) -> Amount | None:
    """The first sum of a clause behind a name, where it is called a cost or stands right behind."""
    sums = sums_between(passage, end, stop)
    amount = next(sums, None)
    if amount is None or amount.role != "stated":
        return None
    between = passage.text[end : amount.start]
    if _OF_OTHER.search(between) or NO_COST.search(between):
        return None
    called = _COST.search(between) is not None
    if not called and not (_RIGHT_BEHIND.fullmatch(between) and _ENDS.match(passage.text, amount.end)):
        return None
    return newer(passage, amount, next(sums, None))
