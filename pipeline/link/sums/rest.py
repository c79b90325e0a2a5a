"""Totals before their parts without a word that introduces these, the last part being the remainder: accepted where the
figures agree.

'Cầu Ba Dừa hết 274 triệu đồng. Hội Chữ thập đỏ cho 150 triệu đồng, phần còn lại 124 triệu đồng bà con chia nhau.'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.link.sums.relations import addable, relation_of, worth
from pipeline.records import Amount, SumRelation

_LEFT = "còn lại"
_REST = re.compile(
    rf"(?<!\w)(?:phần|số|số tiền|kinh phí|vốn)?\s?(?:vốn |tiền |kinh phí )?{_LEFT}(?!\w)[^.;:\n\d]{{0,60}}$",
    re.IGNORECASE,
)
_DONE_OR_ASKED = re.compile(
    r"(?<!\w)(?:giải ngân|thanh toán|tạm ứng|quyết toán|nghiệm thu|khối lượng|tăng|giảm|nợ|thu hồi|vượt|so với|chi"
    r"|sử dụng|phân bổ|trình|xem xét|đã bố trí|đã cấp|đã được cấp|đã thực hiện|mới|ứng|hoàn trả|trả|đề nghị|xin"
    r"|kiến nghị|phải|chưa|giá trị|kế hoạch)(?!\w)",
    re.IGNORECASE,
)
"""What was done with a sum, or is asked for, is no part of it: 'giao 9 tỷ đồng, giải ngân 7 tỷ đồng, còn lại 2 tỷ đồng'."""
_NOT_YET = re.compile(r"\s(?:chưa|chuyển|nộp|kết dư)(?!\w)")
_OWED = re.compile(r"(?<!\w)(?:nợ|chưa|thiếu|thu hồi|hoàn ứng)(?!\w)[^.;\n]*$", re.IGNORECASE)
_FARTHEST = 1200
_APART = 250
"""Characters from the total to what is left, and from one part to the next."""
_MOST_PARTS = 8


def find_rest_sums(text: str, amounts: Sequence[Amount], taken: set[int]) -> Iterator[SumRelation]:
    """The relation of each amount that is called what is left; `taken` are the parts of other relations."""
    for index in range(2, len(amounts)):
        amount = amounts[index]
        if index in taken or not addable(amount) or _NOT_YET.match(text, amount.end):
            continue
        own = _own_words(text, amounts, index)
        if _LEFT not in own.lower() or not _REST.search(own):
            continue
        if parts := _parts(text, amounts, index, taken):
            yield relation_of(amounts, parts[0], parts[1:], rule="sum.rest")


def _own_words(text: str, amounts: Sequence[Amount], index: int) -> str:
    """What stands before an amount and after the one before it."""
    start = amounts[index].start
    return text[max(amounts[index - 1].end if index else 0, start - _APART) : start]


def _parts(text: str, amounts: Sequence[Amount], last: int, taken: set[int]) -> list[int]:
    """The total and its parts up to the last one, the nearest amounts before it that come to an amount before them; [] where none do."""
    parts, added, follows = [last], worth(amounts[last]), amounts[last].start
    for index in range(last - 1, -1, -1):
        amount = amounts[index]
        if amounts[last].start - amount.end > _FARTHEST:
            return []
        if not addable(amount, amounts[last]):
            continue
        if len(parts) > 1 and worth(amount) == added:
            apart = _DONE_OR_ASKED.search(text, max(amount.end, follows - _APART), follows)
            return [] if apart or _OWED.search(_own_words(text, amounts, index)) else [index, *parts]
        if index in taken:
            continue
        if (
            len(parts) == _MOST_PARTS
            or follows - amount.end > _APART
            or _DONE_OR_ASKED.search(text, amount.end, follows)
        ):
            return []
        parts.insert(0, index)
        added += worth(amount)
        follows = amount.start
    return []
