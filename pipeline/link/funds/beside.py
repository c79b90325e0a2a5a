"""The fund of a sum by a remark right after it, whatever the giver's or the fund's name: ', xã bù', 'từ dự án Hỗ trợ y tế'."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.link.funds.who_gives import PLAIN_WORD, WHO, WHO_OF_PLACE
from pipeline.link.funds.words import any_fund
from pipeline.normalize.letters import UPPER
from pipeline.normalize.tones import compiled

_ENDS = r"\s*(?=[,;.)\n]|$)"
_DOES = (
    r"(?:lo|bù|chi|chi trả|ứng trả|bảo đảm|đảm bảo|cho|tặng|chịu|bỏ tiền|bỏ ra|bỏ|cấp vốn|cấp|tài trợ|hỗ trợ|góp|đóng góp|ủng hộ|vận động|cho tiền|trả|giúp)"
    rf"(?:\s(?:hết|toàn bộ|thêm|rồi|ngay|luôn))?{_ENDS}"
)
_GIVES = re.compile(rf"\s{_DOES}", re.IGNORECASE)
_OFFICE = (
    r"(?:Ban(?! Quản lý)|Văn phòng|Sở(?! Tài| Kế))"
    rf"(?:\s(?!(?:tự|đã|sẽ|cũng|phải|chi)(?!\w)){PLAIN_WORD}){{1,6}}?(?!\s(?:(?:đã|sẽ|tự|cũng|phải)\s)?chi trả)"
)
_GIVER = re.compile(
    rf"\s*(?:\([^()\n]{{0,60}}\)\s*)?(?:[,;(:]\s*)?(?:(?:toàn bộ|hoàn toàn|100%)\s)?(?:do\s)?"
    rf"(?P<fund>{WHO}|{_OFFICE}|(?:cấp\s)?{WHO_OF_PLACE}(?:\s(?:và|,)\s{PLAIN_WORD}(?:\s{PLAIN_WORD}){{0,3}})?)\s(?:(?:đã|sẽ|tự|cũng|phải)\s)?"
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
_LENT = re.compile(
    r"\s(?:(?:từ|của|ở|qua)\s)?(?P<fund>(?:Ngân hàng|NHCSXH|NH\s?CSXH|Quỹ)(?:\s[^\s,;:.()\d]+){0,9}?)"
    r"(?=\s*[,;:.()\n]|\s*$|\s(?:để|cho|đã|sẽ|được|nay|làm|mua|sửa|nuôi|trồng|năm|đang|nhưng)(?!\w))",
    re.IGNORECASE,
)
"""'vay 300 triệu đồng từ Ngân hàng Chính sách xã hội'"""
_BORROWS = compiled(r"(?<!\w)vay(?:\s(?:vốn|được|thêm|khoảng|gần|ủy thác|hơn|số tiền)){0,3}\s*$", re.IGNORECASE)
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


_OF_WHOM = re.compile(
    rf",?\s+của\s(?P<fund>{WHO}|{WHO_OF_PLACE}|(?-i:[{UPPER}]{{2,}})(?:(?-i:\s[{UPPER}])\w*){{0,3}})"
    r"(?=\s*[,;.)\n]|\s*$|\s(?:để|cho|tặng|gửi|giúp|làm|mua|từ|chưa|đã|chỉ|mà|ủng hộ|tài trợ|nhưng|chậm|bị|vi phạm|thi công)(?!\w))",
    re.IGNORECASE,
)
"""'kinh phí 180 triệu đồng của một Phật tử'"""
_TO_GIVE = compiled(
    r"(?<!\w)(?:(?:kinh phí|tiền|khoản|nguồn|ủng hộ|tài trợ|viện trợ|hỗ trợ|chi(?! phí)|sử dụng|dùng|(?<!chấp )(?<!xác )(?<!công )(?<!giao )nhận|tặng|trao|góp|vận động|huy động)"
    r"(?:\s[^\s\d,;:.()]+){0,3}|có|bằng|là|gồm|cả|vốn ban đầu)\s*:?\s*$|(?:^|[,;:(\n–-])\s*$",
    re.IGNORECASE,
)
"""What is told of money that is given or paid, or of a sum that stands alone."""
_OWED = compiled(
    r"(?<!\w)(?:nợ|thu|đòi|phạt|hợp đồng|thầu|tạm ứng|ứng trước|treo|báo giá|giá|chuyển|rút|giảm|tăng|trần|thừa|thiếu|mất|hoàn|trả|truy"
    r"|vay|thuế|tổng mức|lấy|lãi|lỗ|doanh|tài sản|giá trị|trị giá|thu nhập|lương|cổ phần|góp vốn|vốn góp|so|vượt|dư|tồn|tịch|nộp|đặt hàng|dự toán|đề nghị|xin|yêu cầu|kiến nghị|đề xuất|tờ trình"
    r"|thiệt hại|tổn thất|chiếm|lừa đảo|tham ô|hối lộ|trộm|cướp|sai|trái|loại|quyết toán|kê biên|phong tỏa|khối lượng|bảo hiểm)(?!\w)[^,;.()\n]*$",
    re.IGNORECASE,
)
"""What is told of money that is no one's to give: 'còn nợ 90 triệu đồng của Công ty A'."""


def lender_or_owner(before: str, after: str) -> str | None:
    """Whose a sum is that someone borrows, or has: 'vay 300 triệu đồng Ngân hàng A', 'kinh phí 180 triệu đồng của ông B'."""
    borrowed = _BORROWS.search(before) is not None
    told = _LENT.match(after) if borrowed else _OF_WHOM.match(after)
    if told is None or not (borrowed or (_TO_GIVE.search(before) and not _OWED.search(before))):
        return None
    owner: str = told["fund"].strip()
    return None if any_fund().fullmatch(owner) else owner


@lru_cache(maxsize=4096)
def fund_beside(after: str) -> str | None:
    """The giver or the fund that the words right after a sum tell, before those of the next one."""
    ways = (_TAKEN_FROM, _SOURCE, _MONEY_OF, _PROGRAMME)
    for told in (_GIVER, *ways) if _GIVES.search(after) else ways:
        if (match := told.match(after)) and not _OF_WORK.match(after.lstrip()):
            fund: str = match["fund"].strip()
            return None if any_fund().fullmatch(fund) else fund
    return None
