"""What the line above a list says of its items: 'Bãi bỏ các văn bản sau:', 'Căn cứ pháp lý'."""

from __future__ import annotations

import re

from pipeline.extract.passage import Passage

LIST_MARK = re.compile(r"[ \t]*(?:[-+*•–]|\(?\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)])[ \t]*")
_PARTS = re.compile(
    r"(?:(?:(?:các|những)\s+)?(?:điểm|khoản|điều|mục|chương|phần|tiết|phụ lục|(?:biểu\s+)?mẫu)(?:\s+số)?\s+\w{1,6}(?:\.\d+)*"
    r"(?:(?:,|\s+và|,\s+và)\s+\w{1,3}(?!\w))*(?:,|;|\s+và|\s+của|\s+tại|\s+ban hành|\s+kèm theo)*\s+)*",
    re.IGNORECASE,
)
"""The part of a document that an item tells: 'a) Khoản 2 Điều 5 Thông tư số ...'."""
_MOST_LINES = 60
_LONGEST_HEADING = 80
_CLOSED = (".", ";", ",")


def lead_of_item(passage: Passage, start: int) -> str | None:
    """The line that leads the list whose item opens at `start`; None where nothing opens there, or no line leads.

    Lines of other items are passed over, and what runs on from them in small letters.
    """
    text = passage.text
    line_start = text.rfind("\n", 0, start) + 1
    mark = LIST_MARK.match(text, line_start, start)
    if not mark or not _PARTS.fullmatch(text, mark.end(), start):
        return None
    for _ in range(_MOST_LINES):
        if line_start <= 0:
            return None
        line_end = line_start - 1
        line_start = text.rfind("\n", 0, line_end) + 1
        line = text[line_start:line_end].strip()
        if line.endswith(":"):
            return line
        if line and not LIST_MARK.match(line) and not line[0].islower():
            return line if len(line) < _LONGEST_HEADING and not line.endswith(_CLOSED) else None
        if line and LIST_MARK.match(line) and not line.endswith(_CLOSED) and len(line) < _LONGEST_HEADING:
            return line
    return None
