"""Funds carried from one amount to others: to what was done with it, to those listed in turn, to all that share it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from pipeline.link.funds.after import fund_after
from pipeline.link.funds.before import giving_budget
from pipeline.link.told import Told, with_fund
from pipeline.normalize.tones import compiled
from pipeline.records import Amount, AmountRole
from pipeline.structure.sentences import Sentences

_DONE_WITH_IT = re.compile(
    r"(?:\s*\([^()\n]{0,80}\))?\s*,\s*(?:(?:năm|giai đoạn|quý|tháng)\s[\dIVX][\dIVX/ –-]{0,12}\s)?"
    r"(?:(?:đến nay|hiện nay|nay|huyện|xã|tỉnh|đơn vị|đã|được|trong đó|ước|còn)\s+){0,3}"
    r"(?:giao|chuyển|thực hiện|giải ngân|thanh toán|phân bổ|bố trí|quyết toán|sử dụng|lại|hết|chưa giải ngân)(?!\w)[^,;:.()\n\d]{0,40}$",
    re.IGNORECASE,
)
"""'Vốn Chương trình 135 giao 6 tỷ đồng, đã giải ngân 5 tỷ đồng'."""
_USES = re.compile(r"[ \t]*(?:\([^()\n]{0,80}\)[ \t]*)?:[ \t]*[^\W\d]")
_ITS_FUND = re.compile(r"\s(?:(?:từ|thuộc|nguồn|vốn|kinh phí)\s){0,2}")
_DONE_LATER = re.compile(
    r"[^;:.()\n]{1,120},\s(?:đến nay|nay|đến hết [^,;:.]{1,20})?\s?(?:mới|đã)\s(?:được\s)?(?:giải ngân|thanh toán"
    r"|sử dụng|quyết toán|chi)\s(?:được\s|hết\s)?",
    re.IGNORECASE,
)
"""'giao 48 tỷ đồng vốn trái phiếu Chính phủ để xây 276 phòng học, đến nay mới giải ngân 14 tỷ đồng'."""
_DONE_OF_IT = re.compile(
    r"(?![^(\n]*\))[^;:\n]{0,110}?(?:[,(]|\snhưng|\smà)\s*(?:[^,;:()\n]{1,40}\s)?(?:đã|mới|chỉ|đến nay|đến \d[\d/]*"
    r"|còn|chưa)\s(?:[^\s,;:()\d]+\s){0,3}?"
    r"(?:giải ngân|thanh toán|rút|quyết toán|giao|phân bổ|bố trí|thực hiện|dư)(?:\s[^\s,;:()\d]+){0,4}\s?$",
    re.IGNORECASE,
)
"""'Vốn nước ngoài được giao 276 tỷ đồng, đến 15/3 rút 22 tỷ đồng'."""
_APART = re.compile(r"\s?\(\s*riêng\s[^()\n\d]{2,80}$", re.IGNORECASE)
"""'vốn nước ngoài 210 tỷ đồng (riêng nhà máy nước 85 tỷ đồng)'."""
_THE_SAME = re.compile(r"\s*[,(]?\s*(?:tương đương|tức)(?:\s+(?:với|là|khoảng|gần|hơn))*\s*", re.IGNORECASE)
_LEVEL = re.compile(r"\s*[,;]\s*(?:và\s+)?(?P<level>trung ương|tỉnh|huyện|xã)\s*:?\s*", re.IGNORECASE)
"""'(NS huyện hỗ trợ 240 triệu đồng, xã 120 triệu đồng)'."""
_LOST_OR_OWED = compiled(r"(?<!\w)(?:thiệt hại|nợ|thuế)(?!\w)(?:[^.\n]|\.(?=\d))*$", re.IGNORECASE)
"""'Thiệt hại toàn tỉnh 13 tỷ đồng, huyện A 7 tỷ đồng': where, not of whom."""
_REACH = 160
_THE_NEXT_YEAR = re.compile(
    r"\s*[,;]\s*(?:và\s)?năm \d{4}(?:\s(?:là|bố trí|cấp|tăng lên|giảm còn))?\s*:?\s*", re.IGNORECASE
)
"""'(ngân sách tỉnh năm 2016: 8 tỷ đồng; năm 2017: 14 tỷ đồng)'."""
_TOGETHER = re.compile(r"\s*,\s(?:được\s)?(?:trích từ|lấy từ|chi từ|từ nguồn|trích|từ)\s", re.IGNORECASE)
"""'tập thể 400.000 đồng, cá nhân 200.000 đồng, trích từ quỹ thi đua': after a comma, of each of them."""
_ALL_FROM = re.compile(r"\s*,?\s*(?:tất cả |cả hai )?đều\s", re.IGNORECASE)
NO_FUND: frozenset[AmountRole] = frozenset(("rate", "price", "revenue"))
"""What is no one's money to give: no fund of a heading goes down to it."""


