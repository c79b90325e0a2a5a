"""Whether words tell every part of a total, or only some: 'gồm các khoản thu lớn:', '(chủ yếu ...)', '...', 'còn lại là chi khác'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.link.cues import cue
from pipeline.link.funds.before import fund_before
from pipeline.records import Amount

PLUS = re.compile(r"\s?\+\s?")

_BEFORE = re.compile(
    r"(?<!\w)(?:(?:chủ yếu|tiêu biểu|điển hình|nổi bật|đáng kể|đáng chú ý|nhất là|ví dụ|chẳng hạn|như(?! (?:sau|dưới)))(?!\w)"
    r"|(?:một số|(?<!tài )(?<!hành )(?<!bưu )(?:lớn|chính|chủ lực))(?!\w)[^:;,()\d]{0,40}:)",
    re.IGNORECASE,
)
"""Between a total and its first part; 'lớn' and 'chính' only of what the colon leads in: 'sửa chữa lớn 5 tỷ đồng' is a part."""
_BEHIND = re.compile(
    r"\s*[,;]?\s*(?:và\s)?(?:\.\.|…|v\.\s?v(?!\w)|vv(?!\w)|(?:phần |số )?còn lại(?!\w)[^.;:()\n\d]{0,80}(?:[.;)\n]|$)"
    r"|(?:và|cùng|với)\s(?:các|một số|nhiều|những)\s[^.,;:()\n\d]{0,60}khác\s?(?:[.;)\n]|$))",
    re.IGNORECASE,
)
_FARTHEST = 300


def tells_some(text: str, total: Amount, first: Amount, last: Amount) -> bool:
    """Whether the words before the first part of a total or behind its last one say that there are more."""
    before = _BEFORE.search(text, total.end, max(total.end, min(first.start, total.end + _FARTHEST)))
    return before is not None or _BEHIND.match(text, last.end) is not None


def is_divided(text: str, before: str, start: int, parts: Sequence[Amount]) -> bool:
    """Whether a bare bracket tells how a whole is divided, not what stands out of it: of a total cost, by funds, or '(1 + 2)'."""
    if cue("sum", "wholes").search(before) and cue("sum", "cost").search(before):
        return True
    if all(PLUS.fullmatch(text, one.end, other.start) for one, other in pairwise(parts)):
        return True
    begins = (start, *(part.end for part in parts))
    return all(fund_before(text[begin : part.start]) for begin, part in zip(begins, parts, strict=False))
