"""Totals in the line that introduces a list, their parts in its items: amounts and lists in, `SumRelation` or `Untold` out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.link.cues import cue
from pipeline.link.lists import Listing
from pipeline.link.sums.relations import addable, added, is_told_each, judged, relation_of, worth
from pipeline.link.sums.some_told import tells_some
from pipeline.normalize.tones import compiled
from pipeline.records import Amount, SumRelation, Untold

_TWO_VIEWS = re.compile(r"\btheo\b.*\bvà\b.*\btheo\b|\bvà tiến độ\b", re.IGNORECASE)
_TOTAL_ITEM = compiled(r"[\s\-–+*•\d.)]*(?:tổng cộng|tổng số|cộng(?!\s*(?:đồng|tác|hòa)(?!\w)))\b", re.IGNORECASE)
_ENDS_AS_LEAD = re.compile(r"(?:trong đó|gồm|như sau|cụ thể)?\s*:\s*$", re.IGNORECASE)
_GREW = re.compile(r"[,;(]\s*(?:và\s+)?(?:tăng|giảm|vượt|hụt)(?:\s+(?:thêm|khoảng|gần|trên|hơn))?\s*$", re.IGNORECASE)
_REST = re.compile(r"(?<!\w)còn lại(?: là)?\s+$", re.IGNORECASE)
_BRACKET = re.compile(r"[()]")
_LEADS_IN = re.compile(
    r"\s*[,;.]?\s*(?:\(\s*)?(?:(?:bao gồm|gồm(?: có)?|trong đó|chi tiết|cụ thể|chia ra|như sau|các khoản|sau)\W{0,3}){0,3}\s*\)?\s*:?\s*$",
    re.IGNORECASE,
)
_COMPARES = re.compile(r"(?<!\w)(?:so với|bằng|đạt|tăng|giảm|vượt|chiếm)(?!\w)", re.IGNORECASE)
_VIEW = re.compile(r"[^\n]*:[ \t]*\n[ \t]*[-–+*•●][ \t]")
"""'1. Phân theo nguồn:' over bullets of its own tells none of their figures as its own."""
_DEEPER = re.compile(r"\n[ \t]*[-–+*•●][ \t]")
_SENTENCE_END = re.compile(
    r"(?<!\d)[.!?]\s(?!\s*(?:trong đó|bao gồm|gồm|cụ thể|chia ra)(?:\s+như sau)?\s*:?\s*$)", re.IGNORECASE
)
"""Not before a sentence that is only a cue: 'Dự toán thu: 3.000 tỷ đồng. Trong đó:'."""


def _depth(words: str, depth: int = 0) -> int:
    """How many brackets stay open after some words; 'a)' closes none."""
    for bracket in _BRACKET.findall(words):
        depth = depth + 1 if bracket == "(" else max(0, depth - 1)
    return depth


def opens_parts(between: str) -> bool:
    """Whether some words lead parts in: 'trong đó', 'gồm'."""
    return cue("sum", "full", "some").search(between) is not None


def sums_of_lists(
    text: str, amounts: Sequence[Amount], listings: Sequence[Listing], taken: set[int]
) -> Iterator[SumRelation | Untold]:
    """The relation of each lead and its list's items, where every item has one amount of its own at most; else what cannot be told."""
    starts = [amount.start for amount in amounts]
    for listing in listings:
        totals = _totals_of_lead(text, amounts, starts, listing, taken)
        items = [item for item in listing.items if not _TOTAL_ITEM.match(text, *item)]
        if not totals or len(items) < 2 or any(_ENDS_AS_LEAD.search(text[a:b]) for a, b in items):
            continue
        told = [main_amounts(text, amounts, starts, item, amounts[totals[0]]) for item in items]
        total = totals[0]
        if len(totals) > 1 or any(len(mains) > 1 for mains in told):
            # Which of two leads in, and whether it holds the first of several figures, only figures that agree tell.
            if firsts := _firsts_that_add_up(amounts, totals, told):
                yield firsts
            elif all(told) and len(totals) == 1:
                yield Untold("sum", amounts[total].start, amounts[total].end, "several-figures")
            continue
        parts = [mains[0] for mains in told if mains]
        if len(parts) < 2:
            continue
        words = text[amounts[total].end : listing.lead[1]]
        some = tells_some(text, amounts[total], amounts[parts[0]], amounts[parts[-1]])
        open_word = some or cue("sum", "some").search(words.rpartition(",")[2]) is not None
        if _closed_by_another(text, amounts, total, parts):
            continue
        full = len(parts) == len(items) and not some
        if full and (left := _left_of(amounts, starts, total, parts, listing)) is not None:
            total = left
        span = (amounts[total].start, items[-1][1])
        yield judged(amounts, total, parts, full=full, open_word=open_word, rule="sum.list", span=span)


def _left_of(
    amounts: Sequence[Amount], starts: Sequence[int], total: int, parts: Sequence[int], listing: Listing
) -> int | None:
    """What a lead tells after a total that its list comes to and the total does not: '13 tỷ đồng (trừ dự phòng 4 tỷ đồng, còn 9 tỷ đồng), gồm:'."""
    came_to = added(amounts, parts)
    if came_to == worth(amounts[total]):
        return None
    later = range(total + 1, bisect_left(starts, listing.lead[1]))
    return next((at for at in later if addable(amounts[at], amounts[total]) and worth(amounts[at]) == came_to), None)


