"""Projects named by the work that they build: passage in, `Project` mentions out.

Two forms: the decision's list of facts, which opens with 'Tên dự án: X' and tells the cost below; the one work that a
document's subject is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extract.passage import Passage
from pipeline.extract.places import UNIT
from pipeline.extract.project_costs import first_cost
from pipeline.extract.works import has_proper_name, last_comma, names_work
from pipeline.records import Amount, Project

MARK = r"[ ]*(?:[-+*•–]\s?|\(?\d{1,2}(?:\.\d{1,2})*[.)]\s?|[a-zđ][.)]\s?)[ ]*"
LISTS_WORKS = re.compile(r"(?:công trình|dự án|hạng mục|đầu tư xây dựng)(?!\w)", re.IGNORECASE)
_LABEL = re.compile(
    r"Tên (?:dự án|công trình|tiểu dự án|hạng mục)(?:\s*[/,]?\s*(?:và\s+)?(?:dự án|công trình|báo cáo kinh tế[^:\n]{0,20}))?\s*:\s*(?=\w)",
    re.IGNORECASE,
)
HOLDER = re.compile(
    rf"^(?:{MARK})?(?:Chủ đầu tư|Đơn vị (?:thực hiện|chủ trì))\s*:\s*(?P<holder>[^\n;.]{{3,150}})", re.M
)
_PLACED = re.compile(rf"^(?:{MARK})?Địa điểm[^:\n]{{0,30}}:\s*(?P<place>[^\n;]{{3,200}})", re.MULTILINE)
_SUBJECT = re.compile(
    r"(?<!các )(?<!những )(?<!\w)(?:dự án|công trình|đề án)\s+(?:đầu tư\s+)?(?:(?:xây dựng|xây dựng công trình|công trình)\s+)?(?:công trình\s+)?[:“\"]?\s*(?P<name>(?:(?!dự án|công trình)\S).*)",
    re.IGNORECASE | re.DOTALL,
)
MANY = re.compile(r"(?<!\w)(?:các|những|trên địa bàn|nói chung)(?!\w)", re.IGNORECASE)
_REACH = 3000
LONGEST = 300


@cache
def _name_end() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:{last_comma()})|\s*[:;(“”\"\n]|\s[-–]\s(?=(?:tổng |dự toán|kinh phí|vốn|giá trị))|\.(?:\s|$)|\s(?:với\s|dài\s\d|rộng\s\d|chiều dài\s|diện tích\s|thuộc\s|tổng (?:mức|kinh|vốn)|kinh phí\s|tại\s)",
        re.IGNORECASE,
    )


def find_project_items(passage: Passage) -> Iterator[Project]:
    """The works that the text labels or is about, in no order."""
    labelled = list(_labelled(passage))
    yield from labelled
    if not labelled and (one := _of_subject(passage)):
        yield one


def _labelled(passage: Passage) -> Iterator[Project]:
    """'Tên dự án: X' with the cost, the place and the investor in the lines below."""
    labels = list(_LABEL.finditer(passage.text))
    for index, label in enumerate(labels):
        following = labels[index + 1].start() if index + 1 < len(labels) else len(passage.text)
        stop = min(following, label.end() + _REACH)
        start = label.end()
        end = start + len(item_name(passage.text, start, min(stop, start + LONGEST)))
        holder = HOLDER.search(passage.text, end, stop)
        place = _PLACED.search(passage.text, end, stop)
        unit = UNIT.search(passage.text, *place.span("place")) if place else None
        cost = first_cost(passage, end, stop, "costs")
        if end > start and (cost or holder or place):
            yield project(passage, start, end, "project.label", cost, unit, holder)


def _of_subject(passage: Passage) -> Project | None:
    """The one work that the document's subject names, where the text names it first, with its cost."""
    head = passage.outline.letterhead
    told = _SUBJECT.search(head.subject.value) if head.subject else None
    if told is None or head.subject is None:
        return None
    name = item_name(told["name"], 0, min(len(told["name"]), LONGEST))
    quoted = told.string[told.start("name") - 1] in '“"'
    work = names_work(name, True) and has_proper_name(name) and not MANY.search(name)
    if len(name.split()) < 3 or not (quoted or work):
        return None
    written = re.compile(re.escape(name).replace(r"\ ", r"\s+"), re.IGNORECASE)
    found = written.search(passage.text, head.end) or written.search(passage.text, head.subject.start, head.end)
    if found is None:
        return None
    return project(
        passage, *found.span(), "project.subject", first_cost(passage, head.end, head.end + _REACH, "costs"), None
    )


def item_name(text: str, start: int, stop: int) -> str:
    """The name at `start`, up to what is told of it."""
    end = _name_end().search(text, start, stop)
    return text[start : end.start() if end else stop].rstrip(" .,;:-–")


def project(
    passage: Passage,
    start: int,
    end: int,
    rule: str,
    cost: Amount | None,
    place: re.Match[str] | None,
    holder: re.Match[str] | None = None,
) -> Project:
    """A work at `start:end`, with what is told of it."""
    name = passage.text[start:end]
    return Project(
        start=start,
        end=end,
        text=name,
        rule=rule,
        confidence=0.9 if cost else 0.8,
        name=re.sub(r"\s+", " ", name),
        beneficiary=holder["holder"].strip() if holder else None,
        place=place[0] if place else None,
        total_vnd=cost.vnd if cost else None,
    )
