"""Totals stated far from the items that add up to them: 'Tổng kinh phí: 116 tỷ đồng' in the chapter after that of the tasks.

No word tells that they are its parts, so only figures that agree do: of three items or more, or of two right before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.link.cues import cue
from pipeline.link.lists import Listing
from pipeline.link.sums.closing import closes
from pipeline.link.sums.lists import main_amounts
from pipeline.link.sums.relations import addable, added, relation_of, worth
from pipeline.records import Amount, SumRelation

_FEWEST = 3
_RIGHT_AFTER = 150
_FARTHEST = 6000
"""Characters between a total and its items."""
_LABEL = 80
_DIGITS = 4
Wholes = dict[tuple[Decimal, str], list[int]]
"""Amounts by their worth and currency."""


def find_far_sums(
    text: str, amounts: Sequence[Amount], groups: Sequence[Listing], taken: set[int]
) -> Iterator[SumRelation]:
    """The total of each group whose items' first figures come to it; `taken` are the parts of other relations."""
    starts = [amount.start for amount in amounts]
    taken = set(taken)
    wholes: Wholes | None = None
    for group in groups:
        told = [main_amounts(text, amounts, starts, item) for item in group.items]
        parts = [mains[0] for mains in told if mains]
        if len(parts) < 2 or not taken.isdisjoint(parts):
            continue
        wholes = _wholes(text, amounts) if wholes is None else wholes
        span = (group.items[0][0], group.items[-1][1])
        far = [
            index
            for index in wholes.get((added(amounts, parts), amounts[parts[0]].currency), ())
            if index not in parts
            and _apart(span, amounts[index]) <= _FARTHEST
            and (len(parts) >= _FEWEST or _closes(text, span, amounts[index]))
        ]
        if far and len({amounts[part].currency for part in parts}) == 1:
            yield relation_of(amounts, min(far, key=lambda index: _apart(span, amounts[index])), parts, rule="sum.far")
            taken.update(parts)


def _closes(text: str, span: tuple[int, int], total: Amount) -> bool:
    """Whether a total right after a list, or in its last lines, closes it: 'Như vậy tổng vốn của hai dự án là ...'."""
    near = span[0] < total.start < span[1] + _RIGHT_AFTER
    return near and closes().search(text, max(span[0], total.start - _LABEL), total.start) is not None


def _wholes(text: str, amounts: Sequence[Amount]) -> Wholes:
    """The amounts that their own words call what something costs, or of digits that no other sum comes to, by their worth."""
    found: dict[tuple[Decimal, str], list[int]] = defaultdict(list)
    for index, amount in enumerate(amounts):
        start = max(amounts[index - 1].end if index else 0, amount.start - _LABEL)
        own = text[start : amount.start].rpartition("\n")[2]
        if addable(amount) and (len(str(worth(amount)).rstrip("0")) >= _DIGITS or cue("sum", "cost").search(own)):
            found[worth(amount), amount.currency].append(index)
    return found


def _apart(span: tuple[int, int], amount: Amount) -> int:
    return max(span[0] - amount.end, amount.start - span[1], 0)
