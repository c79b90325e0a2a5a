"""Projects told in a sentence beside a sum: passage in, `Project` mentions out.

A work before its cost, in brackets or behind a word for it ('khởi công cầu X (45 tỷ đồng)', 'Chợ Y, TMĐT 6 tỷ đồng', 'xây dựng
đập Z, kinh phí 560 triệu đồng', 'dự toán Tràn T 32 tỷ đồng').
It begins with a capital, with what is done, or where the text speaks of works.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.passage import Passage
from pipeline.extract.places.finder import UNIT
from pipeline.extract.places.names import LEVELS
from pipeline.extract.projects.costs.sums import NO_COST, newer, of_bracketed_work, sums_between, whole_cost_before
from pipeline.extract.projects.names.mentions import place_in, project_at
from pipeline.extract.projects.names.works import (
    FULL_STOP,
    MANY,
    NATIONAL,
    SPEAKS_OF_PROJECTS,
    has_proper_name,
    name_said_of,
    names_work,
    starts_of_works,
    work_done,
)
from pipeline.extract.projects.prose.name_starts import (
    BEGUN,
    INVESTED,
    SENTENCE_BEGINS,
    clause_begin,
    clause_begins,
    done_to_works,
    name_starts,
    told_status,
)
from pipeline.extract.projects.prose.sentence_names import UNENDED
from pipeline.normalize.letters import LOWER, UPPER
from pipeline.records import Amount, Project

_COST = re.compile(
    r"(?=[\s,:])(?:,?\s(?:với\s|có\s)?(?:kinh phí|(?:số )?vốn(?: đầu tư)?|ước vốn|trị giá"
    r"|giá trị(?: quyết toán| hợp đồng| dự toán)?|dự toán|khái toán|quyết toán|thành tiền|cần|mất|ước(?: tính)?|sơ bộ"
    r"|khoảng)(?: (?:được duyệt|duyệt(?: lần đầu)?|thực hiện|đầu tư|xây dựng|dự kiến|ban đầu))?\s?(?:là|khoảng|:)?\s"
    r"|,?\s(?:với|hết|duyệt|(?<!xúc tiến )đầu tư)\s|\s\((?:(?:vốn|kinh phí|trị giá|giá trị|dự kiến|dự toán|khái toán|khoảng|đầu tư)\s?:?\s){0,3}"
    r"|:\s?|,?\s(?:là\s)?)$",
    re.IGNORECASE,
)
_IN_BRACKET = re.compile(r"\s\([^();]{2,60},\s$")
"""'(6 giường, 320 triệu đồng)'"""
_SAID = re.compile(
    r"(?=[\s,(])(?:,?\s(?:dài|rộng|quy mô|chiều dài|diện tích|công suất|sức chứa|dung tích|do"
    rf"|từ (?:nguồn|ngân sách|vốn)|tại|ở(?=\s{LEVELS})|thuộc|của(?=\s(?:Công ty|Tổng công ty|Tập đoàn|HTX|Hợp tác xã"
    rf"|DNTN|Doanh nghiệp|liên danh)\s))\s(?:[^,;:()\n.]|(?!{FULL_STOP})\.){{1,60}}|\s?\([^()\n]{{1,60}}\)"
    rf"|\s?\([^()\n]{{1,80}}(?=,?$)|,?\sdo\s(?:[^,;\n.]|\.(?!\s)){{1,90}}?\s(?:tài trợ|viện trợ|đầu tư|chủ trì"
    rf"|thực hiện)|,\s{LEVELS}\s(?-i:[{UPPER}\d])[^,;()\n]{{0,40}}),?$",
    re.IGNORECASE,
)
"""What stands between a name and its cost: a measure, a place, who builds, a bracket."""
_SAID_OF = re.compile(
    r",?\s(?:đã|đang|được|có|do|thuộc|tại|sẽ)\s(?:(?!(?:dự án|công trình|hạng mục|gói thầu)(?!\w))[^;:()\n])+",
    re.IGNORECASE,
)
"""What a sentence tells of a work before its whole cost: 'Cầu X đã được phê duyệt tại Quyết định ... với tổng mức đầu tư'."""
_OF_SCHEME = re.compile(
    r"(?<!\w)tổng (?:vốn|kinh phí|mức đầu tư|dự toán|nhu cầu vốn|nhu cầu kinh phí)(?:\s(?:đầu tư|thực hiện))?"
    rf"(?:\s(?:của|cho))?\s(?P<name>(?!{NATIONAL.pattern})(?-i:Chương trình|Đề án|Dự án)\s[^,;:()\n]{{12,120}})\s(?:là"
    r"|khoảng|ước)\s$",
    re.IGNORECASE,
)
"""'Tổng vốn của Chương trình đánh bắt xa bờ giai đoạn 1999 - 2000 là 600 tỷ đồng': the scheme behind the word for its cost."""
_ASIDE = re.compile(
    rf"(?:\s(?:dài|rộng|quy mô|diện tích)\s[^,;:()\n]{{1,40}})?(?:,\s[{LOWER}][^,;:()\n\d]{{2,50}}){{1,2}},?"
)
_SPEAKS_OF_AID = re.compile(rf"{SPEAKS_OF_PROJECTS.pattern}|(?:tài trợ|viện trợ)(?!\w)", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"](?P<name>[^\W\d_][^“”\"\n]{10,150})[”\"],?$")
_MAY_BE_SCHEME = re.compile(r"[”\"]|Chương trình|Đề án|Dự án")
_KIND_BEFORE = re.compile(
    r"(?:dự án|công trình|mô hình|đề án|đề tài|phương án|nhiệm vụ):?\s(?:[“\"]|đầu tư\s)?$|chi phí\s$", re.IGNORECASE
)
_NEXT = re.compile(r"\)?\s?(?:[,;]|và|,\svà)\s")
_ENDS = re.compile(r"\s*(?:[.;,)\n]|$|và(?!\w))")
_AT = ("", "tại", "ở", "thuộc")
_REACH, _SAYS_ENOUGH = 200, 4
_LONGEST_SAID, _LONGEST_COST = 106, 56
_IS = ("là ", "khoảng ", "ước ")


def find_projects_before_cost(passage: Passage) -> Iterator[Project]:
    """The works that sentences tell before their cost, in order."""
    works = starts_of_works(passage.text)
    reached = -1  # the end of the last sum that is a work's cost
    last: Amount | None = None
    for amount in passage.found.amounts:
        start = max(0, amount.start - _REACH)
        told = bisect_left(works, start) < bisect_left(works, amount.start)
        if (
            amount.role == "stated"
            and (told or _MAY_BE_SCHEME.search(passage.text, start, amount.start))
            and (found := _before(passage, amount, reached, last))
        ):
            reached = amount.end
            yield found
        last = amount


def _before(passage: Passage, amount: Amount, reached: int, last: Amount | None) -> Project | None:
    """The work whose cost an amount is; one that stands right behind another is a work where it is a body too.

    'Cầu X 250 triệu đồng (TMĐT 42 tỷ đồng)': the whole may stand in brackets behind the `last` sum, a year's share.
    """
    before = passage.before(amount.start, _REACH)
    whole = whole_cost_before(before)
    if before.endswith(_IS) and (scheme := _OF_SCHEME.search(before)):
        start = amount.start - len(before) + scheme.start("name")
        return project_at(passage, start, start + len(scheme["name"]), "project.prose", amount, None)
    if within := of_bracketed_work(before, 0, len(before)):
        start = amount.start - len(before) + within.start("name")
        return project_at(passage, start, start + len(within["name"]), "project.prose", amount, None)
    cost = whole or _COST.search(before, max(0, len(before) - _LONGEST_COST))
    if (
        cost
        and not cost[0].strip(" ,")
        and (bracket := _IN_BRACKET.search(before, max(0, len(before) - _LONGEST_SAID)))
    ):
        cost = bracket
    if cost is None:
        return None
    offset, stop = amount.start - len(before), cost.start()
    if whole and last and last.end == offset + stop and before[stop:].lstrip().startswith("("):
        stop = max(0, last.start - offset - 1)
    said = stop
    while told := _SAID.search(before, max(0, said - _LONGEST_SAID), said):
        said = told.start()
    if (quoted := _QUOTED.search(before, max(0, reached - offset), said)) and _SPEAKS_OF_AID.search(
        passage.sentence_before(amount.start)
    ):
        if _KIND_BEFORE.search(before[: quoted.start("name")]) or NO_COST.search(before):  # found by that word
            return None
        start, place = offset + quoted.start("name"), UNIT.search(before, said, stop)
        after = next(sums_between(passage, amount.end, amount.end + _REACH), None)
        return project_at(
            passage, start, start + len(quoted["name"]), "project.prose", newer(passage, amount, after), place
        )
    if cost[0].strip() == "," and not _ENDS.match(passage.text, amount.end):  # '350 triệu đồng mua Y'
        return None
    sure = whole is not None or (" với " in cost[0] and cost[0].strip() != "với")
    called = sure or cost[0].strip(" ,") != ""
    for begins in (clause_begins(), SENTENCE_BEGINS)[: 1 + sure]:  # the whole cost may stand behind asides
        begin = clause_begin(passage, before, offset, said, begins)
        if not before[begin:said].strip():  # nothing stands there that could be a name
            continue
        verbs = list(BEGUN.finditer(before, begin, said))
        begun = {verb.end() for verb in verbs}
        invested = {verb.end() for verb in INVESTED.finditer(before, begin, said)}
        for at in name_starts(passage, amount, before, verbs, begin, said, sure):
            if _KIND_BEFORE.search(before[:at]):  # found by that word
                return None
            listed = sure or at in invested or _NEXT.fullmatch(passage.text, reached, offset + at) is not None
            name = _name(before, at, said, stop if called else said, listed, at in begun)
            if name:
                if NO_COST.search(before):
                    return None
                after = next(sums_between(passage, amount.end, amount.end + _REACH), None)
                start, place = offset + at, UNIT.search(before, said, stop) or place_in(name)
                cost_told = newer(passage, amount, after)
                found = project_at(passage, start, start + len(name), "project.prose", cost_told, place)
                return replace(found, status=told_status(before, begin, at))
    return None


def _name(before: str, at: int, said: int, stop: int, listed: bool, begun: bool) -> str:
    """The whole of `before[at:said]` where it names a work; up to its place where that is all that tells it from others."""
    name = name_said_of(before, at, said)
    done = work_done(name)
    if not done and name[:1].islower() and done_to_works().match(name):  # 'xây dựng kế hoạch nâng cấp đường X'
        return ""
    rest = before[at + len(name) : said]
    if (rest.strip() and not (listed and _told_of(rest))) or not names_work(name, done or listed or begun):
        return ""
    if MANY.search(name) or UNENDED.search(name):
        return ""
    if has_proper_name(name) or (begun and len(name.split()) >= _SAYS_ENOUGH):
        return name
    place = UNIT.search(before, said, stop) if done else None
    return before[at : place.end()] if place and before[said : place.start()].strip(" ,") in _AT else ""


def _told_of(rest: str) -> bool:
    """Whether what stands between a name and its cost is told of it: how far it is, or an aside that names no other work."""
    if _SAID_OF.fullmatch(rest):
        return True
    return _ASIDE.fullmatch(rest) is not None and not any(names_work(part.strip(), True) for part in rest.split(","))
