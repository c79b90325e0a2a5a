"""Where the names of projects end and begin: a project in, out the same without what runs on behind its name.

'mô hình | nuôi vịt Cổ Lũng ở bản Ngàm | 40 hộ, tỷ lệ sống 93%', 'nuôi cá lóc thôn Trung An | lãi khá': a measure or a verb behind
a name that tells which one it is is told of the project.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from pipeline.extract.passage import Passage
from pipeline.extract.projects.names.mentions import told_as
from pipeline.extract.projects.names.works import (
    goes_on,
    has_proper_name,
    opens_with_making,
    without_hanging,
    work_words,
)
from pipeline.normalize.tones import compiled
from pipeline.records import Project
from pipeline.structure.alternatives import alternatives

_MEASURE = re.compile(
    r"\s(?=(?:khoảng |trên |gần |hơn )?\d[\d.,]*\s?(?:ha|hộ|m3|m2|m³|m²|km|m|con|bóng|giường|chỗ|tấn|em|gốc|lồng)(?!\w))"
)
_KIND_BEFORE = re.compile(r"(?<!\w)(?:mô hình|nhóm(?: CIG)?|vùng|rừng) $", re.IGNORECASE)
_PLANT_BEFORE = re.compile(
    r"(?<!\w)(?:nhà máy|trạm|khu|hệ thống|cụm|xưởng|dây chuyền|công trình|trung tâm|lò|bãi) $", re.IGNORECASE
)
"""'Nhà máy | xử lý nước thải X': what it does is no deed."""
_DONE_THERE = ("xử lý", "chế biến", "sản xuất")
_MODEL_BEFORE = re.compile(r"(?<!\w)mô hình $", re.IGNORECASE)
"""'mô hình | ca cao xen điều': what says nothing done is a model's by that word."""
_FEWEST, _NEAR = 2, 20


_SO_FAR = compiled(r"\s(?:lũy kế|(?:(?:cắt|điều chỉnh) )?(?:giảm|tăng)(?: thêm)?)$")
"""At a name's end, before a sum that is spent so far or moved, and no cost: 'cầu X | lũy kế 7 tỷ đồng', 'Dự án Y | giảm 2 tỷ đồng'."""


@cache
def _told_of() -> re.Pattern[str]:
    """What is told of a project behind its name."""
    return re.compile(
        rf"\s(?:[-–]\s)?(?=xây (?:19|20)\d\d(?!\d)|đầu tư (?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|một) |{alternatives(work_words('told_of'))}(?!\w))"
    )


def ended(passage: Passage, project: Project) -> Project:
    """A project whose name begins with the kind of its work and ends where what is told of it begins."""
    if project.of_label_or_subject:
        return project
    if so_far := _SO_FAR.search(project.text):
        project = replace(told_as(project, project.start, project.text[: so_far.start()]), total_vnd=None)
    before = passage.before(project.start, _NEAR)
    if project.text.startswith(_DONE_THERE):
        kind = _PLANT_BEFORE.search(before)
    else:
        done = opens_with_making(project.text) or goes_on(project.text)
        kind = None if done else _MODEL_BEFORE.search(before)
    start = project.start - (len(kind[0]) if kind else 0)
    words = passage.text[start : project.end]
    ends = [_told_of(), *([_MEASURE] if _KIND_BEFORE.search(before) else [])]
    for told in sorted((one for end in ends for one in end.finditer(words)), key=lambda one: one.start()):
        name = without_hanging(words[: told.start()].rstrip(" ,;:-–"))
        if len(name.split()) >= _FEWEST and has_proper_name(name):
            words = name
            break
    return project if words == project.text else told_as(project, start, words)
