"""Years that only label what they left: 'vốn năm 2020 chuyển sang 9 tỷ đồng; giao đầu năm 64 tỷ đồng' tells none of the second sum."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.link.meaning.times import REACH, Time
from pipeline.normalize.tones import compiled
from pipeline.records import Amount

_LEAVES = re.compile(
    r"\s?\)?\s(?:(?:được|phải|chưa\s[^\W\d_]+(?:\shết)?)\s)?"
    r"(?:chuyển\s(?:nguồn\s|tiếp\s|vốn\s)?(?:sang|qua)|kéo dài|còn dư|dư|còn lại|để lại)(?!\w)[^,;.()\n\d]{0,40}",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"(?<!\w)(?:còn dư|kết dư|tồn quỹ|kéo dài|chuyển nguồn|chuyển tiếp)(?:\s[^\W\d_]+){0,3}\s$", re.IGNORECASE
)
_TO_THE_SUM = re.compile(r"[^,;.()\n\d]{0,40}")
"""'kinh phí còn dư của năm 2015 là 3 tỷ đồng'."""
_ANOTHER = compiled(
    r"(?:\s\([^()\n]{1,80}\))?(?:\s[^,;.()\n\d]{1,40})?"
    r"(?:;\s(?!(?:trong đó|gồm|bao gồm|đã|đến|giải ngân|thanh toán|còn|chi|sử dụng|số|phần|lũy kế|nay)(?!\w))"
    r"|(?:,\s(?:và\s)?|\svà\s)(?=(?:(?:vốn|kinh phí|dự toán|kế hoạch|nguồn|số)\s(?:vốn\s)?)?(?:được\s)?"
    r"(?:giao|bố trí|bổ sung|cấp|phân bổ|dự toán)(?!\w)))",
    re.IGNORECASE,
)
"""What parts the sum that was left from the next one of the same whole, and not from its own parts or use."""


def told_of_its_own_sum(text: str, amounts: Sequence[Amount], time: Time, stop: int) -> bool:
    """Whether a year says which left the sum that follows it, and what stands at `stop` is another sum."""
    after = _LEAVES.match(text, time.end)
    if after is None and _LEFT.search(text, max(0, time.start - REACH), time.start):
        after = _TO_THE_SUM.match(text, time.end)
    own = bisect_left(amounts, time.end, key=lambda amount: amount.start)
    if after is None or own == len(amounts) or amounts[own].start != after.end():
        return False
    return _ANOTHER.match(text, amounts[own].end, stop) is not None
