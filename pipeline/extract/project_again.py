"""What further words tell of works named before: passage in, `Project` mentions with their cost out.

'Cử tri hỏi về trạm bơm X. ... Công trình có tổng mức đầu tư 38 tỷ đồng', 'nâng cấp đường Y. ... Tuyến đường này ... kinh phí 2 tỷ
đồng'; 'nhà văn hóa A và nhà văn hóa B, lần lượt 650 triệu đồng và 715 triệu đồng', '..., công trình trước 348 triệu đồng'.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from pipeline.extract.list_leads import LIST_MARK
from pipeline.extract.passage import Passage
from pipeline.extract.place_names import LEVELS
from pipeline.extract.project_costs import first_cost, newer, place_in, project_at, sums_between
from pipeline.extract.works import (
    JOINT,
    has_proper_name,
    name_said_of,
    names_one_work,
    names_work,
    starts_of_works,
    work_done,
    works_verbs,
)
from pipeline.normalize.letters import UPPER
from pipeline.records import Amount, Project
from pipeline.structure.openings import opened

_ASKED = opened(
    "hỏi về phản đề kiến",
    r"(?<!\w)(?:hỏi về|phản ánh(?: về)?|(?:đề nghị|kiến nghị)(?: về)?(?: sớm)?(?: đầu tư)?)\s(?=[^\W\d])",
)
"""What people ask about; whether it is built the words behind tell."""
_POINTERS = opened(
    "công dự tuyến đoạn cây cầu trường trạm chợ hồ đập kênh kè",
    r"(?<!\w)(?:công trình|dự án|tuyến(?: đường| kênh| kè)?|đoạn (?:đường|kè|kênh|đê)|(?:cây )?cầu|trường|trạm(?: bơm)?|chợ|hồ|đập|kênh|kè)\s(?:này|nêu trên|nói trên|cử tri (?:nêu|hỏi|kiến nghị|phản ánh))(?!\w)"
    r"|(?<=[.:\n-]\s)(?-i:Công trình|Dự án|Tuyến đường)\s(?=(?:có|được (?:phê )?duyệt)(?!\w))",
)
"""'Công trình này', or at the head of a sentence 'Công trình có': a thing built that was spoken of."""
_COST_OF_IT = re.compile(
    r"(?<!\w)(?:kinh phí|tổng mức(?: đầu tư)?|tổng (?:kinh phí|dự toán|vốn|chi phí)|chi phí|dự toán|giá trị|vốn(?: đầu tư)?)(?:\s(?:xây dựng|thực hiện|đầu tư|sửa chữa|nâng cấp|làm|của|cho)){0,3}\s$",
    re.IGNORECASE,
)
_IT_IS_WORTH = re.compile(
    r"(?<!\w)(?:(?:có\s)?(?:giá trị|trị giá)|được (?:phê )?duyệt(?:\s(?:từ |vào )?năm \d{4})?\svới)(?:\s(?:là|khoảng|gần|trên))?\s",
    re.IGNORECASE,
)
_IT_COSTS = re.compile(r"\s(?:(?:dự kiến|ước|là|khoảng|gần|trên|hết)\s?:?\s){1,2}")
_IN_TURN = re.compile(
    r"(?:,|:|\s\()?\s?(?:với |có )?(?:(?:tổng )?(?:mức đầu tư|kinh phí|vốn(?: đầu tư)?|giá trị|dự toán|số tiền)(?: [^\W\d_]+){0,2} |trị giá )?(?:lần lượt|tương ứng)(?: (?:là|với|số tiền)){0,2}:?\s$",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    r",?\s(?:công trình|dự án|cái) (?:(?P<first>trước|đầu|thứ nhất|trên)|sau|thứ hai|dưới)(?: là| hết)?:?\s$",
    re.IGNORECASE,
)
_THESE = re.compile(
    r"(?:Hai|Ba|Bốn|Các|Cả (?:hai|ba)|\d{1,2}) (?:công trình|dự án|cầu|trường|trạm|tuyến|đường|hồ|kè|chợ)(?: này| trên| nói trên| nêu trên)\s",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?<!\w)(?:bố trí|kế hoạch|giao|giải ngân|thanh toán|dự kiến|cấp|nợ|thiếu|hỗ trợ|đạt)(?!\w)", re.IGNORECASE
)
_NEXT = re.compile(
    r"\s?(?:,|;|\svà)\s(?:(?:công trình|dự án|cái) (?:trước|đầu|sau|thứ nhất|thứ hai|trên|dưới)(?: là| hết)?\s)?"
)
_BRACKET = re.compile(r"\s?\([^()]*\)\s*$")
_ALIKE = re.compile(rf"(?:{LEVELS}\s)?[{UPPER}][\w'’]*(?:[ -]{{1,3}}[{UPPER}\d][\w'’]*)*")
"""A name alone of one more of a kind: 'nước tự chảy Bản Lả và Huổi Mạ'."""
_CLAUSE = re.compile(r"[.;:\n]\s|^\s*[a-zđ\d]{1,2}[.)]\s")
_REACH, _CLAUSE_REACH, _NEAR, _PAIR = 420, 300, 60, 2


def find_projects_asked(passage: Passage, named: Iterable[Project]) -> Iterator[Project]:
    """The works that people ask about or the text only names, whose cost is told where the words point back to them."""
    pointers = list(passage.find(_POINTERS))
    if not pointers:
        return
    opening = {work.start: work for pointer in pointers for work in _opening(passage, pointer.start())}
    works = sorted([*named, *_asked(passage), *opening.values()], key=lambda project: project.start)
    ends = [work.end for work in works]
    for pointer in pointers:
        at = pointer.end()
        index = bisect_right(ends, at) - 1
        if index >= 0 and at - ends[index] <= _REACH:
            following = works[index + 1].start if index + 1 < len(works) else len(passage.text)
            stop = min(passage.sentences.at(at)[1], following)
            cost = first_cost(passage, at, stop, "costs")
            vnd = cost.vnd if cost else _cost_of_it(passage, pointer)
            if vnd and works[index].total_vnd is None:
                yield replace(works[index], total_vnd=vnd)


def _cost_of_it(passage: Passage, pointer: re.Match[str]) -> int | None:
    """'Kinh phí xây dựng tuyến đường này là 16,8 tỷ đồng', 'Công trình có giá trị 156 tỷ đồng'."""
    led = _COST_OF_IT.search(passage.before(pointer.start())) is not None
    sums = sums_between(passage, pointer.end(), pointer.end() + _REACH)
    amount = next(sums, None)
    told = amount and (_IT_COSTS if led else _IT_IS_WORTH).fullmatch(passage.text, pointer.end(), amount.start)
    return newer(passage, amount, next(sums, None)).vnd if amount and told else None


def _asked(passage: Passage) -> Iterator[Project]:
    for asked in passage.find(_ASKED):
        name = name_said_of(passage.text, asked.end(), passage.sentences.at(asked.end())[1])
        if names_one_work(name):
            yield project_at(passage, asked.end(), asked.end() + len(name), "project.named", None, place_in(name))


def _opening(passage: Passage, at: int) -> Iterator[Project]:
    """The work that opens the paragraph around an offset: 'Cảng X xây dựng bến 20.000 DWT. Dự án được duyệt ...'."""
    near = max(0, at - _REACH)
    line = passage.text.rfind("\n", near, at) + 1
    if not line and near:
        return
    mark = LIST_MARK.match(passage.text, line, at)
    start = mark.end() if mark else line
    name = name_said_of(passage.text, start, min(at, passage.sentences.at(start)[1]))
    done = _done().search(name)
    name = name[: done.start()] if done and has_proper_name(name[: done.start()]) else name
    if names_work(name, False) and names_one_work(name):
        yield project_at(passage, start, start + len(name), "project.named", None, place_in(name))


@cache
def _done() -> re.Pattern[str]:
    """What is done to a work, told of it behind its name."""
    return re.compile(rf"\s{works_verbs()}\s", re.IGNORECASE)


def find_projects_in_turn(passage: Passage) -> Iterator[Project]:
    """Works told first, then what each costs, in their order or, of two, as the words say."""
    for costs in _runs(passage):
        before = passage.before(costs[0].start, _CLAUSE_REACH)
        ordered = _ORDERED.search(before) if len(costs) == _PAIR else None
        lead = _IN_TURN.search(before) or ordered
        if lead is None:
            continue
        begin = max((mark.end() for mark in _CLAUSE.finditer(before, 0, lead.start())), default=0)
        offset = costs[0].start - len(before) + begin
        words = before[begin : lead.start()]
        if _THESE.match(passage.text, offset):
            offset, words = _sentence_above(passage, offset, words)
        names = _last_names(words, len(costs))
        inverted = ordered is not None and not ordered["first"]
        for (start, name), cost in zip(names, reversed(costs) if inverted else costs, strict=bool(names)):
            at = offset + start
            yield project_at(passage, at, at + len(name), "project.prose", cost, place_in(name))


def _sentence_above(passage: Passage, offset: int, said: str) -> tuple[int, str]:
    """Where the sentence before begins that 'hai công trình này' points to, and its words; none where a share is told of them."""
    start, stop = passage.sentences.at(max(0, offset - 1))
    return (offset, "") if _SHARE.search(said) else (start, passage.text[start:stop].rstrip(" .\n"))


def _runs(passage: Passage) -> Iterator[list[Amount]]:
    """The sums that follow each other, two at least."""
    run = list[Amount]()
    for amount in passage.found.amounts:
        if run and not _NEXT.fullmatch(passage.text, run[-1].end, amount.start):
            if len(run) > 1:
                yield run
            run = []
        run.append(amount)
    if len(run) > 1:
        yield run


def _last_names(words: str, count: int) -> list[tuple[int, str]]:
    """The last works that a clause tells, so many, each with where it begins; none where it tells fewer."""
    names, stop = list[tuple[int, str]](), len(words)
    for joint in reversed(list(JOINT.finditer(words))):
        name = name_said_of(words, joint.end(), stop)
        alike = _ALIKE.match(name)
        if alike and not _names_one(name):
            name = alike[0]
        if alike or _names_one(name):
            names.insert(0, (joint.end(), name))
            stop = joint.start()
        elif not names:  # what is told of all
            stop = joint.start()
        if len(names) == count - 1:
            break
    for start in (0, *starts_of_works(words[:stop])):
        name = _BRACKET.sub("", words[start:stop])
        if _names_one(name) and name_said_of(words, start, stop) == name and len(names) == count - 1:
            return [(start, name), *names]
    return []


def _names_one(name: str) -> bool:
    return names_work(name, True) or work_done(name)
