"""Projects that running text only names: 'Về dự án Kè chống sạt lở X', 'chuyển vốn của Dự án Hồ Y giai đoạn 2 sang ...'.

The word 'dự án' or 'công trình' before a work with a name of its own, or 'dự án' before a title in capitals, 'Dự án Phát
triển nông thôn miền núi'; what it costs may stand in the lines below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extract.passage import Passage
from pipeline.extract.project_costs import bracketed_cost, first_cost, sums_between
from pipeline.extract.works import after_name, has_proper_name, names_work, no_title, work_words, works_verbs
from pipeline.normalize.fold import fold
from pipeline.records import Project
from pipeline.structure.tables import alternatives

_OPENING = re.compile(
    r"(?<!\w)(?<!các )(?:(?:[Tt]iểu dự án|[Dd]ự án|[Cc]ông trình|[Pp]hương án)(?: thành phần)?(?: mới)?(?: đầu tư(?: xây dựng)?)?:?\s+[“\"]?"
    r"|(?:[Kk]hởi công|[Kk]hánh thành|[Đđ]ưa vào (?:sử dụng|khai thác|vận hành))(?: xây dựng)?(?: dự án| công trình)?\s+"
    r"|(?:[Đđ]ề án|[Đđ]ề tài|[Mm]ô hình):?\s+[“\"])(?=\w)"
)
_BODY_BEFORE = re.compile(
    r"(?:quản lý|điều hành|điều phối|thực hiện|tư vấn|khai thác|bảo vệ)(?: các)?\s+$", re.IGNORECASE
)
"""'Ban quản lý dự án ...' is a body."""
_CLOSED = re.compile(r"[”\"\n;:(]|\.(?:\s|$)")
_NEXT_HEADING = re.compile(r"\n\s*(?:\d{1,2}[.)]|[IVX]{1,5}[.)]|Điều \d)\s*(?=\S)")
_KIND = re.compile(r"^(?:tieu du an|du an|cong trinh|de an|mo hinh|hang muc)\W+(?:dau tu\s+)?(?:xay dung\s+)?")
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_TITLED = re.compile(r"dự án(?: thành phần)?(?: mới)?:?[ ]+[“\"]?$|[“\"]$", re.IGNORECASE)
"""What opens a title: 'dự án', or any kind before quotes."""
_LONGEST, _REACH, _TITLE_WORDS = 200, 900, 4


@cache
def _ends() -> re.Pattern[str]:
    """Where a name ends before what is said of it, a comma before a further verb of works left in."""
    return re.compile(rf",(?!\s+{works_verbs()}(?!\w))|{after_name().pattern}", re.IGNORECASE)


@cache
def _title_ends() -> re.Pattern[str]:
    """The same of a title, which may be a list: 'Bồi thường, hỗ trợ và tái định cư X'."""
    return re.compile(
        rf",(?!\s+(?:(?:\w+\s+){{1,3}}và\s|{works_verbs()}(?!\w)))|{after_name().pattern}",
        re.IGNORECASE,
    )


@cache
def _done_first() -> re.Pattern[str]:
    verbs = alternatives(tuple(fold(verb) for verb in work_words("verbs")))
    return re.compile(rf"{verbs}(?:(?:\s+va\s+|\s*,\s*|\s+){verbs}){{0,4}}\s+")


def find_named_projects(passage: Passage) -> Iterator[Project]:
    """The works that 'dự án' or 'công trình' introduces, each once, in order."""
    named = [
        (opening.start(), span) for opening in _OPENING.finditer(passage.text) if (span := _name(passage, opening))
    ]
    seen: set[str] = set()
    for index, (_, (start, end)) in enumerate(named):
        name = passage.text[start:end]
        key = name_key(name)
        if key in seen:
            continue
        seen.add(key)
        following = named[index + 1][0] if index + 1 < len(named) else len(passage.text)
        stop = min(following, end + _REACH)
        heading = _NEXT_HEADING.search(passage.text, end, stop)
        stop = heading.start() if heading else stop
        cost = bracketed_cost(passage, end) or first_cost(passage, end, stop, "whole_costs")
        yield Project(
            start=start,
            end=end,
            text=name,
            rule="project.named",
            confidence=0.85 if cost else 0.75,
            name=re.sub(r"\s+", " ", name),
            total_vnd=cost.vnd if cost else None,
        )


def _name(passage: Passage, opening: re.Match[str]) -> tuple[int, int] | None:
    """The span of the name after an opening; None where it names nothing, or a body of the project."""
    if _BODY_BEFORE.search(passage.before(opening.start(), 24)):
        return None
    start = opening.end()
    closed = _CLOSED.search(passage.text, start, start + _LONGEST)
    stop = closed.start() if closed else min(len(passage.text), start + _LONGEST)
    told = next(sums_between(passage, start, stop), None)
    stop = told.start if told else stop
    name = _work(passage.text, start, stop) or _title(passage, opening, stop)
    return (start, start + len(name)) if name and "\t" not in name else None


def _work(text: str, start: int, stop: int) -> str:
    """The name of a work at `start`; '' where none is named."""
    end = _ends().search(text, start, stop)
    name = text[start : end.start() if end else stop].rstrip(" .,;:-–/").removesuffix(" và")
    return name if len(name.split()) > 2 and names_work(name, True) and has_proper_name(name) else ""


def _title(passage: Passage, opening: re.Match[str], stop: int) -> str:
    """The title in capitals that 'dự án' opens; '' where none does."""
    start = opening.end()
    if not _TITLED.search(opening[0]) or not passage.text[start].isupper():
        return ""
    end = None if opening[0][-1] in '“"' else _title_ends().search(passage.text, start, stop)
    name = passage.text[start : end.start() if end else stop].rstrip(" .,;:-–")
    name = name.removesuffix(" và")
    return name if len(name.split()) >= _TITLE_WORDS and not no_title().match(name) else ""


def name_key(name: str) -> str:
    """A name folded, without 'dự án' and what is done before it: 'Dự án Xây dựng kè X' and 'Kè X' are one."""
    name = _KIND.sub("", fold(name))
    done = _done_first().match(name)
    return _NO_LETTERS.sub(" ", name[done.end() :] if done and done.end() < len(name) else name).strip()
