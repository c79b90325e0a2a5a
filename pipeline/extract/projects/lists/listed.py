"""Works that a list holds: passage and its items in, `Project` mentions out, with their cost and without.

'- Sửa chữa hồ X, xã Y: 1.870 triệu đồng'; where works are known to be listed, no cost is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.passage import Passage
from pipeline.extract.places.finder import UNIT
from pipeline.extract.projects.costs.sums import GIVEN_FOR, NO_COST, first_cost, stated_between
from pipeline.extract.projects.lists.items import LED, Item
from pipeline.extract.projects.names.mentions import project_at
from pipeline.extract.projects.names.works import HOW_BUILT, MANY, names_one_work, names_work
from pipeline.records import Amount, Project

_SET_APART = re.compile(r"\s*[:(–]|,\s|\s-\s|[ \t]*$")
"""What parts a name from what is said of it, where no line tells that works are listed."""
_MANY_OF = re.compile(r"(?:Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười)\s")
"""'Ba cầu yếu trên đường X: cầu A ..., cầu B ...': each is told behind."""
_IN_USE = re.compile(
    r"(?:\s\([^()\n]*\))?(?:\s?:)?\s(?:là\s(?=(?-i:[A-ZĐ]))|bình thường|mạch sủi|tràn nước|thông thoáng"
    r"|nước (?:thông|đen|tràn)|mở (?:liên tục|cửa)|dân tự đắp|xã tự quản|doanh thu|đón \d|tiếp nhận|chia lô|cho thuê"
    r"|thường họp|không (?:xả|đi qua|mở rộng)|chưa có chủ trương|chưa tới hạn|giữ nguyên|đề nghị thanh lý"
    r"|\d[\d.]* (?:sạp|ki ốt|gian hàng|hộ kinh doanh)|dư nợ)",
    re.IGNORECASE,
)
"""What is said of a work that stands and is used, leaks or is called so, and not of its building."""
_RECKONED = re.compile(r"(?:=|[;,]\s(?:tổng )?cộng(?: là)?:?)\s*$", re.IGNORECASE)
"""What a sum of what stands before it is led in by: '320 ha x 2,5 triệu đồng = 800 triệu đồng'."""


def find_listed_projects(passage: Passage, items: Sequence[Item]) -> Iterator[Project]:
    """Items that name a work and tell one cost, or their whole cost."""
    for item in items:
        if cost := _cost(passage, item):
            place = UNIT.search(passage.text, item.end, max(item.end, cost.start))
            yield project_at(passage, item.start, item.end, "project.listed", cost, place)


def find_uncosted_projects(passage: Passage, items: Sequence[Item]) -> Iterator[Project]:
    """The works with names of their own that a list of works holds, and no sum beside them."""
    for item in items:
        name = passage.text[item.start : item.end]
        if (
            not item.led
            or _MANY_OF.match(name)
            or HOW_BUILT.match(name)
            or not (item.told or _SET_APART.match(passage.text, item.end, item.stop))
            or _told_behind(passage.text, item)
            or _IN_USE.match(passage.text, item.end, item.stop)
        ):
            continue
        owed = item.told and any(
            stated_between(passage, item.start, item.stop)
        )  # with a sum that is no cost, a common noun says enough
        if (item.title or ((owed or names_one_work(name)) and not MANY.search(name))) and not _cost(passage, item):
            place = UNIT.search(passage.text, item.end, item.stop)
            yield project_at(passage, item.start, item.end, "project.listed", None, place)


def _cost(passage: Passage, item: Item) -> Amount | None:
    """What an item tells to be the cost: the sum called so, else the first or only one that is no change or debt."""
    if item.given:
        return item.given
    told = list(stated_between(passage, item.start, item.stop))
    if not told or told[0].start < item.end or _to_holder(passage, item, told[0]):
        return None
    if reckoned := next((amount for amount in told[1:] if _RECKONED.search(passage.before(amount.start))), None):
        return reckoned
    beside = LED.fullmatch(passage.text, item.end, told[0].start) is not None
    whole = first_cost(passage, item.end, item.stop, "whole_costs")
    if whole and not (beside and (whole.vnd or 0) < (told[0].vnd or 0)):  # no whole is less than its part
        # '... dài 920 m: 207 triệu đồng. Xã góp xi măng trị giá 83 triệu đồng': what a colon leads comes first.
        worth = passage.before(whole.start, 10).endswith("trị giá ")
        return told[0] if worth and LED.fullmatch(passage.text, item.end, told[0].start) else whole
    if item.topic:
        return first_cost(passage, item.end, item.stop, "costs")
    if item.title:
        beside = beside or passage.text[item.end] in '”"'
        return told[0] if beside and not NO_COST.search(passage.text, item.end, told[0].start) else None
    sure = item.led or len(told) == 1
    return told[0] if sure and not NO_COST.search(passage.text, item.end, told[0].start) else None


def _to_holder(passage: Passage, item: Item, amount: Amount) -> bool:
    """Whether a sum is given to a body for something else: 'Trường Cao đẳng X: 5 tỷ đồng đầu tư xưởng thực hành'."""
    name = passage.text[item.start : item.end]
    return GIVEN_FOR.match(passage.text, amount.end) is not None and not names_work(name, False)


def _told_behind(text: str, item: Item) -> bool:
    """Whether an item only opens with where it is, and tells behind what is done there: '- Kênh X: cạn. Đề nghị nạo vét kênh X, 364 triệu'.

    Another pattern finds that, or it is weighed: both know more ways to tell what is done than `best_mention` does, which
    moves a project that was found.
    """
    name, behind = text[item.start : item.end].lower(), text[item.end : item.stop].lower()
    return name in behind and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", behind) is not None
