"""Works of which a sentence says how far they are: passage in, `Project` mentions out.

'khởi công cầu X', 'Trạm bơm Y đang thi công', 'làm cầu A (90 triệu đồng), tu sửa đình B': no cost is told but in brackets.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.extract.passage import Passage
from pipeline.extract.projects.costs.sums import NO_COST, sums_between
from pipeline.extract.projects.names.mentions import work_at
from pipeline.extract.projects.names.works import (
    JOINT,
    name_said_of,
    names_work,
    work_done,
)
from pipeline.extract.projects.prose.sentence_names import BODY_BEFORE, name_from, tells_one
from pipeline.records import Amount, Project, ProjectStatus
from pipeline.structure.openings import opened

DONE = re.compile(r"hoàn thành|đưa vào|khánh thành|bàn giao|xong|nghiệm thu|quyết toán|thông xe", re.IGNORECASE)
_BEGUN = opened(
    r"(?<!\w)(?:khởi công|hoàn thành(?: (?:và )?(?:bàn giao )?đưa vào (?:sử dụng|khai thác))?|khánh thành"
    r"|đưa vào (?:sử dụng|khai thác|hoạt động|vận hành)|(?:kêu gọi|thu hút) đầu tư"
    r"|(?:thi công|xây dựng|xây|làm|sửa chữa|sửa|nâng cấp|cải tạo) xong|thi công(?= )"
    r"|hứa(?: làm| xây| cất| cho| giúp)?|(?:làm|xây|cất|dựng) (?:thêm|giúp|giùm|tặng)|ghi vốn(?: cho)?"
    r"|(?:một|hai|ba|bốn) là|nghiệm thu|quyết toán|bàn giao|(?:tạm )?dừng"
    r"|chưa (?:triển khai|khởi công|thi công)(?: được)?|đẩy nhanh tiến độ|thông xe"
    r"|(?:chủ trương|đề xuất|kiến nghị|đề nghị) đầu tư|chuẩn bị đầu tư|(?-i:(?<!vấn )(?<!phần )xây dựng)"
    r"|(?:giá trị|khối lượng|tiến độ|vốn|kinh phí|dự toán|tổng mức đầu tư|chi phí)\s(?:[^\W\d_]{1,10}\s){0,4}(?:của"
    r"|cho)|việc|đang|tiếp tục|(?-i:Về|Đối với|Riêng|Với)(?!\snước\s)|dùng(?: để)?|(?:là|làm) chủ đầu tư"
    r"|(?:cấp phát|thanh toán|trả nợ|cấp vốn|bố trí vốn|quyết toán) cho)\s(?!(?:tháo|phá) dỡ)"
    r"(?:(?:trước|ngay|sớm|tiếp)\s)?(?:(?:đầu tư )?xây dựng\s|thi công\s|thực hiện\s|đầu tư\s|đưa vào sử dụng\s)?"
    r"(?:công trình\s|dự án\s)?(?=[^\W\d_])",
)
_WEAK = re.compile(
    r"(?:(?:hứa|(?:làm|xây|cất|dựng) (?:thêm|giúp|giùm|tặng)|ghi vốn|(?:một|hai|ba|bốn) là|giá|khối|tiến độ|vốn|kinh"
    r"|dự toán|tổng|chi phí)(?:\s[^\W\d_]+)*|việc|đang|tiếp tục|xây dựng|về|đối với|với|riêng|dùng|cấp|thanh toán"
    r"|trả nợ|bố trí)\s",
    re.IGNORECASE,
)
"""What is said of other things too: the name has to open with what is built or with what is done to it."""
_STATE = opened(
    r"(?<!\w)(?:(?:(?:đã|chưa|đang|sẽ)\s)?được\s(?:[^\W\d_]{1,12}\s){0,5}(?P<built>bố trí"
    r"|(?:phê )?duyệt(?=\s\d[\d.,]*\s(?:tỷ|tỉ|triệu))|ghi vốn|cấp vốn|đầu tư|phân bổ"
    r"|xây(?: mới| dựng| lại)(?! (?:vào |từ )?năm)|làm (?:mới|lại)|sửa chữa|nâng cấp|cải tạo|mở rộng|tu bổ|tôn tạo"
    r"|(?:nhựa|bê tông|cứng|kiên cố) hóa)(?!\w)|(?:(?:đang|đã|chưa|mới|cơ bản|vừa|được)\s){0,3}"
    r"(?P<only>thi công|khởi công|khánh thành|nghiệm thu|quyết toán|thông xe|đóng điện"
    r"|(?:(?:xây dựng|xây|làm|cất|dựng|sửa|đổ|lát|lợp|múc|đào|nạo vét|kéo|lắp) )?xong"
    r"|(?<=đang )(?:xây|làm|cất|dựng|sửa|đổ|lát|lợp|múc|đào|nạo vét|hoàn thiện|san nền|đóng cọc|đấu thầu)"
    r"|kéo dài (?:thời gian|tiến độ)|chậm tiến độ|vướng mặt bằng|tạm dừng|dở dang|giãn tiến độ|chặn dòng|bỏ dở"
    r"|thiếu vốn|do\s(?!(?:ông|bà|đồng chí)\s)(?:[^\W\d_.,;]+\s){1,6}?(?:(?:tài trợ|ủng hộ|xây tặng)(?!\w)"
    r"|(?:xây|làm|giúp)(?=[,.;)])))?(?(only)|(?:hoàn thành(?!\s(?:kế hoạch|nhiệm vụ|chỉ tiêu|việc|công tác|thủ tục"
    r"|mục tiêu))|bàn giao|đưa vào (?:sử dụng|khai thác))))(?!\w)",
)
"""How far a work is, right behind its name; only of works, or of others too."""
_CLAUSE = re.compile(r"[.;:\n](?=\s|[^\W\d])|^\s*[-+•]\s")
_LEAD = re.compile(
    r"\s*(?:(?:Riêng|Đối với|Về|Hiện nay|Hiện|Đến nay|Ngoài ra|Trong đó|Năm \d{4}|các|dự án|công trình),?\s+){0,3}",
    re.IGNORECASE,
)
_PART = re.compile(r"[;,](?!\d)|\svà(?=\s)")
_ASIDE = re.compile(r"(?:riêng|còn|trong đó|nhất là|như|đặc biệt là)\s", re.IGNORECASE)
_BRACKETED = re.compile(r"\s?\([^()\n]{1,100}\)$")
_FOUND = re.compile(r"(?<!\w)(?:phát hiện|thấy|xác định)\s(?=[^\W\d_])", re.IGNORECASE)
_DOES = re.compile(
    r"\s*(?:(?:và|đã|đang|sẽ)\s){0,2}(?P<verb>(?:(?:xây dựng|xây|làm|thi công) xong|khởi công|hoàn thành|khánh thành"
    r"|đưa vào sử dụng|bàn giao|lập dự án|chuẩn bị đầu tư)\s(?:xây dựng\s)?)?",
    re.IGNORECASE,
)
_HANDED = re.compile(r"\scho\s(?!\d)")
"""'bàn giao đường X | cho thị trấn quản lý'"""
_BRACKET = re.compile(r"\s?\([^()\n]{1,100}\)")
_REACH = 200


def find_projects_begun(passage: Passage) -> Iterator[Project]:
    """The works that a sentence says to be begun or done, one behind the other, with names of their own and no cost."""
    reached = 0
    for begun in passage.find(_BEGUN):
        if begun.start() < reached or BODY_BEFORE.search(passage.before(begun.start(), 40)):
            continue
        start, weak = begun.end(), _WEAK.match(begun[0]) is not None
        handed = begun[0].lower().startswith("bàn giao")
        while tells_one(name := _of_handed(passage, start) if handed else name_from(passage, start)) and (
            not weak or work_done(name) or names_work(name, False)
        ):
            end = reached = start + len(name)
            bracket = _BRACKET.match(passage.text, end, end + _REACH)
            cost = _first_in(passage, bracket) if bracket else None
            found = work_at(passage, start, name, "project.named", cost)
            yield replace(found, status=_status(begun[0]))
            joint = JOINT.match(passage.text, bracket.end() if bracket else end)
            if joint is None:
                break
            start = joint.end()


def _of_handed(passage: Passage, start: int) -> str:
    """The name of what is handed over, without whom to."""
    name = name_from(passage, start)
    to = _HANDED.search(name)
    return name[: to.start()] if to else name


def find_projects_in_state(passage: Passage) -> Iterator[Project]:
    """'Trạm bơm Xóm Giữa đang thi công': the works right before what tells how far they are."""
    for state in passage.find(_STATE):
        stop = state.start() - (2 if passage.text.startswith(": ", state.start() - 2) else 0)
        bracket = _BRACKETED.search(passage.before(stop, _REACH))
        stop -= len(bracket[0]) if bracket else 0
        before = passage.before(stop, _REACH)
        clause = max((mark.end() for mark in _CLAUSE.finditer(before)), default=0)
        lead = _LEAD.match(before, clause)
        begin = lead.end() if lead else clause
        offset = stop - len(before)
        for joint in [*JOINT.finditer(before, begin), None]:
            aside = _ASIDE.match(before, begin)
            begin = aside.end() if aside else begin
            told = None if joint else _FOUND.search(before, begin)
            begin = told.end() if told else begin
            name = before[begin : joint.start() if joint else len(before)].rstrip(" ,")
            whole = tells_one(name) and name_said_of(name, 0, len(name)) == name
            if whole and (state["only"] or state["built"] or names_work(name, False)):
                found = work_at(passage, offset + begin, name, "project.named")
                yield replace(found, status=_status(state[0]))
            begin = joint.end() if joint else begin


def find_projects_beside(passage: Passage, costed: Iterable[Project]) -> Iterator[Project]:
    """The works that stand beside works with a cost in one sentence: 'làm cầu A (90 triệu đồng), tu sửa đình B'.

    Right behind one that is begun or done a further name is enough: 'khánh thành cầu A (9 tỷ đồng) và Bảo tàng C'.
    """
    told = [project for project in costed if project.in_prose]
    begun = sorted(project.start for project in told if project.status)
    for sentence in sorted({passage.sentences.at(project.start) for project in told}):
        begin, goes_on = sentence[0], False
        for mark in [*_PART.finditer(passage.text, *sentence), None]:
            stop = mark.start() if mark else sentence[1]
            lead = _DOES.match(passage.text, begin, stop)
            start = lead.end() if lead else begin
            name = name_said_of(passage.text, start, stop)
            said = goes_on or (lead is not None and lead["verb"] is not None and names_work(name, False))
            if tells_one(name) and (said or work_done(name)):
                yield work_at(passage, start, name, "project.named")
            goes_on = (goes_on and tells_one(name)) or bisect_left(begun, begin) < bisect_left(begun, stop)
            begin = mark.end() if mark else begin


def _first_in(passage: Passage, bracket: re.Match[str]) -> Amount | None:
    """The cost that a bracket behind a name tells: '(18,2 tỷ đồng)', '(6 giường, vốn 320 triệu đồng)'."""
    amount = next(sums_between(passage, *bracket.span()), None)
    if amount is None or amount.role != "stated" or NO_COST.search(passage.text, bracket.start(), amount.start):
        return None
    return amount


def _status(words: str) -> ProjectStatus | None:
    """What is certain of how far a work is."""
    return "done" if DONE.search(words) and "chưa" not in words.lower() else None
