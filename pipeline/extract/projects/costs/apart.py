"""What works cost where the text tells it apart from their names: projects in, the same with their costs out.

In the rest of the clause or in the brackets behind a name; in a sentence that goes on about it ('Tổng mức đầu tư ... là', 'Công
trình này'); for each in its turn ('cầu thứ nhất 92 tỷ đồng, cầu thứ hai 36 tỷ đồng'); before it ('Với 143 triệu đồng dân ấp đã
nạo vét kênh X'). Of a cost that was raised since, the new one counts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from pipeline.extract.passage import Passage, Span, within
from pipeline.extract.projects.costs.sums import (
    COST_ROLES,
    NO_COST,
    called_whole,
    first_cost,
    last_sum,
    newer,
    sums_between,
)
from pipeline.extract.projects.names.mentions import told_as
from pipeline.extract.projects.names.works import name_said_of, names_one_work, starts_of_works, without_hanging
from pipeline.normalize.letters import UPPER
from pipeline.normalize.tones import compiled
from pipeline.records import Amount, Project
from pipeline.structure.openings import openings_of

_WHOLE = (
    r"(?:tổng (?:mức(?: vốn)?(?: đầu tư)?|vốn(?: đầu tư)?|kinh phí|dự toán|chi phí"
    r"|giá trị (?:đầu tư|công trình|quyết toán))|mức (?:đầu tư|vốn)|TMĐT)"
)
_COST = (
    rf"(?:{_WHOLE}|khái toán|sơ bộ|dự trù|dự toán|kinh phí(?! (?:đào tạo|quản lý|duy tu|hoạt động|sự nghiệp|còn"
    r"|giải phóng|đã|đối ứng))|vốn đầu tư|(?<=, )vốn(?=\s(?:\d|\Z))|giá trị (?:hợp đồng|quyết toán|công trình|đầu tư"
    r"|dự toán)|trị giá|giá thành|(?-i:KP)|(?:được (?:phê )?duyệt|quyết toán|tốn(?: kém)?"
    r"|hết(?: (?:cả thảy|độ|khoảng))?)(?=\s(?:\d|\Z)))"
)
_CALLS_WHOLE = re.compile(rf"(?<!\w){_WHOLE}(?!\w)", re.IGNORECASE)
_CALLS = re.compile(rf"(?<!\w){_COST}(?!\w)", re.IGNORECASE)
_IT = (
    r"(?:(?:Công trình|Dự án|Tuyến(?: đường| kênh| kè)?|Cây cầu|Cầu|Trường|Trạm|Chợ|Hồ|Đập|Kênh|Kè|Đường|Nhà văn hóa"
    r"|Trụ sở|Khu(?: \w+){0,2})\s(?:này|nêu trên|nói trên|trên|đó)|Công trình|Dự án)"
)
_GOES_ON = compiled(
    rf"(?:(?:(?P<it>{_IT})|Nay|Do\s[^.;:\n]{{3,80}},)\s)?(?:(?:có|với"
    rf"|được (?:phê )?duyệt(?: (?:từ )?năm \d{{4}})? với(?: số vốn)?)\s)?"
    rf"(?:{_COST}(?!\w)(?!\s(?:của\s)?(?:các|những|hai|ba|bốn|\d{{1,3}})\s)"
    r"|(?(it)(?:(?:trị giá|hết|cần|khoảng|có giá)\s)*(?<=\s)(?=\d)|(?!)))",
    re.IGNORECASE,
)
"""How a sentence goes on about the cost of the work told before it: 'Tổng mức đầu tư ... là', 'Dự án này 28,7 tỷ đồng'."""
_OF_OTHER = re.compile(
    r"(?<!\w)(?:trong đó|gồm|giải ngân|thanh toán|tạm ứng|kế hoạch|bố trí|phần|còn (?:lại|thiếu)|nợ|thu hồi|chênh lệch"
    r"|hỗ trợ|đóng góp|trên địa bàn|nộp|phạt|sai|các công trình|các dự án|gói thầu"
    r"|toàn (?:tỉnh|huyện|xã|bộ chương trình))(?!\w)",
    re.IGNORECASE,
)
"""What makes a sum behind the word for a cost another one, or one of more than the work."""
_RAISED = re.compile(
    rf"(?<!\w)(?:điều chỉnh lần (?:thứ )?\w{{1,4}}(?: năm \d{{4}})?|{_WHOLE}\s(?:[^.;\n\d]{{1,40}}\s)?điều chỉnh"
    rf"|{_WHOLE}\s(?:mới|sau (?:khi )?điều chỉnh)|điều chỉnh\s(?:tăng |giảm |lại |nâng )?{_WHOLE})(?!\w)",
    re.IGNORECASE,
)
_WITH = re.compile(r"(?:^|[.;:]\s|\d[.)/]\s)(?:Năm \d{4},?\s)?(?:Với|Bằng)\s(?:[^.,;:\n\d]{1,40}\s)?$")
_WHO = re.compile(
    rf"(?:\s(?:từ|bằng|do|của|vốn|nguồn|tiền(?! phạt))\s[^.;:\n\d]{{2,60}})?(?:,\s"
    rf"|\s(?=[{UPPER}]|(?:dân|bà con|nhân dân|người dân|ấp|thôn|bản|xã|huyện|tỉnh|thị xã|nhà thầu|đơn vị)"
    rf"(?!\w)))[^.;:\n\d]{{0,120}}"
)
"""What stands between 'Với 143 triệu đồng' and what is done with it."""
_NUMBER = re.compile(
    r"(?<!\w)(?:công trình|dự án|cái|cầu|cống|tuyến|đường|trường|trạm|nhà|kênh|kè|đoạn|hồ|chợ)\sthứ (?P<which>nhất|hai"
    r"|ba|tư|năm)(?:\s(?:là|hết|mất|khoảng))?:?\s$",
    re.IGNORECASE,
)
_NUMBERS = ("nhất", "hai", "ba", "tư", "năm")
_AND = re.compile(r"\svà\s")
_IN_ALL = re.compile(
    r",?\s(?:với )?tổng (?:kinh phí|vốn|mức đầu tư|vốn đầu tư|dự toán|chi phí|giá trị)\s(?:là\s|khoảng\s)?"
)
_CLAUSE = re.compile(rf";\s(?!{_COST})", re.IGNORECASE)
_OF_WHOLE = re.compile(
    r"(?:thuộc|trong khuôn khổ|nằm trong)\s(?:các\s)?(?:(?:dự án|chương trình|đề án)\s)?[“\"]?$", re.IGNORECASE
)
"""'Tiểu dự án X thuộc dự án | Y': what is told next is told of X."""
_LEADS_IN = re.compile(
    rf"(?:(?:^|[,:(–-])\s?|(?<!\w)(?:{_COST}|giá(?: quyết toán)?|kết toán|hợp đồng|chi phí|vốn|đầu tư|với|bằng|hết|tốn"
    r"|mất|tính ra|dự kiến|ước|cộng|tổng (?:số|cộng)|tất cả|cả thảy)\s)"
    r"(?:(?:là|hết|độ|chừng|khoảng|gần|hơn|trên|dự kiến|cả thảy|đã thẩm định|vốn)\s)*(?:(?<=\s):\s|(?<!\s):\s)?$",
    re.IGNORECASE,
)
"""What stands right before what a work costs."""
_NO_PRICE = compiled(
    r"(?<!\w)(?:vay|sử dụng|trúng thầu|giai đoạn (?:đầu|một)|bình quân|mỗi|từ|xuống|lũy kế|doanh thu|thu|góp"
    r"|(?<!chi )(?<!kinh )phí|lãi|bước|tự bỏ|chuyển|giao|cấp|cần|xin|đề nghị|diện tích)(?!\w)|/$",
    re.IGNORECASE,
)
_IS_FOR = re.compile(r"\s(?:để|cho|tại|hỗ trợ|chênh lệch|tạm ứng|còn|đã)(?!\w)")
_MOVED = re.compile(r"(?<!\w)sang\s(?:(?:dự án|công trình)\s)?$")
"""'chuyển 3.200 triệu đồng từ dự án A sang dự án B 2.000 triệu đồng và ...'"""
_TO_NAME = re.compile(r"(?!.*\svà\s)[^,;:.()\n]{1,60}")
_ROUGHLY = re.compile(r"\s(?:khoảng|trên|gần|hơn|chừng|ước|độ)$", re.IGNORECASE)
_MARKS = " \t\n,.;:(–-"
_REACH, _SENTENCES, _CLOSE, _NEAR, _SHORT = 900, 3, 120, 220, 40


def without_sums(passage: Passage, projects: Iterable[Project]) -> Iterator[Project]:
    """The projects, a name that ran on over a sum cut before it; what has no cost yet costs so much.

    Of 'trạm cấp nước X | khoảng 19 tỷ đồng, nếu' the first words are left; where that is one word, it names no project.
    """
    for project in projects:
        amount = next(sums_between(passage, project.start + 1, project.end), None)
        if amount is None or project.in_row:
            yield project
            continue
        words = _ROUGHLY.sub("", without_hanging(passage.text[project.start : amount.start].rstrip(_MARKS)))
        cost = amount.vnd if amount.role in COST_ROLES else None
        if len(words.split()) > 1:
            yield replace(told_as(project, project.start, words), total_vnd=project.total_vnd or cost)


def with_costs(passage: Passage, projects: Sequence[Project]) -> list[Project]:
    """The projects, each with its cost where the text tells it apart from its name; rows of tables as they are."""
    ordered = sorted(projects, key=lambda project: project.start)
    costs = dict[int, Amount]()
    reached = 0  # the end of the project before
    for project, following in zip_longest(ordered, ordered[1:]):
        stop = following.start if following else len(passage.text)
        if not project.in_row and not _OF_WHOLE.search(passage.before(project.start, _SHORT)):
            first = _whole(passage, project, stop) if project.total_vnd else cost_told(passage, project, reached, stop)
            cost = _raised(passage, project.end, stop) or first
            costs |= {project.start: cost} if cost and cost.vnd else {}
        reached = project.end
    costs |= _by_number(passage, ordered)
    joint = _of_two(passage, ordered)
    known = (replace(one, total_vnd=costs[one.start].vnd) if one.start in costs else one for one in projects)
    return [replace(one, total_vnd=None) if (one.start, one.total_vnd) in joint else one for one in known]


def _of_two(passage: Passage, ordered: Sequence[Project]) -> set[tuple[int, int | None]]:
    """Where works begin of which only the sum is told, and the sum: 'xây cầu X và ngầm tràn Y với tổng kinh phí 5,9 tỷ đồng'."""
    joint = set[tuple[int, int | None]]()
    for first, second in pairwise(ordered):
        if _AND.fullmatch(passage.text, first.end, second.start):
            cost = next(sums_between(passage, second.end, second.end + _SHORT), None)
            if cost and _IN_ALL.fullmatch(passage.text, second.end, cost.start):
                joint |= {(first.start, cost.vnd), (second.start, cost.vnd)}
    return joint


def cost_told(passage: Passage, work: Span, reached: int, stop: int) -> Amount | None:
    """What a work costs whose name no sum stands beside; `reached` and `stop` are where others end and begin."""
    alone = reached <= passage.sentences.at(work.start)[0]
    return (
        _behind(passage, work.end, stop, alone)
        or _right_behind(passage, work, reached, stop)
        or _before(passage, work.start, reached)
    )


def _behind(passage: Passage, end: int, stop: int, alone: bool) -> Amount | None:
    """What the rest of the clause behind a name calls its cost, or a further sentence that goes on about it.

    Behind a sentence that tells of several works only 'công trình này' points to the last one (`alone`).
    """
    for begin, until in _stretches(passage, end, stop):
        opens = _GOES_ON.match(passage.text, begin, until) if begin > end else None
        if begin > end and (opens is None or not (alone or opens["it"])):
            continue
        sums, calls = list(sums_between(passage, begin, until)), _CALLS
        for amount, after in zip_longest(sums, sums[1:]):
            called = opens or _last(calls, passage.text, begin, amount.start)
            if called and _is_cost(passage, end, called.end(), amount):
                return newer(passage, amount, after)
            if opens:
                break
            calls = _CALLS_WHOLE
    return None


def _right_behind(passage: Passage, work: Span, reached: int, stop: int) -> Amount | None:
    """The first sum of the clause behind a name, set apart by a comma or a bracket or led in as a price is."""
    begin, until = next(_stretches(passage, work.end, stop), (0, 0))
    sums = sums_between(passage, begin, min(until, work.end + _CLOSE))
    amount = next(sums, None)
    if amount is None or amount.role not in COST_ROLES or _is_given(passage, work.start, reached):
        return None
    between = passage.text[begin : amount.start]
    if not _LEADS_IN.search(between) or _OF_OTHER.search(between) or _NO_PRICE.search(between):
        return None
    if NO_COST.search(between) or _IS_FOR.match(passage.text, amount.end) or _tells_work(passage, begin, amount.start):
        return None
    return newer(passage, amount, next(sums, None))


def _is_given(passage: Passage, start: int, reached: int) -> bool:
    """Whether a sum stands right before a name: what is told behind it is of the next ('15 tỷ đồng cho cầu X, 6 tỷ đồng cho trường Y')."""
    amount = last_sum(passage, max(reached, start - _NEAR), start)
    given = amount is not None and _TO_NAME.fullmatch(passage.text, amount.end, start) is not None
    return given or _MOVED.search(passage.before(start, _SHORT)) is not None


def _stretches(passage: Passage, end: int, stop: int) -> Iterator[tuple[int, int]]:
    """The rest of the sentence behind a name, and the next ones of its paragraph, up to what is told of something else."""
    line = passage.text.find("\n", end, end + _REACH)
    stop = min(stop, line if line >= 0 else end + _REACH)
    begin = end
    for _ in range(_SENTENCES):
        if begin >= stop:
            return
        until = min(stop, passage.sentences.at(max(begin, 1) - (begin == end))[1])
        clause = _CLAUSE.search(passage.text, begin, until) if begin == end else None
        yield begin, clause.start() if clause else until
        begin = until


def _last(wanted: re.Pattern[str], text: str, start: int, stop: int) -> re.Match[str] | None:
    return max(wanted.finditer(text, start, stop), key=lambda match: match.end(), default=None)


def _is_cost(passage: Passage, end: int, called: int, amount: Amount) -> bool:
    """Whether a sum that a word calls a cost is a cost, and no other work's."""
    if amount.role not in COST_ROLES:
        return False
    between = passage.text[called : amount.start]
    if any(True for _ in sums_between(passage, called, amount.start)) or _OF_OTHER.search(between):
        return False
    said = NO_COST.search(passage.text, end, amount.start)
    return not (said and not between.endswith(" từ ")) and not _tells_work(passage, end, amount.start)


