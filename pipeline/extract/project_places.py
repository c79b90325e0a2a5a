"""Where projects are told that the text names more than once: passage in, its projects out, each where its cost is told.

'1. Cống Bà Sáu: cánh hở, mặn lọt vô. Thay cánh cống Bà Sáu bằng inox, 78 triệu' tells the cost of what the second mention says;
'Lễ khánh thành cầu X' names the bridge that the text below tells of.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.passage import Passage, Spans
from pipeline.extract.project_cost_features import Near
from pipeline.extract.project_costs import sums_between
from pipeline.extract.project_parted import parted, with_bracket
from pipeline.extract.project_priced import BY_COLUMN, likeliest_cost
from pipeline.extract.works import has_proper_name, name_said_of, starts_of_works, without_deed
from pipeline.records import Amount, Project

_KIND = re.compile(r"^(?:(?:tiểu )?dự án|công trình)\s+", re.IGNORECASE)
_FAR, _REACH, _SHORTEST = 500, 200, 2
_LEAST = 0.3
_BESIDE = re.compile(
    r"\s?[,:(]?\s?(?:(?:trị giá|giá trị|kinh phí|tổng mức đầu tư|tổng vốn|dự toán|quyết toán|khái toán|hết|là|khoảng|ước|giá|với|mức|tạm tính)\s?:?\s?)*"
)
_CLAUSE = re.compile(r"[.;:,()\n]\s?")


def place_projects(passage: Passage) -> tuple[Project, ...]:
    """The projects of a passage, in order, each where most is told of it."""
    projects = passage.found.projects
    taken = Spans(projects)
    moved = list[Project]()
    for one in projects:
        if one.rule == BY_COLUMN:
            moved.append(one)
        elif one.total_vnd is None:
            moved.append(_where_priced(passage, one, taken))
        else:
            moved.append(_nearer_its_cost(passage, one, taken))
    named = (with_bracket(passage, one) for project in moved for one in parted(passage, project))
    return tuple(sorted(named, key=lambda one: (one.start, -one.end)))


def _where_priced(passage: Passage, project: Project, taken: Spans) -> Project:
    """A project without a cost at the mention that a sum stands near which is likely one."""
    best, chance = project, _LEAST
    others = [one for one in passage.found.projects if one is not project]
    for start, end in _mentions(passage.text, project, 0, len(passage.text)):
        if taken.overlap(start, end):
            continue
        there = _at(passage, project, start, end)
        place = bisect_right(others, start, key=lambda one: one.start)
        near = Near(passage.text, [*others[:place], there, *others[place:]], passage.found.amounts, place)
        likeliest = likeliest_cost(near) or (0.0, None)
        behind = next(iter(sums_between(passage, end, end + 60)), None)
        if behind and behind.vnd and _BESIDE.fullmatch(passage.text, end, behind.start):
            likeliest = (0.6, behind)
        if likeliest and likeliest[0] >= chance:
            chance, best = likeliest[0], replace(there, total_vnd=likeliest[1].vnd)
    return best


def _nearer_its_cost(passage: Passage, project: Project, taken: Spans) -> Project:
    """A project at the last mention before its cost, where no other project stands between."""
    cost = _cost_of(passage, project)
    if cost is None:
        return project
    *_, last = (None, *_mentions(passage.text, project, project.end, cost.start))
    if last is None or taken.overlap(last[0], cost.start):
        return project
    return _at(passage, project, *last)


def _at(passage: Passage, project: Project, start: int, end: int) -> Project:
    text = passage.text[start:end]
    return replace(project, start=start, end=end, text=text, name=re.sub(r"\s+", " ", text))


def _cost_of(passage: Passage, project: Project) -> Amount | None:
    if project.total_vnd is None:
        return None
    sums = sums_between(passage, project.end, project.end + _FAR)
    return next((one for one in sums if one.vnd == project.total_vnd), None)


def _mentions(text: str, project: Project, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """Where the name of a project stands again between two offsets, with what is done to it before and which part of it behind."""
    name = without_deed(_KIND.sub("", project.name))
    if len(name.split()) < _SHORTEST or not has_proper_name(name):
        return
    again = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)".replace(r"\ ", r"\s+"), re.IGNORECASE)
    starts = starts_of_works(text)
    for match in again.finditer(text, begin, stop):
        start, end = match.span()
        at = bisect_right(starts, start) - 1
        while at >= 0 and start - starts[at] < _REACH and not _CLAUSE.search(text, starts[at], match.start()):
            start = starts[at]
            at -= 1
        yield start, max(end, start + len(name_said_of(text, start, stop)))
