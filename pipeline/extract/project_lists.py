"""Projects in lists: passage in, `Project` mentions out.

An item that names a work and tells its cost, in its line ('- Sửa chữa hồ X, xã Y: 1.870 triệu đồng') or in the lines
that stand under it ('2. Bệnh viện X' over 'b) Tổng mức đầu tư: 176 tỷ đồng'); works told in a row ('các dự án: A; B; C').
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.extract.passage import Passage
from pipeline.extract.places import UNIT
from pipeline.extract.project_costs import bracketed_cost, final, first_cost, sums_between
from pipeline.extract.project_items import HOLDER, LISTS_WORKS, LONGEST, MANY, MARK, item_name, project
from pipeline.extract.works import after_name, has_proper_name, names_work, no_title, work_words
from pipeline.normalize.letters import UPPER
from pipeline.records import Project
from pipeline.structure.tables import alternatives

_LINE = re.compile(rf"^(?P<mark>{MARK}|[ ]*[IVX]{{1,5}}[.)][ ]*)?(?P<words>[^\n]*)$", re.MULTILINE)
_ENDS_BLOCK = re.compile(r"\s*(?:Điều \d|Nơi nhận|[IVX]{1,5}[.)])")
_KIND = re.compile(
    r"(?:Tiểu dự án|Dự án|Công trình|Hạng mục|Mô hình)(?: thành phần(?: \d)?)?(?: đầu tư)?(?: xây dựng)?(?: công trình)?:? [“\"]?(?=\w)",
    re.IGNORECASE,
)
_IN_A_ROW = re.compile(
    r"(?<!\w)(?:(?:các|những|nhiều|một số|\d{1,2})\s+(?:tiểu )?(?:dự án|công trình)(?!\w)(?:[^:;.\n()\d]{0,60}:|(?= (?-i:["
    rf"{UPPER}])))|(?:khởi công|hoàn thành)(?: xây dựng| mới| đưa vào sử dụng)?:)[ ]+(?=\S)",
    re.IGNORECASE,
)
_ROW_ENDS = re.compile(r"\n|\.(?:\s|$)")
_SEMICOLON = re.compile(r"\s*;\s*(?:và\s+)?")
_NUMBERED = re.compile(r"\s*(?:\(\d{1,2}\)|\d{1,2}\)|[a-zđ]\))\s*")
_FOR = re.compile(r"\scho\s(?=\d)")
_BLOCK, _BLOCK_LINES, _ROW = 1500, 12, 800
_FEWEST_WORDS = 3
_DASH = 6
"""How deep a dash stands (`_depth`)."""


@cache
def _comma() -> re.Pattern[str]:
    """Between two works of a row: the next begins with a capital or is a work."""
    works = alternatives(work_words("works") + work_words("bodies"))
    return re.compile(rf"(?:\s*,\s*(?:và\s+)?|\s+và\s+)(?=(?-i:[{UPPER}])|{works}(?!\w))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its words' span, and how deep its mark stands (None without one)."""

    start: int
    end: int
    depth: int | None


def find_listed_projects(passage: Passage) -> Iterator[Project]:
    """The works that items and rows of names tell, in no order."""
    yield from _items(passage)
    yield from _in_rows(passage)


def _items(passage: Passage) -> Iterator[Project]:
    text = passage.text
    lines = [_Line(*line.span("words"), _depth(line["mark"])) for line in _LINE.finditer(text)]
    works = False
    for index, line in enumerate(lines):
        words = text[line.start : line.end].rstrip()
        if line.depth is None:
            if words.endswith(":") or _ENDS_BLOCK.match(words):
                works = words.endswith(":") and LISTS_WORKS.search(words) is not None
            continue
        if "\t" in words or not words[:1].isupper():
            continue
        found = _item(passage, line, works) or _heading(passage, lines, index, works)
        if found:
            yield found
        elif words.endswith(":") or (line.depth < _DASH and not any(sums_between(passage, line.start, line.end))):
            works = LISTS_WORKS.search(words) is not None


def _item(passage: Passage, line: _Line, works: bool) -> Project | None:
    """An item with its cost in its line; of several sums the one that is called its cost."""
    name = item_name(passage.text, line.start, min(line.end, line.start + LONGEST))
    end = line.start + len(name)
    if not names_work(name, works):
        return None
    told = [amount for amount in sums_between(passage, line.start, line.end) if amount.role == "stated"]
    if not told or told[0].start < end:
        return None
    cost = first_cost(passage, end, line.end, "costs")
    if cost is None and not (works or len(told) == 1):
        return None
    cost = cost or final(passage, told[0])
    return project(passage, line.start, end, "project.listed", cost, UNIT.search(passage.text, end, told[0].start))


