"""The heads that open an organisation's name: 'Sở', 'UBND', 'Công ty TNHH'."""

from __future__ import annotations

import re
from functools import cache

from pipeline.normalize.letters import LOWER, UPPER
from pipeline.structure.alternatives import alternatives
from pipeline.structure.openings import first_words
from pipeline.structure.tables import brands, common_words, firm_heads, organisation_heads, small_heads

_SHOUTED = r"(?:BỘ|SỞ|VỤ|CỤC|PHÒNG)(?= [BCDĐGHKLMNPQRSTVX]{2,}(?: ?&|(?!\w)))"
"""In capitals before letters that are no syllable: 'VỤ KHGDMT', 'BỘ NN&PTNT'; 'BỘ TRƯỞNG' is no body."""

_CENTRE = rf"TT(?= (?:Bồi|Chính|Dạy|Dịch|Đào|Giáo|Giống|GD|Khuyến|Kỹ|NC [A-ZĐ]+ [{UPPER}][{LOWER}]|Nghiên|Nước|Phát|Quan|Tư|Ứng|Văn|Xúc|Y) ?)"
"""'TT Dạy nghề', 'TT NC KT Miền Nam': where 'TT' is a centre."""

_UNIVERSITY = (
    r"(?<!độ )(?<!nghiệp )(?<!bằng )(?<!học )(?<!hệ )(?<!bộ )(?<!môn: )(?<!độ: )(?<!\d )ĐH"
    rf"(?= (?!Chính quy|Tại chức|Mầm non|Tiểu học)[{UPPER}][{LOWER}])"
)
_HOSPITAL = "BV(?= (?:Nhi|Đa [Kk]hoa|Phụ [Ss]ản|Sản|Lao|Tâm [Tt]hần|Mắt|Phục [Hh]ồi|Da [Ll]iễu|Ung (?:[Bb]ướu|[Tt]hư)|Điều [Dd]ưỡng|Quân (?:[Yy]|[Dd]ân)|huyện|tỉnh|ĐK)(?!\\w))"
"""'ĐH Tây Nguyên', 'BV Nhi'; 'trình độ ĐH' and '02 ĐH Kinh tế' are no body, nor is 'BV rừng'."""


@cache
def head_words() -> frozenset[str]:
    """What the heads begin with."""
    return first_words((*firm_heads(), *organisation_heads(), *small_heads(), *brands(), "Thuế", "TT", "ĐH", "BV"))


@cache
def head_pattern() -> re.Pattern[str]:
    """The words that open an organisation's name."""
    return re.compile(
        rf"(?<![\w/-])(?:(?P<firm>{alternatives(firm_heads())})|(?P<brand>{alternatives(brands())})"
        rf"|(?P<organ>{alternatives((*organisation_heads(), *small_heads()))}|{_SHOUTED}|Tổ chức(?= [{UPPER}])"
        rf"|Thuế(?= (?:tỉnh|thành phố)(?!\w))|{_CENTRE}|{_UNIVERSITY}|{_HOSPITAL}))(?![\w-]\w|\w)"
    )


@cache
def no_names() -> re.Pattern[str]:
    """What begins as a head does and names no body: 'Báo cáo', 'Hội nghị', 'Ban hành'."""
    return re.compile(common_words())


def opens_body(text: str, start: int) -> bool:
    """Whether another body's name begins at an offset; 'Phòng chống' and the like only begin as one."""
    head = head_pattern().match(text, start)
    return head is not None and not is_common(text, head)


def is_common(text: str, head: re.Match[str]) -> bool:
    """Whether words that go on past a head name no body: 'Phòng khám', but not 'Phòng khám đa khoa khu vực'."""
    common = no_names().match(text, head.start())
    return common is not None and common.end() >= head.end()
