"""Projects named by the work that they build: passage in, `Project` mentions out.

Three forms: an item of a list with its cost ('- Sửa chữa hồ X, xã Y: 1.870 triệu đồng'); the decision's list of
facts, which opens with 'Tên dự án: X' and tells the cost below; the one work that a document's subject is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.passage import Passage
from pipeline.extract.places import UNIT
from pipeline.extract.project_costs import first_cost, project_at, sums_between
from pipeline.extract.works import has_proper_name, name_at, names_work
from pipeline.normalize.letters import UPPER
from pipeline.records import Amount, Project

_MARK = r"[ ]*(?:[-+*•–]\s?|\(?\d{1,2}(?:\.\d{1,2})*[.)]\s?|[a-zđ][.)]\s?)[ ]*"
_LINE = re.compile(rf"^(?P<mark>{_MARK})?(?P<words>[^\n]*)$", re.MULTILINE)
_LISTS_WORKS = re.compile(r"(?:công trình|dự án|hạng mục|đầu tư xây dựng)(?!\w)", re.IGNORECASE)
_LABEL = re.compile(
    r"Tên (?:dự án|công trình|tiểu dự án|hạng mục)(?:\s*[/,]?\s*(?:và\s+)?(?:dự án|công trình|báo cáo kinh tế[^:\n]{0,20}))?\s*:\s*(?=\w)",
    re.IGNORECASE,
)
_HOLDER = re.compile(
    rf"^(?:{_MARK})?(?:Chủ đầu tư|Đơn vị (?:thực hiện|chủ trì))\s*:\s*(?P<holder>[^\n;.]{{3,150}})", re.M
)
_PLACED = re.compile(rf"^(?:{_MARK})?Địa điểm[^:\n]{{0,30}}:\s*(?P<place>[^\n;]{{3,200}})", re.MULTILINE)
_SUBJECT = re.compile(
    r"(?<!các )(?<!những )(?<!\w)(?:dự án|công trình)\s+(?:đầu tư\s+)?(?:(?:xây dựng|xây dựng công trình|công trình)\s+)?(?:công trình\s+)?[:“\"]?\s*(?P<name>(?:(?!dự án|công trình)\S).*)",
    re.IGNORECASE | re.DOTALL,
)
_MANY = re.compile(r"(?<!\w)(?:các|những|trên địa bàn|nói chung)(?!\w)", re.IGNORECASE)
_IN_BRACKETS = re.compile(
    r"(?:^|[\s,;:.])(?P<verb>(?:đã |đang )?(?:khởi công|hoàn thành|đưa vào sử dụng|khánh thành|triển khai|thi công)(?: (?:thi công|xây dựng|đầu tư))?)\s+(?:các công trình:?\s+)?"
    r"(?P<name>[^,;:.()\n]{4,120})\((?:[^()\d\n]{0,40}\s)?$",
    re.IGNORECASE,
)
_WHOLE_COST = re.compile(
    r"(?:\s\(|(?:\s\([^()\n]{3,40}\))?,?\s)(?:TMĐT|TMDT|tổng (?:mức(?: đầu tư)?|vốn|dự toán|kinh phí))\s*(?:là\s|:)?\s*$",
    re.IGNORECASE,
)
"""'Chợ trung tâm Y (TMĐT 6.200 trđ)', 'Cầu treo bản X (xã Z), tổng mức 1.180 trđ': between a name and its whole cost."""
_COST = re.compile(r"\s(?:là\s)?$")
_NAME_BEGINS = re.compile(r"[,;:()\n]|\.\s|\s(?:và|gồm)\s")
_COST_OF = re.compile(r"(?:^|\s)(?:dự toán|tổng mức đầu tư|tổng dự toán|TMĐT)(?: của)? \S", re.IGNORECASE)
"""'Dự toán Tràn xả lũ X 32.750 triệu đồng': the word for the cost before the name."""
_CAPITAL = re.compile(rf"(?<![\w(])[{UPPER}]")
_KIND_BEFORE = re.compile(r"(?:dự án|công trình|mô hình|đề án):?\s$", re.IGNORECASE)
_ENUMERATES = re.compile(r"(?<!\w)(?:dự án|công trình)(?: sau| gồm| trọng điểm)?\s?[:(]\s?(?=\S)", re.IGNORECASE)
_ENUMERATED = re.compile(r"[.)\n]")
_PIECE = re.compile(r"(?<=[:(,; ])(?!và\s)[^\s,;:()\n\d](?:(?!\svà\s[A-ZĐÀ-Ỹ])[^,;:()\n\d])*[^\s,;:()\n\d]")
_STATUS_BEFORE = re.compile(r"hoàn thành|đưa vào|khánh thành", re.IGNORECASE)
_PROSE_REACH = 200
_BRACKET_REACH = 42
"""How far before its sum the bracket of `_IN_BRACKETS` may open."""
_REACH = 3000
_LONGEST = 300


def find_project_items(passage: Passage) -> Iterator[Project]:
    """The works that the text lists, labels or is about, in no order."""
    labelled = list(_labelled(passage))
    yield from labelled
    yield from _listed(passage)
    yield from _enumerated(passage)
    yield from _in_prose(passage)
    if not labelled and (one := _of_subject(passage)):
        yield one


def _listed(passage: Passage) -> Iterator[Project]:
    """Items that name a work and tell one cost; the line above the list says whether it lists works."""
    works = False
    for line in _LINE.finditer(passage.text):
        if line["mark"] is None:
            lead = line["words"].rstrip()
            works = (lead.endswith(":") and _LISTS_WORKS.search(lead) is not None) if lead else works
            continue
        if "\t" in line["words"] or not line["words"][:1].isupper():
            continue
        start, stop = line.span("words")
        name = name_at(passage.text, start, min(stop, start + _LONGEST))
        end = start + len(name)
        if not names_work(name, works):
            continue
        told = [amount for amount in sums_between(passage, start, stop) if amount.role == "stated"]
        whole = bool(told) and _WHOLE_COST.search(passage.text, end, told[0].start) is not None
        if told and told[0].start >= end and (works or whole or len(told) == 1):
            yield project_at(
                passage, start, end, "project.listed", told[0], UNIT.search(passage.text, end, told[0].start)
            )


def _enumerated(passage: Passage) -> Iterator[Project]:
    """'04 dự án (Đường ven biển X, Kè Y, Cảng cá Z)': works by their names alone, two at least."""
    for opened in _ENUMERATES.finditer(passage.text):
        closed = _ENUMERATED.search(passage.text, opened.end(), opened.end() + _LONGEST)
        stop = closed.start() if closed else opened.end()
        pieces = [piece for piece in _PIECE.finditer(passage.text, opened.end(), stop) if piece[0][0].isupper()]
        named = [piece for piece in pieces if names_work(piece[0], True) and has_proper_name(piece[0])]
        if len(named) > 1:
            yield from (project_at(passage, *piece.span(), "project.listed", None, None) for piece in named)


def _in_prose(passage: Passage) -> Iterator[Project]:
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
        if names_work(name, True) and has_proper_name(name):
            place = UNIT.search(name)
            project = project_at(passage, start, start + len(name), "project.prose", amount, place)
            done = _STATUS_BEFORE.search(told["verb"])
            yield replace(project, place=None, status="done" if done else "ongoing")


def _named_before(passage: Passage, amount: Amount, before: str) -> Project | None:
    """The work in capitals whose whole cost an amount is; where works are told of, its cost alone may follow its name."""
    if amount.role != "stated":
        return None
    cost = _WHOLE_COST.search(before)
    sentence = passage.sentence_before(amount.start)
    if cost is None and not (_LISTS_WORKS.search(sentence) or _COST_OF.search(sentence)):
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


def _labelled(passage: Passage) -> Iterator[Project]:
    """'Tên dự án: X' with the cost, the place and the investor in the lines below."""
    labels = list(_LABEL.finditer(passage.text))
    for index, label in enumerate(labels):
        following = labels[index + 1].start() if index + 1 < len(labels) else len(passage.text)
        stop = min(following, label.end() + _REACH)
        start = label.end()
        end = start + len(name_at(passage.text, start, min(stop, start + _LONGEST)))
        holder = _HOLDER.search(passage.text, end, stop)
        place = _PLACED.search(passage.text, end, stop)
        unit = UNIT.search(passage.text, *place.span("place")) if place else None
        cost = first_cost(passage, end, stop, "costs")
        if end > start and (cost or holder or place):
            yield project_at(
                passage, start, end, "project.label", cost, unit, holder["holder"].strip() if holder else None
            )


def _of_subject(passage: Passage) -> Project | None:
    """The one work that the document's subject names, where the text names it first, with its cost."""
    head = passage.outline.letterhead
    told = _SUBJECT.search(head.subject.value) if head.subject else None
    if told is None or head.subject is None:
        return None
    name = name_at(told["name"], 0, min(len(told["name"]), _LONGEST))
    if not (names_work(name, True) and has_proper_name(name) and len(name.split()) > 2) or _MANY.search(name):
        return None
    written = re.compile(re.escape(name).replace(r"\ ", r"\s+"), re.IGNORECASE)
    found = written.search(passage.text, head.end) or written.search(passage.text, head.subject.start, head.end)
    if found is None:
        return None
    return project_at(
        passage, *found.span(), "project.subject", first_cost(passage, head.end, head.end + _REACH, "costs"), None
    )
