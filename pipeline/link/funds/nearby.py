"""The fund that nothing nearer tells: what the words right before a sum end with, or those after it open with, by plainer words.

'sửa nhà từ tiền cứu trợ 108 triệu đồng', 'lan can do Hội Chữ thập đỏ lo, 146 triệu đồng', '12 triệu đồng từ chi thường xuyên'.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.link.funds.who_gives import PLAIN_WORD, WHO, WHO_OF_PLACE
from pipeline.link.funds.words import any_fund, without_trailing
from pipeline.normalize.tones import compiled

_LITTLE = (
    r"(?:\s(?:là|được|có|còn|chỉ|mới|khoảng|gần|hơn|trên|tối thiểu|tối đa|không quá|dự kiến|ước|hết|thêm|số tiền"
    r"|trị giá|tổng|tổng số))*"
)
_ENDS = rf"{_LITTLE}\s*(?:[,(]{_LITTLE}\s*)?$"
_SOURCE = (
    r"(?:(?:tiền|kinh phí|dự án|chương trình|vốn|quỹ(?! đất| lương))(?=\s[^\W\d])(?! (?:mặt|túi|trước|vốn|quỹ|phạt|của|và)(?!\w))"
    r"|chi thường xuyên|kết dư|dự phòng(?! phí))"
)
_NOT_DONE = (
    r"(?!(?:chưa|đã|không|còn|bị|phải|có|tổng|gồm|với|là|giá|nay|cho|để|do|theo|trong|tại|về|làm|mua|xây|sửa|nhằm|được|này|đó|trên"
    r"|cần|nhu|thực|kinh|mức|số|sai|vượt|kém|đúng|cả|đặt|hiệu)(?!\w))"
)
"""Words that no fund's name goes on with."""
_TAKEN_FROM = compiled(
    rf"(?<!\w)(?:(?<!thay )bằng|từ|dùng|sử dụng)\s(?:nguồn\s)?(?P<fund>{_SOURCE}(?:\s{_NOT_DONE}{PLAIN_WORD}){{0,8}}?){_ENDS}",
    re.IGNORECASE,
)
"""'tu bổ chánh điện bằng tiền phật tử 860 triệu đồng', 'cho phép dùng kết dư 4 tỷ đồng'."""
_NO_SOURCE = re.compile(
    r"(?<!\w)(?:thu|nộp|lãi|lợi nhuận|thuế|tăng|giảm|nâng|chuyển|hưởng lợi|phát sinh)(?:\s[^\W\d_]+){0,4}\s$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s(?:lên|xuống|thành|còn)(?!\w)", re.IGNORECASE)
