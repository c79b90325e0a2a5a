"""The parts after a total in running text: amounts in, indices of amounts out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.link.cues import cue
from pipeline.link.sums.lists import opens_parts
from pipeline.link.sums.relations import addable, added, is_told_each, worth
from pipeline.records import Amount

_OF_THE_WHOLE = re.compile(r"/\s?$")
"""'150 tỷ đồng/230 tỷ đồng': the second is what the first is set against."""
_FACTOR = re.compile(r"\s?[x×*=]\s?\d", re.IGNORECASE)
"""'30 bộ x 15 triệu đồng/bộ = 450 triệu đồng': the rate is how the sum comes about."""
_ABOVE_ALL = re.compile(r"\s*(?:là\s+)?riêng\s", re.IGNORECASE)
"""'trong đó riêng hồ Bản Khoang 28,5 tỷ đồng' tells a part, 'riêng' after another part none."""
_CLOSED = re.compile(r"\([^()]*\)")
_SHARE = re.compile(r"chiếm\s*$", re.IGNORECASE)
"""'trong đó xây lắp chiếm 19,7 tỷ đồng'."""
_RATE_ITEM = re.compile(
    r"(?:[,;:]|\svà\s|^)(?:(?!bình quân|trung bình|tương đương|tức|với mức|\svà\s)[^,;:()])*$", re.IGNORECASE
)
"""'02 giải nhì mỗi giải 5 triệu đồng' among other items, not 'bình quân 5 triệu đồng/giải'."""
_MOST_PARTS = 60


def itemised(text: str, amounts: Sequence[Amount], total: int, start: int, stop: int) -> list[int]:
    """The parts of 'trong đó: a 1 triệu; b 2 triệu; c 3 triệu' that come to the total; none of any other list.

    Semicolons tell one from the next, so that words of comparison are then a part's name: 'giảm trừ quyết toán'.
    """
    if not text[start:stop].lstrip().startswith(":"):
        return []
    parts: list[int] = []
    position = start
    for index in range(total + 1, min(len(amounts), total + _MOST_PARTS)):
        amount = amounts[index]
        if amount.start >= stop:
            break
        if amount.start < start:
            continue
        between = text[position : amount.start]
        if not addable(amount, amounts[total]) or "(" in between or (parts and between.count(";") != 1):
            return []
        parts.append(index)
        position = amount.end
        if len(parts) > 1 and added(amounts, parts) == worth(amounts[total]):
            return parts
    return []


def of_the_whole(text: str, amount: Amount) -> bool:
    """Whether an amount is what the one before it is set against."""
    return _OF_THE_WHOLE.search(text, max(0, amount.start - 3), amount.start) is not None


def in_brackets(text: str, amounts: Sequence[Amount], total: int, stop: int) -> list[int]:
    """The amounts after a total, each first in brackets of its own, that come to it: 'cho Trạm y tế (6 tỷ đồng) và chợ (5 tỷ đồng)'."""
    parts: list[int] = []
    for index in range(total + 1, min(len(amounts), total + _MOST_PARTS)):
        amount = amounts[index]
        if amount.start >= stop:
            break
        if text[amount.start - 1] != "(":
            between = amounts[index - 1].end, amount.start
            if amount.role == "rate" or text.rfind("(", *between) > text.rfind(")", *between):
                continue
            break
        if not addable(amount, amounts[total]):
            return []
        parts.append(index)
        if added(amounts, parts) >= worth(amounts[total]):
            break
    return parts if len(parts) > 1 and added(amounts, parts) == worth(amounts[total]) else []


def parts_told(
    text: str, amounts: Sequence[Amount], total: int, start: int, stop: int, *, until_full: bool, led: bool = False
) -> list[int]:
    """The parts of a total; where they fall short of it, those whose names hold words of comparison if they come to it.

    `led`: a word leads them in, so that a semicolon behind items that commas part goes on with them where they then come to the total:
    'qua bốn hội: A 15 tỷ đồng, B 17 tỷ đồng; trực tiếp 2 tỷ đồng'.
    """
    if opened := _ABOVE_ALL.match(text, start, stop):
        start = opened.end()
    parts = _parts(text, amounts, total, start, stop, until_full=until_full)
    if added(amounts, parts) == worth(amounts[total]):
        return parts
    if not text[start:stop].lstrip().startswith(":") and added(amounts, parts) > worth(amounts[total]):
        # 'Nợ phải thu 890 tỷ đồng, trong đó khó đòi 46 tỷ đồng; nợ vay 1.240 tỷ đồng': no colon opens the list that a semicolon goes on with.
        semicolon = text.find(";", amounts[parts[0]].end, amounts[parts[-1]].start)
        parts = [part for part in parts if semicolon < 0 or amounts[part].start < semicolon]
    named = _parts(text, amounts, total, start, stop, until_full=True, named=True, past=led)
    return named if len(named) > 1 and added(amounts, named) == worth(amounts[total]) else parts


def holds_rates(text: str, amounts: Sequence[Amount], total: int, parts: Sequence[int], start: int, stop: int) -> bool:
    """Whether a rate is an item of its own among a total's parts or right behind them: 'giải nhất 5 triệu đồng, 2 giải nhì mỗi giải 3 triệu đồng'."""
    for at in range(total + 1, min(len(amounts), parts[-1] + 2)):
        amount = amounts[at]
        if is_told_each(text, amount) and start <= amount.start < stop and not _FACTOR.match(text, amount.end):
            begin = max(start, amounts[at - 1].end)
            between = text[begin : amount.start]
            if _RATE_ITEM.search(between if begin == start else f".{between}"):
                return True
    return False


def _parts(
    text: str,
    amounts: Sequence[Amount],
    total: int,
    start: int,
    stop: int,
    *,
    until_full: bool,
    named: bool = False,
    past: bool = False,
) -> list[int]:
    """The amounts after a total that belong to it; none where the text does not tell them apart.

    An amount in brackets, or after a cue of its own, belongs to the part before it. A list that is
    parted by commas ends at the first semicolon. 'trong đó' ends where its parts come to the total.
    `named`: words of comparison are taken for a part's name, 'vốn năm trước kéo dài'; `past`: no semicolon ends the list.
    """
    parts: list[int] = []
    position, depth = start, 0
    came_to = Decimal(0)
    commas = nested = False
    for index in range(total + 1, min(len(amounts), total + 2 * _MOST_PARTS)):
        amount = amounts[index]
        if amount.start >= stop or len(parts) >= _MOST_PARTS:
            break
        if amount.start < start:
            continue
        between = text[position : amount.start]
        depth = max(0, depth + between.count("(") - between.count(")"))
        position = amount.end
        if depth and text.find(")", position, stop) < 0:
            break
        if depth or of_the_whole(text, amount):
            continue
        semicolon = ";" in between
        # What stands in brackets tells of the part before: '25 tỷ đồng (chiếm 71%)'.
        compared = cue("sum", "not_part").search(_SHARE.sub("", _CLOSED.sub("", between)))
        if (compared and not named) or (commas and semicolon and not past):
            break
        nested = (nested and not semicolon) or opens_parts(between)
        if nested and text.find(";", position, stop) < 0:
            return []
        if nested and parts:
            continue
        if amount.role == "rate" and not parts and not _FACTOR.match(text, amount.end):
            return []
        if addable(amount, amounts[total]) and not is_told_each(text, amount):
            commas = commas or (bool(parts) and not semicolon)
            parts.append(index)
            came_to += worth(amount)
            if until_full and len(parts) > 1 and came_to == worth(amounts[total]):
                break
    # Children of a part that no semicolon closes cannot be told from its siblings.
    return [] if nested else parts
