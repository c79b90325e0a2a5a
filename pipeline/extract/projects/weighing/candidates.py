"""Where names may stand that are projects' or only things spoken of: text in, `Candidate` spans out.

A name begins as works' names do ('Nhà văn hóa thôn X', 'nạo vét kênh Y'), behind a word that calls a project by its kind
('mô hình trồng bưởi'), or at the head of an item with what is made or grown ('- Nuôi cá rô phi ...').
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.extract.passage import small_letters
from pipeline.extract.places.names import LEVELS, NAME
from pipeline.extract.projects.names.works import (
    HOW_BUILT,
    has_proper_name,
    name_said_of,
    opens_with_making,
    starts_of_works,
    without_hanging,
    work_words,
)
from pipeline.normalize.letters import UPPER
from pipeline.structure.alternatives import alternatives
from pipeline.structure.openings import Opened, first_words, opened, openings_of

_REACH, _SHORT, _CALL = 200, 12, 60
CALLED = opened(
    r"(?:(?:tiểu )?dự án|hợp phần|đề án|đề tài|mô hình|mh|nhiệm vụ|phương án)(?: thành phần)?(?: (?:số )?\d{1,2})?"
    r"(?: (?:liên kết|hỗ trợ|sản xuất thử nghiệm|tín dụng))?\s?:?\s[“\"]?(?=\w)",
)
"""What calls the name behind it a project's."""
_CALLING = ("dự án", "hợp phần", "đề án", "đề tài", "mô hình", "mh", "nhiệm vụ", "phương án")
_HEAD = re.compile(r"(?:^|[\n\t|:;(–“\"]|(?:^|\s)[-+•]|\d[.)]|[a-zđ]\))\s*\Z")
"""What stands before the head of an item, a cell or a bracket."""
_ENDS = re.compile(r"[\n\t;]|\s\||,\s|\s\d[\d.,]*\s(?:tỷ|tỉ|triệu|tr|trđ|nghìn|ngàn|đồng)(?!\w)")
_OVER = re.compile(
    r"\s(?:đắp|tốc mái|tăng|giảm|kéo dài|giữ|nêu|yêu cầu|phối hợp|khẩn trương|cùng|chỉ(?! huy| đạo)|gãy|vỡ|sập|sạt"
    r"|trôi|dột|thiếu|thừa|xin|vẫn|cũng|rồi|nhưng|nên|thực hiện|phát hiện|cho|góp|ký|mở(?! rộng| mới)|mua|bán|nhận|nộp"
    r"|hư|lún|nứt|đổi|dừng|ngừng|tạm|đứng|nằm|cách|cao|sâu|xây dựng|tổ chức(?! hội))(?!\w)"
)
"""What is said of a work right behind its name."""
_LAST_CELL = re.compile(r"(?:\t|\s\|)[^\t|]*\Z")
_WORD = re.compile(r"[^\W\d_]{3}")
_IN_NAME = re.compile(rf"[^\W\d_{UPPER}] [{UPPER}][^\W\d_{UPPER}]+ \Z")
"""What stands before the second word of a proper name: 'huyện Hải | Lăng', 'Nông | Cống Thượng' begin no tomb and no sluice."""
_GOODS = re.compile(r"gói(?: thầu)?\s[^,;]{0,20}\b(?:cung cấp|mua sắm|tư vấn|thiết bị|giám sát)(?!\w)", re.IGNORECASE)
"""A package of goods or of advice is no project."""
_UNIT = re.compile(rf"{LEVELS} (?!Lộ ){NAME}")
"""A place is no project: 'Địa điểm thực hiện dự án: Xã Bến Mẫu'."""
COUNT = re.compile(r"\s\d")
_SAYS_ENOUGH = 4


class Candidate(NamedTuple):
    """Where a name stands that may be a project's."""

    start: int
    end: int


def candidates_in(text: str) -> tuple[Candidate, ...]:
    """What may be projects' names, in order, none within another."""
    return tuple(_names(text))


def _names(text: str) -> Iterator[Candidate]:
    reached = 0
    for start, bare in _starts(text).items():
        if start < reached or (text[start].isupper() and _IN_NAME.search(text, max(0, start - _SHORT), start)):
            continue
        ends = _ENDS.search(text, start, start + _REACH)
        name = name_said_of(text, start, ends.start() if ends else min(len(text), start + _REACH))
        over = _OVER.search(name, len(name.split(" ", 1)[0]) + 1)
        name = without_hanging(name[: over.start()] if over else name)
        if len(name.split()) > 1 and (bare or _says_which(name)) and not (_GOODS.match(name) or _UNIT.match(name)):
            reached = start + len(name)
            if not HOW_BUILT.match(name):
                yield Candidate(start, reached)


def _says_which(name: str) -> bool:
    """Whether a name tells which one it is: by a name of its own, by a count, or by many words."""
    return has_proper_name(name) or COUNT.search(name) is not None or len(name.split()) >= _SAYS_ENOUGH


def is_called(text: str, start: int) -> bool:
    """Whether the words right before an offset call what follows a project: 'Mô hình', 'Dự án 2:'."""
    begin = max(0, start - _CALL)
    before = small_letters(text)[begin:start]
    if not any(kind in before for kind in _CALLING):
        return False
    return any(match.end() == start for match in CALLED.pattern.finditer(text, begin, start + 1))


def _starts(text: str) -> dict[int, bool]:
    """Where names may begin, in order, and whether they need not say there which one they are."""
    called = (match.end() for match in openings_of(text).find(CALLED))
    made = (
        start
        for start in openings_of(text).starts(_first_of_making())
        if opens_with_making(text[start : start + _REACH]) and _HEAD.search(text, max(0, start - _SHORT), start)
    )
    kinds = (match.start() for match in openings_of(text).find(_kinds()))
    return dict(
        sorted((dict.fromkeys(kinds, False) | dict.fromkeys((*starts_of_works(text), *called, *made), True)).items())
    )


@cache
def _kinds() -> Opened:
    """What may be built or done, but is so much else that only a name that says which one tells; not 'quân | khu', 'bánh | tráng'."""
    kinds = work_words("kinds")
    return Opened(re.compile(rf"(?<![^\W\d_])(?<!quân )(?<!bánh ){alternatives(kinds)}(?!\w)", re.IGNORECASE))


@cache
def _first_of_making() -> frozenset[str]:
    return first_words(work_words("makes"))


def in_later_cell(text: str, start: int) -> bool:
    """Whether words stand in a cell before: who works are given to, or where they are."""
    line = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    if "\t" not in line and "|" not in line:
        return False
    cell = _LAST_CELL.search(line)
    return cell is not None and _WORD.search(line, 0, cell.start()) is not None
