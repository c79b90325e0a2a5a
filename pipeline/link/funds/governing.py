"""What governs the fund of an amount from its own line: the words that open its sentence, or the label of its line.

'Bằng vốn khấu hao, Công ty sẽ sửa bể chứa hết 5 tỷ đồng và thay ống, khái toán 11 tỷ đồng'; '3. Vốn sự nghiệp: năm 2022
giải ngân 31 tỷ đồng. Riêng dạy nghề được giao 58 tỷ đồng'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.link.leads import Span
from pipeline.structure.sentences import Sentences

_LONGEST = 140
_FARTHEST = 1500
"""Characters of its line before an amount."""
_GIVEN_OUT = re.compile(r"\s*(?:[-–+*•]\s*)?(?:phân bổ|phân khai|bố trí|giao|cấp|từ|nguồn)\s[^;,.()\n]*", re.IGNORECASE)
"""'Phân khai vốn khuyến công năm 2018: đơn vị A 2 tỷ đồng, đơn vị B': up to the colon."""
_OUT_OF = re.compile(
    r"\s*(?:[-–+*•]\s|\w{1,2}[.)]\s)?(?:(?:ngoài ra|riêng|trong đó|năm \d{4})\s?,?\s)?"
    r"(?P<fund>(?:bằng|từ|sử dụng|dùng)\s(?:nguồn|vốn|kinh phí|ngân sách|quỹ)\s[^;,:.()\n\d]{2,90}?)"
    r"(?:\s(?:năm|giai đoạn)\s[\d -]{4,11})?(?=,\s)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"[ \t]*(?:[-–+*•][ \t]|\w{1,3}[.)][ \t]|\d{1,2}(?:\.\d{1,2}){1,3}\.?[ \t])?"
    r"(?P<fund>(?:nguồn\s)?(?:vốn|kinh phí|ngân sách|trái phiếu|quỹ|dự phòng)\s[^;:,.()\n\d]{2,80}?"
    r"|chương trình\s(?:\d{3}|30a|MTQG\s[^;:,.()\n\d]{2,80}?))(?:\s\([^()\n]{2,60}\))?"
    r"(?:\s(?:năm|giai đoạn)\s[\d -]{4,11})?(?=:)",
    re.IGNORECASE,
)


def governing(text: str, start: int, sentences: Sentences) -> Iterator[Span]:
    """The words before an offset that may name the fund of all that is told after them, nearest first."""
    opens = sentences.at(start)[0]
    colon = text.find(":", opens, min(opens + _LONGEST, start))
    if colon >= 0 and _GIVEN_OUT.fullmatch(text, opens, colon):
        yield opens, colon
    if out_of := _OUT_OF.match(text, opens, start):
        yield out_of.span("fund")
    line = text.rfind("\n", max(0, start - _FARTHEST), start) + 1
    if (line or start <= _FARTHEST) and (label := _LABEL.match(text, line, start)):
        yield label.span("fund")
