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
from pipeline.extract.project_costs import sums_between
from pipeline.extract.works import name_said_of, starts_of_works
from pipeline.records import Amount, Project

_KIND = re.compile(r"^(?:(?:tiểu )?dự án|công trình)\s+", re.IGNORECASE)
_BY_COLUMN = "project.row"
_FAR, _REACH, _SHORTEST = 500, 200, 2
_CLAUSE = re.compile(r"[.;:,()\n]\s?")


def place_projects(passage: Passage) -> tuple[Project, ...]:
    """The projects of a passage, in order, each where most is told of it."""
    projects = passage.found.projects
    taken = Spans(projects)
    moved = [_nearer_its_cost(passage, one, taken) for one in projects]
    return tuple(sorted(moved, key=lambda one: (one.start, -one.end)))


def _nearer_its_cost(passage: Passage, project: Project, taken: Spans) -> Project:
    """A project at the last mention before its cost, where no other project stands between."""
    cost = None if project.rule == _BY_COLUMN else _cost_of(passage, project)
    if cost is None:
        return project
    *_, last = (None, *_mentions(passage.text, project, cost.start))
    if last is None or taken.overlap(last[0], cost.start):
        return project
    start, end = last
    text = passage.text[start:end]
    return replace(project, start=start, end=end, text=text, name=re.sub(r"\s+", " ", text))


def _cost_of(passage: Passage, project: Project) -> Amount | None:
    if project.total_vnd is None:
        return None
    sums = sums_between(passage, project.end, project.end + _FAR)
    return next((one for one in sums if one.vnd == project.total_vnd), None)


def _mentions(text: str, project: Project, stop: int) -> Iterator[tuple[int, int]]:
    """Where the name of a project stands again up to an offset, with what is done to it before and which part of it behind."""
    name = _KIND.sub("", project.name)
    if len(name.split()) < _SHORTEST:
        return
    again = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)".replace(r"\ ", r"\s+"), re.IGNORECASE)
    starts = starts_of_works(text)
    for match in again.finditer(text, project.end, stop):
        start, end = match.span()
        at = bisect_right(starts, start) - 1
        while at >= 0 and start - starts[at] < _REACH and not _CLAUSE.search(text, starts[at], match.start()):
            start = starts[at]
            at -= 1
        yield start, max(end, start + len(name_said_of(text, start, stop)))
