"""Projects that running text only names: 'Về dự án Kè chống sạt lở X', 'chuyển vốn của Dự án Hồ Y giai đoạn 2 sang ...'.

The word 'dự án' or 'công trình' before a work with a name of its own, or 'dự án' before a title in capitals, 'Dự án Phát
triển nông thôn miền núi'; what it costs may stand in the lines below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extract.passage import Passage
from pipeline.extract.projects.costs.sums import first_cost, of_bracketed_work, sums_between
from pipeline.extract.projects.names.works import (
    FULL_STOP,
    MANY,
    SPEAKS_OF_PROJECTS,
    after_name,
    has_proper_name,
    last_comma,
    name_up_to,
    names_one_work,
    opens_with_making,
    work_words,
    works_verbs,
)
from pipeline.normalize.letters import LOWER, UPPER
from pipeline.records import Amount, Project
from pipeline.structure.alternatives import alternatives
from pipeline.structure.openings import Opened

_OPENING = Opened(
    re.compile(
        r"(?<!\w)(?<!các )(?:(?:[Tt]iểu dự án|[Dd]ự án|[Cc]ông trình|[Mm]ô hình|[Hh]ạng mục)(?: thành phần)?"
        r"(?: đầu tư(?: xây dựng)?)?(?: (?:BT|BOT|PPP|ODA|mới|tín dụng|hỗ trợ kỹ thuật|HTKT))?(?:\slà|:)?\s+[“\"]?"
        r"|(?:[Đđ]ề án|[Đđ]ề tài|[Mm]ô hình|[Pp]hương án)(?: số \d)?:?\s[“\"]"
        rf"|(?P<scheme>[Đđ]ề án|[Đđ]ề tài|[Pp]hương án)\s(?=[{UPPER}][^\W\d_]))(?=[^\W\d_])"
    ),
)
_BODY_BEFORE = re.compile(
    r"(?:(?<=ban )(?:quản lý|thực hiện)|(?<=ban )chuẩn bị|BQL|chủ|khai thác|bảo vệ|điều hành|điều phối|tư vấn"
    r"|chủ nhiệm|giám đốc|kế toán|thư ký|cán bộ|bằng(?: vốn)?)(?: các)?\s+$",
    re.IGNORECASE,
)
"""'Ban quản lý dự án ...' is a body, 'xây bằng vốn dự án ...' only says who paid."""
_QUOTED = re.compile(r"[^”\"“]+(?=[”\"])")
_BASIS = re.compile(r"\s*[-–]?\s*(?:Căn cứ|Thực hiện (?:Quyết định|Công văn|Kế hoạch|Nghị quyết))(?!\w)")
_THERE = re.compile(
    rf"\s(?:tại|ở)\s(?:(?:các )?(?:thôn|bản|buôn|ấp|làng|xã|phường|thị trấn|huyện|thị xã|tiểu khu)\s)+[{UPPER}\d]"
)
_BESIDE = re.compile(
    r"[”\"\s]*\((?:[^()\d]{2,60},\s)?|(?:[”\"\s]*\([^()]{2,60}\))?[”\"\s,(]*(?:với )?(?:tổng )?(?:mức )?(?:kinh phí"
    r"|vốn|(?P<valued>(?:quyết định )?(?:phê )?duyệt|dự toán|trị giá|giá trị dự toán)|giá trị)"
    r"(?: (?:thực hiện|dự toán|được duyệt|dự kiến|là|khoảng|đầu tư))*\s?:?\s*",
    re.IGNORECASE,
)
_OWN = re.compile(
    rf"^(?!(?:đầu tư|sử dụng|về|cho|vay|nhóm)(?!\w))[^,]{{6,60}}(?<!tỉnh)(?<!huyện)(?<!xã)(?<!phố)(?<!phường)(?<!trấn)"
    rf"(?<!ty)(?:\s[{UPPER}][{LOWER}]+){{2,}}(?:\s\d{{1,2}})?$"
)
"""'lâm nghiệp xã hội Đồng Phú Nam': in small letters, with a name of its own at its end that is no province's or body's."""
_CLOSED = re.compile(rf"[”\"\n;:(]|{FULL_STOP}|\s\d[\d.,]*\s?(?:triệu|tỷ|tỉ|tr|nghìn|ngàn|đồng)(?!\w)")
_OF_WHOLE = re.compile(r"(?:thuộc|trong khuôn khổ|nằm trong)\s+(?:các\s+)?[“\"]?$", re.IGNORECASE)
"""'Tiểu dự án X thuộc Dự án Y': what is told next is told of X."""
_PART_OF_ONE = re.compile(rf"{SPEAKS_OF_PROJECTS.pattern}|(?:gói thầu|hạng mục)(?!\w)", re.IGNORECASE)
_PACKAGE = re.compile(r"gói thầu(?!\w)", re.IGNORECASE)
_DECIDES = re.compile(
    r"Điều (?:\d{1,2}|[IVX]{1,4})\s?[.:]\s*(?:Nay )?(?:(?:phê |xét )?duyệt|quyết định|điều chỉnh|chấp thuận|cho phép)(?!\w)",
    re.IGNORECASE,
)
_NEXT_HEADING = re.compile(r"\n\s*(?:\d{1,2}[.)]|[IVX]{1,5}[.)]|Điều \d)\s*(?=\S)")
_LETTER = re.compile(r"\s*[a-zđ][.)]\s")
_NEXT_ITEM = re.compile(rf"{_NEXT_HEADING.pattern}|\n\s*[a-zđ][.)]\s")
"""Of a work in a lettered item the next letter tells of another."""
_NEXT_ARTICLE = re.compile(r"\n\s*(?:Điều \d|[IVX]{1,5}[.)])")
_NEXT_DECISION = re.compile(r"\n\s*Điều \d")
_CONTENTS = re.compile(r"(?P<contents>nội dung[^.:;\n]{0,40})?:\s*\Z", re.IGNORECASE)
_LONGEST, _REACH, _NEAR, _TITLE_WORDS = 200, 900, 60, 4


@cache
def _ends() -> re.Pattern[str]:
    """Where a name ends before what is said of it, a comma before a further verb of works left in."""
    return re.compile(rf",(?!\s+{works_verbs()}(?!\w))|{after_name().pattern}", re.IGNORECASE)


@cache
def _title_ends() -> re.Pattern[str]:
    """The same of a title, which may be a list: 'Bồi thường, hỗ trợ và tái định cư X'."""
    return re.compile(rf"{last_comma()}|{after_name().pattern}", re.IGNORECASE)


@cache
def _no_title() -> re.Pattern[str]:
    """Capitals after 'dự án' that begin no title: 'dự án Luật', 'dự án UBND tỉnh đã duyệt'."""
    return re.compile(rf"(?:{alternatives(work_words('no_titles'))}(?!\w)|[{UPPER}]{{2,}})")


def find_named_projects(passage: Passage) -> Iterator[Project]:
    """The works that 'dự án' or 'công trình' introduces, every time that it does, in order."""
    openings = list(passage.find(_OPENING))
    named = [(opening.end(), name) for opening in openings if (name := _name(passage, opening))]
    schemes = {
        opening.end() for opening in openings if opening["scheme"] and opening["scheme"].lower() != "đề tài"
    }  # named in passing, but where they cost something
    wholes = {opening.end() for opening in openings if _is_whole(passage, opening.start())}
    stops, stop = list[int](), len(passage.text)  # where the next project opens that is no whole of the one before
    for start, _ in reversed(named):
        stops.append(stop)
        stop = stop if start in wholes else start
    for (start, name), following in zip(named, reversed(stops), strict=True):
        end = start + len(name)
        stop = min(following, start + _REACH)
        if start not in wholes:
            cost = _cost(passage, start, end, stop)
        else:  # what a whole costs is told only where its parts are packages, which have prices
            packages = _PACKAGE.search(passage.sentence_before(start))
            cost = (
                first_cost(passage, end, min(stop, passage.sentences.at(end)[1]), "investments") if packages else None
            )
        if cost is None and start in schemes:
            continue
        yield Project(
            start=start,
            end=end,
            text=name,
            rule="project.named",
            confidence=0.85 if cost else 0.75,
            name=re.sub(r"\s+", " ", name),
            total_vnd=cost.vnd if cost else None,
        )


def _is_whole(passage: Passage, start: int) -> bool:
    """Whether what opens at `start` is what another project belongs to."""
    if not _OF_WHOLE.search(passage.before(start, 20)):
        return False
    return _PART_OF_ONE.search(passage.sentence_before(start)) is not None


def _cost(passage: Passage, start: int, end: int, stop: int) -> Amount | None:
    """What is called the cost up to the next heading, or what stands right behind the name."""
    lettered = _LETTER.match(passage.text, passage.text.rfind("\n", max(0, start - _REACH), start) + 1)
    heading = (_NEXT_ITEM if lettered else _NEXT_HEADING).search(passage.text, end, stop)
    decided = _DECIDES.match(passage.before(start, _LONGEST)) is not None
    led = _CONTENTS.search(passage.text, end, heading.start()) if heading else None
    if heading and (decided or led):
        # 'Phê duyệt Dự án X, với các nội dung chính sau:': the numbered lines are what it says of the project.
        further = _NEXT_DECISION if led and led["contents"] else _NEXT_ARTICLE
        heading = further.search(passage.text, heading.start(), stop)
    stop = heading.start() if heading else stop
    cost = first_cost(passage, end, stop, "whole_costs")
    if cost and _of_next_work(passage.text, end, cost.start):
        cost = None
    beside = next(sums_between(passage, end, end + _NEAR), None)
    if beside and of_bracketed_work(passage.text, end, beside.start):
        return cost
    if beside and (said := _BESIDE.fullmatch(passage.text, end, beside.start)) and (cost is None or said["valued"]):
        return beside
    return cost or (first_cost(passage, end, stop, "costs") if decided else None)


def _of_next_work(text: str, end: int, at: int) -> bool:
    """Whether a semicolon and a further work stand between a name and a sum."""
    part = text.rfind("; ", end, at)
    return part >= 0 and names_one_work(name_up_to(_ends(), text, part + 2, at))


def _name(passage: Passage, opening: re.Match[str]) -> str:
    """What an opening introduces by a name of its own; '' where nothing."""
    start = opening.end()
    if _BODY_BEFORE.search(passage.before(opening.start(), 20)):
        return ""
    if opening[0].endswith(("“", '"')):
        return _quoted(passage, opening)
    closed = _CLOSED.search(passage.text, start, start + _LONGEST)
    stop = closed.start() if closed else min(len(passage.text), start + _LONGEST)
    name = _work(passage.text, start, stop) or _title(passage, opening, stop) or _made(passage.text, start, stop)
    return "" if "\t" in name or " | " in name else name  # a row's cells


def _quoted(passage: Passage, opening: re.Match[str]) -> str:
    """What stands between quotation marks, but in the lines of a document's bases, which tell what was decided of others."""
    closed = _QUOTED.match(passage.text, opening.end(), opening.end() + _LONGEST)
    name = closed[0].rstrip(" .,;") if closed else ""
    based = _BASIS.match(passage.text[passage.text.rfind("\n", 0, opening.start()) + 1 : opening.start()])
    return name if len(name.split()) >= _TITLE_WORDS - 1 and not based else ""


