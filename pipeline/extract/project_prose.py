"""Projects told in a sentence: passage in, `Project` mentions out.

Works in a row by their names ('04 dự án (Đường ven biển X, Kè Y)'), and works beside their cost: in brackets, after its name
or before it ('khởi công cầu X (45 tỷ đồng)', 'Chợ Y, TMĐT 6 tỷ đồng', 'dự toán Tràn Z 32 tỷ đồng').
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.openings import opened
from pipeline.extract.passage import Passage
from pipeline.extract.places import UNIT
from pipeline.extract.project_costs import WHOLE_COST, project_at, sums_between
from pipeline.extract.works import SPEAKS_OF_WORKS, has_proper_name, names_one_work, names_work
from pipeline.normalize.letters import UPPER
from pipeline.records import Amount, Project

_IN_BRACKETS = re.compile(
    r"(?:^|[\s,;:.])(?P<verb>(?:đã |đang )?(?:khởi công|hoàn thành|đưa vào sử dụng|khánh thành|triển khai|thi công)(?: (?:thi công|xây dựng|đầu tư))?)\s+(?:các công trình:?\s+)?"
    r"(?P<name>[^,;:.()\n]{4,120})\((?:[^()\d\n]{0,40}\s)?$",
    re.IGNORECASE,
)
_COST = re.compile(r"\s(?:là\s)?$")
_NAME_BEGINS = re.compile(r"[,;:()\n]|\.\s|\s(?:và|gồm)\s")
_COST_OF = re.compile(r"(?:^|\s)(?:dự toán|tổng mức đầu tư|tổng dự toán|TMĐT)(?: của)? \S", re.IGNORECASE)
"""'Dự toán Tràn xả lũ X 32.750 triệu đồng': the word for the cost before the name."""
_CAPITAL = re.compile(rf"(?<![\w(])[{UPPER}]")
_KIND_BEFORE = re.compile(r"(?:dự án|công trình|mô hình|đề án):?\s$", re.IGNORECASE)
_ENUMERATES = opened(
    "dự công", r"(?<!\w)(?:dự án|công trình)(?: sau| gồm| trọng điểm| lớn)?(?:\s?[:(]\s?| như:? )(?=\S)"
)
_ENUMERATED = re.compile(r"[.)\n]")
_PIECE = re.compile(r"(?<=[:(,; ])(?!và\s)[^\s,;:()\n\d](?:(?!\svà\s)[^,;:()\n\d])*[^\s,;:()\n\d]")
_STATUS_BEFORE = re.compile(r"hoàn thành|đưa vào|khánh thành", re.IGNORECASE)
_PROSE_REACH = 200
_BRACKET_REACH = 42
"""How far before its sum the bracket of `_IN_BRACKETS` may open."""
_LONGEST = 300


def find_projects_in_prose(passage: Passage) -> Iterator[Project]:
    """The works that sentences tell, in no order."""
    yield from _enumerated(passage)
    yield from _beside_costs(passage)


def _enumerated(passage: Passage) -> Iterator[Project]:
    """'04 dự án (Đường ven biển X, Kè Y, Cảng cá Z)': works by their names alone, two at least."""
    for lead in passage.find(_ENUMERATES):
        closed = _ENUMERATED.search(passage.text, lead.end(), lead.end() + _LONGEST)
        stop = closed.start() if closed else lead.end()
        pieces = _PIECE.finditer(passage.text, lead.end(), stop)
        named = [piece for piece in pieces if names_one_work(piece[0])]
        if len(named) > 1:
            yield from (project_at(passage, *piece.span(), "project.listed", None, None) for piece in named)


def _beside_costs(passage: Passage) -> Iterator[Project]:
    """'khởi công cầu X (tổng mức đầu tư 45 tỷ đồng), hoàn thành đường Y (12 tỷ đồng)': works with their cost in brackets."""
    for amount in passage.found.amounts:
        before = passage.before(amount.start, _PROSE_REACH)
        bracketed = "(" in before[-_BRACKET_REACH:] and amount.role == "stated"
        told = _IN_BRACKETS.search(before) if bracketed else None
        if told is None and (named := _named_before(passage, amount, before)):
            yield named
        if told is None:
            continue
        start = amount.start - len(before) + told.start("name")
        name = told["name"].rstrip()
        if names_one_work(name):
            project = project_at(passage, start, start + len(name), "project.prose", amount, None)
            done = _STATUS_BEFORE.search(told["verb"])
            yield replace(project, status="done" if done else "ongoing")


def _named_before(passage: Passage, amount: Amount, before: str) -> Project | None:
    """The work in capitals whose whole cost an amount is; where works are told of, its cost alone may follow its name."""
    if amount.role != "stated":
        return None
    cost = WHOLE_COST.search(before)
    sentence = passage.sentence_before(amount.start)
    if cost is None and not (SPEAKS_OF_WORKS.search(sentence) or _COST_OF.search(sentence)):
        return None
    whole, cost = cost is not None, cost or _COST.search(before)
    if cost is None:
        return None
    begin = max((mark.end() for mark in _NAME_BEGINS.finditer(before, 0, cost.start())), default=0)
    for capital in _CAPITAL.finditer(before, begin, cost.start()):
        if _KIND_BEFORE.search(before[: capital.start()]):  # found by that word
            return None
        name = before[capital.start() : cost.start()].rstrip()
        if names_work(name, whole) and has_proper_name(name) and not name.endswith("."):
            start = amount.start - len(before) + capital.start()
            if next(sums_between(passage, start, amount.start), None):
                return None
            return project_at(passage, start, start + len(name), "project.prose", amount, UNIT.search(name))
    return None
