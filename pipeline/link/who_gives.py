"""Who gives of their own the sum that their verb stands before: 'huyện lo', 'siêu thị Việt Tín góp', 'khách thập phương cúng'."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.normalize.letters import UPPER

PLAIN_WORD = r"[^\s,;:()\d.]+"
_LEVEL = r"(?:(?:UBND|ngân sách)\s)?(?:trung ương|TW|tỉnh|thành phố|thị xã|thị trấn|huyện|quận|xã|phường)"
_BODY = (
    r"(?:Công ty|Cty|Tập đoàn|Tổng công ty|Ngân hàng|Hội|Chi hội|Hiệp hội|Đoàn|huyện đoàn|tỉnh đoàn|thành đoàn|xã đoàn|Quỹ|Tổ chức|Hạt"
    r"|Bưu điện|Điện lực|siêu thị|HTX|hợp tác xã|doanh nghiệp|DN|nhà máy|xí nghiệp|Đồn|Trung đoàn|chùa|nhà chùa|nhà thờ|nhóm|câu lạc bộ|CLB"
    r"|dòng họ|gia đình|ông|bà|chị em|phụ nữ|thanh niên|cựu chiến binh|con em|con cháu|đồng bào|dân|nhân dân|bà con|người dân|hộ dân|phụ huynh"
    r"|khách|giáo viên|cán bộ|đảng viên|hội viên|đoàn viên|cộng đồng|nhà đầu tư|tiểu thương|xã viên|Việt kiều|nhà hảo tâm|mạnh thường quân"
    r"|tín đồ|phật tử|giáo dân|kiểm lâm|MTTQ|Mặt trận|thôn|bản|ấp|xóm)"
)
_NO_NAME = (
    r"(?!(?:đã|sẽ|được|phải|chưa|không|đề|để|cho|và|về|từ|với|tạm|chỉ|điều|buộc|trình|hoàn|chuyển|xin|cấp|chi|hỗ|vay|là|có|khi|mà|tiếp|thanh"
    r"|giao|phân|nợ|giữ|thu|mới|còn|trồng|làm|tham|sản|mua|bán|nhận|quyên|vận|tự|ủng|đóng|góp|bỏ|cam|hứa)(?!\w))"
)
"""Words that no giver's name goes on with."""
_NO_GIVER = (
    r"(?!(?:hội (?:trường|nghị|thi|thao|thảo|chợ|diễn|làng)|hạt (?:giống|điều|cà)|quỹ (?:đất|lương)|bản (?:đồ|tin|quyền)|dân (?:số|cư)"
    r"|tổ chức (?:lễ|hội|giải|các|thi|tập|đào)|nhà máy nước"
    r"|(?:thôn|bản|ấp|xóm|hội viên|đoàn viên|phụ nữ|gia đình|đồng bào|giáo viên|cán bộ|nhân dân|người dân|hộ dân|dân)"
    r"\s(?:nghèo|bị|thuộc|vùng|đặc biệt|sinh|gặp|mầm non|ngoài|hợp đồng|hưu))(?!\w))"
)
"""What only begins as a giver does: works, acts, those who are given."""
WHO = rf"{_NO_GIVER}(?:(?:các|một|hai|ba|số|nhiều)\s)?{_BODY}(?:\s{_NO_NAME}{PLAIN_WORD}){{0,9}}?"
WHO_OF_PLACE = rf"{_LEVEL}(?:\s\d{{1,2}}(?!\w)|(?-i:(?:\s(?!Đoàn)[{UPPER}]\w*){{0,4}}))"
_OPENS = (
    r"(?:^|[,;:(\n.–-]|(?<!\w)(?:do|và|bằng|gồm|trong đó|còn|nhưng|mà|nay|ngoài ra|riêng|là|nhờ|được|có|tiền|phần|số|khoản|trước đó|khi))\s*"
    r"(?:[-+*•]\s*|\d{1,2}[.)]\s)?"
)
_ALSO = r"(?:(?:đã|sẽ|còn|mới|cũng|chỉ|tự|tự nguyện|cam kết|đồng ý|phải|cùng)\s)*"
_GIVES = (
    r"(?:hỗ trợ|đóng góp|góp|ủng hộ|tài trợ|viện trợ|công đức|cúng dường|cúng|tặng|giúp|biếu|bỏ ra|bỏ tiền|bỏ|lo|bù|cho tiền|cho|đóng|đối ứng"
    r"|ứng tiền|ứng|hiến|trợ giá)"
)
_PAYS = r"(?:cấp|chi|bố trí|trích|bổ sung|trợ cấp|chịu|thưởng|cân đối)"
_SAYS_LITTLE = r"(?:\s(?:tiền mặt|tiền|thêm|khoảng|gần|hơn|trên|được|là|số tiền|kinh phí|ước|đủ|tới|đến|toàn bộ))*"
_ENDS = re.compile(rf"\s(?:{_GIVES}|{_PAYS}){_SAYS_LITTLE}\s*$", re.IGNORECASE)
_BEFORE = re.compile(
    rf"{_OPENS}(?:(?P<giver>{WHO}|{WHO_OF_PLACE})\s{_ALSO}{_GIVES}|(?P<level>{WHO_OF_PLACE})\s{_ALSO}{_PAYS}){_SAYS_LITTLE}\s*$",
    re.IGNORECASE,
)
_ASKED = re.compile(r"(?<!\w)(?:đề nghị|kiến nghị|xin|mong|yêu cầu|giao)\s[^,;:.\n]*$", re.IGNORECASE)
_REACH = 160


@lru_cache(maxsize=4096)
def who_gives(before: str) -> str | None:
    """Who gives by the words right before a sum; None of who is only asked to."""
    before = before[-_REACH:]
    if _ENDS.search(before) is None or (match := _BEFORE.search(before)) is None:
        return None
    who = "giver" if match["giver"] else "level"
    return None if _ASKED.search(before, 0, match.start(who)) else match[who].strip()