def _heading(passage: Passage, lines: Sequence[_Line], index: int, works: bool) -> Project | None:
    """An item over the lines that tell its whole cost or who builds it."""
    line = lines[index]
    kind = _KIND.match(passage.text, line.start, line.end)
    start = kind.end() if kind else line.start
    name = item_name(passage.text, start, min(line.end, start + LONGEST))
    end = start + len(name)
    if not (names_work(name, works or kind is not None) and has_proper_name(name)) or MANY.search(name):
        return None
    if kind and any(sums_between(passage, end, line.end)):  # told as a sentence
        return None
    stop = _block_end(passage.text, lines, index)
    cost = first_cost(passage, end, stop, "whole_costs")
    holder = HOLDER.search(passage.text, end, stop)
    if not (cost or holder):
        return None
    return project(passage, start, end, "project.listed", cost, UNIT.search(passage.text, end, line.end), holder)


def _depth(mark: str | None) -> int | None:
    """How deep a mark stands: 'I.' 0, '1.' 1, '1.2.' 2, 'a)' 5, '-' 6, '+' 7; None for no mark."""
    mark = (mark or "").strip(" ()")
    if not mark:
        return None
    if mark[0] in "-•*–+":
        return _DASH + (mark[0] == "+")
    if mark[0].isdigit():
        return len([part for part in re.split(r"[.)]", mark) if part])
    return 0 if mark[0].isupper() else _DASH - 1


def _block_end(text: str, lines: Sequence[_Line], index: int) -> int:
    """Where the lines under an item end: at the next one no deeper."""
    own = lines[index]
    last = own.end
    for line in lines[index + 1 : index + 1 + _BLOCK_LINES]:
        closes = line.depth is not None and own.depth is not None and line.depth <= own.depth
        if closes or _ENDS_BLOCK.match(text, line.start, line.end) or line.end - own.start > _BLOCK:
            break
        last = line.end
    return last


def _in_rows(passage: Passage) -> Iterator[Project]:
    """'các dự án: A; B; C', 'gồm 03 dự án: (1) A; (2) B'."""
    text = passage.text
    for lead in _IN_A_ROW.finditer(text):
        closed = _ROW_ENDS.search(text, lead.end(), lead.end() + _ROW)
        stop = closed.start() if closed else min(len(text), lead.end() + _ROW)
        semicolons = text.find(";", lead.end(), stop) >= 0
        marks = (_SEMICOLON if semicolons else _comma()).finditer(text, lead.end(), stop)
        cuts = [(lead.end(), lead.end()), *(mark.span() for mark in marks), (stop, stop)]
        pieces = [(begin, end) for (_, begin), (end, _) in pairwise(cuts)]
        found = [work for begin, end in pieces if (work := _in_row(passage, begin, end, semicolons))]
        # Without a colon, 'các dự án Thuỷ lợi' tells of many works at once.
        if lead[0].rstrip().endswith(":") or len(found) > 1:
            yield from found


def _in_row(passage: Passage, start: int, stop: int, apart: bool) -> Project | None:
    """One work of a row; where semicolons stand between, any title in capitals is one."""
    mark = _NUMBERED.match(passage.text, start, stop)
    start = mark.end() if mark else start
    kind = _KIND.match(passage.text, start, stop)
    start = kind.end() if kind else start
    told = next(sums_between(passage, start, stop), None)
    name = item_name(passage.text, start, min(told.start if told else stop, start + LONGEST))
    said = _FOR.search(name) or after_name().search(name)
    name = name[: said.start()].rstrip() if said else name
    enough = len(name.split()) >= _FEWEST_WORDS and not no_title().match(name)
    title = enough and ((apart and name[:1].isupper()) or (kind is not None and "mô hình" in kind[0].lower()))
    if not title and not (names_work(name, True) and has_proper_name(name)):
        return None
    end = start + len(name)
    cost = first_cost(passage, end, stop, "costs") or bracketed_cost(passage, end)
    sums = list(sums_between(passage, end, stop))
    if cost is None and len(sums) == 1 and sums[0].role == "stated":
        cost = sums[0]
    return project(passage, start, end, "project.listed", cost, UNIT.search(passage.text, end, stop))
