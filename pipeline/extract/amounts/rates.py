"""What a sum is per: '/người/năm', 'mỗi hộ' after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.quantities.counted import told_for
from pipeline.normalize.tones import compiled

_MONEY = r"\d[\d.,]*\s?(?:triệu|tỷ|tỉ|nghìn|ngàn|tr|đồng|đ)(?!\w)"
_MANY = r"(?!0*1\s|10+\s)\d{1,4}\s(?:công trình|dự án|hộ|xã|mô hình|HTX|hợp tác xã|hợp đồng|gói thầu|trường hợp)(?!\w)"
_STROKE = re.compile(rf"\s?\.?/\s?(?!{_MONEY}|{_MANY}|(?:KHV?|kế hoạch|dự toán|DT|tổng)(?!\w))", re.IGNORECASE)
"""What money is set against is no thing that it is per: '612,8 tỷ đồng/kế hoạch 1.045 tỷ đồng', '41 tỷ đồng/38 công trình'."""
_NEXT_STROKE = re.compile(r"\s?/\s?|\.(?=km(?!\w))")
"""'/người/năm', 'tấn.km'."""
_EACH = re.compile(r"[^\S\n]+(?:mỗi|một|trên một|cho mỗi|trên mỗi)\s+", re.IGNORECASE)
_COUNT = re.compile(r"(?:0?10*(?:\.000)*\s?(?!\d)|\d{1,3}\s?(?=(?:[ck]?m[23²³]?|k?g|ngày|tháng)(?!\w)))?")
"""'100 m2', '1.000 dân'; what so many of something cost together is no rate: '41 tỷ đồng/38 công trình'."""
_WHOLE = compiled(
    r"(?:đại hội|tài sản|cuộc (?:đấu giá|họp|thi|điều tra|kiểm tra)|phiên (?:trực|họp|tòa|đấu giá|chợ)|ca (?:mổ|trực|đỡ đẻ)"
    r"|buổi (?:họp|học|dạy|trực|tập(?! huấn| luyện)|biểu diễn)|năm học|ngày đêm|kỳ họp|khóa học)(?!\w)",
    re.IGNORECASE,
)
"""What is more than its first word, which may stand alone too: 'đồng/năm học', 'đồng/phiên trực'."""
_WORD = re.compile(r"[^\W\d_]+[²³23]?")
_MORE_WORD = re.compile(r"\w")
_MOST = 3


@dataclass(frozen=True, slots=True)
class Rate:
    """What a sum is per, and where its words end."""

    per: str
    end: int


def rate_at(text: str, offset: int) -> Rate | None:
    """What follows a sum at an offset after '/' or 'mỗi': counted nouns, measures, or any one word; up to three after strokes."""
    if stroke := _STROKE.match(text, offset):
        end, after = None, stroke.end()
        for _ in range(_MOST):
            thing_end = _thing_end(text, after)
            if thing_end is None or _MORE_WORD.match(text, thing_end):
                break
            end = thing_end
            following = _NEXT_STROKE.match(text, end)
            if following is None:
                break
            after = following.end()
        return Rate(_closed_up(text[stroke.end() : end]), end) if end else None
    each = _EACH.match(text, offset)
    end = _thing_end(text, each.end()) if each else None
    return Rate(_closed_up(text[each.end() : end]), end) if each and end else None


def _thing_end(text: str, offset: int) -> int | None:
    """Where the thing at an offset ends, with a count before it: '100 m2'."""
    counted = _COUNT.match(text, offset)
    start = counted.end() if counted else offset
    thing = _WHOLE.match(text, start) or told_for(text, start) or _WORD.match(text, start)
    return thing.end() if thing else None


def _closed_up(words: str) -> str:
    return re.sub(r"\s*/\s*", "/", words.strip())
