"""Names of two works told as one, and what a bracket behind a name tells of which work it is: a project in, projects out.

'Hồ Đồng Bể và hồ Cống Khê: rút khỏi danh mục' are two, 'Trạm Y tế xã Vĩnh Lộc (khu B)' is that one; one cost for both is one project.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.passage import Passage
from pipeline.extract.place_names import LEVELS
from pipeline.extract.project_costs import place_in
from pipeline.extract.works import JOINT, has_proper_name, names_one_work, names_own_work, names_work
from pipeline.normalize.letters import UPPER
from pipeline.records import Project

_MODEL = re.compile(r"mô hình\s", re.IGNORECASE)
_BRACKET = re.compile(
    rf"\s\((?P<words>(?:(?:{LEVELS}|khu|đoạn|giai đoạn|cơ sở|phân khu|nhánh|phần|từ|tại|ở|trên|bờ|phía|xây mới|hợp phần)\s?|Km|K(?=\d)|số \d|(?!UBND|HĐND|Sở|Ban|Công ty|Khoản|Phụ lục|Biểu|QĐ)[{UPPER}])[^()\n%:;]{{1,45}})\)|\s\(xây mới\)"
)
_TOLD = re.compile(
    r"(?<!\w)(?:tỷ|triệu|đồng|đ|vốn|dự toán|kinh phí|chủ đầu tư|do|đã|đang|chưa|sẽ|được|hoàn thành|năm|tháng|ngày|xong|tài trợ|vay)(?!\w)"
)
"""What is told of a work in a bracket, and no part of its name."""
_AS_THEY_STAND = frozenset(("project.row", "project.label", "project.subject"))


def parted(project: Project) -> Iterator[Project]:
    """Each of the works that a project's name tells, where none has a cost."""
    if project.total_vnd is None:
        for joint in JOINT.finditer(project.text):
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


def with_bracket(passage: Passage, project: Project) -> Project:
    """A project with the bracket right behind its name, where that tells which one it is."""
    bracket = None if project.rule in _AS_THEY_STAND else _BRACKET.match(passage.text, project.end)
    if bracket is None or _TOLD.search(bracket[0]):
        return project
    return _named(project, project.start, passage.text[project.start : bracket.end()])


def _named(project: Project, start: int, text: str) -> Project:
    name = re.sub(r"\s+", " ", text)
    place = place_in(name)
    return replace(
        project, start=start, end=start + len(text), text=text, name=name, place=place[0] if place else project.place
    )
