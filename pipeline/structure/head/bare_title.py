"""The titles of papers that name no kind of document: of sheets, forms and annexes, 'Về việc ...', a title in quotes."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.records import Field
from pipeline.structure.form import Chunk
from pipeline.structure.head.title import (
    FORM_LABEL,
    OPENING,
    PLACE_DATE,
    adjoins,
    field_of,
    leaves_title,
    skip,
)
from pipeline.structure.issuer import is_authority
from pipeline.structure.number.labels import NUMBER_LINE

_UNDER_TITLE = re.compile(
    r"\(?(?:Ban hành\s+)?kèm theo\b|\((?:theo|tính (?:tới|đến)|(?:dự|quyết) toán)\b"
    r"|(?:ĐVT|Đơn vị tính|Đơn vị(?=\s*:\s*(?:triệu|nghìn|ngàn|tỷ|đồng|1\.?000))|Kính gửi)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(?:Đơn vị|Chương|Mã (?:số|QHNS|ĐVQHNS|chương|đơn vị)[^:]{0,30})\s*:", re.IGNORECASE)
"""What a form of the treasury's has over its title: 'Chương: 622'."""
_BARE_LINES, _BARE_LENGTH, _GAP = 5, 160, 3
_QUOTES = '"“”'


def bare_title(text: str, parts: list[Chunk]) -> Field | None:
    """The title of a sheet, form or annex that names no kind: the lines over '(Kèm theo ...)', a unit, a table, 'Kính gửi'."""
    columns = Counter(chunk.line for chunk in parts)
    addressed = len(parts) if parts and _UNDER_TITLE.match(text, skip(text, parts[-1].end)) else 0
    closer = next(
        (i for i, c in enumerate(parts) if columns[c.line] > 2 or _UNDER_TITLE.match(text, _bracket(text, c))),
        addressed,
    )
    first = closer
    while first and _of_bare_title(parts[first - 1], columns) and _goes_on(parts, first, closer):
        first -= 1
    if closer - first in range(1, _BARE_LINES):
        return field_of(text, parts[first].start, parts[closer - 1].end)
    return _told_title(text, parts) or _quoted_title(text, parts)


def _told_title(text: str, parts: list[Chunk]) -> Field | None:
    """'Về việc ...' under a kind that no table has, over as many lines as it takes."""
    first = next((index for index, chunk in enumerate(parts) if chunk.text.startswith("Về việc ")), None)
    if first is None:
        return None
    last = first
    while (
        last + 1 < len(parts)
        and adjoins(parts[last].line, parts[last + 1])
        and not leaves_title(parts[last + 1], False)
    ):
        last += 1
    return field_of(text, parts[first].start, parts[last].end)


def _quoted_title(text: str, parts: list[Chunk]) -> Field | None:
    """A title in quotes, on one line or a few: a paper's, a project's on its cover."""
    for index, first in enumerate(parts):
        if first.text[0] not in _QUOTES:
            continue
        for last in parts[index : index + _BARE_LINES - 1]:
            if last.line > first.line + _BARE_LINES:
                break
            if last.text[-1] in _QUOTES and last.end > first.start + 1:
                return field_of(text, first.start + 1, last.end - 1)
    return None


def _bracket(text: str, chunk: Chunk) -> int:
    return chunk.start - (text[chunk.start - 1 : chunk.start] == "(")


def _goes_on(parts: list[Chunk], index: int, closer: int) -> bool:
    """Whether a line and the one above it stand together; a gap may part the title from what is under it."""
    return index == len(parts) or parts[index].line - parts[index - 1].line <= (_GAP if index == closer else 1)


def _of_bare_title(chunk: Chunk, columns: Counter[int]) -> bool:
    return not (
        columns[chunk.line] > 1
        or chunk.listed
        or len(chunk.text) > _BARE_LENGTH
        or chunk.text.endswith((".", ";", ":"))
        or " " not in chunk.text
        or chunk.text[0].isdigit()
        or NUMBER_LINE.match(chunk.text)
        or PLACE_DATE.search(chunk.text)
        or FORM_LABEL.fullmatch(chunk.text)
        or _LABELLED.match(chunk.text)
        or OPENING.match(chunk.text)
        or is_authority(chunk, chunk.text.islower())
    )