def carry_givers(told: list[Amount], before: Sequence[str], carried: AbstractSet[int]) -> None:
    """'ngân sách tỉnh đã tạm ứng cho huyện A 930 triệu đồng, thị xã B 620 triệu đồng': who gives the one gives the other."""
    giver: str | None = None
    for index, amount in enumerate(told):
        if index not in carried:
            giver = giving_budget(before[index])
        elif giver and not amount.fund:
            told[index] = with_fund(amount, Told(giver, "fund.giver-carried"))


def carry_uses(text: str, told: list[Amount], sentences: Sentences) -> None:
    """What a sum is spent on has its fund: 'Trích dự phòng 56 tỷ đồng: nhà sập 40 triệu đồng/nhà, nhà hỏng 15 triệu đồng/nhà'."""
    until, fund = 0, None
    for index, amount in enumerate(told):
        before = told[index - 1] if index else amount
        if before.fund and not before.in_cell and _USES.match(text, before.end):
            until, fund = sentences.at(before.end)[1], before.fund
        if amount.start >= until or amount.in_cell or amount.fund not in (None, fund):
            until = 0
        elif amount.fund is None and fund:
            told[index] = with_fund(amount, Told(fund, "fund.carried"))


def carry_funds(text: str, told: list[Amount]) -> None:
    """The fund of an amount goes on to what was done with it, to the same in other money and to levels listed beside it."""
    for index in range(1, len(told)):
        before, amount = told[index - 1], told[index]
        if amount.fund or amount.in_cell or before.in_cell:
            continue
        between = text[before.end : amount.start]
        level = _LEVEL.fullmatch(between)
        listed = before.fund_rule == "fund.level-listed" or (
            before.fund
            and amount.role not in NO_FUND
            and (before.role == amount.role == "part" or text.endswith(before.fund, 0, before.start - 1))
        )
        if level and (listed or _level_follows(text, told, index)):
            told[index] = with_fund(amount, Told(level["level"], "fund.level-listed"))
        elif not before.fund or amount.role in NO_FUND:
            continue
        elif (
            (_THE_NEXT_YEAR.fullmatch(between) and before.role == amount.role)
            or _DONE_WITH_IT.match(between)
            or (amount.role != "part" and _DONE_OF_IT.match(between))
            or _DONE_LATER.fullmatch(between)
            or _THE_SAME.fullmatch(between)
            or _APART.match(between)
            or (amount.role != "part" and _spends_it(between, before.fund))
        ):
            told[index] = with_fund(amount, Told(before.fund, "fund.carried"))


def _level_follows(text: str, told: Sequence[Amount], index: int) -> bool:
    """Whether a level labels the next amount too: 'mỗi căn 13 triệu đồng, tỉnh 7 triệu đồng, huyện 3 triệu đồng'."""
    return (
        index + 1 < len(told)
        and _LEVEL.fullmatch(text, told[index].end, told[index + 1].start) is not None
        and _LOST_OR_OWED.search(text, max(0, told[index].start - _REACH), told[index].start) is None
    )


def _spends_it(between: str, fund: str) -> bool:
    """'kế hoạch 300 tỷ đồng trái phiếu Chính phủ, giải ngân 118 tỷ đồng': what follows the fund's own words was done with it."""
    named = _ITS_FUND.match(between)
    start = named.end() if named else 0
    return between.startswith(fund, start) and _DONE_WITH_IT.match(between, start + len(fund)) is not None


def shared_funds(text: str, amounts: Sequence[Amount], sentences: Sentences) -> Iterator[tuple[int, Told[str]]]:
    """Funds of amounts that are told together with others: 'A 2 tỷ đồng và B 1 tỷ đồng, đều lấy từ nguồn tăng thu'."""
    for index, amount in enumerate(amounts):
        start, stop = sentences.at(amount.start)
        if _ALL_FROM.match(text, amount.end) and (fund := amount.fund or fund_after(text[amount.end : stop])):
            at = index
            while at >= 0 and amounts[at].start >= start and not amounts[at].in_cell:
                yield at, Told(fund, "fund.shared")
                at -= 1
        elif amount.fund and amount.fund_rule == "fund.after" and _TOGETHER.match(text, amount.end):
            at = index - 1
            while (
                at >= 0 and amounts[at].start >= start and amounts[at].fund is None and amounts[at].role == amount.role
            ):
                yield at, Told(amount.fund, "fund.shared")
                at -= 1