def _closed_by_another(text: str, amounts: Sequence[Amount], total: int, parts: Sequence[int]) -> bool:
    """Whether what a list comes to is told right after it and is not the sum of the line over it: 'Phấn đấu vận động 8 tỷ đồng, làm ba công trình:'."""
    after = parts[-1] + 1
    if after >= len(amounts) or not addable(amounts[after], amounts[total]):
        return False
    closes = _TOTAL_ITEM.search(text[amounts[parts[-1]].end : amounts[after].start].rpartition("\n")[2])
    return closes is not None and added(amounts, parts) == worth(amounts[after]) != worth(amounts[total])


def _firsts_that_add_up(
    amounts: Sequence[Amount], totals: Sequence[int], told: Sequence[Sequence[int]]
) -> SumRelation | None:
    """The relation of the total and the first figure of every item that add up, where only figures that agree tell."""
    if not all(told):
        return None
    firsts = [mains[0] for mains in told]
    relations = (relation_of(amounts, total, firsts, rule="sum.list") for total in totals)
    rounded = all(len(mains) == 1 for mains in told)
    return next((one for one in relations if not one.difference or (rounded and one.holds)), None)


def sums_of_unled(
    text: str, amounts: Sequence[Amount], listings: Sequence[Listing], taken: set[int]
) -> Iterator[SumRelation]:
    """The relation of a bullet's figure and those of the bullets under it, where every one has one and they add up."""
    starts = [amount.start for amount in amounts]
    for listing in listings:
        totals = _totals_of_lead(text, amounts, starts, listing, taken)
        if not totals or len(listing.items) < 2:
            continue
        told = [main_amounts(text, amounts, starts, item, amounts[totals[0]]) for item in listing.items]
        if firsts := _firsts_that_add_up(amounts, totals, told):
            yield firsts


def _totals_of_lead(
    text: str, amounts: Sequence[Amount], starts: Sequence[int], listing: Listing, taken: set[int]
) -> list[int]:
    """The amount in the last sentence of a lead that is no part, no comparison and in no brackets; else what is left of it.

    Either of two may be the total, where words lead in right behind the other.
    """
    lead = text[slice(*listing.lead)]
    if _TWO_VIEWS.search(lead):
        return []
    begin = listing.lead[0] + max((m.end() for m in _SENTENCE_END.finditer(lead)), default=0)
    last = bisect_left(starts, listing.lead[1]) - 1
    if last >= 0 and starts[last] >= begin and _REST.search(text, begin, starts[last]):
        return [last]
    found: list[int] = []
    compared: list[int] = []
    for index in range(bisect_left(starts, begin), bisect_left(starts, listing.lead[1])):
        before = text[begin : starts[index]]
        own = before[max(before.rfind(","), before.rfind(";")) + 1 :] if found else ""
        if addable(amounts[index]) and index not in taken and not _depth(before):
            (compared if found and cue("sum", "not_part").search(own) else found).append(index)
    if last in (*found[1:], *compared) and _LEADS_IN.fullmatch(text, amounts[last].end, listing.lead[1]):
        own = text[amounts[found[0]].end : starts[last]]
        if (len(found) == 1 and not _GREW.search(own)) or (";" in own and not _COMPARES.search(own.rpartition(";")[2])):
            return [found[0], last]
    return found if len(found) == 1 else []


def main_amounts(
    text: str, amounts: Sequence[Amount], starts: Sequence[int], item: tuple[int, int], whole: Amount | None = None
) -> list[int]:
    """An item's amounts outside brackets; only the first where it is called a total, or parts or bullets follow it.

    `whole` is the total that they may be parts of; what only compares one of them, 'tăng 2 tỷ đồng so với', is none.
    """
    found: list[int] = []
    position, depth, after = item[0], 0, item[0]
    total = False
    of_bullets = _VIEW.match(text, item[0], item[1]) is not None and len(_DEEPER.findall(text, *item)) > 1
    for index in range(bisect_left(starts, item[0]), bisect_left(starts, item[1])):
        between = text[position : starts[index]]
        depth = _depth(between, depth)
        position = amounts[index].end
        if found:
            # 'Trong đó: 20 người x 100.000 đồng/người = 2.000.000 đồng': the rate between is none of either.
            between = text[after : starts[index]]
        if (
            depth
            or not addable(amounts[index], whole)
            or is_told_each(text, amounts[index])
            or (found and _GREW.search(between))
        ):
            continue
        if found and (opens_parts(between) or (_DEEPER.search(between) and not of_bullets)):
            return found
        if not found or not total or cue("sum", "not_part").search(between):
            found.append(index)
            after = position
        total = total or "tổng" in between.lower()
    if not found:
        # 'b) Thông đường (297 triệu đồng);': its one sum stands alone in brackets.
        inside = range(bisect_left(starts, item[0]), bisect_left(starts, item[1]))
        alone = [at for at in inside if text[starts[at] - 1] == "(" and text.startswith(")", amounts[at].end)]
        return alone if len(inside) == 1 and addable(amounts[inside[0]], whole) else []
    return found