def _tells_work(passage: Passage, start: int, stop: int) -> bool:
    """Whether a work by a name of its own is told between two offsets."""
    works = starts_of_works(passage.text)
    return any(
        names_one_work(name_said_of(passage.text, at, stop))
        for at in works[bisect_left(works, start) : bisect_left(works, stop)]
    )


def _whole(passage: Passage, project: Project, stop: int) -> Amount | None:
    """The whole cost that the clause tells behind the known one: 'vốn tự có 60 tỷ đồng, ..., tổng mức đầu tư 200 tỷ đồng'."""
    if called_whole(passage, project):
        return None
    begin, until = next(_stretches(passage, project.end, stop), (0, 0))
    whole = first_cost(passage, begin, until, "investments")
    if whole is None or (whole.vnd or 0) <= (project.total_vnd or 0) or _tells_work(passage, begin, whole.start):
        return None
    known = any(amount.vnd == project.total_vnd for amount in sums_between(passage, begin, whole.start))
    return whole if known else None


def _raised(passage: Passage, end: int, stop: int) -> Amount | None:
    """What a known cost was changed to, as further words tell: '... được điều chỉnh tại Quyết định số ... là 183 tỷ đồng'."""
    for begin, until in _stretches(passage, end, stop):
        raised = _last(_RAISED, passage.text, begin, until)
        sums = sums_between(passage, raised.end(), until) if raised else iter(())
        amount = next(sums, None)
        if raised and amount and _is_cost(passage, end, raised.end(), amount):
            return newer(passage, amount, next(sums, None))
    return None


