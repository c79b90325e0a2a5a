"""Shares of one sum by giver, without a word that introduces parts: amounts in, indices of the parts out.

'Làm đường thôn Đoài: 200 triệu đồng. Ngân sách xã hỗ trợ 80 triệu đồng, còn lại dân đóng góp 120 triệu đồng.' Only
figures that agree tell that they are parts, each beside who gives it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.link.cues import cue
from pipeline.link.funds.before import fund_before, giving_budget
from pipeline.link.funds.who_gives import level_named, who_gives
from pipeline.link.sums.relations import addable, worth
from pipeline.records import Amount
from pipeline.structure.sentences import Sentences

_MOST_PARTS = 6
_MOST_SENTENCES = 3
"""After that of the total."""
_REACH = 160
"""Characters from one part to the next, and from the total to the first."""
_GIVES = re.compile(
    r"(?<!\w)(?:đóng góp|đối ứng|góp|bỏ ra|tự có|tự bỏ|vay|tài trợ|ủng hộ|viện trợ|còn lại)(?!\w)", re.IGNORECASE
)
_NOT_GIVEN = re.compile(
    r"(?<!\w)(?:giải ngân|thanh toán|tạm ứng|quyết toán|nghiệm thu|khối lượng|tăng|giảm|nợ|thiếu|thu hồi|vượt|so với)(?!\w)",
    re.IGNORECASE,
)
"""What was done with the sum is no part of it: 'giao 9 tỷ đồng, giải ngân 7 tỷ đồng, còn lại 2 tỷ đồng'."""


def _has_giver(before: str) -> bool:
    """Whether a fund's name or a level's tells who gives a figure right after."""
    ways = (fund_before, giving_budget, who_gives, level_named)
    return any(way(before) for way in ways)


def parts_of_givers(text: str, amounts: Sequence[Amount], total: int, before: str, sentences: Sentences) -> list[int]:
    """The amounts right after a total, in its sentence or the next few of its line, that come to it and name who gives them.

    `before` are the total's own words: what names its own fund is given by one.
    """
    if not _may_come_to(amounts, total) or (_has_giver(before) and not cue("sum", "wholes").search(before)):
        return []
    stop = sentences.at(amounts[total].start)[1]
    for _ in range(_MOST_SENTENCES):
        if stop < len(text) and "\n" not in text[amounts[total].end : stop]:
            stop = sentences.at(stop)[1]
    parts: list[int] = []
    came_to, position = Decimal(0), amounts[total].end
    named = False
    for index in range(total + 1, min(len(amounts), total + 1 + _MOST_PARTS)):
        amount = amounts[index]
        between = text[position : amount.start]
        if (amount.role == "words" and not parts) or amount.role == "rate":
            position = amount.end + text.startswith(")", amount.end)
            continue
        if amount.start >= stop or len(between) > _REACH or "\n" in between or not addable(amount, amounts[total]):
            break
        if _NOT_GIVEN.search(between) or cue("sum", "wholes").search(between):
            break
        given = _has_giver(between)
        named = named or given
        bracketed = text[amount.start - 1] == "(" and text.startswith(")", amount.end)
        named = named or (bracketed and bool(parts))
        if not given and not _GIVES.search(between) and not bracketed:
            break
        parts.append(index)
        position = amount.end
        came_to += worth(amount)
        if came_to >= worth(amounts[total]):
            break
    return parts if named and len(parts) > 1 and came_to == worth(amounts[total]) else []


def _may_come_to(amounts: Sequence[Amount], total: int) -> bool:
    """Whether the figures right after a total come to it, whatever their words say."""
    whole, came_to = worth(amounts[total]), Decimal(0)
    for amount in amounts[total + 1 : total + 1 + _MOST_PARTS]:
        if amount.role not in ("words", "rate"):
            came_to += worth(amount)
        if came_to >= whole:
            break
    return came_to == whole
