"""Totals after their parts: 'A 5 tỷ đồng, B 3 tỷ đồng, tổng cộng 8 tỷ đồng', a line 'Cộng: ...' under others.

No word tells where the parts begin, so only figures that agree tell that they are parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from pipeline.link.cues import words
from pipeline.link.sums.relations import addable, relation_of, worth
from pipeline.records import Amount, SumRelation
from pipeline.structure.alternatives import alternatives

RULE = "sum.closing"
_BEFORE = 60
_APART = 300
"""Characters between one part and the next."""
_MOST_PARTS = 60
_OF_ALL = re.compile(r"\s[^,;.:()\n\d]{0,60}?(?:trong|trên) tổng số(?: vốn| tiền| kinh phí)?\s", re.IGNORECASE)
_SMALL = ("là", "chung", "số tiền", "kinh phí", "các khoản", "thành tiền", "giá trị")


@cache
def closes() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[\s,;:.(–-])(?:{words('sum', 'closing')}(?:\s+{alternatives(_SMALL)}){{0,3}}"
        rf"|(?:tổng|cộng)\s[^,;:.()\n\d]{{2,40}}(?:\d{{4}})?)\s*:?\s*$",
        re.IGNORECASE,
    )


def find_closing_sums(text: str, amounts: Sequence[Amount], taken: set[int]) -> Iterator[SumRelation]:
    """Every total that closes its parts; `taken` are the parts of other relations."""
    for index, total in enumerate(amounts):
        if index < 1 or index in taken or not addable(total):
            continue
        if _OF_ALL.match(text, amounts[index - 1].end) and addable(amounts[index - 1], total):
            # 'mới bố trí 62,5 tỷ đồng từ ngân sách tỉnh trong tổng số 180 tỷ đồng'
            if _OF_ALL.fullmatch(text, amounts[index - 1].end, total.start):
                yield relation_of(amounts, index, [index - 1], rule="sum.some", kind="partial")
            continue
        start = max(amounts[index - 1].end, total.start - _BEFORE)
        if closes().search(text[start : total.start]) and (parts := _parts(text, amounts, index, taken)):
            yield relation_of(amounts, index, parts, rule=RULE)


def _parts(text: str, amounts: Sequence[Amount], total: int, taken: set[int]) -> list[int]:
    """The amounts right before a total that come to it, the nearest ones; [] where they don't."""
    parts: list[int] = []
    added = Decimal(0)
    follows = amounts[total].start
    for index in range(total - 1, max(-1, total - _MOST_PARTS), -1):
        amount = amounts[index]
        if amount.role in ("words", "rate"):
            # '20 suất x 500.000 đồng/suất = 10 triệu đồng': the rate is how a part comes about.
            continue
        if index in taken:
            # What parts a part is told in.
            continue
        if not addable(amount, amounts[total]) or follows - amount.end > _APART:
            return []
        line = text.rfind("\n", max(0, amount.start - _APART), amount.start) + 1
        follows = amount.start
        bracketed = text.count("(", line, amount.start) > text.count(")", line, amount.start)
        if bracketed and not (text.startswith("(", amount.start - 1) and text.startswith(")", amount.end)):
            continue
        parts.insert(0, index)
        added += worth(amount)
        if added >= worth(amounts[total]):
            break
    return parts if len(parts) > 1 and added == worth(amounts[total]) else []
