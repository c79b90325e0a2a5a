"""The fund of a sum by a remark right after it, whatever the giver's or the fund's name: ', xã bù', 'từ dự án Hỗ trợ y tế'."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.link.funds.who_gives import PLAIN_WORD, WHO, WHO_OF_PLACE
from pipeline.link.funds.words import any_fund

_ENDS = r"\s*(?=[,;.)\n]|$)"
_DOES = (
    r"(?:lo|bù|chi|chi trả|cho|tặng|chịu|bỏ tiền|bỏ ra|bỏ|cấp vốn|cấp|tài trợ|hỗ trợ|góp|đóng góp|ủng hộ|vận động|cho tiền|trả|giúp)"
    rf"(?:\s(?:hết|toàn bộ|thêm|rồi|ngay|luôn))?{_ENDS}"
)
_GIVES = re.compile(rf"\s{_DOES}", re.IGNORECASE)
_GIVER = re.compile(
    rf"\s*(?:\([^()\n]{{0,60}}\)\s*)?(?:[,;(:]\s*)?(?:(?:toàn bộ|hoàn toàn|100%)\s)?(?:do\s)?"
    rf"(?P<fund>{WHO}|(?:cấp\s)?{WHO_OF_PLACE}(?:\s(?:và|,)\s{PLAIN_WORD}(?:\s{PLAIN_WORD}){{0,3}})?)\s(?:(?:đã|sẽ|tự|cũng|phải)\s)?"
    rf"{_DOES}",
    re.IGNORECASE,
)
"""'thiếu 1.400.000 đồng, xã bù', 'giá khoán gọn 790 triệu; Công ty Môi trường xanh bỏ tiền'."""
_TAKEN_FROM = re.compile(
    r"\s*(?:[,:]\s*)?(?:là\s)?(?:từ|của|ở|tạm ứng|bằng|lấy ở|trong)\s(?:nguồn\s|tiền\s)?"
    r"(?P<fund>(?:Quỹ|dự án(?!\s[A-ZĐ\d]\S*\s*[,;.)])|chương trình|phí|kinh phí|sự nghiệp)\s(?!này|trên|nêu|đó|của|để|cho|đã|sẽ|được)[^,;:()\n]{3,70}?)"
    r"(?=\s*[,;:.()\n]|\s*$|\s(?:để|cho|đã|sẽ|được|nay|làm|mua|sửa|năm|thu hồi)(?!\w))",
    re.IGNORECASE,
)
"""'72 triệu đồng từ phí dịch vụ đô thị', '150 triệu đồng của Quỹ quốc gia giải quyết việc làm'."""
_OF_WORK = re.compile(r"của dự án", re.IGNORECASE)
_SOURCE = re.compile(
    r"[^,;.()\n]{0,20}[,;:(]\s*(?:đây là\s)?nguồn\s(?:vốn\s|kinh phí\s)?"
    r"(?P<fund>(?!lực|gốc|nước|thu|sáng|này|điện|nhân|ngân|khác|không|cung|lợi|lao động|hàng|phát|tin|tài nguyên|giống"
    rf"|rác|thải|gen)[^,;:.()\n]{{3,60}}?){_ENDS}",
    re.IGNORECASE,
)
"""'184 tỷ đồng đề xuất, nguồn bán 4 trụ sở cũ'."""
_MONEY_OF = re.compile(
    r"\s*[,(:]\s*(?:100%\s|đây là\s|toàn bộ\s)?(?P<fund>(?:vốn|tiền của)\s"
    r"(?!của|để|cho|đã|chưa|còn|được|theo|vay|đối ứng|gói|điều lệ|pháp định|đăng ký|thực hiện|cố định|lưu động|ban đầu"
    rf"|lớn|nhỏ|ít|thấp|cao|quá|không)[^,;:.()\n\d]{{2,50}}?){_ENDS}",
    re.IGNORECASE,
)
"""'(43 tỷ đồng, vốn Bộ Giao thông vận tải)', '88 triệu đồng, 100% tiền của ông A'."""
_PROGRAMME = re.compile(r"\s*\((?:từ\s|của\s)?(?P<fund>(?:dự án|quỹ)\s[^()\n\d]{4,60})\)", re.IGNORECASE)
"""'vốn 1,2 tỷ đồng (dự án Hỗ trợ y tế vùng Nam Trung Bộ)'."""


@lru_cache(maxsize=4096)
def fund_beside(after: str) -> str | None:
    """The giver or the fund that the words right after a sum tell, before those of the next one."""
    ways = (_TAKEN_FROM, _SOURCE, _MONEY_OF, _PROGRAMME)
    for told in (_GIVER, *ways) if _GIVES.search(after) else ways:
        if (match := told.match(after)) and not _OF_WORK.match(after.lstrip()):
            fund: str = match["fund"].strip()
            return None if any_fund().fullmatch(fund) else fund
    return None