def _made(text: str, start: int, stop: int) -> str:
    """What a project or a model does that builds nothing, where its own name or the place right behind tells which."""
    if not opens_with_making(text[start:stop]):
        return ""
    name = name_up_to(_title_ends(), text, start, stop)
    own = has_proper_name(name) or _THERE.match(text, start + len(name), stop)
    return name if own and len(name.split()) >= _TITLE_WORDS and not MANY.search(name) else ""


def _work(text: str, start: int, stop: int) -> str:
    """The name of a work at `start`; '' where none is named."""
    name = name_up_to(_ends(), text, start, stop)
    return name if len(name.split()) > 2 and names_one_work(name) else ""


def _title(passage: Passage, opening: re.Match[str], stop: int) -> str:
    """The title in capitals that 'dự án' or 'đề án' opens; '' where none does."""
    project = "dự án" in opening[0].lower() and opening[0].rstrip(' “"').endswith(
        ("án", "mới", "tín dụng", "kỹ thuật", "HTKT")
    )
    if not (project or opening["scheme"]) or "\n" in opening[0]:
        return ""
    name = name_up_to(_title_ends(), passage.text, opening.end(), stop)
    if len(name.split()) < _TITLE_WORDS:
        return ""
    title = not _no_title().match(name) if name[:1].isupper() else project and _OWN.search(name)
    return name if title else ""
