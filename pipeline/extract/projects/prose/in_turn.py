"""Works told first, then what each costs: passage in, `Project` mentions with their cost out.

'nhà văn hóa A và nhà văn hóa B, lần lượt 650 triệu đồng và 715 triệu đồng', '..., công trình trước 348 triệu đồng'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.passage import Passage
from pipeline.extract.places.names import LEVELS
from pipeline.extract.projects.names.mentions import work_at
from pipeline.extract.projects.names.works import (
    JOINT,
    name_said_of,
    names_work,
    starts_of_works,
    work_done,
)
from pipeline.normalize.letters import UPPER
from pipeline.records import Amount, Project

_IN_TURN = re.compile(
    r"(?:,|:|\s\()?\s?(?:với |có )?(?:(?:tổng )?(?:mức đầu tư|kinh phí|vốn(?: đầu tư)?|giá trị|dự toán|số tiền)"
    r"(?: [^\W\d_]+){0,2} |trị giá )?(?:lần lượt|tương ứng)(?: (?:là|với|số tiền)){0,2}:?\s$",
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
_CLAUSE_REACH, _PAIR = 300, 2


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
            yield work_at(passage, offset + start, name, "project.prose", cost)


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
