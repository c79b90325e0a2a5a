"""Where a body ends that the title of who heads it stands before: 'Chánh Văn phòng UBND tỉnh' before 'Hồ Mẫu Sơn'."""

from __future__ import annotations

from pipeline.extract.organisations.ends import of_many
from pipeline.extract.organisations.heads import head_pattern
from pipeline.extract.organisations.names import name_at
from pipeline.extract.organisations.officials import HEADS_BODY
from pipeline.extract.organisations.small import small_name_at

_REACH = 90


def headed_body_end(text: str, start: int, end: int) -> int | None:
    """The end between two offsets of a body that is told with its head's title; None where none ends there."""
    for title in HEADS_BODY.finditer(text, max(0, start - _REACH), start):
        head = head_pattern().match(text, title.end())
        name = name_at(text, head) if head else small_name_at(text, title.end())
        if name and start < name.end <= end and not of_many(text, name.start, name.core_end, name.end):
            return name.end
    return None
