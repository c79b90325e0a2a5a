"""Cumulative use: money used up to a day contains what was used up to an earlier one; amounts in, `SumRelation`s out.

'Đến 30/6 đã giải ngân 900 triệu đồng; đến 31/12 đã giải ngân 1.900 triệu đồng' is 1.900. And what is told of a use by
further uses that come to it contains these.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from pipeline.link.ledger.said import Said
from pipeline.link.sums.relations import relation_of
from pipeline.normalize.fold import fold
from pipeline.records import Amount, AmountRole, DateMention, SoFar, SumRelation
from pipeline.structure.shared_words import added_up, up_to_now

_UP_TO = re.compile(
    r"(?<!\w)den (?:het |cuoi |thoi diem )*(?:(?:ngay |thang |quy |nam )+(?:\d[\d/.-]*|[ivx]{1,3})|\d{1,2}[/.-]\d[\d/.-]*)(?!\w)"
)
"""In folded words."""
RUNNING = re.compile(rf"(?<!\w)(?:{up_to_now()}|từ (?:khi|đầu(?! tư))(?!\w)|đến\s\d{{1,2}}\s?[/-])", re.IGNORECASE)
"""What says that money is added up from some earlier day."""
_ADDED_UP = re.compile(added_up(), re.IGNORECASE)
_FROM_A_DAY = re.compile(
    r"(?<!\w)từ (?:đầu )?(?:(?:tháng|quý) (?!0?1(?!\d)|I(?!\w))|ngày (?!0?1[/.-]0?1(?!\d)))[\dIVX][^,;\n]{0,30}?\sđến\s"
    r"|(?<!\w)từ đầu (?:quý|tháng|tuần)(?! (?:0?1|I)(?!\w))(?!\w)",
    re.IGNORECASE,
)
"""'Từ đầu tháng 6 đến ngày 30/6', 'từ đầu quý': a time within a year, which a later one's sum does not include."""
_OF_A_TIME = re.compile(r"(?<!\w)(?:quý|tháng|tuần|kỳ|đợt|lần)(?!\w)", re.IGNORECASE)
_TO = re.compile(r"(?<!\w)đến\s", re.IGNORECASE)
_SHARE = re.compile(r"\d[\d.,]*\s?%")
EMPTY_WORDS = re.compile(
    "nam|luy|ke|tinh|cong|don|la|dat|duoc|tu|den|nay|va|dau|uoc"
    "|da|giai|ngan|su|dung|chi|thanh|toan|von|kinh|phi|so|tien|tong|hoach"
)
"""Words that name nothing that money is used for."""
_WORD = re.compile(r"\w+")
_CLAUSE_END = re.compile(r"[,;.:(\n]|$")
_IN_DETAIL = re.compile(r"(?<!\w)(?:gồm|trong đó|cụ thể|như sau|chi tiết|các nội dung)(?!\w)(?! khác)", re.IGNORECASE)
_USED: tuple[AmountRole, ...] = ("spent", "disbursed")
_DAY_WITHIN = 20
"""Letters from 'đến' to its day: 'đến hết ngày 30/6/2023'."""
_MOST = 40
_FAR = 300
RULE = "sum.so_far"


def contained(
    text: str, amounts: Sequence[Amount], states: Sequence[AmountRole], said: Said
) -> tuple[SumRelation, ...]:
    """The uses that others of the document contain, as parts of these; `states` tell what is used."""
    used: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, amount in enumerate(amounts):
        if states[index] in _USED and amount.role != "words" and amount.vnd and amount.vnd_high is None:
            used[states[index], amount.fund, amount.fiscal_year, amount.project].append(index)
    found: list[SumRelation] = []
    for members in used.values():
        if len(members) > 1:
            found += _up_to_days(text, amounts, members, said)
            found += _told_on(text, amounts, members)
    return tuple(found)


def so_far_of(
    words: str, start: int, dates: Sequence[DateMention], told_on: date | None, year: int | None
) -> SoFar | None:
    """Up to when money used is added up, by its words, which begin at `start`, and the day and year that it is told on and of."""
    if RUNNING.search(words):
        if _FROM_A_DAY.search(words) and not _ADDED_UP.search(words):
            return None
        ends = [start + to.end() for to in _TO.finditer(words)]
        day = (
            next((one.last_day for at in ends for one in dates if at <= one.start <= at + _DAY_WITHIN), None) or told_on
        )
        since_new_year = day is not None and "đầu năm" in words.lower()
        return SoFar(day, True, day.year if since_new_year and year is None else year) if day else None
    if told_on is None or year is None or told_on.year <= year or _OF_A_TIME.search(words):
        return None
    return SoFar(date(year, 12, 31), False, year)


def _up_to_days(text: str, amounts: Sequence[Amount], members: Sequence[int], said: Said) -> Iterator[SumRelation]:
    """Each use up to a day with the next of its row, or right after it in its paragraph, up to another day and no less."""
    for earlier, index in pairwise(members):
        old, new = amounts[earlier], amounts[index]
        if "\n" in text[old.end : new.start] or (old.vnd or 0) > (new.vnd or 0):
            continue
        in_table = bool(old.column_heading and new.column_heading)
        words = [
            fold((amounts[at].column_heading or "") if in_table else text[slice(*said.words_of(at))])
            for at in (earlier, index)
        ]
        days = [up_to[0] for up_to in map(_UP_TO.search, words) if up_to]
        if len(days) < 2 or days[0] == days[1]:
            continue
        of_old, of_new = (_named(told, old.fund) for told in words)
        if in_table:
            same = old.row_heading == new.row_heading and of_old == of_new
        else:
            same = index == earlier + 1 and of_new in ([], of_old) and not _told_behind(text, old, new, index, said)
        if same:
            yield relation_of(amounts, index, [earlier], rule=RULE, kind="partial")


def _told_behind(text: str, old: Amount, new: Amount, index: int, said: Said) -> bool:
    """Whether what stands behind one of two uses names what it was for."""
    behind = text[old.end : said.words_of(index)[0]]
    ends = _CLAUSE_END.search(text, new.end)
    return bool(_named(fold(behind), old.fund) or (ends and _named(fold(text[new.end : ends.start()]), new.fund)))


def _named(folded: str, fund: str | None) -> list[str]:
    """The words that name what money was used for, in folded ones."""
    plain = _SHARE.sub(" ", _UP_TO.sub(" ", folded))
    of_fund = fold(fund or "").split()
    return [word for word in _WORD.findall(plain) if word not in of_fund and not EMPTY_WORDS.fullmatch(word)]


def _told_on(text: str, amounts: Sequence[Amount], members: Sequence[int]) -> Iterator[SumRelation]:
    """Each use with the uses that its lead opens and that come to it: 'đã sử dụng 1.900, gồm: tập huấn đã chi 1.000; hội chợ đã chi 900'."""
    for at, index in enumerate(members):
        after = amounts[members[at + 1]].start if at + 1 < len(members) else len(text)
        if not _IN_DETAIL.search(text, amounts[index].end, min(after, amounts[index].end + _FAR)):
            continue
        came_to, parts = 0, list[int]()
        for part in members[at + 1 : at + _MOST]:
            came_to += amounts[part].vnd or 0
            parts.append(part)
            if came_to >= (amounts[index].vnd or 0):
                break
        if len(parts) > 1 and came_to == amounts[index].vnd and parts[-1] - index == len(parts):
            yield relation_of(amounts, index, parts, rule=RULE, kind="partial")
