"""Where projects are told that the text names more than once: passage in, its projects out, each where most is told of it.

'1. Cống Bà Sáu: cánh hở, mặn lọt vô. Thay cánh cống Bà Sáu bằng inox, 78 triệu' tells the cost of what the second mention says;
'- Đập Tràn Sỏi: cuốn trôi 6 m sân. Công ty nhận sửa đập Tràn Sỏi' says there what is done, and a title only names what the text
below tells of.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pipeline.extract.passage import Passage, Spans, within
from pipeline.extract.projects.costs.features import Near
from pipeline.extract.projects.costs.priced import likeliest_cost
from pipeline.extract.projects.costs.sums import COST_ROLES, NO_COST, sums_between
from pipeline.extract.projects.names.mentions import told_as
from pipeline.extract.projects.names.parted import parted
from pipeline.extract.projects.names.works import (
    has_proper_name,
    name_said_of,
    names_work,
    starts_of_works,
    without_deed,
    work_done,
)
from pipeline.extract.projects.retold import not_told_yet, without_retellings
from pipeline.records import Amount, Project

LEAST, SURE = 0.3, 0.6
"""The probability from which a sum near another mention is taken for the cost, and that of one right behind it."""
_KIND = re.compile(r"^(?:(?:tiểu )?dự án|công trình)\s+", re.IGNORECASE)
_BEHIND = re.compile(
    r"\s?[,:(]?\s?(?:(?:trị giá|giá trị|kinh phí|tổng mức đầu tư|tổng vốn|dự toán|quyết toán|khái toán|hết|là|khoảng"
    r"|ước|giá|với|mức|tạm tính)\s?:?\s?)*"
)
_GREETING = re.compile(r"^Kính (?:gửi|thưa)", re.MULTILINE)
"""What the body of a letter or a speech begins with."""
_CLAUSE = re.compile(r"[.;:,()\n]\s?")
_TO_COST, _AROUND, _FAR, _NEAR, _WORDS = 500, 3_000, 200, 60, 6
_SHORTEST, _SAYS_ENOUGH = 2, 4


def place_projects(passage: Passage) -> tuple[Project, ...]:
    """The projects of a passage, in order, each where most is told of it; who signs or is listed by name is none."""
    taken = Spans(passage.found.projects)
    people = {(one.start, one.end) for one in passage.found.entities if one.is_listed}
    whole, parts = list[Project](), list[Project]()
    for project in passage.found.projects:
        if (project.start, project.end) in people:
            continue  # 'Đào Đình Thắng', a row of a payroll
        there = _placed(passage, project, taken)
        if there.start != project.start and any(one.start < there.end and there.start < one.end for one in whole):
            there = project  # another has gone there
        first, *further = parted(there)
        if further:
            parts += (first, *further)
        else:
            whole.append(first)
    placed = sorted((*whole, *not_told_yet(parts, whole)), key=lambda one: (one.start, -one.end))
    return tuple(without_retellings(placed))


def _placed(passage: Passage, project: Project, taken: Spans) -> Project:
    if project.in_row:
        return project
    if project.total_vnd is not None:
        return _nearer_its_cost(passage, project, taken)
    others = [one for one in _mentions(passage, project, *_around(project)) if not taken.overlap(one.start, one.end)]
    if not others:
        return project
    return (
        _where_priced(passage, project, others)
        or _where_done(passage, project, others)
        or _below_title(passage, project, others)
        or project
    )


def _around(project: Project) -> tuple[int, int]:
    return max(0, project.start - _AROUND), project.end + _AROUND


def _nearer_its_cost(passage: Passage, project: Project, taken: Spans) -> Project:
    """A project at the last mention before its cost, where no other project stands between."""
    sums = sums_between(passage, project.end, project.end + _TO_COST)
    cost = next((one for one in sums if one.vnd == project.total_vnd), None)
    if cost is None:
        return project
    *_, last = (project, *_mentions(passage, project, project.end, cost.start))
    return project if taken.overlap(last.start, cost.start) else last


def _where_priced(passage: Passage, project: Project, others: list[Project]) -> Project | None:
    """A project without a cost at the mention that a sum stands near which is likely one."""
    best: tuple[float, Project] | None = None
    begin, stop = project.start - 2 * _AROUND, project.end + 2 * _AROUND
    rest = [one for one in within(passage.found.projects, begin, stop) if one is not project]
    for there in others:
        place = bisect_right(rest, there.start, key=lambda one: one.start)
        near = Near(passage.text, [*rest[:place], there, *rest[place:]], passage.found.amounts, place)
        behind = _cost_right_behind(passage, there)
        likeliest = (SURE, behind) if behind else likeliest_cost(near)
        if likeliest and likeliest[0] >= max(LEAST, best[0] if best else 0):
            best = likeliest[0], replace(there, total_vnd=likeliest[1].vnd)
    return best[1] if best else None


def _cost_right_behind(passage: Passage, there: Project) -> Amount | None:
    """The sum that hardly a word parts from a mention, if it may be a cost."""
    behind = next(sums_between(passage, there.end, there.end + _NEAR), None)
    if behind is None or behind.vnd is None or behind.per or behind.role not in COST_ROLES:
        return None
    if NO_COST.search(passage.before(there.start)) or not _BEHIND.fullmatch(passage.text, there.end, behind.start):
        return None
    return behind


def _where_done(passage: Passage, project: Project, others: list[Project]) -> Project | None:
    """A work that its line only names at first, where the line says what is done to it."""
    if work_done(project.text):
        return None
    stop = passage.text.find("\n", project.end)
    line = (one for one in others if project.end < one.start < (stop if stop >= 0 else len(passage.text)))
    return next((one for one in line if work_done(one.text)), None)


def _below_title(passage: Passage, project: Project, others: list[Project]) -> Project | None:
    """A work that the document's head only names, where the text below first tells of it."""
    greeting = _GREETING.search(passage.text, 0, _AROUND)
    head = max(passage.outline.letterhead.end, greeting.start() if greeting else 0)
    return next((one for one in others if one.start >= head), None) if project.end <= head else None


