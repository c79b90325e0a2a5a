"""What a site prints under a document: its name and licence, who answers for it, how often it was visited."""

from __future__ import annotations

import re
from functools import cache

from pipeline.structure.alternatives import alternatives
from pipeline.structure.form import words

_LENGTH = 1000
"""Characters at a text's end that an imprint stands in."""
_MENU = re.compile(r"[-•*|»]\s*\S[^\n]{0,30}$")
"""A link under it: '- In trang'."""
_COPYRIGHT = re.compile(r"©|(?<!\w)copyright(?!\w)", re.IGNORECASE)
_MONEY = re.compile(
    r"\d\s?(?:t[ỷỉ]|triệu|nghìn|ngàn|đồng|đ|VNĐ|VND|USD)(?!\w)(?!\s+(?:(?:l[uư]ợt|lần|người|bạn|khách|thành viên)(?!\w)))",
    re.IGNORECASE,
)
"""A sum, which no line of an imprint tells but one with a '©'; '1,2 triệu lượt' is none."""


def imprint_start(text: str, after: int) -> int:
    """Where the imprint begins, which stands last and in no table; the text's length without one."""
    start = end = len(text)
    is_told = False
    while end > max(after, len(text) - _LENGTH):
        begin = text.rfind("\n", 0, end) + 1
        line = text[begin:end].strip()
        if "\t" not in line and (_COPYRIGHT.search(line) or (_opens().match(line) and not _MONEY.search(line))):
            start, is_told = begin, is_told or _tells_site().search(line) is not None
        elif line and (start < len(text) or not _MENU.match(line)):
            break  # recipients are a list too
        end = begin - 1
    return start if is_told and start > after else len(text)


@cache
def _tells_site() -> re.Pattern[str]:
    """What no document says of itself so: '© 2016', a licence of a site, its visitors."""
    return re.compile(rf"{_COPYRIGHT.pattern}|(?<!\w)(?:{alternatives(words('imprint_marks'))})(?!\w)", re.IGNORECASE)


@cache
def _opens() -> re.Pattern[str]:
    return re.compile(rf"[*•|\s]{{0,3}}(?:{alternatives(words('imprints'))})(?!\w)", re.IGNORECASE)
