"""Parts of a total that no word right after it introduces: amounts in, `SumRelation` out; accepted only where the figures
agree.

'Phân bổ 10 tỷ đồng cho hai huyện: A 6 tỷ đồng, B 4 tỷ đồng'; '10 tỷ đồng, tăng 2 tỷ đồng so với năm trước, gồm'.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import islice

from pipeline.link.cues import cue
from pipeline.link.funds.after import fund_after
from pipeline.link.funds.before import fund_before
from pipeline.link.funds.givers import parts_of_givers
from pipeline.link.sums.parts import in_brackets, of_the_whole, parts_told
from pipeline.link.sums.relations import added, is_difference, open_relation, relation_of, worth
from pipeline.link.sums.some_told import tells_some
from pipeline.records import Amount, SumRelation, Untold
from pipeline.structure.sentences import sentences_of

_LATER = 250
"""Characters from a total to what leads its parts in."""
_MOST_OPENINGS = 4
_BEHIND_ITS_PURPOSE = re.compile(
    r"\s(?:(?P<from>từ|thuộc|bằng)|cho|để)\s[^,;:.()\d\n]{3,80}?,?\s(?=(?:bao )?gồm(?!\w))", re.IGNORECASE
)
FARTHEST = 3000
"""Characters from a total to its last part in running text; keeps hostile lines linear."""


def later_parts(
    text: str, amounts: Sequence[Amount], index: int, before: str, span: tuple[int, int], closings: dict[int, int]
) -> SumRelation | Untold | None:
    """The relation of a total and what the words further on tell of it; `before` are its own, `span` the rest of its sentence.

    Untold where 'gồm' behind what it is for leads in parts that do not come to it.
    """
    if given := parts_of_givers(text, amounts, index, before, sentences_of(text)):
        return relation_of(amounts, index, given, rule="sum.full")
    if led := _led_in_later(text, amounts, index, before, span, closings):
        return led
    end = span[0]
    line = text.find("\n", end, end + FARTHEST)
    parts = _parts_of_funds(text, amounts, index, before, span)
    parts = parts or in_brackets(text, amounts, index, line if line >= 0 else min(len(text), end + FARTHEST))
    if parts:
        return relation_of(amounts, index, parts, rule="sum.full")
    return _told_behind_its_purpose(text, amounts, index, span)


def _told_behind_its_purpose(
    text: str, amounts: Sequence[Amount], index: int, span: tuple[int, int]
) -> SumRelation | Untold | None:
    """'3 tỷ đồng từ ngân sách tỉnh, gồm: máy 1 tỷ đồng; giống 1 tỷ đồng': wrong behind a fund; behind anything else 'gồm' may part that."""
    opened = _BEHIND_ITS_PURPOSE.match(text, span[0])
    led = cue("sum", "full").match(text, opened.end()) if opened else None
    if opened is None or led is None:
        return None
    parts = parts_told(text, amounts, index, led.end(), span[1], until_full=False)
    if len(parts) < 2:
        return None
    if opened["from"] and fund_after(opened[0]):
        some = tells_some(text, amounts[index], amounts[parts[0]], amounts[parts[-1]])
        return relation_of(amounts, index, parts, rule="sum.full", kind="partial" if some else "full")
    return Untold("sum", amounts[index].start, amounts[index].end, "figures-decide")


def _led_in_later(
    text: str, amounts: Sequence[Amount], index: int, before: str, span: tuple[int, int], closings: dict[int, int]
) -> SumRelation | None:
    """The relation of a total and the parts that a word, a colon or a bracket further on leads in."""
    end, stop = span
    total = worth(amounts[index])
    farthest = min(stop, end + _LATER)
    closed = _closes_clause().search(text, end, farthest)
    for opened in islice(_openings().finditer(text, end, closed.start() if closed else farthest), _MOST_OPENINGS):
        at = bisect_left(amounts, opened.start(), key=lambda amount: amount.start) - 1
        at -= amounts[at].role == "words"
        if at > index and (worth(amounts[at]) == total or not _is_aside(text, amounts, index, at)):
            return None
        bracket = opened[0] == "("
        inner = closings.get(opened.start(), stop) if bracket else stop
        parts = parts_told(text, amounts, index, opened.end(), inner, until_full=True)
        came_to = added(amounts, parts)
        if len(parts) > 1 and came_to == total:
            return relation_of(amounts, index, parts, rule="sum.bracket" if bracket else "sum.full")
        grew = all(is_difference(text[amounts[one - 1].end : amounts[one].start]) for one in range(index + 1, at + 1))
        some = cue("sum", "some").fullmatch(opened[0]) is not None and grew and not is_difference(before)
        if parts and some and came_to <= total:
            # 'hỗ trợ 20 tỷ đồng cho các xã, tăng 2 tỷ đồng so với năm trước, trong đó xã A 8 tỷ đồng'
            return open_relation(amounts, index, parts, rule="sum.some")
    return None


def _parts_of_funds(text: str, amounts: Sequence[Amount], index: int, before: str, span: tuple[int, int]) -> list[int]:
    """What follows a total in its sentence and comes to it: three parts, or two that each name a fund; else none.

    'Tổng vốn 15 tỷ đồng; vốn trung ương 9 tỷ đồng, ngân sách tỉnh 6 tỷ đồng.'
    """
    following = [amount for amount in amounts[index + 1 : index + 4] if amount.role != "rate"]
    if len(following) < 2 or following[1].start >= span[1] or worth(following[0]) >= worth(amounts[index]):
        return []
    if fund_before(before) and not cue("sum", "wholes").search(before):
        return []
    parts = parts_told(text, amounts, index, *span, until_full=True)
    if len(parts) < 2 or added(amounts, parts) != worth(amounts[index]):
        return []
    if len(parts) > 2:
        return parts
    position = span[0]
    for part in parts:
        if fund_before(text[position : amounts[part].start]) is None:
            return []
        position = amounts[part].end
    return parts


@cache
def _closes_clause() -> re.Pattern[str]:
    """A semicolon, but not '; trong đó'."""
    return re.compile(rf";(?!\s*(?:{cue('sum', 'full').pattern}|{cue('sum', 'some').pattern}))", re.IGNORECASE)


@cache
def _openings() -> re.Pattern[str]:
    return re.compile(
        rf"[:(]|,\s(?:do|vì|để|cho|chi cho|dùng để|dành)\s|\s(?:có|là)\s(?=\d)|{cue('sum', 'full').pattern}|{cue('sum', 'some').pattern}",
        re.IGNORECASE,
    )


def _is_aside(text: str, amounts: Sequence[Amount], index: int, last: int) -> bool:
    """Whether the amounts after one, to `last`, are itself in words or only compare with it: 'tăng 2 tỷ đồng so với năm trước'."""
    between = range(index + 1, min(last, index + 4) + 1)
    return last <= index + 4 and all(
        amounts[at].role == "words"
        or cue("sum", "not_part").search(text, amounts[at - 1].end, amounts[at].start)
        or of_the_whole(text, amounts[at])
        for at in between
    )
