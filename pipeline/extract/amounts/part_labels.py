"""What the label of a figure without a unit names: a fund, a place, a body, or what is no money."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from pipeline.extract.amounts.money_words import money_table
from pipeline.extract.organisations.heads import head_pattern
from pipeline.extract.organisations.names import name_at
from pipeline.extract.places.names import LEVELS, NAME
from pipeline.normalize.tones import compiled
from pipeline.structure.alternatives import alternatives

Sort = Literal["source", "place", "body"]

NUMBERED = compiled(
    r"(?:^|\s)(?:năm|tháng|quý|ngày|số|điều|khoản|mục|điểm|phụ lục|biểu|thôn|ấp|tổ|khối|lớp|khóa|đợt|lần"
    r"|giai đoạn|từ|đến|dưới|trên|dài|rộng|cao|sâu|tuổi|nghị quyết|quyết định|hiệp định|thông tư|kỳ hạn|quốc lộ|gói"
    r"|gói thầu|nhóm|loại|hạng|bậc)$",
    re.IGNORECASE,
)
"""What a bare figure behind it numbers or measures."""
_LONGEST_NUMBERED = len(" nghị quyết")
COUNTS = re.compile(
    r"(?:tổng )?số (?!tiền|vốn|kinh phí|dư|thu|chi|nộp|còn|đã|nợ|giao|cấp|phân|được)|(?:số|ĐT(?: liên hệ| di động)?)$"
    r"|(?:t[ỷỉ] lệ|t[ỷỉ] trọng|cơ cấu|diện tích|chiều|dân số|quy mô|sản lượng|năng suất|công suất|khối lượng|thời gian"
    r"|tốc độ|tăng(?! thu| chi| lương| cường)|giảm(?! nghèo| chi| trừ)|bình quân"
    r"|(?:toàn \w+ |có )?(?:lao động|hộ|biên chế)|giáo viên|học sinh|lượt|khách(?! sạn)|GRDP|điện thoại|mã|tài khoản"
    r"|STK|SĐT|MST|CMND|CCCD|fax)(?!\w)",
    re.IGNORECASE,
)
"""How a label opens that is no money's, or what a list is led in by: 'Số hộ nghèo: xã An 120'."""
OF_MONEY = re.compile(
    r"(?:tổng (?:số |cộng )?)?(?:số )?(?:thu(?! nhập| hoạch| hút| hồi| gom)|chi(?! bộ| cục| nhánh| hội| đoàn| tiết)"
    r"|vốn|tiền(?! sử(?! dụng)| thân| đề)|kinh phí|dự toán)(?!\w)",
    re.IGNORECASE,
)
"""How a label opens under a line that says a unit: 'Tổng thu: 1.200'."""
_PLACE = re.compile(rf"(?:{LEVELS} ?(?<=[ .]){NAME})$")


def is_numbered(label: str) -> bool:
    """Whether a label ends with a word that the figure behind it numbers or measures."""
    return NUMBERED.search(label, max(0, len(label) - _LONGEST_NUMBERED)) is not None


@cache
def _source() -> re.Pattern[str]:
    """A label that is the name of a source of money."""
    names, heads, levels = (
        alternatives(money_table()["words"][key]) for key in ("sources", "source_heads", "source_levels")
    )
    return re.compile(
        rf"(?:từ )?(?:nguồn )?(?:(?:vốn )?{names}|(?:vốn )?{heads} {levels})(?: (?-i:{NAME}))?(?: (?:hỗ trợ|bố trí|cấp|bổ sung|đối ứng|đóng góp))?$",
        re.IGNORECASE,
    )


def sort_of(text: str, start: int, end: int) -> Sort | None:
    """What a label names in whole."""
    if _source().match(text[start:end]):
        return "source"
    if _PLACE.match(text[start:end]):
        return "place"
    head = head_pattern().match(text, start)
    return "body" if head and head.end() < end == name_at(text, head).end else None