def _mentions(passage: Passage, project: Project, begin: int, stop: int) -> Iterator[Project]:
    """Where the name of a project stands again between two offsets, with what is done to it before and which part of it behind."""
    name = without_deed(_KIND.sub("", project.name))
    if len(name.split()) < _SHORTEST or not has_proper_name(name):
        return
    if len(name.split()) < _SAYS_ENOUGH and not names_work(name, True):
        return  # the name of a place alone
    last = name.rsplit(None, 1)[-1]
    itself = begin <= project.start < stop
    if passage.text.count(last, begin, stop) + passage.text.count(last.upper(), begin, stop) <= itself:
        return  # told once, and a pattern made for nothing
    if _squeezed(passage.text).count(" ".join(name.lower().split())) <= 1:
        return  # what else ends so is called otherwise
    again = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)".replace(r"\ ", r"\s+"), re.IGNORECASE)
    starts = starts_of_works(passage.text)
    for match in again.finditer(passage.text, begin, stop):
        start, end = match.span()
        place = bisect_right(starts, start) - 1
        while place >= 0 and start - starts[place] < _FAR and _is_phrase(passage.text[starts[place] : match.start()]):
            start, place = starts[place], place - 1
        end = max(end, start + len(name_said_of(passage.text, start, stop)))
        text = passage.text[start:end]
        if work_done(project.text) and not work_done(text):
            continue  # where less is said of it
        yield told_as(project, start, text)


@lru_cache(maxsize=2)
def _squeezed(text: str) -> str:
    """A text in small letters, its words one space apart."""
    return " ".join(text.lower().split())


def _is_phrase(words: str) -> bool:
    """Whether words before a name belong to one phrase with it."""
    return len(words.split()) <= _WORDS and not _CLAUSE.search(words)