"""'Thu từ tiền phạt 90 triệu đồng', 'giảm từ dự án A 3 tỷ đồng': income, and money that goes elsewhere."""
_OF_A_FUND = compiled(
    rf"(?<!\w)(?:cho vay|tạm ứng|(?<!ban )vận động|xin)\s(?P<fund>quỹ\s(?!đất|lương|nhà)(?:{PLAIN_WORD}\s){{0,7}}?{PLAIN_WORD}){_LITTLE}\s*$",
    re.IGNORECASE,
)
"""'Cho vay Quỹ quốc gia về việc làm 18 tỷ đồng'."""
_GIVEN_OF = compiled(
    r"(?<!\w)(?:ghi|có|cấp|bổ sung|cấp bổ sung|nguồn|thuộc|được)\s"
    rf"(?P<fund>vốn (?:ủy thác|duy tu|sửa chữa|đê điều)(?:\s{_NOT_DONE}{PLAIN_WORD}){{0,3}}?"
    rf"|chương trình\s{_NOT_DONE}{PLAIN_WORD}(?:\s{_NOT_DONE}{PLAIN_WORD}){{1,5}}?|vay ưu đãi)\s*$",
    re.IGNORECASE,
)
_LEVEL = compiled(
    r"(?<!\w)(?<!nợ )(?<!hồi )(?<!trả )(?<!nộp )(?P<fund>vốn\s(?:(?:duy tu|sửa chữa|sự nghiệp|đầu tư tập trung)\s)?(?:của\s)?(?:trung ương|TW|tỉnh|huyện|quận|xã|phường))(?:\s(?:có|chỉ|là))*\s*$",
    re.IGNORECASE,
)
"""'trạm xử lý nước thải vốn trung ương 2.640 triệu đồng', 'Vốn duy tu của quận 3 tỷ đồng'."""
_GAVE = (
    r"(?:tặng|xây tặng|tài trợ|viện trợ|giúp|ủng hộ|lo|tự lo|cho tiền|đóng góp|góp|hiến)"
    rf"(?!\s(?:công|xây|làm|sức|ngày|đất|ý|vốn)(?!\w))(?:\s{PLAIN_WORD}){{0,4}}?"
)
_NOT_ITS_OWN = (
    r"(?![^;.]*(?<!\w)(?:làm|phần|với|còn lại|hỗ trợ|đối ứng|góp|vay|cấp|bố trí|chi|giúp|bù|(?<!số )vốn|mức|(?<!trị )giá|ngân sách|nhà nước"
    r"|tỉnh|huyện|xã|dân|UBND)(?!\w))"
)
"""Another's act or share stands between a giver and the sum."""
_BY_WHOM = compiled(
    rf"(?<!\w)do\s(?P<fund>(?!UBND|HĐND|Sở|Ban |Phòng|Công an)(?:{WHO}|{WHO_OF_PLACE}|(?-i:[A-ZĐ]\w+)(?-i:\s[A-ZĐ]\w*){{0,4}}))"
    rf"\s(?:tự\s|đã\s|sẽ\s)?{_GAVE}\s*[,(]{_NOT_ITS_OWN}(?:[^;.()\d]|\d(?![\d.,]*\s?(?:triệu|tỷ|đồng))){{0,50}}$",
    re.IGNORECASE,
)
"""'phòng máy do Bưu điện tỉnh tặng (24 máy, 168 triệu đồng)'."""
_AFTER = compiled(
    r"\)?\s*,?\s*(?:(?:toàn bộ|hoàn toàn|đều|lấy)\s)*(?:từ|bằng|trong)\s(?:nguồn\s)?"
    rf"(?P<fund>(?:chi thường xuyên|xã hội hóa|dự phòng (?:trung ương|(?!(?:và|để|chi|cho|chung|chưa|đã|còn|là|có|phí|ngân)(?!\w)){PLAIN_WORD})|vốn dư(?: của dự án)?|tiền công đức))"
    r"(?=\s|[,;:.()]|$)",
    re.IGNORECASE,
)
"""'xã tạm lấy 12 triệu đồng từ chi thường xuyên hàn lại lan can'."""
_OF_WHOM = compiled(
    rf"\s*,?\scủa\s(?P<fund>nguồn\s{PLAIN_WORD}\s{PLAIN_WORD}|Văn phòng|cơ quan|đơn vị|nhà trường|{WHO_OF_PLACE})(?=\smà(?!\w)|\s*[,;.)\n]|\s*$)",
    re.IGNORECASE,
)
_HAS = compiled(r"(?<!\w)(?:có|kinh phí|thiếu|được|cần)(?:\s(?:thêm|khoảng))?\s*$", re.IGNORECASE)
_ASKED = compiled(
    r"\s*,?\s(?:đề nghị|xin|kiến nghị)\s(?P<fund>ngân sách\s(?:trung ương|tỉnh|huyện|thành phố|xã|nhà nước))\s(?:cấp|hỗ trợ|bổ sung|bố trí|bù)(?!\w)"
    r"(?!\s(?:\d[\d.,]*\s?%|(?:một\s)?phần|thêm))",
    re.IGNORECASE,
)
_RELENT = compiled(rf"(?<!\w)(?<!cho )(?P<fund>vay lại)(?:\s\d[\d.,]*\s?%)?{_ENDS}", re.IGNORECASE)
"""'cấp phát 80% (360 triệu đồng), tỉnh vay lại 20% (90 triệu đồng)'."""
_LACKS = compiled(
    r"(?<!\w)(?:thiếu|hụt|cần)(?:\s(?:thu|chi|nguồn|vốn|kinh phí|tiền|số tiền|thêm|khoảng|gần|hơn|là|đến|tới))*\s*$",
    re.IGNORECASE,
)
"""'còn thiếu 3 tỷ đồng, đề nghị ngân sách tỉnh hỗ trợ': of money that is there, the rest is asked for."""
_BEFORE = (
    (("bằng ", "từ ", "dùng ", "dụng "), _TAKEN_FROM),
    (("quỹ", "qũy"), _OF_A_FUND),
    (("vốn ", "trình ", "vay ưu đãi"), _GIVEN_OF),
    (("vốn ",), _LEVEL),
    (("do ",), _BY_WHOM),
    (("vay lại",), _RELENT),
)
"""What is told before a sum, each with words, in small letters, of which it holds one: where none stands, it isn't looked for."""
_REACH = 160


@lru_cache(maxsize=4096)
def fund_nearby(before: str, after: str) -> str | None:
    """The fund that plain words right before a sum, or right after it, tell."""
    before = before[-_REACH:]
    small = before.lower()
    found = next(
        (match for cues, told in _BEFORE if any(cue in small for cue in cues) and (match := told.search(before))), None
    )
    if found and found.re is _TAKEN_FROM and (_NO_SOURCE.search(before[: found.start()]) or _GOES_ON.match(after)):
        return None
    found = found or _AFTER.match(after) or (_ASKED.match(after) if _LACKS.search(before) else None)
    if found is None and (owner := _OF_WHOM.match(after)) and _HAS.search(before):
        found = owner
    name = without_trailing(found["fund"].strip()) if found else ""
    return name if name and not any_fund().fullmatch(name) else None
