"""What further words tell of works named before: passage in, `Project` mentions with their cost out.

'Cử tri hỏi về trạm bơm X. ... Công trình có tổng mức đầu tư 38 tỷ đồng', 'nâng cấp đường Y. ... Tuyến đường này ... kinh phí 2 tỷ
đồng'; 'nhà văn hóa A và nhà văn hóa B, lần lượt 650 triệu đồng và 715 triệu đồng', '..., công trình trước 348 triệu đồng'.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.passage import Passage
from pipeline.extract.project_costs import first_cost, place_in, project_at
from pipeline.extract.works import JOINT, name_said_of, names_one_work, names_work, work_done
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
    r"|(?<=[.:\n-]\s)(?-i:Công trình|Dự án|Tuyến đường)\s(?=có(?!\w))",
)
"""'Công trình này', or at the head of a sentence 'Công trình có': a thing built that was spoken of."""
_IN_TURN = re.compile(
    r"(?:,|:|\s\()?\s?(?:với )?(?:kinh phí |trị giá |dự toán |vốn )?lần lượt(?: là)?:?\s$", re.IGNORECASE
)
_ORDERED = re.compile(
    r",?\s(?:công trình|dự án|cái) (?:(?P<first>trước|đầu|thứ nhất|trên)|sau|thứ hai|dưới)(?: là| hết)?:?\s$",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\s?(?:,|;|\svà)\s(?:(?:công trình|dự án|cái) (?:trước|đầu|sau|thứ nhất|thứ hai|trên|dưới)(?: là| hết)?\s)?"
)
_CLAUSE = re.compile(r"[.;:)\n]\s|^\s*\d{1,2}[.)]\s")
_REACH, _CLAUSE_REACH = 420, 240


def find_projects_asked(passage: Passage, named: Iterable[Project]) -> Iterator[Project]:
    """The works that people ask about or the text only names, whose cost is told where the words point back to them."""
    pointers = [pointer.end() for pointer in passage.find(_POINTERS)]
    if not pointers:
        return
    works = sorted([*named, *_asked(passage)], key=lambda project: project.start)
    ends = [work.end for work in works]
    for pointer in pointers:
        index = bisect_right(ends, pointer) - 1
        if index >= 0 and pointer - ends[index] <= _REACH:
            following = works[index + 1].start if index + 1 < len(works) else len(passage.text)
            stop = min(passage.sentences.at(pointer)[1], following)
            cost = first_cost(passage, pointer, stop, "costs")
            if cost and works[index].total_vnd is None:
                yield replace(works[index], total_vnd=cost.vnd)


def _asked(passage: Passage) -> Iterator[Project]:
    for asked in passage.find(_ASKED):
        name = name_said_of(passage.text, asked.end(), passage.sentences.at(asked.end())[1])
        if names_one_work(name):
            yield project_at(passage, asked.end(), asked.end() + len(name), "project.named", None, place_in(name))


def find_projects_in_turn(passage: Passage) -> Iterator[Project]:
    """Two works told first, then what each costs, in their order or as the words say."""
    for first, second in pairwise(passage.found.amounts):
        if not _NEXT.fullmatch(passage.text, first.end, second.start):
            continue
        before = passage.before(first.start, _CLAUSE_REACH)
        ordered = _ORDERED.search(before)
        lead = _IN_TURN.search(before) or ordered
        if lead is None:
            continue
        costs = (second, first) if ordered and not ordered["first"] else (first, second)
        yield from _two(passage, first.start - len(before), before[: lead.start()], costs)


def _two(passage: Passage, offset: int, before: str, costs: tuple[Amount, Amount]) -> Iterator[Project]:
    """The last two works of a clause, each with its cost."""
    begin = max((mark.end() for mark in _CLAUSE.finditer(before)), default=0)
    for joint in reversed(list(JOINT.finditer(before, begin))):
        names = (before[begin : joint.start()], before[joint.end() :])
        if all(names_one_work(name) or names_work(name, False) or work_done(name) for name in names):
            for start, name, cost in zip((begin, joint.end()), names, costs, strict=True):
                at = offset + start
                yield project_at(passage, at, at + len(name), "project.prose", cost, place_in(name))
            return
