"""Context beside an amount: the amount before it with the words between, and the line that it closes.

'31 tỷ đồng/88 tỷ đồng', 'mức đầu tư 9 tỷ đồng, nay điều chỉnh lên 12 tỷ đồng', 'tổng vốn 3 tỷ đồng, công ty bỏ 2 tỷ đồng'.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.extract.projects.names.works import starts_of_works
from pipeline.link.funds.before import fund_before
from pipeline.link.sums.relations import worth
from pipeline.records import Amount, AmountRole

_GOES_ON = re.compile(r"\s*(?:\([^()]{0,80}\)\s*)?(?:[^,;.\n]{0,60}[,;]|[^,;.\n]{0,60}\svà\s)")
_BECOMES = re.compile(
    r"\s?,\s(?:đến\s|sang\s)?năm \d{4}\s(?:tăng|giảm|nâng|hạ)\s(?:lên|xuống|còn|xuống còn)\s"
    r"|(?:\s?,\s(?:nay\s)?(?:[^,;.\n\d]{0,40}\s)?(?:phải\s|cho\s)?điều chỉnh)?\s(?:(?:tăng|giảm)\s)?(?:lên|thành|xuống"
    r"|còn|tới|lên thành|xuống còn)\s|\s?,\s(?:nay |được )?(?:sau )?điều chỉnh(?: lần \w+)? (?:là|còn|thành|lên"
    r"|xuống) ",
    re.IGNORECASE,
)
_AMENDED = re.compile(r"(?<!\w)(?:điều chỉnh|nâng|tăng|giảm)\s(?:thành|lên|còn|xuống|xuống còn|là)\s*$", re.IGNORECASE)
_AGAINST = re.compile(r"\s?/\s?|\s(?:trên|trong)\s(?:tổng(?: số)?\s|kế hoạch\s)?", re.IGNORECASE)
_APART = re.compile(r"\s?[,;(]\s*(?:trong đó\s)?riêng\s[^,;:.()\n\d]{2,80}", re.IGNORECASE)
_GIVEN = re.compile(
    r"\s?[,(]\s*(?:trong đó\s)?[^,;:.()\n\d]{2,60}\s(?:bỏ|bỏ ra|góp|đóng góp|đối ứng|tự lo|tự có)\s(?:(?:là|khoảng|thêm|được)\s)?",
    re.IGNORECASE,
)
_OF_A_FUND = re.compile(r"\s?[,;(]\s*(?:trong đó\s)?(?:từ\s)?(?P<fund>[^,;:.()\n\d]{2,60}?)\s*:?\s*", re.IGNORECASE)
_SETTLED = re.compile(r"(?<!\w)quyết toán(?!\w)", re.IGNORECASE)
_APPROVED = re.compile(
    r"(?<!\w)(?:được (?:duyệt|phê duyệt|chấp nhận)|sau thẩm tra|thẩm tra)(?: là)?\s*:?\s*$", re.IGNORECASE
)
"""'đã phê duyệt quyết toán 9 dự án, giá trị đề nghị 61 tỷ đồng, giá trị được duyệt 60 tỷ đồng'."""
_APPROVED_COST = re.compile(r"(?<!\w)(?:phê )?duyệt(?:\slần lượt)?(?:\s(?:là|với))?\s*$", re.IGNORECASE)
_OF_MONEY = re.compile(r"(?<!\w)(?:kinh phí|vốn|kế hoạch|hỗ trợ|dự toán|bổ sung|cấp)(?!\w)", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;]")
_FARTHEST = 100
"""Characters from an amount to the next that shares its state."""
_LINE_REACH = 300
"""Characters of its line before an amount that may name a work or a settlement."""


class Beside:
    """Reads what stands beside amounts; one for a document. `before` are the words before each amount."""

    def __init__(self, text: str, amounts: Sequence[Amount], before: Sequence[str]) -> None:
        self._text = text
        self._amounts = amounts
        self._before = before

    def is_joined(self, index: int) -> bool:
        """Whether a comma or 'và' joins an amount to the one before: 'đề nghị bổ sung 120 tỷ đồng trả nợ và cho ứng trước'."""
        between = self._text[self._amounts[index - 1].end : self._amounts[index].start]
        one = len(between) <= min(_FARTHEST, len(self._before[index])) and "\n" not in between
        return one and _GOES_ON.match(between) is not None

    def becomes(self, index: int) -> bool:
        """'điều chỉnh tổng mức đầu tư từ 3 tỷ đồng lên 4 tỷ đồng'"""
        end = self._amounts[index - 1].end if index else 0
        return _BECOMES.fullmatch(self._text, end, self._amounts[index].start) is not None

    def is_amended(self, index: int) -> bool:
        """'mức đầu tư 918 tỷ đồng. Do trượt giá, UBND tỉnh đã điều chỉnh thành 1.085 tỷ đồng'"""
        between = self._text[self._amounts[index - 1].end : self._amounts[index].start]
        return "\n" not in between and _AMENDED.search(self._before[index]) is not None

    def is_set_against(self, index: int) -> bool:
        """Whether an amount is the whole that the one before it is done of: '31 tỷ đồng/88 tỷ đồng', '42 tỷ đồng trên 204 tỷ đồng'."""
        return (
            index > 0
            and _AGAINST.fullmatch(self._text, self._amounts[index - 1].end, self._amounts[index].start) is not None
        )

    def is_aside(self, index: int) -> bool:
        """'Vốn nước ngoài giải ngân 210 tỷ đồng (riêng nhà máy nước 85 tỷ đồng)': one that is told apart of the one before."""
        amount, before = self._amounts[index], self._amounts[index - 1] if index else None
        if before is None or _APART.fullmatch(self._text, before.end, amount.start) is None:
            return False
        return before.currency == amount.currency and before.role != "words" and worth(before) > worth(amount)

    def is_given_to_it(self, index: int, previous: AmountRole | None) -> bool:
        """'tổng vốn 3,2 tỷ đồng, công ty bỏ 2,3 tỷ đồng', '(1,1 tỷ, tiểu thương góp 300 triệu)': what someone adds to a cost."""
        amount, before = self._amounts[index], self._amounts[index - 1] if index else None
        if before is None or before.currency != amount.currency or worth(before) <= worth(amount):
            return False
        of = _OF_A_FUND.fullmatch(self._text, before.end, amount.start) if previous == "total" else None
        if of and fund_before(of["fund"]):
            # 'Tổng kinh phí 1.150 triệu đồng; ngân sách huyện 480 triệu đồng'
            return True
        cost = previous in ("total", "planned") or self._text.startswith("(", before.start - 1)
        return cost and _GIVEN.fullmatch(self._text, before.end, amount.start) is not None

    def is_settled(self, index: int) -> bool:
        """'đã phê duyệt quyết toán 9 dự án, giá trị được duyệt 60 tỷ đồng': whether what is approved is what was spent."""
        if _APPROVED.search(self._before[index]) is None:
            return False
        start = self._amounts[index].start
        return _SETTLED.search(self._text, self._line(start), start) is not None

    def is_approved_cost(self, index: int) -> bool:
        """'Cầu Mới và cầu Chợ được phê duyệt lần lượt 9 tỷ đồng và 4 tỷ đồng': whether what is approved is what a work costs."""
        clause = _CLAUSE_END.split(self._before[index])[-1]
        if _APPROVED_COST.search(clause) is None or _OF_MONEY.search(clause):
            return False
        start = self._amounts[index].start
        works = starts_of_works(self._text)
        return bisect_left(works, self._line(start)) < bisect_left(works, start)

    def _line(self, offset: int) -> int:
        """Where the line of an offset begins, or what of it is near."""
        farthest = max(0, offset - _LINE_REACH)
        return max(self._text.rfind("\n", farthest, offset) + 1, farthest)
