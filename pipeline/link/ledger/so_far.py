"""Money used up to a day contains what was used up to an earlier day: amounts in, sums told as parts of later ones out.

'Đến 30/6 đã giải ngân 900 triệu đồng; đến 31/12 đã giải ngân 1.900 triệu đồng' is 1.900. And what is told of a use by
further uses that come to it contains these.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.link.ledger.said import Said
from pipeline.link.sums.relations import relation_of
from pipeline.normalize.fold import fold
from pipeline.records import Amount, AmountRole, Outline, SumRelation

_UP_TO = re.compile(
    r"(?<!\w)den (?:het |cuoi |thoi diem )*(?P<day>(?:ngay |thang |quy |nam )*(?:\d[\d/.-]*|[ivx]{1,3})(?!\w))|(?<!\w)(?P<months>\d{1,2} thang)(?! cuoi)"
)
"""In folded words."""
_SMALL = frozenset(
    ("nam", "luy", "ke", "tinh", "cong", "don", "la", "dat", "duoc", "tu", "den", "nay", "va", "dau", "uoc")
)
_WORD = re.compile(r"[^\W\d_]+")
_USED: tuple[AmountRole, ...] = ("spent", "disbursed")
_MOST = 40
RULE = "sum.so_far"


def contained(
    text: str, outline: Outline, amounts: Sequence[Amount], states: Sequence[AmountRole]
) -> tuple[SumRelation, ...]:
    """The uses that others of the document contain, as parts of these; `states` tell what is used."""
    used: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, amount in enumerate(amounts):
        if states[index] in _USED and amount.role != "words" and amount.vnd and amount.vnd_high is None:
            used[states[index], amount.fund, amount.fiscal_year, amount.project].append(index)
    said = Said(text, outline, amounts)
    found: list[SumRelation] = []
    for members in used.values():
        if len(members) > 1:
            found += _up_to_days(text, amounts, members, said)
            found += _told_on(amounts, members)
    return tuple(found)


def _up_to_days(text: str, amounts: Sequence[Amount], members: Sequence[int], said: Said) -> Iterator[SumRelation]:
    """Each use up to a day with the next up to another day that tells of no other thing and is no less."""
    open_uses: list[tuple[int, str, frozenset[str]]] = []
    for index in members:
        words = fold(amounts[index].column_heading or text[slice(*said.words_of(index))])
        if (up_to := _UP_TO.search(words)) is None:
            continue
        about = frozenset(_WORD.findall(fold(amounts[index].row_heading or "") + " " + _UP_TO.sub(" ", words))) - _SMALL
        for earlier, day, of in open_uses[-_MOST:]:
            same = of <= about or about <= of
            if same and day != up_to[0] and (amounts[earlier].vnd or 0) <= (amounts[index].vnd or 0):
                yield relation_of(amounts, index, [earlier], rule=RULE, kind="partial")
        open_uses.append((index, up_to[0], about))


def _told_on(amounts: Sequence[Amount], members: Sequence[int]) -> Iterator[SumRelation]:
    """Each use with the uses right after it that come to it: 'đã sử dụng 1.900: tập huấn đã chi 1.000; hội chợ đã chi 900'."""
    for at, index in enumerate(members):
        came_to, parts = 0, list[int]()
        for part in members[at + 1 : at + _MOST]:
            came_to += amounts[part].vnd or 0
            parts.append(part)
            if came_to >= (amounts[index].vnd or 0):
                break
        if len(parts) > 1 and came_to == amounts[index].vnd and parts[-1] - index == len(parts):
            yield relation_of(amounts, index, parts, rule=RULE, kind="partial")
