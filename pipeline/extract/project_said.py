"""Works of which a sentence says how far they are, or that they are given money: passage in, `Project` mentions out.

'khởi công cầu X', 'Trạm bơm Y đang thi công', 'bố trí 900 triệu đồng sửa chữa bến phà Z': no cost is told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from pipeline.extract.passage import Passage
from pipeline.extract.project_costs import NO_COST, place_in, project_at, sums_between
from pipeline.extract.works import (
    JOINT,
    MANY,
    goes_on,
    has_proper_name,
    name_said_of,
    names_one_work,
    names_own_work,
    names_work,
    work_done,
    work_words,
)
from pipeline.records import Amount, Project, ProjectStatus
from pipeline.structure.alternatives import alternatives
from pipeline.structure.openings import opened

DONE = re.compile(r"hoàn thành|đưa vào|khánh thành|bàn giao|xong|nghiệm thu|quyết toán|thông xe", re.IGNORECASE)
_BEGUN = opened(
    "hứa một hai ba bốn cất dựng ghi là làm sửa nâng cải giá khối tiến vốn kinh dự tổng chi với bàn khởi hoàn khánh đưa thi xây làm nghiệm quyết tạm dừng đẩy thông chủ đề kiến chuẩn chưa đang tiếp việc kêu thu về đối riêng dùng cấp thanh trả bố",
    r"(?<!\w)(?:khởi công|hoàn thành(?: (?:và )?(?:bàn giao )?đưa vào (?:sử dụng|khai thác))?|khánh thành|đưa vào (?:sử dụng|khai thác|hoạt động|vận hành)|(?:kêu gọi|thu hút) đầu tư|(?:thi công|xây dựng|xây|làm|sửa chữa|sửa|nâng cấp|cải tạo) xong|thi công(?= )|hứa(?: làm| xây| cất| cho| giúp)?|(?:làm|xây|cất|dựng) (?:thêm|giúp|giùm|tặng)|ghi vốn(?: cho)?|(?:một|hai|ba|bốn) là|nghiệm thu|quyết toán|bàn giao|(?:tạm )?dừng|chưa (?:triển khai|khởi công|thi công)(?: được)?|đẩy nhanh tiến độ|thông xe|(?:chủ trương|đề xuất|kiến nghị|đề nghị) đầu tư|chuẩn bị đầu tư|(?-i:(?<!vấn )(?<!phần )xây dựng)|(?:giá trị|khối lượng|tiến độ|vốn|kinh phí|dự toán|tổng mức đầu tư|chi phí)\s(?:[^\W\d_]{1,10}\s){0,4}(?:của|cho)|việc|đang|tiếp tục|(?-i:Về|Đối với|Riêng|Với)(?!\snước\s)|dùng(?: để)?|(?:là|làm) chủ đầu tư|(?:cấp phát|thanh toán|trả nợ|cấp vốn|bố trí vốn|quyết toán) cho)\s(?!(?:tháo|phá) dỡ)"
    r"(?:(?:trước|ngay|sớm|tiếp)\s)?(?:(?:đầu tư )?xây dựng\s|thi công\s|thực hiện\s|đầu tư\s|đưa vào sử dụng\s)?(?:công trình\s|dự án\s)?(?=[^\W\d_])",
)
_WEAK = re.compile(
    r"(?:(?:hứa|(?:làm|xây|cất|dựng) (?:thêm|giúp|giùm|tặng)|ghi vốn|(?:một|hai|ba|bốn) là|giá|khối|tiến độ|vốn|kinh|dự toán|tổng|chi phí)(?:\s[^\W\d_]+)*|việc|đang|tiếp tục|xây dựng|về|đối với|với|riêng|dùng|cấp|thanh toán|trả nợ|bố trí)\s",
    re.IGNORECASE,
)
"""What is said of other things too: the name has to open with what is built or with what is done to it."""
_STATE = opened(
    "thi khởi hoàn nghiệm khánh bàn xây làm cất dựng sửa đổ lát lợp múc đào nạo lắp vừa xong do kéo quyết đưa thông đóng chậm vướng tạm dở giãn chặn bỏ thiếu đang đã chưa sẽ được mới cơ",
    r"(?<!\w)(?:(?:(?:đã|chưa|đang|sẽ)\s)?được\s(?:[^\W\d_]{1,12}\s){0,5}(?P<built>bố trí|(?:phê )?duyệt(?=\s\d[\d.,]*\s(?:tỷ|tỉ|triệu))|ghi vốn|cấp vốn|đầu tư|phân bổ|xây(?: mới| dựng| lại)(?! (?:vào |từ )?năm)|làm (?:mới|lại)|sửa chữa|nâng cấp|cải tạo|mở rộng|tu bổ|tôn tạo|(?:nhựa|bê tông|cứng|kiên cố) (?:hóa|hoá))(?!\w)|(?:(?:đang|đã|chưa|mới|cơ bản|vừa|được)\s){0,3}(?P<only>thi công|khởi công|khánh thành|nghiệm thu|quyết toán|thông xe|đóng điện|(?:(?:xây dựng|xây|làm|cất|dựng|sửa|đổ|lát|lợp|múc|đào|nạo vét|kéo|lắp) )?xong|(?<=đang )(?:xây|làm|cất|dựng|sửa|đổ|lát|lợp|múc|đào|nạo vét|hoàn thiện|san nền|đóng cọc|đấu thầu)|kéo dài (?:thời gian|tiến độ)|chậm tiến độ|vướng mặt bằng|tạm dừng|dở dang|giãn tiến độ|chặn dòng|bỏ dở|thiếu vốn|do\s(?!(?:ông|bà|đồng chí)\s)(?:[^\W\d_.,;]+\s){1,6}?(?:(?:tài trợ|ủng hộ|xây tặng)(?!\w)|(?:xây|làm|giúp)(?=[,.;)])))?(?(only)|(?:hoàn thành(?!\s(?:kế hoạch|nhiệm vụ|chỉ tiêu|việc|công tác|thủ tục|mục tiêu))|bàn giao|đưa vào (?:sử dụng|khai thác))))(?!\w)",
)
"""How far a work is, right behind its name; only of works, or of others too."""
BODY_BEFORE = re.compile(
    r"(?<!\w)(?:Công ty|CP|[Cc]ổ phần|TNHH|MTV|Sở|Bộ|Xí nghiệp|[Tt]ư vấn|Đầu tư|Thương mại|DNTN|Viện|[Hh]ộ kinh doanh)\s(?:và\s)?$"
)
"""'Công ty CP Xây dựng cầu X' is a body."""
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
    r"\s*(?:(?:và|đã|đang|sẽ)\s){0,2}(?P<verb>(?:(?:xây dựng|xây|làm|thi công) xong|khởi công|hoàn thành|khánh thành|đưa vào sử dụng|bàn giao|lập dự án|chuẩn bị đầu tư)\s(?:xây dựng\s)?)?",
    re.IGNORECASE,
)
_GIVEN_FOR = re.compile(
    r"[ ](?:để |(?P<to>cho ))?(?:đầu tư (?!xây|nâng)|thực hiện |hoàn thành |trả nợ (?:khối lượng )?)?(?:(?:dự án|công trình) )?(?=[^\W\d_])"
)
_GIVES = re.compile(
    r"(?<!\w)(?:bố trí|đề nghị|bổ sung|trích|chuyển|hỗ trợ|ứng|ghi vốn|cần|phân bổ|cấp|kinh phí|đầu tư|chi|góp|bỏ|dùng|dành|huy động|tài trợ|ủng hộ|giúp)(?!\w)",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:^|(?<!\d)\.\s|(?:dự án|hợp phần|nội dung) \d{1,2}:\s)$", re.IGNORECASE)
_PRICE = re.compile(r"gói thầu\s[^,;.\n]{1,40}(?:giá (?:hợp đồng|trúng thầu|gói thầu)|giá)\s(?:là\s)?$", re.IGNORECASE)
_PRICED_OF = re.compile(r",?\s(?:gồm|để|làm|thi công|xây dựng)\s(?:(?:thi công|làm|xây dựng|xây lắp)\s)?(?=[^\W\d_])")
_OF_WORK = re.compile(r"(?<!\w)(?:công trình|dự án)(?: trị giá| vốn)?\s$", re.IGNORECASE)
_WORK_OF = re.compile(r"[^.;:()\n]{0,90}\((?=[^\W\d_])")
_HANDED = re.compile(r"\scho\s(?!\d)")
"""'bàn giao đường X | cho thị trấn quản lý'"""
_CLOSED = re.compile(r"\s*(?:[,;:.)\n]|$|(?:được|từ|năm|bị|theo|do|và|trong|tại|ở|dài|rộng|cho|thuộc)(?!\w))")
UNENDED = re.compile(r"(?:\.|\s(?:thêm|lên|còn|hơn|khoảng|trên|dưới|gần|chủ trì|thực hiện|giúp|nộp|thu|tăng|giảm))$")
_BRACKET = re.compile(r"\s?\([^()\n]{1,100}\)")
_REACH, _FEWEST_WORDS, _LONGEST_OF_WORK = 200, 3, 20


def find_projects_begun(passage: Passage) -> Iterator[Project]:
    """The works that a sentence says to be begun or done, one behind the other, with names of their own and no cost."""
    reached = 0
    for begun in passage.find(_BEGUN):
        if begun.start() < reached or BODY_BEFORE.search(passage.before(begun.start(), 40)):
            continue
        start, weak = begun.end(), _WEAK.match(begun[0]) is not None
        handed = begun[0].lower().startswith("bàn giao")
        while _is_one(name := _of_handed(passage, start) if handed else name_from(passage, start)) and (
            not weak or work_done(name) or names_work(name, False)
        ):
            end = reached = start + len(name)
            bracket = _BRACKET.match(passage.text, end, end + _REACH)
            cost = _first_in(passage, bracket) if bracket else None
            found = project_at(passage, start, end, "project.named", cost, place_in(name))
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
            whole = _is_one(name) and name_said_of(name, 0, len(name)) == name
            if whole and (state["only"] or state["built"] or names_work(name, False)):
                start = offset + begin
                found = project_at(passage, start, start + len(name), "project.named", None, place_in(name))
                yield replace(found, status=_status(state[0]))
            begin = joint.end() if joint else begin


def find_projects_given_for(passage: Passage) -> Iterator[Project]:
    """'bố trí 900 triệu đồng sửa chữa bến phà X': what is given is not said to be the whole cost, but where nobody gives it."""
    for amount in passage.found.amounts:
        lead = _GIVEN_FOR.match(passage.text, amount.end, amount.end + 60)
        if amount.role != "stated" or lead is None:
            continue
        given = _GIVES.search(passage.sentence_before(amount.start)) is not None
        if not given and not _OPENS.search(passage.before(amount.start)):
            continue
        start = lead.end()
        name = name_from(passage, start)
        if MANY.search(name) or UNENDED.search(name) or not _CLOSED.match(passage.text, start + len(name)):
            continue
        work = (lead["to"] or not given) and names_work(name, False) and not _owners().match(name)
        if names_own_work(name) and (work_done(name) or work):
            cost = None if given else amount
            yield project_at(passage, start, start + len(name), "project.prose", cost, place_in(name))


def find_projects_priced(passage: Passage) -> Iterator[Project]:
    """The one work told right behind its price: 'Gói thầu số 2 có giá hợp đồng 342 tỷ đồng, gồm nền, mặt đường đoạn Km22 - Km41'.

    Or in the next bracket: 'công trình 24 tỷ đồng do UBND huyện làm chủ đầu tư (Đường X, rộng 12 m)'.
    """
    for amount in passage.found.amounts:
        before = passage.before(amount.start, _REACH) if amount.role == "stated" else ""
        of_work = _OF_WORK.search(before, max(0, len(before) - _LONGEST_OF_WORK))
        lead = _PRICED_OF if _PRICE.search(before) else _WORK_OF if of_work else None
        told = lead.match(passage.text, amount.end, amount.end + _REACH) if lead else None
        if told is None:
            continue
        name = name_from(passage, told.end())
        end = told.end() + len(name)
        joint = JOINT.match(passage.text, end)
        alone = joint is None or not _is_one(name_from(passage, joint.end()))
        if alone and _is_one(name) and not UNENDED.search(name):
            yield project_at(passage, told.end(), end, "project.prose", amount, place_in(name))


def find_projects_beside(passage: Passage, costed: Iterable[Project]) -> Iterator[Project]:
    """The works that stand beside works with a cost in one sentence: 'làm cầu A (90 triệu đồng), tu sửa đình B'.

    Right behind one that is begun or done a further name is enough: 'khánh thành cầu A (9 tỷ đồng) và Bảo tàng C'.
    """
    told = [project for project in costed if project.rule == "project.prose"]
    begun = sorted(project.start for project in told if project.status)
    for sentence in sorted({passage.sentences.at(project.start) for project in told}):
        begin, goes_on = sentence[0], False
        for mark in [*_PART.finditer(passage.text, *sentence), None]:
            stop = mark.start() if mark else sentence[1]
            lead = _DOES.match(passage.text, begin, stop)
            start = lead.end() if lead else begin
            name = name_said_of(passage.text, start, stop)
            said = goes_on or (lead is not None and lead["verb"] is not None and names_work(name, False))
            if _is_one(name) and (said or work_done(name)):
                yield project_at(passage, start, start + len(name), "project.named", None, place_in(name))
            goes_on = (goes_on and _is_one(name)) or bisect_left(begun, begin) < bisect_left(begun, stop)
            begin = mark.end() if mark else begin


def _first_in(passage: Passage, bracket: re.Match[str]) -> Amount | None:
    """The cost that a bracket behind a name tells: '(18,2 tỷ đồng)', '(6 giường, vốn 320 triệu đồng)'."""
    amount = next(sums_between(passage, *bracket.span()), None)
    if amount is None or amount.role != "stated" or NO_COST.search(passage.text, bracket.start(), amount.start):
        return None
    return amount


@cache
def _next_task() -> re.Pattern[str]:
    """A capital that begins the next line of a form: 'xây dựng nhà xưởng | Hoàn thiện công nghệ'."""
    verbs = [verb.capitalize() for verb in work_words("verbs") if verb not in ("xây dựng", "đầu tư xây dựng")]
    return re.compile(rf"\s{alternatives(verbs)}(?!\w)")


@cache
def _owners() -> re.Pattern[str]:
    """What is built and may be given money itself: 'hỗ trợ 20 triệu đồng cho Nhà máy X'."""
    return re.compile(rf"{alternatives(work_words('owners'))}(?!\w)", re.IGNORECASE)


def _is_one(name: str) -> bool:
    comma = name.find(",")
    whole = comma < 0 or has_proper_name(name[:comma]) or goes_on(name[comma + 1 :].lstrip())
    whole = whole and not _next_task().search(name)
    own = names_one_work(name) or (name.endswith(" tỉnh") and names_own_work(name))  # a province has one
    return whole and own and not MANY.search(name) and len(name.split()) >= _FEWEST_WORDS


def _status(words: str) -> ProjectStatus | None:
    """What is certain of how far a work is."""
    return "done" if DONE.search(words) and "chưa" not in words.lower() else None


def name_from(passage: Passage, start: int) -> str:
    """The name at `start`, up to its line's end, the next sum and what is said of it."""
    line_end = passage.text.find("\n", start, start + _REACH)
    stop = line_end if line_end >= 0 else min(start + _REACH, len(passage.text))
    amount = next(sums_between(passage, start, stop), None)
    return name_said_of(passage.text, start, amount.start if amount else stop)
