"""Where names may stand that no word of works opens: text in, starts out.

Lists and tables tell of works by their bare names ('- Tiêu sọ sạch Lộc Hiệp: nhà rửa ...', a cell 'Cửa Vinh'), and a list says what
it is of once only ('trạm xá ba xã Kỳ Ninh, Kỳ Lợi và Kỳ Hà').
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.extract.works import work_words
from pipeline.normalize.letters import UPPER
from pipeline.structure.alternatives import alternatives

_HEAD = re.compile(
    rf"^[^\S\n]*(?:\(?(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}|[IVX]{{1,5}}|[a-zđ])[.)/:-]{{0,2}}\s?)?[-+*•–]?\s?(?P<name>(?:[{UPPER}]|[“\"])[^\n\t;:(,.]{{3,90}}?)(?=\s?[;:(,\t]|\s[-–]\s|\.\s\w|\s\d)",
    re.MULTILINE,
)
"""The head of an item or a row behind which more is told."""
_CELL = re.compile(
    rf"^(?:[^\n\t]{{0,8}}\t){{1,2}}(?P<name>(?:[{UPPER}]|[“\"])[^\n\t]{{3,120}}?)(?=[;:(,]|\t)", re.MULTILINE
)
"""The first cell of a row that holds words."""
MEMBER = re.compile(
    rf"(?:\s\([^()\n]{{1,60}}\))?(?:(?:[,;]|\svà)\s(?:và\s)?(?:\(\d\)\s)?|\s\((?:gồm:?\s)?)(?=(?:(?:thôn|xã|bản|làng|ấp|buôn|xóm|khóm|hộ|cụm|điểm|trục|đoạn|tuyến|mốc|khu)\s)?[{UPPER}][^\W\d_])"
)
"""What parts two members of a list whose kind is said once."""


def starts_of_heads(text: str) -> Iterator[int]:
    """Where the heads of items and the first words of rows stand, but for those that no work is called by."""
    for pattern in (_HEAD, _CELL):
        for match in pattern.finditer(text):
            if len(match["name"].split()) > 1 and not _none().match(match["name"]):
                yield match.start("name")


@cache
def _none() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(work_words('no_heads'))}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=8)
def _tables(text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Where the rows of tables begin, and the head of each's table: its first row."""
    starts, heads = list[int](), list[tuple[int, int]]()
    at, head = 0, None
    for line in text.split("\n"):
        if "\t" not in line:
            head = None
        else:
            head = head or (at, at + len(line))
            starts.append(at)
            heads.append(head)
        at += len(line) + 1
    return starts, heads


def head_of_table(text: str, offset: int) -> str:
    """The first row of the table in whose rows an offset stands, '' outside of tables and in that row itself."""
    starts, heads = _tables(text)
    row = bisect_right(starts, offset) - 1
    if row < 0 or "\n" in text[starts[row] : offset]:
        return ""
    begin, end = heads[row]
    return "" if begin == starts[row] else text[begin:end]


def column_of(text: str, offset: int) -> int:
    """How many cells of its row stand before an offset."""
    return text.count("\t", text.rfind("\n", 0, offset) + 1, offset)
