"""Works whose cost the text tells where it points back to them: passage in, `Project` mentions with their cost out.

'Cử tri hỏi về trạm bơm X. ... Công trình có tổng mức đầu tư 38 tỷ đồng', 'nâng cấp đường Y. ... Tuyến đường này ... kinh phí 2 tỷ
đồng'.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from pipeline.extract.citations.list_leads import LIST_MARK
from pipeline.extract.passage import Passage
from pipeline.extract.projects.costs.sums import first_cost, newer, sums_between
from pipeline.extract.projects.names.mentions import work_at
from pipeline.extract.projects.names.works import (
    has_proper_name,
    name_said_of,
    names_one_work,
    names_work,
    works_verbs,
)
from pipeline.records import Project
from pipeline.structure.openings import opened

_ASKED = opened(
    r"(?<!\w)(?:hỏi về|phản ánh(?: về)?|(?:đề nghị|kiến nghị)(?: về)?(?: sớm)?(?: đầu tư)?)\s(?=[^\W\d])",
)
"""What people ask about; whether it is built the words behind tell."""
_POINTERS = opened(
    r"(?<!\w)(?:công trình|dự án|tuyến(?: đường| kênh| kè)?|đoạn (?:đường|kè|kênh|đê)|(?:cây )?cầu|trường"
    r"|trạm(?: bơm)?|chợ|hồ|đập|kênh|kè)\s(?:này|nêu trên|nói trên|cử tri (?:nêu|hỏi|kiến nghị|phản ánh))(?!\w)"
    r"|(?<=[.:\n-]\s)(?-i:Công trình|Dự án|Tuyến đường)\s(?=(?:có|được (?:phê )?duyệt)(?!\w))",
)
"""'Công trình này', or at the head of a sentence 'Công trình có': a thing built that was spoken of."""
_COST_OF_IT = re.compile(
    r"(?<!\w)(?:kinh phí|tổng mức(?: đầu tư)?|tổng (?:kinh phí|dự toán|vốn|chi phí)|chi phí|dự toán|giá trị"
    r"|vốn(?: đầu tư)?)(?:\s(?:xây dựng|thực hiện|đầu tư|sửa chữa|nâng cấp|làm|của|cho)){0,3}\s$",
    re.IGNORECASE,
)
_IT_IS_WORTH = re.compile(
    r"(?<!\w)(?:(?:có\s)?(?:giá trị|trị giá)|được (?:phê )?duyệt(?:\s(?:từ |vào )?năm \d{4})?\svới)(?:\s(?:là|khoảng|gần|trên))?\s",
    re.IGNORECASE,
)
_IT_COSTS = re.compile(r"\s(?:(?:dự kiến|ước|là|khoảng|gần|trên|hết)\s?:?\s){1,2}")
_REACH = 420


def find_projects_pointed_at(passage: Passage, named: Iterable[Project]) -> Iterator[Project]:
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
            yield work_at(passage, asked.end(), name, "project.named")


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
        yield work_at(passage, start, name, "project.named")


@cache
def _done() -> re.Pattern[str]:
    """What is done to a work, told of it behind its name."""
    return re.compile(rf"\s{works_verbs()}\s", re.IGNORECASE)
