"""Works that a count tells and a bracket names: passage in, `Project` mentions out.

'xây mới 3 nhà văn hóa (thôn Đồi, thôn Mưa, thôn Lãng Nội)', '3 chợ xây xong (Kim Sơn, Bình Minh 2, Cầu Đất)': what is built stands
once before the bracket, each name within it tells which one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extract.numerals import parse_words
from pipeline.extract.passage import Passage, Spans
from pipeline.extract.projects.names.mentions import work_at
from pipeline.extract.projects.names.works import work_words, works_verbs
from pipeline.normalize.letters import UPPER
from pipeline.records import Project
from pipeline.structure.alternatives import alternatives
from pipeline.structure.openings import Opened

_NUMBERS = ("hai", "ba", "bốn", "năm", "sáu", "bảy", "tám")
_PLACE = "(?:xã|phường|thị trấn|thôn|bản|ấp|buôn|làng|xóm|khóm|khu|tổ|điểm|huyện)"
_WORD = rf"(?:[{UPPER}][\w'’]*|\d{{1,3}})"
_NAME = rf"(?:{_PLACE}\s)?{_WORD}(?:\s{_WORD})*"
_NAMES = rf"\((?P<names>{_NAME}(?:(?:,\s|\svà\s){_NAME})+)\)"
_BRACKET = re.compile(_NAMES)
_SEPARATOR = re.compile(r",\s|\svà\s")
_FIGURE = re.compile(r"\d(?<![\w.,/]\d)\d?\s(?=[^\W\d_])")
_MOST_TOLD = 60


def find_projects_counted(passage: Passage) -> Iterator[Project]:
    """The works of every bracket that names as many as are counted before it, or fewer, in order."""
    if not _BRACKET.search(passage.text):
        return
    tables = Spans(passage.tables)
    for told in passage.find(_counted(), (figure.start() for figure in _FIGURE.finditer(passage.text))):
        if tables.overlap(*told.span()) or not _is_built(passage, told):
            continue
        begin, names = told.start("names"), list[tuple[int, int]]()
        for mark in [*_SEPARATOR.finditer(passage.text, *told.span("names")), None]:
            names.append((begin, mark.start() if mark else told.end("names")))
            begin = mark.end() if mark else begin
        if len(names) <= _number(told["count"]):
            for start, end in names:
                yield work_at(passage, start, passage.text[start:end], "project.named")


def _number(count: str) -> int:
    return int(parse_words(count) or count)


def _is_built(passage: Passage, told: re.Match[str]) -> bool:
    """Whether the clause says that something is done to what is counted."""
    return _done().search(f"{passage.before(told.start(), _MOST_TOLD).rpartition('.')[2]}{told['told']}") is not None


@cache
def _done() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{works_verbs()}|xong|khởi công|hoàn thành|khánh thành|bàn giao|đổ|hư|hỏng|sập)(?!\w)",
        re.IGNORECASE,
    )


@cache
def _counted() -> Opened:
    """A count of what is built, what is told of it, and a bracket of names alone."""
    works = alternatives(work_words("works"))
    pattern = re.compile(
        rf"(?<![\w.,/])(?P<count>(?i:{'|'.join(_NUMBERS)})|\d{{1,2}})\s(?P<told>(?i:nhà|{works})"
        rf"(?!\w)[^(),.;:\n\d]{{0,{_MOST_TOLD}}})\s{_NAMES}"
    )
    return Opened(pattern)
