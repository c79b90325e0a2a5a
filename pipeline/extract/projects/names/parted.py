"""Names of two works told as one: a project in, one or both out.

'Hồ Đồng Bể và hồ Cống Khê: rút khỏi danh mục' are two; one cost for both is one project.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.projects.names.mentions import place_in, told_as
from pipeline.extract.projects.names.works import has_proper_name, names_one_work, names_own_work, names_work
from pipeline.records import Project

_AND = re.compile(r"\svà\s")
_MODEL = re.compile(r"mô hình\s", re.IGNORECASE)


def parted(project: Project) -> Iterator[Project]:
    """Each of the works that a project's name tells, where none has a cost."""
    if project.total_vnd is None and project.state_vnd is None:
        for joint in _AND.finditer(project.text):
            first, further = project.text[: joint.start()], project.text[joint.end() :]
            if _are_two(first, further):
                yield _named(project, project.start, first)
                yield from parted(_named(project, project.start + joint.end(), further))
                return
    yield project


def _are_two(first: str, further: str) -> bool:
    """Whether two names each tell a work of its own: of one kind, or each by what is built."""
    if _MODEL.match(further):
        return True
    if not (has_proper_name(further) and (has_proper_name(first) or names_own_work(first))):
        return False
    kind = first.split(" ", 1)[0].lower() == further.split(" ", 1)[0].lower()
    return kind or (names_one_work(first) and names_own_work(further) and names_work(further, False))


def _named(project: Project, start: int, text: str) -> Project:
    half = told_as(project, start, text)
    own = place_in(half.name)
    of_both = project.place if project.place and project.place not in project.name else None
    return replace(half, place=own[0] if own else of_both)