def _before(passage: Passage, start: int, reached: int) -> Amount | None:
    """'Với 143 triệu đồng dân ấp đã nạo vét kênh X'."""
    begin = max(reached, passage.sentences.at(start)[0], start - _NEAR)
    amount = last_sum(passage, begin, start)
    if amount is None or amount.role != "stated":
        return None
    before, between = passage.before(amount.start, _NEAR), passage.text[amount.end : start]
    return amount if _WITH.search(before) and _WHO.fullmatch(between) else None


def _by_number(passage: Passage, ordered: Sequence[Project]) -> Iterator[tuple[int, Amount]]:
    """Where the works of a sentence begin that further words number, each with its cost: 'cầu thứ nhất 92 tỷ đồng, cầu thứ hai 36 tỷ đồng'."""
    if not openings_of(passage.text).starts(("thứ",)):
        return
    numbered = dict[int, list[tuple[int, Amount]]]()
    for amount in passage.found.amounts:
        if number := _NUMBER.search(passage.before(amount.start, _SHORT)):
            place = _NUMBERS.index(number["which"].lower())
            numbered.setdefault(passage.sentences.at(amount.start)[0], []).append((place, amount))
    for begin, sums in numbered.items():
        works = list(within(ordered, begin, sums[0][1].start))[-len(sums) :]
        if len(works) == len(sums) > 1:
            yield from ((works[place].start, amount) for place, amount in sums if place < len(works))
