"""Projects that running text only names: 'Về dự án Kè chống sạt lở X', 'chuyển vốn của Dự án Hồ Y giai đoạn 2 sang ...'.

The word 'dự án' or 'công trình' before a work with a name of its own; what it costs may stand in the lines below.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from pipeline.extract.passage import Passage
from pipeline.extract.works import has_proper_name, names_work, work_words, works_verbs
from pipeline.normalize.fold import fold
from pipeline.normalize.letters import UPPER
from pipeline.records import Amount, Project
from pipeline.structure.tables import alternatives

_OPENING = re.compile(
    rf"(?<!\w)(?<!các )(?:[Tt]iểu dự án|[Dd]ự án|[Cc]ông trình)(?: thành phần)?(?: đầu tư(?: xây dựng)?)?:?\s+[“\"]?(?=[{UPPER}])"
)
_CLOSED = re.compile(r"[”\"\n;:(]|\.(?:\s|$)")
_NEXT_HEADING = re.compile(r"\n\s*(?:\d{1,2}[.)]|[IVX]{1,5}[.)]|Điều \d)\s*(?=\S)")
_RAISED = re.compile(r"[^.;\n\d]{0,20}(?:lên|xuống|thành|còn|sang)(?:\s+\w+){0,2}\s+$", re.IGNORECASE)
_KIND = re.compile(r"^(?:tieu du an|du an|cong trinh)\s+(?:dau tu\s+)?(?:xay dung\s+)?")
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_LONGEST, _REACH = 200, 900


@cache
def _ends() -> re.Pattern[str]:
    """Where a name ends before what is said of it, a comma before a further verb of works left in."""
    return re.compile(rf",(?!\s+{works_verbs()}(?!\w))|\s{alternatives(work_words('after_name'))}(?!\w)", re.IGNORECASE)


@cache
def _cost() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(work_words('whole_costs'))}(?!\w)[^\n\d]{{0,60}}$", re.IGNORECASE)


def find_named_projects(passage: Passage) -> Iterator[Project]:
    """The works that 'dự án' or 'công trình' introduces, each once, in order."""
    openings = list(_OPENING.finditer(passage.text))
    seen: set[str] = set()
    for index, opening in enumerate(openings):
        start = opening.end()
        closed = _CLOSED.search(passage.text, start, start + _LONGEST)
        stop = closed.start() if closed else min(len(passage.text), start + _LONGEST)
        end = _ends().search(passage.text, start, stop)
        name = passage.text[start : end.start() if end else stop].rstrip(" .,;:-–")
        key = name_key(name)
        if key in seen or len(name.split()) < 3 or "\t" in name:
            continue
        if not (names_work(name, True) and has_proper_name(name)):
            continue
        seen.add(key)
        following = openings[index + 1].start() if index + 1 < len(openings) else len(passage.text)
        cost = _cost_after(passage, start + len(name), min(following, start + _REACH))
        yield Project(
            start=start,
            end=start + len(name),
            text=name,
            rule="project.named",
            confidence=0.85 if cost else 0.75,
            name=re.sub(r"\s+", " ", name),
            total_vnd=cost.vnd if cost else None,
        )


def not_told_yet(named: Iterable[Project], others: Sequence[Project]) -> Iterator[Project]:
    """The named projects that no other mention tells of, under the same name or a longer or shorter one."""
    told, opened = set[str](), set[str]()
    for project in others:
        _tell(name_key(project.name), told, opened)
    for project in named:
        key = name_key(project.name)
        if key not in opened and told.isdisjoint(_beginnings(key)):
            _tell(key, told, opened)
            yield project


def _tell(key: str, told: set[str], opened: set[str]) -> None:
    """Remember a name, and all that it begins with."""
    told.add(key)
    opened.update(_beginnings(key))


def _beginnings(key: str) -> Iterator[str]:
    """What a name begins with, word by word: itself at last."""
    words = key.split()
    return (" ".join(words[:count]) for count in range(1, len(words) + 1))


def name_key(name: str) -> str:
    """A name folded, without the word 'dự án' before it."""
    return _NO_LETTERS.sub(" ", _KIND.sub("", fold(name))).strip()


def _cost_after(passage: Passage, end: int, stop: int) -> Amount | None:
    """The first sum called the whole cost before the next heading; of 'từ 386 tỷ đồng lên 420 tỷ đồng' the new one."""
    heading = _NEXT_HEADING.search(passage.text, end, stop)
    stop = heading.start() if heading else stop
    amounts = passage.found.amounts
    for index in range(bisect_left(amounts, end, key=lambda amount: amount.start), len(amounts)):
        if amounts[index].start >= stop:
            return None
        if amounts[index].role == "stated" and _cost().search(passage.before(amounts[index].start, 120)):
            after = amounts[index + 1] if index + 1 < len(amounts) else None
            raised = after and _RAISED.fullmatch(passage.text, amounts[index].end, after.start)
            return after if raised else amounts[index]
    return None
