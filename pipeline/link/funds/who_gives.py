"""Who gives of their own the sum that their verb stands before: 'huyện lo', 'siêu thị Việt Tín góp', 'khách thập phương cúng'."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.normalize.letters import UPPER
from pipeline.normalize.place_names import LEVEL

PLAIN_WORD = r"[^\s,;:()\d.]+"
_LEVEL = rf"(?:trung ương|TW|Nhà nước|{LEVEL})"
_BODY = (
    r"(?:Công ty|Cty|DNTN|Tập đoàn|Tổng công ty|Ngân hàng|Hội|Chi hội|Hiệp hội|Đoàn|Công đoàn|huyện đoàn|tỉnh đoàn"
    r"|thành đoàn|xã đoàn|Quỹ|Tổ chức|Cơ quan|Chi cục|Hạt"
    r"|Bưu điện|Điện lực|siêu thị|HTX|hợp tác xã|doanh nghiệp|DN|nhà máy|xí nghiệp|Đồn|Trung đoàn|chùa|nhà chùa|nhà thờ|nhóm|câu lạc bộ|CLB"
    r"|dòng họ|gia đình|ông|bà|chị em|phụ nữ|thanh niên|cựu chiến binh|con em|con cháu|đồng bào|dân|nhân dân|bà con|người dân|hộ dân|phụ huynh"
    r"|khách|giáo viên|cán bộ|đảng viên|hội viên|đoàn viên|cộng đồng|nhà đầu tư|tiểu thương|xã viên|Việt kiều|nhà hảo tâm|mạnh thường quân"
    r"|Cục|Tổng cục|Trung tâm|Báo|Đài|Bộ(?! Tài chính| Kế hoạch)|giáo xứ|anh em"
    r"|tín đồ|phật tử|giáo dân|kiểm lâm|MTTQ|Mặt trận|thôn|bản|ấp|xóm)"
)
_NO_NAME = (
    r"(?!(?:đã|sẽ|được|phải|chưa|không|đề|để|cho|và|về|từ|với|tạm|chỉ|điều|buộc|trình|hoàn|chuyển|xin|cấp|chi|hỗ|vay|là|có|khi|mà|tiếp|thanh"
    r"|giao|phân|nợ|giữ|thu|mới|còn|trồng|làm|tham|sản xuất|gửi|mua|bán|nhận|quyên|vận|tự|ủng|đóng|góp|bỏ|cam|hứa)(?!\w))"
)
"""Words that no giver's name goes on with."""
_NO_GIVER = (
    r"(?!(?:hội (?:trường|nghị|thi|thao|thảo|chợ|diễn|làng)|hạt (?:giống|điều|cà)|quỹ (?:đất|lương)|bản (?:đồ|tin|quyền)|dân (?:số|cư)"
    r"|tổ chức (?:lễ|hội|giải|các|thi|tập|đào)|nhà máy nước"
    r"|(?:thôn|bản|ấp|xóm|hội viên|đoàn viên|phụ nữ|gia đình|đồng bào|giáo viên|cán bộ|nhân dân|người dân|hộ dân|dân)"
    r"\s(?:nghèo|bị|thuộc|vùng|đặc biệt|sinh|gặp|mầm non|ngoài|hợp đồng|hưu))(?!\w))"
)
"""What only begins as a giver does: works, acts, those who are given."""
WHO = rf"{_NO_GIVER}(?:(?:các|những)\s{_BODY},\s)?(?:(?:các|một|hai|ba|số|nhiều)\s)?{_BODY}(?:\s{_NO_NAME}{PLAIN_WORD}){{0,11}}?"
WHO_OF_PLACE = rf"(?:(?:UBND|ngân sách)\s)?{_LEVEL}(?:\s\d{{1,2}}(?!\w)|(?-i:(?:\s(?!Đoàn)[{UPPER}]\w*){{0,4}}))"
_OPENS = (
    r"(?:^|[,;:(\n.–-]|(?<!\w)(?:do|và|bằng|gồm|trong đó|còn|nhưng|mà|nay|ngoài ra|riêng|là|nhờ|được|có|tiền|phần|số|khoản|trước đó|khi|năm (?:\d{4}|ngoái|nay|trước|qua)))\s*"
    r"(?:[-+*•]\s*|\d{1,2}[.)]\s)?"
)
_ALSO = r"(?:(?:đã|sẽ|còn|mới|cũng|chỉ|tự|tự nguyện|cam kết|đồng ý|phải|cùng)\s)*"
_GIVES = (
    r"(?:hỗ trợ|đóng góp|góp|ủng hộ|tài trợ|viện trợ|công đức|cúng dường|cúng|tặng|giúp|biếu|bỏ ra|bỏ tiền|bỏ|lo|bù|cho tiền|cho|đóng|đối ứng"
    r"|ứng tiền|ứng|hiến|trợ giá|(?:đã )?hứa(?: cho| hỗ trợ| giúp| tặng| ủng hộ)?|cam kết(?: hỗ trợ| ủng hộ| tài trợ)?)"
)
_PAYS = r"(?:cấp bù|tạm ứng|cân đối được|cấp|chi|bố trí|trích|bổ sung|trợ cấp|chịu|thưởng|cân đối)"
_BY_NAME = rf"(?-i:[{UPPER}][\w&-]*(?:\s[{UPPER}][\w&-]*){{0,4}})"
"""'được WB tài trợ', 'tổ chức phi chính phủ CARE Đan Mạch viện trợ'."""
_DONATES = r"(?:tài trợ|viện trợ)"
_NAMED_BODY = rf"(?-i:Tổ chức|Tập đoàn|Công ty|Tổng [Cc]ông ty|Ngân hàng|Hiệp hội)(?:\s{_NO_NAME}{PLAIN_WORD}){{1,8}}?"
_HELPS = rf"(?:tài trợ|viện trợ|ủng hộ|hỗ trợ|tặng|giúp)(?:\s{PLAIN_WORD}){{0,4}}?"
"""'Tổ chức Tầm nhìn Thế giới hỗ trợ xã 1,1 tỷ đồng', '... tài trợ thiết bị trị giá'."""
_SAYS_LITTLE = (
    r"(?:\s(?:không hoàn lại|có mục tiêu|trọn gói|tiền mặt|tiền|thêm|khoảng|gần|hơn|trên|được|là|số tiền|kinh phí|ước"
    r"|đủ|tới|đến|toàn bộ|\d năm))*"
)
_ENDS = re.compile(rf"\s(?:{_GIVES}|{_PAYS})(?:\s{PLAIN_WORD}|\s\d{{1,4}}){{0,9}}\s*:?\s*$", re.IGNORECASE)
_PAYER = (
    rf"(?:Cục|Tổng cục|Bộ(?! Tài chính| Kế hoạch)|Quỹ|Dự án|Chương trình|CTMTQG)(?:\s{_NO_NAME}{PLAIN_WORD}){{0,9}}?"
)
# What an office or a works project pays it may only spend.
_BEFORE = re.compile(
    rf"{_OPENS}(?:(?:tổ chức\s(?:phi chính phủ\s)?)?(?P<donor>{_BY_NAME})\s{_ALSO}{_DONATES}"
    rf"|(?P<giver>{WHO}|{WHO_OF_PLACE})\s{_ALSO}{_GIVES}"
    rf"|(?P<level>{WHO_OF_PLACE}|CTMTQG|NSNN|NSTW|NSĐP)\s{_ALSO}{_PAYS}"
    rf"|(?P<payer>(?!(?:Quỹ|Dự án|Chương trình|Bộ|Cục)\s{_ALSO}(?:cấp|chi)(?!\w)){_PAYER})\s{_ALSO}cấp"
    rf"|(?P<pays>(?=Quỹ|Chương trình|CTMTQG)(?!(?:Quỹ|Chương trình)\s{_ALSO}chi(?!\w)){_PAYER})\s{_ALSO}(?:chi trả|chi)"
    rf"|(?P<body>{_NAMED_BODY})\s{_ALSO}{_HELPS}){_SAYS_LITTLE}(?:\snăm \d{{4}}\s?:?)?\s*$",
    re.IGNORECASE,
)
_PAID_BY = re.compile(
    rf"(?<!\w)(?:được|do)\s(?P<who>{_PAYER})\s(?:đã\s|sẽ\s)?(?:cấp|chi trả|chi|trả)(?:\s(?:bình quân|khoảng|gần|hơn|là))?\s*$",
    re.IGNORECASE,
)
"""'được Cục Di sản chi 400 triệu đồng', 'do Quỹ Bảo trợ trẻ em tỉnh trả bình quân 41 triệu đồng'."""
_OF_WHOM = re.compile(
    rf"(?<!\w)(?:xin\s(?P<asked>{WHO_OF_PLACE}|NS\w{{1,3}}|(?:Bộ|Cục|Tổng cục|Sở|Hạt|Quỹ|chương trình)"
    rf"(?:(?-i:\s[{UPPER}])\S*(?:\s{_NO_NAME}{PLAIN_WORD}){{0,6}}?)?)|được\s(?P<who>{WHO_OF_PLACE}|NS\w{{1,3}}))"
    r"(?:\s(?:khoảng|thêm|số tiền|là))?\s*$",
    re.IGNORECASE,
)
"""'xin ngân sách tỉnh 1.900 triệu đồng', 'hộ vùng khó khăn được NSTW 9,6 triệu đồng'."""
_GRANT = re.compile(r"(?<!\w)(?P<grant>viện trợ không hoàn lại)(?:\s(?:khoảng|gần|trên))?\s*$", re.IGNORECASE)
_ASKED = re.compile(r"(?<!\w)(?:đề nghị|kiến nghị|xin|mong|yêu cầu|giao)\s[^,;:.\n]*$", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:^(?:\s*[-–+*•])?|[,;:.(]|\sdo|\svà|gồm|trong đó)\s*(?:phần |còn lại |số còn lại |là )*"
    rf"(?P<level>(?:ngân sách |vốn )?(?:cấp )?(?:{_LEVEL}|địa phương))(?:\s+(?:là|khoảng|thêm))?\s*:?\s*$",
    re.IGNORECASE,
)
_OF_MANY = re.compile(r"các (?:tỉnh|huyện|thị xã|quận|xã|phường|sở|ngành|đơn vị)\s*$", re.IGNORECASE)
_WHO = re.compile(rf"{_NO_GIVER}{_BODY}(?!\w)", re.IGNORECASE)
_REACH, _VERB_REACH, _LABEL_REACH = 160, 90, 80
"""Characters before a sum."""


