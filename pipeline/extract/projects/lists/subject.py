"""Projects that a decision is about: passage in, `Project` mentions out.

A list of facts opens with 'Tên dự án: X' and tells the cost below; or the document's subject names one work or scheme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.passage import Passage
from pipeline.extract.places.finder import UNIT
from pipeline.extract.projects.costs.sums import first_cost
from pipeline.extract.projects.lists.lines import MARK
from pipeline.extract.projects.names.mentions import project_at
from pipeline.extract.projects.names.works import MANY, name_at, names_one_work
from pipeline.records import Project
from pipeline.structure.openings import opened

_LABEL = opened(
    r"Tên (?:dự án|công trình|tiểu dự án|hạng mục|đề tài|đề án|nhiệm vụ|mô hình|chương trình)(?: KH&CN"
    r"| khoa học và công nghệ)?(?:\s*[/,]?\s*(?:và\s+)?(?:dự án|công trình|báo cáo kinh tế[^:\n]{0,20}))?\s*:\s*(?=\w)",
)
_HOLDER = re.compile(
    rf"^(?:{MARK})?(?:Chủ đầu tư|Đơn vị (?:thực hiện|chủ trì))\s*:\s*(?P<holder>[^\n;.]{{3,150}})", re.M
)
_PLACED = re.compile(rf"^(?:{MARK})?Địa điểm[^:\n]{{0,30}}:\s*(?P<place>[^\n;]{{3,200}})", re.MULTILINE)
_SUBJECT = re.compile(
    r"(?<!các )(?<!những )(?<!\w)(?:dự án|công trình)(?:\s+(?:đầu tư|xây dựng|công trình|dự án"
    r"|hoàn thành)){0,4}\s*[:“\"]?\s*(?P<name>(?:(?!dự án|công trình)\S).*)",
    re.IGNORECASE | re.DOTALL,
)
_SCHEME = re.compile(
    r"(?<!các )(?<!\w)(?:đề án|dự án)\s+(?P<name>[“\"][^“”\"]{12,250}[”\"]|(?-i:[A-ZĐ])\w.*)", re.IGNORECASE | re.DOTALL
)
"""'Phê duyệt Đề án \"Bảo vệ rừng đầu nguồn sông X giai đoạn 2008 - 2015\"': a title, no work."""
_BUILDS = re.compile(r"(?<!\w)(?:đầu tư xây dựng|xây dựng|đầu tư|chủ trương)\s", re.IGNORECASE)
_OF_SCHEME = re.compile(
    r"(?:tổng (?:kinh phí|vốn|mức đầu tư|nhu cầu|dự toán)|kinh phí)[^.;\n\d]{0,40}(?:đề án|dự án)[^.;\n\d]{0,60}"
    r"(?:giai đoạn 20\d\d\s?[-–]\s?20\d\d[^.;\n\d]{0,20})?$",
    re.IGNORECASE,
)
_REACH, _LONGEST, _TITLE_WORDS = 3_000, 300, 4


def find_subject_projects(passage: Passage) -> Iterator[Project]:
    """The projects that labels name, else the one that the document is about."""
    labelled = list(_labelled(passage))
    yield from labelled
    if not labelled and (one := _of_subject(passage) or _scheme(passage) or _built(passage)):
        yield one


def _labelled(passage: Passage) -> Iterator[Project]:
    """'Tên dự án: X' with the cost, the place and the investor in the lines below."""
    labels = list(passage.find(_LABEL))
    for index, label in enumerate(labels):
        following = labels[index + 1].start() if index + 1 < len(labels) else len(passage.text)
        stop = min(following, label.end() + _REACH)
        start = label.end()
        end = start + len(name_at(passage.text, start, min(stop, start + _LONGEST)))
        holder = _HOLDER.search(passage.text, end, stop)
        place = _PLACED.search(passage.text, end, stop)
        unit = UNIT.search(passage.text, *place.span("place")) if place else None
        cost = first_cost(passage, end, stop, "whole_costs") or first_cost(passage, end, stop, "costs")
        if end > start and (cost or holder or place):
            yield project_at(
                passage, start, end, "project.label", cost, unit, holder["holder"].strip() if holder else None
            )


def _scheme(passage: Passage) -> Project | None:
    """The scheme that the document's subject is about, where the text tells what it costs in all."""
    head = passage.outline.letterhead
    told = _SCHEME.search(head.subject.value) if head.subject else None
    if told is None:
        return None
    name = told["name"].strip(' “”"').rstrip(" .,;")
    cost = next(
        (amount for amount in passage.found.amounts if _OF_SCHEME.search(passage.before(amount.start, 160))), None
    )
    found = _written(name).search(passage.text) if cost and cost.start > head.end else None
    if found is None or len(name.split()) < _TITLE_WORDS:
        return None
    return project_at(passage, *found.span(), "project.subject", cost, None)


def _built(passage: Passage) -> Project | None:
    """The one work that the document's subject wants built, where the text calls what it costs in all."""
    head = passage.outline.letterhead
    for verb in _BUILDS.finditer(head.subject.value) if head.subject else ():
        name = name_at(verb.string, verb.end(), min(len(verb.string), verb.end() + _LONGEST))
        found = (
            _written(name).search(passage.text, head.end) if names_one_work(name) and not MANY.search(name) else None
        )
        cost = first_cost(passage, head.end, head.end + _REACH, "whole_costs") if found else None
        if found and cost:
            return project_at(passage, *found.span(), "project.subject", cost, None)
    return None


def _written(name: str) -> re.Pattern[str]:
    """A name in whatever case, over lines as they fall."""
    return re.compile(re.escape(name).replace(r"\ ", r"\s+"), re.IGNORECASE)


def _of_subject(passage: Passage) -> Project | None:
    """The one work that the document's subject names, where the text names it first, with its cost."""
    head = passage.outline.letterhead
    told = _SUBJECT.search(head.subject.value) if head.subject else None
    if told is None or head.subject is None:
        return None
    name = name_at(told["name"], 0, min(len(told["name"]), _LONGEST))
    if not (names_one_work(name) and len(name.split()) > 2) or MANY.search(name):
        return None
    written = _written(name)
    found = written.search(passage.text, head.end) or written.search(passage.text, head.subject.start, head.end)
    if found is None:
        return None
    cost = first_cost(passage, max(found.end(), head.end), head.end + _REACH, "costs")
    cost = cost or first_cost(passage, head.end, head.end + _REACH, "costs")
    return project_at(passage, *found.span(), "project.subject", cost, None)