@lru_cache(maxsize=4096)
def who_gives(before: str) -> str | None:
    """Who gives by the words right before a sum, else that it is a grant; None of who is only asked to."""
    before = before[-_REACH:]
    if direct := _OF_WHOM.search(before):
        return direct["asked"] or direct["who"]
    if _ENDS.search(before, max(0, len(before) - _VERB_REACH)) is None:
        return None
    if paid := _PAID_BY.search(before):
        return paid["who"]
    if match := _BEFORE.search(before):
        who = match.lastgroup or "giver"
        return None if _ASKED.search(before, 0, match.start(who)) else match[who].strip()
    grant = _GRANT.search(before)
    return grant["grant"] if grant else None


def opens_as_who(words: str) -> bool:
    """Whether some words open as the name of those who give: 'Cán bộ, giáo viên', 'Ngân hàng CSXH ủy thác'."""
    return _WHO.match(words) is not None


def level_named(before: str) -> str | None:
    """The level of government that labels a figure, with no verb: 'tỉnh' of '; tỉnh ', 'ngân sách xã' of '(ngân sách xã: '."""
    match = _LABEL.search(before, max(0, len(before) - _LABEL_REACH))
    # 'UBND các huyện, thành phố 6 tỷ đồng' are all of them.
    return match["level"] if match and _OF_MANY.search(before, 0, match.start()) is None else None
